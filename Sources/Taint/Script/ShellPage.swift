import Model

/// CGI programs of the shell: a variable of the request that is evaluated, given to another shell, or run.
enum ShellPage {
    static func traces(_ bytes: [UInt8]) -> [TaintTrace] {
        let text = SourceText(bytes)
        var tainted: [[UInt8]: TaintPlace] = [:]
        var traces: [TaintTrace] = []
        var offset = 0
        for line in bytes.split(separator: 0x0a, omittingEmptySubsequences: false).prefix(20_000) {
            let start = offset
            offset &+= line.count &+ 1
            let code = line.drop { ByteSearch.isSpace($0) }
            guard let first = code.first, first != 0x23 else { continue }
            let lineText = Array(code)
            func place() -> TaintPlace {
                let (number, shown) = text.line(at: start)
                return TaintPlace(offset: start, line: number, text: shown)
            }
            let direct = [
                "QUERY_STRING", "HTTP_USER_AGENT", "HTTP_COOKIE", "HTTP_REFERER", "HTTP_X_", "HTTP_CMD", "HTTP_ACCEPT", "REQUEST_URI",
                "PATH_INFO",
            ]
            .contains { RawText(lineText).contains(RawText("$" + $0)) || RawText(lineText).contains(RawText("${" + $0)) }
            let reads =
                lineText.starts(with: "read ".utf8) || RawText(lineText).contains("$(cat)") || RawText(lineText).contains("head -c")
                || RawText(lineText).contains("dd bs") || RawText(lineText).contains("/dev/stdin")
            let carried = variables(lineText).compactMap { tainted[$0] }.first
            if let origin = direct || reads ? place() : carried {
                if let equals = code.firstIndex(of: 0x3d), code[..<equals].allSatisfy({ ByteSearch.isNameByte($0) }) {
                    tainted[Array(code[..<equals])] = origin
                } else if lineText.starts(with: "read ".utf8) {
                    for name in code.split(separator: 0x20).dropFirst() where name.first != 0x2d { tainted[Array(name)] = origin }
                }
                if (direct || carried != nil), acts(lineText) {
                    traces.append(TaintTrace(.requestToCommand, .shell, .certain, source: origin, sink: place(), function: "eval"))
                }
            }
        }
        return Array(traces.prefix(8))
    }

    private static func variables(_ line: [UInt8]) -> [[UInt8]] {
        var names: [[UInt8]] = []
        var place = 0
        while place < line.count {
            if line[place] == 0x24 {
                let start = place &+ (place &+ 1 < line.count && line[place &+ 1] == 0x7b ? 2 : 1)
                let name = line[min(start, line.count)...].prefix { ByteSearch.isNameByte($0) }
                if !name.isEmpty { names.append(Array(name)) }
                place = max(start, place &+ 1)
            } else {
                place &+= 1
            }
        }
        return names
    }

    /// Whether a line hands a variable to something that runs it.
    private static func acts(_ line: [UInt8]) -> Bool {
        let text = RawText(line)
        if line.starts(with: "eval ".utf8) || text.contains("; eval ") || text.contains("| eval") || text.contains("$(eval ") {
            return true
        }
        for shell in ["sh -c ", "bash -c ", "| sh", "|sh", "| bash", "|bash", "| /bin/sh", "|/bin/sh", "su -c"] as [RawText]
        where text.contains(shell) { return true }
        // The command itself is a variable: `$cmd`, $($cmd), "`$cmd`".
        if line.first == 0x24, line.count > 1, line[1] != 0x28, !text.contains("=") { return true }
        return text.contains("$($") || text.contains("`$") || text.contains("`eval") || text.contains("$(echo $") && text.contains("sh)")
    }
}
