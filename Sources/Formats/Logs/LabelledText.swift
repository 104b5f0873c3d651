import Model

/// Values that a message names in passing: `user=bob, ip=192.0.2.1`, `ipAddress=192.0.2.1`, `origin_address=[192.0.2.1]`, `IP: "192.0.2.1"`.
///
/// A message of three pairs and more is a row of fields, of which the first of a name holds; in a sentence the last does, because what a
/// visitor chose as a name stands before the program's own words.
enum LabelledText {
    static let mostPairs = 64

    /// Fills in the peer and the user where they are labelled and the draft has none.
    static func read(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        let range = range.lowerBound..<min(range.upperBound, range.lowerBound + LoginWords.longest)
        if !draft.address.isPresent {
            if let address = address(text, range) ?? goPeer(text, range) ?? fromPeer(text, range) {
                HTTPLine.setPeer(text, address, &draft)
            }
            if draft.address.isPresent, draft.port == nil, let port = port(text, range) { draft.port = port }
        }
        if !draft.user.isPresent, let user = user(text, range) { draft.user = Slice(user) }
    }

    /// - Parameter isRow: only where the message is a row of fields.
    static func address(_ text: Span<UInt8>, _ range: Range<Int>, isRow: Bool = false) -> Range<Int>? {
        find(text, range, isRow: isRow) { role, value, _, _ in
            switch role {
            case .address, .peer: HTTPLine.isAddress(text, HTTPLine.peer(text, value).address)
            default: false
            }
        }
    }

    static func user(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        find(text, range, isRow: false) { role, value, key, isColon in
            guard case .user = role else { return false }
            // "user: x" begins many a sentence; "username:x" does not.
            return !(isColon && !LogText.equalsAnyCase(text, key, "username")) && !isNobody(text, value)
        }
    }

    /// The far end of `read tcp 198.51.100.1:853->192.0.2.1:5000: …`, as errors of Go's package net name it.
    private static func goPeer(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        guard let arrow = LogText.first("->", in: text, range), let peer = LogPeer.joined(text, arrow + 2, end: range.upperBound),
            LogPeer.isAddress(text, peer.address)
        else { return nil }
        var start = arrow
        while start > range.lowerBound, text[start - 1] > 0x20 { start -= 1 }
        guard HTTPLine.isAddress(text, start..<arrow) else { return nil }
        return arrow + 2..<peer.end
    }

    /// The address behind the last "from".
    private static func fromPeer(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        guard let (at, peer) = LoginSentence.lastPeer(text, range), LogPeer.isAddress(text, peer.address) else { return nil }
        return max(at, peer.address.lowerBound)..<peer.address.upperBound
    }

    private static func port(_ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        guard let place = LogText.placeBehind(" port=", in: text, range), let (number, _) = LogText.number(text, place..<range.upperBound),
            number < 65_536
        else { return nil }
        return number
    }

    private static func isNobody(_ text: Span<UInt8>, _ value: Range<Int>) -> Bool {
        HTTPLine.isNothing(text, value)
            || ["null", "(null)", "none", "--", "undefined", "anonymous"].contains { LogText.equalsAnyCase(text, value, $0) }
    }

    private static func find(
        _ text: Span<UInt8>, _ range: Range<Int>, isRow: Bool,
        _ isWanted: (NamedValue, _ value: Range<Int>, _ key: Range<Int>, _ isColon: Bool) -> Bool
    ) -> Range<Int>? {
        var first: Range<Int>?
        var last: Range<Int>?
        var pairs = 0
        var equals = 0
        var at = range.lowerBound
        while at < range.upperBound, pairs < mostPairs {
            let byte = text[at]
            guard byte == 0x3d || byte == 0x3a else {
                at += 1
                continue
            }
            // The key of a JSON member has quotes.
            let isQuoted = byte == 0x3a && at > range.lowerBound && text[at - 1] == 0x22
            let keyEnd = isQuoted ? at - 1 : at
            var start = keyEnd
            while start > range.lowerBound, isKey(text[start - 1]) { start -= 1 }
            let key = start..<keyEnd
            at += 1
            guard !key.isEmpty, key.count <= 40 else { continue }
            pairs += 1
            if byte == 0x3d || isQuoted { equals += 1 }
            // A machine that a line names so without more is the other one.
            let known: NamedValue? =
                LogText.equals(text, key, "email") ? .user : LogText.equals(text, key, "host") ? .peer : NamedValue.table[text, key]
            guard let role = known else { continue }
            let from = byte == 0x3a && LogText.byte(text, at) == 0x20 ? at + 1 : at
            let value = value(text, from, range.upperBound)
            guard !value.isEmpty, isWanted(role, value, key, byte == 0x3a && !isQuoted) else { continue }
            first = first ?? value
            last = value
        }
        return equals >= 3 ? first : isRow ? nil : last
    }

    private static func isKey(_ byte: UInt8) -> Bool { ShellByte.isName(byte) || byte == 0x2e || byte == 0x2d }

    /// Up to a blank, a comma, a semicolon, a bar or a closing bracket; what quotes or square brackets enclose.
    private static func value(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Range<Int> {
        guard start < end, text[start] != 0x7b else { return start..<start }
        let close: UInt8? =
            switch text[start] {
            case 0x22: 0x22
            case 0x27: 0x27
            case 0x5b: 0x5d
            default: nil
            }
        if let close, let stop = LogText.first(close, in: text, start + 1..<min(end, start + 256)) { return start + 1..<stop }
        var at = start
        while at < end, text[at] > 0x20, text[at] != 0x2c, text[at] != 0x3b, text[at] != 0x7c, text[at] != 0x29, text[at] != 0x5d {
            at += 1
        }
        // The full stop that ends the sentence.
        if at > start, text[at - 1] == 0x2e { at -= 1 }
        return start..<at
    }
}
