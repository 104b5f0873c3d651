import Model

/// A job of at(1), from its file in the spool.
package struct AtJob: Hashable, Sendable {
    /// "a" … "z", "A" … "Z"; "b" is batch(1).
    package var queue: RawText?
    /// The number that atq(1) shows.
    package var number: Int?
    /// When it is to run, to the minute.
    package var time: Timestamp?
    /// Whether the file is named as that of a job at work ("=").
    package var isRunning: Bool
    /// Who gave it, from the "# atrun uid=…" line.
    package var user: UInt32?
    /// The group of the same line ("gid=…").
    package var group: UInt32?
    /// Who gets the mail, a log-in name.
    package var mailUser: RawText?
    /// The folder that it was given in.
    package var folder: RawText?
    /// The environment that it was given in.
    package var environment: [CrontabEnvironment]
    /// What the person typed.
    package var commands: RawText
    /// Line number from 1 of the first command; nil where there is none.
    package var line: Int?
    /// Bytes from the start of the file to the first command.
    package var offset: Int?

    package init(
        queue: RawText? = nil, number: Int? = nil, time: Timestamp? = nil, isRunning: Bool = false, user: UInt32? = nil,
        group: UInt32? = nil, mailUser: RawText? = nil, folder: RawText? = nil, environment: [CrontabEnvironment] = [],
        commands: RawText = "", line: Int? = nil, offset: Int? = nil
    ) {
        (self.queue, self.number, self.time, self.isRunning) = (queue, number, time, isRunning)
        (self.user, self.group, self.mailUser, self.folder) = (user, group, mailUser, folder)
        (self.environment, self.commands, self.line, self.offset) = (environment, commands, line, offset)
    }
}
