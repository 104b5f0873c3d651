import Model

/// Follows data from where it comes in to where it acts, name by name: an assignment of something tainted taints the name,
/// a call with something tainted taints the parameter. It knows no scopes, so it asks for sources and sinks that are plain.
struct ScriptFlow {
    static let passes = 5
    /// Bytes above which names are taken to be used for several things.
    static let longProgram = 24_000
    static let mostStatements = 60_000

    let profile: ScriptProfile
    let text: SourceText
    let tokens: [ScriptToken]
    /// Whether a page of Java lays data down in its own request.
    let setsAttributes: Bool
    /// Whether a page of ASP.NET lets style sheets run scripts.
    let runsSheets: Bool
    private var statements: [Range<Int>] = []
    /// Names that hold a visitor's data, with where it came from.
    var tainted: [[UInt8]: Taint] = [:]
    var parameters: [[UInt8]: [[UInt8]]] = [:]
    /// Where the bodies of functions stand, with their names.
    var bodies: [(name: [UInt8], range: Range<Int>)] = []
    /// Functions that give back a visitor's data.
    var answers: [[UInt8]: Taint] = [:]
    var traces: [TaintTrace] = []

    init(_ profile: ScriptProfile, _ bytes: [UInt8], _ tokens: [ScriptToken]) {
        self.profile = profile
        text = SourceText(bytes)
        self.tokens = ScriptFlow.folded(tokens, joiner: profile.joiner)
        setsAttributes = profile.language == .java && self.tokens.contains { $0.isName("setattribute") }
        runsSheets = profile.language == .csharp && self.tokens.contains { $0.isName("xsltsettings") }
    }

    mutating func run() {
        split()
        findFunctions()
        findOffered()
        for _ in 0..<ScriptFlow.passes {
            let before = tainted.count &+ answers.count
            for statement in statements { propagate(statement) }
            if tainted.count &+ answers.count == before { break }
        }
        for statement in statements { findSinks(statement) }
        findHiddenClasses()
        findHiddenNames()
        findPlanted()
        findChosenDatabase()
        findSocketShell()
        // Without scopes, a name in a long program is many variables: there, source and sink have to stand on one line.
        let isLoose = [.perl, .python, .ruby, .node].contains(profile.language)
        if isLoose, text.bytes.count > ScriptFlow.longProgram {
            for index in traces.indices where traces[index].source?.line != traces[index].sink.line { traces[index].certainty = .note }
        }
        // Who chooses both the file and what is written into it writes programs.
        let written = traces.filter { $0.technique == .requestToFile }
        if Set(written.map(\.function)).count > 1 {
            for index in traces.indices where traces[index].technique == .requestToFile {
                traces[index].certainty = max(traces[index].certainty, .likely)
            }
        }
    }

    func place(_ offset: Int) -> TaintPlace {
        let (line, text) = text.line(at: offset)
        return TaintPlace(offset: offset, line: line, text: text)
    }

    // MARK: Statements

    private mutating func split() {
        var start = 0
        // Braces that hold the elements of an array end no statement.
        var inline = 0
        for (index, token) in tokens.enumerated() {
            if token.isSymbol(0x7b), index > 0,
                isUnpacking(index &- 1) || tokens[index &- 1].isSymbol(0x5d) || tokens[index &- 1].isSymbol(0x3d)
                    || tokens[index &- 1].isSymbol(0x28)
                    || tokens[index &- 1].isSymbol(0x2c),
                profile.joiner == 0x2b
            {
                inline &+= 1
                continue
            }
            if inline > 0, token.isSymbol(0x7d) {
                inline &-= 1
                continue
            }
            let ends =
                token.kind == .lineEnd || token.isSymbol(0x3b) || token.isSymbol(0x7b) || token.isSymbol(0x7d)
                || profile.joiner == 0x26 && token.isSymbol(0x3a)
            guard ends else { continue }
            if index > start { statements.append(start..<index) }
            start = index &+ 1
            if statements.count >= ScriptFlow.mostStatements { return }
        }
        if start < tokens.count { statements.append(start..<tokens.count) }
    }

    /// `const { a, b } = …`: names in braces that are filled from what stands behind them.
    func isUnpacking(_ index: Int) -> Bool {
        profile.language == .node && index >= 0
            && (tokens[index].isName("const") || tokens[index].isName("let") || tokens[index].isName("var"))
    }

