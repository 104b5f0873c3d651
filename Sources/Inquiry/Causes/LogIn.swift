import Model

/// A log-in that was let in, as far as the logs tell how long it lasted.
struct LogIn: Hashable, Sendable {
    var event: TrailEvent
    /// When it ended; nil where nothing tells.
    var end: Timestamp?

    var user: RawText { event.user }
    var address: RawText { event.address }
    var time: Timestamp { event.time }

    /// The time in which it may have done something: to its end, and half a day where that is not told.
    var reach: ClosedRange<Timestamp> {
        let end = end ?? time.adding(seconds: 43_200)
        return time.adding(seconds: -5)...max(time, end.adding(seconds: 5))
    }
}

/// Where log-ins come from: the network of an address, for people's addresses change within one.
enum Origin {
    static func network(_ address: RawText) -> RawText {
        let parts = address.split(0x2e)
        if parts.count == 4, parts.allSatisfy({ !$0.isEmpty && $0.bytes.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }) {
            return RawText(Array(parts.prefix(3).map(\.bytes).joined(separator: [0x2e])))
        }
        if address.bytes.contains(0x3a), let number = NetworkAddress(address) {
            return RawText("v6:" + String(number.high >> 16, radix: 16))
        }
        return address
    }

    static func isLocal(_ address: RawText) -> Bool {
        address.isEmpty || address == "127.0.0.1" || address == "::1" || address == "localhost" || address.hasPrefix(":")
    }
}

/// All log-ins of the host.
struct LogInHistory: Sendable {
    let all: [LogIn]
    private let byUser: [RawText: [Int]]
    /// Those that came at the end of guessing: they make no place a usual one.
    private let guessed: Set<Int>

    init(_ trail: Trail, records: [LoginRecord]) {
        var events = trail[.logins]
        events += LogInHistory.missing(records, in: events)
        events += LogInHistory.doors(trail[.sessions], besides: events)
        events += LogInHistory.unnamed(trail)
        let failures = FailureIndex(trail.failures)
        LogInHistory.place(&events, failures)
        events.sort(by: TrailEvent.isEarlier)
        let ends = LogInHistory.ends(of: events, trail[.sessions])
        let logIns = zip(events, ends).map { LogIn(event: $0, end: $1) }
        all = logIns
        byUser = Dictionary(grouping: logIns.indices, by: { logIns[$0].user })
        guessed = LogInHistory.guessed(logIns, failures)
    }

    /// Log-ins behind as many failures within a day from the same address as no slip of fingers makes.
    private static func guessed(_ logIns: [LogIn], _ index: FailureIndex) -> Set<Int> {
        Set(
            logIns.indices.filter { place in
                let (address, time) = (logIns[place].address, logIns[place].time)
                guard index.frequent.contains(address), !logIns[place].event.method.asciiLowercased.contains("publickey") else {
                    return false
                }
                let count = (index.byAddress[address] ?? []).filter { $0.tally.first <= time }.reduce(0) {
                    max($0, $1.tally.count(within: 86_400, before: time))
                }
                return count >= 20
            })
    }

    /// When the session of each log-in ended, by the events that open and close sessions.
    private static func ends(of logIns: [TrailEvent], _ others: [TrailEvent]) -> [Timestamp?] {
        var joiner = SessionJoiner(mostOpen: 20_000)
        var numbers = [Int?](repeating: nil, count: logIns.count)
        var sessions: [Session] = []
        var next = 0
        for other in others.sorted(by: TrailEvent.isEarlier) {
            while next < logIns.count, logIns[next].time <= other.time {
                numbers[next] = joiner.take(SessionClue(logIns[next]))
                next += 1
            }
            _ = joiner.take(SessionClue(other))
            sessions += joiner.takeFinished()
        }
        while next < logIns.count {
            numbers[next] = joiner.take(SessionClue(logIns[next]))
            next += 1
        }
        sessions += joiner.finish()
        let ends = Dictionary(sessions.compactMap { session in session.end.map { (session.number, $0) } }) { first, _ in first }
        return numbers.map { $0.flatMap { ends[$0] } }
    }

    /// Programs that let people in over the network and of whose log-ins only PAM tells, as a session that was opened.
    private static let doors: [RawText] = ["cockpit", "xrdp", "vnc", "x11vnc", "nxserver", "webmin", "usermin", "pve", "proxmox"]

    private static func doors(_ sessions: [TrailEvent], besides events: [TrailEvent]) -> [TrailEvent] {
        let opened = sessions.filter { event in
            guard event.kind == .sessionOpen, event.address.isEmpty, !event.user.isEmpty else { return false }
            let name = event.process.asciiLowercased
            return doors.contains { name.hasPrefix($0) }
        }
        guard !opened.isEmpty else { return [] }
        let known = Dictionary(grouping: events, by: \.user)
        return opened.filter { event in
            !(known[event.user]?.contains { abs($0.time.seconds - event.time.seconds) <= 10 } ?? false)
        }.map { $0.turned(.loginSuccess) }
    }

