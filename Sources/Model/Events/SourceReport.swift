/// What a log says of itself beside its events: something that somebody or something did to it.
package struct LogSign: Hashable, Sendable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Silence that is far longer than the log's own rhythm.
        case hole
        /// The last line has no end.
        case truncated
        /// NUL bytes where text belongs.
        case zeroed
        /// Times that run backwards.
        case backwards
        /// Numbers of records that skip.
        case skipped
        /// The file was made after its first line was written, and was not rotated.
        case rewritten
        /// A record that makes no sense.
        case damaged
        /// A line that is longer than a line is read.
        case cut
        /// The packed bytes end or break before their end.
        case unreadable
        /// The same content lies in another piece of the log and is read there.
        case doubled
        /// The file was deleted, and a process still holds it open.
        case unlinked
        /// The line that names the columns is missing, so that the columns are not known.
        case headless
    }
    package var kind: Kind
    /// Bytes into the unpacked log.
    package var offset: Int64?
    package var line: Int?
    package var span: TimeSpan?
    package var count: Int
    /// What it is, in English: "journal: data object at 4096 has no field name".
    package var detail: String

    package init(
        _ kind: Kind, offset: Int64? = nil, line: Int? = nil, span: TimeSpan? = nil, count: Int = 1, detail: String = ""
    ) {
        (self.kind, self.offset, self.line, self.span, self.count, self.detail) = (kind, offset, line, span, count, detail)
    }
}

/// What became of the bytes of a log.
package struct ReadAccount: Hashable, Sendable {
    package var events = 0
    package var raw = 0
    /// Empty lines, which are no events.
    package var blank = 0
    /// Bytes of NUL that stood before, within or after lines, as a crash or a copy of a sparse file leaves them.
    package var zeros: Int64 = 0
    /// Lines that were longer than a line may be and were cut.
    package var cut = 0
    /// Unpacked bytes.
    package var bytes: Int64 = 0
    /// Of them, those that another piece of the log holds, too, and that were read there.
    package var doubled: Int64 = 0

    package init() {}

    package mutating func add(_ other: ReadAccount) {
        events += other.events
        raw += other.raw
        blank += other.blank
        zeros += other.zeros
        cut += other.cut
        bytes += other.bytes
        doubled += other.doubled
    }
}

/// What was read of one log: every byte is an event's, a raw event's, blank, or told in a sign.
package struct SourceReport: Sendable {
    package var path: RawText
    package var account = ReadAccount()
    /// Events by the format that understood them.
    package var formats: [String: Int] = [:]
    package var kinds: [EventKind: Int] = [:]
    package var first: Timestamp?
    package var last: Timestamp?
    package var signs: [LogSign] = []
    /// Why nothing, or not all, could be read.
    package var failure: Localized?
    /// It holds no log: the reason, for a file that was met in a folder and not named.
    package var isNoLog = false

    package init(path: RawText) { self.path = path }

    /// More signs of one kind than this are counted in the last of them.
    package static let mostOfKind = 50

    package mutating func add(_ sign: LogSign) {
        let same = signs.lazy.filter { $0.kind == sign.kind }
        if same.count >= SourceReport.mostOfKind, let last = signs.lastIndex(where: { $0.kind == sign.kind }) {
            signs[last].count += sign.count
        } else {
            signs.append(sign)
        }
    }
}
