import Model

/// The file of what the operator accepted: a line each, each bound to the one before it and signed.
/// Documentation/Formats/Accepted.md.
package enum AcceptedFormat {
    /// The first line.
    package static let magic: RawText = "banken-accepted 1"

    /// The fields of a line in front of the signature.
    package static func signedPart(_ acceptance: Acceptance, previous: Fingerprint, publicKey: [UInt8]) -> RawText {
        let (kind, subject): (RawText, RawText) =
            switch acceptance.subject {
            case .path(let path): ("path", path)
            case .finding(let id): ("finding", id)
            }
        let fields: [RawText] = [
            acceptance.seal == nil ? "withdraw" : "accept", RawText("\(acceptance.time.seconds)"), kind, escape(subject),
            acceptance.seal.map { RawText($0.digest.hexadecimal) } ?? "-", escape(acceptance.by), escape(acceptance.because),
            RawText(previous.digest.hexadecimal), RawText(Digest(.sha256, publicKey).hexadecimal),
        ]
        return RawText(Array(fields.map(\.bytes).joined(separator: [0x20])))
    }

    /// A whole line without its line feed.
    package static func line(signed: RawText, signature: [UInt8]) -> RawText {
        signed + " " + RawText(Digest(.sha512, signature).hexadecimal)
    }

    /// The entries in their order, up to the first line that makes no sense: what follows it is not bound to anything.
    package static func parse(_ bytes: Span<UInt8>) -> Parsed<[AcceptanceEntry]> {
        var lines = PackageLines()
        guard let first = lines.take(bytes), PackageBytes.equal(bytes, first, magic) else {
            return Parsed([], problems: [Problem(offset: 0, line: 1, reason: "not a file of what was accepted")])
        }
        var entries: [AcceptanceEntry] = []
        while let range = lines.take(bytes) {
            guard entries.count < 100_000, range.count < 1 << 16, let entry = entry(PackageBytes.text(bytes, range)) else {
                return Parsed(entries, problems: [Problem(offset: range.lowerBound, line: lines.number, reason: "not an acceptance")])
            }
            entries.append(entry)
        }
        return Parsed(entries)
    }

    private static func entry(_ line: RawText) -> AcceptanceEntry? {
        let fields = line.split(0x20)
        guard fields.count == 10, fields[0] == "accept" || fields[0] == "withdraw",
            let seconds = fields[1].utf8.flatMap({ Int64($0) }), let subject = unescape(fields[3]), let by = unescape(fields[5]),
            let because = unescape(fields[6]), let previous = fingerprint(fields[7]), let key = [UInt8](hexadecimal: fields[8].bytes),
            key.count == 32, let signature = [UInt8](hexadecimal: fields[9].bytes), signature.count == 64
        else { return nil }
        let seal = fingerprint(fields[4])
        guard (seal != nil) == (fields[0] == "accept"), seal != nil || fields[4] == "-" else { return nil }
        let what: Acceptance.Subject
        switch fields[2] {
        case "path": what = .path(subject)
        case "finding": what = .finding(subject)
        default: return nil
        }
        return AcceptanceEntry(
            acceptance: Acceptance(what, seal: seal, time: Timestamp(seconds: seconds), by: by, because: because), previous: previous,
            publicKey: key, signature: signature, signed: RawText(Array(line.bytes.dropLast(129))), line: line)
    }

    private static func fingerprint(_ text: RawText) -> Fingerprint? {
        text.count == 64 ? [UInt8](hexadecimal: text.bytes).flatMap { Fingerprint($0) } : nil
    }

    /// Bytes that would break a line, and `%` itself, as `%` and two hexadecimal digits; an empty text as `%`, a dash alone as `%2d`.
    static func escape(_ text: RawText) -> RawText {
        if text.isEmpty { return "%" }
        // Alone, it stands for nothing.
        if text == "-" { return "%2d" }
        var bytes: [UInt8] = []
        for byte in text.bytes {
            if byte <= 0x20 || byte == 0x25 || byte >= 0x7f {
                bytes += [0x25] + Array(Digest(.md5, [byte]).hexadecimal.utf8)
            } else {
                bytes.append(byte)
            }
        }
        return RawText(bytes)
    }

    static func unescape(_ text: RawText) -> RawText? {
        if text == "%" { return "" }
        var bytes: [UInt8] = []
        var index = 0
        while index < text.count {
            if text.bytes[index] != 0x25 {
                bytes.append(text.bytes[index])
                index += 1
            } else {
                guard index + 2 < text.count, let byte = [UInt8](hexadecimal: text.bytes[(index + 1)...(index + 2)]) else { return nil }
                bytes += byte
                index += 3
            }
        }
        return RawText(bytes)
    }
}
