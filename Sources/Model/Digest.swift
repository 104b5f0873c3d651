/// A cryptographic digest with the name of its algorithm; printed as lower-case hexadecimal.
package struct Digest: Hashable, Sendable {
    package enum Algorithm: String, Sendable, Hashable {
        case md5, sha1, sha256, sha384, sha512
    }
    package var algorithm: Algorithm
    package var bytes: [UInt8]

    package init(_ algorithm: Algorithm, _ bytes: [UInt8]) {
        self.algorithm = algorithm
        self.bytes = bytes
    }

    package var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

extension [UInt8] {
    /// The bytes that hexadecimal text stands for; nil where it is not an even number of hexadecimal digits.
    package init?(hexadecimal text: some Collection<UInt8>) {
        guard text.count % 2 == 0 else { return nil }
        self = []
        reserveCapacity(text.count / 2)
        var high: UInt8?
        for byte in text {
            let value: UInt8
            switch byte {
            case 0x30...0x39: value = byte - 0x30
            case 0x61...0x66: value = byte - 0x57
            case 0x41...0x46: value = byte - 0x37
            default: return nil
            }
            if let first = high {
                append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
    }
}
