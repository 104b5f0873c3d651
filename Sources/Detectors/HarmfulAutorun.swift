import Model
import Provenance

extension Detector {
    /// A job, unit or boot script that runs what an intruder would run.
    static let harmfulAutorun = Detector(
        id: "autorun.harmful",
        title: Localized(en: "Something that starts by itself runs what an intruder would run", ja: "自動で動く仕組みが、侵入者のものと思われるプログラムを動かしています"),
        claim: Localized(
            en:
                "An entry that starts by itself (a job, a unit, a boot script, a log-in hook) downloads and runs code, opens a shell to the outside, or runs a program that no package explains out of a hidden, deceptive or world-writable folder.",
            ja: "自動で動く設定(定期実行、サービス、起動スクリプト、ログイン時の処理)が、外から取ってきたものを動かす、外に操作を明け渡す、または出所の分からないプログラムを隠し場所から動かしています。"),
        techniques: ["T1053", "T1543", "T1037"], aspect: .persistence, needs: [.autoruns],
        misses: Localized(
            en: "A program in an ordinary place whose own text shows nothing: it is listed as unexplained, not as harmful.",
            ja: "普通の場所に置かれ、中身からも分からないプログラムは、「出所不明」としてだけ示します。")
    ) { situation in
        situation.autoruns.compactMap { judgement in claim(judgement, situation) }
    }

    private static func claim(_ judgement: AutorunJudgement, _ situation: Situation) -> Claim? {
        guard let harm = AutorunHarm(judgement, situation) else { return nil }
        let entry = judgement.entry
        let (severity, odd, traits, matches) = (harm.severity, harm.odd, harm.traits, judgement.matches)
        var evidence: [EvidenceItem] = [.line(entry.place, entry.command.isEmpty ? entry.name : entry.command, source: "autoruns")]
        evidence += traits.prefix(6).map { .trait($0.hit, path: $0.path, source: "autoruns") }
        let files = judgement.unexplainedTargets.compactMap(\.file)
        for file in files.prefix(4) { evidence.append(.status(file, source: "autoruns")) }
        evidence += files.prefix(4).flatMap { EvidenceItem.matches($0.matches, path: $0.path) }
        var times = files.flatMap { situation.stamps.marks($0) }
        if let file = entry.file, !Origin.of(file).isExplained { times += situation.stamps.marks(file) }
        let paths = entry.targets.compactMap { $0.path ?? ($0.written.hasPrefix("/") ? $0.written : nil) }
        return Claim(
            severity, odd.isEmpty && matches.isEmpty ? .likely : .certain,
            Subject(
                entry.mechanism == .systemdUnit ? .unit : .job, path: entry.place.path, user: entry.user, name: entry.name,
                line: entry.place.line),
            title: title(entry), explanation: explanation(entry, odd: odd, traits: traits.map(\.hit.trait), matches: matches),
            evidence: evidence, nextSteps: [.preserve(entry.place.path), .disableJob(entry.place)], times: times,
            related: paths.filter { !Places.isCommon($0) })
    }

    /// Whether all that is preloaded is an allocator or the like: a library of a package, or one that the administrator keeps
    /// with his own software.
    fileprivate static func isHonestPreload(_ hit: TraitHit, _ entry: AutorunEntry, _ situation: Situation) -> Bool {
        guard let libraries = AutorunJudgement.preloaded(in: hit.text) else { return false }
        return libraries.allSatisfy { library in
            let target = entry.targets.first { $0.role == .library && $0.written == library }
            let path = target?.path ?? library
            if library.bytes.contains(0x24) || Places.isTemporary(path) || Places.oddFolder(of: path) != nil { return false }
            if let file = target?.file ?? situation.file(path), !Origin.of(file).isExplained {
                return path.isInside("/usr/local") || path.isInside("/opt")
            }
            // Every log-in would complain of a library that is not there; an intruder's hides itself, or comes and goes.
            if entry.mechanism == .shellStart, library.hasPrefix("/"), target?.file == nil, situation.file(path) == nil { return false }
            return !library.bytes.contains(0x2f) || Places.isSystem(path) || path.isInside("/usr/local") || path.isInside("/opt")
        }
    }

