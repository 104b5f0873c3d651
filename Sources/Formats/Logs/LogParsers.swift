import Model

extension FormatParser {
    /// Every parser of logs that are records, and of what is packed in them.
    package static let logs: [FormatParser] =
        [
            FormatParser("log.audit") { bytes in
                order(bytes)
                return lines(bytes, .audit)
            },
            FormatParser("log.journal.json") { lines($0, .journalJSON) },
            FormatParser("log.lines") { anyLines($0) },
            FormatParser("log.postgresql.csv") { lines($0, .postgresqlCSV) },
            FormatParser("log.rsync.own") { lines($0, .rsync) },
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

    /// Lines of any format, in two pieces as a log is read, and under a name that asks for each format that reads whatever it is given.
    private static func anyLines(_ bytes: Span<UInt8>) -> Int {
        let half = bytes.count / 2
        var problems = 0
        for path in ["/var/log/x", "/root/.bash_history", "/root/.zsh_history", "/root/.viminfo"] as [RawText] {
            let formats = FormatChoice.order(path: path, sample: bytes)
            var reader = EventReader(formats)
            let used = reader.read(bytes.extracting(0..<half), isLast: false) { text, draft, _ in check(text, draft) }
            _ = reader.read(bytes.extracting(max(0, used)..<bytes.count), isLast: true) { text, draft, _ in check(text, draft) }
            problems += reader.account.raw + reader.account.cut
        }
        return problems
    }

    /// What was put in order has to be whole: as many bytes, and each place within the text.
    private static func order(_ bytes: Span<UInt8>) {
        if let cut = AuditOrder.cut(bytes, end: bytes.count) { precondition(cut >= 0 && cut <= bytes.count, "a cut lies within the text") }
        guard let order = AuditOrder(bytes) else { return }
        precondition(order.bytes.count - bytes.count <= 1, "no byte is added but a newline")
        for offset in stride(from: 0, to: order.bytes.count, by: 16) {
            let origin = order.origin(offset)
            precondition(origin.offset >= 0 && origin.offset <= bytes.count, "each place lies within the text")
        }
    }

    /// Makes an event of a draft, so that slices that lie nowhere would show.
    private static func check(_ text: Span<UInt8>, _ draft: borrowing EventDraft) {
        _ = Event(draft, in: text, time: nil, source: RecordPlace(path: "", line: nil, offset: 0, length: 0))
    }
}
