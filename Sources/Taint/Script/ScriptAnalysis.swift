import Model

/// Finds which languages other than PHP a file is written in, and follows data through it.
enum ScriptAnalysis {
    /// Words of which a program in one of these languages, or a page that holds one, has at least one.
    private static let marks: Set<TellingWord> = [
        .percent, .jspTag, .coldFusionTag, .childProcess, .webHandler, .webService, .importCGI, .importOS, .useCGI, .perlEnvironment,
        .runsAtServer, .evalCall, .packed, .pagesOfJava, .runtime, .includedCommand,
    ]

    /// Whether a file may hold a program in one of these languages.
    static func isWorthReading(_ bytes: [UInt8], _ words: Set<TellingWord>, isPHP: Bool) -> Bool {
        if bytes.starts(with: [0x7f, 0x45, 0x4c, 0x46]) { return false }  // compiled programs hold the words of their messages
        if bytes.starts(with: "#!".utf8) || words.contains(.percent) || words.contains(.jspTag) { return true }
        return !isPHP && !words.isDisjoint(with: marks)
    }

    static func traces(_ original: [UInt8], path: RawText, _ words: Set<TellingWord>) -> (traces: [TaintTrace], isCut: Bool) {
        let bytes = words.isDisjoint(with: [.jspTag, .pagesOfJava]) ? original : TaggedCode.joined(original)
        var traces: [TaintTrace] = []
        var isCut = false
        func follow(_ profile: ScriptProfile, _ ranges: [Range<Int>]) {
            guard !ranges.isEmpty else { return }
            let (tokens, cut) = ScriptLexer.tokens(bytes, ranges, profile.syntax)
            var flow = ScriptFlow(profile, bytes, tokens)
            flow.run()
            traces += flow.traces
            isCut = isCut || cut
        }
        func has(_ any: Set<TellingWord>) -> Bool { !words.isDisjoint(with: any) }
        let firstLine = Array(bytes.prefix(256).prefix { $0 != 0x0a })
        let whole = [0..<bytes.count]
        func isNamed(_ endings: String...) -> Bool { endings.contains { path.fileExtension.bytes.elementsEqual($0.utf8) } }
        if firstLine.starts(with: "#!".utf8) || isNamed("pl", "cgi", "py", "rb", "sh", "js"),
            has([.contentType, .queryString, .arrowParam, .paramCall, .fieldStorage, .requestDot, .reqDot, .params, .environ])
        {
            if ByteSearch.contains("perl", firstLine) || isNamed("pl", "cgi"), has([.useCGI, .queryString, .contentType, .stdinComma]) {
                follow(.perl, PerlText.code(bytes))
            }
            if has([.importCGI, .flask, .environ, .requestDot, .rfile, .webInput, .getArgument]),
                ByteSearch.contains("python", firstLine) || has([.importOS, .importSubprocess, .execCall, .evalCall])
            {
                follow(.python, whole)
            }
            if ByteSearch.contains("ruby", firstLine) || has([.requireCGI, .requireCGIQuoted]) { follow(.ruby, whole) }
            if ByteSearch.contains("sh", Array(firstLine.suffix(16))), has([.queryString, .httpVariable, .requestMethod]) {
                traces += ShellPage.traces(bytes)
            }
        }
        if has([.received]), has([.importOS, .importSubprocess]), bytes.count < 16 << 10,
            isNamed("py") || ByteSearch.contains("python", firstLine)
        {
            follow(.pythonListener, whole)
        }
        if has([.childProcess, .requireVM, .requireVMQuoted]) || words.isSuperset(of: [.reqDot, .evalCall]) && bytes.count < 128 << 10 {
            follow(.node, whole)
        }
        if has([.includedCommand]) { traces += IncludedCommand.traces(bytes) }
        if has([.packed]) { traces += PackedScript.traces(bytes) }
        if has([.cfExecute, .cfSet, .cfFile, .cfOutput, .cfQuery]) { traces += ColdFusionPage.traces(bytes) }
        let isPageOfJava = isNamed("jsp", "jspx", "jspf", "tag")
        if has([.percent, .jspTag, .runsAtServer, .webHandler, .webService, .pagesOfJava]) || isPageOfJava {
            let ranges = TaggedCode.ranges(bytes, hasExpressions: isPageOfJava && has([.runtime, .getParameter]))
            let isJava = has([
                .java, .jspTag, .getParameter, .getWriter, .outPrint, .runtime, .pageContext, .httpServlet, .processBuilder,
            ])
            let isSharp = has([
                .sharpLanguage, .basicLanguage, .diagnostics, .scriptLanguage, .pageDirective, .shortPageDirective, .webHandler,
                .webService, .systemWeb, .runsAtServer, .httpHandler,
            ])
            if isJava, !has([.systemWeb, .sharpLanguage]) { follow(.java, ranges) }
            if isSharp, !has([.java]) { follow(.csharp, ranges) }
            if !isJava || has([.createObject]) {
                follow(has([.jscript, .javascript]) && !has([.vbscript, .createObjectCall]) ? .jscript : .asp, ranges)
            }
            if has([.encodedBasic, .encodedScript]), has([.encodedMark]) {
                let offset = ByteSearch.find("#@~^", bytes, 0..<bytes.count) ?? 0
                let (line, text) = SourceText(bytes).line(at: offset)
                traces.append(
                    TaintTrace(
                        .carriedCode, .asp, .possible, source: nil, sink: TaintPlace(offset: offset, line: line, text: text),
                        function: "VBScript.Encode"))
            }
        }
        return (traces, isCut)
    }
}

