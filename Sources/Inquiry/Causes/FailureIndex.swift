import Model

/// Failed log-ins by address and by user.
struct FailureIndex: Sendable {
    private(set) var byAddress: [RawText: [(key: FailureKey, tally: FailureTally)]] = [:]
    private(set) var byUser: [RawText: [(key: FailureKey, tally: FailureTally)]] = [:]
    /// Addresses that failed often.
    private(set) var frequent: Set<RawText> = []

    /// Whether the address of a log-in had failed as its account, and many others had, too.
    func tried(_ logIn: LogIn) -> Bool {
        guard byUser[logIn.user]?.count ?? 0 >= 5 else { return false }
        return byAddress[logIn.address]?.contains { Guessing.isSame($0.key.user, logIn.user) } ?? false
    }

    init(_ failures: FailureBook) {
        for (key, tally) in failures.entries {
            if !key.address.isEmpty { byAddress[key.address, default: []].append((key, tally)) }
            if !key.user.isEmpty { byUser[key.user, default: []].append((key, tally)) }
        }
        for (address, list) in byAddress where list.reduce(0, { $0 &+ $1.tally.count }) >= 6 { frequent.insert(address) }
    }
}
