import Model

extension FormatParser {
    /// Every parser of logs that are records, and of what is packed in them.
    package static let logs: [FormatParser] =
        [
            FormatParser("log.audit") { lines($0, .audit) },
            FormatParser("log.journal.json") { lines($0, .journalJSON) },
            FormatParser("packing.lz4") { LZ4Block.decode($0, limit: 1 << 20).problems.count },
            FormatParser("packing.xz") { XZ.decode($0, limit: 1 << 20).problems.count },
            FormatParser("packing.zstd") { Zstandard.decode($0, limit: 1 << 20).problems.count },
        ]
        + RecordLogs.all.map { log in
            FormatParser("record." + log.id) { bytes in
                var source: any ByteSource = MemoryBytes(PackageBytes.array(bytes, 0..<bytes.count))
                return log.read(&source) { text, draft in check(text, draft) }.count
            }
        }

    /// Lines that a format does not understand count as problems.
    private static func lines(_ bytes: Span<UInt8>, _ format: LogFormat) -> Int {
        var reader = EventReader([format])
        _ = reader.read(bytes, isLast: true) { text, draft, _ in check(text, draft) }
        return reader.account.raw + reader.account.cut
    }

    /// Makes an event of a draft, so that slices that lie nowhere would show.
    private static func check(_ text: Span<UInt8>, _ draft: borrowing EventDraft) {
        _ = Event(draft, in: text, time: nil, source: RecordPlace(path: "", line: nil, offset: 0, length: 0))
    }
}