/// A program of Perl without its documentation (perlpod(1)) and without what stands behind its end.
enum PerlText {
    static func code(_ bytes: [UInt8]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0, line = 0
        var isInPod = false
        while line < bytes.count, ranges.count < 4_096 {
            let next = ByteSearch.first(0x0a, bytes, line..<bytes.count).map { $0 &+ 1 } ?? bytes.count
            if isInPod {
                if ByteSearch.starts(bytes, line, "=cut") { (isInPod, start) = (false, next) }
            } else if bytes[line] == 0x3d, line &+ 1 < bytes.count, ByteSearch.isNameStart(bytes[line &+ 1]) {
                if line > start { ranges.append(start..<line) }
                isInPod = true
            } else if ByteSearch.starts(bytes, line, "__end__") || ByteSearch.starts(bytes, line, "__data__") {
                if line > start { ranges.append(start..<line) }
                return ranges
            }
            line = next
        }
        if !isInPod, start < bytes.count { ranges.append(start..<bytes.count) }
        return ranges
    }
}

/// Code between `<%` and `%>`, in scripts that the server runs, in scriptlets of JSPX, whatever prefix the page gives them, and
/// in expressions (https://jakarta.ee/specifications/pages/3.1/).
enum TaggedCode {
    /// A page of XML without the marks of sections that stand in the middle of words, which hide them: `ex<![CDATA[ec]]>`.
    static func joined(_ bytes: [UInt8]) -> [UInt8] {
        let open: StaticString = "<![cdata[", close: StaticString = "]]>"
        var place = 0, isSplit = false
        while let mark = ByteSearch.find(open, bytes, place..<bytes.count) {
            place = mark &+ open.utf8CodeUnitCount
            isSplit = mark > 0 && ByteSearch.isNameByte(bytes[mark &- 1]) && place < bytes.count && ByteSearch.isNameByte(bytes[place])
            if isSplit { break }
        }
        guard isSplit else { return bytes }
        var text: [UInt8] = []
        place = 0
        while place < bytes.count {
            if ByteSearch.starts(bytes, place, open) {
                place &+= open.utf8CodeUnitCount
            } else if ByteSearch.starts(bytes, place, close) {
                place &+= close.utf8CodeUnitCount
            } else {
                text.append(bytes[place])
                place &+= 1
            }
        }
        return text
    }

    static func ranges(_ bytes: [UInt8], hasExpressions: Bool) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        func collect(_ open: StaticString, _ close: StaticString, skipsTag: Bool, hasPrefix: Bool = false) {
            var place = 0
            while ranges.count < 4_096, let start = ByteSearch.find(open, bytes, place..<bytes.count) {
                var first = start &+ open.utf8CodeUnitCount
                if skipsTag { first = ByteSearch.first(0x3e, bytes, first..<bytes.count).map { $0 &+ 1 } ?? bytes.count }
                // Code that nothing closes does not run, and no source holds a zero byte.
                guard var end = ByteSearch.find(close, bytes, first..<bytes.count) else { return }
                let behind = end &+ close.utf8CodeUnitCount
                // `</prefix:scriptlet`
                if hasPrefix, let tag = bytes[first..<end].suffix(32).lastIndex(of: 0x3c) { end = tag }
                if ByteSearch.first(0, bytes, first..<end) != nil {
                    place = start &+ 1
                    continue
                }
                let head = first
                while first < end, ByteSearch.isSpace(bytes[first]) { first &+= 1 }
                if ByteSearch.starts(bytes, first, "<![cdata[") { first &+= 9 } else { first = head }
                if first < end { ranges.append(first..<end) }
                place = behind
            }
        }
        collect("<%", "%>", skipsTag: false)
        collect(":scriptlet", ":scriptlet", skipsTag: true, hasPrefix: true)
        collect(":declaration", ":declaration", skipsTag: true, hasPrefix: true)
        collect(":expression", ":expression", skipsTag: true, hasPrefix: true)
        if hasExpressions { collect("${", "}", skipsTag: false) }
        if ByteSearch.contains("runat", bytes) { collect("<script", "</script", skipsTag: true) }
        // Handlers of ASP.NET are code from behind their directive to the end.
        if ByteSearch.contains("webhandler", bytes) || ByteSearch.contains("webservice", bytes)
            || ByteSearch.contains("ihttphandler", bytes),
            let end = ByteSearch.find("%>", bytes, 0..<bytes.count)
        {
            ranges.append((end &+ 2)..<bytes.count)
        }
        return ranges.sorted { $0.lowerBound < $1.lowerBound }
    }
}
