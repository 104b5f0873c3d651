import Collectors
import Hosts
import Model
import Testing

@Suite struct `An examination of a hostile root` {
    private func examine(_ root: TortureRoot) async throws -> Facts {
        let host = try RootedHost(root.location)
        let now = Timestamp(seconds: 1_748_736_000)
        let identity = HostIdentityReader.read(host, now: now)
        return await Collection(host: host, identity: identity, now: now, rules: nil) { _ in }.run()
    }

    @Test func `comes to its end, and tells what was hidden from it`() async throws {
        let root = try TortureRoot()
        for folder in ["etc", "etc/cron.d", "var", "var/spool", "var/spool/cron", "var/log", "usr", "usr/bin", "tmp", "root", "dev"]
            as [RawText]
        {
            try root.folder(folder)
        }
        try root.file("etc/passwd", "root:x:0:0:root:/root:/bin/bash\nloop:x:1:1::/loop:/bin/sh\nup:x:2:2::/../../..:/bin/sh\n")
        try root.fifo("etc/shadow")
        try root.link("etc/crontab", to: "crontab")
        try root.fifo("etc/cron.d/fifo")
        try root.file("etc/cron.d/\u{1b}[2J\n", "* * * * * root /tmp/x\n")
        try root.link("var/spool/cron/root", to: "/dev/zero")
        try root.sparse("usr/bin/huge", size: 1 << 42)
        try root.fifo("var/log/wtmp")
        try root.sparse("etc/ld.so.preload", size: 1 << 42)
        try root.link("loop", to: "loop")
        try root.folder("tmp/. ..")
        try root.file("tmp/. ../\u{202e}x", "#!/bin/sh\n", mode: 0o755)
        try root.link("root/.bash_history", to: "/dev/null")
        try root.fifo("tmp/fifo")
        try root.socket("dev/log")
        let facts = try await examine(root)
        let told = Set(facts.gaps.compactMap(\.subject))
        #expect(
            told.isSuperset(of: ["/etc/shadow", "/etc/crontab", "/etc/cron.d/fifo", "/usr/bin/huge", "/var/log/wtmp", "/etc/ld.so.preload"])
        )
        #expect(facts.accounts.map(\.name) == ["root", "loop", "up"])
        #expect(facts.files.contains { $0.path == "/tmp/. .." })
        #expect(facts.autoruns.contains { $0.place.path == "/etc/cron.d/\u{1b}[2J\n" && $0.command == "/tmp/x" })
        #expect(facts.coverage.files > 20)
    }

    @Test func `goes to the bottom of a tree nested two thousand deep`() async throws {
        let root = try TortureRoot(inMemory: true)
        try root.chain(levels: 2_000)
        let facts = try await examine(root)
        #expect(facts.coverage.files == 2_001)
        #expect(!facts.gaps.contains { $0.collector == "files" })
    }

    @Test func `takes an empty folder for what it is`() async throws {
        let facts = try await examine(try TortureRoot())
        #expect(facts.coverage.files == 0)
        let lost = facts.gaps.filter(\.isTotal).reduce(into: Set<FactKind>()) { $0.formUnion($1.facts) }
        #expect(lost.isSuperset(of: [.accounts, .packages]))
    }
}
