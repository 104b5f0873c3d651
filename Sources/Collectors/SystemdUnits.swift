import Formats
import Hosts
import Model

/// Units of systemd with their drop-ins, of the system and of every account, wherever systemd looks for them
/// (systemd.unit(5), UNIT FILE LOAD PATH), and what of them covers or switches off a packaged unit.
enum SystemdUnits {
    static let id = "startup"
    static let kinds: Set<FactKind> = [.autoruns]

    /// Where systemd looks, the folders of packages last.
    private static let folders: [RawText] = [
        "/etc/systemd/system.control", "/run/systemd/system.control", "/run/systemd/transient", "/etc/systemd/system",
        "/etc/systemd/system.attached", "/run/systemd/system", "/run/systemd/system.attached", "/usr/local/lib/systemd/system",
        "/usr/lib/systemd/system", "/lib/systemd/system", "/etc/systemd/user", "/etc/xdg/systemd/user", "/run/systemd/user",
        "/usr/local/lib/systemd/user", "/usr/local/share/systemd/user", "/usr/share/systemd/user", "/usr/lib/systemd/user",
    ]
    /// Below a home.
    private static let personal: [RawText] = [".config/systemd/user", ".config/systemd/user.control", ".local/share/systemd/user"]
    private static let packaged: [RawText] = ["/usr/lib/systemd/system", "/lib/systemd/system", "/usr/lib/systemd/user"]

    static func collect(_ collection: inout Collection) {
        var reader = Reader()
        for folder in folders { reader.read(folder, owner: nil, &collection) }
        for account in collection.facts.accounts.prefix(5_000) where account.home.hasPrefix("/") && account.home.count > 1 {
            for folder in personal { reader.read(account.home.appending(folder), owner: account.name, &collection) }
        }
        for path in settings(&collection) { reader.unit(path, owner: nil, &collection) }
    }

    /// Files of the managers themselves, whose variables every unit gets (systemd-system.conf(5)).
    private static func settings(_ collection: inout Collection) -> [RawText] {
        var paths: [RawText] = []
        for name in ["system.conf", "user.conf"] as [RawText] {
            for folder in ["/etc/systemd", "/run/systemd", "/usr/local/lib/systemd"] as [RawText] {
                paths.append(folder.appending(name))
                let dropIns = folder.appending(name + ".d")
                paths += collection.names(in: dropIns, id, kinds).filter { $0.hasSuffix(".conf") }.map { dropIns.appending($0) }
            }
        }
        return paths
    }

    static func isKnown(_ folder: RawText) -> Bool {
        folders.contains(folder) || personal.contains { folder.hasSuffix($0) }
    }

    static func isUnit(_ name: RawText) -> Bool {
        let ends: [RawText] = [".service", ".timer", ".socket", ".path", ".mount", ".automount", ".swap"]
        return ends.contains { name.hasSuffix($0) }
    }

    private struct Reader {
        private var seen: Set<RawText> = []

        mutating func read(_ folder: RawText, owner: RawText?, _ collection: inout Collection) {
            for name in collection.names(in: folder, id, kinds) {
                let path = folder.appending(name)
                if name.hasSuffix(".d") {
                    for part in collection.names(in: path, id, kinds) where part.hasSuffix(".conf") {
                        unit(path.appending(part), dropInOf: RawText(name.bytes.dropLast(2)), owner: owner, &collection)
                    }
                } else if name.hasSuffix(".wants") || name.hasSuffix(".requires") || name.hasSuffix(".upholds") {
                    // Links to units that lie in none of the folders: "systemctl enable /opt/x/x.service".
                    for part in collection.names(in: path, id, kinds) where isUnit(part) {
                        guard let end = collection.host.resolve(path.appending(part)), !SystemdUnits.isKnown(end.parentFolder) else {
                            continue
                        }
                        unit(path.appending(part), owner: owner, &collection)
                    }
                } else if isUnit(name) {
                    if owner == nil, isMask(path, collection) {
                        noteMask(path, &collection)
                    } else {
                        unit(path, owner: owner, &collection)
                    }
                }
            }
        }

