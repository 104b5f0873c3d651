import Model
import Provenance

extension Detector {
    /// A module or library that programs of the system load and that no package brought.
    static let unownedModule = Detector(
        id: "module.unowned",
        title: Localized(en: "Programs of the system load a module that no package brought", ja: "システムのプログラムが、どの配布物にも属さない部品を読み込みます"),
        claim: Localized(
            en:
                "PAM, the name services, the loader, a web server or PHP is told to load a library that no package brought. A module of PAM or of the name services sits in every log-in; on a clean server all of them are packaged.",
            ja: "ログイン(PAM)、名前解決、ローダー、ウェブサーバー、PHP のいずれかが、配布物に含まれない部品を読み込む設定です。ログインや名前解決の部品は、きれいなサーバーではすべて配布物のものです。"),
        techniques: ["T1556.003", "T1574.001"], aspect: .persistence, needs: [.autoruns, .packages],
        misses: Localized(
            en: "A packaged module that was replaced shows as an altered file.", ja: "配布物の部品が差し替えられた場合は、ファイルの書き換えとして示します。"),
        references: ["pam.conf(5)", "nsswitch.conf(5)", "ldconfig(8)"]
    ) { situation in
        guard !situation.facts.packageSources.isEmpty else { return [] }
        return situation.autoruns.compactMap { judgement in
            let entry = judgement.entry
            guard [.pam, .nameService, .serverModule, .loaderPath].contains(entry.mechanism) else { return nil }
            let libraries = judgement.unexplainedTargets.filter { $0.role == .library && $0.file.map(Origin.of) == .unexplained }
            let folders = entry.targets.filter { $0.role == .environment }
            guard !libraries.isEmpty || !folders.isEmpty else { return nil }
            let paths = (libraries + folders).map { $0.path ?? $0.written }
            let isStrange = libraries.contains { $0.file?.traits.contains { $0.trait == .posesAsModule || $0.trait == .startsPrograms } ?? false }
            let severity = max(severity(entry, paths), isStrange ? .medium : .info)
            var claim = Claim(
                severity, severity >= .high ? .likely : .possible,
                judgement.isPackaged
                    ? Subject(.file, path: paths.first, name: entry.name)
                    : Subject(.config, path: entry.place.path, name: entry.name, line: entry.place.line),
                explanation: Localized(
                    en: "\(entry.place.path) (\(entry.command)) makes programs load \(list: paths). No package brought that.",
                    ja: "\(entry.place.path)(\(entry.command))により、\(list: paths) が読み込まれます。どの配布物にも属しません。"),
                evidence: [.line(entry.place, entry.command, source: "autoruns")], nextSteps: paths.prefix(2).map { .preserve($0) },
                related: paths + (entry.file.map { $0.path == entry.place.path ? [] : [$0.path] } ?? []))
            for file in libraries.compactMap(\.file).prefix(4) { claim = claim.with(file: file, situation, source: "autoruns") }
            if severity >= .medium, let file = entry.file, !Origin.of(file).isExplained { claim.times += situation.stamps.marks(file) }
            return claim
        }
    }

    private static func severity(_ entry: AutorunEntry, _ paths: [RawText]) -> Severity {
        if paths.contains(where: { Places.isTemporary($0) || Places.oddFolder(of: $0) != nil }) { return .critical }
        switch entry.mechanism {
        case .pam, .nameService:
            // Agents of directories and of second factors bring modules of their own below /opt.
            return paths.allSatisfy { $0.isInside("/opt") || $0.isInside("/usr/local") && $0.contains("/security/") } ? .low : .high
        case .loaderPath:
            if entry.targets.contains(where: { $0.role == .environment }) { return .medium }
            return paths.contains { isCore($0.lastComponent) } ? .medium : .low
        default:
            // Extensions are built by hand where modules lie; elsewhere hardly any is kept.
            let isUsual = paths.allSatisfy { path in
                ["/usr", "/opt", "/etc", "/lib", "/lib64"].contains { (folder: RawText) in path.isInside(folder) }
            }
            return isUsual ? .low : .medium
        }
    }

    /// Libraries that nobody builds by hand beside the distribution's: the C library, those of log-ins and of listings.
    private static func isCore(_ name: RawText) -> Bool {
        let cores: [RawText] = [
            "libc.so", "libdl.so", "libpthread.so", "ld-linux", "libpam", "libnss_", "libkeyutils.so", "libselinux.so", "libaudit.so",
            "libproc", "libcap.so", "libcrypt.so", "libutil.so", "libresolv.so", "libsystemd.so",
        ]
        return cores.contains { name.hasPrefix($0) }
    }
}
