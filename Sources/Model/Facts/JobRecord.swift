/// What the cron daemon wrote of one command of one user.
package struct JobRun: Hashable, Sendable {
    package var user: RawText
    package var command: RawText
    package var first: Timestamp
    package var last: Timestamp
    package var count: Int
    /// The log that told it, at the place of the last run.
    package var place: Place

    package init(user: RawText, command: RawText, first: Timestamp, last: Timestamp, count: Int, place: Place) {
        (self.user, self.command, self.first, self.last) = (user, command, first, last)
        (self.count, self.place) = (count, place)
    }
}

/// Somebody replaced, edited or removed a table of jobs, as crontab(1) logs it: `(root) REPLACE (root)`.
package struct JobTableChange: Hashable, Sendable {
    package enum Action: String, Sendable, Hashable { case replace, delete, beginEdit, endEdit }
    package var action: Action
    /// Who did it.
    package var by: RawText
    /// Whose table.
    package var user: RawText
    package var time: Timestamp
    package var place: Place

    package init(action: Action, by: RawText, user: RawText, time: Timestamp, place: Place) {
        (self.action, self.by, self.user, self.time, self.place) = (action, by, user, time, place)
    }
}

/// A lock or pid file that a program left behind.
package struct LockFact: Hashable, Sendable {
    package enum Holder: Hashable, Sendable {
        /// A process of this number runs and is the program that would hold the lock.
        case alive
        /// No such process.
        case dead
        /// A process of this number runs, and is something else.
        case other(RawText)
        /// The host does not run (a copied root), or the file names no process.
        case notKnown
    }
    package var file: FileFact
    /// The process that the file names.
    package var pid: Int32?
    package var holder: Holder
    /// Files of the same folder whose text names this file.
    package var namedBy: [RawText]

    package init(file: FileFact, pid: Int32?, holder: Holder, namedBy: [RawText] = []) {
        (self.file, self.pid, self.holder, self.namedBy) = (file, pid, holder, namedBy)
    }
}

/// How often one address tried to log in, and whether it got in.
package struct LoginAttempts: Hashable, Sendable {
    package var address: String
    package var failures: Int
    package var successes: Int
    /// Accounts tried, at most 20 of them.
    package var users: [RawText]
    /// Accounts that were let in, at most 20 of them.
    package var admitted: [RawText] = []
    package var first: Timestamp
    package var last: Timestamp
    package var firstSuccess: Timestamp?
    package var place: Place

    package init(
        address: String, failures: Int, successes: Int, users: [RawText], first: Timestamp, last: Timestamp, firstSuccess: Timestamp? = nil,
        place: Place
    ) {
        (self.address, self.failures, self.successes, self.users) = (address, failures, successes, users)
        (self.first, self.last, self.firstSuccess, self.place) = (first, last, firstSuccess, place)
    }
}

/// A boot of the host, and the record that tells it.
package struct HostBoot: Hashable, Sendable {
    package var time: Timestamp
    package var place: Place

    package init(time: Timestamp, place: Place) {
        (self.time, self.place) = (time, place)
    }
}
