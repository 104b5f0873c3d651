import Formats
import Model
import Testing

@Suite struct `Files of procfs` {
    private let tail = "S 1 4711 4711 0 -1 %FLAGS% 100 0 0 0 12 34 0 0 20 0 3 0 987654 1000 200"

    private func stat(_ name: String, flags: String = "4194560") -> Parsed<ProcStat?> {
        let bytes = Array("4711 (\(name)) \(tail.replacing("%FLAGS%", with: flags))\n".utf8)
        return ProcStatFormat.parse(bytes.span)
    }

    @Test(arguments: ["bash", "a) S 1 (b", "((", "))", "", "x\ny", "kworker/0:1", "] ) ("])
    func `give a process its name, whatever it holds`(name: String) {
        let parsed = stat(name)
        #expect(parsed.problems.isEmpty)
        let process = parsed.value
        #expect(process?.name == RawText(name))
        #expect(process?.pid == 4711)
        #expect(process?.parent == 1)
        #expect(process?.state == 0x53)
        #expect(process?.startTicks == 987_654)
        #expect(process?.userTicks == 12)
        #expect(process?.systemTicks == 34)
        #expect(process?.threads == 3)
        #expect(process?.isKernelThread == false)
    }

    @Test func `tell a kernel thread by its flag`() {
        #expect(stat("kthreadd", flags: "2129984").value?.isKernelThread == true)
    }

    @Test(arguments: ["", "4711", "4711 (a", "x (a) S 1", "4711 (a) S", "4711 (a) SS 1", "99999999999 (a) S 1"])
    func `without a process give none`(text: String) {
        let bytes = Array(text.utf8)
        #expect(ProcStatFormat.parse(bytes.span).value == nil)
        #expect(ProcStatFormat.parse(bytes.span).problems.count == 1)
    }

    @Test func `tell users, tracer and namespaces of a process`() {
        let text =
            "Name:\ta\\nb\\\\ \nState:\tS (sleeping)\nTgid:\t42\nPid:\t42\nPPid:\t1\nTracerPid:\t7\nUid:\t0\t1000\t0\t0\nGid:\t5\t5\t5\t5\n"
            + "NSpid:\t42\t1\nThreads:\t2\nKthread:\t0\nCapEff:\t000001ffffffffff\n"
        let bytes = Array(text.utf8)
        let parsed = ProcStatusFormat.parse(bytes.span)
        #expect(parsed.problems.isEmpty)
        #expect(parsed.value.name == "a\nb\\ ")
        #expect(parsed.value.tracer == 7)
        #expect(parsed.value.users == [0, 1000, 0, 0])
        #expect(parsed.value.namespacePIDs == [42, 1])
        #expect(parsed.value.isKernelThread == false)
        #expect(parsed.value.capabilities == 0x1ff_ffff_ffff)
    }

    @Test func `report a status without its numbers`() {
        let bytes = Array("Name:\tx\nUid:\t0\t0\nTracerPid:\tno\nnonsense\n".utf8)
        #expect(ProcStatusFormat.parse(bytes.span).problems.map(\.line) == [2, 3, 4, nil])
    }

    @Test func `give the executable mappings with what they come from`() {
        let text = """
            55d0c0000000-55d0c0001000 r--p 00000000 08:01 131 /usr/bin/x
            55d0c0001000-55d0c0002000 r-xp 00001000 08:01 131                        /usr/bin/x y (deleted)
            7f0000000000-7f0000001000 rwxp 00000000 00:00 0
            7f0000002000-7f0000003000 r-xp 00000000 00:01 2052 /memfd:a (deleted)
            7f0000004000-7f0000005000 r-xp 00000000 fd:03 77 /tmp/a\\012b\\134
            7ffd00000000-7ffd00001000 r-xp 00000000 00:00 0 [vdso]
            nonsense

            """
        let bytes = Array(text.utf8)
        let parsed = ProcMapsFormat.parse(bytes.span)
        #expect(parsed.value.map(\.path) == ["/usr/bin/x y", nil, "/memfd:a", "/tmp/a\nb\\134", "[vdso]"])
        #expect(parsed.value.map(\.isDeleted) == [true, false, true, false, false])
        #expect(parsed.value.map(\.isMemoryFile) == [false, false, true, false, false])
        #expect(parsed.value.map(\.isAnonymous) == [false, true, false, false, false])
        #expect(parsed.value.map(\.device) == [0x801, 0, 1, 0xfd03, 0])
        #expect(parsed.value.map(\.inode) == [131, 0, 2052, 77, 0])
        #expect(parsed.value.first?.start == 0x55d0_c000_1000)
        #expect(parsed.problems.map(\.line) == [7])
    }

    @Test func `split arguments and environment at NUL bytes`() {
        let arguments = Array("[kworker/0:1]\0\0-x\0\0\0".utf8)
        #expect(ProcCmdlineFormat.parse(arguments.span).value == ["[kworker/0:1]", "", "-x"])
        let title = Array("sshd: root@pts/0".utf8)
        #expect(ProcCmdlineFormat.parse(title.span).value == ["sshd: root@pts/0"])
        let environment = Array("A=1\0LD_PRELOAD=/tmp/x.so\0odd\0XLD_PRELOAD=n\0".utf8)
        let parsed = ProcEnvironFormat.parse(environment.span)
        #expect(ProcEnvironFormat.loaderVariables(parsed.value) == ["LD_PRELOAD=/tmp/x.so"])
        #expect(parsed.problems.map(\.offset) == [25])
    }

