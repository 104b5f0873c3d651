import Model

extension LogFormat {
    /// The log of the audit daemon (auditd), raw and enriched: all records of one event together.
    ///
    /// Fields have audit's own names. Each record begins with its field `type`, and its fields follow in order, so that a record can be
    /// told from the next. A key that an earlier record of the event had, too, is kept as `TYPE.key`, from the second record of a type
    /// on as `TYPE[1].key`; the plain name is that of the first. Values in hexadecimal digits are decoded where audit encodes them.
    /// `process.command_line` holds the arguments of EXECVE, `socket.*` the peer of SOCKADDR.
    static let audit = LogFormat(
        id: "audit", title: Localized(en: "Audit log (auditd)", ja: "監査ログ(auditd)"),
        names: ["/audit/audit.log", "/audit.log"],
        continues: { text, first, line in
            LogText.byte(text, first.lowerBound) != 0x7b && AuditHead.isSameEvent(text, first, line)
        }
    ) { text, range, draft in
        if LogText.byte(text, range.lowerBound) == 0x7b { return LaurelLine.read(text, range, &draft) }
        guard let head = AuditHead.read(text, range), let moment = head.moment(text) else { return false }
        draft.format = "audit"
        draft.kind = .message
        draft.moment = moment
        if let node = head.node { draft.host = Slice(node) }
        var event = AuditEvent()
        var at = range.lowerBound
        while at < range.upperBound {
            let end = LogText.first(0x0a, in: text, at..<range.upperBound) ?? range.upperBound
            if let record = AuditHead.read(text, at..<end) {
                var last = end
                while last > record.body, text[last - 1] == 0x0d { last -= 1 }
                event.read(text, type: record.type, record.body..<last, &draft)
            }
            at = end + 1
        }
        draft.add("audit.id", head.stamp)
        event.conclude(text, &draft)
        return true
    }
}

extension ProgramLog {
    /// Audit messages that something else carries: audispd's syslog plug-in, the kernel's own where no daemon runs, journald's.
    static let audit = ProgramLog(
        id: "audit", title: Localized(en: "Audit messages in other logs", ja: "ほかのログに載った監査記録"),
        programs: ["audit", "audispd", "audisp-syslog"]
    ) { text, message, draft in
        AuditMessage.read(text, message, &draft)
    }
}

/// An audit record in the message of another log.
package enum AuditMessage {
    /// Reads "type=USER_LOGIN msg=audit(…): …", "audit: type=1400 audit(…): …" as the kernel has it, or "USER_LOGIN pid=1 …" as
    /// journald has it. False, with the draft as it was, where the message is none of these.
    package static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var at = message.lowerBound
        let end = min(message.upperBound, text.count)
        guard at < end else { return false }
        // "[12345.678901] audit: type=1400 audit(1300000000.1:2): …"
        if LogText.byte(text, at) == 0x5b, let close = LogText.first(0x5d, in: text, at..<min(end, at + 24)) {
            at = LogText.skipBlanks(text, close + 1, end: end)
        }
        if LogText.matches(text, at, "audit: ") { at += 7 }
        var type: Range<Int>
        var body: Int
        if let head = AuditHead.read(text, at..<end) {
            (type, body) = (head.type, head.body)
            draft.moment = head.moment(text) ?? draft.moment
            draft.add("audit.id", head.stamp)
        } else if LogText.matches(text, at, "type=") {
            type = LogText.word(text, at + 5, end: end)
            guard type.upperBound + 7 < end, LogText.matches(text, type.upperBound + 1, "audit("),
                let close = LogText.first(0x29, in: text, type.upperBound + 7..<min(end, type.upperBound + 60))
            else { return false }
            draft.add("audit.id", type.upperBound + 7..<close)
            body = min(end, close + 2)
        } else {
            type = LogText.word(text, at, end: end)
            guard AuditKind.isType(text, type) else { return false }
            body = type.upperBound
        }
        var event = AuditEvent()
        event.read(text, type: type, body..<end, &draft)
        event.conclude(text, &draft)
        return true
    }
}
