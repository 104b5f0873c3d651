import Formats
import Hosts
import Model

/// Settings of whatever program, which no package brought or which differ from what it brought: read line by line for commands that
/// hardly any honest setting has, and for programs of nobody's that lie where only packages put something, or hide.
///
/// So a place that no list names is seen too: what an intruder writes there has to name his program, or what it does.
enum OtherSettings {
    static let id = "otherSettings"
    private static let kinds: Set<FactKind> = [.autoruns]
    private static let most = 6_000
    private static let mostTold = 500

    static func collect(_ collection: inout Collection) {
        var known = Known(collection.facts)
        var told = 0
        for path in collection.settings.sorted().prefix(most) where told < mostTold && !known.isTold(path) {
            if read(path, &known, &collection) { told += 1 }
        }
        if collection.settings.count > most || told == mostTold {
            collection.gaps.add(
                Gap(
                    collector: id,
                    reason: Localized(
                        en: "There are so many files of settings that only the first \(most) were read.",
                        ja: "設定ファイルが多すぎるため、\(most) 件までを読みました。"),
                    facts: kinds))
        }
        collection.settings = []
    }

    /// What is known already when settings are read.
    private struct Known {
        /// Programs of nobody's that the sweep met.
        var programs: [RawText: FileFact] = [:]
        /// Where entries are written that are told already, and what they run.
        var places: Set<RawText> = []
        /// Folders of foreign code that are checked out whole.
        var checkouts: [RawText: Bool] = [:]

        init(_ facts: Facts) {
            for file in facts.files where file.record == .unowned && file.status.kind == .regular {
                if file.shape.isProgram || file.status.isExecutable { programs[file.path] = file }
            }
            for entry in facts.autoruns {
                places.insert(entry.place.path)
                for target in entry.targets { target.path.map { _ = places.insert($0) } }
            }
        }

        func isTold(_ path: RawText) -> Bool { places.contains(path) }

        /// Whether a file lies in a tree that its owner fetched from somewhere.
        mutating func isForeign(_ path: RawText, _ host: any HostView) -> Bool {
            var folder = path.parentFolder
            var way: [RawText] = []
            var isForeign = false
            while folder.count > 1, way.count < 8 {
                if let before = checkouts[folder] {
                    isForeign = before
                    break
                }
                way.append(folder)
                if case .success = host.status(folder.appending(".git"), followingLast: false) {
                    isForeign = folder != "/etc"
                    break
                }
                folder = folder.parentFolder
            }
            for folder in way { checkouts[folder] = isForeign }
            return isForeign
        }
    }

    /// - Returns: whether the file says something.
    private static func read(_ path: RawText, _ known: inout Known, _ collection: inout Collection) -> Bool {
        let isPersonal = !Places.isSystem(path) && !path.isInside("/var") && !path.isInside("/opt") && !path.isInside("/srv")
        if isPersonal, known.isForeign(path, collection.host) { return false }
        guard case .success(let content) = collection.host.read(path, limit: Int(SettingInterest.mostBytes)),
            !content.bytes.prefix(4_096).contains(0)
        else { return false }
        let isScript = content.bytes.starts(with: [0x23, 0x21])
        var traits: [TraitHit] = []
        if isScript {
            // Scripts that install something fetch and run it; of those that nobody calls by itself, only worse is told.
            traits = ShellTraits.scan(content.bytes.span).filter {
                worst.contains($0.trait) || path.isInside("/etc") && isFetched($0.trait)
            }
        } else {
            traits = SettingLines.traits(content.bytes, isComment: isNoCommand)
            if let served = SettingLines.servedShell(content.bytes) { traits.append(served) }
            let may = Places.isSystem(path) || isPersonal
            traits.removeAll { $0.trait == .runsFromHiddenFolder || $0.trait == .runsFromTemporaryFolder || !may && isFetched($0.trait) }
        }
        let named = programs(in: content.bytes, of: path, isPersonal: isPersonal, known, &collection)
        guard !traits.isEmpty || !named.targets.isEmpty, var file = collection.appraise(path), !file.record.isEqual,
            file.sameContentAs == nil, !(isScript || path.fileExtension == "sh") || file.record == .unowned || path.isInside("/etc")
        else { return false }
        file.traits = isScript ? traits : []
        let line = [traits.first.map { ($0.line, $0.text) }, named.first.map { ($0.line, $0.text) }].compactMap { $0 }.min { $0.0 < $1.0 }
        collection.facts.autoruns.append(
            AutorunEntry(
                mechanism: .setting, place: Place(path, line: line?.0 ?? 1), name: path.lastComponent,
                user: isPersonal ? owner(of: path, collection.facts) : "root", command: isScript ? "" : line?.1 ?? "", traits: traits,
                file: file,
                targets: (isScript ? [AutorunTarget(role: .script, written: path, path: file.path, file: file)] : []) + named.targets))
        return true
    }

