import Model

/// Facts that are no files, in the form in which a baseline keeps and compares them.
package enum Inventory {
    /// Every item of a host, in order and without doubles.
    package static func items(_ facts: Facts) -> [InventoryItem] {
        var items: Set<InventoryItem> = []
        for package in facts.packages {
            items.insert(
                InventoryItem(.package, joined([RawText(package.system), package.name, package.architecture]), package.version))
        }
        for entry in facts.autoruns { items.insert(autorun(entry)) }
        for account in facts.accounts { items.insert(self.account(account)) }
        for key in facts.keys { items.insert(self.key(key)) }
        for socket in facts.sockets { if let item = listener(socket, facts.processes) { items.insert(item) } }
        for mount in facts.mounts {
            items.insert(InventoryItem(.mount, mount.point, joined([mount.type, mount.source, mount.root])))
        }
        for setting in facts.sshDaemon?.settings ?? [] {
            items.insert(InventoryItem(.setting, joined(["sshd", RawText(setting.keyword), setting.match ?? ""]), setting.value))
        }
        return items.sorted()
    }

    /// Kinds that this host cannot be compared in: what could not be seen is not gone.
    package static func unseen(_ facts: Facts, _ header: BaselineHeader) -> Set<InventoryItem.Kind> {
        var kinds: Set<InventoryItem.Kind> = []
        for gap in facts.gaps where gap.isTotal {
            if gap.facts.contains(.packages) { kinds.insert(.package) }
            if gap.facts.contains(.accounts) { kinds.formUnion([.account, .key]) }
            if gap.facts.contains(.sockets) { kinds.insert(.listener) }
            if gap.facts.contains(.mounts) { kinds.insert(.mount) }
        }
        let isRunning = facts.host.view == .live
        if !isRunning || header.view != "live" || facts.asRoot != header.asRoot { kinds.formUnion([.listener, .mount]) }
        if facts.asRoot != header.asRoot { kinds.formUnion([.account, .key]) }
        return kinds
    }

    private static func autorun(_ entry: AutorunEntry) -> InventoryItem {
        let value = joined([entry.schedule ?? "", entry.user ?? "", entry.command])
        return InventoryItem(.autorun, joined([RawText(entry.mechanism.rawValue), entry.place.path, entry.name]), value)
    }

    private static func account(_ account: Account) -> InventoryItem {
        let password: RawText =
            switch account.password {
            case .locked: "locked"
            case .empty: "no password"
            case .hashed(let method): RawText(method) + " " + RawText(account.passwordSeal.map { $0.digest.hexadecimal } ?? "")
            case .unknown: "unknown"
            }
        return InventoryItem(
            .account, account.name,
            joined([RawText("\(account.user)"), RawText("\(account.group)"), account.home, account.shell, password]))
    }

    private static func key(_ key: AuthorizedKey) -> InventoryItem {
        // The key itself is public; its last 32 bytes tell keys of one kind apart and stay short for a person.
        let mark = RawText(Digest(.sha256, Array(key.key.suffix(32))).hexadecimal)
        return InventoryItem(
            .key, joined([key.account, key.place.path, key.algorithm, mark]), joined(key.options + [key.comment]))
    }

    /// Ports that something waits at; those that the kernel gives to clients come and go.
    private static func listener(_ socket: SocketFact, _ processes: [ProcessFact]) -> InventoryItem? {
        guard socket.isListening, socket.localPort > 0, ["tcp", "tcp6", "udp", "udp6"].contains(socket.family) else { return nil }
        if socket.family.hasPrefix("udp"), socket.localPort >= 32_768 { return nil }
        let program = processes.first { $0.sockets.contains(socket.inode) }?.executable ?? ""
        return InventoryItem(
            .listener, joined([RawText(socket.family), RawText(socket.localAddress), RawText("\(socket.localPort)")]), program)
    }

    private static func joined(_ parts: [RawText]) -> RawText {
        RawText(Array(parts.map(\.bytes).joined(separator: [0x20])))
    }
}
