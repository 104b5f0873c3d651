import Model

extension RecordLog {
    /// `journalctl -o export`: the Journal Export Format.
    static let journalExport = RecordLog(
        id: "journal.export", title: Localized(en: "Export of a journal", ja: "ジャーナルの書き出し(export形式)"), names: [],
        recognises: { head, _ in
            LogText.matches(head, 0, "__CURSOR=") || LogText.matches(head, 0, "__REALTIME_TIMESTAMP=")
        },
        read: { source, body in JournalExport.read(&source, body) })
}

/// Entries as blocks of lines `NAME=value`, with an empty line between; what is no plain text stands as a name alone, eight bytes of
/// length, and as many bytes.
enum JournalExport {
    private static let pieceSize = 4 << 20

    static func read(_ source: inout any ByteSource, _ body: (Span<UInt8>, inout EventDraft) -> Void) -> [Problem] {
        var problems = HostFileProblems()
        var chunks = RecordChunks(size: pieceSize)
        var draft = EventDraft()
        while chunks.read(&source) {
            let bytes = chunks.bytes
            let isLast = chunks.isLast(source)
            var start = 0
            while start < bytes.count {
                if bytes[start] == 0x0a {
                    start += 1
                    continue
                }
                draft.reset()
                let end = entry(bytes.span, start, isLast: isLast, &draft)
                guard let end else {
                    if start > 0, !isLast {
                        chunks.back(to: start)
                    } else {
                        problems.add("an entry is cut off or longer than it may be", at: Int(chunks.offset) + start)
                    }
                    break
                }
                draft.record = Int(chunks.offset) + start..<Int(chunks.offset) + end
                body(bytes.span, &draft)
                start = end
            }
        }
        return problems.all
    }

    /// Reads the entry at `start` into a draft; gives the place behind it, or nil where it is not whole.
    private static func entry(_ text: Span<UInt8>, _ start: Int, isLast: Bool, _ draft: inout EventDraft) -> Int? {
        var at = start
        var head = JournalTextHead()
        while at < text.count, text[at] != 0x0a {
            guard let end = LogText.first(0x0a, in: text, at..<text.count) ?? (isLast ? text.count : nil) else { return nil }
            var name = at..<end
            var value: Range<Int>
            if let equals = LogText.first(0x3d, in: text, at..<end) {
                (name, value) = (at..<equals, equals + 1..<end)
                at = end + 1
            } else {
                let length = PackedBits.little(text, end + 1, 8)
                guard end + 9 <= text.count, length <= UInt64(text.count - end - 9) else { return nil }
                value = end + 9..<end + 9 + Int(length)
                at = value.upperBound + 1
            }
            guard draft.fields.count < 8192 else { continue }
            head.note(text, name, Slice(value), value)
            draft.add(RawText(PackageBytes.array(text, name.prefix(256))).description, value)
        }
        guard at < text.count || isLast else { return nil }
        head.fill(text, &draft)
        return min(text.count, at + 1)
    }
}

/// The fields of an entry in text that have a place of their own in an event.
struct JournalTextHead {
    private var host = Slice.absent
    private var identifier = Slice.absent
    private var command = Slice.absent
    private var message = Slice.absent
    private var time: UInt64?
    private var process: Int?
    private var syslogProcess: Int?

    /// `plain` is where the value stands in the text, where it needs no decoding.
    mutating func note(_ text: Span<UInt8>, _ name: Range<Int>, _ value: Slice, _ plain: Range<Int>) {
        switch LogText.byte(text, name.lowerBound) {
        case 0x4d: if !message.isPresent, LogText.equals(text, name, "MESSAGE") { message = value }
        case 0x53:
            if !identifier.isPresent, LogText.equals(text, name, "SYSLOG_IDENTIFIER") { identifier = value }
            if LogText.equals(text, name, "SYSLOG_PID") { syslogProcess = LogText.number(text, plain)?.value }
        case 0x5f:
            if !host.isPresent, LogText.equals(text, name, "_HOSTNAME") { host = value }
            if !command.isPresent, LogText.equals(text, name, "_COMM") { command = value }
            if LogText.equals(text, name, "_PID") { process = LogText.number(text, plain)?.value }
            if LogText.equals(text, name, "__REALTIME_TIMESTAMP") {
                time = LogText.number(text, plain).flatMap { UInt64(exactly: $0.value) }
            }
        default: break
        }
    }

    func fill(_ text: Span<UInt8>, _ draft: inout EventDraft) {
        draft.format = "journal"
        draft.kind = .message
        if let time {
            let stamp = Timestamp(
                seconds: Int64(truncatingIfNeeded: time / 1_000_000), nanoseconds: UInt32(time % 1_000_000) * 1000)
            draft.moment = .absolute(stamp, precision: .microsecond)
        }
        draft.host = host
        draft.process = identifier.isPresent ? identifier : command
        draft.pid = process ?? syslogProcess
        draft.message = message
        guard message.isPresent, !message.isDecoded else { return }
        ProgramDispatch.read(text, message: message.range, &draft)
    }
}

extension LogFormat {
    /// `journalctl -o json`: one object a line; bytes that are no text are an array of numbers, several values of a field an array.
    static let journalJSON = LogFormat(
        id: "journal.json", title: Localized(en: "Journal as JSON (journalctl -o json)", ja: "ジャーナルのJSON(journalctl -o json)")
    ) { text, range, draft in
        guard LogText.byte(text, range.lowerBound) == 0x7b,
            LogText.first(
                "\"__REALTIME_TIMESTAMP\"", in: text, range.lowerBound..<min(range.upperBound, range.lowerBound + 1 << 16)) != nil
        else { return false }
        return JournalJSON.read(text, range, &draft)
    }
}

enum JournalJSON {
    static func read(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var scan = LogJSONScan(range)
        var head = JournalTextHead()
        var name: Range<Int>?
        var numbers: [UInt8] = []
        guard case .objectStart? = scan.next(text) else { return false }
        while let token = scan.next(text) {
            switch token {
            case .key(let key, _): name = key
            case .arrayStart: numbers.removeAll(keepingCapacity: true)
            case .arrayEnd:
                if let name, !numbers.isEmpty { add(text, name, draft.decode(numbers), 0..<0, &head, &draft) }
                numbers.removeAll(keepingCapacity: true)
            case .word(let value):
                guard let name, scan.depth <= 2 else { continue }
                if scan.depth == 2 {
                    if let number = LogText.number(text, value)?.value { numbers.append(UInt8(truncatingIfNeeded: number)) }
                } else if !LogText.equals(text, value, "null") {
                    add(text, name, Slice(value), value, &head, &draft)
                }
            case .string(let value, let isEscaped):
                if let name { add(text, name, draft.decodeJSON(text, value, isEscaped: isEscaped), value, &head, &draft) }
            case .objectStart: return false
            case .objectEnd: break
            }
        }
        guard !scan.isBad else { return false }
        head.fill(text, &draft)
        return true
    }

    private static func add(
        _ text: Span<UInt8>, _ name: Range<Int>, _ value: Slice, _ plain: Range<Int>, _ head: inout JournalTextHead,
        _ draft: inout EventDraft
    ) {
        guard draft.fields.count < 8192 else { return }
        head.note(text, name, value, plain)
        draft.add(RawText(PackageBytes.array(text, name.prefix(256))).description, value)
    }
}
