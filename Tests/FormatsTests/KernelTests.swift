import Formats
import Model
import Testing

@Suite struct `Lists of the kernel` {
    private func parsed<Value>(_ text: String, _ parse: (Span<UInt8>) -> Parsed<Value>) -> Parsed<Value> {
        let bytes = Array(text.utf8)
        return parse(bytes.span)
    }

    @Test func `name modules with who needs them and what they did to the kernel`() {
        let text =
            "ext4 1044480 2 - Live 0xffffffffc0a00000\njbd2 167936 1 ext4, Live 0xffffffffc0900000\nnvidia 999 0 - Live 0x0 (POE)\nbad line\n"
        let modules = parsed(text) { ModuleListFormat.parse($0) }
        #expect(modules.value.map(\.name) == ["ext4", "jbd2", "nvidia"])
        #expect(modules.value.map(\.usedBy) == [[], ["ext4"], []])
        #expect(modules.value.map(\.taint) == ["", "", "POE"])
        #expect(modules.problems.map(\.line) == [4])
    }

    @Test func `name files of modules as the kernel does`() {
        let text = "kernel/net/netfilter/nf-tables.ko.xz: kernel/lib/libcrc32c.ko\nupdates/dkms/zfs.ko:\n\nREADME\n"
        let names = parsed(text) { ModuleFilesFormat.parse($0) }
        #expect(names.value == ["nf_tables", "zfs"])
        #expect(names.problems.map(\.line) == [4])
    }

    @Test func `tell modules and small programs among the symbols`() {
        let text =
            "ffffffff81000000 T _stext\nffffffff81001000 t bpf_probe_write_user\nffffffffc0a00000 t ext4_iget\t[ext4]\n"
            + "ffffffffc0b00000 t bpf_prog_6deef7357e7b4530_sd_fw\t[bpf]\nffffffffc0c00000 t ftrace_trampoline\t[__builtin__ftrace]\nnonsense\n"
        let symbols = parsed(text) { KernelSymbolsFormat.parse($0, wanted: ["bpf_probe_write_user"]) }
        #expect(symbols.value.modules == ["ext4"])
        #expect(symbols.value.bpfPrograms == ["bpf_prog_6deef7357e7b4530_sd_fw"])
        #expect(symbols.value.addresses == ["bpf_probe_write_user": 0xffff_ffff_8100_1000])
        #expect(symbols.problems.count == 1)
    }

    @Test func `tell what a changed function calls now`() {
        let text =
            "__x64_sys_getdents64 (1) R I     M \ttramp: ftrace_regs_caller+0x0/0x70 (thunk+0x0/0x60 [kovid]) ->ops+0x0/0xe0\n"
            + "ext4_iget [ext4] (1)           ->0xffffffffc0a12345\nschedule (1)     D   M \ttramp: ERROR!\n\tdirect-->bpf_trampoline_64+0x0/0x9\nx\n"
        let hooks = parsed(text) { FunctionHooksFormat.parse($0, list: .enabled) }
        #expect(hooks.value.map(\.function) == ["__x64_sys_getdents64", "ext4_iget", "schedule"])
        #expect(hooks.value.map(\.callees) == [["thunk [kovid]", "ops"], ["0xffffffffc0a12345"], ["bpf_trampoline_64"]])
        #expect(hooks.value.map(\.redirects) == [true, false, true])
        #expect(hooks.value.map(\.module) == [nil, "ext4", nil])
        #expect(hooks.problems.map(\.line) == [5])
    }

    @Test func `tell probes and entries of binfmt_misc`() {
        let probes = parsed("ffffffff81234560  k  __x64_sys_kill+0x0    [FTRACE]\nffffffffc0a00000  r  f+0x4  ext4  \n") {
            ProbeListFormat.parse($0)
        }
        #expect(probes.value.map(\.function) == ["__x64_sys_kill", "f"])
        #expect(probes.value.map(\.module) == [nil, "ext4"])
        let rule = parsed("enabled\ninterpreter /usr/bin/qemu-arm\nflags: OCF\noffset 4\nmagic 7f454c46\nmask ffff00ff\n") {
            FileFormatRuleFormat.parse($0)
        }
        #expect(rule.value.isEnabled && rule.value.givesRights && rule.value.isOpened)
        #expect(rule.value.offset == 4 && rule.value.magic == [0x7f, 0x45, 0x4c, 0x46] && rule.value.mask == [0xff, 0xff, 0, 0xff])
        #expect(parsed("disabled\n") { FileFormatRuleFormat.parse($0) }.problems.count == 1)
    }

