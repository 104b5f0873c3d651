import FixtureHosts
import Model
import Testing

@Suite struct `The collector of jobs` {
    private static let accounts = "-- /etc/passwd --\nroot:x:0:0:root:/root:/bin/bash\ntaro:x:1000:1000::/home/taro:/bin/bash\n"

    struct Place: Sendable, CustomTestStringConvertible {
        var system: String
        var path: String
        var content: String
        var mechanism: AutorunEntry.Mechanism
        var user: RawText?
        var schedule: RawText?
        var testDescription: String { "\(system): \(path)" }
    }

    static let places = [
        Place(
            system: "Debian", path: "/var/spool/cron/crontabs/taro", content: "5 4 * * * /opt/x\n", mechanism: .cronUser, user: "taro",
            schedule: "5 4 * * *"),
        Place(
            system: "RHEL", path: "/var/spool/cron/taro", content: "5 4 * * * /opt/x\n", mechanism: .cronUser, user: "taro",
            schedule: "5 4 * * *"),
        Place(
            system: "SUSE", path: "/var/spool/cron/tabs/taro", content: "5 4 * * * /opt/x\n", mechanism: .cronUser, user: "taro",
            schedule: "5 4 * * *"),
        Place(
            system: "Alpine", path: "/etc/crontabs/taro", content: "5 4 * * * /opt/x\n", mechanism: .cronUser, user: "taro",
            schedule: "5 4 * * *"),
        Place(
            system: "Arch", path: "/var/spool/cron/taro", content: "@reboot /opt/x\n", mechanism: .cronUser, user: "taro",
            schedule: "@reboot"),
        Place(
            system: "every", path: "/etc/crontab", content: "5 4 * * * taro /opt/x\n", mechanism: .cronSystem, user: "taro",
            schedule: "5 4 * * *"),
        Place(
            system: "every", path: "/etc/cron.d/job", content: "SHELL=/bin/sh\n5 4 * * * taro /opt/x\n", mechanism: .cronSystem,
            user: "taro", schedule: "5 4 * * *"),
        Place(
            system: "every", path: "/etc/anacrontab", content: "SHELL=/bin/sh\n1 5 job /opt/x\n", mechanism: .anacron, user: "root",
            schedule: "1"),
        Place(
            system: "Debian", path: "/etc/cron.hourly/x", content: "#!/bin/sh\n/opt/x\n", mechanism: .cronDirectory, user: "root",
            schedule: "@hourly"),
        Place(
            system: "every", path: "/etc/cron.daily/x", content: "#!/bin/sh\n/opt/x\n", mechanism: .cronDirectory, user: "root",
            schedule: "@daily"),
        Place(
            system: "every", path: "/etc/cron.weekly/x", content: "#!/bin/sh\n/opt/x\n", mechanism: .cronDirectory, user: "root",
            schedule: "@weekly"),
        Place(
            system: "every", path: "/etc/cron.monthly/x", content: "#!/bin/sh\n/opt/x\n", mechanism: .cronDirectory, user: "root",
            schedule: "@monthly"),
        Place(
            system: "Debian 13", path: "/etc/cron.yearly/x", content: "#!/bin/sh\n/opt/x\n", mechanism: .cronDirectory, user: "root",
            schedule: "@yearly"),
        Place(
            system: "Alpine", path: "/etc/periodic/15min/x", content: "#!/bin/sh\n/opt/x\n", mechanism: .cronDirectory, user: "root",
            schedule: "*/15 * * * *"),
        Place(
            system: "Alpine", path: "/etc/periodic/daily/x", content: "#!/bin/sh\n/opt/x\n", mechanism: .cronDirectory, user: "root",
            schedule: "@daily"),
    ]

    @Test(arguments: places)
    func `finds a job in every place of every distribution`(place: Place) async throws {
        let facts = try await examined(Self.accounts + "-- \(place.path) mode=0755 --\n\(place.content)-- /opt/x elf mode=0755 --\nx\n")
        let entry = try #require(facts.entries(place.mechanism).first)
        #expect(facts.autoruns.count == 1)
        #expect(entry.place.path == RawText(place.path))
        #expect(entry.user == place.user)
        #expect(entry.schedule == place.schedule)
        #expect(entry.targets.contains { $0.path == "/opt/x" && $0.file?.shape == .elf })
    }