        mutating func unit(_ path: RawText, dropInOf changed: RawText? = nil, owner: RawText?, _ collection: inout Collection) {
            guard let file = collection.appraise(path), file.status.kind == .regular, seen.insert(file.path).inserted,
                !file.record.isEqual, file.sameContentAs == nil, let content = collection.read(path, limit: 1 << 20, id, kinds)
            else { return }
            let unit = SystemdUnitFormat.parse(content.bytes.span, path: path).value
            let home = collection.home(of: owner ?? "root") ?? "/root"
            let name = changed == nil ? path.lastComponent : changed ?? ""
            let user = unit.user ?? owner ?? "root"
            let schedule = unit.triggers.first.map { $0.key + "=" + $0.value }
            let first = collection.facts.autoruns.count
            for command in unit.commands.prefix(50) {
                collection.addAutorun(
                    .systemdUnit, command.place, name: path.lastComponent, schedule: schedule, user: user,
                    command: Self.expanded(command.text, home), base: "/", file: file, extraTargets: Self.itself(file))
                noteServedShell(command, unit, &collection)
            }
            for (assignment, place) in environment(unit) where Self.isLoading(assignment) {
                collection.addAutorun(
                    .systemdUnit, place, name: path.lastComponent, user: user, command: assignment + " true", base: "/", file: file)
            }
            for (assignment, place) in environment(unit) where assignment.hasPrefix("PATH=") {
                let strangers = collection.programs(searchedBy: RawText(assignment.bytes.dropFirst(5)))
                guard !strangers.isEmpty else { continue }
                collection.addAutorun(
                    .systemdUnit, place, name: path.lastComponent, user: user, command: assignment + " true", base: "/", file: file,
                    extraTargets: strangers)
            }
            for (source, covered, place) in Self.covers(unit) where collection.index.lookup(covered) != nil {
                guard let laid = collection.appraise(source), laid.record == .unowned, laid.sameContentAs == nil,
                    laid.status.kind == .regular
                else { continue }
                collection.addAutorun(
                    .systemdUnit, place, name: path.lastComponent, user: user, command: source + " " + covered, base: "/", file: file,
                    extraTargets: [AutorunTarget(role: .program, written: source, path: laid.path, file: laid)])
            }
            for (path, place) in unit.environmentFiles.prefix(20) where path.hasPrefix("/") && !path.contains("%") {
                EnvironmentFiles.read(path, named: place, &collection)
            }
            guard owner == nil else { return }
            noteOverride(name, isDropIn: changed != nil, unit, file, first, &collection)
        }

        private func environment(_ unit: SystemdUnit) -> [(assignment: RawText, place: Place)] {
            let ofManager = (["DefaultEnvironment", "ManagerEnvironment"] as [RawText]).flatMap { unit.values($0) }.flatMap { entry in
                entry.value.split(0x20).map { RawText($0.bytes.filter { $0 != 0x22 && $0 != 0x27 }) }.map { ($0, entry.place) }
            }
            return unit.environment + ofManager
        }

        /// What `BindPaths=` lays where (systemd.exec(5)): the source, the path that it covers, and the line.
        private static func covers(_ unit: SystemdUnit) -> [(source: RawText, covered: RawText, place: Place)] {
            (["BindPaths", "BindReadOnlyPaths"] as [RawText]).flatMap { unit.values($0, in: "Service") }.prefix(50).flatMap { entry in
                entry.value.split(0x20).prefix(50).compactMap { word in
                    let parts = word.split(0x3a)
                    guard parts.count > 1, parts[0] != parts[1] else { return nil }
                    return (RawText(parts[0].bytes.drop { $0 == 0x2d }), parts[1], entry.place)
                }
            }
        }

        /// A unit that lies where everybody may write, or hides, is itself what is odd, whatever it runs.
        private static func itself(_ file: FileFact) -> [AutorunTarget] {
            guard Places.isTemporary(file.path) || Places.oddFolder(of: file.path) != nil else { return [] }
            return [AutorunTarget(role: .script, written: file.path, path: file.path, file: file)]
        }

