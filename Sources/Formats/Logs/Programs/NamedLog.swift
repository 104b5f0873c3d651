import Model

extension ProgramLog {
    /// BIND's named(8), also under the names of its categories, and NSD.
    static let named = ProgramLog(
        id: "named", title: Localized(en: "Name server (BIND, NSD)", ja: "DNSサーバー(BIND・NSD)"),
        programs: [
            "named", "named-pkcs11", "named-sdb", "bind", "bind9", "nsd", "security", "update-security", "queries", "query-errors",
            "xfer-out",
            "rate-limit",
        ]
    ) { text, message, draft in
        draft.wholly { NamedMessage.read(text, message, &$0) }
    }
}

enum NamedMessage {
    static func read(_ text: Span<UInt8>, _ whole: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var message = whole
        // "security: error: client …"
        for _ in 0..<3 {
            let limit = min(message.upperBound, message.lowerBound + 24)
            guard let colon = LogText.first(": ", in: text, message.lowerBound..<limit), isCategory(text, message.lowerBound..<colon) else {
                break
            }
            message = colon + 2..<message.upperBound
        }
        if let rest = LogText.behind("client ", in: text, message) { return client(text, rest, &draft) }
        if let rest = LogText.behind("transfer of '", in: text, message) { return transfer(text, rest, &draft) }
        if nsd(text, message, &draft) { return true }
        if LogText.begins(text, message, "starting BIND") || LogText.begins(text, message, "starting NSD")
            || LogText.begins(text, message, "running")
        {
            draft.tell(.serviceStart)
        } else if LogText.begins(text, message, "exiting") || LogText.begins(text, message, "shutting down")
            || LogText.begins(text, message, "stopping command channel")
        {
            draft.tell(.serviceStop)
        } else if LogText.begins(text, message, "reloading configuration") {
            draft.tell(.configurationChange)
        } else {
            return false
        }
        return true
    }

    private static func isCategory(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for at in range {
            let byte = text[at]
            guard byte >= 0x61 && byte <= 0x7a || byte == 0x2d else { return false }
        }
        return !range.isEmpty
    }

    /// `[@0x7f… ]192.0.2.1#53 (name): [view external: ]query (cache) 'name/A/IN' denied`. The name that was asked for stands behind the
    /// address.
    private static func client(_ text: Span<UInt8>, _ whole: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var rest = whole
        if LogText.byte(text, rest.lowerBound) == 0x40 {
            let word = LogText.word(text, rest.lowerBound, end: rest.upperBound)
            rest = LogText.skipBlanks(text, word.upperBound, end: rest.upperBound)..<rest.upperBound
        }
        guard let hash = LogText.first(0x23, in: text, rest.lowerBound..<min(rest.upperBound, rest.lowerBound + 64)),
            LogPeer.isAddress(text, rest.lowerBound..<hash), let (port, end) = LogText.number(text, hash + 1..<rest.upperBound)
        else { return false }
        _ = draft.peer(text, rest.lowerBound..<hash)
        if port <= 65_535 { draft.port = port }
        var said = end..<rest.upperBound
        // " (name): " or ": "; "/key name" of a signed request.
        if let colon = LogText.first(": ", in: text, said) { said = colon + 2..<said.upperBound }
        if let view = LogText.behind("view ", in: text, said), let colon = LogText.first(": ", in: text, view) {
            said = colon + 2..<said.upperBound
        }
        let quoted = LogText.between("'", "'", in: text, said)
        if let quoted { draft.add("dns.question.name", quoted.lowerBound..<(LogText.first(0x2f, in: text, quoted) ?? quoted.upperBound)) }
        draft.add("reason", said)
        if let query = LogText.behind("query: ", in: text, said) {
            let name = LogText.word(text, query.lowerBound, end: query.upperBound)
            draft.add("dns.question.name", name)
            // "name IN A +E(0)K (192.0.2.53)"
            let kind = LogText.word(text, min(name.upperBound + 1, query.upperBound), end: query.upperBound)
            draft.add("dns.question.type", LogText.word(text, min(kind.upperBound + 1, query.upperBound), end: query.upperBound))
            draft.tell(.message)
            return true
        }
        let behind = (quoted?.upperBound ?? said.lowerBound)..<said.upperBound
        if LogText.contains(text, behind, " denied") || LogText.begins(text, said, "bad zone transfer request") {
            draft.tell(.connectionRefused, .failure)
        } else if LogText.begins(text, said, "request has invalid signature") || LogText.begins(text, said, "rate limit ") {
            draft.tell(.connectionRefused, .failure)
        } else {
            draft.tell(.message)
        }
        return true
    }

    /// `transfer of 'example.org/IN': AXFR started (serial 1)`, whose client stands before in other messages.
    private static func transfer(_ text: Span<UInt8>, _ rest: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let end = LogText.first(0x27, in: text, rest) else { return false }
        draft.add("dns.question.name", rest.lowerBound..<(LogText.first(0x2f, in: text, rest.lowerBound..<end) ?? end))
        if let from = LogText.first(" from ", in: text, end..<rest.upperBound),
            let peer = LogPeer.joined(text, from + 6, end: rest.upperBound)
        {
            peer.fill(&draft)
        }
        draft.tell(.message)
        return true
    }

    /// NSD: `axfr for zone example.org. from client 192.0.2.1 refused, no acl matches.`, `ratelimit block … query 192.0.2.1 TYPE255`.
    private static func nsd(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if LogText.begins(text, message, "axfr for ") || LogText.begins(text, message, "ixfr for "),
            let at = LogText.last(" refused", in: text, message)
        {
            guard draft.peer(text, LogText.lastWord(text, message.lowerBound..<at)) else { return false }
        } else if LogText.begins(text, message, "ratelimit block "), let at = LogText.last(" query ", in: text, message) {
            guard draft.peer(text, LogText.word(text, at + 7, end: message.upperBound)) else { return false }
        } else if let rest = LogText.behind("notify for ", in: text, message), let at = LogText.last(" refused", in: text, rest) {
            guard draft.peer(text, LogText.lastWord(text, rest.lowerBound..<at)) else { return false }
        } else {
            return false
        }
        draft.tell(.connectionRefused, .failure)
        return true
    }
}
