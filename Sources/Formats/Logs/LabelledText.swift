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
            case .address, .peer: HTTPLine.isAddress(text, HTTPLine.peer(text, single(text, value)).address)
            default: false
            }
        }.map { single(text, $0) }
    }

    /// Of `192.0.2.1, 198.51.100.1` the first, which is the client.
    private static func single(_ text: Span<UInt8>, _ value: Range<Int>) -> Range<Int> {
        value.lowerBound..<(LogText.first(0x2c, in: text, value) ?? value.upperBound)
    }

    /// What a pair says of how a log-in ended: `type=login … result=failed`, `success=false`.
    static func verdict(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool? {
        guard LogText.first(0x3d, in: text, range) != nil || LogText.first("\":", in: text, range) != nil else { return nil }
        var found: Bool?
        pairs(text, range) { key, value, isEqual in
            guard isEqual, KeyGuess.isResult(text, key), let verdict = KeyGuess.verdict(text.extracting(value)) else { return }
            found = verdict
        }
        return found != nil && KeyGuess.isOfLogin(text, range) ? found : nil
    }

    /// Seconds since 1970 under a name for times: `"timestamp":1300000000`.
    static func moment(_ text: Span<UInt8>, _ range: Range<Int>) -> LogMoment? {
        var found: LogMoment?
        pairs(text, range) { key, value, isEqual in
            guard found == nil, isEqual, case .time? = NamedValue.table[text, key] else { return }
            var end = value.lowerBound
            while end < value.upperBound, ShellByte.isDigit(text[end]) || text[end] == 0x2e { end += 1 }
            if end - value.lowerBound >= 10 { found = EpochNumber.moment(text, value.lowerBound..<end) }
        }
        return found
    }

    /// Method, status and path of a request that a row of fields tells of.
    static func request(_ text: Span<UInt8>, _ range: Range<Int>) -> (method: Range<Int>, status: Int, path: Range<Int>?)? {
        var method: Range<Int>?
        var status: Int?
        var path: Range<Int>?
        pairs(text, range) { key, value, isEqual in
            guard isEqual, let role = NamedValue.table[text, key] else { return }
            switch role {
            case .method: method = method ?? value
            case .status, .httpStatus: status = status ?? LogText.wholeNumber(text, value).flatMap { (100..<600).contains($0) ? $0 : nil }
            case .target: path = path ?? value
            default: break
            }
        }
        guard let method, let status, path != nil || method.count <= 8 else { return nil }
        return (method, status, path)
    }

    static func user(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        find(text, range, isRow: false) { role, value, key, isColon in
            guard case .user = role else { return false }
            // "user: x" begins many a sentence; "username: x" and "user:x" do not.
            let isJoined = value.lowerBound == key.upperBound + 1
            // "login:52]" tells the place in the program.
            let isPlace = isColon && isJoined && LogText.wholeNumber(text, value) != nil
            // "User: bob, IP: …"
            let next = LogText.byte(text, value.upperBound)
            let isListed = !value.isEmpty && text[value.upperBound - 1] != 0x22 && (next == 0x2c || next == 0x3b || next == 0x7c)
            let isQuoted = isListed || value.lowerBound > 0 && (text[value.lowerBound - 1] == 0x27 || text[value.lowerBound - 1] == 0x22)
            return (!isColon || isJoined || isQuoted || LogText.equalsAnyCase(text, key, "username")) && !isPlace && !isNobody(text, value)
                && !HTTPLine.isAddress(text, value)
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
        var guess: Range<Int>?
        var equals = 0
        pairs(text, range) { key, value, isEqual in
            if isEqual { equals += 1 }
            // A machine that a line names so without more is the other one.
            let known: NamedValue? =
                LogText.equalsAnyCase(text, key, "email")
                ? .user
                : LogText.equalsAnyCase(text, key, "host") || LogText.equalsAnyCase(text, key, "source")
                    ? .peer : NamedValue.table[text, key]
            guard !value.isEmpty else { return }
            if let known {
                guard isWanted(known, value, key, !isEqual) else { return }
                first = first ?? value
                last = value
            } else if guess == nil, let role = KeyGuess.role(text, key), isWanted(role, value, key, !isEqual) {
                guess = value
            }
        }
        return equals >= 3 ? first ?? guess : isRow ? nil : last ?? guess
    }

    /// Hands each pair of a text to `body`: the name, the value without its quotes, and whether an equals sign or quotes around the name make
    /// it a pair for sure.
    private static func pairs(
        _ text: Span<UInt8>, _ range: Range<Int>, _ body: (_ key: Range<Int>, _ value: Range<Int>, _ isEqual: Bool) -> Void
    ) {
        var pairs = 0
        var at = range.lowerBound
        while at < range.upperBound, pairs < mostPairs {
            let byte = text[at]
            guard byte == 0x3d || byte == 0x3a else {
                at += 1
                continue
            }
            // The key of a JSON member has quotes.
            let isQuoted = byte == 0x3a && at > range.lowerBound && text[at - 1] == 0x22
            // `name = value`
            let isSpaced = byte == 0x3d && at - range.lowerBound > 1 && text[at - 1] == 0x20 && LogText.byte(text, at + 1) == 0x20
            let keyEnd = isQuoted || isSpaced ? at - 1 : at
            var start = keyEnd
            while start > range.lowerBound, isKey(text[start - 1]) { start -= 1 }
            at += 1
            let key = start..<keyEnd
            // "@bob:example.org" is a name as a whole.
            guard !key.isEmpty, key.count <= 48, start == range.lowerBound || text[start - 1] != 0x40 else { continue }
            pairs += 1
            let from = LogText.byte(text, at) == 0x20 && (byte == 0x3a || isSpaced) ? at + 1 : at
            body(key, value(text, from, range.upperBound), byte == 0x3d || isQuoted)
        }
    }

    private static func isKey(_ byte: UInt8) -> Bool { ShellByte.isName(byte) || byte == 0x2e || byte == 0x2d }

    /// Up to a blank, a comma, a semicolon, a bar or a closing bracket; what quotes or square brackets enclose.
    private static func value(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Range<Int> {
        guard start < end, text[start] != 0x7b else { return start..<start }
        // Within a string of JSON quotes have a backslash: `username=\"bob\"`.
        if text[start] == 0x5c, LogText.byte(text, start + 1) == 0x22 {
            let from = min(start + 2, end)
            return from..<(LogText.first(0x5c, in: text, from..<min(end, from + 256)) ?? end)
        }
        let close: UInt8? =
            switch text[start] {
            case 0x22: 0x22
            case 0x27: 0x27
            case 0x5b: 0x5d
            case 0x60: 0x60
            case 0x3c: 0x3e
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
