import Formats
import Model
import Testing

@Suite struct `Audit records` {
    static func events(_ log: String) -> [Event] {
        EventFixture.events(Array(log.utf8), latest: Timestamp(seconds: 1_400_000_000), offset: 0)
    }

    @Test func `of one event are told apart by their types, which stand first`() {
        let event = Self.events(
            """
            type=SYSCALL msg=audit(1300000000.000:1): arch=c000003e syscall=87 success=yes exit=0 a0=1 pid=5 uid=0 comm="rm" exe="/usr/bin/rm"
            type=CWD msg=audit(1300000000.000:1): cwd="/tmp"
            type=PATH msg=audit(1300000000.000:1): item=0 name="/tmp" nametype=PARENT
            type=PATH msg=audit(1300000000.000:1): item=1 name="x" nametype=DELETE
            """)
        #expect(event.count == 1)
        #expect(event.first?.fields.filter { $0.name == "type" }.map(\.value) == ["SYSCALL", "CWD", "PATH", "PATH"])
        #expect(event.first?.kind == .fileDelete)
        #expect(event.first?.path == "/tmp/x")
    }

    @Test func `of other events, or of other machines, are events of their own`() {
        let record = "type=CWD msg=audit(1300000000.000:1): cwd=\"/\"\n"
        #expect(Self.events(record + record).count == 1)
        #expect(Self.events(record + record.replacing(":1)", with: ":2)")).count == 2)
        #expect(Self.events(record + "node=db1 " + record).count == 2)
        #expect(Self.events("node=db2 " + record + "node=db1 " + record).count == 2)
    }

    /// The name was chosen by whoever knocks; auditd writes it in digits where it holds more than plain text.
    @Test(arguments: [
        "x addr=192.0.2.1 res=success", "x' addr=192.0.2.1", "\" res=success", "x\u{1d}ID=\"root\" addr=192.0.2.1", "x\ntype=USER_LOGIN",
    ]) func `cannot be forged by a name`(_ name: String) {
        let digits = name.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
        let events = Self.events(
            "type=USER_LOGIN msg=audit(1300000000.000:1): pid=1 uid=0 msg='op=login acct=\(digits) exe=\"/usr/sbin/sshd\" hostname=? "
                + "addr=203.0.113.9 terminal=sshd res=failed'")
        #expect(events.map(\.user) == [RawText(name)])
        #expect(events.map(\.address) == ["203.0.113.9"])
        #expect(events.map(\.outcome) == [.failure])
    }

    @Test func `are read where the kernel or the journal carries them`() {
        let cases: [(String, EventKind, EventOutcome?, String?)] = [
            (
                "audit: type=1400 audit(1300000000.000:1): apparmor=\"DENIED\" operation=\"open\" profile=\"named\" name=\"/etc/shadow\" pid=9",
                .policyDenial, .failure, nil
            ),
            (
                "type=USER_LOGIN msg=audit(1300000000.000:1): pid=1 msg='op=login acct=\"admin\" addr=203.0.113.9 res=failed'",
                .loginFailure, .failure, "203.0.113.9"
            ),
            ("USER_LOGIN pid=1 uid=0 msg='op=login acct=\"deploy\" addr=203.0.113.9 res=success'", .loginSuccess, .success, "203.0.113.9"),
            ("SERVICE_STOP pid=1 uid=0 msg='unit=auditd comm=\"systemd\" res=success'", .serviceStop, .success, nil),
        ]
        for (message, kind, outcome, address) in cases {
            let bytes = Array(message.utf8)
            var draft = EventDraft()
            #expect(AuditMessage.read(bytes.span, 0..<bytes.count, &draft))
            #expect(draft.kind == kind)
            #expect(draft.outcome == outcome)
            #expect(draft.text(draft.address, in: bytes.span) == address.map { RawText($0) })
        }
        var draft = EventDraft()
        let other = Array("audit_printk_skb: 12 callbacks suppressed".utf8)
        #expect(!AuditMessage.read(other.span, 0..<other.count, &draft))
        #expect(draft.fields.isEmpty)
    }

    @Test func `without end do not fill the memory`() {
        let record = "type=PATH msg=audit(1300000000.000:1): item=0 name=\"x\" nametype=NORMAL k1=1 k2=2 k3=3\n"
        let events = Self.events(String(repeating: record, count: 3000))
        #expect(events.count == 1)
        #expect((events.first?.fields.count ?? 0) < 4200)
    }
}
