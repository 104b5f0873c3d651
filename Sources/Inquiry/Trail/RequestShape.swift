import Model

/// What the target of a request is, without a copy of it.
struct RequestShape: Sendable {
    enum Method: Sendable {
        case get, head, post, put, delete, other
        var writes: Bool { self == .post || self == .put || self == .delete || self == .other }
    }
    /// Of the path without its query.
    private(set) var digest: UInt64
    private(set) var hasQuery = false
    private(set) var isAsset = false
    private(set) var isDynamic = false
    private(set) var isRobots = false
    /// A file that a server runs, by its name.
    private(set) var isProgram = false

    private static let assets: [[UInt8]] = [
        "css", "js", "png", "jpg", "jpeg", "gif", "ico", "svg", "webp", "woff", "woff2", "ttf", "map", "mp4", "avif",
    ]
    .map { Array($0.utf8) }
    private static let programs: [[UInt8]] = [
        "php", "php3", "php4", "php5", "php7", "phtml", "phar", "cgi", "pl", "py", "asp", "aspx", "jsp", "jspx", "do", "rb", "fcgi", "sh",
    ].map { Array($0.utf8) }

    private static let robots = Array("/robots.txt".utf8)

    init(_ target: Span<UInt8>) {
        var end = 0
        var dot: Int?
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        while end < target.count {
            let byte = target[end]
            if byte == 0x3f || byte == 0x23 { break }
            if byte == 0x2e { dot = end } else if byte == 0x2f { dot = nil }
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
            end += 1
        }
        digest = hash
        hasQuery = end < target.count
        isRobots = end == RequestShape.robots.count && RequestShape.robots.indices.allSatisfy { target[$0] == RequestShape.robots[$0] }
        guard let dot, end - dot <= 7 else {
            isDynamic = hasQuery
            return
        }
        func isOne(of list: [[UInt8]]) -> Bool {
            list.contains { word in
                word.count == end - dot - 1 && word.indices.allSatisfy { target[dot + 1 + $0] | 0x20 == word[$0] | 0x20 }
            }
        }
        isAsset = isOne(of: RequestShape.assets)
        isProgram = isOne(of: RequestShape.programs)
        isDynamic = hasQuery && !isAsset || isProgram
    }

    static func method(_ text: Span<UInt8>) -> Method {
        guard text.count >= 3 else { return .get }
        switch (text[0], text[1], text.count) {
        case (0x47, _, 3): return .get
        case (0x48, _, 4): return .head
        case (0x50, 0x4f, 4): return .post
        case (0x50, 0x55, 3): return .put
        case (0x44, _, 6): return .delete
        case (0x4f, _, 7): return .get
        default: return text.count <= 12 && text[0] >= 0x41 && text[0] <= 0x5a ? .other : .get
        }
    }
}

/// What a form is for, by the words of the path that takes it.
enum FormWords {
    private static let words: [(StaticString, Visitor.Deed)] = [
        ("checkout", .order), ("order", .order), ("cart", .order), ("payment", .order), ("purchase", .order), ("kounyu", .order),
        ("login", .login), ("signin", .login), ("sign-in", .login), ("sign_in", .login), ("logon", .login), ("session", .login),
        ("auth", .login),
        ("regist", .form), ("signup", .form), ("account", .form), ("contact", .form), ("inquiry", .form), ("toiawase", .form),
        ("mail", .form),
        ("form", .form), ("comment", .form), ("bbs", .form), ("member", .form), ("profile", .form),
    ]
    private static let table: [(word: [UInt8], deed: Visitor.Deed)] = words.map { (Array($0.0.description.utf8), $0.1) }

    static func deed(_ target: Span<UInt8>) -> Visitor.Deed? {
        var path: [UInt8] = []
        for index in 0..<min(target.count, 256) {
            let byte = target[index]
            path.append(byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte)
        }
        // WordPress asks itself all day.
        let text = RawText(path)
        if text.contains("wp-cron.php") || text.contains("xmlrpc.php") || text.contains("wp-login.php?action=lost") { return nil }
        return table.first { text.contains(RawText($0.word)) }?.deed
    }
}

/// Lines of daemons that only an attack upon them writes.
enum DaemonOddity {
    /// Shell code in a text: many formats of printf(3) that write or walk the stack, runs of bytes that no text has, or a shell's
    /// path among them.
    static func shows(_ line: Span<UInt8>) -> Bool {
        var formats = 0
        var high = 0
        var escapes = 0
        var longest = 0
        var previous: UInt8 = 0
        for index in 0..<min(line.count, 4_096) {
            let byte = line[index]
            if byte >= 0x80 && byte < 0xa0 || byte == 0x90 {
                high += 1
                longest = max(longest, high)
            } else {
                high = 0
            }
            if previous == 0x25, byte == 0x6e || byte == 0x78 || byte == 0x70 || byte >= 0x31 && byte <= 0x39 { formats += 1 }
            if previous == 0x5c || previous == 0x5e && byte == 0x50 || previous == 0x23 && byte == 0x32 { escapes += 1 }
            previous = byte
        }
        if formats >= 6 { return true }
        return longest >= 24 || escapes >= 40 && line.count > 160
    }
}
