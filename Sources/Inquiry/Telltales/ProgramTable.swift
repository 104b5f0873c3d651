import Model

/// Who called a program of a site, and how it answered.
struct ProgramTally: Sendable {
    var path: RawText
    /// The first call that was answered.
    var first: TrailEvent
    var last: Timestamp
    var answered = 1
    var withQuery = 0
    var posts = 0
    /// Calls whose query is a command of a shell.
    var commands = 0
    /// Those of them in which the command stands behind a mark of the shell.
    var injected = 0
    /// The first of these.
    var injection: TrailEvent?
    /// Callers, to the third.
    var callers: [AddressKey] = []
    /// Sizes of answers, to the third.
    var sizes: [Int64] = []

    /// Whether so many call it that what one of them sends says nothing of it.
    var isEverybodys: Bool { callers.count >= 3 }

    init(_ path: RawText, _ first: TrailEvent) { (self.path, self.first, last) = (path, first, first.time) }

    mutating func note(_ caller: AddressKey, _ size: Int64?) {
        if callers.count < 3, !callers.contains(caller) { callers.append(caller) }
        if let size, sizes.count < 3, !sizes.contains(size) { sizes.append(size) }
    }

    mutating func join(_ other: ProgramTally) {
        if TrailEvent.isEarlier(other.first, first) { first = other.first }
        last = max(last, other.last)
        answered &+= other.answered
        withQuery &+= other.withQuery
        posts &+= other.posts
        commands &+= other.commands
        injected &+= other.injected
        injection = [injection, other.injection].compactMap { $0 }.min(by: TrailEvent.isEarlier)
        for caller in other.callers where callers.count < 3 && !callers.contains(caller) { callers.append(caller) }
        for size in other.sizes where sizes.count < 3 && !sizes.contains(size) { sizes.append(size) }
    }
}

/// The programs of all sites, by the path under which they were called.
struct ProgramTable: Sendable {
    private(set) var programs: [UInt64: ProgramTally] = [:]
    /// Programs that were asked for and not there, with the last moment.
    private(set) var absent: [UInt64: Int64] = [:]
    private static let most = 8_000
    private static let mostAbsent = 40_000

    /// Whether a call of a path has to be noted with its words: it is new, or there is room.
    func hasRoom(_ digest: UInt64) -> Bool { programs[digest] != nil || programs.count < ProgramTable.most }
    func knows(_ digest: UInt64) -> Bool { programs[digest] != nil }

    mutating func begin(_ digest: UInt64, _ path: RawText, _ first: TrailEvent) { programs[digest] = ProgramTally(path, first) }

    mutating func change(_ digest: UInt64, _ body: (inout ProgramTally) -> Void) {
        guard var tally = programs[digest] else { return }
        programs[digest] = nil
        body(&tally)
        programs[digest] = tally
    }

    mutating func miss(_ digest: UInt64, _ time: Int64) {
        if absent[digest] != nil || absent.count < ProgramTable.mostAbsent { absent[digest] = max(absent[digest] ?? .min, time) }
    }

    mutating func join(_ other: ProgramTable) {
        for (digest, tally) in other.programs {
            if programs[digest] != nil {
                change(digest) { $0.join(tally) }
            } else if programs.count < ProgramTable.most {
                programs[digest] = tally
            }
        }
        for (digest, time) in other.absent { miss(digest, time) }
    }
}
