import Model

/// The last line of a signed file: `banken-signature ed25519 `, the public key and the signature in hexadecimal, a line feed.
///
/// What is signed is the text `banken-signed 1` and a line feed, followed by the SHA-256 of everything in front of the line.
package struct SignatureLine: Hashable, Sendable {
    /// 32 bytes.
    package var publicKey: [UInt8]
    /// 64 bytes.
    package var signature: [UInt8]

    package init(publicKey: [UInt8], signature: [UInt8]) { (self.publicKey, self.signature) = (publicKey, signature) }

    private static let start: RawText = "banken-signature ed25519 "
    /// Bytes of the whole line.
    package static let length = start.count + 64 + 1 + 128 + 1

    package var bytes: [UInt8] {
        SignatureLine.start.bytes + Array(Digest(.sha256, publicKey).hexadecimal.utf8) + [0x20]
            + Array(Digest(.sha512, signature).hexadecimal.utf8) + [0x0a]
    }

    /// The line at the end of the bytes, and the number of bytes in front of it; nil where there is none.
    package static func parse(_ bytes: Span<UInt8>) -> Parsed<(line: SignatureLine, signed: Int)?> {
        let place = bytes.count &- length
        guard place >= 0, PackageBytes.equal(bytes, place..<(place &+ start.count), start), bytes[bytes.count &- 1] == 0x0a,
            let key = PackageBytes.hexadecimal(bytes, (place &+ start.count)..<(place &+ start.count &+ 64)),
            bytes[place &+ start.count &+ 64] == 0x20,
            let signature = PackageBytes.hexadecimal(bytes, (bytes.count &- 129)..<(bytes.count &- 1))
        else { return Parsed(nil, problems: [Problem(offset: max(0, place), reason: "no signature at the end")]) }
        return Parsed((SignatureLine(publicKey: key, signature: signature), place))
    }
}
