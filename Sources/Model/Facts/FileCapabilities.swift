/// Root's rights in parts, as a program file carries them: capabilities(7).
package struct FileCapabilities: Hashable, Sendable {
    /// Bit N stands for the capability of that number in linux/capability.h.
    package var permitted: UInt64
    package var inheritable: UInt64
    /// Whether the permitted ones are in force as soon as the program starts.
    package var isEffective: Bool

    package init(permitted: UInt64, inheritable: UInt64 = 0, isEffective: Bool = true) {
        (self.permitted, self.inheritable, self.isEffective) = (permitted, inheritable, isEffective)
    }

    /// Names in the order of their numbers, after linux/capability.h.
    package static let names: [RawText] = [
        "cap_chown", "cap_dac_override", "cap_dac_read_search", "cap_fowner", "cap_fsetid", "cap_kill", "cap_setgid", "cap_setuid",
        "cap_setpcap", "cap_linux_immutable", "cap_net_bind_service", "cap_net_broadcast", "cap_net_admin", "cap_net_raw",
        "cap_ipc_lock", "cap_ipc_owner", "cap_sys_module", "cap_sys_rawio", "cap_sys_chroot", "cap_sys_ptrace", "cap_sys_pacct",
        "cap_sys_admin", "cap_sys_boot", "cap_sys_nice", "cap_sys_resource", "cap_sys_time", "cap_sys_tty_config", "cap_mknod",
        "cap_lease", "cap_audit_write", "cap_audit_control", "cap_setfcap", "cap_mac_override", "cap_mac_admin", "cap_syslog",
        "cap_wake_alarm", "cap_block_suspend", "cap_audit_read", "cap_perfmon", "cap_bpf", "cap_checkpoint_restore",
    ]

    /// The bits of some capabilities by name; names that are not known are left out.
    package static func bits(_ wanted: [RawText]) -> UInt64 {
        wanted.reduce(0) { bits, name in names.firstIndex(of: name).map { bits | 1 << UInt64($0) } ?? bits }
    }

    /// Those from which whoever holds them makes himself root: reading or writing every file, becoming anybody, looking into every
    /// process, loading a module, giving capabilities away.
    package static let grave = bits([
        "cap_chown", "cap_dac_override", "cap_dac_read_search", "cap_fowner", "cap_setgid", "cap_setuid", "cap_setpcap",
        "cap_linux_immutable", "cap_sys_module", "cap_sys_rawio", "cap_sys_ptrace", "cap_sys_admin", "cap_mknod", "cap_setfcap",
        "cap_mac_admin", "cap_mac_override", "cap_bpf", "cap_checkpoint_restore",
    ])

    /// What the file gives to whoever starts it.
    package var given: UInt64 { permitted }

    /// The capabilities as cap_to_text(3) writes them: "cap_net_raw=ep"; one of a number without a name by that.
    package var text: RawText {
        func list(_ bits: UInt64) -> [UInt8] {
            var parts: [[UInt8]] = []
            for number in 0..<64 where bits & 1 << UInt64(number) != 0 {
                parts.append(number < FileCapabilities.names.count ? FileCapabilities.names[number].bytes : Array("\(number)".utf8))
            }
            return Array(parts.joined(separator: [0x2c]))
        }
        var pieces: [[UInt8]] = []
        if permitted != 0 { pieces.append(list(permitted) + Array((isEffective ? "=ep" : "=p").utf8)) }
        if inheritable != 0 { pieces.append(list(inheritable) + Array("+i".utf8)) }
        return RawText(Array(pieces.joined(separator: [0x20])))
    }
}
