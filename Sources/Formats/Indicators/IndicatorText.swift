import Model

/// One indicator as people write it, also made harmless ("hxxp://203.0.113[.]9/x").
enum IndicatorText {
    /// The kind that a value is by its own form; nil where it is none of them.
    static func indicator(_ written: RawText) -> Indicator? {
        let text = rearmed(written)
        guard text.count >= 3, text.count <= 4_096 else { return nil }
        if let digest = digest(text) { return digest }
        if NetworkAddress(text) != nil || NetworkRange(text) != nil { return Indicator(.address, text) }
        if text.hasPrefix("/") { return Indicator(.path, text) }
        if let host = hostOfURL(text) { return host }
        // "203.0.113.9:4444"
        if let colon = text.bytes.lastIndex(of: 0x3a), NetworkAddress(text.bytes[..<colon]) != nil, !text.bytes[..<colon].contains(0x3a) {
            return Indicator(.address, RawText(text.bytes[..<colon]))
        }
        return isHost(text) ? Indicator(.host, text.asciiLowercased) : nil
    }

    static func digest(_ text: RawText) -> Indicator? {
        guard [32, 40, 64].contains(text.count), [UInt8](hexadecimal: text.bytes) != nil else { return nil }
        return Indicator(.digest, text.asciiLowercased)
    }

    /// The host of "scheme://user@host:port/path" (RFC 3986, 3).
    static func hostOfURL(_ text: RawText) -> Indicator? {
        guard let start = text.firstRange(of: "://")?.upperBound else { return nil }
        var authority = text.bytes[start...].prefix { $0 != 0x2f && $0 != 0x3f && $0 != 0x23 }
        if let at = authority.lastIndex(of: 0x40) { authority = authority[(at + 1)...] }
        if authority.first == 0x5b {
            authority = authority.dropFirst().prefix { $0 != 0x5d }
        } else {
            authority = authority.prefix { $0 != 0x3a }
        }
        let host = RawText(authority)
        if NetworkAddress(host) != nil { return Indicator(.address, host) }
        return isHost(host) ? Indicator(.host, host.asciiLowercased) : nil
    }

    /// A name with a dot whose last label looks like a top-level domain and like no ending of a file.
    static func isHost(_ text: RawText) -> Bool {
        let labels = text.split(0x2e)
        guard labels.count >= 2, text.count <= 253, let last = labels.last?.asciiLowercased, last.count >= 2 else { return false }
        guard last.bytes.allSatisfy({ (0x61...0x7a).contains($0) }) || last.hasPrefix("xn--"), !fileEndings.contains(last) else {
            return false
        }
        return labels.allSatisfy { label in
            !label.isEmpty && label.count <= 63
                && label.bytes.allSatisfy {
                    (0x30...0x39).contains($0) || (0x61...0x7a).contains($0 | 0x20) || $0 == 0x2d || $0 == 0x5f
                }
        }
    }

    /// Undoes the ways in which lists keep a reader from following a link by mistake.
    private static func rearmed(_ text: RawText) -> RawText {
        var bytes: [UInt8] = []
        var rest = text.bytes[...]
        for (harmless, real) in [("hxxps://", "https://"), ("hxxp://", "http://"), ("fxp://", "ftp://")] as [(RawText, RawText)]
        where RawText(rest.prefix(harmless.count)).asciiLowercased == harmless {
            bytes = real.bytes
            rest = rest.dropFirst(harmless.count)
        }
        let signs: [(RawText, UInt8)] = [("[.]", 0x2e), ("(.)", 0x2e), ("[dot]", 0x2e), ("[:]", 0x3a)]
        while let first = rest.first {
            if let (sign, byte) = signs.first(where: { rest.starts(with: $0.0.bytes) }) {
                bytes.append(byte)
                rest = rest.dropFirst(sign.count)
            } else {
                bytes.append(first)
                rest = rest.dropFirst()
            }
        }
        return RawText(bytes)
    }

    private static let fileEndings: Set<RawText> = [
        "php", "phtml", "jsp", "asp", "aspx", "cgi", "pl", "py", "rb", "sh", "so", "ko", "elf", "bin", "exe", "dll", "txt", "log", "conf",
        "cfg", "ini", "html", "htm", "js", "css", "jpg", "jpeg", "png", "gif", "ico", "zip", "gz", "tar", "tgz", "xz", "bz", "rar", "old",
        "bak", "tmp", "dat", "db", "key", "pem", "service", "timer", "lock", "pid", "json", "xml", "yml", "yaml", "lua", "go", "md",
    ]
}
