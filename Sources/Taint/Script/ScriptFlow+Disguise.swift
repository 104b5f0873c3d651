import Model

/// Data that a page carries itself, and code that it holds as text.
extension ScriptFlow {
    /// A call of a function that undoes a disguise.
    func carried(at index: Int) -> Taint? {
        guard tokens[index].kind == .name, profile.decoders.contains(where: { match($0, at: index) != nil }) else { return nil }
        return Taint(source: .carried, place: place(tokens[index].offset), marks: .decoded)
    }

    /// A text that reads the request when it is run: "request.getParameter(…)".
    func quoted(_ token: ScriptToken) -> Taint? {
        guard token.kind == .text else { return nil }
        if profile.language == .asp, let taint = named(in: token) { return taint }
        guard token.text.count > 8, token.text.count < 65_536 else { return nil }
        let words: [StaticString]
        switch profile.language {
        case .java: words = ["request.getparameter(", "request.getheader(", "request.getinputstream("]
        case .asp, .csharp:
            words = ["request(", "request[", "request.item", "request.form", "request.querystring", "request.binaryread"]
        default: return nil
        }
        guard words.contains(where: { ByteSearch.contains($0, token.text) }) else { return nil }
        return Taint(source: .request, place: place(token.offset))
    }

    /// A text that hands a visitor's data on when it is run: "eval(x)", or what stands behind a name put together elsewhere.
    private func named(in token: ScriptToken) -> Taint? {
        guard token.text.count < 64, token.text.last == 0x29, let open = token.text.firstIndex(of: 0x28) else { return nil }
        let call = ByteSearch.lower(Array(token.text[..<open]))
        let name = ByteSearch.lower(Array(token.text[(open &+ 1)...].dropLast()))
        guard ["", "eval", "execute", "executeglobal"].contains(where: { call.elementsEqual($0.utf8) }) else { return nil }
        return tainted[name]?.passing(place(token.offset))
    }

    /// Code that a function of the page makes out of a text that stands where it is run.
    func decodedHere(_ stretch: Range<Int>, _ sink: ScriptProfile.Sink) -> Taint? {
        guard profile.language == .asp, sink.technique == .requestToCode else { return nil }
        for index in stretch where tokens[index].kind == .name && index &+ 2 < tokens.count && tokens[index &+ 1].isSymbol(0x28) {
            guard parameters[tokens[index].lower] != nil, tokens[index &+ 2].kind == .text, tokens[index &+ 2].text.count >= 16 else {
                continue
            }
            return Taint(source: .carried, place: place(tokens[index].offset), marks: .decoded)
        }
        return nil
    }

    /// Whether Perl's `open` runs a command: a text that begins or ends with `|` (https://perldoc.perl.org/functions/open).
    func isPipe(_ stretch: Range<Int>, _ sink: ScriptProfile.Sink) -> Bool {
        guard profile.language == .perl, sink.technique == .requestToFile else { return false }
        return stretch.contains { index in
            guard tokens[index].kind == .text else { return false }
            let text = tokens[index].text.drop { ByteSearch.isSpace($0) }
            if text.elementsEqual("-|".utf8) || text.elementsEqual("|-".utf8) { return !isList(behind: index, stretch) }
            return text.first == 0x7c || text.last { !ByteSearch.isSpace($0) } == 0x7c
        }
    }

    /// `open(my $in, '-|', 'ping', '-c', '1', $host)`: a program that the page names, with arguments that no shell reads.
    private func isList(behind mode: Int, _ stretch: Range<Int>) -> Bool {
        guard mode &+ 3 < stretch.upperBound, tokens[mode &+ 1].isSymbol(0x2c), tokens[mode &+ 2].kind == .text else { return false }
        return tokens[mode &+ 3].isSymbol(0x2c) && !tokens[mode &+ 2].text.contains(0x24)
    }

    /// Classes that start programs, named by a text as only a page does that hides it.
    private static let starters: [RawText] = [
        "java.lang.ProcessImpl", "java.lang.UNIXProcess", "java.lang.ProcessBuilder", "java.lang.Runtime",
        "javax.script.ScriptEngineManager",
    ]

