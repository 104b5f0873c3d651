import Model
import Provenance

extension Detector {
    /// A job, unit or script that no package brought and that shows nothing bad by itself.
    static let unexplainedAutorun = Detector(
        id: "autorun.unexplained",
        title: Localized(en: "Something starts by itself that no package brought", ja: "どの配布物にも属さない自動実行があります"),
        claim: Localized(
            en:
                "An entry that starts by itself was written here and not by a package. Most are the administrator's own; you should know each of them.",
            ja: "配布物に含まれない自動実行の設定です。多くは管理者自身が作ったものですが、一つずつ心当たりがあるか確かめてください。"),
        techniques: ["T1053", "T1543"], aspect: .persistence, needs: [.autoruns, .packages],
        misses: Localized(en: "Entries of packages that do something bad.", ja: "配布物そのものに含まれる悪意ある処理は分かりません。")
    ) { situation in
        situation.autoruns.compactMap { judgement in
            let entry = judgement.entry
            guard !judgement.isPackaged, entry.mechanism != .shellStart, entry.mechanism != .pam else { return nil }
            let unexplained = judgement.unexplainedTargets.filter { target in
                guard case .unexplained = target.file.map(Origin.of) ?? .unexplained else { return false }
                return true
            }
            let isOwnScript = entry.targets.isEmpty && entry.file.map { Origin.of($0) == .unexplained } ?? false
            guard !unexplained.isEmpty || isOwnScript else { return nil }
            let what = entry.command.isEmpty ? entry.name : entry.command
            // Administrators keep their own programs in /usr/local, /opt and /srv; one among the distribution's own wants to pass as one.
            let posing = unexplained.filter { target in
                guard let path = target.path, let file = target.file, file.status.kind == .regular else { return false }
                return target.role == .program && file.record == .unowned && file.shape == .elf && Places.isSystem(path)
                    && path != entry.place.path
            }
            let isPosing =
                !posing.isEmpty && !situation.facts.packageSources.isEmpty && AutorunHarm(judgement, situation) == nil
            var claim = Claim(
                isPosing ? .medium : .low, .possible,
                Subject(
                    entry.mechanism == .systemdUnit ? .unit : .job, path: entry.place.path, user: entry.user, name: entry.name,
                    line: entry.place.line),
                explanation: Localized(
                    en:
                        "\(entry.place.path) runs \(what). No package brought \(list: unexplained.isEmpty ? [entry.place.path] : unexplained.map { $0.path ?? $0.written }); nothing bad was seen in it.",
                    ja:
                        "\(entry.place.path) が \(what) を動かします。\(list: unexplained.isEmpty ? [entry.place.path] : unexplained.map { $0.path ?? $0.written }) はどの配布物にも属しません。悪い動作は見つかっていません。"
                ),
                evidence: [.line(entry.place, what, source: "autoruns")], related: unexplained.compactMap(\.path))
            for file in unexplained.compactMap(\.file).prefix(3) { claim.evidence.append(.status(file, source: "autoruns")) }
            if isPosing {
                claim.times = posing.compactMap(\.file).flatMap { situation.stamps.marks($0) }
                claim.explanation =
                    claim.explanation
                    + Localized(
                        en: " It lies among the distribution's own programs, where only packages put something.",
                        ja: "配布物だけが置かれるはずの場所に混じっています。")
            }
            return claim
        }
    }
}
