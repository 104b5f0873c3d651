import Model

/// Programs that a page carries as text, to write them beside itself or to hand them to something that runs them.
extension ScriptFlow {
    /// Words of which a program has one that does what a visitor says.
    private static let deeds: [StaticString] = [
        "eval", "execute", "request", "process", "runtime", "#include", "#exec", "shell",
    ]
    private static let writers = [
        "createtext", "writealltext", "writeallbytes", "streamwriter", "createtextfile", "fileoutputstream",
        "filewriter", "savetofile", "opentextfile", "appendalltext", "printwriter", "writestring",
    ]
    private static let endings = [".aspx", ".asp", ".ashx", ".asmx", ".jsp", ".jspx", ".php", ".cfm"]

    mutating func findPlanted() {
        guard [.csharp, .asp, .java].contains(profile.language) else { return }
        var program: Int?, name: Int?, writer: Int?, sheet: Int?, acts = false
        for index in tokens.indices {
            let token = tokens[index]
            switch token.kind {
            case .text:
                let text = token.text
                guard text.count > 3, text.count < 262_144 else { continue }
                let isDeed = Self.deeds.contains { ByteSearch.contains($0, text) }
                acts = acts || isDeed
                if ByteSearch.contains("msxsl:script", text) {
                    sheet = sheet ?? index
                } else if text.count < 260, Self.endings.contains(where: { text.suffix($0.utf8.count).elementsEqual($0.utf8) }) {
                    name = name ?? index
                } else if program == nil,
                    ByteSearch.contains("<%", text) || ByteSearch.contains("<!--#", text)
                        || ByteSearch.contains("runat=", text) || ByteSearch.contains("<?php", text), isDeed
                {
                    program = index
                }
            case .name:
                if writer == nil, Self.writers.contains(where: { token.lower.elementsEqual($0.utf8) }) { writer = index }
            default: break
            }
        }
        if let sheet, acts { findStyleSheet(sheet) }
        findFetched()
        guard let program, name != nil, let writer else { return }
        plant(.carriedProgram, program, writer)
    }

    /// A style sheet that holds a program: whoever transforms with it runs that
    /// (https://learn.microsoft.com/dotnet/standard/data/xml/script-blocks-using-msxsl-script).
    private mutating func findStyleSheet(_ index: Int) {
        guard let load = tokens.indices.first(where: { tokens[$0].isName("transform") || tokens[$0].isName("transformnode") })
        else { return }
        plant(.carriedCode, index, load)
    }

    /// What another server answered is stored under the name of a program.
    private mutating func findFetched() {
        let answers = tokens.indices.first { tokens[$0].isName("responsebody") || tokens[$0].isName("responsetext") }
        for index in tokens.indices where tokens[index].kind == .name {
            let isDownload = tokens[index].isName("downloadfile")
            guard isDownload || answers != nil && (tokens[index].isName("savetofile") || tokens[index].isName("createtextfile")) else {
                continue
            }
            let line = tokens[index...].prefix(24).prefix { $0.kind != .lineEnd && !$0.isSymbol(0x3b) }
            guard line.contains(where: { isProgramName($0) }) else { continue }
            plant(.remoteToFile, answers ?? index, index)
            return
        }
    }

    private func isProgramName(_ token: ScriptToken) -> Bool {
        guard token.kind == .text, token.text.count < 260 else { return false }
        let text = ByteSearch.lower(token.text)
        return Self.endings.contains { text.suffix($0.utf8.count).elementsEqual($0.utf8) }
    }

    private mutating func plant(_ technique: TaintTechnique, _ source: Int, _ sink: Int) {
        guard traces.count < 64 else { return }
        traces.append(
            TaintTrace(
                technique, profile.language, .likely, source: place(tokens[source].offset), sink: place(tokens[sink].offset),
                function: RawText(tokens[sink].text)))
    }

    /// Whether a visitor names both the file and what it shall hold in one call, or the place where an upload shall lie.
    func choosesFile(_ stretch: Range<Int>, _ sink: ScriptProfile.Sink) -> Bool {
        guard sink.technique == .requestToFile, profile.language == .java || profile.language == .csharp, stretch.count > 1 else {
            return false
        }
        let name = sink.pattern.words.last ?? []
        if name.elementsEqual("saveas".utf8) {
            // `upload.SaveAs(place.Text + …)`: no folder of the page's own before it.
            if let first = stretch.first, tokens[first].kind == .name, tainted[tokens[first].lower]?.source == .request { return true }
            return source(at: stretch.lowerBound) != nil || source(at: stretch.lowerBound &+ 1) != nil
        }
        let holders: Set<[UInt8]> = [Array("files".utf8), Array("file".utf8)]
        guard let holder = sink.pattern.words.first, holders.contains(holder), name.starts(with: "write".utf8) else { return false }
        let pieces = arguments(stretch.lowerBound &- 1, stretch.upperBound)
        guard pieces.count > 1 else { return false }
        return pieces.prefix(2).allSatisfy { taint(in: $0)?.source == .request }
    }
}
