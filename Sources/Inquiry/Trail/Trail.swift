import Model

/// What the pass over all logs kept, within limits. What a limit left out is counted.
package struct Trail: Sendable {
    /// Kinds of kept events, each with a limit of its own, so that one cannot crowd out another.
    package enum Shelf: String, Sendable, Hashable, CaseIterable {
        case logins, transfers, downloads, sessions, changes, commands, services, messages, requests, nearRequests, pageRequests

        var most: Int {
            switch self {
            case .logins, .transfers: 40_000
            case .nearRequests, .pageRequests: 20_000
            case .downloads, .sessions, .requests, .changes, .commands: 12_000
            case .services, .messages: 5_000
            }
        }
    }

    package private(set) var shelves: [Shelf: [TrailEvent]] = [:]
    package private(set) var leftOut: [Shelf: Int] = [:]
    package private(set) var failures = FailureBook()
    /// What only a break-in or an attack leaves, and the programs that visitors called.
    var telltales = TelltaleStore()
    var programs = ProgramTable()
    private(set) var web: [VisitorKey: WebTally] = [:]
    private(set) var visits: [PageVisit] = []
    private(set) var forms: [FormSent] = []
    private(set) var attempts: [AttemptKey: AttemptTally] = [:]
    private(set) var addressNames: [AddressKey: RawText] = [:]
    private(set) var agentNames: [UInt64: RawText] = [:]
    private(set) var siteNames: [UInt64: RawText] = [:]
    private var oddAgents: [UInt64: AttackKind] = [:]
    private var firstKept: Set<FailureKey> = []
    /// Things that did not fit: visitors, visits, failures.
    package private(set) var overflow: [String: Int] = [:]

    struct AttemptKey: Hashable, Sendable {
        var address: AddressKey
        var kind: AttackKind
    }
    struct AttemptTally: Hashable, Sendable {
        var count: Int
        var first: Timestamp
        var last: Timestamp
    }

    private static let mostVisitors = 350_000
    private static let mostVisits = 1_200_000
    private static let mostForms = 300_000
    private static let mostAttempts = 120_000
    private static let mostAgents = 60_000

    package init() {}

    subscript(_ shelf: Shelf) -> [TrailEvent] { shelves[shelf] ?? [] }

    package mutating func keep(_ event: TrailEvent, in shelf: Shelf) {
        if shelves[shelf, default: []].count < shelf.most {
            shelves[shelf, default: []].append(event)
        } else {
            leftOut[shelf, default: 0] &+= 1
        }
    }

    /// Takes back a log-in that the next record of the same log says was refused.
    mutating func withdrawLogIn(_ failure: TrailEvent) {
        guard let events = shelves[.logins], !failure.address.isEmpty else { return }
        let refused = events.indices.suffix(8).last { place in
            let event = events[place]
            return event.place.path == failure.place.path && event.user == failure.user && event.address == failure.address
                && abs(event.time.seconds - failure.time.seconds) <= 2
        }
        if let refused { shelves[.logins]?.remove(at: refused) }
    }

    /// Keeps only the first of log-ins that repeat with every request.
    mutating func keepFirst(_ event: TrailEvent) {
        let key = FailureKey(address: event.address, user: event.user, service: "web")
        guard firstKept.count < 20_000, firstKept.insert(key).inserted else { return }
        keep(event, in: .logins)
    }

    package mutating func fail(_ event: TrailEvent, service: String) {
        if let entry = fail(
            address: event.address.bytes.span, user: event.user.bytes.span, service: service, times: event.times, at: event.time)
        {
            cite(CitedLine(event), of: entry)
        }
    }

    /// Counts a failed log-in; gives the entry whose line is to be cited, as `FailureBook.add`.
    mutating func fail(address: Span<UInt8>, user: Span<UInt8>, service: String, times: Int, at time: Timestamp) -> Int? {
        failures.add(address: address, user: user, service: service, times: times, at: time)
    }

    mutating func cite(_ line: CitedLine, of entry: Int) { failures.cite(line, of: entry) }

    mutating func count(_ tally: WebTally, _ visitor: VisitorKey) {
        if web.isEmpty { web.reserveCapacity(2_048) }
        if web[visitor] != nil || web.count < Trail.mostVisitors {
            web[visitor, default: WebTally()].join(tally)
        } else {
            overflow["visitors", default: 0] &+= Int(tally.requests)
        }
    }

    mutating func visit(_ visit: PageVisit) {
        if visits.count < Trail.mostVisits { visits.append(visit) } else { overflow["visits", default: 0] &+= 1 }
    }

    mutating func sent(_ form: FormSent) {
        if forms.count < Trail.mostForms { forms.append(form) } else { overflow["forms", default: 0] &+= 1 }
    }

    mutating func attempt(_ kind: AttackKind, _ address: AddressKey, _ time: Timestamp) {
        join(AttemptKey(address: address, kind: kind), AttemptTally(count: 1, first: time, last: time))
    }

    private mutating func join(_ key: AttemptKey, _ tally: AttemptTally) {
        guard var sum = attempts[key] else {
            if attempts.count < Trail.mostAttempts { attempts[key] = tally } else { overflow["attempts", default: 0] &+= tally.count }
            return
        }
        sum.count &+= tally.count
        (sum.first, sum.last) = (min(sum.first, tally.first), max(sum.last, tally.last))
        attempts[key] = sum
    }

    mutating func name(_ address: AddressKey, _ text: RawText) {
        if addressNames.count < Trail.mostAgents { addressNames[address] = RawText(Array(text.bytes.prefix(128))) }
    }

    func knowsAgent(_ digest: UInt64) -> Bool { agentNames[digest] != nil }
    func oddAgent(_ digest: UInt64) -> AttackKind? { oddAgents[digest] }

    mutating func name(_ agent: UInt64, _ text: RawText) {
        guard agentNames.count < Trail.mostAgents else { return }
        agentNames[agent] = text
        if let kind = AttackKind.of(text.bytes.span) { oddAgents[agent] = kind }
    }

    func knowsSite(_ digest: UInt64) -> Bool { siteNames[digest] != nil }

    mutating func name(site digest: UInt64, _ text: RawText) { if siteNames.count < 10_000 { siteNames[digest] = text } }

    func text(_ address: AddressKey) -> RawText { address.text ?? addressNames[address] ?? "" }

    /// Joins what the next piece, or another log, brought.
    package mutating func join(_ other: Trail) {
        for (shelf, events) in other.shelves { for event in events { keep(event, in: shelf) } }
        for (shelf, count) in other.leftOut { leftOut[shelf, default: 0] &+= count }
        for (what, count) in other.overflow { overflow[what, default: 0] &+= count }
        failures.join(other.failures)
        telltales.join(other.telltales)
        programs.join(other.programs)
        for (key, tally) in other.web { count(tally, key) }
        for visit in other.visits { self.visit(visit) }
        for form in other.forms { sent(form) }
        for (key, tally) in other.attempts { join(key, tally) }
        for (address, text) in other.addressNames where addressNames[address] == nil { name(address, text) }
        for (agent, text) in other.agentNames where agentNames[agent] == nil { name(agent, text) }
        for (site, text) in other.siteNames where siteNames[site] == nil { name(site: site, text) }
    }

    /// Puts everything into the order of time, once all logs were read.
    package mutating func finish() {
        for (shelf, events) in shelves { shelves[shelf] = Trail.withoutDoubles(events.sorted(by: TrailEvent.isEarlier)) }
        if failures.leftOut > 0 { overflow["failures"] = failures.leftOut }
        visits.sort {
            ($0.time, $0.page, $0.visitor.address.high, $0.visitor.address.low) < (
                $1.time, $1.page, $1.visitor.address.high, $1.visitor.address.low
            )
        }
    }

    /// A record that two logs hold (syslog and auth.log, the journal and both) is one event.
    private static func withoutDoubles(_ events: [TrailEvent]) -> [TrailEvent] {
        var kept: [TrailEvent] = []
        for event in events {
            let isDouble = kept.suffix(16).contains { other in
                other.kind == event.kind && other.place.path != event.place.path && abs(other.time.seconds - event.time.seconds) <= 2
                    && other.user == event.user && other.address == event.address && other.path == event.path && other.pid == event.pid
                    && other.status == event.status
            }
            if !isDouble { kept.append(event) }
        }
        return kept
    }
}
