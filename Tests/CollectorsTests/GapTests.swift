import Collectors
import FixtureHosts
import Hosts
import Model
import Testing

@Suite struct `What could not be looked at` {
    private static let accounts = "-- /etc/passwd --\nroot:x:0:0:root:/root:/bin/bash\n"

    @Test func `is told for a table that may not be read`() async throws {
        let facts = try await examined(Self.accounts + "-- /var/spool/cron/root unreadable --\n* * * * * /opt/x\n")
        let gap = try #require(facts.gaps.first { $0.collector == "jobs" && $0.subject == "/var/spool/cron/root" })
        #expect(gap.facts == [.autoruns] && !gap.isTotal)
        #expect(facts.autoruns.isEmpty)
    }

    @Test func `is told for a folder that may not be listed, by the sweep and by the collector`() async throws {
        let facts = try await examined(
            Self.accounts + "-- /var/spool/cron kind=dir unreadable --\n-- /var/spool/cron/root --\n* * * * * /opt/x\n")
        #expect(facts.gapSubjects("jobs").contains("/var/spool/cron"))
        #expect(facts.gapSubjects("files").contains("/var/spool/cron"))
    }

    @Test func `is told for links that lead in a circle`() async throws {
        let facts = try await examined(Self.accounts + "-- /etc/crontab link=crontab2 --\n-- /etc/crontab2 link=crontab --\n")
        let gap = try #require(facts.gaps.first { $0.collector == "jobs" && $0.subject == "/etc/crontab" })
        #expect(gap.reason == AccessFailure.linkLoop.reason)
    }

    @Test func `is told for what is larger than what is read`() async throws {
        let facts = try await examined(Self.accounts + "-- /etc/crontab size=99999999 --\n* * * * * root /opt/x\n")
        #expect(facts.gapSubjects("jobs").contains("/etc/crontab"))
        #expect(facts.entries(.cronSystem).count == 1, "what was read counts all the same")
    }

    @Test func `is told for a table that is a FIFO or a folder`() async throws {
        let facts = try await examined(Self.accounts + "-- /etc/crontab kind=fifo --\n-- /etc/cron.d/x kind=dir --\n")
        #expect(Set(facts.gapSubjects("jobs")).isSuperset(of: ["/etc/crontab", "/etc/cron.d/x"]))
    }

    @Test func `is not told for what is simply not there`() async throws {
        let facts = try await examined(Self.accounts)
        #expect(facts.gapSubjects("jobs") == [])
        #expect(facts.gapSubjects("keys") == [])
        #expect(facts.gapSubjects("preload") == [])
        #expect(facts.gapSubjects("sshDaemon") == [])
    }

    @Test func `counts a missing list of accounts as no answer at all`() async throws {
        let facts = try await examined("-- /etc/motd --\nx\n")
        #expect(facts.gaps.contains { $0.collector == "accounts" && $0.isTotal && $0.facts == [.accounts] })
    }

    @Test func `leaves passwords unknown where shadow may not be read or is missing`() async throws {
        let missing = try await examined(Self.accounts)
        let hidden = try await examined(Self.accounts + "-- /etc/shadow mode=0600 unreadable --\nroot:*:1::::::\n")
        #expect(missing.accounts.first?.password == .unknown)
        #expect(hidden.accounts.first?.password == .unknown)
        #expect(hidden.gapSubjects("accounts") == ["/etc/shadow"])
    }

    @Test func `says of a copied root that its processes and connections cannot be seen`() async throws {
        let facts = try await examined(Self.accounts)
        let lost = facts.gaps.filter(\.isTotal).reduce(into: Set<FactKind>()) { $0.formUnion($1.facts) }
        #expect(lost.isSuperset(of: [.processes, .processProbe, .sockets]))
    }

    @Test func `says of a live host without /proc that no process can be seen`() async throws {
        let facts = try await examined("[live]\n" + Self.accounts)
        #expect(facts.gaps.contains { $0.subject == "/proc" && $0.isTotal && $0.facts.contains(.processes) })
    }

    @Test func `sums up ten thousand unreadable files with their number and a few examples`() async throws {
        let files = (1...10_000).map { "-- /usr/bin/f\($0) elf mode=0755 unreadable --\n" }.joined()
        let facts = try await examined(Self.accounts + files)
        let gaps = facts.gaps.filter { $0.collector == "files" }
        #expect(gaps.count <= 5)
        #expect(gaps.reduce(0) { $0 + $1.count } == 10_000)
    }
}

@Suite struct `A link of the host` {
    @Test(arguments: [
        ("/etc/cron.d/x", "/opt/run"), ("/opt/up", "/etc/passwd"), ("/opt/abs", "/opt/run"), ("/opt/far", "/etc/passwd"),
        ("/opt/folder/passwd", "/etc/passwd"),
    ])
    func `is followed inside the root`(path: String, end: String) throws {
        let host = try FixtureHost(
            """
            -- /etc/passwd --
            root:x:0:0:root:/root:/bin/bash
            -- /etc/cron.d/x link=../../opt/run --
            -- /opt/run elf mode=0755 --
            x
            -- /opt/up link=../../../../../../etc/passwd --
            -- /opt/abs link=/opt/./run --
            -- /opt/far link=/../../etc/passwd --
            -- /opt/folder link=/etc --
            """)
        #expect(host.resolve(RawText(path)) == RawText(end))
    }

    @Test func `that leads nowhere still says what was meant to run`() async throws {
        let facts = try await examined("-- /etc/passwd --\nroot:x:0:0:root:/root:/bin/bash\n-- /etc/cron.daily/x link=/tmp/.k/gone --\n")
        let entry = try #require(facts.entries(.cronDirectory).first)
        #expect(entry.targets.map(\.written) == ["/tmp/.k/gone"])
        #expect(entry.targets.first?.file == nil)
    }
}
