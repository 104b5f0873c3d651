import Collectors
import Evidence
import Formats
import Model
import Sys

/// A baseline on our disk: written piece by piece and signed, read only where the signature holds.
enum BaselineFile {
    /// Bytes that are read of one; two gigabytes hold some twenty million files.
    private static let limit = 2 << 30

    /// What was written: its size, and what it holds.
    struct Written: Sendable {
        var bytes: Int
        var folders: Int
    }

    static func write(
        _ place: RawText, _ header: BaselineHeader, items: [InventoryItem], folders: RecordedFolders, key: SigningKey
    ) throws -> Written {
        do throws(Errno) {
            var file = try OutputFile(place, mode: 0o600)
            var digester = ContentDigester(.sha256)
            var failure: Errno?
            var pending = BaselineFormat.beginning(header, items: items, folders: folders.count.kept)
            var total = 0
            func flush(_ file: borrowing OutputFile) {
                guard failure == nil else { return }
                digester.update(pending.span)
                do throws(Errno) { try file.write(pending) } catch { failure = error }
                total += pending.count
                pending.removeAll(keepingCapacity: true)
            }
            folders.forEach { bytes in
                pending += bytes
                if pending.count >= 1 << 20 { flush(file) }
            }
            flush(file)
            if let failure { throw failure }
            let content = Fingerprint(digester.finish())
            guard let content, let signature = key.signature(over: content) else { throw Errno.invalid }
            let line = SignatureLine(publicKey: key.publicKey, signature: signature).bytes
            try file.write(line)
            try file.finish()
            return Written(bytes: total + line.count, folders: folders.count.kept)
        } catch {
            throw CommandFailure(
                "The baseline could not be written to \(place.escaped()): the kernel answered with error \(error.code). Nothing was left half-written."
            )
        }
    }

    /// Reads one whose signature is by `key`.
    static func read(_ place: RawText, key: [UInt8]) throws -> Baseline {
        var bytes: [UInt8]
        do throws(Errno) { bytes = try OwnFile.read(place, limit: limit) } catch {
            if error == .notFound {
                throw CommandFailure(
                    "There is no baseline of this host yet (\(place.escaped())). Make one with `banken baseline save` while you know it to be good."
                )
            }
            throw CommandFailure("The baseline \(place.escaped()) could not be read: the kernel answered with error \(error.code).")
        }
        guard bytes.count <= limit else { throw CommandFailure("The baseline \(place.escaped()) is larger than 2 GiB and was not read.") }
        guard let (line, signed) = SignatureLine.parse(bytes.span).value else {
            throw CommandFailure("\(place.escaped()) is no baseline, or it was cut off: no signature stands at its end.", outcome: .refused)
        }
        let content = ContentDigester.fingerprint(bytes.span.extracting(first: signed))
        guard line.publicKey == key, SignedContent.isSigned(content, signature: line.signature, publicKey: key) else {
            throw CommandFailure(
                "The baseline \(place.escaped()) is not signed by the key \(Digest(.sha256, key).hexadecimal). It was changed, or made with another key; nothing was compared with it.",
                outcome: .refused)
        }
        bytes.removeLast(bytes.count - signed)
        let parsed = BaselineFormat.parse(bytes)
        guard let baseline = parsed.value else {
            let problem = parsed.problems.first.map { "at byte \($0.offset): \($0.reason)" } ?? "it makes no sense"
            throw CommandFailure(
                "The baseline \(place.escaped()) is signed, but cannot be read (\(problem)). Another version of Banken may have made it.",
                outcome: .refused)
        }
        return baseline
    }
}
