import Model

/// Searches of byte strings in byte strings.
enum ByteSearch {
    /// The first place of `needle` in `bytes[start..<end]`.
    static func first(_ needle: [UInt8], in bytes: [UInt8], from start: Int, to end: Int) -> Int? {
        guard let first = needle.first, end <= bytes.count, needle.count <= end - start else { return nil }
        var at = start
        let last = end - needle.count
        while at <= last {
            if bytes[at] == first {
                var length = 1
                while length < needle.count, bytes[at + length] == needle[length] { length += 1 }
                if length == needle.count { return at }
            }
            at += 1
        }
        return nil
    }
}

extension TraitScan {
    /// Marks that mean the same in every language: addresses of mining pools, words of IRC (RFC 1459 and RFC 2812).
    mutating func readText(_ text: ScannedText) {
        let bytes = text.bytes
        var spoken: [(place: Int, verbs: Set<String>, isClear: Bool)] = []
        var verbs: Set<String> = []
        var start = 0
        while start < bytes.count {
            var end = start
            var marks = false
            while end < bytes.count, bytes[end] != 0x0a {
                let byte = bytes[end]
                // Capitals of PRIVMSG, NICK and JOIN, "s" of stratum and "irc".
                if byte == 0x4b || byte == 0x4d || byte == 0x49 || byte == 0x73 || byte == 0x69 { marks = true }
                end += 1
            }
            var first = start
            while first < end, ShellByte.isBlank(bytes[first]) { first += 1 }
            let isComment =
                first < end && (bytes[first] == 0x23 || bytes[first] == 0x2a || bytes[first...].prefix(2).elementsEqual([0x2f, 0x2f]))
            if marks, !isComment {
                judgePool(text, start, end)
                let found = Self.verbs.filter { ByteSearch.first(Array($0.utf8), in: bytes, from: start, to: end) != nil }
                if !found.isEmpty {
                    verbs.formUnion(found)
                    if spoken.count < 64 { spoken.append((start, Set(found), found.contains("JOIN #"))) }
                }
                if Self.namesServer(bytes, start, end) { add(.speaksIRC, text, start) }
            }
            start = end + 1
        }
        verbs.remove("JOIN #")
        guard verbs.count >= 2, verbs.contains("PRIVMSG ") || verbs.contains("JOIN ") else { return }
        for line in spoken where line.isClear || line.verbs.contains("PRIVMSG ") { add(.speaksIRC, text, line.place) }
    }

    private static let verbs = ["PRIVMSG ", "NICK ", "JOIN #", "JOIN ", "USER ", "PONG "]

    private mutating func judgePool(_ text: ScannedText, _ start: Int, _ end: Int) {
        guard let at = ByteSearch.first(Array("stratum".utf8), in: text.bytes, from: start, to: end) else { return }
        let rest = RawText(text.bytes[at..<end].dropFirst(7).prefix(12))
        let schemes: [RawText] = ["+tcp://", "+ssl://", "+tls://", "2+tcp://", "2+ssl://", "1+tcp://", "+udp://"]
        if schemes.contains(where: { rest.hasPrefix($0) }) { add(.minesCurrency, text, start) }
    }

    /// A name that begins or ends a label with "irc", and one of the ports that IRC servers use, on one line.
    private static func namesServer(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Bool {
        guard let name = ByteSearch.first(Array("irc.".utf8), in: bytes, from: start, to: end) else { return false }
        if name > start, ShellByte.isName(bytes[name - 1]) { return false }
        var at = name + 4
        guard at < end, ShellByte.isNameStart(bytes[at]) else { return false }
        while at < end {
            guard ShellByte.isDigit(bytes[at]), !ShellByte.isDigit(bytes[at - 1]) else {
                at += 1
                continue
            }
            var number = 0
            let first = at
            while at < end, ShellByte.isDigit(bytes[at]), at - first < 6 {
                number = number * 10 + Int(bytes[at] - 0x30)
                at += 1
            }
            if (6660...6669).contains(number) || number == 6697 || number == 7000 { return true }
        }
        return false
    }
}
