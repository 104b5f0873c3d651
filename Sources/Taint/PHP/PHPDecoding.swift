import Formats
import Model

/// Encodings that PHP undoes, and that disguised code is written in.
enum PHPDecoding {
    enum Container { case raw, zlib, gzip }

    /// Bytes that are taken out of one compressed text at most.
    static let mostInflated = 4 << 20

    static func base64(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count / 4 &* 3)
        var bits: UInt32 = 0, count: UInt32 = 0
        for byte in text {
            let value: UInt8
            switch byte {
            case 0x41...0x5a: value = byte &- 0x41
            case 0x61...0x7a: value = byte &- 0x61 &+ 26
            case 0x30...0x39: value = byte &- 0x30 &+ 52
            case 0x2b, 0x2d: value = 62
            case 0x2f, 0x5f: value = 63
            default: continue
            }
            bits = bits << 6 | UInt32(value)
            count &+= 6
            if count >= 8 {
                count &-= 8
                result.append(UInt8(truncatingIfNeeded: bits >> count))
            }
        }
        return result
    }

    static func base64Encoded(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var result: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let left = bytes.count &- start
            let group =
                UInt32(bytes[start]) << 16 | UInt32(left > 1 ? bytes[start &+ 1] : 0) << 8 | UInt32(left > 2 ? bytes[start &+ 2] : 0)
            result.append(digits[Int(group >> 18)])
            result.append(digits[Int(group >> 12 & 63)])
            result.append(left > 1 ? digits[Int(group >> 6 & 63)] : 0x3d)
            result.append(left > 2 ? digits[Int(group & 63)] : 0x3d)
        }
        return result
    }

    static func rot13(_ byte: UInt8) -> UInt8 {
        switch byte {
        case 0x41...0x5a: (byte &- 0x41 &+ 13) % 26 &+ 0x41
        case 0x61...0x7a: (byte &- 0x61 &+ 13) % 26 &+ 0x61
        default: byte
        }
    }

    static func hexadecimal(_ text: [UInt8]) -> [UInt8]? {
        guard text.count % 2 == 0 else { return nil }
        var result: [UInt8] = []
        for index in stride(from: 0, to: text.count, by: 2) {
            guard let high = ByteSearch.hex(text[index]), let low = ByteSearch.hex(text[index &+ 1]) else { return nil }
            result.append(high << 4 | low)
        }
        return result
    }

    static func hexadecimalEncoded(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }

    static func inflated(_ bytes: [UInt8], _ container: Container) -> [UInt8]? {
        let result: [UInt8]
        switch container {
        case .raw: result = Inflate.raw(bytes.span, limit: mostInflated).value.bytes
        case .zlib:
            guard bytes.count > 2 else { return nil }
            if bytes[0] == 0x1f, bytes[1] == 0x8b { return inflated(bytes, .gzip) }
            result = Inflate.raw(bytes.span.extracting(2..<bytes.count), limit: mostInflated).value.bytes
        case .gzip: result = Inflate.gzip(bytes.span, limit: mostInflated).value
        }
        return result.isEmpty ? nil : result
    }

    static func percentDecoded(_ text: [UInt8], plus: Bool) -> [UInt8] {
        var result: [UInt8] = []
        var place = 0
        while place < text.count {
            if text[place] == 0x25, place &+ 2 < text.count, let high = ByteSearch.hex(text[place &+ 1]),
                let low = ByteSearch.hex(text[place &+ 2])
            {
                result.append(high << 4 | low)
                place &+= 3
            } else {
                result.append(plus && text[place] == 0x2b ? 0x20 : text[place])
                place &+= 1
            }
        }
        return result
    }

    static func uudecoded(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        for line in text.split(separator: 0x0a) {
            guard let head = line.first, head > 0x20, head < 0x61 else { continue }
            let count = Int(head &- 0x20) & 63
            var bytes: [UInt8] = []
            let digits = Array(line.dropFirst())
            for start in stride(from: 0, to: digits.count &- 3, by: 4) {
                let group = (0..<4).reduce(UInt32(0)) { $0 << 6 | UInt32((digits[start &+ $1] &- 0x20) & 63) }
                bytes += [UInt8(truncatingIfNeeded: group >> 16), UInt8(truncatingIfNeeded: group >> 8), UInt8(truncatingIfNeeded: group)]
            }
            result += bytes.prefix(count)
        }
        return result
    }

    static func entitiesDecoded(_ text: [UInt8]) -> [UInt8] {
        guard text.contains(0x26) else { return text }
        let names: [(String, UInt8)] = [
            ("lt", 0x3c), ("gt", 0x3e), ("quot", 0x22), ("amp", 0x26), ("#39", 0x27), ("#039", 0x27), ("apos", 0x27),
        ]
        var result: [UInt8] = []
        var place = 0
        while place < text.count {
            if text[place] == 0x26, let end = text[place...].prefix(12).firstIndex(of: 0x3b) {
                let name = text[(place &+ 1)..<end]
                if let found = names.first(where: { name.elementsEqual($0.0.utf8) }) {
                    result.append(found.1)
                    place = end &+ 1
                    continue
                }
                if name.first == 0x23 {
                    let isHex = name.dropFirst().first.map { $0 | 0x20 == 0x78 } ?? false
                    let value = ByteSearch.number(name.dropFirst(isHex ? 2 : 1), radix: isHex ? 16 : 10)
                    if value < 256 {
                        result.append(UInt8(truncatingIfNeeded: value))
                        place = end &+ 1
                        continue
                    }
                }
            }
            result.append(text[place])
            place &+= 1
        }
        return result
    }

    static func quotedPrintable(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var place = 0
        while place < text.count {
            if text[place] == 0x3d, place &+ 2 < text.count, let high = ByteSearch.hex(text[place &+ 1]),
                let low = ByteSearch.hex(text[place &+ 2])
            {
                result.append(high << 4 | low)
                place &+= 3
            } else if text[place] == 0x3d, place &+ 1 < text.count, text[place &+ 1] == 0x0a {
                place &+= 2
            } else {
                result.append(text[place])
                place &+= 1
            }
        }
        return result
    }
}
