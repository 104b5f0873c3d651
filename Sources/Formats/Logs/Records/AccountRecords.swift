import Model

extension RecordLog {
    /// /var/log/lastlog: when each account last logged in.
    static let lastlog = RecordLog(
        id: "lastlog", title: Localized(en: "Last log-in of each account (lastlog)", ja: "アカウントごとの最終ログイン(lastlog)"), names: ["lastlog"],
        recognises: { _, path in RecordLogs.isNamed(path, ["lastlog"]) },
        read: { source, body in
            var problems = HostFileProblems()
            let bytes = RecordChunks.whole(&source, most: AccountRecords.mostBytes, &problems)
            let parsed = LastlogFormat.parse(bytes.span)
            for problem in parsed.problems { problems.add(problem.reason, at: problem.offset) }
            var draft = EventDraft()
            for entry in parsed.value {
                draft.reset()
                draft.format = "lastlog"
                draft.record = entry.offset..<min(bytes.count, entry.offset + 292)
                draft.moment = .absolute(entry.time)
                (draft.kind, draft.outcome) = (.loginSuccess, .success)
                let number = draft.decode(String(entry.user))
                draft.user = number
                draft.add("user.id", number)
                draft.add("terminal", draft.decode(entry.line.bytes))
                if !entry.host.bytes.isEmpty { draft.address = draft.decode(entry.host.bytes) }
                body(bytes.span, &draft)
            }
            return problems.all
        })

    /// /var/log/faillog of the shadow tools, and of pam_tally: faillog(5).
    static let faillog = RecordLog(
        id: "faillog", title: Localized(en: "Failed log-ins of each account (faillog)", ja: "アカウントごとのログイン失敗(faillog)"), names: ["faillog"],
        recognises: { _, path in RecordLogs.isNamed(path, ["faillog"]) },
        read: { source, body in
            AccountRecords.read(&source, "faillog", [.faillog64, .faillog32], body)
        })

    /// /var/log/tallylog of pam_tally2.
    static let tallylog = RecordLog(
        id: "tallylog", title: Localized(en: "Failed log-ins of each account (pam_tally2)", ja: "アカウントごとのログイン失敗(pam_tally2)"),
        names: ["tallylog"],
        recognises: { _, path in RecordLogs.isNamed(path, ["tallylog"]) },
        read: { source, body in AccountRecords.read(&source, "tallylog", [.tallylog], body) })
}

/// Files with one record for each user number in turn.
enum AccountRecords {
    /// Files of this kind have holes for the numbers that nobody has; what lies behind is not read.
    static let mostBytes = 64 << 20

    struct Layout: Sendable {
        var size: Int
        var count: Int
        var line: Range<Int>
        var time: Int
        var timeBytes: Int

        /// `struct faillog`: count, most, 12 bytes of line, time, lock time.
        static let faillog64 = Layout(size: 32, count: 0, line: 4..<16, time: 16, timeBytes: 8)
        static let faillog32 = Layout(size: 24, count: 0, line: 4..<16, time: 16, timeBytes: 4)
        /// `struct tallylog`: 52 bytes of line, a reserved number, count, time.
        static let tallylog = Layout(size: 64, count: 54, line: 0..<52, time: 56, timeBytes: 8)

        func seconds(_ bytes: Span<UInt8>, _ start: Int) -> Int64 {
            Int64(truncatingIfNeeded: PackedBits.little(bytes, start + time, timeBytes))
        }

        /// Records, and how many of them have a time that can be.
        func score(_ bytes: Span<UInt8>) -> (seen: Int, plausible: Int) {
            var (seen, plausible, start) = (0, 0, 0)
            while start + size <= bytes.count, seen < 64 {
                if !isZero(bytes, start) {
                    seen += 1
                    if seconds(bytes, start) == 0 || (315_532_800...4_294_967_295).contains(seconds(bytes, start)) { plausible += 1 }
                }
                start += size
            }
            return (seen, plausible)
        }

        func isZero(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
            for index in start..<start + size where bytes[index] != 0 { return false }
            return true
        }
    }

    static func read(
        _ source: inout any ByteSource, _ format: String, _ layouts: [Layout], _ body: (Span<UInt8>, inout EventDraft) -> Void
    ) -> [Problem] {
        var problems = HostFileProblems()
        let bytes = RecordChunks.whole(&source, most: mostBytes, &problems)
        var best: (layout: Layout, share: Int)?
        for layout in layouts {
            let (seen, plausible) = layout.score(bytes.span)
            let share = seen == 0 ? 0 : plausible * 1000 / seen
            if share > best?.share ?? -1 { best = (layout, share) }
        }
        guard let layout = best?.layout else { return problems.all }
        var draft = EventDraft()
        var start = 0
        var user = 0
        while start + layout.size <= bytes.count {
            if !layout.isZero(bytes.span, start) { record(bytes.span, start, user, format, layout, &draft, &problems, body) }
            start += layout.size
            user += 1
        }
        if start < bytes.count { problems.add("last record is truncated: \(bytes.count - start) of \(layout.size) bytes", at: start) }
        return problems.all
    }

    private static func record(
        _ bytes: Span<UInt8>, _ start: Int, _ user: Int, _ format: String, _ layout: Layout, _ draft: inout EventDraft,
        _ problems: inout HostFileProblems, _ body: (Span<UInt8>, inout EventDraft) -> Void
    ) {
        let seconds = layout.seconds(bytes, start)
        let count = Int(PackedBits.little(bytes, start + layout.count, 2))
        guard count > 0 || seconds != 0 else { return }
        draft.reset()
        draft.format = format
        draft.record = start..<start + layout.size
        if seconds == 0 {
            problems.add("record has failures and no time", at: start)
        } else {
            if !(315_532_800...4_294_967_295).contains(seconds) { problems.add("time is not between 1980 and 2106", at: start) }
            draft.moment = .absolute(Timestamp(seconds: seconds))
        }
        (draft.kind, draft.outcome) = (.loginFailure, .failure)
        draft.times = max(1, count)
        let number = draft.decode(String(user))
        draft.user = number
        draft.add("user.id", number)
        let line = BinaryField.text(bytes, start + layout.line.lowerBound, layout.line.count)
        // pam_tally writes the peer where faillog has the terminal.
        if !line.bytes.isEmpty { draft.add("terminal", start + layout.line.lowerBound..<start + layout.line.lowerBound + line.count) }
        body(bytes, &draft)
    }
}
