import Model

/// The number under which the desk keeps the case, which an answer has to name.
enum TicketReader {
    static func read(subject: NoticeLine, lines: [NoticeLine]) -> [Told<RawText>] {
        var found: [Told<RawText>] = []
        func add(_ ticket: [UInt8]?, _ line: NoticeLine) {
            guard let ticket, found.count < 8, !found.contains(where: { $0.value == RawText(ticket) }) else { return }
            found.append(Told(RawText(ticket), line.place))
        }
        for line in [subject] + lines where !line.isLog {
            for label in labels {
                var start = 0
                while let place = line.lower.first(label, from: start) {
                    start = place + label.count
                    let before = place > 0 ? line.lower[place - 1] : 0x20
                    if label[0].isAlphanumeric, before.isAlphanumeric { continue }
                    let isJoined = label[0].isLetter && start < line.plain.count && line.plain[start].isDigit
                    add(isJoined ? token(line.plain, place) : number(line.plain, after: start), line)
                }
            }
        }
        // "[ABC-12345678]" or "[#1234567]" in the subject, where no label stands.
        if found.isEmpty { add(bracketed(subject.plain), subject) }
        return found
    }

    private static func number(_ text: [UInt8], after start: Int) -> [UInt8]? {
        var place = start
        var steps = 0
        while place < text.count, steps < 12 {
            if let next = fillers.lazy.compactMap({ DateScan.skip($0, text, place) }).first {
                place = next
            } else if [0x20, 0x3a, 0x23, 0x3d, 0x2d, 0x28, 0x5b, 0x22, 0x2e].contains(text[place]) {
                place += 1
            } else {
                break
            }
            steps += 1
        }
        return token(text, place)
    }

    private static func token(_ text: [UInt8], _ start: Int) -> [UInt8]? {
        var end = start
        while end < text.count, text[end].isAlphanumeric || [0x2d, 0x5f, 0x2e, 0x3a, 0x23, 0x2f].contains(text[end]) { end += 1 }
        while end > start, !text[end - 1].isAlphanumeric { end -= 1 }
        let token = Array(text[start..<max(end, start)])
        let digits = token.filter(\.isDigit).count
        guard token.count >= 4, token.count <= 64, digits >= 3, NetworkAddress(token) == nil,
            DateScan.dates(token).first?.range.count != token.count,
            token.first(where: { $0 == 0x2f }) == nil
        else { return nil }
        return token
    }

    private static func bracketed(_ text: [UInt8]) -> [UInt8]? {
        for open in text.indices where [0x5b, 0x28, 0x23].contains(text[open]) {
            var start = open + 1
            while start < text.count, [0x23, 0x20].contains(text[start]) { start += 1 }
            if let ticket = token(text, start), ticket.filter(\.isDigit).count >= 4 { return ticket }
        }
        return nil
    }

    private static let fillers = ["is ", "id", "ID", "no.", "No.", "number", "Number", "は", "】", "：", "番号", "]", "NO."]
    private static let labels = DeadlineWords.words(
        "ticket", "abuseid", "abuse-id", "abuse id", "case", "case id", "reference", "ref", "report id", "report-id", "report_id",
        "incident", "tracking", "受付番号", "お問い合わせ番号",
        "お問合せ番号", "お問い合せ番号", "管理番号", "チケット", "整理番号", "受付id", "案件番号", "ケース番号", "cert-bund#", "jpcert#", "issue", "問合せ番号", "識別番号", "sbl",
        "通知番号")
}
