import Model

/// Reads a mail as an abuse notice: what it accuses, until when it wants an answer, and what.
package struct NoticeReader: Sendable {
    /// When the mail came, for mails that do not say when they were sent.
    package var received: Timestamp
    /// Seconds east of UTC, for mails that name no zone.
    package var offset: Int
    /// The clock of the mail's sender is believed only so far: seconds.
    static let mostAhead: Int64 = 2 * 86_400

    package init(received: Timestamp, offset: Int = 32_400) { (self.received, self.offset) = (received, offset) }

    package func read(_ bytes: Span<UInt8>) -> Notice { read(MailMessage.parse(bytes)) }

    package func read(_ mail: MailMessage) -> Notice {
        let notice = NoticeDraft(mail, reader: self).notice
        // A notice that was forwarded as an attachment lies in a mail that says little itself.
        guard !notice.isNotice || notice.form == .plain, let inner = mail.parts.first(where: { $0.kind == "message/rfc822" }) else {
            return notice
        }
        guard !mail.parts.contains(where: { $0.kind == "message/feedback-report" }) else { return notice }
        let forwarded = MailMessage(part: inner)
        let told = NoticeDraft(forwarded, reader: self, prefix: inner.section + ".").notice
        let isEvidence = notice.isNotice && !notice.accused.isEmpty
        return told.isNotice && !isEvidence ? told : notice
    }
}

/// One reading of one mail.
struct NoticeDraft {
    private let mail: MailMessage
    private let reader: NoticeReader
    private let prefix: String
    private var text = NoticeText()
    private var feedback: FeedbackReport.Content?
    private var xarf: XARFReport.Content?

    init(_ mail: MailMessage, reader: NoticeReader, prefix: String = "") {
        (self.mail, self.reader, self.prefix) = (mail, reader, prefix)
        for part in readable {
            if part.kind == "message/feedback-report" {
                feedback = feedback ?? FeedbackReport.read(part)
            } else if let content = xarfContent(part) {
                for (index, item) in content.evidence.enumerated() where xarf == nil {
                    text.add(item, section: "\(prefix)\(part.section).evidence\(index + 1)")
                }
                xarf = xarf ?? content
            } else if part.kind == "text/plain" || part.kind == "text/html" || part.kind == "text/csv" {
                text.add(part.text, section: prefix + part.section)
            }
        }
    }

    /// The leaves that a person would read; of alternatives the plain one, unless it is empty.
    private var readable: [MailPart] {
        var shown: [MailPart] = []
        for part in mail.parts {
            if let alternative = part.alternative, part.kind == "text/html" || part.kind == "text/plain",
                let rival = shown.firstIndex(where: { $0.alternative == alternative })
            {
                if part.kind == "text/plain" && shown[rival].kind == "text/html" || HTMLText.isEmpty(shown[rival]) { shown[rival] = part }
                continue
            }
            shown.append(part)
        }
        return shown
    }

    private func xarfContent(_ part: MailPart) -> XARFReport.Content? {
        let isNamed =
            part.kind == "application/json" || part.kind == "text/json" || part.fileName?.asciiLowercased.hasSuffix(".json") == true
        let isJSON = part.kind == "text/plain" && part.bytes.first { $0 > 0x20 } == 0x7b
        guard isNamed || isJSON || part.kind == "application/octet-stream" && part.bytes.first == 0x7b else { return nil }
        return XARFReport.read(part.bytes, section: prefix + part.section)
    }

    var notice: Notice {
        let header = mail.header
        let subjectText = header["subject"]?.text ?? ""
        let subject = headerLine(subjectText, "subject")
        let original = forwardedHeader(text.lines)
        let sender = original?.sender ?? header["from"]?.text ?? ""
        let sent = header["date"].flatMap { field in
            MailDate.read(RawText(field.value), otherwise: reader.offset).map {
                Told(NoticeMoment(time: $0.time, offset: $0.offset, hasZone: true, hasHour: true), place(field))
            }
        }
        let came = original?.sent ?? sent
        let start = came.map { min($0.value.time, reader.received.adding(seconds: NoticeReader.mostAhead)) } ?? reader.received
        let lines = text.lines
        let language = language([subject] + lines)
        let desk = Desk.known(sender: sender, lines: lines)
        // Machines date their mails in UTC; a Japanese desk means Japan's day whatever its mailer writes.
        var offset = came?.value.offset ?? reader.offset
        if language == .ja, offset == 0 { offset = 32_400 }
        let given = (feedback?.accused ?? []) + (xarf?.accused ?? [])
        let accused = AddressReader(sender: sender).read(lines, subject: subject, given: given)
        var accusations = (xarf?.accusations ?? []) + (feedback?.accusations ?? [])
        let worded = AccusationReader.read(lines, subject: subject)
        // ARF calls every complaint "abuse"; the words beside it may know better.
        if feedback != nil, let first = worded.first, accusations.first?.value == .spam, first.value != .spam, first.value != .compromised {
            accusations = [first] + accusations
        }
        accusations += worded.filter { told in !accusations.contains { $0.value == told.value } }
        let deadlines = DeadlineReader(sent: start, offset: offset, language: language).read(lines + [subject])
        let demands = DemandReader.demands(lines)
        let form: Notice.Form = xarf != nil ? .xarf : feedback != nil ? .arf : .plain
        var draft = Notice(
            isNotice: form != .plain, form: form, desk: desk, reporter: header["from"].map { Told($0.text, place($0)) } ?? xarf?.reporter,
            complainant: xarf?.complainant ?? (header["from"] == nil ? nil : xarf?.reporter) ?? feedback?.reporter ?? complainant(lines),
            replyTo: (header["reply-to"] ?? header["from"]).map { Told($0.text, place($0)) }, subject: subjectText,
            messageID: header["message-id"].map { RawText($0.value) }, sent: came, language: language,
            tickets: tickets(subject, lines), accused: accused, accusations: accusations,
            observed: observed(lines, start, offset, deadlines),
            deadlines: deadlines, demands: demands, threats: DemandReader.threats([subject] + lines), excerpts: LogLineLook.excerpts(lines),
            problems: mail.problems + text.problems)
        if form == .plain { draft.isNotice = isNotice(draft, [subject] + lines) }
        if !draft.isNotice { draft.deadlines = [] }
        return draft
    }

