import Collectors
import Evidence
import Formats
import Model
import Sys

/// A manifest pack on our disk.
struct ManifestFile: Sendable {
    var pack: ManifestPack

    private static let limit = 2 << 30

    /// Reads one whose signature holds: by the key that is asked for, else by the one that it names itself.
    static func read(_ name: String, key: String?) throws -> ManifestFile {
        let place = RawText(name)
        var bytes: [UInt8]
        do throws(Errno) { bytes = try OwnFile.read(place, limit: limit) } catch {
            throw CommandFailure(
                "The manifest pack \(place.escaped()) could not be read: the kernel answered with error \(error.code).",
                outcome: .wrongUsage)
        }
        guard bytes.count <= limit, let (line, signed) = SignatureLine.parse(bytes.span).value else {
            throw CommandFailure(
                "\(place.escaped()) is no manifest pack, or it was cut off: no signature stands at its end.", outcome: .refused)
        }
        let wanted = try key.map { try StateFolder(named: nil).publicKey($0).key } ?? line.publicKey
        let content = ContentDigester.fingerprint(bytes.span.extracting(first: signed))
        guard line.publicKey == wanted, SignedContent.isSigned(content, signature: line.signature, publicKey: wanted) else {
            throw CommandFailure(
                "The manifest pack \(place.escaped()) is not signed by the key \(Digest(.sha256, wanted).hexadecimal); it was not used.",
                outcome: .refused)
        }
        bytes.removeLast(bytes.count - signed)
        return ManifestFile(pack: ManifestPack(name: place, publicKey: wanted, bytes: bytes))
    }
}
