import Collectors
import Model
import Testing

@Suite struct `The lists of a running kernel` {
    private static let base =
        "[live]\n-- /etc/passwd --\nroot:x:0:0:root:/root:/bin/bash\n-- /proc/stat --\nbtime 1748000000\nprocesses 9\n"
        + "-- /proc/1/stat --\n1 (init) S 0 1 1 0 -1 4194560 0 0 0 0 5 5 0 0 20 0 1 0 1\n"

    private func lost(_ facts: Facts) -> Set<FactKind> {
        facts.gaps.filter(\.isTotal).reduce(into: []) { $0.formUnion($1.facts) }
    }

    @Test func `are not asked for where the kernel would have to run the host's modprobe`() async throws {
        let facts = try await examined(
            Self.base + "-- /proc/modules --\next4 1 0 - Live 0x0\n-- netlink-shows --\ntcp 0.0.0.0 31337 9001\n")
        #expect(facts.gapSubjects("socketProbe").contains("tcp_diag"))
        #expect(lost(facts).isSuperset(of: [.socketProbe, .packetSockets]))
        #expect(facts.network.contradictions == [])
    }

    @Test func `are asked for where the module is built in`() async throws {
        let facts = try await examined(
            Self.base + "-- /proc/modules --\next4 1 0 - Live 0x0\n-- /proc/sys/kernel/osrelease --\n6.1.0\n"
                + "-- /lib/modules/6.1.0/modules.builtin --\nkernel/net/ipv4/tcp_diag.ko\n-- /proc/net/tcp --\n"
                + "-- netlink-shows --\ntcp 0.0.0.0 31337 9001\n")
        #expect(!facts.gapSubjects("socketProbe").contains("tcp_diag"))
        #expect(facts.network.contradictions.map(\.socket.localPort) == [31_337])
    }

    @Test func `of changed functions are a gap where tracefs is not mounted or is locked`() async throws {
        let absent = try await examined(Self.base)
        let locked = try await examined(
            Self.base + "-- /sys/kernel/tracing/available_tracers --\nnop\n-- /sys/kernel/tracing/enabled_functions unreadable --\n")
        #expect(lost(absent).contains(.kernelHooks))
        #expect(lost(locked).contains(.kernelHooks))
        #expect(!lost(absent).contains(.kernelModules))
    }

    @Test func `of processes are not compared where /proc belongs to another namespace`() async throws {
        let facts = try await examined(Self.base + "-- /proc/self link=999999 --\n-- known-processes --\n7 8 9\n")
        #expect(lost(facts).contains(.processProbe))
        #expect(facts.processes.map(\.pid) == [1])
    }

    @Test func `are none of a folder that does not run`() async throws {
        let facts = try await examined("-- /etc/passwd --\nroot:x:0:0:root:/root:/bin/bash\n")
        #expect(
            lost(facts).isSuperset(of: [
                .bpfPrograms, .covering, .kernelHelpers, .kernelHooks, .kernelModules, .links, .packetSockets, .processMemory, .socketProbe,
            ]))
    }
}
