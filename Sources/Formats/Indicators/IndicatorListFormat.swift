import Model

/// Files of indicators: STIX 2.1 bundles, MISP events, and lists with one indicator a line.
package enum IndicatorListFormat {
    static let mostIndicators = 2_000_000

    /// Reads a file of any of the three kinds; its first byte that is no blank tells which. `list` is the name that matches cite.
    package static func parse(_ bytes: Span<UInt8>, list: RawText) -> Parsed<[Indicator]> {
        var start = 0
        while start < bytes.count, [0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf].contains(bytes[start]) { start += 1 }
        guard start < bytes.count, bytes[start] == 0x7b || bytes[start] == 0x5b && isJSONArray(bytes, start) else {
            return plain(bytes, list: list)
        }
        let json = JSONFormat.parse(bytes)
        guard let value = json.value else { return Parsed([], problems: json.problems) }
        var parsed = value["type"]?.text == "bundle" ? StixBundle.indicators(value) : MispEvent.indicators(value)
        parsed.problems += json.problems
        if parsed.value.isEmpty, parsed.problems.isEmpty {
            parsed.problems.append(Problem(offset: 0, reason: "neither a STIX bundle nor a MISP event with attributes"))
        }
        parsed.value = parsed.value.prefix(mostIndicators).map { indicator in
            var indicator = indicator
            indicator.list = list
            return indicator
        }
        return parsed
    }

    /// A list may begin with a section in brackets; an array begins with a value.
    private static func isJSONArray(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
        var next = start + 1
        while next < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[next]) { next += 1 }
        return next < bytes.count && [0x7b, 0x5d, 0x22].contains(bytes[next])
    }

    /// One indicator a line: the first word that is one; the rest of the line tells what it is. The first of `;` and `,` may stand between
    /// them; `#`, `;` and `//` begin comments. Output of sha256sum(1) is such a list.
    private static func plain(_ bytes: Span<UInt8>, list: RawText) -> Parsed<[Indicator]> {
        var parsed = Parsed<[Indicator]>([])
        var start = 0, number = 0
        while start < bytes.count, parsed.value.count < mostIndicators {
            var end = start
            while end < bytes.count, bytes[end] != 0x0a { end += 1 }
            number += 1
            let line = RawText((start..<min(end, start + 8_192)).map { bytes[$0] })
            add(line, offset: start, number: number, list, &parsed)
            start = end + 1
        }
        return parsed
    }

    private static func add(_ line: RawText, offset: Int, number: Int, _ list: RawText, _ parsed: inout Parsed<[Indicator]>) {
        let blanks: Set<UInt8> = [0x20, 0x09, 0x0d]
        var text = line.bytes.drop { blanks.contains($0) }
        guard let first = text.first, first != 0x23, first != 0x3b, !text.starts(with: [0x2f, 0x2f]) else { return }
        let word: ArraySlice<UInt8>
        if first == 0x22 || first == 0x27 {
            word = text.dropFirst().prefix { $0 != first }
            text = text.dropFirst(min(text.count, word.count + 2))
        } else {
            // A path may hold blanks and bars.
            word = text.prefix { byte in
                byte != 0x2c && byte != 0x3b && byte != 0x0d && (first == 0x2f || byte != 0x7c && !blanks.contains(byte))
            }
            text = text.dropFirst(word.count)
        }
        let trimmed = RawText(Array(word.reversed().drop { blanks.contains($0) }.reversed()))
        let rest = text.drop { blanks.contains($0) || [0x2c, 0x3b, 0x7c, 0x23, 0x2a].contains($0) }
        guard var indicator = IndicatorText.indicator(trimmed) else {
            if parsed.problems.count < 1_000 {
                parsed.problems.append(Problem(offset: offset, line: number, reason: "no digest, address, network, host, URL or path"))
            }
            return
        }
        indicator.about = RawText(Array(rest.prefix(200)))
        indicator.list = list
        parsed.value.append(indicator)
    }
}
