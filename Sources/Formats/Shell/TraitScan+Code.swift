import Model

/// Code of a script language with comments blanked out, for questions about the whole of it.
struct ScriptCode {
    /// As written, comments replaced by blanks, so that offsets stay.
    let bytes: [UInt8]

    init(_ source: [UInt8], language: Interpreter.Language) {
        var bytes = source
        let hasHash = language != .javaScript && language != .lua
        let hasSlashes = language == .php || language == .javaScript
        var at = 0
        var isBlock = false
        while at < bytes.count {
            var first = at
            while first < bytes.count, ShellByte.isBlank(bytes[first]) { first += 1 }
            var end = first
            while end < bytes.count, bytes[end] != 0x0a { end += 1 }
            let head = bytes[first..<end].prefix(2)
            if hasSlashes, head.elementsEqual([0x2f, 0x2a]) { isBlock = true }
            let isComment =
                isBlock || hasHash && head.first == 0x23 || hasSlashes && head.elementsEqual([0x2f, 0x2f])
                || language == .lua && head.elementsEqual([0x2d, 0x2d])
            if isBlock, ByteSearch.first([0x2a, 0x2f], in: bytes, from: first, to: end) != nil { isBlock = false }
            if isComment { for index in first..<end { bytes[index] = 0x20 } }
            at = end + 1
        }
        self.bytes = bytes
    }

    func first(_ needles: String...) -> Int? { first(of: needles) }

    func first(of needles: [String]) -> Int? {
        var best: Int?
        for needle in needles {
            if let place = ByteSearch.first(Array(needle.utf8), in: bytes, from: 0, to: best ?? bytes.count) { best = place }
        }
        return best
    }

    func has(_ needles: String...) -> Bool { first(of: needles) != nil }
}

extension TraitScan {
    /// What is read of code in one script, in bytes.
    private static let longestCode = 1 << 20

    mutating func readCode(_ text: ScannedText, language: Interpreter.Language, depth: Int) {
        guard depth <= Self.deepest else { return }
        let code = ScriptCode(Array(text.bytes.prefix(Self.longestCode)), language: language)
        judgeConnections(code, text, language)
        judgeDecoding(code, text)
        judgePreload(code, text)
        readShellStrings(code, text, depth: depth)
    }

    private mutating func judgeConnections(_ code: ScriptCode, _ text: ScannedText, _ language: Interpreter.Language) {
        let shells = [
            "/bin/sh", "/bin/bash", "'sh'", "\"sh\"", "'bash'", "\"bash\"", "sh -i", "bash -i", "/bin/dash", "/bin/zsh", "/usr/bin/bash",
        ]
        // A program that runs whatever comes in over a connection needs to name no shell.
        let runsInput = code.first("Popen(s.recv", "Popen(sock.recv", "Popen(conn.recv", "system(s.recv", "popen(s.recv", "check_output(s.recv")
        if language == .python, code.has(".connect("), let at = runsInput ?? (code.has("shell=True") ? code.first(".recv(") : nil) {
            add(.reverseShell, text, at)
            return
        }
        guard code.first(of: shells) != nil || code.has("cmd.exe", "/inet/tcp/", "/inet/udp/") else { return }
        var tie: Int?
        var listens = false
        switch language {
        case .python:
            guard code.has("socket"), code.has(".connect(", ".accept(") else { return }
            tie = code.first("dup2(", "pty.spawn(", "stdin=s,", "stdin=sock")
            listens = code.has(".accept(") && !code.has(".connect(")
        case .perl:
            guard code.has("socket(", "IO::Socket", "Socket::INET", "socket (") else { return }
            tie = code.first(
                "open(STDIN,\">&", "open(STDIN, \">&", "open STDIN,\">&", "open STDIN, \">&", "STDIN->fdopen", "open(STDIN,'<&",
                "open(STDIN,\"<&", "open STDIN, \"<&", "open(STDIN, \"<&")
            listens = code.has("listen(", "Listen") && code.has("accept(", "->accept")
        case .php:
            guard code.has("fsockopen(", "stream_socket_client(", "socket_connect(", "socket_listen(", "stream_socket_server(") else {
                return
            }
            tie = code.first("proc_open(", "exec(", "shell_exec(", "system(", "popen(", "passthru(")
            listens = code.has("socket_listen(", "stream_socket_server(")
        case .ruby:
            guard code.has("TCPSocket", "TCPServer") else { return }
            tie = code.first("exec ", "exec(", "IO.popen", "spawn(", "Process.spawn")
            listens = code.has("TCPServer")
        case .javaScript:
            guard code.has("child_process"), code.has("\"net\"", "'net'"), code.has(".pipe(") else { return }
            tie = code.first("spawn(", "exec(")
            listens = code.has(".listen(") && !code.has(".connect(", "createConnection")
        case .lua:
            guard code.has("socket"), code.has("connect"), code.has("receive") else { return }
            tie = code.first("os.execute", "io.popen")
        case .awk:
            tie = code.first("/inet/tcp/", "/inet/udp/")
        case .shell, .other:
            return
        }
        if let tie { add(listens ? .bindShell : .reverseShell, text, tie) }
    }

