import Formats
import Model

/// Lines of settings whose grammar is not known: a command stands behind a keyword, behind a sign or in a quote. Every such rest of a
/// line is read as shell text, and only what hardly any honest line does is kept, so that a rest that is no command costs nothing.
enum SettingLines {
    static let mostLines = 4_000
    private static let longest = 16_384

    /// What settings of honest software do not do.
    static let grave: Set<Trait> = [
        .downloadAndRun, .reverseShell, .bindShell, .decodeAndRun, .minesCurrency, .deceptivePath, .runsFromTemporaryFolder,
    ]

    /// - Parameter isComment: tells by its first bytes whether a line is none that counts.
    static func traits(_ bytes: [UInt8], isComment: (ArraySlice<UInt8>) -> Bool = { $0.first == 0x23 }) -> [TraitHit] {
        var hits: [TraitHit] = []
        each(bytes, isComment: isComment) { text, number, offset in
            var known: Set<Trait> = []
            if let hidden = hiddenProgram(in: text), known.insert(.runsFromHiddenFolder).inserted {
                hits.append(TraitHit(trait: .runsFromHiddenFolder, line: number, offset: offset, text: hidden))
            }
            for rest in rests(text) {
                for hit in ShellTraits.scan(rest.span) where grave.contains(hit.trait) && known.insert(hit.trait).inserted {
                    hits.append(TraitHit(trait: hit.trait, line: number, offset: offset, text: RawText(Array(text.prefix(200)))))
                }
            }
            return hits.count < 20
        }
        return hits
    }

    /// Hands over each line that may hold a command, without the blanks before it, until told to stop.
    static func each(_ bytes: [UInt8], isComment: (ArraySlice<UInt8>) -> Bool, _ body: (ArraySlice<UInt8>, Int, Int) -> Bool) {
        var offset = 0
        for (index, line) in bytes.split(separator: 0x0a, maxSplits: mostLines, omittingEmptySubsequences: false).enumerated() {
            defer { offset += line.count + 1 }
            let text = line.drop { $0 == 0x20 || $0 == 0x09 }
            guard text.count >= 8, text.count <= longest, !isComment(text) else { continue }
            if !body(text, index + 1, offset) { return }
        }
    }

    /// The absolute paths that stand in a line as words.
    static func paths(in line: ArraySlice<UInt8>) -> [RawText] {
        line.split(whereSeparator: { ends.contains($0) }).prefix(200).compactMap { word in
            guard let first = word.first, first == 0x2f || first == 0x7e || first == 0x24, word.count > 4, !word.contains(0x2a) else {
                return nil
            }
            return RawText(Array(word))
        }
    }

    private static let ends: Set<UInt8> = [
        0x20, 0x09, 0x22, 0x27, 0x28, 0x29, 0x3a, 0x3b, 0x3c, 0x3d, 0x3e, 0x7c, 0x26, 0x2c, 0x7b, 0x7d, 0x0d, 0x60, 0x21, 0x5b, 0x5d,
    ]

    /// A path of a setting that leads into a hidden folder of the system, whatever the setting means: no package's setting names one.
    private static func hiddenProgram(in line: ArraySlice<UInt8>) -> RawText? {
        paths(in: line).first { $0.hasPrefix("/") && $0.contains("/.") && Places.oddFolder(of: $0) != nil }
    }

    /// A bare shell that a setting gives to whoever connects: the value of a key that names what to run, in a text that also says where to
    /// listen.
    static func servedShell(_ bytes: [UInt8]) -> TraitHit? {
        let keys: Set<RawText> = ["exec", "program", "server", "command", "cmd", "server_program"]
        let listening: Set<RawText> = ["accept", "listen", "port", "bind", "bind_address", "listen_address", "socket"]
        let shells: Set<RawText> = ["sh", "bash", "dash", "ksh", "zsh", "csh", "ash"]
        var served: TraitHit?
        var listens = false
        each(bytes, isComment: { $0.first == 0x23 || $0.first == 0x3b }) { line, number, offset in
            let words = line.split { [0x20, 0x09, 0x3d, 0x3a, 0x22, 0x27, 0x2c, 0x0d].contains($0) }.map { RawText(Array($0)) }
            guard let key = words.first?.asciiLowercased else { return true }
            if listening.contains(key), words.dropFirst().contains(where: { $0.bytes.contains { $0 >= 0x30 && $0 <= 0x39 } }) {
                listens = true
            }
            if keys.contains(key), words.count > 1, words[1].hasPrefix("/"), shells.contains(words[1].lastComponent),
                words.dropFirst(2).allSatisfy({ $0.hasPrefix("-") && $0 != "-c" })
            {
                served = served ?? TraitHit(trait: .bindShell, line: number, offset: offset, text: RawText(Array(line.prefix(200))))
            }
            return true
        }
        return listens ? served : nil
    }

    /// The line, what stands behind its first and second word, behind six words (inetd.conf(5)), behind the first "=" and ":", within its
    /// outermost quotes and within each pair of them.
    static func rests(_ line: ArraySlice<UInt8>) -> [[UInt8]] {
        var rests = [Array(line)]
        var rest = line
        for number in 1...6 {
            rest = rest.drop { $0 != 0x20 && $0 != 0x09 }.drop { $0 == 0x20 || $0 == 0x09 }
            if rest.isEmpty { break }
            if number <= 2 || number == 6 { rests.append(Array(rest)) }
        }
        for sign in [0x3d, 0x3a] as [UInt8] {
            if let at = line.firstIndex(of: sign) { rests.append(Array(line[(at + 1)...].drop { $0 == 0x20 })) }
        }
        for quote in [0x27, 0x22] as [UInt8] {
            guard let start = line.firstIndex(of: quote), let end = line.lastIndex(of: quote), end > start + 1 else { continue }
            rests.append(Array(line[(start + 1)..<end]))
            rests += quoted(line[start...], quote)
        }
        return rests
    }

    /// What stands in each pair of quotes, its escapes taken away.
    private static func quoted(_ line: ArraySlice<UInt8>, _ quote: UInt8) -> [[UInt8]] {
        var parts: [[UInt8]] = []
        var part: [UInt8]?
        var isEscaped = false
        for byte in line {
            if isEscaped {
                part?.append(byte)
                isEscaped = false
            } else if byte == 0x5c {
                isEscaped = true
            } else if byte == quote {
                if let whole = part, whole.count >= 8 { parts.append(whole) }
                part = part == nil ? [] : nil
                if parts.count >= 40 { break }
            } else {
                part?.append(byte)
            }
        }
        return parts
    }
}
