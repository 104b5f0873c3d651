import Model

/// What netfilter's LOG target writes: `PREFIX IN=eth0 OUT= MAC=… SRC=192.0.2.1 DST=198.51.100.7 LEN=60 … PROTO=TCP SPT=4711 DPT=22 …`
/// (net/netfilter/nf_log_syslog.c).
enum FirewallMessage {
    /// - Parameter isWhole: whether the interfaces of both ways have to be told, as netfilter tells them; others leave out what is empty.
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft, isWhole: Bool = true) -> Bool {
        guard let start = LogText.first("IN=", in: text, message.lowerBound..<min(message.upperBound, message.lowerBound + 160)),
            !isWhole || LogText.first(" OUT=", in: text, start..<min(message.upperBound, start + 40)) != nil
        else { return false }
        var source = 0..<0
        var destination = 0..<0
        var sourcePort: Int?
        var inside = 0..<0
        var at = start
        // An ICMP error quotes the packet that it answers in brackets: its addresses are not the sender's.
        while at < message.upperBound {
            let word = LogText.word(text, at, end: message.upperBound)
            if LogText.byte(text, word.lowerBound) == 0x5b { break }
            if let equals = LogText.first(0x3d, in: text, word.lowerBound..<min(word.upperBound, word.lowerBound + 8)) {
                let value = equals + 1..<word.upperBound
                switch equals - word.lowerBound {
                case 2 where LogText.matches(text, word.lowerBound, "IN="):
                    inside = value
                    if !value.isEmpty { draft.add("firewall.in", value) }
                case 3:
                    if LogText.matches(text, word.lowerBound, "SRC=") {
                        source = value
                    } else if LogText.matches(text, word.lowerBound, "DST=") {
                        destination = value
                    } else if LogText.matches(text, word.lowerBound, "SPT=") {
                        sourcePort = LogText.wholeNumber(text, value)
                    } else if LogText.matches(text, word.lowerBound, "DPT=") {
                        draft.add("destination.port", value)
                    } else if LogText.matches(text, word.lowerBound, "OUT=") {
                        if !value.isEmpty { draft.add("firewall.out", value) }
                    } else if LogText.matches(text, word.lowerBound, "LEN="), draft.bytes == nil {
                        draft.bytes = LogText.wholeNumber(text, value).map { Int64($0) }
                    } else if LogText.matches(text, word.lowerBound, "UID=") {
                        draft.add("user.id", value)
                    }
                case 5 where LogText.matches(text, word.lowerBound, "PROTO="): draft.add("network.transport", value)
                default: break
                }
            }
            at = LogText.skipBlanks(text, max(word.upperBound, at + 1), end: message.upperBound)
        }
        fill(text, source, destination, sourcePort, isOutgoing: inside.isEmpty, &draft)
        judge(text, LogText.trimmed(text, message.lowerBound..<start), &draft)
        return true
    }

    /// The peer is the sender, or, of a packet that the host itself sent, the receiver.
    private static func fill(
        _ text: Span<UInt8>, _ source: Range<Int>, _ destination: Range<Int>, _ port: Int?, isOutgoing: Bool, _ draft: inout EventDraft
    ) {
        let peer = isOutgoing ? destination : source
        if !peer.isEmpty { draft.address = Slice(peer) }
        if !source.isEmpty { draft.add("source.ip", source) }
        if !destination.isEmpty { draft.add("destination.ip", destination) }
        if let port, port <= 65_535 {
            draft.port =
                isOutgoing
                ? draft.field("destination.port").isPresent ? LogText.wholeNumber(text, draft.field("destination.port").range) : nil : port
            if isOutgoing { draft.add("source.port", draft.decode(String(port))) }
        }
    }

    /// What became of the packet is told by the prefix alone, which the rule's author chose.
    private static func judge(_ text: Span<UInt8>, _ prefix: Range<Int>, _ draft: inout EventDraft) {
        draft.add("firewall.prefix", prefix)
        for word in [
            "block", "drop", "deny", "denied", "reject", "invalid", "bogus", "spoof", "scan", "attack", "blacklist", "blocked", "limit",
        ]
        where contains(text, prefix, word) {
            (draft.kind, draft.outcome) = (.firewallDrop, .failure)
            return
        }
        if contains(text, prefix, "allow") || contains(text, prefix, "accept") || contains(text, prefix, "pass") {
            (draft.kind, draft.outcome) = (.firewallAccept, .success)
            return
        }
        draft.kind = .networkConnect
    }

    /// Whether a word in small letters stands in a range, however it is written.
    private static func contains(_ text: Span<UInt8>, _ range: Range<Int>, _ word: String) -> Bool {
        let length = word.utf8.count
        guard range.count >= length else { return false }
        for at in range.lowerBound...range.upperBound - length where LogText.equalsAnyCase(text, at..<at + length, word) { return true }
        return false
    }
}
