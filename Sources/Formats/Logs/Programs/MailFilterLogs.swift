import Model

extension ProgramLog {
    /// amavisd-new.
    static let amavis = ProgramLog(
        id: "amavis", title: Localized(en: "Mail filter amavis", ja: "メールフィルター amavis"), programs: ["amavis", "amavisd", "amavisd-new"]
    ) { text, message, draft in
        draft.wholly { MailFilterMessage.amavis(text, message, &$0) }
    }

    /// SpamAssassin's spamd, Rspamd, postgrey, milters for SPF, DKIM, DMARC and greylists.
    static let mailfilter = ProgramLog(
        id: "mailfilter", title: Localized(en: "Mail filters", ja: "迷惑メールフィルター"),
        programs: [
            "spamd", "spamc", "rspamd", "postgrey", "policyd-spf", "python-policyd-spf", "opendkim", "opendmarc", "milter-greylist",
            "smf-spf",
            "cbpolicyd", "policyd", "policyd-weight", "postfwd", "sqlgrey", "spamass-milter", "clamav-milter", "dkim-filter", "mimedefang",
        ]
    ) { text, message, draft in
        draft.wholly { MailFilterMessage.read(text, message, &$0) }
    }

    /// ClamAV: clamd(8), freshclam(1), clamscan(1).
    static let clamav = ProgramLog(
        id: "clamav", title: Localized(en: "Virus scanner ClamAV", ja: "ウイルス対策 ClamAV"),
        programs: ["clamd", "clamav", "freshclam", "clamonacc", "clamscan", "clamdscan"]
    ) { text, message, draft in
        draft.wholly { MailFilterMessage.clam(text, message, &$0) }
    }
}

