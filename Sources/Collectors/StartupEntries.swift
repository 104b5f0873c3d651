import Formats
import Hosts
import Model

/// What starts with the machine or with an event of it: units of systemd with their drop-ins and generators, boot scripts of
/// SysV and Upstart, inittab, udev, and the hooks of packages, networks and desktops.
enum StartupEntries {
    static let id = "startup"
    static let kinds: Set<FactKind> = [.autoruns]

    static func collect(_ collection: inout Collection) {
        systemd(&collection)
        bootScripts(&collection)
        tables(&collection)
        scriptFolders(&collection)
        packageHooks(&collection)
        modules(&collection)
    }

    // MARK: systemd

    private static let unitFolders: [RawText] = [
        "/etc/systemd/system", "/run/systemd/system", "/usr/local/lib/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system",
        "/etc/systemd/user", "/usr/lib/systemd/user", "/etc/systemd/system.control", "/run/systemd/transient",
    ]
    private static let generatorFolders: [RawText] = [
        "/etc/systemd/system-generators", "/run/systemd/system-generators", "/usr/local/lib/systemd/system-generators",
        "/usr/lib/systemd/system-generators", "/lib/systemd/system-generators", "/etc/systemd/user-generators",
        "/usr/lib/systemd/user-generators", "/usr/lib/systemd/system-environment-generators", "/etc/systemd/system-environment-generators",
        "/usr/lib/systemd/system-sleep", "/usr/lib/systemd/system-shutdown", "/etc/systemd/system-sleep", "/etc/systemd/system-shutdown",
    ]

    private static func systemd(_ collection: inout Collection) {
        var seen: Set<RawText> = []
        var folders = unitFolders
        for account in collection.facts.accounts.prefix(5_000) where account.home.hasPrefix("/") && account.home.count > 1 {
            folders.append(account.home.appending(".config/systemd/user"))
        }
        for folder in folders {
            for name in collection.names(in: folder, id, kinds) {
                let path = folder.appending(name)
                if name.hasSuffix(".d") {
                    for part in collection.names(in: path, id, kinds) where part.hasSuffix(".conf") {
                        unit(path.appending(part), &seen, &collection)
                    }
                } else if isUnit(name) {
                    unit(path, &seen, &collection)
                }
            }
        }
        for folder in generatorFolders {
            for name in collection.names(in: folder, id, kinds) { addOwn(.systemdGenerator, folder.appending(name), &collection) }
        }
    }

    private static func isUnit(_ name: RawText) -> Bool {
        [".service", ".timer", ".socket", ".path", ".mount", ".automount", ".swap"].contains { (end: RawText) in name.hasSuffix(end) }
    }

    private static func unit(_ path: RawText, _ seen: inout Set<RawText>, _ collection: inout Collection) {
        guard let file = collection.appraise(path), file.status.kind == .regular, seen.insert(file.path).inserted,
            !file.record.isEqual, file.sameContentAs == nil, let content = collection.read(path, limit: 1 << 20, id, kinds)
        else { return }
        let unit = SystemdUnitFormat.parse(content.bytes.span, path: path).value
        let schedule = unit.triggers.first.map { $0.key + "=" + $0.value }
        for command in unit.commands.prefix(50) {
            collection.addAutorun(
                .systemdUnit, command.place, name: path.lastComponent, schedule: schedule, user: unit.user ?? "root", command: command.text,
                base: "/",
                file: file)
        }
        for (assignment, place) in unit.environment where assignment.hasPrefix("LD_") {
            collection.addAutorun(
                .systemdUnit, place, name: path.lastComponent, user: unit.user ?? "root", command: assignment + " true", base: "/",
                file: file)
        }
    }

    /// A script that no package brought unchanged; the others start nothing but what their packages meant.
    private static func addOwn(_ mechanism: AutorunEntry.Mechanism, _ path: RawText, _ collection: inout Collection) {
        if let file = collection.appraise(path), file.record.isEqual || file.sameContentAs != nil { return }
        collection.addScript(mechanism, path)
    }

    // MARK: SysV, Upstart, inittab

