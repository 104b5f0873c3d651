import Model

extension ProgramLog {
    /// fail2ban through syslog: `fail2ban.actions[12]: NOTICE [sshd] Ban 192.0.2.1`, with its own head repeated or without the level; sshguard.
    static let fail2ban = ProgramLog(
        id: "fail2ban", title: Localized(en: "Blocking of attackers (fail2ban, sshguard)", ja: "攻撃者の遮断(fail2ban・sshguard)"),
        programs: [
            "fail2ban", "fail2ban-server", "fail2ban-client", "fail2ban.actions", "fail2ban.filter", "fail2ban.server", "fail2ban.jail",
            "fail2ban.observer", "fail2ban.database", "fail2ban.actions.action", "fail2ban.filtersystemd", "fail2ban.transmitter",
            "sshguard",
        ]
    ) { text, message, draft in
        BanMessage.read(text, message, &draft)
    }
}

enum BanMessage {
    static func read(_ text: Span<UInt8>, _ whole: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var message = LogText.trimmed(text, whole)
        // "fail2ban.actions        [11524]: " and "NOTICE  " before what is said.
        if let rest = LogText.behind("fail2ban", in: text, message), let colon = LogText.first(": ", in: text, rest) {
            message = LogText.skipBlanks(text, colon + 2, end: message.upperBound)..<message.upperBound
        }
        let level = LogText.word(text, message.lowerBound, end: message.upperBound)
        if isLevel(text, level) {
            draft.add("log.level", LogText.ends(text, level, ":") ? level.lowerBound..<level.upperBound - 1 : level)
            message = LogText.skipBlanks(text, level.upperBound, end: message.upperBound)..<message.upperBound
        }
        return understand(text, message, &draft)
    }

    private static func isLevel(_ text: Span<UInt8>, _ word: Range<Int>) -> Bool {
        guard word.count >= 4, word.count <= 9 else { return false }
        for at in word where text[at] < 0x41 || text[at] > 0x5a {
            if !(at == word.upperBound - 1 && text[at] == 0x3a) { return false }
        }
        return true
    }

    private static func understand(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if LogText.byte(text, message.lowerBound) == 0x5b, let close = LogText.first("] ", in: text, message) {
            let rest = close + 2..<max(close + 2, message.upperBound)
            guard jail(text, rest, &draft) else { return false }
            draft.add("fail2ban.jail", message.lowerBound + 1..<close)
            return true
        }
        if LogText.begins(text, message, "Starting Fail2ban") || LogText.begins(text, message, "Server ready") {
            draft.kind = .serviceStart
        } else if LogText.begins(text, message, "Exiting Fail2ban") {
            draft.kind = .serviceStop
        } else if let rest = LogText.behind("Jail '", in: text, message), let close = LogText.first(0x27, in: text, rest) {
            draft.add("fail2ban.jail", rest.lowerBound..<close)
            draft.kind = LogText.contains(text, close..<rest.upperBound, "start") ? .serviceStart : .serviceStop
        } else if let rest = LogText.behind("Blocking \"", in: text, message) ?? LogText.behind("Blocking ", in: text, message),
            let address = LogText.address(text, rest.lowerBound, end: rest.upperBound)
        {
            // sshguard: "Blocking "192.0.2.1/32" for 120 secs (3 attacks in 1 secs)".
            draft.address = Slice(address)
            draft.kind = .banSet
        } else if let rest = LogText.behind("Attack from \"", in: text, message),
            let address = LogText.address(text, rest.lowerBound, end: rest.upperBound)
        {
            // What another sshguard saw.
            draft.address = Slice(address)
            (draft.kind, draft.outcome) = (.message, .failure)
        } else {
            return false
        }
        return true
    }

    private static func jail(_ text: Span<UInt8>, _ rest: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var kind = EventKind.message
        let from: Range<Int>
        if let behind = LogText.behind("Ban ", in: text, rest) ?? LogText.behind("Restore Ban ", in: text, rest)
            ?? LogText.behind("Increase Ban ", in: text, rest)
        {
            (kind, from) = (.banSet, behind)
        } else if let behind = LogText.behind("Unban ", in: text, rest) {
            (kind, from) = (.banLifted, behind)
        } else if let behind = LogText.behind("Found ", in: text, rest) ?? LogText.behind("Ignore ", in: text, rest) {
            from = behind
        } else if LogText.contains(text, rest, " already banned") {
            from = rest
        } else {
            return false
        }
        guard let address = LogText.address(text, from.lowerBound, end: from.upperBound) else { return false }
        draft.address = Slice(address)
        draft.kind = kind
        return true
    }
}
