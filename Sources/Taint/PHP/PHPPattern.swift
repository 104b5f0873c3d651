/// Patterns of `preg_replace`, as far as disguises use them.
enum PHPPattern {
    /// The body and the modifiers of a pattern with its delimiters.
    static func parts(_ pattern: [UInt8]) -> (body: [UInt8], modifiers: [UInt8])? {
        let text = pattern.drop { ByteSearch.isSpace($0) }
        guard let open = text.first, !ByteSearch.isNameByte(open), open != 0x5c else { return nil }
        let close: UInt8
        switch open {
        case 0x28: close = 0x29
        case 0x5b: close = 0x5d
        case 0x7b: close = 0x7d
        case 0x3c: close = 0x3e
        default: close = open
        }
        guard let end = text.lastIndex(of: close), end > text.startIndex else { return nil }
        return (Array(text[(text.startIndex &+ 1)..<end]), Array(text[(end &+ 1)...]))
    }

    /// Whether the replacement is run as code: the modifier `e` of PHP before 7.
    static func runs(_ pattern: [UInt8]) -> Bool {
        guard let (_, modifiers) = parts(pattern), modifiers.count <= 10 else { return false }
        return modifiers.contains(0x65) && modifiers.allSatisfy { ByteSearch.isNameStart($0) || ByteSearch.isSpace($0) }
    }

    /// `preg_replace` with a pattern that is a plain text, a set of bytes or two of them; nil for all others.
    static func replaced(_ values: [PHPValue]) -> PHPValue? {
        guard values.count >= 3, let pattern = values[0].constantText, let to = values[1].text, let subject = values[2].text,
            let (body, modifiers) = parts(pattern), !modifiers.contains(0x65)
        else { return nil }
        let special = Set(".^$*+?()[]{}|\\".utf8)
        if !body.isEmpty, body.allSatisfy({ !special.contains($0) }) {
            return PHPText.replaced([PHPValue(text: body), PHPValue(text: to), PHPValue(text: subject)])
        }
        guard let set = byteSet(body), !to.contains(0x24), !to.contains(0x5c) else { return nil }
        var result: [UInt8] = []
        for byte in subject { if set[Int(byte)] { result += to } else { result.append(byte) } }
        return PHPValue(text: result)
    }

    /// The bytes that `[…]`, `\W` and the like, with or without a `+`, stand for.
    private static func byteSet(_ body: [UInt8]) -> [Bool]? {
        var body = body[...]
        if body.last == 0x2b { body = body.dropLast() }
        if body.count == 2, body.first == 0x5c { return shorthand(body[body.startIndex &+ 1]) }
        guard body.first == 0x5b, body.last == 0x5d, body.count > 2 else { return nil }
        body = body.dropFirst().dropLast()
        let isInverse = body.first == 0x5e
        if isInverse { body = body.dropFirst() }
        var set = [Bool](repeating: false, count: 256)
        var place = body.startIndex
        while place < body.endIndex {
            var byte = body[place]
            if byte == 0x5b { return nil }
            if byte == 0x5c, place &+ 1 < body.endIndex {
                place &+= 1
                byte = body[place]
                if let short = shorthand(byte) {
                    for index in 0..<256 where short[index] { set[index] = true }
                    place &+= 1
                    continue
                }
            }
            if place &+ 2 < body.endIndex, body[place &+ 1] == 0x2d, body[place &+ 2] >= byte {
                for index in byte...body[place &+ 2] { set[Int(index)] = true }
                place &+= 3
            } else {
                set[Int(byte)] = true
                place &+= 1
            }
        }
        return isInverse ? set.map { !$0 } : set
    }

    private static func shorthand(_ letter: UInt8) -> [Bool]? {
        let all = UInt8.min...UInt8.max
        switch letter {
        case 0x64: return all.map { $0 >= 0x30 && $0 <= 0x39 }
        case 0x44: return all.map { !($0 >= 0x30 && $0 <= 0x39) }
        case 0x77: return all.map { ByteSearch.isNameByte($0) && $0 < 0x80 }
        case 0x57: return all.map { !(ByteSearch.isNameByte($0) && $0 < 0x80) }
        case 0x73: return all.map { ByteSearch.isSpace($0) }
        case 0x53: return all.map { !ByteSearch.isSpace($0) }
        default: return nil
        }
    }
}