    /// `eval(base64_decode(`, `exec(base64.b64decode(` and their kin, blanks and `@` left out of the comparison.
    private mutating func judgeDecoding(_ code: ScriptCode, _ text: ScannedText) {
        let bytes = code.bytes
        var at = 0
        while at + 8 < bytes.count {
            let byte = bytes[at]
            guard byte == 0x65 || byte == 0x61 || byte == 0x45, at == 0 || !ShellByte.isName(bytes[at - 1]) && bytes[at - 1] != 0x2e else {
                at += 1
                continue
            }
            let start = at
            at += 1
            let word = bytes[start..<min(start + 6, bytes.count)]
            guard word.starts(with: Array("eval".utf8)) || word.starts(with: Array("exec".utf8)) || word.starts(with: Array("assert".utf8))
            else { continue }
            var squeezed: [UInt8] = []
            var next = start
            while next < bytes.count, squeezed.count < 80, next - start < 160 {
                if !ShellByte.isBlank(bytes[next]), bytes[next] != 0x40, bytes[next] != 0x0a { squeezed.append(bytes[next] | 0x20) }
                next += 1
            }
            // "exec base64" of Perl and Ruby has no bracket; with bit 5 set "(" stays "(" and "_" becomes 0x7f.
            let rest = RawText(squeezed.dropFirst(word.first == 0x61 ? 6 : 4).map { $0 == 0x7f ? 0x5f : $0 })
            let inner = RawText(rest.bytes.drop { $0 == 0x28 })
            let bare = Self.afterClosingTag(inner)
            if Self.decoders.contains(where: { bare.hasPrefix($0) }), rest.bytes.first == 0x28 || !bare.hasPrefix("base64.") {
                add(.decodeAndRun, text, start)
            }
            if Self.fetches.contains(where: { bare.hasPrefix($0) }) { add(.downloadAndRun, text, start) }
        }
    }

    /// PHP evaluates text that leaves its own mode first: `eval("?>".base64_decode(…))`.
    private static func afterClosingTag(_ text: RawText) -> RawText {
        for prefix in ["\"?>\".", "'?>'."] as [RawText] where text.hasPrefix(prefix) { return RawText(text.bytes.dropFirst(prefix.count)) }
        return text
    }

    private static let decoders: [RawText] = [
        "base64_decode(", "gzinflate(", "gzuncompress(", "gzdecode(", "str_rot13(", "strrev(", "rawurldecode(", "convert_uudecode(",
        "hex2bin(", "pack(", "unpack(", "unpacku", "decode_base64(", "decode_base64", "base64.b64decode(", "base64.decode64(", "b64decode(",
        "zlib.decompress(", "__import__('base64", "__import__(\"base64", "__import__('zlib", "__import__(\"zlib", "__import__('marshal",
        "bytes.fromhex(", "marshal.loads(", "codecs.decode(", "compile(base64.", "compile(b64decode", "compile(zlib.", "atob(",
        "buffer.from(", "base64.decodestring(",
    ]
    private static let fetches: [RawText] = [
        "urllib.", "urllib2.", "requests.get(", "urlopen(", "file_get_contents('http", "file_get_contents(\"http", "curl_exec(",
        "__import__('urllib",
        "__import__(\"urllib", "compile(urllib", "compile(requests",
    ]

    /// `$ENV{LD_PRELOAD} = …`, `os.environ["LD_PRELOAD"] = …`, `putenv("LD_PRELOAD=…")`.
    private mutating func judgePreload(_ code: ScriptCode, _ text: ScannedText) {
        var from = 0
        let name = Array("LD_PRELOAD".utf8)
        while let at = ByteSearch.first(name, in: code.bytes, from: from, to: code.bytes.count) {
            from = at + name.count
            let rest = code.bytes[from...].prefix(16)
            let before = RawText(code.bytes[max(0, at - 24)..<at])
            let tail = rest.drop { ShellByte.isBlank($0) || $0 == 0x22 || $0 == 0x27 || $0 == 0x7d || $0 == 0x5d }
            let assigns = tail.first == 0x3d && tail.dropFirst().first != 0x3d && tail.dropFirst().first != 0x7e
            let isPut = before.hasSuffix("putenv(\"") || before.hasSuffix("putenv('")
            let isEnvironment =
                before.hasSuffix("ENV{") || before.hasSuffix("ENV{'") || before.hasSuffix("ENV{\"")
                || before.hasSuffix("environ['") || before.hasSuffix("environ[\"") || before.hasSuffix("ENV['")
                || before.hasSuffix("ENV[\"")
                || before.hasSuffix("process.env.")
            if isEnvironment && assigns || isPut && rest.first == 0x3d { add(.preloadsLibrary, text, at) }
        }
    }

    /// The lines that code hands to a shell, read as shell.
    private mutating func readShellStrings(_ code: ScriptCode, _ text: ScannedText, depth: Int) {
        code.eachShellString { line, offset in
            guard innerTexts > 0 else { return false }
            readInner(line, within: text, at: offset, depth: depth)
            return true
        }
    }
}
