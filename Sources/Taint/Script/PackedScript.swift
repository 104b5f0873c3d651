import Model

/// Scripts of pages in the form of the packer that gives `eval(function(p,a,c,k,e,d){…}('…',62,99,'…'.split('|'),0,{}))`.
///
/// Honest scripts are packed to save bytes, so one is unpacked and judged by what it does: writing a script or a frame of
/// another site into the page, with what is known of the visitor.
enum PackedScript {
    private static let mostWords = 20_000
    private static let mostBytes = 1 << 20

    static func traces(_ bytes: [UInt8]) -> [TaintTrace] {
        var traces: [TaintTrace] = []
        var place = 0, tries = 0
        while tries < 16, let found = ByteSearch.find("p,a,c,k,e,", bytes, place..<bytes.count) {
            tries &+= 1
            place = found &+ 10
            guard let plain = unpacked(bytes, place), let deed = deed(plain) else { continue }
            let (line, text) = SourceText(bytes).line(at: found)
            let sink = TaintPlace(offset: found, line: line, text: text)
            traces.append(TaintTrace(.disguisedScript, .html, .possible, source: nil, sink: sink, function: deed))
        }
        return traces
    }

    /// What the packed text behind a place says; nil where it is not in that form.
    static func unpacked(_ bytes: [UInt8], _ start: Int) -> [UInt8]? {
        let end = min(bytes.count, start &+ 4_096)
        // The function ends with `return p}`, and what it is given follows.
        guard let body = ByteSearch.find("return p}", bytes, start..<end) else { return nil }
        var place = body &+ 9
        while place < end, bytes[place] == 0x28 || ByteSearch.isSpace(bytes[place]) { place &+= 1 }
        guard let payload = quoted(bytes, &place), let radix = number(bytes, &place), (2...62).contains(radix),
            let count = number(bytes, &place), count <= mostWords, let list = quoted(bytes, &place)
        else { return nil }
        let words = list.split(separator: 0x7c, omittingEmptySubsequences: false)
        var plain: [UInt8] = []
        var index = 0
        while index < payload.count, plain.count < mostBytes {
            guard ByteSearch.isNameByte(payload[index]), payload[index] < 0x80 else {
                plain.append(payload[index])
                index &+= 1
                continue
            }
            let word = payload[index...].prefix { ByteSearch.isNameByte($0) && $0 < 0x80 }
            index &+= word.count
            if let place = value(word, radix), place < words.count, !words[place].isEmpty { plain += words[place] } else { plain += word }
        }
        return plain
    }

    /// What an unpacked script does that nobody packs for the bytes.
    private static func deed(_ plain: [UInt8]) -> RawText? {
        let writes = ByteSearch.contains("document.write", plain) || ByteSearch.contains("createelement", plain)
        let asks = ByteSearch.contains("referrer", plain) || ByteSearch.contains("useragent", plain) || ByteSearch.contains("cookie", plain)
        let foreign = ByteSearch.contains("http://", plain) || ByteSearch.contains("https://", plain) || ByteSearch.contains("'//", plain)
        guard writes, foreign else { return nil }
        // Only a script that is nothing but a loader: a library has more to say.
        guard plain.count < 4_096 else { return nil }
        if asks, ByteSearch.contains("<script", plain) || ByteSearch.contains("script", plain) { return "document.write" }
        if ByteSearch.contains("<iframe", plain) || ByteSearch.contains("iframe", plain), ByteSearch.contains("none", plain) || asks {
            return "iframe"
        }
        return nil
    }

    // MARK: Pieces

    /// A literal of JavaScript, with the place moved behind it and the comma that follows.
    private static func quoted(_ bytes: [UInt8], _ place: inout Int) -> [UInt8]? {
        guard place < bytes.count, bytes[place] == 0x27 || bytes[place] == 0x22 else { return nil }
        let mark = bytes[place]
        var text: [UInt8] = []
        place &+= 1
        while place < bytes.count, bytes[place] != mark {
            if bytes[place] == 0x5c, place &+ 1 < bytes.count {
                place &+= 1
                if bytes[place] == 0x6e { text.append(0x0a) } else { text.append(bytes[place]) }
            } else {
                text.append(bytes[place])
            }
            place &+= 1
            if text.count > mostBytes { return nil }
        }
        guard place < bytes.count else { return nil }
        place &+= 1
        skipComma(bytes, &place)
        return text
    }

    private static func number(_ bytes: [UInt8], _ place: inout Int) -> Int? {
        let digits = bytes[min(place, bytes.count)...].prefix { $0 >= 0x30 && $0 <= 0x39 }
        guard !digits.isEmpty, digits.count < 7 else { return nil }
        place &+= digits.count
        skipComma(bytes, &place)
        return ByteSearch.number(digits, radix: 10)
    }

    private static func skipComma(_ bytes: [UInt8], _ place: inout Int) {
        while place < bytes.count, bytes[place] == 0x2c || ByteSearch.isSpace(bytes[place]) { place &+= 1 }
    }

    /// The number that a word is in the packer's digits: 0–9, a–z, A–Z.
    private static func value(_ word: ArraySlice<UInt8>, _ radix: Int) -> Int? {
        guard word.count <= 4 else { return nil }
        var value = 0
        for byte in word {
            let digit: Int
            switch byte {
            case 0x30...0x39: digit = Int(byte) &- 0x30
            case 0x61...0x7a: digit = Int(byte) &- 0x61 &+ 10
            case 0x41...0x5a: digit = Int(byte) &- 0x41 &+ 36
            default: return nil
            }
            guard digit < radix else { return nil }
            value = value &* radix &+ digit
        }
        return value
    }
}
