import Model

/// Joins events to sessions: log-in, commands, uploads, log-out, by process, peer, terminal, the session numbers of systemd-logind and of the
/// kernel, and the time.
///
/// Fed with events in the order of time, from all logs. What it holds is bounded: an intruder who logs in ever again pushes the oldest
/// sessions out, which then end as open ones.
package struct SessionJoiner: Sendable {
    private struct Open: Sendable {
        var session: Session
        var keys: Set<SessionKey> = []
        /// Processes that carry the session: their end is its end. Others (sudo's, a subsystem's) only belong to it.
        var carriers: Set<Int> = []
        /// Logs that told of its log-in, each once.
        var tellers: Set<String> = []
    }

    private var open: [Int: Open] = [:]
    private var order: [Int] = []
    private var byKey: [SessionKey: Int] = [:]
    private var next = 1
    /// When sessions were looked through last.
    private var looked = Int64.min / 2
    /// Events since then.
    private var takenSince = 0
    /// Sessions that are over, until they are taken.
    private var finished: [Session] = []

    private let mostOpen: Int
    private static let mostKeys = 64
    /// The latest log-ins, among which the one is looked for that another record tells of, too.
    private static let recent = 256
    /// Seconds within which two logs tell of the same log-in, and within which one tells late of an end.
    private static let together: Int64 = 5
    private static let linger: Int64 = 60
    /// Seconds within which systemd-logind and PAM follow a log-in.
    private static let follow: Int64 = 30
    /// Seconds after which a session of which nothing is heard is no longer awaited.
    private static let longest: Int64 = 30 * 86_400

    package init(mostOpen: Int = 4_096) { self.mostOpen = max(1, mostOpen) }

    /// The number of the session that an event belongs to; nil where it belongs to none.
    package mutating func take(_ clue: SessionClue) -> Int? {
        expire(clue.time)
        if clue.endsAll {
            for number in order where open[number]?.session.end == nil { close(number, clue.time, .shutdown) }
            return nil
        }
        guard !clue.isJob else { return nil }
        switch clue.kind {
        case .loginSuccess: return logIn(clue)
        case .loginFailure, .connectionOpen, .connectionRefused:
            // Before a log-in there is no session; a failure within one (sudo) belongs to it.
            return clue.terminal.isEmpty && clue.audit.isEmpty ? nil : found(clue).map { note($0, clue) }
        case .sessionOpen: return sessionOpened(clue)
        case .logout, .sessionClose, .connectionClose: return closed(clue)
        case .privilegeUse: return privilege(clue)
        default: return found(clue).map { note($0, clue) }
        }
    }

    /// Sessions that ended since the last call, in the order in which they ended.
    package mutating func takeFinished() -> [Session] {
        defer { finished.removeAll(keepingCapacity: true) }
        return finished
    }

    /// All that are left, once there are no more events.
    package mutating func finish() -> [Session] {
        for number in order { release(number) }
        order.removeAll()
        return takeFinished()
    }

    // MARK: Beginnings

    private mutating func logIn(_ clue: SessionClue) -> Int? {
        guard !clue.user.isEmpty, clue.service != "web" else { return nil }
        if let known = sameLogIn(clue) {
            learn(known, clue, isCarrier: true)
            return note(known, clue)
        }
        return begin(clue)
    }

    private mutating func begin(_ clue: SessionClue) -> Int {
        let number = next
        next += 1
        open[number] = Open(session: Session(number, clue))
        order.append(number)
        learn(number, clue, isCarrier: true)
        if order.count > mostOpen { release(order.removeFirst()) }
        return note(number, clue)
    }

    /// The session of which another log told already: sshd's own line, wtmp, audit and the journal tell of one log-in.
    private func sameLogIn(_ clue: SessionClue) -> Int? {
        for number in order.suffix(SessionJoiner.recent).reversed() {
            guard let one = open[number], clue.time.seconds - one.session.start.seconds <= SessionJoiner.together else { continue }
            guard one.session.user == clue.user, one.session.end == nil, one.session.isOn(clue.host), one.session.isThrough(clue.service)
            else { continue }
            if let pid = clue.pid, one.carriers.contains(pid) { return number }
            guard one.session.address.isEmpty || clue.address.isEmpty || one.session.address == clue.address else { continue }
            if let port = clue.port, let known = one.session.port, port != known { continue }
            // Two lines of one log are two log-ins.
            if !one.tellers.contains(clue.format) { return number }
        }
        return nil
    }

    /// "session opened", "New session 3 of user clerk": belongs to the log-in before it.
    private mutating func sessionOpened(_ clue: SessionClue) -> Int? {
        if let known = found(clue) {
            learn(known, clue, isCarrier: false)
            return note(known, clue)
        }
        guard !clue.seat.isEmpty || !clue.audit.isEmpty else { return nil }
        for number in order.suffix(SessionJoiner.recent).reversed() {
            guard let one = open[number], one.session.end == nil, one.session.user == clue.user,
                clue.time.seconds - one.session.last.seconds <= SessionJoiner.follow
            else { continue }
            let isTaken = one.keys.contains { key in
                if case .seat = key { return !clue.seat.isEmpty }
                if case .audit = key { return !clue.audit.isEmpty }
                return false
            }
            if isTaken { continue }
            learn(number, clue, isCarrier: false)
            return note(number, clue)
        }
        return clue.user.isEmpty ? nil : begin(clue)
    }

    /// sudo, su: by the terminal; where no log-in is known to have it, by the user, if the user is here once only.
    private mutating func privilege(_ clue: SessionClue) -> Int? {
        var number = found(clue)
        if number == nil, clue.terminal.isEmpty || byKey[.terminal(clue.terminal)] == nil {
            let own = order.filter { number in
                guard let session = open[number]?.session else { return false }
                return session.end == nil && session.user == clue.user && session.isOn(clue.host)
                    && (clue.terminal.isEmpty || session.terminal.isEmpty)
            }
            if own.count == 1 { number = own[0] }
        }
        guard let number else { return nil }
        learn(number, clue, isCarrier: false)
        return note(number, clue)
    }

    // MARK: Ends

    private mutating func closed(_ clue: SessionClue) -> Int? {
        guard let number = found(clue), let one = open[number] else { return nil }
        let isCarrier = clue.pid.map { one.carriers.contains($0) } ?? false
        let isPeer = clue.port != nil && clue.port == one.session.port && clue.address == one.session.address
        // A terminal is free again; the session of a person's own number is removed.
        let isTerminal = clue.kind == .logout && !clue.terminal.isEmpty && clue.terminal == one.session.terminal
        let isNumber =
            clue.kind != .connectionClose
            && (byKey[.seat(clue.seat)] == number || clue.kind == .logout && byKey[.audit(clue.audit)] == number)
        let isAccount = clue.port == nil && !clue.address.isEmpty && clue.user == one.session.user && clue.address == one.session.address
        _ = note(number, clue)
        if isCarrier || isPeer || isTerminal || isNumber || isAccount { close(number, clue.time, .logout) }
        return number
    }

    private mutating func close(_ number: Int, _ time: Timestamp, _ ending: Session.Ending) {
        guard open[number]?.session.end == nil else { return }
        open[number]?.session.end = time
        open[number]?.session.ending = ending
    }

    /// Lets go of sessions that ended a while ago, so that a number that is given anew finds none of them.
    private mutating func expire(_ time: Timestamp) {
        takenSince += 1
        // Where thousands are open, a look at all of them has to be worth as many events.
        guard !order.isEmpty, abs(time.seconds - looked) >= SessionJoiner.together, takenSince >= order.count / 16 else { return }
        (looked, takenSince) = (time.seconds, 0)
        let over = order.filter { number in
            guard let session = open[number]?.session else { return true }
            if let end = session.end { return time.seconds - end.seconds > SessionJoiner.linger }
            return time.seconds - session.last.seconds > SessionJoiner.longest
        }
        guard !over.isEmpty else { return }
        for number in over { release(number) }
        let gone = Set(over)
        order.removeAll { gone.contains($0) }
    }

    private mutating func release(_ number: Int) {
        guard let one = open.removeValue(forKey: number) else { return }
        for key in one.keys where byKey[key] == number { byKey[key] = nil }
        finished.append(one.session)
    }

    // MARK: Finding

    /// The surest key first. A key leads to a session only while nothing contradicts: the user of another account, an end before.
    private func found(_ clue: SessionClue) -> Int? {
        for key in SessionJoiner.keys(clue) {
            guard let number = byKey[key], let one = open[number], one.session.isOn(clue.host) else { continue }
            if let end = one.session.end {
                if clue.time.seconds - end.seconds > SessionJoiner.linger { continue }
            } else if clue.time.seconds - one.session.last.seconds > SessionJoiner.longest {
                continue
            }
            if case .terminal = key, !clue.user.isEmpty, clue.kind == .privilegeUse, clue.user != one.session.user,
                !one.keys.contains(.account(clue.user, ""))
            {
                continue
            }
            return number
        }
        return nil
    }

    private static func keys(_ clue: SessionClue) -> [SessionKey] {
        var keys: [SessionKey] = []
        if !clue.audit.isEmpty { keys.append(.audit(clue.audit)) }
        if !clue.seat.isEmpty { keys.append(.seat(clue.seat)) }
        if let port = clue.port, !clue.address.isEmpty { keys.append(.peer(clue.address, port)) }
        if let pid = clue.pid { keys.append(.process(pid)) }
        if !clue.terminal.isEmpty { keys.append(.terminal(clue.terminal)) }
        if clue.port == nil, !clue.user.isEmpty, !clue.address.isEmpty { keys.append(.account(clue.user, clue.address)) }
        return keys
    }

    /// Remembers the keys of an event for those that come after it.
    private mutating func learn(_ number: Int, _ clue: SessionClue, isCarrier: Bool) {
        guard var one = open[number] else { return }
        var keys = SessionJoiner.keys(clue)
        if isCarrier, !clue.address.isEmpty { keys.append(.account(clue.user, clue.address)) }
        for key in keys {
            guard one.keys.count < SessionJoiner.mostKeys || one.keys.contains(key) else { break }
            one.keys.insert(key)
            byKey[key] = number
        }
        if clue.kind == .privilegeUse, clue.outcome != .failure, !clue.target.isEmpty { one.keys.insert(.account(clue.target, "")) }
        if isCarrier {
            if let pid = clue.pid { one.carriers.insert(pid) }
            one.tellers.insert(clue.format)
            if one.session.address.isEmpty { one.session.address = clue.address }
            if one.session.port == nil { one.session.port = clue.port }
            if ["local", "remote"].contains(one.session.service) { one.session.service = clue.service }
            if one.session.host.isEmpty { one.session.host = clue.host }
        }
        if one.session.terminal.isEmpty, clue.kind != .privilegeUse { one.session.terminal = clue.terminal }
        open[number] = one
    }

    /// Counts an event to its session.
    @discardableResult
    private mutating func note(_ number: Int, _ clue: SessionClue) -> Int {
        guard var one = open[number] else { return number }
        one.session.events += 1
        one.session.last = max(one.session.last, clue.time)
        one.session.kinds[clue.kind, default: 0] += 1
        open[number] = one
        // What a process of the session starts under a number of its own is found by that number from here on.
        if clue.kind == .sessionOpen || clue.kind == .connectionClose, let pid = clue.pid, byKey[.process(pid)] == nil {
            learn(number, clue, isCarrier: false)
        }
        return number
    }
}