    private func tickets(_ subject: NoticeLine, _ lines: [NoticeLine]) -> [Told<RawText>] {
        let worded = TicketReader.read(subject: subject, lines: lines)
        guard let ticket = xarf?.ticket else { return worded }
        // The desk's own number stands in its mail; the one in the report is the reporter's.
        return worded + [ticket]
    }

    /// Accuses somebody, of something, somewhere; and does not sell.
    private func isNotice(_ notice: Notice, _ lines: [NoticeLine]) -> Bool {
        let said = lines.filter { !$0.isLog }
        let complaints = said.lazy.filter { $0.says(AccusationWords.complaint) }.count
        let commerce = said.lazy.filter { $0.says(AccusationWords.commerce) }.count
        guard let main = notice.accusations.first, main.value != .unknown else { return false }
        var score = 0
        if complaints > 0 { score += 2 }
        if complaints > 2 { score += 1 }
        if notice.accused.contains(where: { $0.value.role == .accused && $0.value.kind != .host && $0.value.kind != .mailAddress }) {
            score += 2
        }
        if notice.accused.contains(where: { $0.value.role == .accused && $0.value.kind == .host }) { score += 1 }
        if !notice.excerpts.isEmpty { score += 2 }
        if !notice.tickets.isEmpty { score += 1 }
        if notice.desk != nil { score += 1 }
        if notice.demands.count > 2 { score += 1 }
        if !notice.deadlines.isEmpty { score += 1 }
        if !notice.threats.isEmpty { score += 1 }
        return score - min(commerce, 4) * 2 >= 4 && (complaints + notice.excerpts.count > 0 || isFromDesk(notice))
    }

    /// A desk that accuses an address, a page or a file needs no word of complaint.
    private func isFromDesk(_ notice: Notice) -> Bool {
        notice.desk != nil && notice.accused.contains { $0.value.role == .accused && [.address, .url, .path].contains($0.value.kind) }
    }

    private func observed(_ lines: [NoticeLine], _ sent: Timestamp, _ offset: Int, _ deadlines: [Told<Deadline>]) -> [Told<NoticeMoment>] {
        let terms = Set(deadlines.map(\.value.moment.time))
        var told = (xarf?.observed ?? []) + (feedback?.observed ?? [])
        var logged: [Told<NoticeMoment>] = []
        let stated = NoticeDraft.statedZone(lines)
        var isListed = false
        for line in lines {
            let dates = DateScan.dates(line.lower)
            // A list of times goes on under its heading until a line without one.
            let isNamed = line.says(NoticeDraft.observedWords)
            if dates.isEmpty || isNamed { isListed = isNamed }
            let isTold = isNamed || isListed && !line.says(DeadlineWords.until)
            guard line.isLog || isTold else { continue }
            for date in dates.prefix(4) {
                var moment = date.moment(sent: sent, offset: stated ?? offset, endOfDay: false)
                moment.hasZone = moment.hasZone || stated != nil
                let distance = sent.seconds &- moment.time.seconds
                guard distance > -86_400, distance < 400 * 86_400,
                    !terms.contains(date.moment(sent: sent, offset: offset, endOfDay: true).time)
                else { continue }
                if line.isLog { logged.append(Told(moment, line.place)) } else if told.count < 20 { told.append(Told(moment, line.place)) }
            }
        }
        let first = logged.min { $0.value.time < $1.value.time }, last = logged.max { $0.value.time < $1.value.time }
        for moment in [first, last].compactMap({ $0 }) where !told.contains(where: { $0.value.time == moment.value.time }) {
            told.append(moment)
        }
        var seen: Set<Timestamp> = []
        return told.filter { seen.insert($0.value.time).inserted }
    }

