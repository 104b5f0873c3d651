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
        misses: Localized(en: "Entries of packages that do something bad.", ja: "配布物そのものに含まれる悪意ある処理は分かりません。"),
        severities: .low ... .high
    ) { situation in
        situation.autoruns.compactMap { claim($0, situation) }
    }

    /// Mechanisms of which another detector tells.
    private static let elsewhere: Set<AutorunEntry.Mechanism> = [.serverModule, .nameService, .loaderPath, .preload]

    /// Mechanisms whose entries stand in files of their own or in tables that only people write.
    private static let handWritten: Set<AutorunEntry.Mechanism> = [.systemdUnit, .cronSystem, .cronUser, .at]

    private static func claim(_ judgement: AutorunJudgement, _ situation: Situation) -> Claim? {
        let entry = judgement.entry
        // A setting of a server that names a program, as a log that is piped, is told here; its modules are told elsewhere.
        let runsProgram = entry.mechanism == .serverModule && entry.targets.contains { $0.role != .library }
        guard !judgement.isPackaged, runsProgram || !elsewhere.contains(entry.mechanism) else { return nil }
        let unexplained = judgement.unexplainedTargets.filter { target in
            guard case .unexplained = target.file.map(Origin.of) ?? .unexplained else { return false }
            if entry.mechanism == .pam, target.role == .library { return false }
            // A start file of an account is written by its owner; what it runs elsewhere is told.
            return entry.mechanism != .shellStart || target.path != entry.file?.path || entry.place.path.isInside("/etc")
        }
        let isLine = entry.mechanism == .udev || entry.mechanism == .temporaryFiles
        // A job or a unit that was written here is told, whatever program of the distribution it runs.
        let isWritten = 
            handWritten.contains(entry.mechanism) && entry.file?.record == .unowned
            && (entry.mechanism != .systemdUnit || !entry.place.path.contains(".d/"))
        let isOwnScript =
            (entry.targets.isEmpty || isLine || isWritten) && entry.mechanism != .pam && entry.file.map { Origin.of($0) == .unexplained } ?? false
        // A list may name a module that is not there, or not yet.
        let isMissing = entry.mechanism == .kernelModule && entry.targets.isEmpty && !entry.command.isEmpty
        guard !unexplained.isEmpty || isOwnScript || isMissing else { return nil }
        let what = entry.command.isEmpty ? entry.name : entry.command
        let paths = unexplained.isEmpty ? [entry.place.path] : unexplained.map { $0.path ?? $0.written }
        let isKnown = situation.facts.packageSources.isEmpty || AutorunHarm(judgement, situation) != nil
        let isHandBuilt = !unexplained.isEmpty && unexplained.allSatisfy { HandBuiltPrograms.isKnown($0.path ?? $0.written) }
        let isPlain = isMissing || unexplained.isEmpty && !isLine && !entry.targets.isEmpty
        let raised = isKnown || isHandBuilt || isPlain ? nil : AutorunOddity(entry, unexplained)
        var claim = Claim(
            raised?.severity ?? .low, raised?.severity == .high ? .likely : .possible,
            Subject(
                entry.mechanism == .systemdUnit ? .unit : .job, path: entry.place.path, user: entry.user, name: entry.name,
                line: entry.place.line),
            explanation: Localized(
                en: "\(entry.place.path) runs \(what). No package brought \(list: paths); nothing bad was seen in it.",
                ja: "\(entry.place.path) が \(what) を動かします。\(list: paths) はどの配布物にも属しません。悪い動作は見つかっていません。"),
            evidence: [.line(entry.place, what, source: "autoruns")], related: unexplained.compactMap(\.path))
        for file in unexplained.compactMap(\.file).prefix(3) { claim.evidence.append(.status(file, source: "autoruns")) }
        if let raised {
            let odd = raised.files.isEmpty ? [entry.file].compactMap { $0 } : raised.files
            claim.times = odd.flatMap { situation.stamps.marks($0) }
            claim.explanation = claim.explanation + Localized(en: " ", ja: "") + raised.reason
        }
        return claim
    }
}
