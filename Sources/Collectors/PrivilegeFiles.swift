import Formats
import Hosts
import Model

/// Who may become whom: groups, sudo, doas, and the files that decide it.
enum PrivilegeFiles {
    static let id = "privileges"
    static let kinds: Set<FactKind> = [.privileges]

    static func collect(_ collection: inout Collection) {
        groups(&collection)
        sudo(&collection)
        sudoConfiguration(&collection)
        for path in ["/etc/doas.conf", "/usr/local/etc/doas.conf", "/etc/opendoas.conf"] as [RawText]
            + Wildcard.expand("/etc/doas.d/*.conf", collection.host)
        {
            guard let content = collection.read(path, id, kinds) else { continue }
            collection.facts.access.grants += DoasFormat.parse(content.bytes.span, path: path).value
        }
        shells(&collection)
        changes(&collection)
        records(&collection)
        DecidingFiles.collect(&collection)
    }

    /// subuid(5), subgid(5), and the user records of systemd-userdbd(8).
    private static func records(_ collection: inout Collection) {
        for path in ["/etc/subuid", "/etc/subgid"] as [RawText] {
            guard let content = collection.read(path, limit: 8 << 20, id, kinds) else { continue }
            for (index, line) in RawText(content.bytes).split(0x0a).prefix(100_000).enumerated() {
                let fields = line.split(0x3a)
                guard fields.count == 3 else { continue }
                collection.facts.access.subordinates.append(
                    AccountChange(
                        kind: .joined, account: fields[0], detail: fields[1] + ":" + fields[2], place: Place(path, line: index + 1)))
            }
        }
        let patterns: [RawText] = [
            "/etc/userdb/*.user", "/run/userdb/*.user", "/usr/lib/userdb/*.user", "/run/host/userdb/*.user",
            "/var/lib/systemd/home/*.identity",
        ]
        for path in patterns.flatMap({ Wildcard.expand($0, collection.host) }).prefix(2_000) {
            guard let content = collection.read(path, limit: 1 << 20, id, kinds) else { continue }
            if let account = UserRecordFormat.parse(content.bytes.span, path: path).value {
                collection.facts.access.userRecords.append(account)
            }
        }
    }

    private static func groups(_ collection: inout Collection) {
        guard let content = collection.read("/etc/group", limit: 32 << 20, id, kinds) else { return }
        collection.facts.access.groups = GroupFormat.parse(content.bytes.span).value.map {
            AccountGroup(name: $0.name, number: $0.group, members: $0.members, place: Place("/etc/group", line: $0.line))
        }
    }

    // MARK: sudo

    private static let mostFiles = 2_000

    private static func sudo(_ collection: inout Collection) {
        var files: [SudoersFile] = []
        var seen: Set<RawText> = []
        for path in ["/etc/sudoers", "/usr/etc/sudoers", "/usr/local/etc/sudoers", "/etc/sudoers-rs"] as [RawText] {
            read(path, depth: 0, &seen, &files, &collection)
        }
        collection.facts.access.grants = SudoersPolicy.grants(files)
        collection.facts.access.sudoIncludes = files.flatMap(\.includes).map {
            SudoSetting(scope: "", name: $0.isFolder ? "includedir" : "include", value: $0.path, isNegated: false, place: $0.place)
        }
        collection.facts.access.sudoSettings = Array(files.flatMap(\.settings).prefix(20_000))
    }

    private static func read(
        _ path: RawText, depth: Int, _ seen: inout Set<RawText>, _ files: inout [SudoersFile], _ collection: inout Collection
    ) {
        // sudo itself gives up at 128 files, one inside the other; a file is read once.
        guard depth < 128, seen.count < mostFiles, seen.insert(path).inserted else { return }
        guard let content = collection.read(path, id, kinds) else { return }
        if let file = collection.appraise(path) { collection.facts.access.deciding.append(file) }
        let parsed = SudoersFormat.parse(content.bytes.span, path: path).value
        files.append(parsed)
        for include in parsed.includes {
            let target = include.path.hasPrefix("/") ? include.path : path.parentFolder.appending(include.path)
            if include.isFolder {
                status(of: target, &collection)
                for name in collection.names(in: target, id, kinds) where !name.bytes.contains(0x2e) && !name.hasSuffix("~") {
                    read(target.appending(name), depth: depth + 1, &seen, &files, &collection)
                }
            } else {
                read(target, depth: depth + 1, &seen, &files, &collection)
            }
        }
    }

    static func status(of path: RawText, _ collection: inout Collection) {
        guard case .success(let status) = collection.host.status(path, followingLast: true) else { return }
        collection.facts.access.deciding.append(
            FileFact(path: path, status: status, record: status.kind == .directory ? .owned(package: "", check: .noDigest) : .unowned))
    }

    /// Plugins of sudo.conf(5), and the programs that it names: `Plugin policy library`, `Path askpass program`.
    private static func sudoConfiguration(_ collection: inout Collection) {
        guard let content = collection.read("/etc/sudo.conf", limit: 1 << 20, id, kinds) else { return }
        for line in RawText(content.bytes).split(0x0a).prefix(2_000) {
            let words = line.bytes.split { $0 == 0x20 || $0 == 0x09 }.map { RawText(Array($0)) }
            guard words.count >= 3, ["Plugin", "Path"].contains(words[0]) else { continue }
            guard words[0] == "Plugin" || ["askpass", "noexec", "sesh"].contains(words[1]) else { continue }
            let candidates =
                words[2].hasPrefix("/")
                ? [words[2]] : ["/usr/libexec/sudo/", "/usr/lib/sudo/"].map { (folder: RawText) in folder + words[2] }
            let found = candidates.first { if case .success = collection.host.status($0, followingLast: true) { true } else { false } }
            let file = found.flatMap { collection.appraise($0) }
            collection.facts.access.sudoPlugins.append(
                AutorunTarget(role: .library, written: words[2], path: file?.path ?? found ?? candidates.first, file: file))
        }
    }

    // MARK: accounts

    private static func shells(_ collection: inout Collection) {
        if let content = collection.read("/etc/shells", limit: 1 << 20, id, kinds) {
            collection.facts.access.knownShells = RawText(content.bytes).split(0x0a).filter { $0.hasPrefix("/") }
        }
        for shell in Set(collection.facts.accounts.map(\.shell)).sorted().prefix(200) where shell.hasPrefix("/") {
            collection.facts.access.shells[shell] = collection.appraise(shell)
        }
    }

    private static func changes(_ collection: inout Collection) {
        var changes: [AccountChange] = []
        if let old = collection.read("/etc/passwd-", limit: 32 << 20, id, kinds) {
            let before = PasswdFormat.parse(old.bytes.span, path: "/etc/passwd-", shadow: nil).value
            changes += AccountComparison.accounts(collection.facts.accounts, before: before)
        }
        if let old = collection.read("/etc/shadow-", limit: 32 << 20, id, kinds),
            let new = collection.read("/etc/shadow", limit: 32 << 20, id, kinds)
        {
            let before = ShadowFormat.parse(old.bytes.span).value
            let now = ShadowFormat.parse(new.bytes.span).value
            changes += AccountComparison.passwords(now, before: before, path: "/etc/shadow")
        }
        if let old = collection.read("/etc/group-", limit: 32 << 20, id, kinds),
            let new = collection.read("/etc/group", limit: 32 << 20, id, kinds)
        {
            let before = GroupFormat.parse(old.bytes.span).value
            let now = GroupFormat.parse(new.bytes.span).value
            changes += AccountComparison.members(now, before: before, path: "/etc/group")
        }
        collection.facts.access.changes = changes
    }
}