    private static func title(_ entry: AutorunEntry) -> Localized {
        switch entry.mechanism {
        case .cronSystem, .cronUser, .cronDirectory, .anacron, .at:
            Localized(en: "A scheduled job runs something of an intruder", ja: "定期実行(cron など)に、侵入者のものと思われる処理があります")
        case .systemdUnit, .systemdGenerator:
            Localized(en: "A systemd unit runs something of an intruder", ja: "サービス(systemd)に、侵入者のものと思われる処理があります")
        case .initScript, .rcLocal, .inittab, .upstart:
            Localized(en: "A boot script is trapped", ja: "起動スクリプトに罠があります")
        case .shellStart, .messageOfTheDay, .pam, .sshCommand:
            Localized(en: "A log-in starts something of an intruder", ja: "ログインのたびに、侵入者のものと思われる処理が動きます")
        default:
            Localized(en: "Something that starts by itself is an intruder's", ja: "自動で動く仕組みに、侵入者のものと思われる処理があります")
        }
    }

    private static func explanation(
        _ entry: AutorunEntry, odd: [AutorunTarget], traits: [Trait], matches: [ContentMatch]
    ) -> Localized {
        var text = Localized(
            en: "\(entry.place.path) starts \(entry.command.isEmpty ? entry.name : entry.command).",
            ja: "\(entry.place.path) が \(entry.command.isEmpty ? entry.name : entry.command) を動かします。")
        if let user = entry.user { text = text + Localized(en: " It runs as \(user).", ja: "実行する人は \(user) です。") }
        for target in odd.prefix(3) {
            let path = target.path ?? target.written
            text =
                text
                + Localized(
                    en: " What it runs, \(path), lies where no honest program lies, and no package explains it.",
                    ja: "動かす先の \(path) は、まともなプログラムが置かれない場所にあり、どの配布物にも属しません。")
            if target.file == nil {
                text = text + Localized(en: " It is not there any more.", ja: "(いまは存在しません。)")
            }
        }
        if !traits.isEmpty {
            text = text + Localized(en: " What it does: \(traits.words.en).", ja: "動作の内容: \(traits.words.ja)。")
        }
        for match in matches.prefix(2) {
            text = text + Localized(en: " Its content is: \(match.title.en).", ja: "中身の判定: \(match.title.ja)。")
        }
        return text
    }
}

/// What speaks against an entry that starts by itself; nil where nothing does.
struct AutorunHarm {
    let severity: Severity
    let odd: [AutorunTarget]
    let traits: [(hit: TraitHit, path: RawText)]

    init?(_ judgement: AutorunJudgement, _ situation: Situation) {
        guard !(judgement.isPackaged && judgement.runsOnlyPackaged) else { return nil }
        odd = judgement.oddTargets.filter { $0.file.map { !Origin.of($0).isExplained } ?? true }
        let entry = judgement.entry
        traits = judgement.traits.filter { trait in
            if judgement.isPackaged, trait.path == entry.place.path { return false }
            return trait.hit.trait != .preloadsLibrary || !Detector.isHonestPreload(trait.hit, entry, situation)
        }
        let worstTrait = traits.map { AutorunHarm.severity($0.hit) }.max()
        // A plug-in that lets a program loose in the background serves somebody else than who calls the package manager.
        let isLetLoose = entry.mechanism == .packageHook && traits.contains { $0.hit.trait == .runsDetached } && !entry.targets.isEmpty
        let hides = judgement.hidingTargets
        let strongest = [
            worstTrait, isLetLoose || !hides.isEmpty ? .medium : nil, odd.isEmpty ? nil : .high,
            judgement.matches.isEmpty ? nil : .critical,
        ].compactMap { $0 }.max()
        guard let strongest, strongest >= .medium else { return nil }
        // A lone medium trait in an administrator's own script is what administrators do.
        if strongest == .medium, odd.isEmpty, hides.isEmpty, !isLetLoose,
            Set(traits.map(\.hit.trait)).subtracting([.startsPrograms, .runsDetached]).count < 2, entry.mechanism != .temporaryFiles
        {
            return nil
        }
        severity = strongest
    }

    /// A hidden folder of a home is where tools of one user live (acme.sh, nvm, cargo): what runs from there is judged by what it does.
    private static func severity(_ hit: TraitHit) -> Severity {
        guard hit.trait == .runsFromHiddenFolder else { return hit.trait.severity }
        let homes: [RawText] = ["/root/.", "/home/", "$HOME", "~/", "${HOME}"]
        return homes.contains { hit.text.contains($0) } ? .low : hit.trait.severity
    }
}

extension Places {
    /// Programs that nearly every entry names and that tie nothing together.
    static func isCommon(_ path: RawText) -> Bool {
        Places.isProgramFolder(path.parentFolder)
    }
}
