/// Percent-encoding of requests (RFC 3986, 2.1), undone once.
enum PercentDecoding {
    /// The decoded bytes; nil where nothing is encoded. Where `plusIsSpace`, plus signs behind the first question mark are spaces.
    static func decoded(_ bytes: [UInt8], _ range: Range<Int>, plusIsSpace: Bool) -> [UInt8]? {
        var out: [UInt8] = []
        out.reserveCapacity(range.count)
        var changed = false, isQuery = false
        var place = range.lowerBound
        while place < range.upperBound {
            let byte = bytes[place]
            if byte == 0x25, place + 2 < range.upperBound, let high = digit(bytes[place + 1]), let low = digit(bytes[place + 2]) {
                out.append(high << 4 | low)
                changed = true
                place += 3
                continue
            }
            if byte == 0x3f { isQuery = true }
            if byte == 0x2b, isQuery, plusIsSpace {
                out.append(0x20)
                changed = true
            } else {
                out.append(byte)
            }
            place += 1
        }
        return changed ? out : nil
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
