import Model

/// Content rules made of the operator's indicators: every address and name is looked for in all content that is judged.
package enum IndicatorRules {
    /// More than this are not looked for in content: the automaton grows with them.
    package static let most = 50_000
    private static let mostPerRule = 2_000

    /// Rules for the addresses and hosts of a set; none where it holds none.
    package static func sources(_ indicators: IndicatorSet) -> [RuleSource] {
        let addresses = indicators.addresses.values.map(\.value), hosts = indicators.hosts.keys
        let texts = Array((addresses + hosts).filter { $0.bytes.allSatisfy(isPlain) && $0.count >= 4 }.sorted().prefix(most))
        return stride(from: 0, to: texts.count, by: mostPerRule).map { start in
            let part = texts[start..<min(texts.count, start + mostPerRule)]
            var text = Array(
                "rule listed_peer_\(start) { meta: kind = \"indicator\" title_en = \"holds an address or name of your lists\"".utf8)
            text += Array(" title_ja = \"お渡しの一覧にある宛先が書かれています\" strings:\n".utf8)
            for peer in part { text += Array("$ = \"".utf8) + peer.bytes + Array("\" ascii wide nocase fullword\n".utf8) }
            return RuleSource(name: "indicators", text: text + Array("condition: any of them }".utf8))
        }
    }

    /// What stands in an address or a name, and nothing that ends a string of a rule.
    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7a).contains(byte | 0x20) || byte == 0x2d || byte == 0x2e || byte == 0x3a || byte == 0x5f
    }
}
