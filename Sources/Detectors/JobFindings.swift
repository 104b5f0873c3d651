import Model
import Provenance

extension Detector {
    /// A table of jobs that was tampered with: hidden lines, a wrong owner, an account that has none.
    static let tamperedJobTable = Detector(
        id: "cron.table.tampered",
        title: Localized(en: "A table of jobs was tampered with", ja: "定期実行の設定に細工があります"),
        claim: Localized(
            en: "A line is hidden from those who look at the table, or the table belongs to somebody who should have none.",
            ja: "設定を見ても表示されない行があるか、持つはずのない人の設定になっています。"),
        techniques: ["T1053.003", "T1564"], aspect: .hiding, needs: [.autoruns],
        misses: Localized(en: "A table that was replaced by an ordinary one and left no record.", ja: "普通の内容に差し替えられ、記録も残っていない場合は分かりません。")
    ) { situation in
        situation.facts.autoruns.compactMap { entry in
            guard [.cronSystem, .cronUser].contains(entry.mechanism) else { return nil }
            let line = entry.command
            // A table that came from Windows ends its lines with a carriage return, which hides nothing.
            let shown = line.bytes.last == 0x0d ? line.bytes.dropLast() : line.bytes[...]
            let isHidden = shown.contains { $0 == 0x0d || $0 == 0x1b || $0 == 0x08 || $0 == 0x0c }
            guard isHidden else { return nil }
            return Claim(
                .critical, .certain,
                Subject(.job, path: entry.place.path, user: entry.user, name: entry.name, line: entry.place.line),
                explanation: Localized(
                    en: "A line of \(entry.place.path) holds control characters that keep it from being seen on a terminal: \(line).",
                    ja: "\(entry.place.path) に、画面に表示させないための制御文字を含む行があります: \(line)"),
                evidence: [.line(entry.place, line, source: "autoruns")], nextSteps: [.preserve(entry.place.path)],
                times: entry.file.map { situation.stamps.marks($0) } ?? [])
        }
    }

    /// A job that is nearly the same as an honest one: one letter apart, or with something added.
    static let imitatedJob = Detector(
        id: "cron.job.imitated",
        title: Localized(en: "A job imitates an honest one", ja: "本物によく似せた定期実行があります"),
        claim: Localized(
            en:
                "What a job runs is not packaged, and its path differs by a letter or two from a packaged program or from a job that ran before.",
            ja: "定期実行のプログラムが、配布物や以前の処理と一、二文字だけ違う別物です。"),
        techniques: ["T1053.003", "T1036.005"], aspect: .hiding, needs: [.autoruns],
        misses: Localized(en: "An imitation of a program that this host never had.", ja: "このサーバーに元々ないものを装った場合は分かりません。")
    ) { situation in
        let known = Set(
            situation.autoruns.flatMap { $0.entry.targets }.filter { $0.file.map { Origin.of($0).isExplained } ?? false }.compactMap(\.path)
        )
        let ran = situation.facts.jobRuns
        return situation.autoruns.compactMap { judgement in
            let entry = judgement.entry
            guard [.cronSystem, .cronUser, .cronDirectory, .anacron].contains(entry.mechanism) else { return nil }
            let unexplained = judgement.unexplainedTargets.compactMap { $0.path } + entry.targets.filter { $0.file == nil }.map(\.written)
            for path in unexplained {
                guard path.count >= 6, let twin = known.sorted().first(where: { Similarity.isNear($0, path) }) else { continue }
                return claim(entry, path, twin, situation, earlier: nil)
            }
            guard !unexplained.isEmpty || !judgement.runsOnlyPackaged else { return nil }
            // The log knows a command that is no longer in any table and nearly equals this one.
            let commands = Set(situation.facts.autoruns.map(\.command))
            guard entry.command.count >= 8,
                let before = ran.first(where: {
                    $0.command != entry.command && !commands.contains($0.command) && Similarity.isNear($0.command, entry.command)
                        && (entry.user == nil || $0.user == entry.user) && !runsSameProgram(entry, $0.command)
                })
            else { return nil }
            return claim(entry, entry.command, before.command, situation, earlier: before)
        }
    }

