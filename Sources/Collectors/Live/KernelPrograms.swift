import Formats
import Hosts
import Model

/// Programs that the kernel itself starts, by settings that any root may change, and settings that lower its guard.
enum KernelPrograms {
    static let id = "kernelHelpers"
    private static let kinds: Set<FactKind> = [.kernelHelpers]
    private static let mostGroups = 2_000

    private static let settings: [(KernelHelper.Role, RawText)] = [
        (.coreDump, "/proc/sys/kernel/core_pattern"), (.moduleLoader, "/proc/sys/kernel/modprobe"),
        (.deviceEvent, "/proc/sys/kernel/hotplug"), (.deviceEvent, "/sys/kernel/uevent_helper"),
        (.powerOff, "/proc/sys/kernel/poweroff_cmd"),
    ]

    static func collect(_ collection: inout Collection) {
        guard collection.host.kind == .live else { return collection.gaps.add(.notRunning(id, kinds)) }
        for (role, place) in settings {
            guard let content = collection.read(place, limit: 4_096, id, kinds) else { continue }
            let text = RawText(content.bytes.filter { $0 != 0x0a })
            // A core pattern without a bar in front is the name of a file.
            guard !text.isEmpty, role != .coreDump || text.hasPrefix("|") else { continue }
            let command = role == .coreDump ? RawText(text.bytes.dropFirst().drop { $0 == 0x20 }) : text
            add(role, place, command, &collection)
        }
        releaseAgents(&collection)
        fileFormats(&collection)
        WeakSettings.collect(&collection)
    }

    private static func add(
        _ role: KernelHelper.Role, _ place: RawText, _ command: RawText, _ collection: inout Collection, format: FileFormatRule? = nil
    ) {
        let program = format?.interpreter ?? RawText(command.bytes.prefix { $0 != 0x20 })
        guard !program.isEmpty else { return }
        let file = program.hasPrefix("/") ? collection.appraise(program) : nil
        collection.facts.kernel.helpers.append(
            KernelHelper(role: role, place: place, command: command, program: program, file: file, format: format))
    }

    /// `release_agent` stands at the top of each hierarchy of version 1, and runs where a group says `notify_on_release`.
    private static func releaseAgents(_ collection: inout Collection) {
        for mount in collection.facts.mounts.prefix(mostGroups) where mount.type == "cgroup" {
            let place = mount.point.appending("release_agent")
            guard let content = collection.read(place, limit: 4_096, id, kinds) else { continue }
            let command = RawText(content.bytes.filter { $0 != 0x0a })
            if !command.isEmpty { add(.groupRelease, place, command, &collection) }
        }
    }

    private static func fileFormats(_ collection: inout Collection) {
        let folder: RawText = "/proc/sys/fs/binfmt_misc"
        for name in collection.names(in: folder, id, kinds).prefix(1_000) where name != "register" && name != "status" {
            let place = folder.appending(name)
            guard let content = collection.read(place, limit: 65_536, id, kinds) else { continue }
            let rule = FileFormatRuleFormat.parse(content.bytes.span).value
            add(.fileFormat, place, rule.interpreter, &collection, format: rule)
        }
    }
}

/// Settings of the kernel's own defence that are lower than the files of sysctl.d(5) ask for, or off where they never are.
enum WeakSettings {
    private static let folders: [RawText] = ["/usr/lib/sysctl.d", "/usr/local/lib/sysctl.d", "/run/sysctl.d", "/etc/sysctl.d"]
    /// Names with the value from which on they protect.
    private static let guards: [(name: RawText, least: Int)] = [
        ("kernel.randomize_va_space", 1), ("vm.mmap_min_addr", 1), ("kernel.kptr_restrict", 1), ("kernel.dmesg_restrict", 1),
        ("kernel.unprivileged_bpf_disabled", 1), ("kernel.yama.ptrace_scope", 1), ("fs.protected_symlinks", 1),
        ("fs.protected_hardlinks", 1), ("kernel.perf_event_paranoid", 1), ("kernel.modules_disabled", 1),
    ]
    /// Off on no system that nobody changed.
    private static let neverOff: Set<RawText> = ["kernel.randomize_va_space", "vm.mmap_min_addr"]

    static func collect(_ collection: inout Collection) {
        let asked = asked(collection.host)
        for (name, least) in guards {
            let path = "/proc/sys/" + RawText(name.bytes.map { $0 == 0x2e ? 0x2f : $0 })
            guard case .success(let content) = collection.host.read(path, limit: 64),
                let value = ProcessTable.number(RawText(content.bytes.filter { $0 > 0x20 })), value < least
            else { continue }
            let wanted = asked["sysctl." + name].flatMap(ProcessTable.number)
            guard let wanted, wanted >= least else {
                if neverOff.contains(name), wanted == nil { collection.facts.kernel.weakSettings[name] = RawText("\(value)") }
                continue
            }
            collection.facts.kernel.weakSettings[name] = RawText("\(value), where \(wanted) is asked for")
        }
    }

    /// What the files ask for; a file of the same name in a later folder takes the place of the earlier one.
    private static func asked(_ host: any HostView) -> [RawText: RawText] {
        var files: [RawText: RawText] = [:]
        for folder in folders {
            guard case .success(let names) = host.names(in: folder) else { continue }
            for name in names.prefix(1_000) where name.hasSuffix(".conf") { files[name] = folder.appending(name) }
        }
        var asked: [RawText: RawText] = [:]
        for path in files.sorted(by: { $0.key < $1.key }).map(\.value) + ["/etc/sysctl.conf"] {
            guard case .success(let content) = host.read(path, limit: 1 << 20) else { continue }
            for setting in SysctlFormat.parse(content.bytes.span, path: path).value { asked[RawText(setting.name)] = setting.value }
        }
        return asked
    }
}
