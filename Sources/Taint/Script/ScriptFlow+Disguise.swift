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
        guard token.kind == .text, token.text.count > 8, token.text.count < 65_536 else { return nil }
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

    /// Classes that start programs, named by a text as only a page does that hides it.
    private static let starters: [RawText] = [
        "java.lang.ProcessImpl", "java.lang.UNIXProcess", "java.lang.ProcessBuilder", "java.lang.Runtime",
        "javax.script.ScriptEngineManager",
    ]

    /// What a page of Java hides in texts: the name of a class that starts programs, or a whole compiled class.
    mutating func findHiddenClasses() {
        guard profile.language == .java else { return }
        var request: Taint?
        for index in tokens.indices where tokens[index].kind == .name && request == nil { request = source(at: index) }
        for index in tokens.indices where tokens[index].kind == .text {
            let text = tokens[index].text
            if isCompiledClass(text) {
                report(.requestToCode, .likely, Taint(source: .carried, place: place(tokens[index].offset)), index, Array("defineClass".utf8))
            } else if let request, text.count >= 16, text.count < 128, namesStarter(text) {
                report(.requestToCommand, .likely, request, index, Array("Class.forName".utf8))
            }
        }
    }

    /// The magic number of a class in base64 or hexadecimal, or the mark of one that BCEL encodes.
    private func isCompiledClass(_ text: [UInt8]) -> Bool {
        guard text.count > 64 else { return false }
        return text.starts(with: "yv66v".utf8) || text.starts(with: "$$BCEL$$".utf8) || ByteSearch.starts(text, 0, "cafebabe0000")
            || text.starts(with: "H4sIAAAAAAAA".utf8) && text.count > 400
    }

    private func namesStarter(_ text: [UInt8]) -> Bool {
        if Self.starters.contains(where: { $0.bytes == text }) { return true }
        guard text.allSatisfy({ ByteSearch.isNameByte($0) && $0 < 0x80 || $0 == 0x2b || $0 == 0x2f || $0 == 0x3d }) else { return false }
        let plain = PHPDecoding.base64(text)
        return Self.starters.contains { $0.bytes == plain }
    }
}
