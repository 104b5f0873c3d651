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
    /// How far a line that it reads is proved to be of its kind.
    package let claim: LogClaim
    /// What its lines may begin with; others are not asked of it.
    package let begins: LineStart
    /// Whether an event may go on behind empty lines, which `continues` is not asked about.
    package let spansBlankLines: Bool
    /// Whether the line of `range` goes on with the event that began before it. `first` is the range of that event's first line.
    package let continues: (@Sendable (Span<UInt8>, _ first: Range<Int>, Range<Int>) -> Bool)?

    package init(
        id: String, title: Localized, names: [String] = [], claim: LogClaim = .own, begins: LineStart = .anything,
        spansBlankLines: Bool = false,
        continues: (@Sendable (Span<UInt8>, _ first: Range<Int>, Range<Int>) -> Bool)? = nil,
        read: @escaping @Sendable (Span<UInt8>, Range<Int>, inout EventDraft) -> Bool
    ) {
        (self.id, self.title, self.names) = (id, title, names)
        (self.claim, self.begins, self.spansBlankLines) = (claim, begins, spansBlankLines)
        (self.continues, self.read) = (continues, read)
    }
}

/// How far a line that a format reads is proved to be of its kind, the surest first.
package enum LogClaim: Int, Sendable, Comparable {
    /// The head or the words of the line are the format's own.
    case own
    /// Many programs write lines of this shape (a syslog line): where only the head was understood, formats of their own are asked first.
    case shared
    /// Any line that begins with a time, or any object: asked when everything else has declined.
    case generic
    /// A line that all others have declined and that tells something all the same.
    case remnant
    /// Reads whatever it is given, as a history of commands without times is written: used only where the path says so.
    case named

    package static func < (left: LogClaim, right: LogClaim) -> Bool { left.rawValue < right.rawValue }
}

/// What the first byte of a line is.
package struct LineStart: OptionSet, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let digit = LineStart(rawValue: 1)
    /// An ASCII letter.
    package static let letter = LineStart(rawValue: 2)
    /// `[`
    package static let bracket = LineStart(rawValue: 4)
    /// `{`
    package static let brace = LineStart(rawValue: 8)
    /// `<`
    package static let angle = LineStart(rawValue: 16)
    package static let other = LineStart(rawValue: 128)
    package static let anything = LineStart(rawValue: 255)

    @inline(__always)
    package init(_ byte: UInt8) {
        switch byte {
        case 0x30...0x39: self = .digit
        case 0x41...0x5a, 0x61...0x7a: self = .letter
        case 0x5b: self = .bracket
        case 0x7b: self = .brace
        case 0x3c: self = .angle
        default: self = .other
        }
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
