import Model

extension RecordLog {
    /// Process accounting, acct(5), versions 0 to 3 in both byte orders.
    static let pacct = RecordLog(
        id: "pacct", title: Localized(en: "Process accounting (pacct)", ja: "プロセスアカウンティング(pacct)"), names: ["pacct", "acct", "savacct"],
        recognises: { head, path in RecordLogs.isNamed(path, ["pacct", "acct"]) && ProcessRecords.isPossible(head) },
        read: { source, body in ProcessRecords.read(&source, body) })
}

/// Records of 64 bytes that the kernel writes at the end of each process, after linux/acct.h.
enum ProcessRecords {
    private static let size = 64

    static func isPossible(_ head: Span<UInt8>) -> Bool { head.count >= size && isPlausible(head, 0) }

    private static func isPlausible(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
        let version = bytes[start + 1] & 0x7f
        guard version <= 3, bytes[start] & 0xe0 == 0 else { return false }
        let time = number(bytes, start, version == 3 ? 24 : 8, 4)
        return (315_532_800...4_294_967_295).contains(time)
    }

    /// A number in the byte order that the highest bit of the version tells.
    private static func number(_ bytes: Span<UInt8>, _ start: Int, _ offset: Int, _ count: Int) -> UInt64 {
        BinaryField.unsigned(bytes, start + offset, bytes: count, isBigEndian: bytes[start + 1] & 0x80 != 0)
    }

    static func read(_ source: inout any ByteSource, _ body: (Span<UInt8>, inout EventDraft) -> Void) -> [Problem] {
        var problems = HostFileProblems(most: 10_000)
        var chunks = RecordChunks(size: size << 15)
        var draft = EventDraft()
        while chunks.read(&source) {
            let bytes = chunks.bytes
            let origin = Int(chunks.offset)
            var start = 0
            while start + size <= bytes.count {
                defer { start += size }
                guard isPlausible(bytes.span, start) else {
                    let isZero = bytes[start..<start + size].allSatisfy { $0 == 0 }
                    problems.add(isZero ? "record is zeroed" : "64 bytes are no record", at: origin + start)
                    continue
                }
                draft.reset()
                draft.record = origin + start..<origin + start + size
                fill(bytes.span, start, &draft)
                body(bytes.span, &draft)
            }
            if start < bytes.count {
                if chunks.isLast(source) {
                    problems.add("last record is truncated: \(bytes.count - start) of 64 bytes", at: origin + start)
                } else {
                    chunks.back(to: start)
                }
            }
        }
        return problems.all
    }

    private static func fill(_ bytes: Span<UInt8>, _ start: Int, _ draft: inout EventDraft) {
        let isThree = bytes[start + 1] & 0x7f == 3
        let begin = Int64(number(bytes, start, isThree ? 24 : 8, 4))
        draft.format = "pacct"
        draft.kind = .processEnd
        // Elapsed time counts in hundredths of a second: a float in version 3, three or two bytes of a small float before.
        let elapsed: Int64
        if isThree {
            let value = Float(bitPattern: UInt32(truncatingIfNeeded: number(bytes, start, 28, 4)))
            elapsed = value.isFinite && value >= 0 && value < 1e11 ? Int64(value / 100) : 0
        } else {
            elapsed = Int64(compressed(number(bytes, start, 16, 2)) / 100)
        }
        draft.moment = .absolute(Timestamp(seconds: begin + elapsed))
        draft.add("process.start", draft.decode(Timestamp(seconds: begin).rfc3339(fraction: false)))
        let exit = Int(number(bytes, start, isThree ? 4 : 32, 4))
        draft.status = exit >> 8 & 0xff
        if exit & 0x7f != 0 { draft.add("process.signal", draft.decode(String(exit & 0x7f))) }
        // Versions before the second have no wide numbers of users.
        let isNarrow = !isThree && bytes[start + 1] & 0x7f < 2
        let user = isThree ? number(bytes, start, 8, 4) : isNarrow ? number(bytes, start, 2, 2) : number(bytes, start, 56, 4)
        draft.user = draft.decode(String(user))
        draft.add("user.id", draft.user)
        let comm = start + (isThree ? 48 : 36)
        let name = BinaryField.text(bytes, comm, isThree ? 16 : 17)
        draft.process = Slice(comm..<comm + name.count)
        if isThree {
            draft.pid = Int(number(bytes, start, 16, 4))
            draft.add("process.parent.pid", draft.decode(String(number(bytes, start, 20, 4))))
        }
        let terminal = number(bytes, start, isThree ? 2 : 6, 2)
        if terminal != 0 { draft.add("terminal", draft.decode(device(terminal))) }
        var flags = ""
        for (bit, letter) in [(1, "F"), (2, "S"), (8, "D"), (16, "X")] where Int(bytes[start]) & bit != 0 { flags += letter }
        if !flags.isEmpty { draft.add("process.flags", draft.decode(flags)) }
    }

    /// A terminal by its device number: majors 136 to 143 are pseudo-terminals, 4 is the console's (the kernel's devices.txt).
    private static func device(_ number: UInt64) -> String {
        let (major, minor) = (number >> 8, number & 255)
        if (136...143).contains(major) { return "pts/\((major - 136) * 256 + minor)" }
        return major == 4 && minor < 64 ? "tty\(minor)" : "\(major):\(minor)"
    }

    /// A number of 13 bits with an exponent of 3, to the base 8.
    private static func compressed(_ value: UInt64) -> UInt64 { (value & 0x1fff) << ((value >> 13) * 3) }
}
