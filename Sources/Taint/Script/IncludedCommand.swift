import Model

/// Pages whose comments tell the server to run commands (https://httpd.apache.org/docs/2.4/mod/mod_include.html): harmless where they show
/// a clock, and a shell where a visitor's words stand in the command or where it makes a program.
enum IncludedCommand {
    private static let most = 256

    static func traces(_ bytes: [UInt8]) -> [TaintTrace] {
        let text = SourceText(bytes)
        var traces: [TaintTrace] = []
        var place = 0, seen = 0
        while seen < most, let start = ByteSearch.find("<!--#exec", bytes, place..<bytes.count) {
            seen &+= 1
            let first = start &+ 9
            let end = ByteSearch.find("-->", bytes, first..<bytes.count) ?? bytes.count
            place = max(end, first)
            guard let mark = ByteSearch.find("cmd", bytes, first..<end) else { continue }
            let command = ByteSearch.lower(Array(bytes[mark..<end]))
            guard let (technique, function) = judge(command) else { continue }
            let (line, shown) = text.line(at: start)
            let sink = TaintPlace(offset: start, line: line, text: shown)
            traces.append(
                TaintTrace(
                    technique, .html, .certain, source: technique == .requestToCommand ? sink : nil, sink: sink, function: RawText(function)
                ))
            if traces.count >= 8 { break }
        }
        return traces
    }

    private static func judge(_ command: [UInt8]) -> (TaintTechnique, String)? {
        func holds(_ words: StaticString...) -> Bool { words.contains { ByteSearch.contains($0, command) } }
        if holds("$query_string", "${query_string", "$http_", "${http_", "$request_uri", "$path_info") {
            return (.requestToCommand, "#exec")
        }
        let makesProgram = holds(".php", ".phtml", ".pl", ".cgi", ".py", ".jsp", ".asp", ".shtml", ".sh")
        if holds("base64"), holds("-d", "--decode"), makesProgram || holds("|sh", "| sh", "bash") { return (.carriedProgram, "base64") }
        let fetches = holds("curl", "wget", "lynx", "fetch ", "downloadfile")
        if fetches, makesProgram || holds("|sh", "| sh", "|bash", "| bash", "|perl", "| perl") { return (.remoteToFile, "curl") }
        if holds("/dev/tcp/", "nc -e", "ncat -e") { return (.socketShell, "#exec") }
        return nil
    }
}
