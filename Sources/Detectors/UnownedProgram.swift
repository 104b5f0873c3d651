import Model
import Provenance

extension Detector {
    /// A program in a system folder that no package brought.
    static let unownedProgram = Detector(
        id: "file.program.unowned",
        title: Localized(en: "A program of the system that no package brought", ja: "どの配布物にも属さないプログラムがシステムの場所にあります"),
        claim: Localized(
            en:
                "A program or library lies where the distribution keeps its own, or a compiled program where only settings and records are kept, and no package names it.",
            ja: "配布物の場所や、設定と記録だけが置かれる場所に、どの配布物にも属さないプログラムや部品があります。"),
        techniques: ["T1036.005"], aspect: .tampering, needs: [.files, .packages],
        misses: Localized(en: "Programs in /usr/local and /opt, which are the administrator's.", ja: "/usr/local と /opt は管理者が使う場所のため対象外です。")
    ) { situation in
        // Where no database was read nothing is owned, and the claim means nothing.
        guard !situation.facts.packageSources.isEmpty else { return [] }
        return situation.facts.files.compactMap { file in
            if file.status.kind == .symbolicLink { return threadLink(file, situation) }
            if let misplaced = misplaced(file, situation) { return misplaced }
            let folder = file.path.parentFolder
            let isHidden = file.path.lastComponent.hasPrefix(".") && Places.isProgramFolder(folder) && file.status.isExecutable
            guard file.record == .unowned, isHidden || isKept(file) || isRenamed(file) || Origin.of(file) == .unexplained,
                file.status.kind == .regular,
                Places.isProgramFolder(folder) || Places.isLibraryFolder(folder) || Places.isModuleFolder(folder)
                    || Places.isKernelModule(file.path) || folder == "/usr/libexec",
                Places.oddFolder(of: file.path) == nil,
                file.shape.isProgram || file.path.lastComponent.contains(".so") || Places.isKernelModule(file.path)
            else { return nil }
            let worst = file.traits.map(\.trait.severity).max() ?? .info
            let isModule = folder.lastComponent == "security" || file.path.lastComponent.hasPrefix("libnss_")
            // Threads of the kernel have no file; a program of their name wants to be taken for one in a list of processes.
            let posesAsThread = Places.isProgramFolder(folder) && KernelThreadNames.isUnmistakable(file.path.lastComponent)
            // It says that it came with this kernel, whose package does not have it.
            let poses = file.traits.contains { $0.trait == .posesAsModule }
            let isPretence = poses || isProgramAsLibrary(file) || isRandom(file)
            let severity: Severity =
                worst >= .high || isModule || posesAsThread ? .high : isHidden || isLoaded(file.path) || isPretence ? .medium : .low
            var explanation = Localized(
                en: "\(file.path) lies among the distribution's own programs, and no package brought it.",
                ja: "\(file.path) は配布物のプログラムに混じって置かれていますが、どの配布物にも属しません。")
            if isRandom(file) {
                explanation =
                    explanation
                    + Localized(
                        en: " Its name is a row of letters at random, as bots give their copies.", ja: "名前は、ボットが自分の複製に付けるような、でたらめな文字の並びです。")
            }
            return Claim(
                severity, severity == .low ? .possible : .likely, Subject(.file, path: file.path), explanation: explanation
            ).with(file: file, situation)
        }
    }

    private static func isRandom(_ file: FileFact) -> Bool {
        file.shape == .elf && Places.isProgramFolder(file.path.parentFolder) && RandomLetters.make(file.path.lastComponent)
    }

    /// A compiled program among settings, records or headers, or in a folder below those of programs.
    private static func misplaced(_ file: FileFact, _ situation: Situation) -> Claim? {
        let folder = file.path.parentFolder
        let isBelow = Places.isProgramFolder(folder.parentFolder) || Places.isProgramFolder(folder.parentFolder.parentFolder)
        let isLibrary = Places.isProgramFolder(folder) && file.path.lastComponent.contains(".so")
        guard Places.holdsNoPrograms(file.path) || isBelow || isLibrary, file.status.kind == .regular, file.status.isExecutable,
            file.shape == .elf, file.record == .unowned, Origin.of(file) == .unexplained, Places.oddFolder(of: file.path) == nil
        else { return nil }
        return Claim(
            .medium, .likely, Subject(.file, path: file.path),
            explanation: Localized(
                en: "\(file.path) is a compiled program or library that no package brought, where none of its kind is kept.",
                ja: "\(file.path) は、どの配布物にも属さない実行形式のプログラムか部品です。そのようなものが置かれるはずのない場所です。"),
            nextSteps: [.preserve(file.path)]
        ).with(file: file, situation)
    }

    /// A link that gives a program of the system the name of a thread of the kernel.
    private static func threadLink(_ file: FileFact, _ situation: Situation) -> Claim? {
        guard file.record == .unowned, Places.isProgramFolder(file.path.parentFolder),
            KernelThreadNames.isUnmistakable(file.path.lastComponent)
        else { return nil }
        return Claim(
            .medium, .likely, Subject(.file, path: file.path),
            explanation: Localized(
                en:
                    "\(file.path) is a link to \(file.linkTarget ?? ""): whatever is started by it is listed under the name of a thread of the kernel.",
                ja: "\(file.path) は \(file.linkTarget ?? "") へのリンクで、これで起動したものは、カーネルの処理のような名前で一覧に出ます。"),
            nextSteps: [.preserve(file.path)]
        ).with(file: file, situation)
    }

    /// Libraries that programs load unasked: converters of the C library, engines of OpenSSL, faster copies for newer processors, and
    /// others of the names that nobody builds by hand.
    private static func isLoaded(_ path: RawText) -> Bool {
        if Places.isModuleFolder(path.parentFolder) { return true }
        let name = path.lastComponent
        return Places.isLibraryFolder(path.parentFolder)
            && [
                "libkeyutils.so", "libc.so.", "libpam.so", "libpam_", "libselinux.so", "libaudit.so", "libcrypt.so", "libnss_", "libproc2",
                "libproc-",
            ]
            .contains {
                name.hasPrefix($0)
            }
    }

    /// Whether it is a packaged program or module of the same folder under a longer name, as those leave behind who exchange one.
    private static func isKept(_ file: FileFact) -> Bool {
        guard let same = file.sameContentAs, same.parentFolder == file.path.parentFolder else { return false }
        let ends: [RawText] = [".bak", ".orig", ".original", ".old", ".real", ".save", ".distrib"]
        return ends.contains { file.path.lastComponent == same.lastComponent + $0 }
    }

    /// Whether it is a packaged program under a name that has nothing of its own.
    private static func isRenamed(_ file: FileFact) -> Bool {
        guard let same = file.sameContentAs, file.shape == .elf else { return false }
        let (name, own) = (file.path.lastComponent, same.lastComponent)
        if own.hasPrefix("busybox") || own.hasPrefix("toybox") { return false }
        return !name.hasPrefix(own) && !own.hasPrefix(name)
    }

    /// Whether something is called a library and holds a packaged program.
    private static func isProgramAsLibrary(_ file: FileFact) -> Bool {
        guard let same = file.sameContentAs, Places.isLibraryFolder(file.path.parentFolder) else { return false }
        return file.path.lastComponent.contains(".so") && Places.isProgramFolder(same.parentFolder)
    }
}
