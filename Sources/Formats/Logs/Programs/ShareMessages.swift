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
        return false
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
