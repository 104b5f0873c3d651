import Model

/// Packets that a line of any program tells of: netfilter's words under a head of somebody's own, and tcpdump(1)'s.
enum PacketWords {
    /// Reads `DROP: IN=eth0 OUT= … SRC=192.0.2.1 …` and `IP 192.0.2.1.5000 > 198.51.100.1.22: Flags [S], …`; false of anything else.
    static func read(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if LogText.contains(text, range, " SRC="), LogText.contains(text, range, " DST="), LogText.contains(text, range, " PROTO="),
            FirewallMessage.read(text, range, &draft, isWhole: false)
        {
            return true
        }
        guard
            let rest = LogText.placeBehind("IP ", in: text, range.lowerBound..<min(range.upperBound, range.lowerBound + 64))
                ?? LogText.placeBehind("IP6 ", in: text, range.lowerBound..<min(range.upperBound, range.lowerBound + 64)),
            let arrow = LogText.first(" > ", in: text, rest..<min(range.upperBound, rest + 64)),
            let colon = LogText.first(": ", in: text, arrow + 3..<min(range.upperBound, arrow + 80))
        else { return false }
        let (source, port) = PacketFilter.end(text, rest..<arrow)
        let (destination, service) = PacketFilter.end(text, arrow + 3..<colon)
        guard LogPeer.isAddress(text, source), LogPeer.isAddress(text, destination) else { return false }
        (draft.kind, draft.address, draft.port) = (.networkConnect, Slice(source), port)
        draft.add("destination.ip", destination)
        if let service { draft.add("destination.port", draft.decode(String(service))) }
        return true
    }
}
