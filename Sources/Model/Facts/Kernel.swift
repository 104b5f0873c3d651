/// What was seen of a module of the kernel, each view on its own: one that hides takes itself off some lists and seldom off all.
package struct ModuleFact: Hashable, Sendable {
    /// A list of the kernel that names modules.
    package enum View: String, Sendable, Hashable, CaseIterable {
        /// /proc/modules, which lsmod prints.
        case modules = "/proc/modules"
        /// A folder of /sys/module that has an `initstate`, as only loaded modules have.
        case sysfs = "/sys/module"
        /// A symbol of /proc/kallsyms in brackets.
        case symbols = "/proc/kallsyms"
        /// "Used by" of another module, or its folder of holders.
        case holders
        /// A function of it stands in the list of changed functions.
        case hooks = "enabled_functions"
    }
    package var name: RawText
    package var views: Set<View>
    /// The letters in brackets of /proc/modules, or /sys/module/NAME/taint: "OE".
    package var taint: RawText
    /// Whether the folder of the running kernel's modules holds a file of that name; nil where that folder is not there.
    package var hasFile: Bool?

    package init(name: RawText, views: Set<View>, taint: RawText = "", hasFile: Bool? = nil) {
        (self.name, self.views, self.taint, self.hasFile) = (name, views, taint, hasFile)
    }
}

/// A function of the kernel whose beginning was changed, from tracefs.
package struct FunctionHook: Hashable, Sendable {
    /// The file that tells.
    package enum List: String, Sendable, Hashable, CaseIterable {
        /// Changed now.
        case enabled = "enabled_functions"
        /// Changed at some time since boot (Linux 6.4).
        case touched = "touched_functions"
        /// A breakpoint of kprobes.
        case probe = "kprobes/list"
    }
    package var list: List
    /// "__x64_sys_getdents64".
    package var function: RawText
    /// The module that the function itself belongs to.
    package var module: RawText?
    /// Whether who changed it may lead calls elsewhere (the flags I, D and M of ftrace).
    package var redirects: Bool
    /// What the function calls now: names, or addresses that have none.
    package var callees: [RawText]
    /// The line as the kernel wrote it.
    package var line: RawText

    package init(list: List, function: RawText, module: RawText? = nil, redirects: Bool = false, callees: [RawText] = [], line: RawText) {
        (self.list, self.function, self.module) = (list, function, module)
        (self.redirects, self.callees, self.line) = (redirects, callees, line)
    }
}

/// A program that the kernel itself starts, as a setting names it.
package struct KernelHelper: Hashable, Sendable {
    /// When it is started.
    package enum Role: String, Sendable, Hashable, CaseIterable {
        /// A program crashed: kernel.core_pattern.
        case coreDump = "core_pattern"
        /// A module is wanted: kernel.modprobe.
        case moduleLoader = "modprobe"
        /// A device came or went: kernel.hotplug, /sys/kernel/uevent_helper.
        case deviceEvent = "hotplug"
        /// The machine is switched off: kernel.poweroff_cmd.
        case powerOff = "poweroff_cmd"
        /// A control group became empty: release_agent.
        case groupRelease = "release_agent"
        /// A file of some form is run: binfmt_misc.
        case fileFormat = "binfmt_misc"
    }
    package var role: Role
    /// The file that names it.
    package var place: RawText
    /// What is written there.
    package var command: RawText
    package var program: RawText
    package var file: FileFact?
    /// For binfmt_misc: what the entry says.
    package var format: FileFormatRule?

    package init(
        role: Role, place: RawText, command: RawText, program: RawText, file: FileFact? = nil, format: FileFormatRule? = nil
    ) {
        (self.role, self.place, self.command) = (role, place, command)
        (self.program, self.file, self.format) = (program, file, format)
    }
}

