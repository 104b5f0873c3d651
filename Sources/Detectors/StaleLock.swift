import Model
import Provenance

extension Detector {
    /// A lock or pid file of an intruder's program: whether it runs, since when not, and why.
    static let staleLock = Detector(
        id: "lock.stale",
        title: Localized(en: "A lock file tells whether the intruder's program runs", ja: "侵入者のプログラムが動いているかを示す目印(ロックファイル)があります"),
        claim: Localized(
            en:
                "A lock or pid file lies beside a suspicious program. If its process is gone, or the host was booted since, the program is dormant; many then refuse to start.",
            ja: "不審なプログラムのそばに、二重起動を防ぐ目印のファイルがあります。その後に再起動していれば、プログラムは止まったままです。"),
        techniques: ["T1480"], aspect: .activity, needs: [.locks],
        misses: Localized(en: "Locks held in memory or on sockets.", ja: "ファイルを使わないロックは分かりません。")
    ) { situation in
        situation.facts.locks.compactMap { lock in
            let folder = lock.file.path.parentFolder
            let isOdd = Places.oddFolder(of: lock.file.path) != nil || lock.namedBy.contains { isSuspicious($0, situation) }
            guard isOdd else { return nil }
            let boot = situation.bootAfter(lock.file.status.times.modified)
            let left = lock.file.status.times.modified
            var times = situation.stamps.marks(lock.file)
            times = times.map { mark in
                var mark = mark
                if mark.clock == .settable { mark.meaning = .active }
                return mark
            }
            var explanation = Localized(
                en: "\(lock.file.path) was last written \(left).", ja: "\(lock.file.path) が最後に書かれたのは \(left) です。")
            if let pid = lock.pid {
                explanation = explanation + Localized(en: " It names process \(pid).", ja: "プロセス番号 \(pid) が書かれています。")
            }
            if !lock.namedBy.isEmpty {
                explanation =
                    explanation
                    + Localized(
                        en: " \(list: lock.namedBy) asks for this file before starting.",
                        ja: "\(list: lock.namedBy) は、動き出す前にこのファイルがあるかを調べます。")
            }
            var ended: Timestamp?
            switch lock.holder {
            case .alive:
                explanation = explanation + Localized(en: " That process runs now: the program is active.", ja: "そのプロセスはいま動いています。")
            case .dead, .other, .notKnown:
                if let boot {
                    ended = boot.time
                    explanation =
                        explanation
                        + Localized(
                            en:
                                " The host was booted at \(boot.time) and the file stayed behind: since then the program finds it and does not start.",
                            ja: "そのあと \(boot.time) に再起動され、ファイルだけが残りました。それ以来、プログラムはこのファイルを見て、動かずに終わっています。")
                    times.append(TimeMark(boot.time, .ended, clock: .record, path: lock.file.path))
                } else if lock.holder == .dead {
                    ended = left
                    explanation = explanation + Localized(en: " No process of that number runs.", ja: "その番号のプロセスは動いていません。")
                } else if case .other(let name) = lock.holder {
                    ended = left
                    explanation =
                        explanation
                        + Localized(en: " That number now belongs to \(name).", ja: "その番号はいま \(name) のものです。")
                }
            }
            var claim = Claim(
                .medium, ended == nil ? .possible : .likely, Subject(.file, path: lock.file.path), explanation: explanation,
                evidence: [.status(lock.file, source: "locks")], nextSteps: [.preserve(lock.file.path), keepLock(lock.file.path)],
                times: times, related: lock.namedBy + [folder], lastActive: ended == nil ? nil : left)
            if let boot, ended != nil {
                claim.evidence.append(
                    EvidenceItem(
                        .record, source: "logins", path: boot.place.path, line: boot.place.line,
                        text: RawText("boot \(boot.time.rfc3339())")))
            }
            return claim
        }
    }

    /// Whether the program that asks for the lock is held to be an intruder's for a reason of its own.
    private static func isSuspicious(_ path: RawText, _ situation: Situation) -> Bool {
        if Places.oddFolder(of: path) != nil { return true }
        guard let file = situation.file(path), !Origin.of(file).isExplained else { return false }
        return !file.matches.isEmpty || file.traits.contains { $0.trait.severity >= .high }
    }

    private static func keepLock(_ path: RawText) -> NextStep {
        NextStep(
            action: "lock.keep",
            text: Localized(
                en: "Leave \(path) where it is: as long as it is there the program does not start.",
                ja: "\(path) は消さないでください。これがある間、プログラムは動きません。"))
    }
}

extension Situation {
    /// The first boot after a moment that a record tells of.
    func bootAfter(_ time: Timestamp) -> HostBoot? {
        facts.boots.first { $0.time > time }
    }
}
