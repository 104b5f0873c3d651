import Model

/// Failed log-ins before one that was let in.
struct Guessing: Sendable {
    /// From the same address, in the day before and in the month before.
    private(set) var fromAddress = 0
    private(set) var slowly = 0
    /// For the same account from other addresses, in the day before.
    private(set) var forUser = 0
    private(set) var addresses = 0
    /// For the same account from other addresses, in the week before that day.
    private(set) var inWeekBefore = 0
    /// Names that the address tried.
    private(set) var users: Set<RawText> = []
    private(set) var lines: [EvidenceItem] = []

    init(_ logIn: LogIn, _ failures: FailureIndex) {
        // Modules of PAM tell of the same failures again: the greater number counts, not the sum.
        var own = (day: 0, month: 0)
        var modules = (day: 0, month: 0)
        for (key, tally) in failures.byAddress[logIn.address] ?? [] where tally.first <= logIn.time && Guessing.concerns(key, logIn) {
            let day = tally.count(within: 86_400, before: logIn.time)
            let month = tally.count(within: 2_592_000, before: logIn.time)
            if key.service == "pam" {
                modules = (modules.day &+ day, modules.month &+ month)
            } else {
                own = (own.day &+ day, own.month &+ month)
            }
            if month > 0 {
                users.insert(key.user)
                lines += tally.lines.map(\.evidence)
            }
        }
        (fromAddress, slowly) = (max(own.day, modules.day), max(own.month, modules.month))
        var sources: Set<RawText> = []
        for (key, tally) in failures.byUser[logIn.user] ?? [] where tally.first <= logIn.time && Guessing.concerns(key, logIn) {
            guard key.address != logIn.address, key.service != "pam" else { continue }
            let day = tally.count(within: 86_400, before: logIn.time)
            inWeekBefore &+= tally.count(within: 8 * 86_400, before: logIn.time) &- day
            guard day > 0 else { continue }
            forUser &+= day
            if sources.insert(key.address).inserted, sources.count <= 4 { lines += tally.lines.prefix(1).map(\.evidence) }
        }
        addresses = sources.count
        lines = Array(
            lines.sorted { ($0.path ?? "", $0.line ?? 0, $0.offset ?? 0) < ($1.path ?? "", $1.line ?? 0, $1.offset ?? 0) }.prefix(5))
    }

    /// Whether two records name one account: with or without the domain of its mail.
    static func isSame(_ one: RawText, _ other: RawText) -> Bool {
        one == other || one.bytes.prefix { $0 != 0x40 }.elementsEqual(other.bytes.prefix { $0 != 0x40 })
    }

    /// Whether a failure was one of the same door.
    private static func concerns(_ key: FailureKey, _ logIn: LogIn) -> Bool {
        let service = logIn.event.service
        return key.service == service || key.service == "pam" || key.service == "local" || service == "local"
    }

    /// Whether the account was tried in that day five times as often as on the days of the week before.
    var isSurge: Bool { forUser >= 30 && forUser * 7 >= 5 * (inWeekBefore + 7) }

    /// Whether it looks like guessing and not like a slip of the owner's fingers.
    var isGuessing: Bool { fromAddress >= 6 || slowly >= 10 || forUser >= 30 && addresses >= 5 }
}