    private static func bootScripts(_ collection: inout Collection) {
        for folder in ["/etc/init.d", "/etc/rc.d/init.d", "/etc/rc.d", "/usr/local/etc/rc.d"] as [RawText] {
            for name in collection.names(in: folder, id, kinds) {
                let path = folder.appending(name)
                guard case .success(let status) = collection.host.status(path, followingLast: true), status.kind == .regular,
                    ![".depend.boot", ".depend.start", ".depend.stop", ".legacy-bootordering", "README"].contains(name)
                else { continue }
                addOwn(.initScript, path, &collection)
            }
        }
        for level in ["0", "1", "2", "3", "4", "5", "6", "S"] as [RawText] {
            for folder in ["/etc/rc" + level + ".d", "/etc/rc.d/rc" + level + ".d", "/etc/init.d/rc" + level + ".d"] {
                for name in collection.names(in: folder, id, kinds) where name.hasPrefix("S") || name.hasPrefix("K") {
                    link(folder.appending(name), &collection)
                }
            }
        }
        for path in [
            "/etc/rc.local", "/etc/rc.d/rc.local", "/etc/init.d/boot.local", "/etc/rc.d/rc", "/etc/rc.d/rc.sysinit",
            "/etc/local.d/local.start",
        ] as [RawText] {
            guard case .success = collection.host.status(path, followingLast: true) else { continue }
            addOwn(.rcLocal, path, &collection)
        }
    }

    /// A link of a run level that does not lead into init.d starts something that its list does not show.
    private static func link(_ path: RawText, _ collection: inout Collection) {
        guard let place = collection.host.resolve(path) else {
            // What it starts is not there now, or hides; where it would lie is told by the link itself.
            guard case .success(let target) = collection.host.linkTarget(path),
                Places.isTemporary(target) || Places.oddFolder(of: target) != nil
            else { return }
            collection.facts.autoruns.append(
                AutorunEntry(
                    mechanism: .initScript, place: Place(path), name: path.lastComponent, user: "root", command: target,
                    targets: [AutorunTarget(role: .script, written: target)]))
            return
        }
        if place.isInside("/etc/init.d") || place.isInside("/etc/rc.d/init.d") || place.isInside("/usr/lib/init") { return }
        addOwn(.initScript, path, &collection)
    }

    private static func tables(_ collection: inout Collection) {
        if let content = collection.read("/etc/inittab", limit: 1 << 20, id, kinds) {
            let file = collection.appraise("/etc/inittab")
            for entry in InittabFormat.parse(content.bytes.span).value.prefix(500) where !entry.process.isEmpty {
                collection.addAutorun(
                    .inittab, Place("/etc/inittab", line: entry.line), name: entry.id, schedule: entry.action, user: "root",
                    command: entry.process,
                    base: "/", file: file)
            }
        }
        for name in collection.names(in: "/etc/init", id, kinds) where name.hasSuffix(".conf") {
            let path = "/etc/init/" + name
            guard let file = collection.appraise(path), !file.record.isEqual, let content = collection.read(path, limit: 1 << 20, id, kinds)
            else { continue }
            let job = UpstartFormat.parse(content.bytes.span).value
            for command in job.commands.prefix(20) {
                collection.addAutorun(
                    .upstart, Place(path, line: command.line), name: name, schedule: job.startOn, user: job.user ?? "root",
                    command: command.text,
                    base: job.folder ?? "/", file: file)
            }
        }
        for folder in ["/etc/udev/rules.d", "/run/udev/rules.d", "/usr/lib/udev/rules.d", "/lib/udev/rules.d"] as [RawText] {
            for name in collection.names(in: folder, id, kinds) where name.hasSuffix(".rules") {
                let path = folder.appending(name)
                guard let file = collection.appraise(path), !file.record.isEqual,
                    let content = collection.read(path, limit: 1 << 20, id, kinds)
                else { continue }
                for command in UdevRulesFormat.parse(content.bytes.span).value.prefix(200) {
                    collection.addAutorun(
                        .udev, Place(path, line: command.line), name: name, user: "root", command: command.value, base: "/usr/lib/udev",
                        file: file)
                }
            }
        }
    }

    // MARK: Hooks

    private static func scriptFolders(_ collection: inout Collection) {
        let folders: [(RawText, AutorunEntry.Mechanism)] = [
            ("/etc/update-motd.d", .messageOfTheDay), ("/etc/network/if-up.d", .networkHook), ("/etc/network/if-pre-up.d", .networkHook),
            ("/etc/network/if-down.d", .networkHook), ("/etc/network/if-post-down.d", .networkHook),
            ("/etc/NetworkManager/dispatcher.d", .networkHook),
            ("/usr/lib/NetworkManager/dispatcher.d", .networkHook), ("/etc/dhcp/dhclient-enter-hooks.d", .networkHook),
            ("/etc/dhcp/dhclient-exit-hooks.d", .networkHook), ("/etc/ppp/ip-up.d", .networkHook), ("/etc/local.d", .initScript),
            ("/etc/X11/xinit/xinitrc.d", .desktop), ("/etc/X11/Xsession.d", .desktop), ("/etc/kernel/postinst.d", .packageHook),
            ("/etc/initramfs-tools/hooks", .packageHook), ("/etc/initramfs-tools/scripts/init-premount", .packageHook),
            ("/etc/grub.d", .packageHook),
        ]
        for (folder, mechanism) in folders {
            for name in collection.names(in: folder, id, kinds) {
                let path = folder.appending(name)
                guard case .success(let status) = collection.host.status(path, followingLast: true), status.kind == .regular else {
                    continue
                }
                addOwn(mechanism, path, &collection)
            }
        }
        var autostart: [RawText] = ["/etc/xdg/autostart"]
        for account in collection.facts.accounts.prefix(5_000) where account.home.count > 1 {
            autostart.append(account.home.appending(".config/autostart"))
        }
        for folder in autostart {
            for name in collection.names(in: folder, id, kinds) where name.hasSuffix(".desktop") {
                let path = folder.appending(name)
                guard let file = collection.appraise(path), !file.record.isEqual,
                    let content = collection.read(path, limit: 1 << 20, id, kinds)
                else { continue }
                for command in DesktopEntryFormat.parse(content.bytes.span).value.commands.prefix(10) {
                    collection.addAutorun(.desktop, Place(path, line: command.line), name: name, command: command.text, file: file)
                }
            }
        }
    }

