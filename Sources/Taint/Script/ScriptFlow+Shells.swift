import Model

/// Shells that are tied to a network connection.
extension ScriptFlow {
    private static let shells: Set<[UInt8]> = [
        "/bin/sh", "/bin/bash", "/bin/zsh", "/bin/dash", "/usr/bin/bash", "/usr/bin/sh", "sh", "bash", "cmd", "cmd.exe", "powershell",
        "powershell.exe",
    ].reduce(into: []) { $0.insert(Array($1.utf8)) }

    /// A program of Node.js that starts a shell, opens a connection and pours the one into the other
    /// (https://nodejs.org/api/child_process.html#child_processspawncommand-args-options).
    mutating func findSocketShell() {
        guard profile.language == .node, text.bytes.count < 65_536, traces.count < 64 else { return }
        var starts: Int?, connects: Int?, pours = false, feeds = false
        for index in tokens.indices.dropLast(2) {
            let token = tokens[index]
            guard token.kind == .name, tokens[index &+ 1].isSymbol(0x28) else {
                feeds = feeds || token.isName("stdin")
                continue
            }
            let first = tokens[index &+ 2]
            if token.isName("spawn") || token.isName("exec") || token.isName("execfile"), first.kind == .text,
                Self.shells.contains(ByteSearch.lower(first.text))
            {
                starts = starts ?? index
            } else if token.isName("require"), first.kind == .text, [Array("net".utf8), Array("tls".utf8)].contains(first.text) {
                connects = connects ?? index
            } else if token.isName("pipe") {
                pours = true
                if let close = closing(index &+ 1) { feeds = feeds || tokens[index..<close].contains { $0.isName("stdin") } }
            }
        }
        guard let starts, let connects, pours, feeds else { return }
        traces.append(
            TaintTrace(
                .socketShell, profile.language, .likely, source: place(tokens[connects].offset), sink: place(tokens[starts].offset),
                function: RawText(tokens[starts].text)))
    }
}
