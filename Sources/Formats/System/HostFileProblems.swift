import Model

/// The problems of one parse, bounded: an intruder can fill a file with nonsense, and the report must not grow with it.
struct HostFileProblems {
    private var kept: [Problem] = []
    private var further = 0
    private var lastOffset = 0
    private let most: Int

    init(most: Int = 1000) { self.most = most }

    mutating func add(_ reason: String, at offset: Int, line: Int? = nil) {
        lastOffset = offset
        if kept.count < most {
            kept.append(Problem(offset: offset, line: line, reason: reason))
        } else {
            further += 1
        }
    }

    mutating func add(_ reason: String, at line: HostLine) {
        add(reason, at: line.offset, line: line.number)
    }

    /// What was kept; what was not is counted in a last problem, so that nothing is dropped in silence.
    var all: [Problem] {
        further == 0 ? kept : kept + [Problem(offset: lastOffset, reason: "\(further) further problems are not listed")]
    }
}
