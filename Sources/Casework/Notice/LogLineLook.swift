import Model

/// Whether a line of a mail looks like one of a log, and the excerpts that such lines make.
enum LogLineLook {
    static func isLog(_ line: NoticeLine) -> Bool {
        let text = Array(line.lower.drop { $0 == 0x3e || $0 == 0x20 })
        guard text.count >= 20 else { return false }
        // Japanese words do not stand in logs of servers, labels of forms do.
        let wide = text.lazy.filter { $0 >= 0xe3 }.count
        if wide > 4 { return false }
        var score = 0
        if startsWithTime(text) { score += 2 }
        if hasAddress(text) { score += 1 }
        if marks.contains(where: { text.has($0) }) { score += 2 }
        if hasCommonLogTime(text) { score += 3 }
        return score >= 3
    }

    static func excerpts(_ lines: [NoticeLine]) -> [LogExcerpt] {
        var excerpts: [LogExcerpt] = []
        for line in lines where line.isLog {
            if let last = excerpts.last, last.section == line.section, last.firstLine + last.lines.count == line.number {
                excerpts[excerpts.count - 1].lines.append(RawText(line.raw))
            } else if excerpts.count < 200 {
                excerpts.append(LogExcerpt(section: line.section, firstLine: line.number, lines: [RawText(line.raw)]))
            }
        }
        return excerpts
    }

    private static func startsWithTime(_ text: [UInt8]) -> Bool {
        let head = Array(text.prefix(40))
        let isMonth = MailDate.months.contains { head.starts(with: $0.utf8) } && head.count > 6 && head[3] == 0x20
        let isISO =
            head.count > 10 && head[0].isDigit && head[3].isDigit && [0x2d, 0x2f].contains(head[4]) && head[5].isDigit && head[8].isDigit
        let isBracketed = head.first == 0x5b && head.count > 8
        return (isMonth || isISO || isBracketed) && head.contains(0x3a)
    }

    /// `[12/Mar/2026:10:00:00 +0900]`, as web servers write.
    private static func hasCommonLogTime(_ text: [UInt8]) -> Bool {
        guard let open = text.firstIndex(of: 0x5b), open + 21 < text.count else { return false }
        return text[open + 1].isDigit && text[open + 3] == 0x2f && text[open + 7] == 0x2f && text[open + 12] == 0x3a
    }

    private static func hasAddress(_ text: [UInt8]) -> Bool {
        var dots = 0
        var digits = 0
        for byte in text {
            if byte.isDigit {
                digits += 1
            } else if byte == 0x2e, digits > 0, digits <= 3 {
                dots += 1
                digits = 0
                if dots >= 3 { return true }
            } else {
                (dots, digits) = (0, 0)
            }
        }
        return false
    }

    private static let marks: [[UInt8]] = [
        "sshd[", "sshd:", "failed password", "invalid user", "postfix/", "dovecot", "\"get /", "\"post /", "proto=tcp", "proto=udp",
        " tcp ", " udp ",
        "dpt=", "spt=", "src=", "dst=", "authentication failure", "http/1.", "wp-login.php", "xmlrpc.php", "sshd-session[", "pam_unix",
        "drop in=",
        "flags=", "tcp_flags", "sasl login", "rcpt to", "received: from", " > ", "->",
    ].map { $0.bytes }
}
