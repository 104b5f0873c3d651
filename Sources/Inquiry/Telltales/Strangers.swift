import Model

/// Addresses that showed at one door of the server what they are, and were let in at another.
struct Strangers: Sendable {
    private var firstLogIn: [RawText: Timestamp] = [:]
    /// What an address did before: the moment, and how much it says.
    private var deeds: [RawText: [(first: Timestamp, weight: Int)]] = [:]
    /// Accounts with the number of root that were made under the eyes of the logs.
    private var made: [RawText: Timestamp] = [:]
    /// When an address was first seen by a web server.
    private var firstSeen: [RawText: Int64] = [:]

    /// What counts together as having attacked.
    private static let enough = 3
    /// Seconds that may lie between the two.
    private static let window: Int64 = 7 * 86_400

    init(_ trail: Trail, _ history: LogInHistory, _ gathered: [Telltale]) {
        for logIn in history.all where firstLogIn[logIn.address].map({ logIn.time < $0 }) ?? true { firstLogIn[logIn.address] = logIn.time }
        let known = Set(firstLogIn.keys)
        for (key, tally) in trail.attempts {
            let address = trail.text(key.address)
            // Addresses of pages stand in honest requests as well, and whoever works here opens the pages for logging in.
            guard known.contains(address), key.kind == .secret || key.kind.isGrave && key.kind != .inclusion else { continue }
            deeds[address, default: []].append((tally.first, min(tally.count, Strangers.enough)))
        }
        let contacts = gathered.filter { $0.kind == .contact && !$0.event.address.isEmpty }
        for contact in contacts where contact.count <= 3 && known.contains(contact.event.address) {
            deeds[contact.event.address, default: []].append((contact.time, Strangers.enough))
        }
        // Who made a program of a site run commands needs no other deed.
        for program in trail.programs.programs.values where program.commands > 0 && !program.isEverybodys {
            for caller in program.callers.map({ trail.text($0) }) where known.contains(caller) {
                deeds[caller, default: []].append((program.first.time, Strangers.enough))
            }
        }
        // Who attacked a daemon, in its own words.
        for attack in gathered.filter({ $0.kind == .attack }).prefix(200) {
            let address = attack.event.address.isEmpty ? trail.sender(of: attack.event)?.address ?? "" : attack.event.address
            if known.contains(address) { deeds[address, default: []].append((attack.time, Strangers.enough)) }
        }
        made = Dictionary(
            gathered.filter { $0.kind == .secondRoot && !$0.event.user.isEmpty }.map { ($0.event.user, $0.time) }, uniquingKeysWith: min)
        for (visitor, tally) in trail.web {
            let address = trail.text(visitor.address)
            firstSeen[address] = min(firstSeen[address] ?? .max, tally.first)
        }
    }

    /// Log-ins from addresses that had not logged in before and had attacked.
    func logIns(_ history: LogInHistory, besides others: [Telltale]) -> [Telltale] {
        if deeds.isEmpty, made.isEmpty { return [] }
        let told = Set(others.filter { $0.kind == .guessedLogIn }.map(\.event.address))
        var seen: Set<RawText> = []
        var telltales: [Telltale] = []
        for logIn in history.all where telltales.count < 100 {
            if let since = made[logIn.user], logIn.time >= since, !Origin.isLocal(logIn.address), seen.insert(logIn.address).inserted {
                telltales.append(Telltale(.attackerLogIn, .proof, logIn.event))
                continue
            }
            guard let before = deeds[logIn.address], !told.contains(logIn.address), !Origin.isLocal(logIn.address),
                ["ssh", "ftp", "mail"].contains(logIn.event.service), firstLogIn[logIn.address] == logIn.time,
                seen.insert(logIn.address).inserted
            else { continue }
            if case .usual = history.familiarity(logIn) { continue }
            let weight = before.reduce(0) { sum, deed in
                let apart = logIn.time.seconds - deed.first.seconds
                return apart >= 0 && apart <= Strangers.window ? sum + deed.weight : sum
            }
            if weight >= Strangers.enough { telltales.append(Telltale(.attackerLogIn, .proof, logIn.event)) }
        }
        return telltales
    }

    /// Commands to a console of which each was answered otherwise, or whose answers were not measured.
    static func consoles(_ gathered: [Telltale]) -> [Telltale] {
        let signs = gathered.filter { $0.kind == .console }
        return signs.filter { sign in
            sign.event.bytes == nil || signs.contains { $0.event.address == sign.event.address && $0.event.bytes != sign.event.bytes }
        }.map { sign in
            var proof = sign
            proof.gravity = .proof
            return proof
        }
    }

    /// Copies of databases that somebody fetched who came on that day and never logged in.
    func copies(_ gathered: [Telltale]) -> [Telltale] {
        gathered.filter { sign in
            guard sign.kind == .copyTaken, firstLogIn[sign.event.address] == nil, let seen = firstSeen[sign.event.address] else {
                return false
            }
            return sign.time.seconds - seen <= 86_400
        }.map { sign in
            var proof = sign
            proof.gravity = .proof
            return proof
        }
    }
}
