import Model

/// Files through which the kernel is told which program to run as root.
package enum KernelHelperFile {
    /// Whether writing `value` to `path` hands the kernel a program: core(5), cgroups(7), and the settings of
    /// Documentation/admin-guide/sysctl/kernel.rst. Switching the helper off is not.
    package static func hands(_ value: RawText, to path: RawText) -> Bool {
        let program = RawText(value.bytes.drop { $0 == 0x22 || $0 == 0x27 || $0 == 0x20 })
        switch path {
        case "/proc/sys/kernel/core_pattern": return program.hasPrefix("|/")
        case "/sys/kernel/uevent_helper", "/proc/sys/kernel/hotplug", "/proc/sys/kernel/modprobe", "/proc/sys/kernel/poweroff_cmd":
            let harmless: [RawText] = ["/bin/true", "/bin/false", "/usr/bin/true", "/usr/bin/false", "/sbin/modprobe", "/usr/sbin/modprobe"]
            return program.hasPrefix("/") && !harmless.contains { program.hasPrefix($0) }
        default: return path.hasSuffix("/release_agent") && program.hasPrefix("/")
        }
    }
}

extension TraitScan {
    /// `echo /path >/sys/fs/cgroup/x/release_agent`, `sysctl -w kernel.core_pattern='|/path'`.
    mutating func judgeKernelHelper(_ program: EffectiveCommand, _ text: ScannedText, _ offset: Int) {
        let values = program.arguments.map(\.text)
        for redirection in program.redirections where [.output, .append].contains(redirection.operation) {
            // What a variable names is not known here; that it goes to such a file is enough.
            let path = redirection.target.text
            let isUnknown = path.hasSuffix("/release_agent") && values.contains { $0.holdsExpansion }
            if isUnknown || values.contains(where: { KernelHelperFile.hands($0, to: path) }) { add(.setsKernelHelper, text, offset) }
        }
        guard program.name == "sysctl" else { return }
        for value in values {
            guard let equals = value.bytes.firstIndex(of: 0x3d) else { continue }
            let name = RawText(value.bytes[..<equals].map { $0 == 0x2e ? 0x2f : $0 })
            if KernelHelperFile.hands(RawText(value.bytes[(equals + 1)...]), to: "/proc/sys/" + name) { add(.setsKernelHelper, text, offset) }
        }
    }
}