enum MailFilterMessage {
    /// `(01234-05) Blocked SPAM {…}, [192.0.2.1]:1234 [203.0.113.1] <a@b> -> <c@d>, Queue-ID: X, Message-ID: <…>, …, Hits: 12.3, size: 123`.
    static func amavis(_ text: Span<UInt8>, _ whole: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var message = whole
        if LogText.byte(text, message.lowerBound) == 0x28, let close = LogText.first(") ", in: text, message) {
            message = close + 2..<message.upperBound
        }
        let isBlocked = LogText.begins(text, message, "Blocked ")
        guard isBlocked || LogText.begins(text, message, "Passed ") else { return false }
        let start = message.lowerBound + (isBlocked ? 8 : 7)
        let word = LogText.token(text, start, end: message.upperBound)
        draft.add("reason", word)
        let limit = LogText.first(" <", in: text, min(start, message.upperBound)..<message.upperBound) ?? max(start, message.upperBound)
        if let open = LogText.first(" [", in: text, start..<limit), let peer = LogPeer.bracketed(text, open + 1, end: limit) {
            peer.fill(&draft)
        }
        if let from = MailText.angled(text, limit + 1, end: message.upperBound) { draft.add("email.from.address", from) }
        MailText.add("email.to.address", " -> ", text, limit..<max(limit, message.upperBound), &draft)
        if let id = LogText.value(", Queue-ID: ", in: text, message) { draft.add("email.local_id", id) }
        MailText.add("email.message_id", ", Message-ID: ", text, message, &draft)
        if let hits = LogText.value(", Hits: ", in: text, message) { draft.add("spam.score", hits) }
        if let size = LogText.value(", size: ", in: text, message), let bytes = LogText.wholeNumber(text, size) {
            draft.bytes = Int64(bytes)
        }
        if LogText.begins(text, word, "INFECTED") {
            draft.tell(.malwareFound, isBlocked ? .failure : nil)
        } else {
            draft.tell(isBlocked ? .mailRejected : .message, isBlocked ? .failure : nil)
        }
        return true
    }

    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        postgrey(text, message, &draft) || spamd(text, message, &draft) || rspamd(text, message, &draft) || spf(text, message, &draft)
    }

    /// postgrey, SQLgrey, policyd: `action=greylist, reason=new, client_name=x, client_address=192.0.2.1, sender=a@b, recipient=c@d`.
    private static func postgrey(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let at = LogText.first("action=", in: text, message) else { return false }
        let action = LogText.token(text, at + 7, end: message.upperBound)
        guard let address = LogText.value("client_address=", in: text, message) ?? LogText.value(", host=", in: text, message) else {
            return false
        }
        _ = draft.peer(text, address)
        if let from = LogText.value(" sender=", in: text, message) ?? LogText.value(" from=", in: text, message) {
            draft.add("email.from.address", from)
        }
        if let to = LogText.value(" recipient=", in: text, message) ?? LogText.value(" to=", in: text, message) {
            draft.add("email.to.address", to)
        }
        draft.add("reason", action)
        if LogText.begins(text, action, "greylist") || LogText.begins(text, action, "defer") {
            draft.tell(.mailDeferred)
        } else if LogText.begins(text, action, "reject") {
            draft.tell(.mailRejected, .failure)
        } else {
            draft.tell(.message)
        }
        return true
    }

    /// spamd: `spamd: result: Y 12 - RULES scantime=1,size=2,user=bob,…,mid=<…>`, `spamd: identified spam (12/5) for bob:1001 in 1 seconds`.
    private static func spamd(_ text: Span<UInt8>, _ whole: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let message = LogText.behind("spamd: ", in: text, whole) ?? whole
        if let rest = LogText.behind("result: ", in: text, message) {
            let score = LogText.word(text, min(rest.lowerBound + 2, rest.upperBound), end: rest.upperBound)
            draft.add("spam.score", score)
            MailText.add("email.message_id", ",mid=", text, rest, &draft)
            draft.tell(.message)
        } else if LogText.begins(text, message, "identified spam (") || LogText.begins(text, message, "clean message (") {
            if let score = LogText.between("(", "/", in: text, message) { draft.add("spam.score", score) }
            if let user = LogText.between(") for ", ":", in: text, message) { draft.user = Slice(user) }
            draft.tell(.message)
        } else if let rest = LogText.behind("connection from ", in: text, message),
            let peer = LogPeer.bracketed(text, rest.lowerBound, end: rest.upperBound)
        {
            peer.fill(&draft)
            draft.tell(.connectionOpen)
        } else if LogText.begins(text, message, "server started on ") {
            draft.tell(.serviceStart)
        } else {
            return false
        }
        return true
    }

    /// Rspamd: `… rspamd_task_write_log: id: <…>, qid: <X>, ip: 192.0.2.1, from: <a@b>, (default: T (reject): [15.2/15.0] […]`.
    private static func rspamd(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let mark = LogText.first("task_write_log: id: ", in: text, message),
            let ip = LogText.value(", ip: ", in: text, mark..<message.upperBound)
        else { return false }
        let rest = mark..<message.upperBound
        _ = draft.peer(text, ip)
        MailText.add("email.message_id", " id: ", text, rest, &draft)
        MailText.add("email.local_id", ", qid: ", text, rest, &draft)
        MailText.add("email.from.address", ", from: ", text, rest, &draft)
        guard let verdict = LogText.first(", (default: ", in: text, rest),
            let open = LogText.first(" (", in: text, verdict + 4..<rest.upperBound),
            let close = LogText.first("): [", in: text, open..<rest.upperBound)
        else {
            draft.tell(.message)
            return true
        }
        let action = open + 2..<close
        draft.add("reason", action)
        draft.add(
            "spam.score", LogText.token(text, close + 4, end: LogText.first(0x2f, in: text, close..<rest.upperBound) ?? rest.upperBound))
        if LogText.equals(text, action, "reject") {
            draft.tell(.mailRejected, .failure)
        } else if LogText.equals(text, action, "soft reject") || LogText.equals(text, action, "greylist") {
            draft.tell(.mailDeferred)
        } else {
            draft.tell(.message)
        }
        return true
    }

    /// policyd-spf: `550 5.7.23 Message rejected due to: SPF fail …`, `None; identity=helo; client-ip=192.0.2.1; …`; opendkim and
    /// opendmarc: `QUEUEID: …`.
    private static func spf(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let ip = LogText.value("client-ip=", in: text, message) {
            _ = draft.peer(text, ip)
            let isReject = LogText.begins(text, message, "550 ") || LogText.contains(text, message, "action=550")
            draft.tell(isReject ? .mailRejected : .message, isReject ? .failure : nil)
            return true
        }
        guard let (id, rest) = MailText.queued(text, message), MailText.isID(text, id) else { return false }
        draft.add("email.local_id", id)
        if let peer = LogPeer.bracketed(text, rest.lowerBound, end: rest.upperBound), LogPeer.isAddress(text, peer.address) {
            peer.fill(&draft)
        }
        draft.tell(.message)
        return true
    }

    /// `/path/x: Name FOUND`, `instream(192.0.2.1@59136): Name FOUND`, `SelfCheck: …`.
    static func clam(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if LogText.ends(text, message, " FOUND"), let colon = LogText.last(": ", in: text, message.lowerBound..<message.upperBound - 6) {
            let what = message.lowerBound..<colon
            if let peer = LogText.behind("instream(", in: text, what), let at = LogText.first(0x40, in: text, peer) {
                _ = draft.peer(text, peer.lowerBound..<at)
            } else {
                draft.path = Slice(what)
            }
            draft.add("malware.name", colon + 2..<message.upperBound - 6)
            draft.tell(.malwareFound, .success)
            return true
        }
        if LogText.begins(text, message, "clamd daemon ") || LogText.begins(text, message, "freshclam daemon ") {
            draft.tell(.serviceStart)
        } else if LogText.begins(text, message, "--- Stopped at ") || LogText.begins(text, message, "Update process terminated") {
            draft.tell(.serviceStop)
        } else if LogText.begins(text, message, "SelfCheck: ") || LogText.contains(text, message, " database ")
            || LogText.contains(text, message, "ClamAV update process")
        {
            draft.tell(.message)
        } else {
            return false
        }
        return true
    }
}
