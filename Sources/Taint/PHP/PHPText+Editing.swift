import Model

extension PHPText {
    static func trimmed(_ text: [UInt8], _ cut: [UInt8], front: Bool, back: Bool) -> [UInt8] {
        let set = Set(cut)
        var slice = text[...]
        if front { slice = slice.drop { set.contains($0) } }
        if back { while let last = slice.last, set.contains(last) { slice.removeLast() } }
        return Array(slice)
    }

    static func slice(_ whole: [UInt8], _ start: Int, _ length: Int?) -> [UInt8] {
        let low = start < 0 ? max(0, whole.count &+ max(start, -whole.count)) : min(start, whole.count)
        guard let length else { return Array(whole[low...]) }
        let high = length < 0 ? max(low, whole.count &+ max(length, -whole.count)) : min(whole.count, low &+ min(length, whole.count))
        return Array(whole[low..<high])
    }

    static func split(_ text: [UInt8], by mark: [UInt8]) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        var start = 0, place = 0
        let end = text.count &- mark.count
        while place <= end, pieces.count < PHPArray.most {
            if text[place] == mark[0], ByteSearch.matches(text, place, mark) {
                pieces.append(Array(text[start..<place]))
                place &+= mark.count
                start = place
            } else {
                place &+= 1
            }
        }
        pieces.append(Array(text[min(start, text.count)...]))
        return pieces
    }

    static func withoutSlashes(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var isEscaped = false
        for byte in text {
            if byte == 0x5c, !isEscaped {
                isEscaped = true
                continue
            }
            result.append(byte)
            isEscaped = false
        }
        return result
    }

    /// `str_replace` with texts or lists of texts.
    static func replaced(_ values: [PHPValue]) -> PHPValue? {
        guard values.count >= 3, let subject = values[2].text, values[2].array == nil else { return nil }
        var pairs: [(from: [UInt8], to: [UInt8])] = []
        if let list = values[0].array {
            for (index, from) in list.values.enumerated() {
                let to = values[1].array.map { index < $0.count ? $0.values[index].text ?? [] : [] } ?? values[1].text ?? []
                pairs.append((from.text ?? [], to))
            }
        } else if let from = values[0].text {
            pairs = [(from, values[1].text ?? [])]
        }
        var text = subject
        for pair in pairs.prefix(512) where !pair.from.isEmpty {
            guard text.count < longest else { return nil }
            text = Array(split(text, by: pair.from).joined(separator: pair.to))
        }
        return PHPValue(text: text)
    }

    /// `strtr`, byte by byte or by a list of pairs.
    static func translated(_ values: [PHPValue]) -> PHPValue? {
        guard let subject = values.first?.text else { return nil }
        if values.count >= 3, let from = values[1].text, let to = values[2].text {
            var table = Array(UInt8.min...UInt8.max)
            for (old, new) in zip(from, to) { table[Int(old)] = new }
            return PHPValue(text: subject.map { table[Int($0)] })
        }
        guard values.count == 2, let list = values[1].array, list.count < 512 else { return nil }
        var pairs: [(from: [UInt8], to: [UInt8])] = []
        for index in 0..<list.count { pairs.append((list.keyValue(index).text ?? [], list.values[index].text ?? [])) }
        pairs.sort { $0.from.count > $1.from.count }
        var heads: [UInt8: [Int]] = [:]
        for (index, pair) in pairs.enumerated() { if let head = pair.from.first { heads[head, default: []].append(index) } }
        var result: [UInt8] = []
        var place = 0
        while place < subject.count {
            if let found = heads[subject[place]]?.first(where: { ByteSearch.matches(subject, place, pairs[$0].from) }) {
                result += pairs[found].to
                place &+= pairs[found].from.count
            } else {
                result.append(subject[place])
                place &+= 1
            }
            guard result.count < longest else { return nil }
        }
        return PHPValue(text: result)
    }

    /// `sprintf` with the conversions that put texts together: %s, %c, %d, %x, with or without a position.
    static func formatted(_ values: [PHPValue], isList: Bool) -> [UInt8]? {
        guard let format = values.first?.text else { return nil }
        let arguments = isList ? values.dropFirst().first?.array?.values ?? [] : Array(values.dropFirst())
        var result: [UInt8] = []
        var next = 0, place = 0
        while place < format.count {
            let byte = format[place]
            place &+= 1
            guard byte == 0x25, place < format.count else {
                result.append(byte)
                continue
            }
            if format[place] == 0x25 {
                result.append(0x25)
                place &+= 1
                continue
            }
            var digits: [UInt8] = []
            var index = next
            var width = 0
            while place < format.count, format[place] >= 0x30 && format[place] <= 0x39 || format[place] == 0x24 {
                if format[place] == 0x24 {
                    index = ByteSearch.number(digits[...], radix: 10) &- 1
                    digits = []
                } else {
                    digits.append(format[place])
                }
                place &+= 1
            }
            width = min(ByteSearch.number(digits[...], radix: 10), 64)
            guard place < format.count, arguments.indices.contains(index) else { return nil }
            if index == next { next &+= 1 }
            let value = arguments[index]
            var piece: [UInt8]
            switch format[place] {
            case 0x73: piece = value.text ?? []
            case 0x63: piece = [UInt8(truncatingIfNeeded: value.number ?? 0)]
            case 0x64, 0x75: piece = Array(String(value.number ?? 0).utf8)
            case 0x78: piece = Array(String(UInt(bitPattern: value.number ?? 0), radix: 16).utf8)
            case 0x58: piece = Array(String(UInt(bitPattern: value.number ?? 0), radix: 16, uppercase: true).utf8)
            default: return nil
            }
            place &+= 1
            if piece.count < width { piece = Array(repeating: digits.first == 0x30 ? 0x30 : 0x20, count: width &- piece.count) + piece }
            result += piece
            guard result.count < longest else { return nil }
        }
        return result
    }

    /// `pack` with the formats that make texts: H, h, C, c, A, a.
    static func pack(_ format: [UInt8], _ arguments: [[UInt8]]) -> [UInt8]? {
        var result: [UInt8] = []
        var place = 0, next = 0
        while place < format.count {
            let kind = format[place]
            place &+= 1
            var digits: [UInt8] = []
            let isAll = place < format.count && format[place] == 0x2a
            if isAll { place &+= 1 }
            while place < format.count, format[place] >= 0x30, format[place] <= 0x39 {
                digits.append(format[place])
                place &+= 1
            }
            let count = isAll ? Int.max : digits.isEmpty ? 1 : ByteSearch.number(digits[...], radix: 10)
            switch kind {
            case 0x48, 0x68:
                guard next < arguments.count else { return nil }
                var text = Array(arguments[next].prefix(count))
                next &+= 1
                if text.count % 2 == 1 { text.append(0x30) }
                if kind == 0x68 { for index in stride(from: 0, to: text.count, by: 2) { text.swapAt(index, index &+ 1) } }
                guard let bytes = PHPDecoding.hexadecimal(text) else { return nil }
                result += bytes
            case 0x41, 0x61:
                guard next < arguments.count else { return nil }
                result += arguments[next].prefix(count)
                next &+= 1
            case 0x43, 0x63:
                var left = count
                while left > 0, next < arguments.count {
                    result.append(UInt8(truncatingIfNeeded: PHPNumber.leading(arguments[next])))
                    next &+= 1
                    left &-= 1
                }
            default: return nil
            }
        }
        return result
    }
}
