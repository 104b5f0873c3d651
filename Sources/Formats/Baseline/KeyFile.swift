import Model

/// The files that hold a key: one line, a word for what it is, the algorithm, and 64 hexadecimal digits.
package enum KeyFile {
    private static let secretStart: RawText = "banken-key ed25519 "
    private static let publicStart: RawText = "banken-public-key ed25519 "

    package static func text(secret: [UInt8]) -> [UInt8] { line(secretStart, secret) }
    package static func text(publicKey: [UInt8]) -> [UInt8] { line(publicStart, publicKey) }

    /// 32 bytes; nil where the text is no file of a secret key.
    package static func secret(_ bytes: Span<UInt8>) -> [UInt8]? { key(secretStart, bytes) }
    /// 32 bytes; nil where the text is no file of a public key.
    package static func publicKey(_ bytes: Span<UInt8>) -> [UInt8]? { key(publicStart, bytes) }

    private static func line(_ start: RawText, _ key: [UInt8]) -> [UInt8] {
        start.bytes + Array(Digest(.sha256, key).hexadecimal.utf8) + [0x0a]
    }

    private static func key(_ start: RawText, _ bytes: Span<UInt8>) -> [UInt8]? {
        let end = start.count &+ 64
        guard bytes.count == end || bytes.count == end &+ 1 && bytes[end] == 0x0a, PackageBytes.equal(bytes, 0..<start.count, start) else {
            return nil
        }
        return PackageBytes.hexadecimal(bytes, start.count..<end)
    }
}