    /// Declarations of functions: a name, names in parentheses, and a body.
    private mutating func findFunctions() {
        let words: Set<[UInt8]> = ["if", "while", "for", "switch", "catch", "return", "elseif", "foreach", "with"].reduce(into: []) {
            $0.insert(Array($1.utf8))
        }
        for index in tokens.indices where tokens[index].kind == .name && index &+ 1 < tokens.count && tokens[index &+ 1].isSymbol(0x28) {
            guard !words.contains(tokens[index].lower), let close = closing(index &+ 1), close < tokens.count else { continue }
            // `byte[] read(…)`, `List<String> read(…)`
            let givesArray =
                index > 1 && (profile.language == .java || profile.language == .csharp)
                && (tokens[index &- 1].isSymbol(0x5d) || tokens[index &- 1].isSymbol(0x3e))
            let isDeclared =
                givesArray
                || index > 0 && tokens[index &- 1].kind == .name
                    && (profile.joiner == 0x26 || profile.language == .python || profile.language == .ruby
                        ? tokens[index &- 1].isName("function") || tokens[index &- 1].isName("sub") || tokens[index &- 1].isName("def")
                        : true)
            let hasBody =
                close &+ 1 < tokens.count
                && (tokens[close &+ 1].isSymbol(0x7b) || tokens[close &+ 1].isName("throws") || tokens[close &+ 1].isSymbol(0x3a)
                    || tokens[close &+ 1].kind == .lineEnd)
            guard isDeclared, hasBody else { continue }
            var names: [[UInt8]] = []
            for piece in arguments(index &+ 1, close) {
                if let last = tokens[piece].last(where: { $0.kind == .name }) { names.append(last.lower) } else { names.append([]) }
            }
            if parameters.count < 4_096 { parameters[tokens[index].lower] = names }
            noteBody(index, behind: close)
        }
    }

    // MARK: Tokens

    /// The parenthesis or bracket that closes the one at a place.
    func closing(_ open: Int) -> Int? {
        var depth = 0
        var index = open
        let last = min(tokens.count, open &+ 4_000)
        while index < last {
            if tokens[index].kind == .symbol, let byte = tokens[index].text.first {
                if byte == 0x28 || byte == 0x5b { depth &+= 1 }
                if byte == 0x29 || byte == 0x5d {
                    depth &-= 1
                    if depth == 0 { return index }
                }
            }
            index &+= 1
        }
        return nil
    }

    /// What stands behind the parentheses of a condition without braces, where something does.
    func behindCondition(_ range: Range<Int>) -> Range<Int>? {
        var index = range.lowerBound
        while index < range.upperBound, tokens[index].isName("else") { index &+= 1 }
        guard index &+ 2 < range.upperBound, tokens[index].isName("if") || tokens[index].isName("while"), tokens[index &+ 1].isSymbol(0x28),
            let close = closing(index &+ 1), close &+ 1 < range.upperBound, profile.joiner != 0x26 || tokens[close &+ 1].isName("then")
        else { return nil }
        return (close &+ 1)..<range.upperBound
    }

    func arguments(_ open: Int, _ close: Int) -> [Range<Int>] {
        var pieces: [Range<Int>] = []
        var depth = 0, start = open &+ 1
        guard close > open &+ 1 else { return [] }
        for index in (open &+ 1)..<close where tokens[index].kind == .symbol {
            switch tokens[index].text.first {
            case 0x28, 0x5b, 0x7b: depth &+= 1
            case 0x29, 0x5d, 0x7d: depth &-= 1
            case 0x2c where depth == 0:
                pieces.append(start..<index)
                start = index &+ 1
            default: break
            }
        }
        pieces.append(start..<close)
        return pieces
    }

    /// The place behind the pattern, where it stands at a token.
    func match(_ pattern: ScriptProfile.Pattern, at index: Int) -> Int? {
        var place = index
        for (number, word) in pattern.words.enumerated() {
            if number > 0 {
                guard place < tokens.count else { return nil }
                if tokens[place].isSymbol(0x2e) {
                    place &+= 1
                } else if tokens[place].isSymbol(0x2d), place &+ 1 < tokens.count, tokens[place &+ 1].isSymbol(0x3e) {
                    place &+= 2
                } else if tokens[place].isSymbol(0x3a), place &+ 1 < tokens.count, tokens[place &+ 1].isSymbol(0x3a) {
                    place &+= 2
                } else if tokens[place].isSymbol(0x7b) || tokens[place].isSymbol(0x5b) {
                    // An element by its name: $ENV{QUERY_STRING}, environ["QUERY_STRING"].
                    place &+= 1
                    guard place < tokens.count, tokens[place].kind == .name || tokens[place].kind == .text,
                        ByteSearch.lower(tokens[place].text) == word
                    else { return nil }
                    place &+= 1
                    continue
                } else if word.first == 0x2a, number == 0 {
                    break
                } else {
                    return nil
                }
            } else if word.first == 0x2a {
                // Any receiver: only the link before the method counts.
                guard place > 0, tokens[place].kind == .symbol else { return nil }
                continue
            }
            guard place < tokens.count, tokens[place].kind == .name, tokens[place].lower == word else { return nil }
            place &+= 1
        }
        if pattern.isCall { guard place < tokens.count, tokens[place].isSymbol(0x28) else { return nil } }
        return place
    }
}