        /// `%h`, the home (systemd.unit(5), SPECIFIERS).
        private static func expanded(_ command: RawText, _ home: RawText) -> RawText {
            guard let range = command.firstRange(of: "%h") else { return command }
            return RawText(Array(command.bytes[..<range.lowerBound]) + home.bytes + Array(command.bytes[range.upperBound...]))
        }

        private static func isLoading(_ assignment: RawText) -> Bool {
            assignment.hasPrefix("LD_") || assignment.hasPrefix("BASH_ENV=") || assignment.hasPrefix("ENV=/")
        }

        /// A shell whose input is a socket of systemd (systemd.exec(5), StandardInput=) serves whoever connects.
        private func noteServedShell(_ command: SystemdUnit.Command, _ unit: SystemdUnit, _ collection: inout Collection) {
            guard unit.value("StandardInput", in: "Service")?.value.asciiLowercased == "socket",
                let last = collection.facts.autoruns.indices.last
            else { return }
            let words = command.text.split(0x20).filter { !$0.isEmpty }
            guard let program = words.first?.lastComponent, ["sh", "bash", "dash", "zsh", "ksh"].contains(program),
                words.dropFirst().allSatisfy({ $0.hasPrefix("-") && !$0.contains("c") })
            else { return }
            collection.facts.autoruns[last].traits.append(
                TraitHit(trait: .bindShell, line: command.place.line ?? 1, offset: 0, text: command.text))
        }

        // MARK: What covers a packaged unit

        private func isMask(_ path: RawText, _ collection: borrowing Collection) -> Bool {
            if case .success(let target) = collection.host.linkTarget(path) { return target == "/dev/null" }
            guard case .success(let status) = collection.host.status(path, followingLast: true) else { return false }
            return status.kind == .regular && status.size == 0 && path.hasPrefix("/etc/")
        }

        private func noteMask(_ path: RawText, _ collection: inout Collection) {
            // A package that masks a unit of its own has the link in its list.
            guard collection.index.lookup(path) == nil, collection.facts.hooks.unitOverrides.count < 2_000,
                case .success(let status) = collection.host.status(path, followingLast: false)
            else { return }
            let name = path.lastComponent
            collection.facts.hooks.unitOverrides.append(
                UnitOverride(
                    kind: .masked, unit: name, place: Place(path), packaged: original(name, collection),
                    file: FileFact(path: path, status: status, linkTarget: "/dev/null")))
        }

        private func original(_ name: RawText, _ collection: borrowing Collection) -> RawText? {
            packaged.map { $0.appending(name) }.first { collection.index.lookup($0) != nil && collection.host.resolve($0) != nil }
        }

        /// Keys beside commands and variables that change what runs, and as whom (systemd.exec(5)).
        private static let others: [RawText] = ["User", "BindPaths", "BindReadOnlyPaths", "RootImage", "RootDirectory", "ExtensionImages"]

        private func noteOverride(
            _ name: RawText, isDropIn: Bool, _ unit: SystemdUnit, _ file: FileFact, _ first: Int, _ collection: inout Collection
        ) {
            guard let original = original(name, collection), original != file.path, collection.facts.hooks.unitOverrides.count < 2_000,
                let content = collection.read(original, limit: 1 << 20, id, kinds)
            else { return }
            let known = Set(SystemdUnitFormat.parse(content.bytes.span).value.entries.map { $0.key + "=" + $0.value })
            let added = unit.entries.filter { $0.key.hasPrefix("Exec") || $0.key.hasPrefix("Environment") || Self.others.contains($0.key) }
                .map { $0.key + "=" + $0.value }.filter { !known.contains($0) && !$0.hasSuffix("=") }
            guard !added.isEmpty else { return }
            collection.facts.hooks.unitOverrides.append(
                UnitOverride(
                    kind: isDropIn ? .dropIn : .shadowed, unit: name, place: Place(file.path, line: unit.entries.first?.place.line),
                    packaged: original, added: Array(added.prefix(20)),
                    targets: Array(collection.facts.autoruns[first...].flatMap(\.targets).prefix(20)), file: file))
        }
    }
}