/// An entry of binfmt_misc: which files it takes over, and how.
package struct FileFormatRule: Hashable, Sendable {
    package var isEnabled: Bool
    package var interpreter: RawText
    /// "O", "C", "P", "F".
    package var flags: RawText
    /// Where the magic bytes stand in the file.
    package var offset: Int
    package var magic: [UInt8]
    /// Which bits of them count; empty for all.
    package var mask: [UInt8]
    /// Instead of magic bytes, the end of the name.
    package var suffix: RawText?

    package init(
        isEnabled: Bool = true, interpreter: RawText = "", flags: RawText = "", offset: Int = 0, magic: [UInt8] = [], mask: [UInt8] = [],
        suffix: RawText? = nil
    ) {
        (self.isEnabled, self.interpreter, self.flags) = (isEnabled, interpreter, flags)
        (self.offset, self.magic, self.mask, self.suffix) = (offset, magic, mask, suffix)
    }

    /// Whether the interpreter is given the rights of the file that is run, set-user-ID included.
    package var givesRights: Bool { flags.bytes.contains(0x43) }
    /// Whether the interpreter was opened when the entry was made, perhaps in another root.
    package var isOpened: Bool { flags.bytes.contains(0x46) }
}

/// The running kernel itself, as it tells of itself.
package struct KernelFacts: Sendable {
    /// Modules of all views together.
    package var modules: [ModuleFact] = []
    /// Which views could be read.
    package var moduleViews: Set<ModuleFact.View> = []
    /// The bits of kernel.tainted (admin-guide/tainted-kernels.rst).
    package var taint: UInt64?
    package var hooks: [FunctionHook] = []
    /// Whether a live patch is loaded (/sys/kernel/livepatch).
    package var isLivePatched = false
    /// Whether somebody set probes by tracefs (kprobe_events), or the kernel traces functions.
    package var hasTraceEvents = false
    package var helpers: [KernelHelper] = []
    /// Settings that weaken the kernel's own defence, by their name in sysctl(8), where no file of sysctl.d asks for it.
    package var weakSettings: [RawText: RawText] = [:]
    package var bpf: [BPFProgramFact] = []
    /// Tags of small programs that the kernel's symbols name and the listing does not.
    package var unlistedBPF: [RawText] = []
    /// Threads that the kernel counts and nothing shows, when nothing began or ended meanwhile.
    package var uncountedThreads: Int?

    package init() {}
}

/// A program of the kernel's own small machine (bpf(2)), and who holds it.
package struct BPFProgramFact: Hashable, Sendable {
    /// Who keeps a program loaded.
    package enum Holder: Hashable, Sendable {
        /// A descriptor of a process.
        case process(Int32)
        /// A name in a file system of type bpf.
        case pin(RawText)
        /// Something of the kernel: a control group, a network device, a socket, a map.
        case kernel
    }
    package var id: UInt32
    /// `enum bpf_prog_type` of linux/bpf.h.
    package var type: UInt32
    package var name: RawText
    /// Hexadecimal.
    package var tag: RawText
    package var user: UInt32
    package var loaded: Timestamp?
    /// What it is attached to: a tracepoint, a function.
    package var watches: [RawText]
    package var holders: Set<Holder>
    /// Helpers that change the memory or the result of others: "bpf_probe_write_user".
    package var dangerousCalls: [RawText]

    package init(
        id: UInt32, type: UInt32, name: RawText, tag: RawText = "", user: UInt32 = 0, loaded: Timestamp? = nil, watches: [RawText] = [],
        holders: Set<Holder> = [], dangerousCalls: [RawText] = []
    ) {
        (self.id, self.type, self.name, self.tag, self.user) = (id, type, name, tag, user)
        (self.loaded, self.watches, self.holders, self.dangerousCalls) = (loaded, watches, holders, dangerousCalls)
    }

    /// Types that stay loaded only as long as a descriptor or a name holds them: kprobe 2, tracepoint 5, perf_event 7,
    /// raw_tracepoint 17, raw_tracepoint_writable 24, tracing 26, lsm 29.
    package var needsHolder: Bool { [2, 5, 7, 17, 24, 26, 29].contains(type) }

    /// The name of the type, where people know one.
    package var typeName: RawText {
        let names: [UInt32: RawText] = [
            1: "socket_filter", 2: "kprobe", 3: "sched_cls", 4: "sched_act", 5: "tracepoint", 6: "xdp", 7: "perf_event", 8: "cgroup_skb",
            9: "cgroup_sock", 13: "sock_ops", 14: "sk_skb", 15: "cgroup_device", 17: "raw_tracepoint", 24: "raw_tracepoint_writable",
            26: "tracing", 27: "struct_ops", 28: "ext", 29: "lsm", 31: "syscall",
        ]
        return names[type] ?? RawText("type \(type)")
    }
}