    /// "All times are UTC", which holds for the whole mail.
    private static func statedZone(_ lines: [NoticeLine]) -> Int? {
        for line in lines where !line.isLog && line.says(zoneLabels) {
            if line.says(utcWords) { return 0 }
            if line.says(japanWords) { return 32_400 }
        }
        return nil
    }

    private static let zoneLabels = DeadlineWords.words(
        "timezone", "time zone", "times are", "timestamps", "timestamp", "time:", "times in", "all times", "時刻は", "タイムゾーン", "日時は", "時刻:",
        "ログの時刻")
    private static let utcWords = DeadlineWords.words("utc", "gmt", "協定世界時")
    private static let japanWords = DeadlineWords.words("jst", "日本時間", "日本標準時")

    /// Whom the desk quotes: "申告者: …", "Reporter: …".
    private func complainant(_ lines: [NoticeLine]) -> Told<RawText>? {
        for line in lines.prefix(200) where !line.isLog {
            for label in NoticeDraft.complainantLabels where line.lower.starts(with: label) {
                var rest = Array(line.plain.dropFirst(label.count)).trimmed
                // "申告者から届いた記録" tells nobody's name.
                guard label.last == 0x3a || rest.first == 0x3a || line.plain.dropFirst(label.count).first == 0x20 else { continue }
                while let head = rest.first, head == 0x3a || head == 0x20 { rest.removeFirst() }
                if !rest.isEmpty { return Told(RawText(rest.prefix(200)), line.place) }
            }
        }
        return nil
    }

    /// Sender and date of a notice that somebody forwarded within his own mail: a term runs from the day of the notice.
    private func forwardedHeader(_ lines: [NoticeLine]) -> (sender: RawText, sent: Told<NoticeMoment>?)? {
        // A desk that quotes the complaint which it got is the sender itself.
        guard Desk.known(sender: mail.header["from"]?.text ?? "", lines: []) == nil else { return nil }
        let zone = mail.header["date"].flatMap { MailDate.read(RawText($0.value))?.offset } ?? reader.offset
        for (index, line) in lines.prefix(200).enumerated() {
            guard let label = NoticeDraft.senderLabels.first(where: { line.lower.starts(with: $0) }), line.plain.contains(0x40) else {
                continue
            }
            if lines[..<index].contains(where: { $0.says(DeadlineWords.until) && $0.says(AccusationWords.complaint) }) { return nil }
            let block = lines.dropFirst(max(0, index - 3)).prefix(8)
            guard let dated = block.first(where: { line in NoticeDraft.dateLabels.contains { line.lower.starts(with: $0) } }) else {
                continue
            }
            let date = DateScan.dates(dated.lower).first?.moment(sent: reader.received, offset: zone, endOfDay: false)
            return (RawText(Array(line.plain.dropFirst(label.count)).trimmed), date.map { Told($0, dated.place) })
        }
        return nil
    }

    private func headerLine(_ value: RawText, _ name: RawText) -> NoticeLine {
        let number = (mail.header.fields.firstIndex { $0.name == name } ?? 0) + 1
        return NoticeLine(section: prefix + "header", number: number, raw: value.bytes)
    }

    private func place(_ field: MailField) -> NoticePlace {
        NoticePlace(section: prefix + "header", line: (mail.header.fields.firstIndex(of: field) ?? 0) + 1, quote: field.text)
    }

    /// Japanese where kana stand in it: names of companies alone do not make a mail Japanese.
    private func language(_ lines: [NoticeLine]) -> Language {
        var kana = 0
        var letters = 0
        for line in lines where !line.isLog {
            for index in line.plain.indices {
                if line.plain[index].isLetter { letters += 1 }
                if line.plain[index] == 0xe3, index + 1 < line.plain.count, (0x81...0x83).contains(line.plain[index + 1]) { kana += 1 }
            }
        }
        return kana * 12 > letters ? .ja : .en
    }

    private static let observedWords = DeadlineWords.words(
        "日時", "発生", "incident", "traffic", "date and time", "timestamps", "times", "検知", "確認日", "時刻", "期間", "受信日", "date:", "time:",
        "timestamp",
        "observed", "detected", "first seen", "last seen",
        "occurred", "started", "since", "start time", "event", "間に", "頃",
        "時点", "date/time", "reported on", "on", "at", "between", "開始", "最終", "zeitpunkt", "seen")
    private static let senderLabels = DeadlineWords.words("from:", "差出人:", "送信者:", "*from:*", "> from:", "von:")
    private static let dateLabels = DeadlineWords.words(
        "date:", "sent:", "日時:", "送信日時:", "日付:", "*sent:*", "*date:*", "> date:", "gesendet:", "datum:")
    private static let complainantLabels = DeadlineWords.words(
        "申告者", "通報者", "申告元", "通報元", "reporter:", "complainant:", "reported by", "original reporter:", "submitted by", "情報提供元", "報告者")
}

extension HTMLText {
    static func isEmpty(_ part: MailPart) -> Bool { part.text.allSatisfy { $0 <= 0x20 } }
}
