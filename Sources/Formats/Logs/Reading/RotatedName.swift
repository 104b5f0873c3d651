import Model

/// The name of a log without what rotation and packing add, and how old its piece is.
///
/// After logrotate(8) (`.1`, `.2.gz`, `-20110312`, `-20110312-1300000000`, `.old`), newsyslog(8), savelog(8) (`.0`) and journald(8)
/// (`@…`, `.journal~`), and the habits of people (`.bak`).
package struct RotatedName: Hashable, Sendable {
    /// The path of the log that is written to: "/var/log/auth.log".
    package var family: RawText
    /// Higher is older; the log that is written to is the youngest.
    package var age: Int

    package init(_ path: RawText) {
        var bytes = path.bytes[...]
        // ".gz" of "auth.log.2.gz".
        var hasShrunk = true
        var age = 0
        while hasShrunk {
            hasShrunk = false
            for end in RotatedName.packing where bytes.count > end.count && bytes.suffix(end.count).elementsEqual(end) {
                bytes = bytes.dropLast(end.count)
                hasShrunk = true
            }
        }
        if let dot = bytes.lastIndex(of: 0x2e), bytes.index(after: dot) < bytes.endIndex {
            let end = bytes[(dot + 1)...]
            if end.count <= 4, let number = RotatedName.number(end) {
                bytes = bytes[..<dot]
                age = number + 1
            } else if end.elementsEqual("old".utf8) || end.elementsEqual("bak".utf8) || end.elementsEqual("save".utf8) {
                bytes = bytes[..<dot]
                age = 1
            }
        }
        if age == 0, let (rest, day) = RotatedName.dated(bytes) {
            bytes = rest
            // Days counted down, so that a later one is younger; still older than the log without a date.
            age = 1_000_000_000 - day
        }
        (family, self.age) = (RawText(Array(bytes)), age)
    }

    private static let packing: [[UInt8]] = [".gz", ".bz2", ".xz", ".zst", ".lz4", ".Z", ".lzma"].map { Array($0.utf8) }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for byte in bytes {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return bytes.isEmpty ? nil : value
    }

    /// "-20110312", ".20110312", "-2011-03-12", with hours or a second behind or not, before a last ".log" or not.
    private static func dated(_ bytes: ArraySlice<UInt8>) -> (ArraySlice<UInt8>, Int)? {
        var tail: ArraySlice<UInt8> = []
        var stem = bytes
        if stem.suffix(4).elementsEqual(".log".utf8) {
            tail = stem.suffix(4)
            stem = stem.dropLast(4)
        }
        guard let slash = stem.lastIndex(of: 0x2f) ?? (stem.isEmpty ? nil : stem.startIndex) else { return nil }
        var at = stem.index(after: slash)
        while at < stem.endIndex {
            if stem[at] == 0x2d || stem[at] == 0x2e || stem[at] == 0x5f, at > slash + 1 {
                let digits = stem[(at + 1)...].filter { $0 != 0x2d && $0 != 0x5f }
                if digits.count >= 8, digits.count <= 19, digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
                    let day = number(digits.prefix(8)), day > 19_700_101, day < 22_000_101
                {
                    return (stem[..<at] + tail, day)
                }
            }
            at += 1
        }
        return nil
    }
}