    /// What a page of Java hides in texts: the name of a class that starts programs, or a whole compiled class.
    mutating func findHiddenClasses() {
        guard profile.language == .java else { return }
        findHiddenScript()
        let readsObjects = tokens.contains { $0.isName("readobject") }
        let forcesAccess = tokens.contains { $0.isName("setaccessible") }
        var request: Taint?
        for index in tokens.indices where request == nil { request = source(at: index) }
        for index in tokens.indices {
            guard let text = tokens[index].kind == .text ? tokens[index].text : spelt(at: index) else { continue }
            let opensLoader = forcesAccess && text.elementsEqual("defineClass".utf8)
            if opensLoader || isCompiledClass(text) || readsObjects && text.count > 200 && text.starts(with: "rO0AB".utf8) {
                report(
                    .requestToCode, .likely, Taint(source: .carried, place: place(tokens[index].offset)), index, Array("defineClass".utf8))
            } else if let request, text.count >= 12, text.count < 128, namesStarter(text) || forcesAccess && namesInside(text) {
                report(.requestToCommand, .likely, request, index, Array("Class.forName".utf8))
            }
        }
    }

    /// Classes of Windows whose names nobody puts together out of pieces but to hide them.
    private static let toolClasses: [StaticString] = [
        "wscript.shell", "shell.application", "scripting.filesystemobject", "adodb.stream", "msscriptcontrol.scriptcontrol",
        "wscript.network",
    ]

    /// Names that a page of ASP hides: of a class that it puts together, and of `eval` where that is handed on like a value.
    mutating func findHiddenNames() {
        guard profile.language == .asp else { return }
        var request: Taint?
        for index in tokens.indices where request == nil { request = source(at: index) }
        for index in tokens.indices {
            let token = tokens[index]
            if token.isAssembled, token.text.count < 64, Self.toolClasses.contains(where: { isWhole($0, token.text) }) {
                report(.disguisedFunction, .likely, Taint(source: .request, place: place(token.offset)), index, token.text)
            } else if token.isAssembled, spellsCode(token.text) {
                report(.disguisedFunction, .likely, Taint(source: .request, place: place(token.offset)), index, token.text)
            } else if let request, profile.joiner == 0x2b, token.isName("eval"), index > 0, index &+ 1 < tokens.count,
                !tokens[index &+ 1].isSymbol(0x28), !tokens[index &- 1].isSymbol(0x2e), !tokens[index &- 1].isName("function")
            {
                report(.requestToCode, .likely, request, index, token.text)
            }
        }
    }

    /// A word of the language, or a line of it, that a page writes letter by letter: nobody spells what may be written out but to hide it.
    private func spellsCode(_ text: [UInt8]) -> Bool {
        let words: [StaticString] = ["eval", "execute", "executeglobal"]
        if words.contains(where: { isWhole($0, text) }) { return true }
        guard text.count < 4_096, ByteSearch.contains("request", text) else { return false }
        return words.contains { word in
            guard ByteSearch.starts(text, 0, word) else { return false }
            let rest = Array(text[word.utf8CodeUnitCount...].drop { ByteSearch.isSpace($0) })
            return rest.first == 0x28 || ByteSearch.starts(rest, 0, "request")
        }
    }

    private func isWhole(_ name: StaticString, _ text: [UInt8]) -> Bool {
        text.count == name.utf8CodeUnitCount && ByteSearch.starts(text, 0, name)
    }

    /// A page that undoes a disguise and lets a script engine run what comes out.
    private mutating func findHiddenScript() {
        let decodes = tokens.contains { token in
            ["decodebuffer", "getdecoder", "parsebase64binary"].contains { token.kind == .name && token.lower.elementsEqual($0.utf8) }
        }
        guard decodes, tokens.contains(where: { $0.isName("getenginebyname") || $0.isName("elprocessor") }) else { return }
        for index in tokens.indices.dropLast(2) where tokens[index].isName("eval") && tokens[index &+ 1].isSymbol(0x28) {
            guard index > 0, tokens[index &- 1].isSymbol(0x2e), tokens[index &+ 2].kind == .name else { continue }
            report(.requestToCode, .likely, Taint(source: .carried, place: place(tokens[index].offset)), index, Array("eval".utf8))
            return
        }
    }