    private struct Named {
        var targets: [AutorunTarget] = []
        var first: (line: Int, text: RawText)?
    }

    /// Programs of nobody's that a text names and that lie where only packages put something, where everybody may write, or hidden.
    private static func programs(
        in bytes: [UInt8], of place: RawText, isPersonal: Bool, _ known: Known, _ collection: inout Collection
    ) -> Named {
        let home = isPersonal ? collection.facts.accounts.first { $0.home.count > 1 && place.isInside($0.home) }?.home : "/root"
        var seen: Set<RawText> = []
        var words: [(RawText, Int, RawText)] = []
        SettingLines.each(bytes, isComment: isNoCommand) { line, number, _ in
            for word in SettingLines.paths(in: line) {
                guard let path = absolute(word, home), seen.insert(path).inserted else { continue }
                words.append((path, number, RawText(Array(line.prefix(200)))))
            }
            return words.count < 400
        }
        var named = Named()
        for (path, number, line) in words {
            guard path != place, named.targets.count < 20, let target = strange(path, known, &collection) else { continue }
            named.targets.append(target)
            if named.first == nil { named.first = (number, line) }
        }
        return named
    }

    private static func strange(_ path: RawText, _ known: Known, _ collection: inout Collection) -> AutorunTarget? {
        let isOdd = Places.isTemporary(path) || Places.oddFolder(of: path) != nil
        let hides = Places.hidesTwice(path)
        guard isOdd || hides || Places.isSystem(path), let end = collection.host.resolve(path) else { return nil }
        if let file = known.programs[end] {
            guard file.shape == .elf && file.sameContentAs == nil || isOdd || hides else { return nil }
            return AutorunTarget(role: .program, written: path, path: end, file: file)
        }
        guard isOdd || hides, let file = collection.appraise(end), file.status.kind == .regular, file.record == .unowned,
            file.shape.isProgram || file.status.isExecutable
        else { return nil }
        return AutorunTarget(role: .program, written: path, path: end, file: file)
    }

    /// A path with the home of the account whose file names it.
    private static func absolute(_ word: RawText, _ home: RawText?) -> RawText? {
        if word.hasPrefix("/") { return word }
        guard let home else { return nil }
        for start in ["~/", "$HOME/"] as [RawText] where word.hasPrefix(start) {
            return home.appending(RawText(Array(word.bytes.dropFirst(start.count))))
        }
        return nil
    }

    private static func owner(of path: RawText, _ facts: Facts) -> RawText? {
        facts.accounts.first { $0.home.count > 1 && path.isInside($0.home) }?.name
    }

    /// Comments of the usual kinds, names that somebody gave to commands which he types himself, and lines without a path or a pipe.
    private static func isNoCommand(_ line: ArraySlice<UInt8>) -> Bool {
        if !line.contains(0x2f), !line.contains(0x7c) { return true }
        let starts: [[UInt8]] = [[0x23], [0x3b], [0x2f, 0x2f], [0x2d, 0x2d], [0x3c, 0x21, 0x2d], [0x2a, 0x20], Array("alias ".utf8)]
        return starts.contains { line.starts(with: $0) }
    }

    private static func isFetched(_ trait: Trait) -> Bool { trait == .downloadAndRun || trait == .decodeAndRun }

    /// What no script does that only administers.
    private static let worst: Set<Trait> = [.reverseShell, .bindShell, .minesCurrency]
}