    @Test func `tell settings, threads and what a descriptor holds`() {
        let settings = parsed("# x\n-kernel/dmesg_restrict=1\nkernel.kptr_restrict = 2\nkernel.kptr_restrict=1\nnone\n") {
            SysctlFormat.parse($0, path: "/etc/sysctl.conf")
        }
        #expect(
            settings.value.map(\.name) == ["kernel.dmesg_restrict", "kernel.kptr_restrict", "kernel.kptr_restrict"].map { "sysctl.\($0)" })
        #expect(settings.value.map(\.value) == ["1", "2", "1"])
        #expect(settings.problems.map(\.line) == [5])
        #expect(parsed("0.00 0.01 0.05 2/184 32399\n") { LoadAverageFormat.threads($0) }.value == 184)
        #expect(parsed("0.00 0.01\n") { LoadAverageFormat.threads($0) }.value == nil)
        let info = parsed("pos:\t0\nlink_id:\t4\nprog_tag:\tab\nprog_id:\t3\nmap_id:\tx\n") { DescriptorInfoFormat.parse($0) }
        #expect(info.value == DescriptorInfo(program: 3, link: 4))
        #expect(info.problems.map(\.line) == [5])
    }

    @Test func `tell which of the kernel's functions a small program calls`() {
        // call base + 0x100; call of a function of its own; exit.
        let code: [UInt8] = [0x85, 0, 0, 0, 0, 1, 0, 0, 0x85, 0x10, 0, 0, 0, 1, 0, 0, 0x95, 0, 0, 0, 0, 0, 0, 0]
        #expect(BPFCode.calls(code.span, base: 0x1000, targets: ["f": 0x1100, "g": 0x1200]).value == ["f"])
        #expect(BPFCode.calls(code.span, base: 0, targets: ["f": 0x1100]).value == [])
    }

    @Test func `tell a loader that was patched from one that was not`() {
        let whole = parsed("\0/etc/ld.so.cache\0/etc/ld.so.preload\0/lib/x\0") { LoaderStrings.parse($0) }.value
        #expect(whole.namesCache && whole.namesPreload && whole.strangePaths == [])
        let patched = parsed("\0/etc/ld.so.cache\0/bin/.vl/pre\0") { LoaderStrings.parse($0) }.value
        #expect(patched.namesCache && !patched.namesPreload && patched.strangePaths == ["/bin/.vl/pre"])
    }
}

@Suite struct `Messages of netlink` {
    /// One message of a type, with its length in front and padding behind (struct nlmsghdr).
    private func message(_ body: [UInt8], type: UInt8 = 20) -> [UInt8] {
        let length = 16 + body.count
        let head: [UInt8] = [UInt8(length & 0xff), UInt8(length >> 8), 0, 0, type, 0, 2, 0, 1, 0, 0, 0, 0, 0, 0, 0]
        return head + body + [UInt8](repeating: 0, count: (4 - length % 4) % 4)
    }

    private func attribute(_ type: UInt8, _ body: [UInt8]) -> [UInt8] {
        [UInt8(4 + body.count), 0, type, 0] + body + [UInt8](repeating: 0, count: (4 - body.count % 4) % 4)
    }

    @Test func `tell a listener, its port, its owner and its inode`() {
        var body = [UInt8](repeating: 0, count: 72)
        (body[0], body[1], body[4], body[5]) = (2, 0x0a, 0x7a, 0x69)
        (body[8], body[9], body[10], body[11]) = (127, 0, 0, 1)
        (body[64], body[68], body[69]) = (33, 0x39, 0x30)
        let bytes = message(body) + message([], type: 3)
        let parsed = SocketDiagFormat.inet(bytes.span, family: .tcp)
        #expect(parsed.problems.isEmpty)
        #expect(parsed.value.first?.localAddress == "127.0.0.1" && parsed.value.first?.localPort == 31_337)
        #expect(parsed.value.first?.isListening == true && parsed.value.first?.inode == 12_345 && parsed.value.first?.user == 33)
        body[1] = 0x0d
        let held = message(body)
        #expect(SocketDiagFormat.inet(held.span, family: .tcp).value.first?.isHeldOnly == true)
    }

    @Test func `tell the filter and the promiscuous links of a packet socket`() {
        let body: [UInt8] = [17, 3, 3, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        let member: [UInt8] = [2, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0] + [UInt8](repeating: 0, count: 32)
        let bytes = message(body + attribute(1, member) + attribute(7, [0x15, 0, 1, 2, 0x55, 0x72, 0, 0]))
        let socket = PacketDiagFormat.parse(bytes.span).value.first
        #expect(socket?.inode == 7 && socket?.protocolNumber == 3 && socket?.promiscuousLinks == [2])
        #expect(socket?.filter == [FilterInstruction(code: 0x15, ifTrue: 1, ifFalse: 2, value: 0x7255)])
    }

    @Test func `tell a network link with its name and what it is a part of`() {
        let body: [UInt8] = [0, 0, 1, 0, 2, 0, 0, 0, 0x03, 0x10, 0, 0, 0, 0, 0, 0]
        let bytes = message(
            body + attribute(3, Array("eth0\0".utf8)) + attribute(10, [9, 0, 0, 0]) + attribute(30, [1, 0, 0, 0]), type: 16)
        #expect(
            LinkInfoFormat.parse(bytes.span).value == [
                NetworkLink(index: 2, name: "eth0", flags: 0x1003, promiscuity: 1, master: 9)
            ])
    }

    @Test(arguments: 0..<40)
    func `cut off anywhere give what was whole, and a problem`(length: Int) {
        let body: [UInt8] = [0, 0, 1, 0, 2, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0] + attribute(3, Array("lo\0".utf8))
        let bytes = message(body, type: 16)
        let cut = Array(bytes.prefix(length))
        let parsed = LinkInfoFormat.parse(cut.span)
        #expect(parsed.value.count == (length >= bytes.count ? 1 : 0))
        #expect(parsed.problems.isEmpty == (length == 0 || length >= bytes.count))
    }
}
