/// How far a text log reaches, and what it tells of log-ins.
package struct LogCoverage: Hashable, Sendable {
    /// A log-in that the log says was let in.
    package struct Admission: Hashable, Sendable {
        package var user: RawText
        package var address: String
        package var time: Timestamp

        package init(user: RawText, address: String, time: Timestamp) { (self.user, self.address, self.time) = (user, address, time) }
    }
    package var path: RawText
    /// First and last line that has a time.
    package var span: TimeSpan
    /// Whole hours in which the log has at least one line.
    package var busyHours: Int
    /// Times without a line, each longer than two hours, the longest 50.
    package var silences: [TimeSpan]
    package var admissions: [Admission]

    package init(path: RawText, span: TimeSpan, busyHours: Int, silences: [TimeSpan], admissions: [Admission]) {
        (self.path, self.span, self.busyHours) = (path, span, busyHours)
        (self.silences, self.admissions) = (silences, admissions)
    }
}

/// Something that the records of a host cannot both be right about.
package struct TrailContradiction: Hashable, Sendable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A log is empty although log-ins happened before it was emptied.
        case emptied
        /// wtmp tells of a log-in over the network in a time that the text log covers, and the text log does not.
        case loginWithoutLine
        /// lastlog tells of a log-in that wtmp should hold and does not.
        case loginWithoutRecord
        /// A record is cut, or bytes stand between records that are none.
        case damaged
        /// Times of records run backwards.
        case backwards
        /// One log is silent for hours in which another goes on.
        case silence
        /// A log that has a line every hour is silent for hours, and no other tells of that time.
        case pause
        /// A folder, a device or a pipe lies where a log belongs.
        case displaced
    }
    package var kind: Kind
    package var path: RawText
    /// Bytes from the start, for binary records.
    package var offset: Int?
    package var span: TimeSpan?
    package var count: Int
    /// What the other record says.
    package var detail: RawText
    /// The record that contradicts.
    package var witness: RawText

    package init(
        _ kind: Kind, path: RawText, offset: Int? = nil, span: TimeSpan? = nil, count: Int = 1, detail: RawText = "", witness: RawText = ""
    ) {
        (self.kind, self.path, self.offset, self.span) = (kind, path, offset, span)
        (self.count, self.detail, self.witness) = (count, detail, witness)
    }
}

/// What the logs of a host say of themselves.
package struct TrailFacts: Sendable {
    package var logs: [LogCoverage] = []
    package var contradictions: [TrailContradiction] = []

    package init() {}
}
