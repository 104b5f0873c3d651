import Model

/// Saved rules of iptables-save(8), and rule sets of nft(8): where they send traffic on to.
package enum FirewallRulesFormat {
    package static func parse(_ input: Span<UInt8>, path: RawText) -> Parsed<[TrafficForward]> {
        var forwards: [TrafficForward] = []
        var problems = HostFileProblems()
        HostLine.each(in: input) { line in
            let words = line.words.map { RawText(Array($0)) }
            guard let first = words.first, !first.hasPrefix("#") else { return }
            var address: RawText?
            if let option = words.firstIndex(of: "--to-destination"), option + 1 < words.count {
                address = words[option + 1]
            } else if let dnat = words.firstIndex(of: "dnat"), let to = words[dnat...].firstIndex(of: "to"), to + 1 < words.count {
                address = words[to + 1]
            }
            // A redirect to a port of this host for one caller or one port that he comes from opens a hidden door.
            let isRedirect = words.contains("REDIRECT") || words.contains("redirect")
            if address == nil, isRedirect, !Set(words).isDisjoint(with: ["-s", "--source", "--sport", "--source-port", "saddr", "sport"]) {
                address = "redirect"
            }
            guard let address, !address.isEmpty else { return }
            guard forwards.count < 10_000 else { return problems.add("more than 10,000 forwards", at: line) }
            forwards.append(
                TrafficForward(
                    address: address, text: RawText(Array(line.bytes.prefix(200))), place: Place(path, line: line.number)))
        }
        return Parsed(forwards, problems: problems.all)
    }
}