    /// The beginning of a text that is written as a list of the numbers of its letters.
    private func spelt(at open: Int) -> [UInt8]? {
        guard tokens[open].isSymbol(0x7b), open &+ 16 < tokens.count, tokens[open &+ 1].kind == .number else { return nil }
        var text: [UInt8] = []
        var index = open &+ 1
        while index &+ 1 < tokens.count, text.count < 128, tokens[index].kind == .number, tokens[index &+ 1].isSymbol(0x2c) {
            text.append(UInt8(truncatingIfNeeded: ByteSearch.number(tokens[index].text[...], radix: 10)))
            index &+= 2
        }
        return text.count > 7 ? text : nil
    }

    /// The magic number of a class in base64, in hexadecimal or as BCEL writes it, or the mark before that.
    private func isCompiledClass(_ text: [UInt8]) -> Bool {
        guard text.count > 40 else { return false }
        return text.starts(with: "yv66v".utf8) || text.starts(with: "$$BCEL$$".utf8) || text.starts(with: "$ca$fe$ba$be".utf8)
            || ByteSearch.starts(text, 0, "cafebabe0000")
            || text.starts(with: "H4sIAAAAAAAA".utf8) && text.count > 400
            || text.starts(with: [0xca, 0xfe, 0xba, 0xbe]) || text.starts(with: "eXY2N".utf8)
    }

    /// Classes of the machine itself that no program is meant to name; a page that forces its way into one goes round what would be seen.
    private func namesInside(_ text: [UInt8]) -> Bool {
        let starts: [StaticString] = ["sun.", "com.sun.", "jdk.internal.", "java.lang.process", "java.lang.classloader"]
        guard starts.contains(where: { ByteSearch.starts(text, 0, $0) }) else { return false }
        return text.allSatisfy { ByteSearch.isNameByte($0) || $0 == 0x2e || $0 == 0x24 }
    }

    private func namesStarter(_ text: [UInt8]) -> Bool {
        if Self.starters.contains(where: { $0.bytes == text }) { return true }
        guard text.allSatisfy({ ByteSearch.isNameByte($0) && $0 < 0x80 || $0 == 0x2b || $0 == 0x2f || $0 == 0x3d }) else { return false }
        let plain = PHPDecoding.base64(text)
        return Self.starters.contains { $0.bytes == plain }
    }

    /// The name that a method is called on, however many calls stand between: `text.append(a).append(b)`.
    func receiver(_ method: Int) -> Int? {
        var index = method
        for _ in 0..<32 {
            guard index >= 2, tokens[index &- 1].isSymbol(0x2e) else { return nil }
            if tokens[index &- 2].kind == .name { return index &- 2 }
            guard tokens[index &- 2].isSymbol(0x29) else { return nil }
            var depth = 0
            var place = index &- 2
            while place > 0, place > index &- 400 {
                if tokens[place].isSymbol(0x29) { depth &+= 1 }
                if tokens[place].isSymbol(0x28) {
                    depth &-= 1
                    if depth == 0 { break }
                }
                place &-= 1
            }
            guard depth == 0, place > 0, tokens[place &- 1].kind == .name else { return nil }
            index = place &- 1
        }
        return nil
    }

    /// Parameters of methods that a web service offers are what a visitor sends: `[WebMethod] public string Run(string command)`.
    mutating func findOffered() {
        guard profile.language == .csharp, tokens.contains(where: { $0.isName("webmethod") }) else { return }
        for index in tokens.indices where tokens[index].isName("webmethod") {
            for place in index..<min(tokens.count &- 1, index &+ 40) where tokens[place].kind == .name && tokens[place &+ 1].isSymbol(0x28)
            {
                guard let names = parameters[tokens[place].lower] else { continue }
                for name in names where !name.isEmpty {
                    hold(name, Taint(source: .request, place: self.place(tokens[place].offset)))
                }
                break
            }
        }
    }
}
