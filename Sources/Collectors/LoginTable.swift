import Model

/// Log-ins counted by the address that they came from. Guessers try by the million, so that counting one more costs no allocation.
struct LoginTable: Sendable {
    private let most: Int
    private(set) var all: [LoginAttempts] = []
    /// Where an address stands in `all`, by its digest; of two with one digest the second takes the next number.
    private var places: [UInt64: Int] = [:]
    /// Log-ins from addresses beyond the number that is kept.
    private(set) var uncounted = 0
    private static let mostUsers = 20

    init(most: Int) { self.most = most }

    /// - Parameters:
    ///   - user: whose account was tried.
    ///   - place: of the line.
    mutating func add(
        _ address: Span<UInt8>, user: Span<UInt8>, failures: Int, successes: Int, at time: Timestamp, _ place: Place
    ) {
        guard let index = index(of: address) else {
            uncounted += failures + successes
            return
        }
        all[index].failures += failures
        all[index].successes += successes
        all[index].first = min(all[index].first, time)
        if time >= all[index].last { (all[index].last, all[index].place) = (time, place) }
        if successes > 0 { all[index].firstSuccess = min(all[index].firstSuccess ?? time, time) }
        if failures > 0 { LoginTable.note(user, in: &all[index].users) }
        if successes > 0 { LoginTable.note(user, in: &all[index].admitted) }
    }

    /// Adds what another piece, or another log, tells of an address.
    mutating func join(_ sum: LoginAttempts) {
        let bytes = Array(sum.address.utf8)
        guard let index = index(of: bytes.span) else {
            uncounted += sum.failures + sum.successes
            return
        }
        all[index].failures += sum.failures
        all[index].successes += sum.successes
        all[index].first = min(all[index].first, sum.first)
        if sum.last >= all[index].last { (all[index].last, all[index].place) = (sum.last, sum.place) }
        all[index].firstSuccess = [all[index].firstSuccess, sum.firstSuccess].compactMap { $0 }.min()
        for user in sum.users where all[index].users.count < LoginTable.mostUsers && !all[index].users.contains(user) {
            all[index].users.append(user)
        }
        for user in sum.admitted where all[index].admitted.count < LoginTable.mostUsers && !all[index].admitted.contains(user) {
            all[index].admitted.append(user)
        }
    }

    private static func note(_ user: Span<UInt8>, in users: inout [RawText]) {
        for known in users where equals(known.bytes, user) { return }
        if users.count < mostUsers { users.append(RawText(copy(user))) }
    }

    private mutating func index(of address: Span<UInt8>) -> Int? {
        var digest: UInt64 = 0xcbf2_9ce4_8422_2325
        for index in address.indices { digest = (digest ^ UInt64(address[index])) &* 0x100_0000_01b3 }
        while let place = places[digest] {
            if LoginTable.equals(all[place].address.utf8, address) { return place }
            digest &+= 1
        }
        guard all.count < most else { return nil }
        places[digest] = all.count
        all.append(
            LoginAttempts(
                address: RawText(LoginTable.copy(address)).utf8 ?? "", failures: 0, successes: 0, users: [],
                first: Timestamp(seconds: .max),
                last: Timestamp(seconds: .min), place: Place("")))
        return all.count - 1
    }

    private static func equals(_ bytes: some Swift.Collection<UInt8>, _ span: Span<UInt8>) -> Bool {
        guard bytes.count == span.count else { return false }
        var at = 0
        for byte in bytes {
            if span[at] != byte { return false }
            at += 1
        }
        return true
    }

    private static func copy(_ span: Span<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(span.count)
        for index in span.indices { bytes.append(span[index]) }
        return bytes
    }
}
