import Crypto
import Model

/// A key that signs what Banken keeps: Ed25519 (RFC 8032).
package struct SigningKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    /// A new key, from the kernel's random numbers.
    package init() { key = Curve25519.Signing.PrivateKey() }

    /// The key of 32 secret bytes; nil for any other number of them.
    package init?(secret: [UInt8]) {
        guard secret.count == 32, let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: secret) else { return nil }
        self.key = key
    }

    /// 32 bytes that must not be shown to anybody.
    package var secret: [UInt8] { Array(key.rawRepresentation) }
    /// 32 bytes.
    package var publicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }

    /// 64 bytes over content of this digest; nil where the library refuses, which it has no reason to.
    package func signature(over content: Fingerprint) -> [UInt8]? {
        (try? key.signature(for: SignedContent.message(content))).map { Array($0) }
    }
}

/// Content that is bound to a public key by a signature.
package enum SignedContent {
    /// What is signed: a text that no other program signs, then the digest of the content.
    static func message(_ content: Fingerprint) -> [UInt8] { Array("banken-signed 1\n".utf8) + content.bytes }

    /// Whether the holder of the key signed content of this digest.
    package static func isSigned(_ content: Fingerprint, signature: [UInt8], publicKey: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(signature, for: message(content))
    }
}

extension ContentDigester {
    /// The SHA-256 of content that is at hand as a whole.
    package static func fingerprint(_ bytes: [UInt8]) -> Fingerprint {
        fingerprint(bytes.span)
    }

    package static func fingerprint(_ bytes: Span<UInt8>) -> Fingerprint {
        var digester = ContentDigester(.sha256)
        digester.update(bytes)
        guard let fingerprint = Fingerprint(digester.finish()) else { preconditionFailure("SHA-256 has 32 bytes") }
        return fingerprint
    }
}
