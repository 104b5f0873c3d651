import Crypto
import Model

/// Digests of content that is read piece by piece.
///
/// MD5 and SHA-1 are here because the records of dpkg and apk hold nothing else. They are compared with a record that
/// existed before the content, which takes a second preimage to deceive; nothing new is sealed with them.
package struct ContentDigester: Sendable {
    private enum State: Sendable {
        case md5(Insecure.MD5)
        case sha1(Insecure.SHA1)
        case sha256(SHA256)
        case sha384(SHA384)
        case sha512(SHA512)
    }
    private let algorithm: Model.Digest.Algorithm
    private var state: State

    package init(_ algorithm: Model.Digest.Algorithm) {
        self.algorithm = algorithm
        state =
            switch algorithm {
            case .md5: .md5(Insecure.MD5())
            case .sha1: .sha1(Insecure.SHA1())
            case .sha256: .sha256(SHA256())
            case .sha384: .sha384(SHA384())
            case .sha512: .sha512(SHA512())
            }
    }

    package mutating func update(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBytes { buffer in
            switch state {
            case .md5(var hash):
                unsafe hash.update(bufferPointer: buffer)
                state = .md5(hash)
            case .sha1(var hash):
                unsafe hash.update(bufferPointer: buffer)
                state = .sha1(hash)
            case .sha256(var hash):
                unsafe hash.update(bufferPointer: buffer)
                state = .sha256(hash)
            case .sha384(var hash):
                unsafe hash.update(bufferPointer: buffer)
                state = .sha384(hash)
            case .sha512(var hash):
                unsafe hash.update(bufferPointer: buffer)
                state = .sha512(hash)
            }
        }
    }

    package consuming func finish() -> Model.Digest {
        let bytes: [UInt8] =
            switch state {
            case .md5(let hash): Array(hash.finalize())
            case .sha1(let hash): Array(hash.finalize())
            case .sha256(let hash): Array(hash.finalize())
            case .sha384(let hash): Array(hash.finalize())
            case .sha512(let hash): Array(hash.finalize())
            }
        return Model.Digest(algorithm, bytes)
    }

    /// The digest of content that is at hand as a whole.
    package static func digest(_ bytes: [UInt8], _ algorithm: Model.Digest.Algorithm) -> Model.Digest {
        var digester = ContentDigester(algorithm)
        digester.update(bytes.span)
        return digester.finish()
    }
}
