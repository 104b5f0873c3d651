import Model

/// What the logs of mail servers have in common.
enum MailText {
    /// The address between angle brackets whose opening one stands at `open`: up to a `>` with a blank, a comma, a semicolon or the end
    /// behind it, since a quoted local part may hold a `>`.
    static func angled(_ text: Span<UInt8>, _ open: Int, end: Int) -> Range<Int>? {
        let end = min(end, text.count)
        guard open >= 0, open < end, text[open] == 0x3c else { return nil }
        var at = open + 1
        while at < end {
            if text[at] == 0x3e {
                let next = at + 1 < end ? text[at + 1] : 0x20
                if next == 0x20 || next == 0x2c || next == 0x3b || next == 0x3a { return open + 1..<at }
            }
            at += 1
        }
        return nil
    }

    /// Adds the address behind `key`, which ends before its `<`, as a field.
    @inline(__always)
    static func add(_ field: String, _ key: String, _ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        guard let at = LogText.first(key, in: text, range), let address = angled(text, at + key.utf8.count, end: range.upperBound) else {
            return
        }
        draft.add(field, address)
    }

    /// The address at the start of a range, in angle brackets or up to a comma or blank.
    static func address(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
        angled(text, range.lowerBound, end: range.upperBound) ?? LogText.token(text, range.lowerBound, end: range.upperBound)
    }

    /// The three digits of an SMTP reply at the start of a range.
    @inline(__always)
    static func reply(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        if range.count >= 3, let code = LogText.digits(text, range.lowerBound, 3), code >= 200, code < 600 { draft.status = code }
    }

    /// The queue id before `: ` at the start of a message, and what is behind it: letters and digits, at least five, or `NOQUEUE`.
    @inline(__always)
    static func queued(_ text: Span<UInt8>, _ message: Range<Int>) -> (id: Range<Int>, rest: Range<Int>)? {
        var at = message.lowerBound
        let end = min(message.upperBound, message.lowerBound + 32, text.count)
        while at < end, ShellByte.isDigit(text[at]) || ShellByte.isNameStart(text[at]) || text[at] == 0x2d { at += 1 }
        guard at - message.lowerBound >= 5, at + 1 < message.upperBound, LogText.byte(text, at) == 0x3a, LogText.byte(text, at + 1) == 0x20
        else { return nil }
        return (message.lowerBound..<at, at + 2..<message.upperBound)
    }

    /// Whether a word is a queue id rather than a word of language: it holds a digit, or is `NOQUEUE`.
    static func isID(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for at in range where ShellByte.isDigit(LogText.byte(text, at)) { return true }
        return range.count == 7 && LogText.begins(text, range, "NOQUEUE")
    }

    /// The server that a message is handed to: in a field of its own, since it is no client of this host.
    @inline(__always)
    static func relay(_ text: Span<UInt8>, _ start: Int, end: Int, _ draft: inout EventDraft) {
        guard let peer = LogPeer.bracketed(text, start, end: end), LogPeer.isAddress(text, peer.address) else { return }
        draft.add("destination.ip", peer.address)
    }

    /// The name of the process behind its last slash: "smtpd" of "postfix/submission/smtpd".
    static func daemon(_ text: Span<UInt8>, _ draft: EventDraft) -> Range<Int> {
        guard draft.process.isPresent, !draft.process.isDecoded else { return 0..<0 }
        let range = draft.process.range
        guard let slash = LogText.last(0x2f, in: text, range) else { return range }
        return slash + 1..<range.upperBound
    }
}

extension EventDraft {
    /// Says what happened, and how it ended.
    @inline(__always)
    mutating func tell(_ kind: EventKind, _ outcome: EventOutcome? = nil) { (self.kind, self.outcome) = (kind, outcome) }
}

extension EventDraft {
    /// Runs a grammar, and takes back what it filled in where it understands nothing in the end.
    @inline(__always)
    mutating func wholly(_ read: (inout EventDraft) -> Bool) -> Bool {
        let before = fields.count
        if read(&self) { return true }
        (kind, outcome, port, status, bytes) = (.message, nil, nil, nil, nil)
        (user, address, method, path) = (.absent, .absent, .absent, .absent)
        if fields.count > before { fields.removeLast(fields.count - before) }
        return false
    }
}
