/// Something that is known from outside to belong to an intruder: a line of a list, an attribute of MISP, a comparison of a STIX pattern.
package struct Indicator: Hashable, Sendable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// MD5, SHA-1 or SHA-256 of a whole file, in lower-case hexadecimal.
        case digest
        /// An address or a network.
        case address
        /// A name of the domain name system, in lower case.
        case host
        /// The absolute path of a file.
        case path
        /// The last component of a path.
        case fileName = "file-name"
    }
    package var kind: Kind
    package var value: RawText
    /// What the list says that it is: the title of the MISP event, the name of the STIX indicator, the rest of the line.
    package var about: RawText
    /// The file that holds it.
    package var list: RawText

    package init(_ kind: Kind, _ value: RawText, about: RawText = "", list: RawText = "") {
        (self.kind, self.value, self.about, self.list) = (kind, value, about, list)
    }
}

/// Indicators, ordered for looking them up.
package struct IndicatorSet: Sendable {
    package private(set) var digests: [RawText: Indicator] = [:]
    package private(set) var hosts: [RawText: Indicator] = [:]
    package private(set) var paths: [RawText: Indicator] = [:]
    package private(set) var fileNames: [RawText: Indicator] = [:]
    package private(set) var addresses: [NetworkAddress: Indicator] = [:]
    package private(set) var networks: [(range: NetworkRange, indicator: Indicator)] = []
    /// Algorithms of the digests that are asked for.
    package private(set) var algorithms: Set<Digest.Algorithm> = []

    package init() {}

    package init(_ indicators: [Indicator]) {
        for indicator in indicators { add(indicator) }
    }

    package var isEmpty: Bool { count == 0 }
    package var count: Int { digests.count + hosts.count + paths.count + fileNames.count + addresses.count + networks.count }

    package mutating func add(_ indicator: Indicator) {
        switch indicator.kind {
        case .digest:
            digests[indicator.value] = indicator
            switch indicator.value.count {
            case 32: algorithms.insert(.md5)
            case 40: algorithms.insert(.sha1)
            default: algorithms.insert(.sha256)
            }
        case .address:
            if let address = NetworkAddress(indicator.value) {
                addresses[address] = indicator
            } else if let range = NetworkRange(indicator.value) {
                networks.append((range, indicator))
            }
        case .host: hosts[indicator.value] = indicator
        case .path: paths[indicator.value] = indicator
        case .fileName: fileNames[indicator.value] = indicator
        }
    }

    /// The indicator that an address or a host's name in text meets.
    package func peer(_ text: RawText) -> Indicator? {
        guard let address = NetworkAddress(text) else { return host(text.asciiLowercased) }
        return addresses[address] ?? networks.first { $0.range.contains(address) }?.indicator
    }

    /// The indicator of a name or of a domain that it lies in.
    package func host(_ name: RawText) -> Indicator? {
        guard !hosts.isEmpty else { return nil }
        var rest = name.bytes[...]
        for _ in 0..<16 {
            if let known = hosts[RawText(rest)] { return known }
            guard let dot = rest.firstIndex(of: 0x2e) else { return nil }
            rest = rest[(dot + 1)...]
        }
        return nil
    }

    /// The first address, network or host in a text that an indicator names: words made of letters, digits, dots, colons and hyphens.
    package func peer(in text: RawText) -> Indicator? {
        guard !(addresses.isEmpty && networks.isEmpty && hosts.isEmpty) else { return nil }
        let words = text.bytes.prefix(65_536).split { byte in
            !((0x30...0x39).contains(byte) || (0x61...0x7a).contains(byte | 0x20) || byte == 0x2d || byte == 0x2e || byte == 0x3a)
        }
        for word in words where word.contains(0x2e) || word.contains(0x3a) {
            if let known = peer(RawText(word)) { return known }
            // "192.0.2.7:4444" and "pool.example.net:3333"
            if let colon = word.lastIndex(of: 0x3a), let known = peer(RawText(word[..<colon])) { return known }
        }
        return nil
    }

    package func file(_ path: RawText) -> Indicator? {
        paths[path] ?? (fileNames.isEmpty ? nil : fileNames[path.lastComponent])
    }
}
