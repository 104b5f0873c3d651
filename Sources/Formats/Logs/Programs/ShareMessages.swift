import Model

/// What rsync says as a daemon. Modules are the host's; a name that is none, and a user's, are the client's.
enum RsyncMessage {
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let rest = LogText.behind("auth failed on module ", in: text, message) {
            // "data from host (192.0.2.1) for bob: password mismatch"
            guard let from = LogText.first(" from ", in: text, rest), let end = peer(text, from + 6, rest.upperBound, &draft) else {
                return false
            }
            draft.add("share.name", rest.lowerBound..<from)
            let said = end..<rest.upperBound
            if let name = LogText.behind(" for ", in: text, said) {
                let colon = LogText.last(": ", in: text, name) ?? name.upperBound
                draft.user = Slice(name.lowerBound..<colon)
                draft.add("reason", min(colon + 2, name.upperBound)..<name.upperBound)
            } else if let reason = LogText.behind(": ", in: text, said) {
                draft.add("reason", reason)
            }
            draft.tell(.loginFailure, .failure)
            return true
        }
        for (words, kind) in [("rsync denied on module ", EventKind.connectionRefused), ("unknown module '", .connectionRefused)] {
            guard let rest = LogText.behind(words, in: text, message), let from = LogText.last(" from ", in: text, rest),
                peer(text, from + 6, rest.upperBound, &draft) != nil
            else { continue }
            draft.tell(kind, .failure)
            return true
        }
        if let rest = LogText.behind("connect from ", in: text, message), peer(text, rest.lowerBound, rest.upperBound, &draft) != nil {
            draft.tell(.connectionOpen)
            return true
        }
        // "rsync on data/x from bob@host (192.0.2.1)", "rsync to data from host (192.0.2.1)"
        for (words, kind) in [("rsync on ", EventKind.fileDownload), ("rsync to ", .fileUpload)] {
            guard let rest = LogText.behind(words, in: text, message), let from = LogText.last(" from ", in: text, rest),
                peer(text, from + 6, rest.upperBound, &draft) != nil
            else { continue }
            let name = LogText.word(text, from + 6, end: rest.upperBound)
            if let sign = LogText.last(0x40, in: text, name) { draft.user = Slice(name.lowerBound..<sign) }
            draft.path = Slice(rest.lowerBound..<from)
            draft.tell(kind)
            return true
        }
        return transfer(text, message, &draft)
    }

    /// Further lines of its own that tell of no event.
    static func isOwn(_ text: Span<UInt8>, _ message: Range<Int>) -> Bool {
        ["sent ", "receiving file list", "building file list", "rsyncd version ", "rsync error: ", "module-list request from ", "rsync: "]
            .contains { LogText.matches(text, message.lowerBound, $0) }
    }

    /// A file, by the default of `log format` in rsyncd.conf(5), `%o %h [%a] %m (%u) %f %l`: "recv host [192.0.2.1] data (bob) a/x.txt 12".
    private static func transfer(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let kinds: [(String, EventKind)] = [("recv ", .fileUpload), ("send ", .fileDownload), ("del. ", .fileDelete)]
        guard let (words, kind) = kinds.first(where: { LogText.matches(text, message.lowerBound, $0.0) }) else { return false }
        let rest = LogText.range(message.lowerBound + words.utf8.count, message.upperBound)
        guard let open = LogText.first(" [", in: text, rest),
            let close = LogText.first("] ", in: text, LogText.range(open, rest.upperBound)), draft.peer(text, open + 2..<close),
            let user = LogText.first(" (", in: text, LogText.range(close + 2, rest.upperBound)),
            let end = LogText.first(") ", in: text, LogText.range(user, rest.upperBound))
        else { return false }
        let file = LogText.range(end + 2, rest.upperBound)
        let size = LogText.last(" ", in: text, file) ?? file.upperBound
        if user + 2 < end { draft.user = Slice(user + 2..<end) }
        draft.add("share.name", close + 2..<user)
        draft.path = Slice(file.lowerBound..<size)
        if let (bytes, _) = LogText.number(text, LogText.range(size + 1, file.upperBound)) { draft.bytes = Int64(bytes) }
        draft.tell(kind)
        return true
    }

    /// `host (192.0.2.1)`; gives the place behind.
    private static func peer(_ text: Span<UInt8>, _ start: Int, _ end: Int, _ draft: inout EventDraft) -> Int? {
        guard let open = LogText.first(" (", in: text, LogText.range(start, end)),
            let close = LogText.first(0x29, in: text, LogText.range(open, end)), draft.peer(text, open + 2..<close)
        else { return nil }
        return close + 1
    }
}

/// `refused mount request from 192.0.2.1 for /srv (/srv): unmatched host`, `authenticated mount request from 192.0.2.1:711 for /srv (/srv)`.
enum MountMessage {
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let marks: [(String, EventKind, EventOutcome?)] = [
            ("refused mount request from ", .connectionRefused, .failure), ("refused unmount request from ", .message, .failure),
            ("authenticated mount request from ", .sessionOpen, .success), ("authenticated unmount request from ", .sessionClose, nil),
        ]
        for (words, kind, outcome) in marks {
            guard let rest = LogText.behind(words, in: text, message),
                let peer = LogPeer.joined(text, rest.lowerBound, end: rest.upperBound)
            else { continue }
            peer.fill(&draft)
            // The path is the client's; the export in brackets behind it is the host's.
            if let path = LogText.behind(" for ", in: text, peer.end..<rest.upperBound) {
                draft.path = Slice(path.lowerBound..<(LogText.last(" (", in: text, path) ?? path.upperBound))
                if let reason = LogText.last("): ", in: text, path) { draft.add("reason", reason + 3..<path.upperBound) }
            }
            draft.tell(kind, outcome)
            return true
        }
        return false
    }
}
