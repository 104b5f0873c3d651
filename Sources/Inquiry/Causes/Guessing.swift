import Model

/// Failed log-ins before one that was let in.
struct Guessing: Sendable {
    /// From the same address, in the day before and in the month before.
    private(set) var fromAddress = 0
    private(set) var slowly = 0
    /// For the same account from other addresses, in the day before.
    private(set) var forUser = 0
    private(set) var addresses = 0
    /// Names that the address tried.
    private(set) var users: Set<RawText> = []
    private(set) var lines: [EvidenceItem] = []

    init(_ logIn: LogIn, _ failures: [FailureKey: FailureTally]) {
        let service = logIn.event.service
        for (key, tally) in failures where tally.first <= logIn.time {
            let isSame = key.service == service || key.service == "local" || service == "local"
            guard isSame else { continue }
            if key.address == logIn.address, !key.address.isEmpty {
                let day = tally.count(within: 86_400, before: logIn.time)
                fromAddress &+= day
                slowly &+= tally.count(within: 2_592_000, before: logIn.time)
                if day > 0 {
                    users.insert(key.user)
                    lines += tally.lines.map(\.evidence)
                }
            } else if key.user == logIn.user, !key.user.isEmpty {
                let day = tally.count(within: 86_400, before: logIn.time)
                if day > 0 {
                    forUser &+= day
                    addresses += 1
                    if addresses <= 4 { lines += tally.lines.prefix(1).map(\.evidence) }
                }
            }
        }
        lines = Array(lines.sorted { ($0.path ?? "", $0.line ?? 0, $0.offset ?? 0) < ($1.path ?? "", $1.line ?? 0, $1.offset ?? 0) }.prefix(5))
    }

    /// Whether it looks like guessing and not like a slip of the owner's fingers.
    var isGuessing: Bool { fromAddress >= 6 || slowly >= 10 || forUser >= 30 && addresses >= 5 }
}
