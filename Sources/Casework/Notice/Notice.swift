import Model

/// What a mail of an abuse desk, or of anybody who complains, says. Every value names the place that it was read from; what the
/// mail does not say is nil or empty, which is a legal answer.
package struct Notice: Sendable, Hashable {
    /// Whether the mail accuses a server of something at all; false for invoices and newsletters.
    package var isNotice: Bool
    /// What carried the accusation: plain words, or a format that programs read.
    package var form: Form
    package var desk: Desk?
    /// As the mail names its sender: "Abuse Desk <abuse@hosting.example>".
    package var reporter: Told<RawText>?
    /// Whom the desk speaks for, where it only passes on a complaint.
    package var complainant: Told<RawText>?
    /// Where an answer goes.
    package var replyTo: Told<RawText>?
    package var subject: RawText
    package var messageID: RawText?
    /// When the mail says that it was sent; its offset is the zone that dates without one are read in.
    package var sent: Told<NoticeMoment>?
    package var language: Language
    package var tickets: [Told<RawText>]
    package var accused: [Told<AccusedThing>]
    /// The strongest first.
    package var accusations: [Told<Accusation>]
    package var observed: [Told<NoticeMoment>]
    /// The earliest first.
    package var deadlines: [Told<Deadline>]
    package var demands: [Told<Demand>]
    package var threats: [Told<Threat>]
    package var excerpts: [LogExcerpt]
    package var problems: [Problem]

    package enum Form: String, Sendable, Hashable, CaseIterable { case plain, arf, xarf }

    package var ticket: RawText? { tickets.first?.value }
    package var accusation: Accusation { accusations.first?.value ?? .unknown }
    package var deadline: Deadline? { deadlines.first?.value }
}

/// Where in a mail something stands.
package struct NoticePlace: Sendable, Hashable {
    /// "header", or the part as IMAP numbers it: "1", "2.1".
    package var section: String
    /// From 1, in the decoded text of the part; in the header the number of the field.
    package var line: Int
    /// The line itself, at most 400 bytes.
    package var quote: RawText

    package init(section: String, line: Int, quote: RawText) {
        (self.section, self.line) = (section, line)
        self.quote = RawText(quote.bytes.prefix(400))
    }
}

/// A value, and where the mail tells it.
package struct Told<Value: Sendable & Hashable>: Sendable, Hashable {
    package var value: Value
    package var place: NoticePlace

    package init(_ value: Value, _ place: NoticePlace) { (self.value, self.place) = (value, place) }
}

/// A moment of a notice. Where the mail names no zone, the zone of its date was taken, and that is told.
package struct NoticeMoment: Sendable, Hashable {
    package var time: Timestamp
    /// Seconds east of UTC.
    package var offset: Int
    package var hasZone: Bool
    /// False for a day without an hour.
    package var hasHour: Bool

    package init(time: Timestamp, offset: Int, hasZone: Bool, hasHour: Bool) {
        (self.time, self.offset, self.hasZone, self.hasHour) = (time, offset, hasZone, hasHour)
    }
}

/// Until when an answer is asked for.
package struct Deadline: Sendable, Hashable {
    package var moment: NoticeMoment
    package var kind: Kind

    package enum Kind: Sendable, Hashable {
        /// The mail names the day.
        case absolute
        /// So many hours after the mail.
        case hours(Int)
        case days(Int)
        /// Days on which offices of Japan, or of anywhere else, work.
        case businessDays(Int)
        /// "At once": counted as 24 hours.
        case immediately
    }

    package init(moment: NoticeMoment, kind: Kind) { (self.moment, self.kind) = (moment, kind) }
}

/// Something that the mail accuses, or names beside it.
package struct AccusedThing: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable { case address, network, url, host, path, account, mailAddress }
    package enum Role: String, Sendable, Hashable, CaseIterable {
        /// What the complaint is about.
        case accused
        /// Who was attacked or who complains.
        case target
        /// Named, without saying what for.
        case mentioned
    }

    package var kind: Kind
    package var role: Role
    /// As the mail writes it, `hxxp` and `[.]` made whole again.
    package var text: RawText

    package init(_ kind: Kind, _ role: Role, _ text: RawText) { (self.kind, self.role, self.text) = (kind, role, text) }
}

/// What a server is accused of. Raw values are stable.
package enum Accusation: String, Sendable, Hashable, CaseIterable {
    case spam, phishing, malware, defacement
    case loginAttack = "login-attack"
    case portScan = "port-scan"
    case dos, botnet
    case webAttack = "web-attack"
    case openService = "open-service"
    case copyright
    case compromised, vulnerable, unknown
}

/// What the desk wants to have. Raw values are stable.
package enum Demand: String, Sendable, Hashable, CaseIterable {
    case investigate, cause, measures, prevention, reply, stop
    case takeDown = "take-down"
    case reinstall, backup
    case changePasswords = "change-passwords"
    case update, scan
    case checkAccounts = "check-accounts"
    case logs
}

/// What happens if nobody answers. Raw values are stable.
package enum Threat: String, Sendable, Hashable, CaseIterable {
    /// It has been cut off already.
    case restricted
    case suspend, block
    case terminate, delete
    case nullRoute = "null-route"
    case fee, legal
}

/// Lines of a log that the mail quotes, kept as they are.
package struct LogExcerpt: Sendable, Hashable {
    package var section: String
    /// From 1.
    package var firstLine: Int
    package var lines: [RawText]

    package init(section: String, firstLine: Int, lines: [RawText]) {
        (self.section, self.firstLine, self.lines) = (section, firstLine, lines)
    }
}
