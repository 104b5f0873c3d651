import Model
import Provenance

extension Detector {
    /// A module that hides from a list of the kernel.
    static let hiddenModule = Detector(
        id: "kernel.module.hidden",
        title: Localized(en: "A part of the kernel hides", ja: "カーネルの中に隠れた部品があります"),
        claim: Localized(
            en:
                "A module is named by one list of the kernel and left out by another: /proc/modules, /sys/module, the symbols, the holders of other modules, the changed functions. Looked at twice.",
            ja: "カーネルの一覧(/proc/modules、/sys/module、シンボルなど)のうち、あるものには出てきて別のものには出てこない部品です。二度確かめています。"),
        techniques: ["T1014", "T1547.006"], aspect: .hiding, needs: [.kernelModules],
        misses: Localized(
            en: "A module that took itself off every list, and code that was written into the kernel without a module.",
            ja: "すべての一覧から自分を消した部品や、部品を使わずに書き込まれたコードは分かりません。ディスクを別の機械で調べてください。")
    ) { situation in
        let kernel = situation.facts.kernel
        return kernel.modules.compactMap { module in
            let lists: Set<ModuleFact.View> = [.modules, .sysfs]
            let missing = kernel.moduleViews.intersection(lists).subtracting(module.views)
            guard !missing.isEmpty, !module.views.isEmpty else { return nil }
            let shown = module.views.map(\.rawValue).sorted().joined(separator: ", ")
            let hidden = missing.map(\.rawValue).sorted().joined(separator: ", ")
            return Claim(
                .critical, .certain, Subject(.module, name: module.name),
                explanation: Localized(
                    en:
                        "The module \(module.name) is shown by \(RawText(shown)) and left out by \(RawText(hidden)): the kernel's own list lies.",
                    ja: "部品 \(module.name) は \(RawText(shown)) には出てきますが、\(RawText(hidden)) には出てきません。カーネルの一覧が嘘をついています。"),
                evidence: [
                    EvidenceItem(.record, source: "kernelModules", text: module.name + RawText(": in \(shown)")),
                    EvidenceItem(.absence, source: "kernelModules", text: module.name + RawText(": not in \(hidden)")),
                ], nextSteps: [.isolate])
        }
    }

    /// A kernel that says that something strange was loaded, without anything of the kind on its list.
    static let unexplainedTaint = Detector(
        id: "kernel.module.unexplained",
        title: Localized(en: "A part of the kernel from outside", ja: "カーネルに、よそから組み込まれた部品があります"),
        claim: Localized(
            en:
                "A module was loaded that the folder of this kernel's modules does not hold, or the kernel says that one from outside was loaded while none is on its list.",
            ja: "このカーネルの部品置き場にない部品が組み込まれているか、組み込まれた印(taint)だけが残っています。"),
        techniques: ["T1547.006"], aspect: .persistence, needs: [.kernelModules],
        misses: Localized(
            en: "A module whose mark was wiped. Drivers that are built on the machine itself (DKMS) lie in that folder and are not told.",
            ja: "印を消した部品は分かりません。その機械で作るドライバー(DKMS)は置き場にあるため示しません。"),
        severities: .low ... .low
    ) { situation in
        let kernel = situation.facts.kernel
        var claims = kernel.modules.filter { $0.hasFile == false && $0.views.contains(.modules) && !$0.taint.isEmpty }.map { module in
            Claim(
                .low, .possible, Subject(.module, name: module.name),
                explanation: Localized(
                    en: "The module \(module.name) (\(module.taint)) has no file in the folder of this kernel's modules.",
                    ja: "部品 \(module.name)(\(module.taint))のファイルが、このカーネルの部品置き場にありません。"),
                evidence: [
                    EvidenceItem(.record, source: "kernelModules", path: "/proc/modules", text: module.name + " (" + module.taint + ")")
                ])
        }
        let marks: [(bit: UInt64, letter: UInt8, meaning: Localized)] = [
            (1, 0x46, Localized(en: "a module was loaded by force", ja: "部品が強制的に組み込まれた")),
            (12, 0x4f, Localized(en: "a module from outside the kernel's own was loaded", ja: "カーネル本体に由来しない部品が組み込まれた")),
            (13, 0x45, Localized(en: "a module without a signature was loaded", ja: "署名のない部品が組み込まれた")),
        ]
        if let taint = kernel.taint, kernel.moduleViews.contains(.modules) {
            for mark in marks where taint >> mark.bit & 1 == 1 && !kernel.modules.contains(where: { $0.taint.bytes.contains(mark.letter) })
            {
                claims.append(
                    Claim(
                        .low, .possible, Subject(.host, name: RawText("tainted " + String(UnicodeScalar(mark.letter)))),
                        explanation: Localized(
                            en: "The kernel says that ", ja: "カーネルには、") + mark.meaning
                            + Localized(
                                en: ", and none of the modules on its list is of that kind: it was unloaded, or it hides.",
                                ja: "という印がありますが、一覧にはそのような部品がありません。外されたか、隠れています。"),
                        evidence: [
                            EvidenceItem(.record, source: "kernelModules", path: "/proc/sys/kernel/tainted", text: RawText("\(taint)"))
                        ]))
            }
        }
        return claims
    }