    private static func packageHooks(_ collection: inout Collection) {
        var paths: [RawText] = ["/etc/apt/apt.conf"]
        paths += collection.names(in: "/etc/apt/apt.conf.d", id, kinds).map { "/etc/apt/apt.conf.d/" + $0 }
        for path in paths {
            guard let file = collection.appraise(path), file.status.kind == .regular, !file.record.isEqual, file.sameContentAs == nil,
                let content = collection.read(path, limit: 1 << 20, id, kinds)
            else { continue }
            for hook in AptHookFormat.parse(content.bytes.span).value.prefix(100) {
                collection.addAutorun(
                    .packageHook, Place(path, line: hook.line), name: hook.key, user: "root", command: hook.command, base: "/", file: file)
            }
        }
    }

    /// What PAM runs or loads at every log-in, and kernel modules that are loaded at boot.
    private static func modules(_ collection: inout Collection) {
        for name in collection.names(in: "/etc/pam.d", id, kinds) {
            let path = "/etc/pam.d/" + name
            guard let file = collection.appraise(path), file.status.kind == .regular, !file.record.isEqual,
                let content = collection.read(path, limit: 1 << 20, id, kinds)
            else { continue }
            for rule in PamFormat.parse(content.bytes.span).value.prefix(200) where !rule.isInclude {
                let place = Place(path, line: rule.line)
                if admitsAnybody(rule) {
                    let text = RawText(
                        Array(([rule.type, rule.control, rule.module] + rule.arguments).map(\.bytes).joined(separator: [0x20])))
                    collection.facts.autoruns.append(
                        AutorunEntry(
                            mechanism: .pam, place: place, name: name, command: text,
                            traits: [TraitHit(trait: .admitsAnybody, line: rule.line, offset: 0, text: text)], file: file))
                }
                if rule.module.lastComponent == "pam_exec.so" {
                    let words = rule.arguments.drop { !$0.hasPrefix("/") }
                    collection.addAutorun(
                        .pam, place, name: name, user: "root", command: RawText(Array(words.map(\.bytes).joined(separator: [0x20]))),
                        base: "/", file: file)
                    notePasswords(rule, place, &collection)
                } else if rule.module.hasPrefix("/"), let module = collection.appraise(rule.module) {
                    collection.facts.autoruns.append(
                        AutorunEntry(
                            mechanism: .pam, place: place, name: name, command: rule.module, file: file,
                            targets: [AutorunTarget(role: .library, written: rule.module, path: module.path, file: module)]))
                }
            }
        }
    }

    /// Whether a rule ends the question for a password with a module that never refuses. Distributions let it only stand as
    /// "required" behind the modules that ask (pam.conf(5)).
    private static func admitsAnybody(_ rule: PamRule) -> Bool {
        guard rule.type == "auth", rule.module.lastComponent == "pam_permit.so" else { return false }
        return rule.control.asciiLowercased == "sufficient" || rule.control.asciiLowercased.contains("success=done")
    }

    /// Adds to the last entry that its program is handed passwords, where no package brought that program.
    private static func notePasswords(_ rule: PamRule, _ place: Place, _ collection: inout Collection) {
        guard rule.arguments.contains("expose_authtok"), let last = collection.facts.autoruns.indices.last,
            collection.facts.autoruns[last].targets.contains(where: {
                $0.file.map { !$0.record.isEqual && $0.sameContentAs == nil } ?? true
            })
        else { return }
        let text = RawText(Array(([rule.module] + rule.arguments).map(\.bytes).joined(separator: [0x20])))
        collection.facts.autoruns[last].traits.append(TraitHit(trait: .readsPasswords, line: place.line ?? 1, offset: 0, text: text))
    }
}
