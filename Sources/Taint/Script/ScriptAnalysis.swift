import Model

/// Finds which languages other than PHP a file is written in, and follows data through it.
enum ScriptAnalysis {
    static func traces(_ bytes: [UInt8], path: RawText) -> (traces: [TaintTrace], isCut: Bool) {
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
        // Compiled programs hold the words of their messages.
        if bytes.starts(with: [0x7f, 0x45, 0x4c, 0x46]) { return ([], false) }
        let head = bytes.prefix(256)
        let firstLine = Array(head.prefix { $0 != 0x0a })
        let whole = [0..<bytes.count]
        func mentions(_ words: StaticString...) -> Bool { words.contains { ByteSearch.contains($0, bytes) } }
        if firstLine.starts(with: "#!".utf8)
            || ["pl", "cgi", "py", "rb", "sh", "js"].contains(where: { path.fileExtension.bytes.elementsEqual($0.utf8) })
        {
            let isCommand = mentions(
                "content-type", "query_string", "->param", "param(", "fieldstorage", "request.", "req.", "params", "environ")
            if isCommand {
                if (ByteSearch.contains("perl", firstLine) || ["pl", "cgi"].contains { path.fileExtension.bytes.elementsEqual($0.utf8) })
                    && mentions("use cgi", "query_string", "content-type", "stdin,")
                {
                    follow(.perl, PerlText.code(bytes))
                }
                if mentions("import cgi", "flask", "environ", "request.", "rfile", "web.input", "get_argument")
                    && (ByteSearch.contains("python", firstLine) || mentions("import os", "import subprocess", "exec(", "eval("))
                {
                    follow(.python, whole)
                }
                if ByteSearch.contains("ruby", firstLine) || mentions("require 'cgi'", "require \"cgi\"") { follow(.ruby, whole) }
                if ByteSearch.contains("sh", Array(firstLine.suffix(16))), mentions("query_string", "http_", "request_method") {
                    traces += ShellPage.traces(bytes)
                }
            }
        }
        if mentions("child_process", "require('vm')", "require(\"vm\")") || mentions("req.") && mentions("eval(") { follow(.node, whole) }
        if mentions("cfexecute", "<cfset", "<cffile", "<cfoutput") { traces += ColdFusionPage.traces(bytes) }
        if ByteSearch.contains("<%", bytes) || mentions("<jsp:", "runat=") || mentions("webhandler", "webservice") {
            let ranges = TaggedCode.ranges(bytes)
            let isJava = mentions(
                "java.", "<jsp:", "getparameter", "response.getwriter", "out.print", "runtime", "pagecontext", "httpservlet",
                "processbuilder")
            let isSharp = mentions(
                "language=\"c#\"", "language=\"vb\"", "system.diagnostics", "language=\"jscript\"", "@ page", "@page", "webhandler",
                "webservice", "system.web", "runat=")
            if isJava, !mentions("system.web", "language=\"c#\"") { follow(.java, ranges) }
            if isSharp, !mentions("java.") {
                follow(.csharp, ranges)
            }
            if !isJava || mentions("createobject") {
                follow(mentions("jscript", "javascript") && !mentions("vbscript") && !mentions("createobject(") ? .jscript : .asp, ranges)
            }
            if mentions("vbscript.encode", "jscript.encode"), ByteSearch.contains("#@~^", bytes) {
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

/// Code between `<%` and `%>`, in scripts that the server runs, and in scriptlets of JSPX.
enum TaggedCode {
    static func ranges(_ bytes: [UInt8]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        func collect(_ open: StaticString, _ close: StaticString, skipsTag: Bool) {
            var place = 0
            while ranges.count < 4_096, let start = ByteSearch.find(open, bytes, place..<bytes.count) {
                var first = start &+ open.utf8CodeUnitCount
                if skipsTag { first = ByteSearch.first(0x3e, bytes, first..<bytes.count).map { $0 &+ 1 } ?? bytes.count }
                let end = ByteSearch.find(close, bytes, first..<bytes.count) ?? bytes.count
                let head = first
                while first < end, ByteSearch.isSpace(bytes[first]) { first &+= 1 }
                if ByteSearch.starts(bytes, first, "<![cdata[") { first &+= 9 } else { first = head }
                if first < end { ranges.append(first..<end) }
                place = max(end, start &+ 1)
            }
        }
        collect("<%", "%>", skipsTag: false)
        collect("<jsp:scriptlet", "</jsp:scriptlet", skipsTag: true)
        collect("<jsp:declaration", "</jsp:declaration", skipsTag: true)
        collect("<jsp:expression", "</jsp:expression", skipsTag: true)
        if ByteSearch.contains("runat", bytes) { collect("<script", "</script", skipsTag: true) }
        // Handlers of ASP.NET are code from behind their directive to the end.
        if ByteSearch.contains("webhandler", bytes) || ByteSearch.contains("webservice", bytes),
            let end = ByteSearch.find("%>", bytes, 0..<bytes.count)
        {
            ranges.append((end &+ 2)..<bytes.count)
        }
        return ranges.sorted { $0.lowerBound < $1.lowerBound }
    }
}