    /// Whether a command of the log runs the very program of the entry: then somebody changed the options of his own job.
    private static func runsSameProgram(_ entry: AutorunEntry, _ command: RawText) -> Bool {
        let words = command.bytes.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 }).map { RawText(Array($0)) }
        return entry.targets.contains { target in
            target.written.hasPrefix("/") && !Places.isCommon(target.written) && words.contains(target.written)
        }
    }

    private static func claim(
        _ entry: AutorunEntry, _ path: RawText, _ twin: RawText, _ situation: Situation, earlier: JobRun?
    ) -> Claim {
        var explanation = Localized(
            en: "\(entry.place.path) runs \(path), which is nearly \(twin) and is something else.",
            ja: "\(entry.place.path) は \(path) を動かします。\(twin) によく似ていますが別物です。")
        if let earlier {
            explanation =
                explanation
                + Localized(
                    en: " The log shows \(twin) until \(earlier.last); since then it stands in no table: the job was replaced.",
                    ja: "記録では \(earlier.last) まで \(twin) が動いていましたが、今はどの設定にもありません。差し替えられています。")
        }
        var evidence: [EvidenceItem] = [.line(entry.place, entry.command, source: "autoruns")]
        if let earlier { evidence.append(.line(earlier.place, earlier.command, source: "jobRecords")) }
        return Claim(
            .high, .likely, Subject(.job, path: entry.place.path, user: entry.user, name: entry.name, line: entry.place.line),
            explanation: explanation, evidence: evidence, nextSteps: [.preserve(entry.place.path), .disableJob(entry.place)],
            times: entry.file.map { situation.stamps.marks($0) } ?? [], related: [path])
    }

    /// A job that ran for a long time and is gone from every table.
    static let vanishedJob = Detector(
        id: "cron.job.vanished",
        title: Localized(en: "A job that used to run is gone", ja: "これまで動いていた定期実行がなくなっています"),
        claim: Localized(
            en: "The log shows a job that ran regularly and stands in no table now. A monitor that was removed is itself an alarm.",
            ja: "記録では定期的に動いていた処理が、今はどの設定にもありません。見張り役が消されたのなら、それ自体が警報です。"),
        techniques: ["T1562.001", "T1053.003"], aspect: .tampering, needs: [.autoruns, .jobRecords],
        misses: Localized(en: "Jobs that vanished before the oldest log.", ja: "残っている記録より前に消えたものは分かりません。")
    ) { situation in
        let tables = situation.facts.autoruns
        let present = Set(tables.map { normalised($0.command) })
        return situation.facts.jobRuns.compactMap { run in
            let command = normalised(run.command)
            guard run.count >= 3, command.count >= 3, !present.contains(command),
                !tables.contains(where: { $0.mechanism != .systemdUnit && command.count >= 8 && normalised($0.command).contains(command) }),
                !isRunParts(run.command)
            else { return nil }
            // A log that ends says nothing about the time after its end.
            guard let newest = situation.facts.jobRuns.map(\.last).max(), newest > run.last.adding(seconds: period(run) * 2) else {
                return nil
            }
            let change = situation.facts.jobTableChanges.last { $0.user == run.user && $0.time >= run.last.adding(seconds: -60) }
            // A table that could not be looked at may hold it still.
            if !situation.facts.hasJobSpool, change == nil { return nil }
            let near = tables.first { Similarity.isNear(normalised($0.command), command) }
            var explanation = Localized(
                en: "\(run.command) ran \(run.count) times as \(run.user), the last time at \(run.last), and stands in no table now.",
                ja: "\(run.command) は \(run.user) として \(run.count) 回動いていましたが、\(run.last) を最後に、どの設定からも消えています。")
            if let change {
                explanation =
                    explanation
                    + Localized(
                        en: " The table of \(change.user) was replaced at \(change.time) by \(change.by).",
                        ja: "\(change.time) に \(change.by) が \(change.user) の設定を書き換えています。")
            }
            if let near {
                explanation =
                    explanation + Localized(en: " In its place stands \(near.command).", ja: "代わりに \(near.command) があります。")
            }
            var evidence: [EvidenceItem] = [.line(run.place, run.command, source: "jobRecords")]
            if let change {
                evidence.append(
                    .line(change.place, change.by + " " + RawText(change.action.rawValue) + " " + change.user, source: "jobRecords"))
            }
            // A job that looks first whether its program is there came with a package and went with it.
            let isOfPackage = ["-x /", "-f /", "-e /", "command -v "].contains { (test: RawText) in run.command.contains(test) }
            let isEdited = tables.contains { runsSameProgram($0, run.command) }
            let isUsual = isEdited || isOfPackage && change == nil
            var claim = Claim(
                isUsual ? .low : near == nil ? .medium : .high, change == nil || isUsual ? .possible : .likely,
                Subject(.job, path: run.place.path, user: run.user, name: run.command), explanation: explanation, evidence: evidence,
                lastActive: run.last)
            if let change { claim.times.append(TimeMark(change.time, .modified, clock: .record, path: change.place.path)) }
            return claim
        }
    }

    /// Seconds between runs, on average; at least a minute.
    private static func period(_ run: JobRun) -> Int64 {
        max(60, (run.last.seconds - run.first.seconds) / Int64(max(1, run.count - 1)))
    }

    /// Blanks at both ends taken away, runs of blanks made one: cron logs the command as it stands in the table.
    private static func normalised(_ command: RawText) -> RawText {
        RawText(command.bytes.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 }).map { RawText(Array($0)) }.joined(by: 0x20))
    }

    private static func isRunParts(_ command: RawText) -> Bool {
        command.contains("run-parts") || command.contains("anacron") || command.contains("/etc/cron.")
    }
}

extension [RawText] {
    func joined(by separator: UInt8) -> [UInt8] {
        var bytes: [UInt8] = []
        for (index, text) in enumerated() {
            if index > 0 { bytes.append(separator) }
            bytes += text.bytes
        }
        return bytes
    }
}
