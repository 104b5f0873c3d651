import Model

/// The peer that a message names which tells neither of a log-in nor of a refusal: `Incoming connection from 192.0.2.1`, `Client 192.0.2.1
/// control connection started`, `bob[/192.0.2.1:5000] has joined`.
///
/// Only what words or the place mark as the other end counts, because messages of programs name many addresses that are their own.
enum SpokenPeer {
    /// Fills in the peer of a draft that has none; its kind stays.
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) {
        let range = message.lowerBound..<min(message.upperBound, message.lowerBound + LoginWords.longest)
        guard !draft.address.isPresent, Refusal.mayHoldAddress(text, range) else { return }
        if let address = LabelledText.address(text, range) {
            HTTPLine.setPeer(text, address, &draft)
        } else if let peer = marked(text, range) ?? leading(text, range) {
            draft.address = Slice(peer.address)
            if draft.port == nil { draft.port = peer.port }
        } else if let address = LoginParty.source(text, range) {
            HTTPLine.setPeer(text, address, &draft)
        }
        LabelledText.read(text, range, &draft)
    }

    /// Reads the text of a slice, decoded or not.
    static func read(_ text: Span<UInt8>, _ slice: Slice, _ draft: inout EventDraft) {
        guard !draft.address.isPresent, slice.isPresent, !slice.isEmpty else { return }
        guard slice.isDecoded else { return read(text, slice.range, &draft) }
        guard let bytes = draft.text(slice, in: text)?.bytes else { return }
        let isNamed = draft.user.isPresent
        read(bytes.span, 0..<bytes.count, &draft)
        // What was found lies within the copy; its place among the decoded bytes is told instead.
        let start = slice.range.lowerBound
        if draft.address.isPresent { draft.address = LoginWords.moved(draft.address, by: start) }
        if !isNamed, draft.user.isPresent { draft.user = LoginWords.moved(draft.user, by: start) }
    }

    /// The user of a message about somebody's session or log-in of which it does not say how it ended: `Session opened for user bob`.
    static func readUser(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) {
        let range = message.lowerBound..<min(message.upperBound, message.lowerBound + 400)
        guard !draft.user.isPresent, let place = LoginParty.find("user", text, range) else { return }
        if let user = LabelledText.user(text, range) {
            draft.user = Slice(user)
        } else if LoginParty.find("session ", text, range) != nil || LoginParty.find("login ", text, range) != nil
            || LoginParty.find("logged ", text, range) != nil, LogText.byte(text, place + 4) == 0x20,
            let user = LoginParty.user(text, place..<range.upperBound)
        {
            draft.user = Slice(user)
        }
    }

    private static let marks = [
        " from ", " from host ", "onnection: ", "lient ", "peer ", "emote address ", "lient address ", "eer address ", "[/",
    ]

    private static func marked(_ text: Span<UInt8>, _ range: Range<Int>) -> LogPeer? {
        for mark in marks {
            var start = range.lowerBound
            for _ in 0..<4 {
                guard let place = LogText.placeBehind(mark, in: text, start..<range.upperBound) else { break }
                // Java writes "/192.0.2.1:5000".
                let isQuoted = LogText.byte(text, place) == 0x22 || LogText.byte(text, place) == 0x27 || LogText.byte(text, place) == 0x2f
                let peer = LogPeer.joined(text, isQuoted ? place + 1 : place, end: range.upperBound)
                if let peer, LogPeer.isAddress(text, peer.address) { return peer }
                start = min(place, range.upperBound)
            }
        }
        return nil
    }

    /// `192.0.2.1:5000 connected`, `worker: 192.0.2.1 words`, `[debug] 192.0.2.1 words`: the address that a message begins with, behind a word
    /// with a colon or in brackets, or none.
    private static func leading(_ text: Span<UInt8>, _ range: Range<Int>) -> LogPeer? {
        var start = range.lowerBound
        for _ in 0..<3 {
            if let peer = LogPeer.joined(text, start, end: range.upperBound), LogPeer.isAddress(text, peer.address),
                LogText.byte(text, peer.end) <= 0x20 || LogText.byte(text, peer.end) == 0x28
            {
                return peer
            }
            // "[192.0.2.1:5000] words"
            if LogText.byte(text, start) == 0x5b, let peer = LogPeer.joined(text, start + 1, end: range.upperBound),
                LogPeer.isAddress(text, peer.address), LogText.byte(text, peer.end) == 0x5d
            {
                return peer
            }
            // "[0 192.0.2.1:5000] words": a number before it, as redis-cli shows commands.
            if LogText.byte(text, start) == 0x5b, let (_, blank) = LogText.number(text, start + 1..<min(range.upperBound, start + 6)),
                LogText.byte(text, blank) == 0x20, let peer = LogPeer.joined(text, blank + 1, end: range.upperBound),
                LogPeer.isAddress(text, peer.address), LogText.byte(text, peer.end) == 0x5d
            {
                return peer
            }
            let word = LogText.word(text, start, end: range.upperBound)
            guard let last = word.last, text[last] == 0x3a || text[last] == 0x5d else { return nil }
            start = LogText.skipBlanks(text, word.upperBound, end: range.upperBound)
        }
        return nil
    }
}
