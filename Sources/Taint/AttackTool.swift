import Model

/// A second line of judgement, for pages in which no flow could be proven: what an intruder's tool is about, taken together.
///
/// Each of these things has its honest place. A page that stands alone and is about four of them is no part of a
/// site.
enum AttackTool {
    /// One thing that tools of intruders are about.
    private struct Concern {
        let words: [TellingWord]
        /// Whether honest pages hardly ever are about it.
        var isTelling = false
    }

    private static let concerns: [Concern] = [
        Concern(words: [.passwdFile, .shadowFile, .localGroup, .netUser]),
        Concern(words: [.publicHTML, .namedFolder]),
        Concern(words: [.wordPressSettings, .joomlaSettings]),
        Concern(words: [.intoOutfile, .intoDumpfile, .commandShell, .automation, .loadFile], isTelling: true),
        Concern(words: [.cmdExe, .cmdCall, .binSh, .binBash, .scriptShell]),
        Concern(
            words: [.backConnect, .backConnectOne, .backConnectLine, .reverseShell, .bindPort, .bindPortOne, .bindShell], isTelling: true),
        Concern(words: [.portScan, .portScanOne, .scanPort]),
        Concern(words: [.ftpLogin, .wordList, .cracker, .bruteForce]),
        Concern(words: [.deface, .hackedBy, .zoneH], isTelling: true),
        Concern(words: [.exploit, .localRoot, .rootkit, .siteExec, .eventFilter, .zeroDay, .privateTool], isTelling: true),
        Concern(words: [.webShell, .webShellOne, .backdoor, .bypass, .shellBy]),
        Concern(words: [.disabledFunctions, .safeMode, .openBasedir]),
        Concern(words: [.phpUname, .unameAll, .logicalDrives, .listRoots]),
    ]
    private static let orders: Set<TellingWord> = [
        .postVariable, .getVariable, .requestVariable, .requestCall, .requestDot, .getParameter, .paramCall, .queryString,
    ]
    /// Bytes above which a page is likely a program of its own kind, with words for everything.
    private static let most = 256 << 10
    private static let least = 4

    /// Nil where the page may be honest.
    static func trace(_ bytes: [UInt8], _ words: Set<TellingWord>, _ language: ScriptLanguage) -> TaintTrace? {
        guard bytes.count < most, !PHPShape.isPartOfProgram(words) else { return nil }
        let met = concerns.filter { !words.isDisjoint(with: $0.words) }
        let takesOrders = !words.isDisjoint(with: orders)
        guard met.count >= least || met.count == least - 1 && takesOrders && met.contains(where: \.isTelling) else { return nil }
        let text = SourceText(bytes)
        let places = met.compactMap { concern -> (place: TaintPlace, word: String)? in
            concern.words.lazy.filter(words.contains).compactMap { word in
                guard let offset = ByteSearch.find(Array(word.rawValue.utf8), bytes, 0..<bytes.count) else { return nil }
                let (line, shown) = text.line(at: offset)
                return (TaintPlace(offset: offset, line: line, text: shown), word.rawValue)
            }.first
        }
        guard let first = places.first, let last = places.last else { return nil }
        let names = places.prefix(6).map(\.word).joined(separator: ", ")
        return TaintTrace(
            .attackTool, language, .possible, source: first.place, steps: places.dropFirst().dropLast().prefix(4).map(\.place),
            sink: last.place,
            function: RawText(Array(names.utf8)))
    }
}
