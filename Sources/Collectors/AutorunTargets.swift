import Formats
import Hosts
import Model

extension Collection {
    /// What a command line finally runs on this host: each target at the end of its links, judged by record and content.
    mutating func targets(of command: RawText, home: RawText?, base: RawText? = nil, most: Int = 24) -> [AutorunTarget] {
        guard !command.isEmpty else { return [] }
        var targets: [AutorunTarget] = []
        for target in CommandLine.targets(of: command, home: home, base: base).prefix(most) where !target.isFolder {
            let path = place(of: target)
            let file = path.flatMap { appraise($0) }
            targets.append(AutorunTarget(role: target.role, written: target.written, path: file?.path ?? path, file: file))
        }
        return targets
    }

    /// The first candidate that is there as a file; one made by joining words counts only where no plain one is.
    private func place(of target: CommandTarget) -> RawText? {
        for joined in [false, true] {
            for candidate in target.candidates where candidate.isJoined == joined {
                guard case .success(let status) = host.status(candidate.path, followingLast: true) else { continue }
                if status.kind == .directory, target.role != .environment { continue }
                return candidate.path
            }
        }
        // Nothing is there: where it would have been is still worth knowing.
        return target.candidates.count == 1 || target.written.hasPrefix("/") ? target.candidates.first?.path : nil
    }

    /// An entry with its command resolved and its text judged.
    ///
    /// - Parameter settings: assignments that hold for the command, as lines of shell text.
    mutating func addAutorun(
        _ mechanism: AutorunEntry.Mechanism, _ place: Place, name: RawText, schedule: RawText? = nil, user: RawText? = nil,
        command: RawText, settings: RawText = "", base: RawText? = nil, file: FileFact?, extraTargets: [AutorunTarget] = []
    ) {
        let home = user.flatMap { self.home(of: $0) } ?? "/root"
        let resolved = settings.isEmpty ? command : settings + command
        var traits = ShellTraits.scan(resolved.bytes.span)
        for index in traits.indices { traits[index].line = place.line ?? 1 }
        var targets = targets(of: resolved, home: home, base: base) + extraTargets
        // The harm often lies one step further, in what a script of nobody's runs in its turn.
        for script in targets.filter({ $0.role == .script || $0.role == .program }).prefix(4) {
            guard let file = script.file else { continue }
            targets += inside(file).filter { inner in inner.file != nil && !targets.contains { $0.path == inner.path } }
        }
        if traits.contains(where: { $0.trait == .setsKernelHelper }) { targets += handedToKernel(resolved, besides: targets) }
        facts.autoruns.append(
            AutorunEntry(
                mechanism: mechanism, place: place, name: name, schedule: schedule, user: user, command: command, traits: traits,
                file: file, targets: targets))
    }

    /// The programs that a command line gives to the kernel to run: the paths that stand in it as words.
    private mutating func handedToKernel(_ command: RawText, besides known: [AutorunTarget]) -> [AutorunTarget] {
        let ends: Set<UInt8> = [0x20, 0x09, 0x0a, 0x22, 0x27, 0x3e, 0x7c, 0x3b, 0x28, 0x29]
        var targets: [AutorunTarget] = []
        for word in command.bytes.split(whereSeparator: { ends.contains($0) }).prefix(50) where word.first == 0x2f {
            let path = RawText(word)
            guard !path.isInside("/proc"), !path.isInside("/sys"), !known.contains(where: { $0.path == path || $0.written == path }),
                let file = appraise(path), file.status.kind == .regular
            else { continue }
            targets.append(AutorunTarget(role: .program, written: path, path: file.path, file: file))
        }
        return targets
    }

    /// An entry that is itself the program: a script in a folder whose scripts are run.
    mutating func addScript(_ mechanism: AutorunEntry.Mechanism, _ path: RawText, schedule: RawText? = nil) {
        guard let seen = appraise(path) else {
            // A link that leads nowhere still says what was meant to run.
            guard case .success(let target) = host.linkTarget(path) else { return }
            facts.autoruns.append(
                AutorunEntry(
                    mechanism: mechanism, place: Place(path), name: path.lastComponent, schedule: schedule,
                    targets: [AutorunTarget(role: .program, written: target)]))
            return
        }
        guard seen.status.kind == .regular else { return }
        let file = withCodeTraits(seen)
        facts.autoruns.append(
            AutorunEntry(
                mechanism: mechanism, place: Place(path), name: path.lastComponent, schedule: schedule, user: "root", file: file,
                targets: [AutorunTarget(role: .script, written: path, path: file.path, file: file)] + inside(file)))
    }

