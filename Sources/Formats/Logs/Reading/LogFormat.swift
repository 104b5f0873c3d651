import Model

/// A kind of log that is made of lines with a head of its own.
package struct LogFormat: Sendable {
    /// "vsftpd", "http.access": the `format` of its events.
    package let id: String
    package let title: Localized
    /// Ends of the paths under which such logs usually lie, without what rotation adds ("/vsftpd.log", "/nginx/access.log").
    package let names: [String]
    /// Reads the line of `range` (without its newline) into an empty draft; false where the line is not of this kind. Must look at a
    /// bounded number of bytes before it says so.
    package let read: @Sendable (Span<UInt8>, Range<Int>, inout EventDraft) -> Bool
    /// Whether the line of `range` goes on with the event that began before it. `first` is the range of that event's first line.
    package let continues: (@Sendable (Span<UInt8>, _ first: Range<Int>, Range<Int>) -> Bool)?

    package init(
        id: String, title: Localized, names: [String] = [],
        continues: (@Sendable (Span<UInt8>, _ first: Range<Int>, Range<Int>) -> Bool)? = nil,
        read: @escaping @Sendable (Span<UInt8>, Range<Int>, inout EventDraft) -> Bool
    ) {
        (self.id, self.title, self.names) = (id, title, names)
        (self.continues, self.read) = (continues, read)
    }
}

/// What one program says in its messages, whatever carries them: a syslog line, the journal, a container's log.
package struct ProgramLog: Sendable {
    /// "sshd": the `format` of its events.
    package let id: String
    package let title: Localized
    /// The names under which it logs, in lower case; what stands behind a "/" or in brackets is left out before ("postfix/smtpd" is
    /// looked for whole first, then as "postfix").
    package let programs: [String]
    /// Reads a message into a draft whose head (time, host, process, pid, message) is filled in; false where nothing is understood,
    /// and then the draft is as it was.
    package let read: @Sendable (Span<UInt8>, Range<Int>, inout EventDraft) -> Bool

    package init(
        id: String, title: Localized, programs: [String],
        read: @escaping @Sendable (Span<UInt8>, Range<Int>, inout EventDraft) -> Bool
    ) {
        (self.id, self.title, self.programs, self.read) = (id, title, programs, read)
    }
}
