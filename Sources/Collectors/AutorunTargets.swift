import Formats
import Hosts
import Model

extension Collection {
    /// What a command line finally runs on this host: each target at the end of its links, judged by record and content.
    mutating func targets(of command: RawText, home: RawText?, base: RawText? = nil) -> [AutorunTarget] {
        guard !command.isEmpty else { return [] }
        var targets: [AutorunTarget] = []
        for target in CommandLine.targets(of: command, home: home, base: base).prefix(24) where !target.isFolder {
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
        facts.autoruns.append(
            AutorunEntry(
                mechanism: mechanism, place: place, name: name, schedule: schedule, user: user, command: command, traits: traits,
                file: file, targets: targets(of: resolved, home: home, base: base) + extraTargets))
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
    private mutating func inside(_ file: FileFact) -> [AutorunTarget] {
        let isText: Bool =
            switch file.shape {
            case .script, .text: true
            default: false
            }
        guard !file.record.isEqual, isText, file.status.size < 65_536,
            case .success(let content) = host.read(file.path, limit: 65_536)
        else { return [] }
        return targets(of: RawText(content.bytes), home: "/root", base: "/").filter { target in
            guard let path = target.path else { return false }
            return (!Places.isProgramFolder(path.parentFolder) || path.lastComponent.hasPrefix("."))
                && target.file.map { !$0.record.isEqual } ?? Places.isTemporary(path)
        }
    }

    func home(of user: RawText) -> RawText? { facts.accounts.first { $0.name == user }?.home }
}
