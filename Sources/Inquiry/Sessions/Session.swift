import Model

/// Somebody's stay on the machine: from the log-in to the log-out, as far as the logs tell.
package struct Session: Hashable, Sendable {
    /// From 1, in the order in which they began.
    package let number: Int
    /// "ssh", "ftp", "mail", "database", "local".
    package var service: String
    package var user: RawText
    package var address: RawText
    package var port: Int?
    package var terminal: RawText = ""
    /// The machine that the records of its log-in name; empty where they name none.
    var host: RawText
    package let start: Timestamp
    /// When it ended; nil where nothing tells.
    package var end: Timestamp?
    package var ending = Ending.open
    /// Events that belong to it, its log-in and log-out among them.
    package var events = 0
    /// Of the last of them.
    package var last: Timestamp
    package var kinds: [EventKind: Int] = [:]

    /// Whether a record can be of the same machine.
    func isOn(_ host: RawText) -> Bool { self.host.isEmpty || host.isEmpty || self.host == host }

    /// Whether what a record tells can be the same log-in: some tell only that somebody was let in.
    func isThrough(_ service: String) -> Bool {
        let vague: Set<String> = ["local", "remote"]
        return self.service == service || vague.contains(self.service) || vague.contains(service)
    }

    package enum Ending: String, Hashable, Sendable {
        /// Nothing tells of its end.
        case open
        case logout
        /// The machine was shut down, or started anew.
        case shutdown
    }

    init(_ number: Int, _ clue: SessionClue) {
        self.number = number
        (service, user, address, port, terminal) = (clue.service, clue.user, clue.address, clue.port, clue.terminal)
        host = clue.host
        (start, last) = (clue.time, clue.time)
    }
}

/// A key under which later events find their session.
enum SessionKey: Hashable, Sendable {
    case process(Int)
    case peer(RawText, Int)
    case account(RawText, RawText)
    case terminal(RawText)
    case seat(RawText)
    case audit(RawText)
}
