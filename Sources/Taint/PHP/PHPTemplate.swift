/// Texts between double quotes, backticks and in heredocs: where they end, and what stands between the variables.
enum PHPTemplate {
    enum Piece {
        case text([UInt8])
        /// `$name`, `$name[key]` or `$name->key`.
        case simple(name: [UInt8], key: Key?)
        /// Code between braces, `{$…}` or `${…}`; the latter names a variable.
        case code(Range<Int>, namesVariable: Bool)

        enum Key {
            case index([UInt8], isVariable: Bool)
            case property([UInt8])
        }
    }

    /// The place of the closing quote (or the end), and whether a variable stands in the text.
    static func scan(_ bytes: [UInt8], _ start: Int, _ end: Int, until quote: UInt8) -> (close: Int, hasVariables: Bool) {
        var place = start
        var hasVariables = false
        while place < end {
            let byte = bytes[place]
            if byte == 0x5c {
                place &+= 2
                continue
            }
            if byte == quote { return (place, hasVariables) }
            let next = place &+ 1 < end ? bytes[place &+ 1] : 0
            if byte == 0x7b && next == 0x24 || byte == 0x24 && next == 0x7b {
                hasVariables = true
                place = closingBrace(bytes, place &+ (byte == 0x7b ? 1 : 2), end, quote)
                continue
            }
            if byte == 0x24, ByteSearch.isNameStart(next) { hasVariables = true }
            place &+= 1
        }
        return (end, hasVariables)
    }

    /// Behind the brace that closes code inside a text, or where the code looks to be none.
    private static func closingBrace(_ bytes: [UInt8], _ start: Int, _ end: Int, _ quote: UInt8) -> Int {
        var place = start
        var depth = 1
        while place < end {
            switch bytes[place] {
            case 0x7b: depth &+= 1
            case 0x7d:
                depth &-= 1
                if depth == 0 { return place &+ 1 }
            case 0x27, 0x22:
                let inner = bytes[place]
                var next = place &+ 1
                while next < end, bytes[next] != inner { next &+= bytes[next] == 0x5c ? 2 : 1 }
                if next >= end { return min(start, end) }
                place = next
            default: break
            }
            place &+= 1
        }
        return min(start, end)
    }

    /// The pieces of a text with variables.
    static func pieces(_ bytes: [UInt8], _ range: Range<Int>, quote: UInt8) -> [Piece] {
        var pieces: [Piece] = []
        var from = range.lowerBound
        var place = from
        let end = range.upperBound
        func at(_ place: Int) -> UInt8 { place < end ? bytes[place] : 0 }
        func flush(_ upTo: Int) {
            if upTo > from { pieces.append(.text(unescaped(bytes[from..<upTo], quote: quote))) }
        }
        while place < end, pieces.count < 4096 {
            let byte = bytes[place], next = at(place &+ 1)
            if byte == 0x5c {
                place &+= 2
            } else if byte == 0x7b && next == 0x24 || byte == 0x24 && next == 0x7b {
                let start = place &+ (byte == 0x7b ? 1 : 2)
                let close = closingBrace(bytes, start, end, quote)
                guard close > start else {
                    place &+= 1
                    continue
                }
                flush(place)
                pieces.append(.code(start..<(close &- 1), namesVariable: byte == 0x24))
                place = close
                from = place
            } else if byte == 0x24, ByteSearch.isNameStart(next) {
                flush(place)
                var stop = place &+ 1
                while ByteSearch.isNameByte(at(stop)), stop < end { stop &+= 1 }
                let name = Array(bytes[place &+ 1..<stop])
                var key: Piece.Key?
                if at(stop) == 0x5b, let close = ByteSearch.first(0x5d, bytes, stop..<min(end, stop &+ 200)) {
                    var inner = bytes[stop &+ 1..<close]
                    let isVariable = inner.first == 0x24
                    if isVariable { inner = inner.dropFirst() }
                    inner = inner.drop { $0 == 0x27 || $0 == 0x22 }
                    while inner.last == 0x27 || inner.last == 0x22 { inner = inner.dropLast() }
                    key = .index(Array(inner), isVariable: isVariable)
                    stop = close &+ 1
                } else if at(stop) == 0x2d, at(stop &+ 1) == 0x3e, ByteSearch.isNameStart(at(stop &+ 2)) {
                    var last = stop &+ 2
                    while last < end, ByteSearch.isNameByte(at(last)) { last &+= 1 }
                    key = .property(Array(bytes[stop &+ 2..<last]))
                    stop = last
                }
                pieces.append(.simple(name: name, key: key))
                place = stop
                from = place
            } else {
                place &+= 1
            }
        }
        flush(min(max(place, from), end))
        return pieces
    }

    /// The text that escape sequences stand for; `quote` 0 in a heredoc.
    static func unescaped(_ raw: ArraySlice<UInt8>, quote: UInt8) -> [UInt8] {
        guard raw.contains(0x5c) else { return Array(raw) }
        var text: [UInt8] = []
        text.reserveCapacity(raw.count)
        var place = raw.startIndex
        let end = raw.endIndex
        while place < end {
            let byte = raw[place]
            guard byte == 0x5c, place &+ 1 < end else {
                text.append(byte)
                place &+= 1
                continue
            }
            let next = raw[place &+ 1]
            place &+= 2
            switch next {
            case 0x6e: text.append(0x0a)
            case 0x74: text.append(0x09)
            case 0x72: text.append(0x0d)
            case 0x76: text.append(0x0b)
            case 0x65: text.append(0x1b)
            case 0x66: text.append(0x0c)
            case 0x5c, 0x24: text.append(next)
            case 0x30...0x37:
                var value = Int(next &- 0x30), count = 1
                while count < 3, place < end, raw[place] >= 0x30, raw[place] <= 0x37 {
                    value = value << 3 | Int(raw[place] &- 0x30)
                    place &+= 1
                    count &+= 1
                }
                text.append(UInt8(truncatingIfNeeded: value))
            case 0x78, 0x58:
                var value = 0, count = 0
                while count < 2, place < end, let digit = ByteSearch.hex(raw[place]) {
                    value = value << 4 | Int(digit)
                    place &+= 1
                    count &+= 1
                }
                if count == 0 { text += [0x5c, next] } else { text.append(UInt8(truncatingIfNeeded: value)) }
            case 0x75 where place < end && raw[place] == 0x7b:
                let digits = raw[(place &+ 1)...].prefix { ByteSearch.hex($0) != nil }.prefix(6)
                place = min(end, digits.endIndex &+ 1)
                if let scalar = Unicode.Scalar(UInt32(truncatingIfNeeded: ByteSearch.number(digits, radix: 16))) {
                    text += Array(String(Character(scalar)).utf8)
                }
            case quote where quote != 0: text.append(next)
            default: text += [0x5c, next]
            }
        }
        return text
    }
}