    /// Connections behind guessing at a door that asks for a password and no name, as VNC does, and that did not fail: such a door writes
    /// down who was refused, and not who was let in.
    private static func unnamed(_ trail: Trail) -> [TrailEvent] {
        let services: Set<String> = ["ssh", "pam", "mail", "web", "ftp"]
        var last: [RawText: Timestamp] = [:]
        for (key, tally) in trail.failures.entries
        where key.user.isEmpty && !key.address.isEmpty && tally.count >= 20 && !services.contains(key.service) {
            last[key.address] = max(last[key.address] ?? tally.last, tally.last)
        }
        guard !last.isEmpty else { return [] }
        let told = Dictionary(grouping: trail[.messages] + trail[.services] + trail[.sessions], by: \.address)
        let ends: [RawText] = ["gone", "closed", "isconnect", "failed", "reject", "refused"]
        return last.compactMap { address, failed in
            let events = (told[address] ?? []).sorted(by: TrailEvent.isEarlier)
            let entry = events.first { event in
                event.time > failed && event.time.seconds - failed.seconds <= 3_600 && event.text.contains("onnection from")
            }
            guard let entry else { return nil }
            let isOver = events.contains { event in
                event != entry && abs(event.time.seconds - entry.time.seconds) <= 3 && event.time >= entry.time
                    && ends.contains { event.text.contains($0) }
            }
            return isOver ? nil : entry.turned(.loginSuccess)
        }
    }

    /// A log-in whose record has no address, as the account of somebody whose guessing went on to that very moment and ended with it.
    private static func place(_ events: inout [TrailEvent], _ failures: FailureIndex) {
        guard events.contains(where: { $0.address.isEmpty && !$0.user.isEmpty }) else { return }
        for index in events.indices where events[index].address.isEmpty && events[index].format != "wtmp" {
            let time = events[index].time
            let guessers = (failures.byUser[events[index].user] ?? []).filter { key, tally in
                !key.address.isEmpty && tally.last <= time && time.seconds - tally.last.seconds <= 120
                    && tally.count(within: 3_600, before: time) >= 10
            }
            if let first = guessers.first?.key.address, guessers.allSatisfy({ $0.key.address == first }) { events[index].address = first }
        }
    }

    /// Log-ins of wtmp that no text log tells of.
    private static func missing(_ records: [LoginRecord], in events: [TrailEvent]) -> [TrailEvent] {
        let byUser = Dictionary(grouping: events, by: \.user)
        return records.filter { $0.kind == .user }.suffix(20_000).compactMap { record in
            let address = record.address.map { RawText($0) } ?? record.host
            let isKnown = byUser[record.user]?.contains { event in
                abs(event.time.seconds - record.time.seconds) <= 10
                    && (event.address == address || event.address.isEmpty || address.isEmpty)
            }
            if isKnown ?? false { return nil }
            var event = TrailEvent(
                .loginSuccess, at: record.time, format: "wtmp",
                place: RecordPlace(path: "/var/log/wtmp", line: nil, offset: Int64(record.offset), length: 0))
            (event.user, event.address) = (record.user, address)
            event.text = record.user + " " + record.line + " " + address
            return event
        }
    }

    func of(_ user: RawText) -> [LogIn] { (byUser[user] ?? []).map { all[$0] } }

    /// What is known of an origin before a log-in.
    enum Familiarity: Sendable, Hashable {
        /// So many earlier log-ins of the account came from there.
        case usual(Int)
        /// So many earlier log-ins came from elsewhere, none from there.
        case neverSeen(Int)
        /// Too few earlier log-ins are on record.
        case unknown
    }

    /// Networks from which the host's people log in to shells, on two days at least and without guessing.
    var usualNetworks: Set<RawText> {
        var days: [RawText: Set<Int64>] = [:]
        for (place, logIn) in all.enumerated()
        where logIn.event.service == "ssh" && !guessed.contains(place) && !Origin.isLocal(logIn.address) {
            days[Origin.network(logIn.address), default: []].insert(logIn.time.seconds.flooredDivision(by: 86_400))
        }
        return Set(days.filter { $0.value.count >= 2 }.keys)
    }

    func familiarity(_ logIn: LogIn) -> Familiarity {
        let network = Origin.network(logIn.address)
        guard !Origin.isLocal(logIn.address) else { return .unknown }
        let before = (byUser[logIn.user] ?? []).filter { !guessed.contains($0) }.map { all[$0] }.filter {
            $0.time.seconds < logIn.time.seconds - 3_600 && !$0.address.isEmpty
        }
        let same = before.filter { Origin.network($0.address) == network }
        func days(_ logIns: [LogIn]) -> Int { Set(logIns.map { $0.time.seconds.flooredDivision(by: 86_400) }).count }
        if same.count >= 2, days(same) >= 2 { return .usual(same.count) }
        if same.isEmpty, before.count >= 3, days(before) >= 2 { return .neverSeen(before.count) }
        return .unknown
    }
}
