import Model

/// A kind of log that is made of records and not of lines.
package struct RecordLog: Sendable {
    /// "wtmp", "pacct": the `format` of its events.
    package let id: String
    package let title: Localized
    /// File names under which such logs usually lie, without what rotation adds.
    package let names: [String]
    /// Whether a file is of this kind, by its first bytes (4096 of them, or all) and its path.
    package let recognises: @Sendable (Span<UInt8>, RawText) -> Bool
    /// Reads all records. The draft's `record` is the place in the file; the text that it is handed with is a buffer of the reader's.
    package let read: @Sendable (inout any ByteSource, (Span<UInt8>, inout EventDraft) -> Void) -> [Problem]

    package init(
        id: String, title: Localized, names: [String], recognises: @escaping @Sendable (Span<UInt8>, RawText) -> Bool,
        read: @escaping @Sendable (inout any ByteSource, (Span<UInt8>, inout EventDraft) -> Void) -> [Problem]
    ) {
        (self.id, self.title, self.names) = (id, title, names)
        (self.recognises, self.read) = (recognises, read)
    }
}

/// Every kind of log of records, in alphabetical order of its id. The first that recognises a file reads it.
package enum RecordLogs {
    package static let all: [RecordLog] = [
        .btmp, .faillog, .journal, .journalExport, .lastlog, .lastlog2, .pacct, .tallylog, .wtmp, .wtmpdb,
    ]

    /// The log that a file is, by its first 4096 bytes and its path.
    package static func recognise(_ head: Span<UInt8>, path: RawText) -> RecordLog? {
        all.first { $0.recognises(head, path) }
    }

    /// Whether a path ends in one of the names, or in one with what rotation adds ("wtmp.1", "btmp-20110312").
    static func isNamed(_ path: RawText, _ names: [String]) -> Bool {
        let bytes = path.bytes
        let start = bytes.lastIndex(of: 0x2f).map { $0 + 1 } ?? 0
        for name in names {
            let utf8 = Array(name.utf8)
            guard bytes.count - start >= utf8.count, bytes[start..<start + utf8.count].elementsEqual(utf8) else { continue }
            let rest = start + utf8.count
            if rest == bytes.count { return true }
            guard bytes[rest] == 0x2e || bytes[rest] == 0x2d, rest + 1 < bytes.count else { continue }
            if bytes[(rest + 1)...].allSatisfy({ ShellByte.isDigit($0) || $0 == 0x2d || $0 == 0x2e }) { return true }
            if bytes[rest...].elementsEqual(".old".utf8) || bytes[rest...].elementsEqual(".bak".utf8) { return true }
        }
        return false
    }
}

extension RecordLog {
    static let journal = RecordLog(
        id: "journal", title: Localized(en: "Journal of systemd (journald)", ja: "systemdのジャーナル(journald)"), names: ["system.journal"],
        recognises: { head, _ in JournalFile.recognises(head) },
        read: { source, body in
            var reader = JournalReader(source)
            reader.run(body)
            source = reader.pages.source
            let signs = reader.report.signs.map { Problem(offset: $0.offset, reason: "\($0.kind.rawValue): \($0.detail)") }
            return reader.report.problems + signs
        })
}
