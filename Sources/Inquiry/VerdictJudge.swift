import Model

/// Answers whether the server was broken into, since when, and whether the intruder's things are at work.
struct VerdictJudge: Sendable {
    let facts: Facts
    let findings: [Finding]
    let stories: [Story]

    func verdict() -> Verdict {
        let state = state()
        guard state == .compromised || state == .suspicious, let main = stories.first else {
            return Verdict(state: state, summary: summary(state, nil, (nil, nil, nil)))
        }
        let parts = findings.filter { Set(main.findings).contains($0.id) }
        let activity = activity(parts, main)
        let dwell = main.since.map { max(0, facts.now.seconds - $0.earliest.seconds) }
        return Verdict(
            state: state, since: main.since, active: activity.active, dormantSince: activity.since, activityReason: activity.reason,
            dwellSeconds: dwell, summary: summary(state, main, activity))
    }

    private func state() -> Verdict.State {
        let traces = findings.filter { $0.aspect != .weakness }
        if traces.contains(where: { $0.severity >= .high && $0.confidence == .certain })
            || traces.filter({ $0.severity >= .high && $0.confidence == .likely }).count >= 2
            || traces.contains(where: { $0.severity == .critical && $0.confidence == .likely })
        {
            return .compromised
        }
        if traces.contains(where: { $0.severity >= .medium }) { return .suspicious }
        if !isComplete { return .undecided }
        return findings.contains { $0.detector == "login.guessing" } ? .attempted : .clean
    }

    /// Whether enough could be seen for "nothing was found" to mean something.
    private var isComplete: Bool {
        let essential: Set<FactKind> = [.files, .packages, .accounts]
        let lost = facts.gaps.contains { $0.isTotal && !$0.facts.isDisjoint(with: essential) }
        return !lost && (facts.host.view != .live || facts.asRoot)
    }

    private func activity(_ parts: [Finding], _ story: Story) -> (active: Bool?, since: Timestamp?, reason: Localized?) {
        if let running = parts.first(where: { [.process, .socket].contains($0.subject.kind) && $0.severity >= .medium }) {
            return (true, nil, Localized(en: "It is at work now: ", ja: "いまも動いています: ") + running.title + Localized(en: ".", ja: "。"))
        }
        let ends = parts.flatMap(\.times).filter { $0.meaning == .ended }.map(\.time)
        if let end = ends.max() {
            let lock = parts.first { $0.detector == "lock.stale" && $0.times.contains { $0.meaning == .ended } }
            let name = lock?.subject.path ?? ""
            return (
                false, end,
                Localized(
                    en: "The host was booted at \(end) and the lock file \(name) stayed behind; the program finds it and refuses to start.",
                    ja: "\(end) の再起動でロックファイル \(name) が残り、プログラムはそれを見つけて動かないままになっています。")
            )
        }
        if let lock = parts.first(where: { $0.detector == "lock.stale" }), let last = lock.lastActive {
            return (
                false, last,
                Localized(
                    en: "Its lock file \(lock.subject.path ?? "") is stale: the process that made it does not run.",
                    ja: "ロックファイル \(lock.subject.path ?? "") を作ったプロセスは、もう動いていません。")
            )
        }
        guard facts.host.view == .live, !facts.gaps.contains(where: { $0.isTotal && $0.facts.contains(.processes) }) else {
            return (nil, nil, Localized(en: "A copy does not tell what runs.", ja: "写しを調べたため、いま動いているかは分かりません。"))
        }
        if parts.contains(where: { $0.aspect == .persistence }) {
            return (
                nil, nil,
                Localized(en: "Nothing of it was seen running, but it starts by itself.", ja: "いま動いているものは見つかりませんが、自動で動き出す仕掛けがあります。")
            )
        }
        return (false, story.lastActive, Localized(en: "None of its programs runs now.", ja: "そのプログラムは、いまはどれも動いていません。"))
    }

    private func summary(
        _ state: Verdict.State, _ story: Story?, _ activity: (active: Bool?, since: Timestamp?, reason: Localized?)
    ) -> Localized {
        switch state {
        case .compromised:
            var text = Localized(en: "This server was broken into", ja: "このサーバーは侵入されています")
            if let since = story?.since {
                text = text + Localized(en: ", by \(since.earliest) at the latest.", ja: "。遅くとも \(since.earliest) には入られていました。")
            } else {
                text = text + Localized(en: "; when cannot be told from what is left.", ja: "。いつ入られたかは、残っているものからは分かりません。")
            }
            if activity.active == true {
                text = text + Localized(en: " The intruder's programs are at work now.", ja: "侵入者のプログラムは、いまも動いています。")
            } else if let since = activity.since {
                text =
                    text
                    + Localized(en: " The intruder's program has been dormant since \(since).", ja: "侵入者のプログラムは \(since) から止まっています。")
            }
            return text
        case .suspicious:
            return Localized(
                en: "Something here needs an explanation; a break-in is not proven.",
                ja: "説明のつかないものがあります。侵入されたと言い切る証拠はまだありません。")
        case .attempted:
            return Localized(
                en: "Strangers tried to get in; no trace was found that one of them did.",
                ja: "外から入ろうとする試みがありました。入られた形跡は見つかっていません。")
        case .clean:
            return Localized(
                en: "No trace of an intruder was found in what could be examined.", ja: "調べられた範囲では、侵入の形跡は見つかりませんでした。")
        case .undecided:
            return Localized(
                en: "Nothing was found, but too much could not be looked at to call it clean.",
                ja: "見つかったものはありませんが、調べられなかった部分が大きく、安全とは言えません。")
        }
    }
}
