import Model

/// The moments that tell the story: when files of findings came to be or changed, boots, log-ins and changes of job tables around them.
struct TurningPoints: Sendable {
    private static let mostMarks = 300
    private static let around: Int64 = 86_400

    let facts: Facts
    let findings: [Finding]
    let stories: [Story]

    func entries() -> [TimelineEntry] {
        var entries = marks()
        let span = span()
        entries += boots(span) + logins(span) + jobs(span)
        return entries.sorted { ($0.time, $0.kind) < ($1.time, $1.kind) }
    }

    private func marks() -> [TimelineEntry] {
        var seen: Set<TimeMark> = []
        var entries: [TimelineEntry] = []
        for finding in findings where finding.severity >= .medium {
            for mark in finding.times where mark.meaning != .ended && seen.insert(mark).inserted {
                // The kernel does not lie about a file that is older than the intruder; it only tells another story.
                if mark.clock == .kernel, mark.doubt != nil { continue }
                guard entries.count < TurningPoints.mostMarks else { return entries }
                entries.append(entry(mark, finding))
            }
        }
        return entries
    }

    private func entry(_ mark: TimeMark, _ finding: Finding) -> TimelineEntry {
        let path = mark.path ?? finding.subject.path ?? ""
        let kind: String
        var text: Localized
        switch (mark.meaning, mark.clock) {
        case (.created, _):
            kind = "file.created"
            text = Localized(en: "\(path) was made", ja: "\(path) が作られました")
        case (.modified, .kernel):
            kind = "file.changed"
            text = Localized(en: "\(path) was changed (kernel's time)", ja: "\(path) が変更されました(OS の記録)")
        case (.active, .system):
            kind = "process.started"
            text = Localized(en: "A process began: \(path)", ja: "プロセスが始まりました: \(path)")
        case (.active, _):
            kind = "file.active"
            text = Localized(en: "\(path) was last written", ja: "\(path) に最後に書き込まれました")
        default:
            kind = mark.clock == .record ? "record" : "file.modified"
            text = Localized(en: "\(path) was modified", ja: "\(path) が更新されました")
        }
        if mark.doubt != nil { text = text + Localized(en: " — a stamp that may have been set by hand", ja: "(手で設定された疑いのある日時です)") }
        return TimelineEntry(
            time: mark.time, precision: mark.time.isWholeSecond ? .second : .nanosecond, clock: mark.clock, kind: kind, text: text,
            subject: Subject(.file, path: path))
    }

    private func span() -> ClosedRange<Timestamp>? {
        let starts = stories.compactMap(\.since?.earliest)
        let ends = stories.compactMap(\.lastActive) + starts
        guard let first = starts.min(), let last = ends.max(), first <= last else { return nil }
        return first.adding(seconds: -TurningPoints.around)...last.adding(seconds: TurningPoints.around)
    }

    private func boots(_ span: ClosedRange<Timestamp>?) -> [TimelineEntry] {
        guard let span else { return [] }
        let later = facts.boots.first { $0.time > span.upperBound }
        return (facts.boots.filter { span.contains($0.time) } + [later].compactMap { $0 }).prefix(100).map { boot in
            TimelineEntry(
                time: boot.time, clock: .record, kind: "host.boot", text: Localized(en: "The host was booted", ja: "サーバーが起動しました"),
                subject: Subject(.host, path: boot.place.path),
                evidence: EvidenceItem(.record, source: "logins", path: boot.place.path, line: boot.place.line, text: "boot"))
        }
    }

    private func logins(_ span: ClosedRange<Timestamp>?) -> [TimelineEntry] {
        guard let span else { return [] }
        return facts.logins.filter { $0.kind == .user && span.contains($0.time) }.prefix(100).map { login in
            let origin = login.address.map { RawText($0) } ?? login.host
            return TimelineEntry(
                time: login.time, clock: .record, kind: "login.success",
                text: Localized(en: "\(login.user) logged in from \(origin)", ja: "\(login.user) が \(origin) からログインしました"),
                subject: Subject(.account, user: login.user, address: login.address))
        }
    }

    private func jobs(_ span: ClosedRange<Timestamp>?) -> [TimelineEntry] {
        facts.jobTableChanges.filter { span?.contains($0.time) ?? true }.prefix(100).map { change in
            TimelineEntry(
                time: change.time, clock: .record, kind: "job.\(change.action.rawValue)",
                text: Localized(en: "\(change.by) changed the jobs of \(change.user)", ja: "\(change.by) が \(change.user) の定期実行を書き換えました"),
                subject: Subject(.job, path: change.place.path, user: change.user, line: change.place.line),
                evidence: EvidenceItem(.record, source: "jobRecords", path: change.place.path, line: change.place.line, text: change.by))
        }
    }
}