    @Test func `give mounts with blanks in their names`() {
        let text = """
            36 35 98:0 /mnt1 /mnt\\0402\\134 rw,noatime master:1 shared:2 - ext3 /dev/root\\011x rw,errors=continue
            37 36 0:5 / /proc/4711 rw - tmpfs tmpfs
            38 36 0:6 / /x rw master:1 ext4 none rw

            """
        let bytes = Array(text.utf8)
        let parsed = MountInfoFormat.parse(bytes.span)
        #expect(parsed.value.map(\.point) == ["/mnt 2\\", "/proc/4711"])
        #expect(parsed.value.map(\.source) == ["/dev/root\tx", "tmpfs"])
        #expect(parsed.value.map(\.options) == ["rw,noatime,rw,errors=continue", "rw"])
        #expect(parsed.value.map(\.device) == [98 << 8, 5])
        #expect(parsed.problems.map(\.line) == [3])
    }

    @Test(arguments: [
        (NetTableFormat.Family.tcp, "0100007F:0016", "127.0.0.1", 22), (.tcp, "070200C0:FFFF", "192.0.2.7", 65535),
        (.tcp6, "B80D0120000000000000000007000000:01BB", "2001:db8::7", 443),
        (.tcp6, "0000000000000000FFFF0000070200C0:1F90", "192.0.2.7", 8080), (.udp6, "00000000000000000000000000000000:0044", "::", 68),
    ])
    func `show socket addresses in text`(family: NetTableFormat.Family, field: String, address: String, port: UInt16) {
        let line =
            "  sl  local_address rem_address\n   0: \(field) \(field) 0A 00000000:00000000 00:00000000 00000000  1000        0 12345 1 x\n"
        let bytes = Array(line.utf8)
        let parsed = NetTableFormat.parse(bytes.span, family: family)
        #expect(parsed.problems.isEmpty)
        #expect(parsed.value.map(\.localAddress) == [address])
        #expect(parsed.value.map(\.remotePort) == [port])
        #expect(parsed.value.map(\.inode) == [12345])
        #expect(parsed.value.map(\.user) == [1000])
        #expect(parsed.value.map(\.isListening) == [family == .tcp || family == .tcp6])
    }

    @Test func `tell sockets that listen and that are connected`() {
        func row(_ state: String) -> String { "0: 00000000:0035 00000000:0000 \(state) 0:0 0:0 0 0 0 9 2 x\n" }
        let bytes = Array((row("01") + row("07") + row("0A") + "0: 0100007:1 0:0 01 0:0 0:0 0 0 0 9\n").utf8)
        let udp = NetTableFormat.parse(bytes.span, family: .udp)
        #expect(udp.value.map(\.isListening) == [false, true, false])
        #expect(udp.value.map(\.isEstablished) == [true, false, false])
        #expect(udp.problems.map(\.line) == [4])
        #expect(NetTableFormat.parse(bytes.span, family: .tcp).value.map(\.isListening) == [false, false, true])
    }

    @Test func `name packet sockets with their protocol`() {
        let text = """
            sk               RefCnt Type Proto  Iface R Rmem   User   Inode
            ffff8881047d1000 3      3    0003   2     1 0      0      23456
            ffff8881047d2000 3      2    88cc   0     0 0      101    23457
            short
            """
        let bytes = Array(text.utf8)
        let parsed = PacketTableFormat.parse(bytes.span)
        #expect(parsed.value.map(\.localPort) == [3, 0x88cc])
        #expect(parsed.value.map(\.inode) == [23456, 23457])
        #expect(parsed.value.map(\.user) == [0, 101])
        #expect(parsed.problems.map(\.line) == [4])
    }

    @Test func `name unix sockets with their path`() {
        let text = """
            Num       RefCount Protocol Flags    Type St Inode Path
            ffff888100000000: 00000002 00000000 00010000 0001 01 12345 /run/a b.sock
            ffff888100000001: 00000003 00000000 00000000 0001 03  9876 @/tmp/.X11
            ffff888100000002: 00000002 00000000 00000000 0002 01   55
            rest of a path
            """
        let bytes = Array(text.utf8)
        let parsed = UnixTableFormat.parse(bytes.span)
        #expect(parsed.value.map(\.path) == ["/run/a b.sock", "@/tmp/.X11", nil])
        #expect(parsed.value.map(\.inode) == [12345, 9876, 55])
        #expect(parsed.value.map(\.isListening) == [true, false, false])
        #expect(parsed.value.map(\.socket.isEstablished) == [false, true, false])
        #expect(parsed.problems.map(\.line) == [5])
    }

    @Test func `tell when the system was booted`() {
        let bytes = Array("cpu  1 2 3\nintr 5 6 7\nbtime 1299857400\nprocesses 4242\nprocs_running x\n".utf8)
        let parsed = ProcStatSystemFormat.parse(bytes.span)
        #expect(parsed.value.booted == Timestamp(seconds: 1_299_857_400))
        #expect(parsed.value.processesMade == 4242)
        #expect(parsed.problems.map(\.line) == [5])
    }

    @Test(
        arguments: [
            ("12345.67 54321.00\n", Uptime(hundredths: 1_234_567, idleHundredths: 5_432_100)),
            ("0.00 0.00", Uptime(hundredths: 0, idleHundredths: 0)),
            ("1.5 2.50", nil), ("99999999999999999999.00 1.00", nil), ("", nil),
        ] as [(String, Uptime?)])
    func `tell how long the system runs`(text: String, expected: Uptime?) {
        let bytes = Array(text.utf8)
        let parsed = UptimeFormat.parse(bytes.span)
        #expect(parsed.value == expected)
        #expect(parsed.problems.isEmpty == (expected != nil))
    }
}
