import Model

/// Content transfer encodings (RFC 2045, 6). What is no code is left out, as mail readers do.
enum TransferEncoding {
    /// Base64; everything outside the alphabet is skipped, the first `=` ends it.
    static func base64(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var output: [UInt8] = []
        var (pending, bits): (UInt32, UInt32) = (0, 0)
        for byte in bytes {
            let value: UInt8
            switch byte {
            case 0x41...0x5a: value = byte - 0x41
            case 0x61...0x7a: value = byte - 0x47
            case 0x30...0x39: value = byte + 4
            case 0x2b, 0x2d: value = 62
            case 0x2f, 0x5f: value = 63
            case 0x3d: return output
            default: continue
            }
            pending = (pending << 6 | UInt32(value)) & 0xffff
            bits += 6
            if bits >= 8 {
                bits -= 8
                output.append(UInt8(truncatingIfNeeded: pending >> bits))
            }
        }
        return output
    }

    /// Quoted-printable; in an encoded word `_` is a blank (RFC 2047, 4.2).
    static func quotedPrintable(_ bytes: [UInt8], isWord: Bool = false) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == 0x5f, isWord {
                output.append(0x20)
            } else if byte == 0x3d {
                if index + 1 < bytes.count, let pair = [UInt8](hexadecimal: bytes[index...index + 1]) {
                    output += pair
                    index += 2
                    continue
                }
                // A soft line break: `=`, blanks, end of line.
                var end = index
                while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 || bytes[end] == 0x0d { end += 1 }
                if end >= bytes.count || bytes[end] == 0x0a { index = min(end + 1, bytes.count) } else { output.append(byte) }
            } else {
                output.append(byte)
            }
        }
        return output
    }
}
