import Formats
import Model
import Testing

@Suite struct `Programs that log under names of the administrator's choosing` {
    /// A message, the name that it came under, and what is known of it.
    struct Case: Sendable {
        var process: String
        var message: String
        var id: String?
        var address: String?
    }

    static let cases = [
        Case(
            process: "postfix-out/submission/smtpd", message: "connect from mail.example.org[192.0.2.10]", id: "postfix",
            address: "192.0.2.10"),
        Case(process: "ovpn-office", message: "192.0.2.7:55330 TLS Error: TLS handshake failed", id: "openvpn", address: "192.0.2.7"),
        Case(
            process: "www.example.jp",
            message: "https://www.example.jp|1299889801|user|198.51.100.7|https://www.example.jp/user||0||Login attempt failed for bob.",
            id: "drupal", address: "198.51.100.7"),
        Case(
            process: "", message: "system,error,critical login failure for user bob from 2001:db8::7 via ssh", id: "routeros",
            address: "2001:db8::7"),
        Case(process: "", message: "[error] [imp] FAILED LOGIN for bob [198.51.100.7] to {mail:143}", id: "horde", address: "198.51.100.7"),
        Case(process: "backup", message: "finished in 3 minutes", id: nil, address: nil),
        Case(process: "", message: "[4711]", id: nil, address: nil),
    ]

    @Test(arguments: cases) func `are known by what they say`(_ one: Case) {
        let text = Array((one.process + one.message).utf8)
        let message = one.process.utf8.count..<text.count
        var draft = EventDraft()
        draft.kind = .message
        if !one.process.isEmpty { draft.process = Slice(0..<one.process.utf8.count) }
        draft.message = Slice(message)
        let id = UnnamedProgram.read(text.span, message, &draft)
        let address = draft.text(draft.address, in: text.span)?.utf8
        #expect(id == one.id)
        #expect(address == one.address)
    }

    @Test func `are taken for the host where no host is written`() {
        let text = Array("sogod[99]: SOGoRootPage Login from '198.51.100.7' for user 'bob' might not have worked - x".utf8)
        var draft = EventDraft()
        draft.kind = .message
        draft.host = Slice(0..<5)
        let id = UnnamedProgram.read(text.span, 5..<text.count, &draft)
        let process = draft.text(draft.process, in: text.span)?.utf8
        let user = draft.text(draft.user, in: text.span)?.utf8
        #expect(id == "sogo")
        #expect(process == "sogod")
        #expect(draft.pid == 99)
        #expect(user == "bob")
        #expect(!draft.host.isPresent)
    }
}
