import Model

/// /proc/loadavg, after proc_loadavg(5): the fourth field is "running/all".
package enum LoadAverageFormat {
    /// How many threads there are in the whole system; nil where the text does not tell.
    package static func threads(_ input: Span<UInt8>) -> Parsed<Int?> {
        var bytes: [UInt8] = []
        for index in 0..<min(input.count, 256) { bytes.append(input[index]) }
        let words = bytes.split(whereSeparator: \.isCSpace)
        guard words.count >= 4, let slash = words[3].firstIndex(of: 0x2f),
            let all = HostNumber.decimal(words[3][(slash + 1)...]).flatMap({ Int(exactly: $0) })
        else { return Parsed(nil, problems: [Problem(offset: 0, line: 1, reason: "no number of threads in the fourth field")]) }
        return Parsed(all)
    }
}
