import Model

extension ProgramLog {
    /// ISC's dhcpd(8) and dhclient(8), dnsmasq(8), udhcpd: which address was lent to which card.
    static let dhcp = ProgramLog(
        id: "dhcp", title: Localized(en: "Address leases (DHCP)", ja: "IPアドレスの割り当て(DHCP)"),
        programs: ["dhcpd", "dhclient", "dhcpcd", "dnsmasq-dhcp", "dnsmasq", "udhcpc", "udhcpd", "kea-dhcp4", "dhcrelay"]
    ) { text, message, draft in
        draft.wholly { LeaseMessage.read(text, message, &$0) }
    }
}

enum LeaseMessage {
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if LogText.begins(text, message, "DHCP") { return lease(text, message, &draft) }
        if let rest = LogText.behind("bound to ", in: text, message) {
            _ = draft.peer(text, LogText.word(text, rest.lowerBound, end: rest.upperBound))
            draft.tell(.message)
            return true
        }
        // dnsmasq: "query[A] example.org from 192.0.2.1"
        if LogText.begins(text, message, "query["), let close = LogText.first("] ", in: text, message),
            let at = LogText.last(" from ", in: text, message)
        {
            draft.add("dns.question.type", message.lowerBound + 6..<close)
            draft.add("dns.question.name", close + 2..<max(close + 2, at))
            _ = draft.peer(text, at + 6..<message.upperBound)
            draft.tell(.message)
            return true
        }
        return false
    }

    /// `DHCPACK on 192.0.2.1 to 00:11:22:33:44:55 (name) via eth0`, `DHCPREQUEST for 192.0.2.1 (192.0.2.9) from … via eth0`,
    /// `DHCPDISCOVER from … via eth0`; dnsmasq: `DHCPACK(eth0) 192.0.2.1 00:11:… name`. The client chose its name.
    private static func lease(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let verb = LogText.word(text, message.lowerBound, end: message.upperBound)
        let rest = verb.upperBound..<message.upperBound
        draft.add("dhcp.type", verb.lowerBound..<(LogText.first(0x28, in: text, verb) ?? verb.upperBound))
        var at = LogText.skipBlanks(text, rest.lowerBound, end: rest.upperBound)
        var words = 0
        while at < rest.upperBound, words < 6 {
            words += 1
            let word = LogText.word(text, at, end: rest.upperBound)
            at = LogText.skipBlanks(text, word.upperBound, end: rest.upperBound)
            if word.count == 17, text[word.lowerBound + 2] == 0x3a, text[word.lowerBound + 14] == 0x3a {
                draft.add("client.mac", word)
                break
            } else if LogPeer.isAddress(text, word), !draft.address.isPresent {
                _ = draft.peer(text, word)
            }
        }
        draft.tell(.message)
        return true
    }
}
