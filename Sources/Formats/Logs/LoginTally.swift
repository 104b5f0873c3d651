import Model

/// Counts log-ins by address while a log is read.
struct LoginTally {
    private struct Attempts {
        var address: String
        var failures = 0
        var successes = 0
        var users: [RawText] = []
        var first: LogMoment
        var last: LogMoment
        var firstSuccess: LogMoment?
        var line: Int
        /// Tries of unknown users that were counted when sshd named the user invalid.
        var pending = 0
    }
    private var calendar: LogCalendar
    private var attempts: [Attempts] = []
    private var places: [String: Int] = [:]
    private var accepted: [(moment: LogMoment, event: LoginEvent, line: Int)] = []
    private var uncounted = 0
    private var first: LogMoment?
    private var last: LogMoment?

    init(offset: Int, zone: TimeZoneRules? = nil) { calendar = LogCalendar(offset: offset, zone: zone) }

    /// Takes the time of a line of whatever program.
    mutating func count(_ moment: inout LogMoment) {
        calendar.count(&moment)
        if first == nil { first = moment }
        last = moment
    }

    mutating func add(_ event: LoginEvent, _ moment: LogMoment, _ line: Int) {
        if event.outcome == .accepted, accepted.count < AuthLogFormat.mostAccepted { accepted.append((moment, event, line)) }
        let place: Int
        if let known = places[event.address] {
            place = known
        } else if attempts.count < AuthLogFormat.mostAddresses {
            place = attempts.count
            places[event.address] = place
            attempts.append(Attempts(address: event.address, first: moment, last: moment, line: line))
        } else {
            uncounted += event.times
            return
        }
        attempts[place].last = moment
        attempts[place].line = line
        switch event.outcome {
        case .accepted:
            attempts[place].successes += event.times
            if attempts[place].firstSuccess == nil { attempts[place].firstSuccess = moment }
        case .unknownUser:
            attempts[place].failures += event.times
            attempts[place].pending += event.times
        case .failed:
            // sshd tells of an unknown user twice: when the name comes, and when the password fails.
            let told = event.isOfUnknownUser ? min(attempts[place].pending, event.times, 1) : 0
            attempts[place].pending -= told
            attempts[place].failures += event.times - told
        }
        if attempts[place].users.count < 20, !attempts[place].users.contains(event.user) { attempts[place].users.append(event.user) }
    }

    func result(path: RawText, year: Int, modified: Timestamp) -> Parsed<AuthLog> {
        let firstYear = calendar.firstYear(year: year, modified: modified)
        func time(_ moment: LogMoment) -> Timestamp { calendar.timestamp(moment, firstYear: firstYear) }
        var log = AuthLog(uncounted: uncounted)
        log.attempts = attempts.map { item in
            LoginAttempts(
                address: item.address, failures: item.failures, successes: item.successes, users: item.users, first: time(item.first),
                last: time(item.last), firstSuccess: item.firstSuccess.map(time), place: Place(path, line: item.line))
        }
        log.accepted = accepted.map { item in
            AcceptedLogin(
                time: time(item.moment), user: item.event.user, address: item.event.address, method: item.event.method,
                service: item.event.service, place: Place(path, line: item.line))
        }
        if let first, let last { log.span = TimeSpan(time(first), time(last), clock: .record) }
        return Parsed(log)
    }
}
