import Model

/// Indicators of STIX 2.1 bundles (OASIS, sections 4.7 and 9): the comparisons of their patterns that one host can be held against.
enum StixBundle {
    static func indicators(_ value: JSONValue) -> Parsed<[Indicator]> {
        var parsed = Parsed<[Indicator]>([])
        for object in value["objects"]?.elements ?? [] where object["type"]?.text == "indicator" {
            guard object["revoked"] != .bool(true), let pattern = object["pattern"]?.text else { continue }
            let name = object["name"]?.text ?? object["description"]?.text ?? object["id"]?.text ?? ""
            if let kind = object["pattern_type"]?.text, kind != "stix" {
                parsed.problems.append(Problem(offset: 0, reason: "a pattern of another language than STIX"))
                continue
            }
            let found = comparisons(pattern).compactMap { path, value in indicator(path, value) }
            if found.isEmpty { parsed.problems.append(Problem(offset: 0, reason: "a pattern that asks for nothing a host's records show")) }
            parsed.value += found.map { indicator in
                var indicator = indicator
                indicator.about = RawText(Array(name.bytes.prefix(200)))
                return indicator
            }
        }
        return parsed
    }

    /// Pairs of object path and value where the pattern compares with `=` or `IN (…)`; what stands behind NOT is left out.
    static func comparisons(_ pattern: RawText) -> [(path: RawText, value: RawText)] {
        var found: [(path: RawText, value: RawText)] = []
        var path: RawText = "", isNegated = false, isEqual = false, isList = false
        for token in tokens(pattern) {
            switch token {
            case .word(let word):
                if word.contains(":") {
                    (path, isNegated, isEqual, isList) = (word, false, false, false)
                } else if word.asciiLowercased == "not" {
                    isNegated = true
                } else if word == "=" {
                    isEqual = true
                } else if word.asciiLowercased == "in" {
                    isList = true
                } else {
                    isEqual = false
                }
            case .string(let value):
                if !path.isEmpty, !isNegated, isEqual || isList { found.append((path, value)) }
                isEqual = false
            }
            guard found.count < 10_000 else { break }
        }
        return found
    }

    private enum Token { case word(RawText), string(RawText) }

    /// Words and strings; brackets, commas and parentheses part them. An object path may hold a quoted step ("file:hashes.'SHA-256'").
    private static func tokens(_ pattern: RawText) -> [Token] {
        var tokens: [Token] = []
        let bytes = pattern.bytes.prefix(1 << 20)
        var place = bytes.startIndex
        var word: [UInt8] = []
        func end() {
            if !word.isEmpty { tokens.append(.word(RawText(word))) }
            word = []
        }
        while place < bytes.endIndex {
            let byte = bytes[place]
            place += 1
            switch byte {
            case 0x27:
                var text: [UInt8] = []
                while place < bytes.endIndex, bytes[place] != 0x27 {
                    if bytes[place] == 0x5c, place + 1 < bytes.endIndex { place += 1 }
                    text.append(bytes[place])
                    place += 1
                }
                place += 1
                if word.last == 0x2e { word += text } else { tokens.append(.string(RawText(text))) }
            case 0x20, 0x09, 0x0a, 0x0d, 0x5b, 0x5d, 0x28, 0x29, 0x2c: end()
            case 0x3d, 0x21, 0x3c, 0x3e:
                if let last = word.last, ![0x3d, 0x21, 0x3c, 0x3e].contains(last) { end() }
                word.append(byte)
                if place >= bytes.endIndex || bytes[place] != 0x3d { end() }
            default: word.append(byte)
            }
        }
        end()
        return tokens
    }

    private static func indicator(_ path: RawText, _ value: RawText) -> Indicator? {
        let path = path.asciiLowercased
        if path.hasPrefix("file:hashes.") || path.contains(".hashes.") { return IndicatorText.digest(value) }
        switch path {
        case "ipv4-addr:value", "ipv6-addr:value", "network-traffic:dst_ref.value", "network-traffic:src_ref.value":
            return NetworkAddress(value) != nil || NetworkRange(value) != nil ? Indicator(.address, value) : nil
        case "domain-name:value": return IndicatorText.isHost(value) ? Indicator(.host, value.asciiLowercased) : nil
        case "url:value": return IndicatorText.hostOfURL(value)
        case "file:name": return value.isEmpty || value.contains("/") ? nil : Indicator(.fileName, value)
        case "directory:path": return value.hasPrefix("/") ? Indicator(.path, value) : nil
        default: return nil
        }
    }
}
