import Model

extension RecordLog {
    static let wtmp = RecordLog(
        id: "wtmp", title: Localized(en: "Log-ins and boots (wtmp, utmp)", ja: "ログインと起動の記録(wtmp・utmp)"),
        names: ["wtmp", "utmp", "wtmpx", "utmpx"],
        recognises: { head, path in
            RecordLogs.isNamed(path, ["wtmp", "utmp", "wtmpx", "utmpx"]) ? LoginRecords.isPossible(head) : LoginRecords.isSure(head)
        },
        read: { source, body in LoginRecords.read(&source, isFailures: false, body) })

    static let btmp = RecordLog(
        id: "btmp", title: Localized(en: "Failed log-ins (btmp)", ja: "ログイン失敗の記録(btmp)"), names: ["btmp", "btmpx"],
        recognises: { head, path in RecordLogs.isNamed(path, ["btmp", "btmpx"]) && LoginRecords.isPossible(head) },
        read: { source, body in LoginRecords.read(&source, isFailures: true, body) })
}

/// Records of utmp(5) as events.
enum LoginRecords {
    /// A piece holds whole records of both sizes, 384 and 400 bytes.
    private static let pieceSize = 9600 * 400

    /// Whether a file of the right name can be one of these: nearly all of its first records are plausible, or it is empty or zeroed.
    static func isPossible(_ head: Span<UInt8>) -> Bool {
        let (seen, plausible) = score(head)
        return seen == 0 ? !head.isEmpty : plausible * 4 >= seen * 3
    }

    /// Whether the bytes alone tell: at least one record, and each of them with a time.
    static func isSure(_ head: Span<UInt8>) -> Bool {
        let (seen, plausible) = score(head)
        guard seen > 0, plausible == seen else { return false }
        let layout = UtmpLayout.fitting(head)
        return layout.seconds(head, 0) != 0 && layout.type(head, 0) != 0
    }

    private static func score(_ head: Span<UInt8>) -> (seen: Int, plausible: Int) {
        let layout = UtmpLayout.fitting(head)
        var (seen, plausible, start) = (0, 0, 0)
        while start + layout.size <= head.count {
            if !layout.isZero(head, start) {
                seen += 1
                if layout.isPlausible(head, start) { plausible += 1 }
            }
            start += layout.size
        }
        return (seen, plausible)
    }

    static func read(
        _ source: inout any ByteSource, isFailures: Bool, _ body: (Span<UInt8>, inout EventDraft) -> Void
    ) -> [Problem] {
        var problems = HostFileProblems(most: 10_000)
        var chunks = RecordChunks(size: pieceSize)
        var draft = EventDraft()
        var sessions = LoginSessions()
        var known: Int?
        while chunks.read(&source) {
            let bytes = chunks.bytes
            // What is zero tells no layout: a later piece that begins with zeros has that of the first.
            var skip = 0
            while let known, skip + known <= bytes.count, isZero(bytes.span, skip, known) {
                problems.add("record is zeroed", at: Int(chunks.offset) + skip)
                skip += known
            }
            let rest = bytes.span.extracting(skip..<bytes.count)
            let size = UtmpLayout.fitting(rest).size
            known = known ?? size
            let parsed = UtmpFormat.parse(rest)
            let isLast = chunks.isLast(source)
            for var problem in parsed.problems {
                problem.offset += skip
                // A record that the piece's end cuts is whole in the next piece.
                if !isLast, problem.offset + size > bytes.count, problem.offset > 0 {
                    chunks.back(to: problem.offset)
                    continue
                }
                problems.add(problem.reason, at: Int(chunks.offset) + problem.offset)
            }
            for var record in parsed.value {
                record.offset += skip
                draft.reset()
                draft.record = Int(chunks.offset) + record.offset..<Int(chunks.offset) + record.offset + size
                fill(record, &draft, isFailures: isFailures, &sessions)
                body(bytes.span, &draft)
            }
        }
        return problems.all
    }

    private static func isZero(_ bytes: Span<UInt8>, _ start: Int, _ count: Int) -> Bool {
        for index in start..<start + count where bytes[index] != 0 { return false }
        return true
    }

    private static func fill(_ record: LoginRecord, _ draft: inout EventDraft, isFailures: Bool, _ sessions: inout LoginSessions) {
        draft.format = isFailures ? "btmp" : "wtmp"
        draft.moment = .absolute(record.time, precision: .microsecond)
        draft.pid = record.process > 0 ? Int(record.process) : nil
        let at = record.offset
        if !record.user.bytes.isEmpty { draft.user = Slice(at + 44..<at + 44 + record.user.count) }
        if !record.line.bytes.isEmpty { draft.add("terminal", at + 8..<at + 8 + record.line.count) }
        let host = Slice(at + 76..<at + 76 + record.host.count)
        draft.add("utmp.type", draft.decode(String(record.kind.rawValue)))
        if record.kind == .boot {
            draft.add("kernel", host)
        } else if record.kind != .runLevel, !host.isEmpty {
            draft.add("utmp.host", host)
            draft.address = host
        }
        if let address = record.address, record.kind != .boot, record.kind != .runLevel { draft.address = draft.decode(address) }
        guard !isFailures else {
            (draft.kind, draft.outcome) = (.loginFailure, .failure)
            return
        }
        switch record.kind {
        case .user:
            (draft.kind, draft.outcome) = (.loginSuccess, .success)
            sessions.begin(record)
        case .dead:
            draft.kind = .logout
            // The record of a log-out leaves the name out: it is that of the log-in at the same terminal.
            if !draft.user.isPresent, let user = sessions.end(record) { draft.user = draft.decode(user.bytes) }
        case .boot:
            draft.kind = .systemBoot
            sessions = LoginSessions()
        case .runLevel: draft.kind = isShutdown(record) ? .systemShutdown : .message
        case .newTime, .oldTime: draft.kind = .clockChange
        default: draft.kind = .message
        }
    }

    /// A record of the user "shutdown", or a change to run level 0 or 6.
    private static func isShutdown(_ record: LoginRecord) -> Bool {
        let level = UInt8(truncatingIfNeeded: record.process)
        return record.user == "shutdown" || record.user == "runlevel" && (level == 0x30 || level == 0x36)
    }
}

/// Who is logged in at which terminal.
struct LoginSessions {
    private var users: [RawText: RawText] = [:]

    mutating func begin(_ record: LoginRecord) {
        if users.count < 4096 || users[record.line] != nil { users[record.line] = record.user }
    }

    mutating func end(_ record: LoginRecord) -> RawText? { users.removeValue(forKey: record.line) }
}
