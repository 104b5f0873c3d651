import Model

/// Lua within the settings of nginx (lua-nginx-module): files that are run, and code that starts programs.
extension SettingGrammar {
    private static let longestBlock = 64 << 10

    /// `content_by_lua_block { … }`, `access_by_lua_file /path;` and their kin.
    package static let nginxLua = SettingGrammar("nginx-lua") { text in
        let bytes = ShellByte.copy(text, limit: ConfigurationText.longest)
        var parsed = Parsed<[SettingCommand]>([])
        let mark = Array("_by_lua".utf8)
        var from = 0, line = 1, counted = 0
        while let at = ByteSearch.first(mark, in: bytes, from: from, to: bytes.count), parsed.value.count < 200 {
            from = at + mark.count
            line += bytes[counted..<at].count { $0 == 0x0a }
            counted = at
            let lineStart = bytes[..<at].lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
            if bytes[lineStart..<at].contains(0x23) { continue }
            let name = RawText(bytes[from...].prefix { ShellByte.isName($0) })
            let rest = bytes[(from + name.count)...].drop { ConfigurationLine.isBlank($0) || $0 == 0x0a }
            if name == "_file" {
                let path = rest.prefix { !ConfigurationLine.isBlank($0) && $0 != 0x3b && $0 != 0x0a }.filter { $0 != 0x22 && $0 != 0x27 }
                if path.first == 0x2f { parsed.value.append(SettingCommand(.script, key: "lua", text: RawText(path), line: line)) }
            } else if let code = luaCode(rest), let command = startingProgram(code, line: line) {
                parsed.value.append(command)
            }
        }
        return parsed
    }

    /// What stands between the braces, or the quotes, that open it.
    private static func luaCode(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard let open = bytes.first else { return nil }
        let body = bytes.dropFirst().prefix(longestBlock)
        if open == 0x22 || open == 0x27 { return body.prefix { $0 != open } }
        guard open == 0x7b else { return nil }
        var depth = 1
        for (index, byte) in zip(body.indices, body) {
            if byte == 0x7b { depth += 1 } else if byte == 0x7d { depth -= 1 }
            if depth == 0 { return body[..<index] }
        }
        return body
    }

    private static func startingProgram(_ code: ArraySlice<UInt8>, line: Int) -> SettingCommand? {
        let text = RawText(code)
        for call in ["io.popen", "os.execute", "ffi.C.system", "shell.run", "loadstring(ngx"] as [RawText] {
            guard let range = text.firstRange(of: call) else { continue }
            let isServed = ["ngx.var.", "ngx.req.", "ngx.ctx."].contains { text.contains($0) }
            let before = text.bytes[..<range.lowerBound]
            let start = before.lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
            let shown = RawText(ConfigurationLine.trim(text.bytes[start...].prefix { $0 != 0x0a }.prefix(200)))
            return SettingCommand(isServed ? .servedCode : .code, key: "lua", text: shown, line: line + before.count { $0 == 0x0a })
        }
        return nil
    }
}
