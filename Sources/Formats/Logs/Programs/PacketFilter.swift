import Model

/// What the packet filter of the BSDs says through syslog: a line of tcpdump(8) on pflog(4), and the columns of `filterlog`, as firewalls that
/// are built on it write them.
enum PacketFilter {
    /// `rule 3/0(match): block in on em0: 192.0.2.1.4711 > 198.51.100.7.22: …`
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard let on = LogText.first(" on ", in: text, message), let arrow = LogText.first(" > ", in: text, on..<message.upperBound),
            let colon = LogText.last(": ", in: text, on..<arrow)
        else { return false }
        let isBlocked = LogText.contains(text, message.lowerBound..<on, "block")
        guard isBlocked || LogText.contains(text, message.lowerBound..<on, "pass") else { return false }
        let (address, port) = end(text, colon + 2..<arrow)
        guard HTTPLine.isAddress(text, address) else { return false }
        draft.address = Slice(address)
        draft.port = port
        var stop = arrow + 3
        while stop < message.upperBound, text[stop] > 0x20 { stop += 1 }
        if stop > arrow + 3, text[stop - 1] == 0x3a { stop -= 1 }
        tell(text, to: arrow + 3..<stop, isBlocked: isBlocked, &draft)
        return true
    }

    /// `5,,,1000000103,em0,match,block,in,4,0x0,,64,0,0,DF,6,tcp,60,192.0.2.1,198.51.100.7,4711,22,…`: the names of the columns follow from
    /// the version of IP in the ninth.
    static func columns(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        var cells: [Range<Int>] = []
        var start = message.lowerBound
        while start <= message.upperBound, cells.count < 24 {
            let stop = LogText.first(0x2c, in: text, start..<message.upperBound) ?? message.upperBound
            cells.append(start..<stop)
            start = stop + 1
        }
        guard cells.count > 18 || cells.count > 16 && LogText.equals(text, cells[8], "6") else { return false }
        let source = LogText.equals(text, cells[8], "4") ? 18 : 15
        guard source + 1 < cells.count, HTTPLine.isAddress(text, cells[source]) else { return false }
        let isBlocked = LogText.equals(text, cells[6], "block") || LogText.equals(text, cells[6], "reject")
        guard isBlocked || LogText.equals(text, cells[6], "pass") else { return false }
        draft.address = Slice(cells[source])
        draft.add("destination.ip", cells[source + 1])
        if source + 3 < cells.count {
            draft.port = LogText.wholeNumber(text, cells[source + 2]).flatMap { $0 < 65_536 ? $0 : nil }
            if LogText.wholeNumber(text, cells[source + 3]) != nil { draft.add("destination.port", cells[source + 3]) }
        }
        draft.add("firewall.in", cells[4])
        tell(text, to: cells[source + 1], isBlocked: isBlocked, &draft)
        return true
    }

    private static func tell(_ text: Span<UInt8>, to range: Range<Int>, isBlocked: Bool, _ draft: inout EventDraft) {
        (draft.kind, draft.outcome) = isBlocked ? (.firewallDrop, .failure) : (.firewallAccept, .success)
        guard !draft.field("destination.ip").isPresent else { return }
        let (address, port) = end(text, range)
        if HTTPLine.isAddress(text, address) {
            draft.add("destination.ip", address)
            if let port { draft.add("destination.port", draft.decode(String(port))) }
        }
    }

    /// One end of a packet: behind the address a full stop and the port.
    static func end(_ text: Span<UInt8>, _ range: Range<Int>) -> (address: Range<Int>, port: Int?) {
        var dots = 0
        for at in range where text[at] == 0x2e { dots += 1 }
        let hasPort = dots == 4 || dots == 1 && LogText.first(0x3a, in: text, range) != nil
        guard hasPort, let dot = LogText.last(0x2e, in: text, range), let port = LogText.wholeNumber(text, dot + 1..<range.upperBound)
        else {
            return (range, nil)
        }
        return (range.lowerBound..<dot, port < 65_536 ? port : nil)
    }
}

extension ProgramLog {
    static let packetFilter = ProgramLog(
        id: "packetfilter", title: Localized(en: "Packet filter of the BSDs", ja: "BSDのパケットフィルター"), programs: ["pf", "pflogd", "filterlog"]
    ) { text, message, draft in
        LogText.contains(text, message.lowerBound..<min(message.upperBound, message.lowerBound + 48), " on ")
            ? PacketFilter.read(text, message, &draft) : PacketFilter.columns(text, message, &draft)
    }
}
