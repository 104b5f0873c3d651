/// Base64 of RFC 4648, section 4, as keys of SSH are written.
enum KeyBase64 {
    /// The bytes, and whether the text has the padding that it needs; nil where it holds anything else.
    static func decode(_ text: ArraySlice<UInt8>) -> (bytes: [UInt8], isPadded: Bool)? {
        var digits = text
        var padding = 0
        while digits.last == 0x3d, padding < 2 {
            digits = digits.dropLast()
            padding += 1
        }
        guard digits.count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 4 * 3 + 2)
        var group: UInt32 = 0
        var bits = 0
        for byte in digits {
            guard let value = value(byte) else { return nil }
            group = (group << 6 | UInt32(value)) & 0xffff
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: group >> UInt32(bits)))
            }
        }
        return (bytes, (digits.count + padding) % 4 == 0)
    }

    private static func value(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x41...0x5a: byte &- 0x41
        case 0x61...0x7a: byte &- 0x47
        case 0x30...0x39: byte &+ 4
        case 0x2b: 62
        case 0x2f: 63
        default: nil
        }
    }
}