    @Test(arguments: ["/var/spool/cron/atjobs", "/var/spool/at", "/var/spool/atjobs"])
    func `finds a job of at, whom it runs as and where it begins`(spool: String) async throws {
        let facts = try await examined(
            Self.accounts + """
                -- \(spool)/a0000101a2b3c4 mode=0700 --
                #!/bin/sh
                # atrun uid=1000 gid=1000
                # mail taro 0
                umask 22
                cd /home/taro/deep || {
                	 echo 'Execution directory inaccessible' >&2
                	 exit 1
                }
                ./x
                -- \(spool)/.SEQ --
                00001
                -- /home/taro/deep/x mode=0755 --
                #!/bin/sh
                """)
        let entry = try #require(facts.entries(.at).first)
        #expect(facts.entries(.at).count == 1)
        #expect(entry.user == "taro")
        #expect(entry.targets.contains { $0.path == "/home/taro/deep/x" && $0.file != nil })
    }

    struct Ending: Sendable, CustomTestStringConvertible {
        var command: String
        var file: String
        var testDescription: String { command }
    }

    static let endings = [
        Ending(command: "sh . ../update", file: "/root/. ../update"),
        Ending(command: "sh .. /update", file: "/root/.. /update"),
        Ending(command: "\"/root/. ../update\" -q", file: "/root/. ../update"),
        Ending(command: "/root/.\\ ../update", file: "/root/. ../update"),
        Ending(command: "cd \"/root/. ..\" && ./update", file: "/root/. ../update"),
        Ending(command: "~/bin/update", file: "/root/bin/update"),
        Ending(command: "$HOME/bin/update", file: "/root/bin/update"),
        Ending(command: "bin/update", file: "/root/bin/update"),
        Ending(command: "/bin/bash -c 'exec /opt/k/update'", file: "/opt/k/update"),
        Ending(command: "nice -n 19 nohup env A=b /opt/k/update &", file: "/opt/k/update"),
        Ending(command: "test -x /opt/k/update && /opt/k/update", file: "/opt/k/update"),
        Ending(command: "python3 /opt/k/update", file: "/opt/k/update"),
        Ending(command: "/opt/k/../k/./update", file: "/opt/k/update"),
        Ending(command: "/opt/link/update", file: "/opt/k/update"),
    ]

    @Test(arguments: endings)
    func `follows a command to the file that it finally runs`(ending: Ending) async throws {
        let facts = try await examined(
            Self.accounts + """
                -- /var/spool/cron/root --
                */5 * * * * \(ending.command) >/dev/null 2>&1
                -- "\(ending.file)" mode=0755 --
                #!/bin/sh
                -- /opt/link link=k --
                """)
        let entry = try #require(facts.entries(.cronUser).first)
        #expect(
            entry.targets.contains { $0.path == RawText(ending.file) && $0.file?.status.kind == .regular },
            "\(entry.targets.map { "\($0.role) \($0.written) -> \($0.path.map { "\($0)" } ?? "-")" })")
    }

    @Test func `names a command whose program is gone`() async throws {
        let facts = try await examined(Self.accounts + "-- /etc/cron.d/x --\n* * * * * root /tmp/.k/run\n")
        let target = try #require(facts.entries(.cronSystem).first?.targets.first)
        #expect(target.path == "/tmp/.k/run")
        #expect(target.file == nil)
    }

    @Test func `looks one step further, into a script that no package brought`() async throws {
        let facts = try await examined(
            Self.accounts + """
                -- /etc/cron.daily/clean mode=0755 --
                #!/bin/sh
                /usr/bin/find /tmp -delete
                /var/tmp/.k/run
                -- /var/tmp/.k/run elf mode=0755 --
                x
                -- packages --
                base: /usr/bin/find /bin/sh
                """)
        let targets = try #require(facts.entries(.cronDirectory).first?.targets)
        #expect(targets.contains { $0.path == "/var/tmp/.k/run" })
        #expect(!targets.contains { $0.path == "/usr/bin/find" })
    }

    @Test func `tells which line of a table it speaks of, and keeps to its bounds`() async throws {
        let lines = (1...12_000).map { "* * * * * /opt/\($0)\n" }.joined()
        let facts = try await examined(Self.accounts + "-- /var/spool/cron/root --\n# a comment\n\n" + lines)
        let entries = facts.entries(.cronUser)
        #expect(entries.first?.place.line == 3)
        #expect(entries.count == 10_000)
    }
}
