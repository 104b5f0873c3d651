import Model

/// Finds what names a place on the net in a line.
enum AddressScan {
    /// Each with its kind, its text and its place in the line.
    static func things(_ text: [UInt8]) -> [(AccusedThing.Kind, RawText, Int)] {
        var found: [(AccusedThing.Kind, RawText, Int)] = []
        var index = 0
        while index < text.count, found.count < 40 {
            guard isTokenByte(text[index]), index == 0 || !isTokenByte(text[index - 1]) else {
                index += 1
                continue
            }
            var end = index
            while end < text.count, isTokenByte(text[end]) { end += 1 }
            if let thing = thing(text[index..<end]) {
                found.append((thing.kind, RawText(thing.text), text.first(thing.text, from: index) ?? index))
            }
            index = end
        }
        return found
    }

    /// Hosts that belong to desks and their tools, and stand in signatures and links for the reader.
    static func isOfDesk(_ text: RawText) -> Bool {
        let host = host(of: text)
        // By the host alone: a page that imitates a big company has that company's name in its path.
        func isBelow(_ domain: [UInt8]) -> Bool { host == domain || host.suffix(domain.count + 1).elementsEqual([0x2e] + domain) }
        return Desk.all.contains { $0.domains.contains(where: isBelow) } || tools.contains(where: isBelow)
    }

    /// The host of a URL or of a text that begins with one, in lower case.
    static func host(of text: RawText) -> [UInt8] {
        let lower = text.bytes.lowercasedASCII
        let start = lower.first("://".bytes).map { $0 + 3 } ?? 0
        return Array(lower[start...].prefix { $0 != 0x2f && $0 != 0x3a && $0 != 0x3f })
    }

    private static let tools = DeadlineWords.words(
        "abuseipdb.com", "virustotal.com", "w3.org", "xarf.org", "x-arf.org", "ietf.org", "rfc-editor.org", "github.com", "wikipedia.org",
        "cve.org", "nist.gov")

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7f && ![0x22, 0x27, 0x28, 0x29, 0x2c, 0x3b, 0x3c, 0x3e, 0x5b, 0x5d, 0x60, 0x7b, 0x7c, 0x7d].contains(byte)
    }

    private static func thing(_ token: ArraySlice<UInt8>) -> (kind: AccusedThing.Kind, text: [UInt8])? {
        var token = token
        while let last = token.last, [0x2e, 0x3a, 0x21, 0x3f, 0x2a].contains(last) { token = token.dropLast() }
        while let head = token.first, [0x3a, 0x23, 0x2a, 0x2d].contains(head), token.count > 1, token.dropFirst().first != 0x3a {
            token = token.dropFirst()
        }
        // "IP:192.0.2.7", "src=192.0.2.7", "SRC:…"
        if let mark = token.firstIndex(where: { $0 == 0x3d }), !token.starts(with: "http".utf8), !token.contains(0x2f) {
            token = token[(mark + 1)...]
        }
        let bytes = Array(token)
        guard bytes.count >= 4, bytes.count <= 1000 else { return nil }
        let lower = bytes.lowercasedASCII
        for scheme in ["http://", "https://", "ftp://"] {
            if lower.starts(with: scheme.utf8) { return lower.count > scheme.utf8.count + 3 ? (.url, bytes) : nil }
            if let place = lower.first(scheme.bytes), place <= 8 { return thing(bytes[place...]) }
        }
        if let colon = bytes.firstIndex(of: 0x3a), colon <= 12, bytes[..<colon].allSatisfy({ $0.isLetter || $0 == 0x2d }), colon > 0,
            NetworkAddress(bytes) == nil
        {
            return thing(bytes[(colon + 1)...])
        }
        if NetworkAddress(bytes) != nil { return (.address, bytes) }
        if NetworkRange(RawText(bytes)) != nil { return (.network, bytes) }
        // An address with a port: 192.0.2.7:443, 192.0.2.7.443 of tcpdump, 192.0.2.7/login.
        if let head = leadingAddress(bytes) { return (.address, head) }
        if bytes.contains(0x40) { return mailAddress(bytes).map { (.mailAddress, $0) } }
        if bytes[0] == 0x2f { return isPath(bytes) ? (.path, bytes) : nil }
        return hostOrURL(bytes, lower)
    }

    private static func leadingAddress(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes[0].isDigit else { return nil }
        var dots = 0
        var end = 0
        while end < bytes.count, bytes[end].isDigit || bytes[end] == 0x2e && dots < 3 {
            if bytes[end] == 0x2e { dots += 1 }
            end += 1
        }
        guard dots == 3, end < bytes.count, [0x3a, 0x2e, 0x2f, 0x2d].contains(bytes[end]) else { return nil }
        let head = Array(bytes[..<end])
        return NetworkAddress(head) == nil ? nil : head
    }

    private static func mailAddress(_ bytes: [UInt8]) -> [UInt8]? {
        let parts = bytes.split(separator: 0x40, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, isHost(Array(parts[1])) else { return nil }
        return bytes
    }

    /// Folders of a system, or a path with a file that a web server runs.
    private static func isPath(_ bytes: [UInt8]) -> Bool {
        let lower = bytes.lowercasedASCII
        guard bytes.filter({ $0 == 0x2f }).count >= 1, bytes.count >= 5 else { return false }
        return [
            "/home/", "/var/", "/usr/", "/tmp/", "/www/", "/etc/", "/opt/", "/srv/", "/root/", "/public_html/", "/dev/shm", "/wp-",
            "/html/",
        ].contains { lower.starts(with: $0.utf8) }
            || [".php", ".cgi", ".pl", ".sh", ".html", ".js", ".exe", ".zip", ".htaccess"].contains { lower.has($0.bytes) }
    }

    private static func hostOrURL(_ bytes: [UInt8], _ lower: [UInt8]) -> (kind: AccusedThing.Kind, text: [UInt8])? {
        let host = Array(lower.prefix { $0 != 0x2f && $0 != 0x3a })
        guard isHost(host) else { return nil }
        if host.count == lower.count { return (.host, bytes) }
        return lower.contains(0x2f) ? (.url, bytes) : (.host, Array(bytes.prefix(host.count)))
    }

    static func isHost(_ host: [UInt8]) -> Bool {
        let labels = host.split(separator: 0x2e, omittingEmptySubsequences: false)
        guard labels.count >= 2, host.count <= 253, let top = labels.last, top.count >= 2, top.count <= 24 else { return false }
        guard labels.allSatisfy({ !$0.isEmpty && $0.count <= 63 && $0.allSatisfy { $0.isAlphanumeric || $0 == 0x2d || $0 == 0x5f } }) else {
            return false
        }
        guard top.allSatisfy(\.isLetter), !fileEndings.contains(RawText(top)) else { return false }
        return labels.dropLast().contains { $0.contains(where: \.isLetter) }
    }

    /// Names of files and of versions look like hosts.
    private static let fileEndings: Set<RawText> = [
        "php", "cgi", "pl", "html", "htm", "js", "txt", "log", "zip", "exe", "gz", "conf", "css", "png", "jpg", "gif", "py", "rb", "xml",
        "json", "eml",
        "csv", "pdf", "asp", "aspx", "jsp", "service", "htaccess", "bin", "elf", "mkv", "mp4", "avi", "mp3", "iso", "jar", "bak", "sql",
        "tmp", "docx", "xlsx", "tar", "yml", "yaml", "localhost",
    ]
}