    /// What an unexplained script itself runs, one level deep: the harm often lies one step further.
    private mutating func inside(_ file: FileFact, depth: Int = 0) -> [AutorunTarget] {
        let isText: Bool =
            switch file.shape {
            case .script, .text: true
            default: false
            }
        guard !file.record.isEqual, file.sameContentAs == nil, isText, file.status.size < 65_536,
            case .success(let content) = host.read(file.path, limit: 65_536)
        else { return [] }
        // Code of another language hands its lines to a shell; a script of the shell is made of them.
        let code = codeHead(file).map { Array($0.utf8) + content.bytes } ?? content.bytes
        let handed = HandedCommands.parse(code.span).value
        let text = handed.isEmpty ? RawText(content.bytes) : RawText(Array(handed.map(\.bytes).joined(separator: [0x0a])))
        var found = targets(of: text, home: "/root", base: "/", most: 200).filter { target in
            guard let path = target.path, path != file.path else { return false }
            let isNobodys = target.file.map { $0.record == .unowned && $0.shape == .elf && $0.sameContentAs == nil } ?? false
            return (!Places.isProgramFolder(path.parentFolder) || path.lastComponent.hasPrefix(".") || isNobodys)
                && target.file.map { !$0.record.isEqual } ?? Places.isTemporary(path)
        }
        guard depth == 0 else { return found }
        for script in found.compactMap(\.file).prefix(4) {
            found += inside(script, depth: depth + 1).filter { inner in inner.file != nil && !found.contains { $0.path == inner.path } }
        }
        return found
    }

    /// A packaged script of the system that was altered, where it runs something of nobody's now: what uses it runs that too.
    mutating func addAltered(_ file: FileFact) {
        let targets = inside(file).filter { $0.file != nil }
        guard !targets.isEmpty else { return }
        facts.autoruns.append(
            AutorunEntry(
                mechanism: .initScript, place: Place(file.path), name: file.path.lastComponent, user: "root", file: file, targets: targets))
    }

    /// Notes on the last entry what its code does although it is no script of the shell: that it starts programs, and lets them loose.
    mutating func noteCode(since first: Int) {
        guard first < facts.autoruns.count, let file = facts.autoruns[first].file, !file.record.isEqual, file.status.size < 1 << 20,
            case .success(let content) = host.read(file.path, limit: 1 << 20)
        else { return }
        let code = codeHead(file).map { Array($0.utf8) + content.bytes } ?? content.bytes
        let lines = HandedCommands.parse(code.span).value
        guard let shown = lines.first(where: HandedCommands.isDetached) ?? lines.first else { return }
        func hit(_ trait: Trait) -> TraitHit { TraitHit(trait: trait, line: 1, offset: 0, text: RawText(shown.bytes.prefix(200))) }
        if HandedCommands.isDetached(shown) { facts.autoruns[first].traits.append(hit(.runsDetached)) }
        for index in facts.autoruns[first].targets.indices where facts.autoruns[first].targets[index].file?.path == file.path {
            facts.autoruns[first].targets[index].file?.traits.append(hit(.startsPrograms))
        }
    }

    /// Programs in those folders of a search path in which nothing honest is looked for: hidden ones, and such that everybody may write
    /// to. Whoever is named like a program of the system runs in its place.
    mutating func programs(searchedBy path: RawText) -> [AutorunTarget] {
        var targets: [AutorunTarget] = []
        for part in path.bytes.split(separator: 0x3a).prefix(50) {
            let folder = RawText(part)
            let inside = folder.appending("x")
            guard folder.hasPrefix("/"), Places.isTemporary(inside) || Places.oddFolder(of: inside) != nil,
                case .success(let names) = host.names(in: folder)
            else { continue }
            for name in names.prefix(20) {
                guard let file = appraise(folder.appending(name)), file.status.kind == .regular, file.status.isExecutable else { continue }
                targets.append(AutorunTarget(role: .program, written: folder.appending(name), path: file.path, file: file))
            }
        }
        return targets
    }

    func home(of user: RawText) -> RawText? { facts.accounts.first { $0.name == user }?.home }
}
