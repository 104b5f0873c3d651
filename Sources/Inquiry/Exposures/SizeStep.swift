import Model

/// Where the size of a page's answers changes for good: the moment at which its content changed, which no forged stamp hides.
struct SizeStep: Hashable, Sendable {
    /// The last answer of the old size and the first of the new.
    var lastOld: Int64
    var firstNew: Int64

    /// Answers on each side that have to agree; packed and unpacked answers make two sizes of one content.
    private static let around = 5
    private static let fewest = 2

    /// The step to the content that is there now; nil where sizes tell nothing.
    /// - Parameters:
    ///   - answers: in the order of time.
    ///   - near: a moment at which the content is said to have changed: a step that holds it is taken, else the last one.
    static func find(_ answers: [(time: Int64, size: Int32)], near: Int64?) -> SizeStep? {
        guard answers.count >= 2 * fewest else { return nil }
        var earlier: [Int32: Int] = [:]
        var last: SizeStep?
        for place in answers.indices.dropFirst() {
            earlier[answers[place - 1].size, default: 0] += 1
            guard place >= fewest, answers.count - place >= fewest, answers[place].size != answers[place - 1].size else { continue }
            let left = answers[max(0, place - around)..<place]
            let right = answers[place..<min(answers.count, place + around)]
            let (old, new) = (Set(left.map(\.size)), Set(right.map(\.size)))
            // A page that is never the same twice has no step, and a size that was there before is no new content.
            guard old.isDisjoint(with: new), old.count * 2 <= left.count + 1, new.count * 2 <= right.count + 1,
                new.reduce(0, { $0 + (earlier[$1] ?? 0) }) <= 2 + place / 200
            else { continue }
            let step = SizeStep(lastOld: answers[place - 1].time, firstNew: answers[place].time)
            if let near, step.lastOld <= near, near <= step.firstNew { return step }
            last = step
        }
        return last
    }
}
