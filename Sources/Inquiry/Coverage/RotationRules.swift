import Model

/// How long the host keeps its logs, after the files of logrotate(8).
package struct RotationRules: Sendable {
    /// A block of a file: which logs, how many old pieces, how often.
    package struct Rule: Hashable, Sendable {
        /// With `*` as a shell has it.
        package var pattern: RawText
        /// Old pieces that are kept.
        package var pieces: Int
        /// Seconds between rotations; nil where only the size decides.
        package var period: Int64?
        package var place: Place
    }
    package private(set) var rules: [Rule] = []
    private var pieces = 0
    private var period: Int64? = 604_800
    private static let mostRules = 5_000
    private static let mostLines = 200_000

    package init() {}

    /// Reads one file; the main one, /etc/logrotate.conf, goes first, for what stands in it outside of blocks holds for all.
    package mutating func read(_ path: RawText, _ bytes: [UInt8]) {
        var open: [RawText] = []
        var waiting: [RawText] = []
        var isInside = false
        var isScript = false
        var (pieces, period) = (self.pieces, self.period)
        var opened = 0
        for (number, line) in bytes.split(separator: 0x0a, maxSplits: RotationRules.mostLines, omittingEmptySubsequences: false)
            .enumerated()
        {
            var words = line.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }).map { RawText(Array($0)) }
            guard let first = words.first, !first.hasPrefix("#") else { continue }
            if isScript {
                if first == "endscript" { isScript = false }
                continue
            }
            let script: Set<RawText> = ["postrotate", "prerotate", "firstaction", "lastaction", "preremove"]
            if script.contains(first) {
                isScript = true
                continue
            }
            if first == "}" {
                guard isInside else { continue }
                for pattern in open.prefix(100) where rules.count < RotationRules.mostRules {
                    rules.append(Rule(pattern: pattern, pieces: pieces, period: period, place: Place(path, line: opened)))
                }
                (isInside, open) = (false, [])
                continue
            }
            if !isInside, first.hasPrefix("/") || first.hasPrefix("\"") || first == "{" {
                let begins = words.last?.bytes.last == 0x7b
                if let last = words.last, last.bytes.last == 0x7b { words[words.count - 1] = RawText(Array(last.bytes.dropLast())) }
                waiting += words.filter { !$0.isEmpty }.map { word in RawText(word.bytes.filter { $0 != 0x22 }) }
                if begins {
                    (isInside, open, waiting, opened) = (true, waiting, [], number + 1)
                    (pieces, period) = (self.pieces, self.period)
                }
                continue
            }
            RotationRules.apply(words, &pieces, &period)
            if !isInside { (self.pieces, self.period) = (pieces, period) }
        }
    }

    private static func apply(_ words: [RawText], _ pieces: inout Int, _ period: inout Int64?) {
        switch words[0] {
        case "rotate":
            if words.count > 1, let number = words[1].utf8.flatMap({ Int($0) }), number >= 0, number < 100_000 { pieces = number }
        case "hourly": period = 3_600
        case "daily": period = 86_400
        case "weekly": period = 604_800
        case "monthly": period = 2_678_400
        case "yearly": period = 31_622_400
        case "size": period = nil
        default: return
        }
    }

    /// The rule that a log falls under.
    package func rule(for log: RawText) -> Rule? { rules.first { RotationRules.matches($0.pattern.bytes[...], log.bytes[...]) } }

    /// Seconds that a line is kept at least: the pieces and the log that is written to.
    package func kept(_ log: RawText) -> Int64? {
        guard let rule = rule(for: log), let period = rule.period else { return nil }
        return Int64(rule.pieces) &* period
    }

    private static func matches(_ pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Bool {
        var (p, t) = (pattern.startIndex, text.startIndex)
        var star: (p: Int, t: Int)?
        while t < text.endIndex {
            if p < pattern.endIndex, pattern[p] == 0x2a {
                star = (p, t)
                p += 1
            } else if p < pattern.endIndex, pattern[p] == text[t] || pattern[p] == 0x3f {
                p += 1
                t += 1
            } else if let back = star, text[back.t] != 0x2f {
                p = back.p + 1
                t = back.t + 1
                star = (back.p, t)
            } else {
                return false
            }
        }
        while p < pattern.endIndex, pattern[p] == 0x2a { p += 1 }
        return p == pattern.endIndex
    }
}