    /// A function of the kernel that somebody put his own in front of.
    static let hookedFunction = Detector(
        id: "kernel.function.hooked",
        title: Localized(en: "A function of the kernel was diverted", ja: "カーネルの機能が差し替えられています"),
        claim: Localized(
            en:
                "A function by which the kernel lists files, processes or connections, or carries out kill and read, leads somewhere else: to a module that hides, to memory without a name, or it bears the mark of a diversion that nobody on the lists explains.",
            ja: "ファイルやプロセス、通信の一覧を作るカーネルの機能が、隠れた部品や名前のない場所へ差し替えられています。"),
        techniques: ["T1014"], aspect: .hiding, needs: [.kernelHooks, .kernelModules],
        misses: Localized(
            en: "Hooks that do not use the kernel's own tracer: an altered table of system calls, code written over functions.",
            ja: "カーネルの追跡機能を使わない差し替え(システムコール表の書き換えなど)は分かりません。")
    ) { situation in
        let kernel = situation.facts.kernel
        let listed = Set(kernel.modules.filter { kernel.moduleViews.contains(.modules) ? $0.views.contains(.modules) : true }.map(\.name))
        var told: Set<RawText> = []
        return kernel.hooks.compactMap { hook in
            let isSensitive = SensitiveFunctions.contains(hook.function)
            let strange = hook.callees.filter { callee in
                if callee.hasPrefix("0x") { return true }
                guard let open = callee.firstRange(of: " [") else { return false }
                let module = RawText(callee.bytes[open.upperBound...].dropLast())
                return module != "bpf" && !module.hasPrefix("__builtin__") && !listed.contains(module)
            }
            let severity: Severity
            let how: Localized
            if let callee = strange.first {
                severity = .critical
                how = Localized(
                    en: "\(hook.function) leads to \(callee), which belongs to no module on the list.",
                    ja: "\(hook.function) が、一覧にない \(callee) へ差し替えられています。")
            } else if isSensitive, hook.redirects, !kernel.isLivePatched, !isExplained(hook, kernel) {
                severity = .high
                how = Localized(
                    en: "\(hook.function) was diverted since boot, and nobody who could have done so is on any list.",
                    ja: "\(hook.function) は起動後に差し替えられた印がありますが、差し替えた側が一覧に見当たりません。")
            } else if isSensitive, !hook.redirects, hook.list != .touched, !isExplained(hook, kernel) {
                severity = .medium
                how = Localized(
                    en: "\(hook.function) is watched, and nobody who could watch it is on any list.",
                    ja: "\(hook.function) が監視されていますが、監視している側が一覧に見当たりません。")
            } else {
                return nil
            }
            guard told.insert(hook.function).inserted else { return nil }
            return Claim(
                severity, severity == .critical ? .certain : .likely, Subject(.host, name: hook.function), explanation: how,
                evidence: [EvidenceItem(.record, source: "kernelHooks", path: RawText(hook.list.rawValue), text: hook.line)],
                nextSteps: [.isolate])
        }
    }

    /// Whether tracing by somebody who is on a list explains it: a small program, an event of tracefs, a module with a name.
    private static func isExplained(_ hook: FunctionHook, _ kernel: KernelFacts) -> Bool {
        if kernel.hasTraceEvents || kernel.bpf.contains(where: { [2, 26, 28, 29].contains($0.type) }) { return true }
        if hook.callees.contains(where: { $0.hasPrefix("bpf_trampoline") || $0.hasPrefix("klp_ftrace") }) { return true }
        // A module from outside that is on the list may watch: security software does.
        return kernel.modules.contains { $0.views.contains(.modules) && !$0.taint.isEmpty }
    }
}

/// Functions that show files, processes, connections and modules, or that rootkits take orders by.
enum SensitiveFunctions {
    private static let calls: Set<RawText> = [
        "getdents", "getdents64", "kill", "read", "pread64", "readlink", "stat", "newstat", "lstat", "newlstat", "statx", "openat",
        "getpgid", "getsid",
        "execve", "init_module", "finit_module", "delete_module", "bpf", "sysinfo", "recvmsg", "mount", "umount",
    ]
    private static let internals: Set<RawText> = [
        "tcp4_seq_show", "tcp6_seq_show", "udp4_seq_show", "udp6_seq_show", "raw_seq_show", "packet_seq_show", "unix_seq_show",
        "inet_diag_dump_icsk",
        "inet_sk_diag_fill", "packet_rcv", "tpacket_rcv", "filldir", "filldir64", "fillonedir", "compat_filldir", "proc_pid_readdir",
        "next_tgid",
        "iterate_dir", "vfs_readdir", "vfs_statx", "find_task_by_vpid", "audit_log_start", "module_seq_show", "m_show", "seq_show",
        "kallsyms_lookup_name", "loadavg_proc_show", "prepare_creds", "commit_creds", "random_read_iter", "urandom_read_iter", "do_syslog",
        "account_process_tick", "account_system_time",
    ]

    static func contains(_ function: RawText) -> Bool {
        if internals.contains(function) { return true }
        for prefix in ["__x64_sys_", "__ia32_sys_", "__arm64_sys_", "__se_sys_", "__do_sys_", "__s390x_sys_", "sys_", "SyS_", "ksys_"]
            as [RawText]
        where function.hasPrefix(prefix) {
            return calls.contains(RawText(function.bytes.dropFirst(prefix.count)))
        }
        return false
    }
}
