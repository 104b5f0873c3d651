import Model

/// A line of Laurel, which writes each audit event as one object of JSON with its records in it.
enum LaurelLine {
    static func read(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var scan = LogJSONScan(range)
        guard case .objectStart? = scan.next(text), case .key(let first, false)? = scan.next(text), LogText.equals(text, first, "ID"),
            case .string(let id, false)? = scan.next(text), let colon = LogText.first(0x3a, in: text, id),
            let moment = LogTime.epoch(text, id.lowerBound..<colon)?.moment
        else { return false }
        draft.format = "audit"
        draft.kind = .message
        draft.moment = moment
        var event = AuditEvent()
        var arguments: [UInt8] = []
        var hasArguments = false
        /// The record, the key in it, and the key in an object within it.
        var path: [Range<Int>] = []
        var isReading = false
        // How many keys led to each object and array that is open.
        var bases = [0]
        while let token = scan.next(text) {
            switch token {
            case .key(let key, _):
                path.removeLast(path.count - min(path.count, bases.last ?? 0))
                path.append(key)
            case .objectStart:
                bases.append(path.count)
                // Records of one type come as an array of objects, each of which begins a record.
                if path.count == 1 { isReading = event.begin(text, path[0], &draft) }
            case .string(let value, let isEscaped):
                if path.count == 1, LogText.equals(text, path[0], "NODE") {
                    draft.host = draft.decodeJSON(text, value, isEscaped: isEscaped)
                } else if path.count == 2, LogText.equals(text, path[1], "ARGV") {
                    // EXECVE's arguments; those of PROCTITLE say the same, or less.
                    guard LogText.equals(text, path[0], "EXECVE"), arguments.count < 1 << 17 else { continue }
                    if hasArguments { arguments.append(0x20) }
                    hasArguments = true
                    arguments += LogJSONScan.unescaped(text, value)
                } else if isReading {
                    add(text, path, value, draft.decodeJSON(text, value, isEscaped: isEscaped), &event, &draft)
                }
            case .word(let value):
                if isReading, !LogText.equals(text, value, "null") { add(text, path, value, Slice(value), &event, &draft) }
            case .objectEnd, .arrayEnd:
                path.removeLast(path.count - min(path.count, bases.popLast() ?? 0))
            case .arrayStart: bases.append(path.count)
            }
            if path.count > 8 { return true }
        }
        draft.add("audit.id", id)
        event.conclude(text, &draft)
        if hasArguments {
            draft.fields.removeAll { $0.name == "process.command_line" }
            draft.add("process.command_line", draft.decode(arguments))
        }
        return true
    }

    private static func add(
        _ text: Span<UInt8>, _ path: [Range<Int>], _ plain: Range<Int>, _ value: Slice, _ event: inout AuditEvent,
        _ draft: inout EventDraft
    ) {
        guard path.count >= 2 else { return }
        if path.count == 2 {
            event.add(text, path[1], AuditKeys.number(text, path[1]), plain, value, &draft)
        } else {
            var name = RawText(PackageBytes.array(text, path[0].prefix(64))).description
            for key in path.dropFirst() { name += "." + RawText(PackageBytes.array(text, key.prefix(64))).description }
            draft.add(name, value)
        }
    }
}
