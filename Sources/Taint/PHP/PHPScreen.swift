/// A look at the bytes that tells at little cost whether a file can hold a flow at all.
enum PHPScreen {
    /// Files below this size are always read: a disguise needs few bytes.
    private static let alwaysRead = 3_000

    /// Whether anything in the code may be worth following.
    static func isWorthReading(_ bytes: [UInt8]) -> Bool {
        bytes.count < alwaysRead || has(bytes)
    }

    /// Whether a server would run any part of the bytes as PHP.
    static func opensCode(_ bytes: [UInt8], _ words: Set<TellingWord>) -> Bool {
        guard words.contains(.opening) || words.contains(.script) else { return false }
        var place = 0
        while let next = ByteSearch.first(0x3c, bytes, place..<bytes.count) {
            if next &+ 1 < bytes.count, bytes[next &+ 1] == 0x3f, !ByteSearch.starts(bytes, next &+ 2, "xml"), isText(bytes, next &+ 2) {
                return true
            }
            if ByteSearch.starts(bytes, next, "<script"), ByteSearch.find("php", bytes, next..<min(bytes.count, next &+ 120)) != nil {
                return true
            }
            place = next &+ 1
        }
        return false
    }

    /// Whether what follows an opening mark may be a program: pictures and fonts hold such marks by chance.
    private static func isText(_ bytes: [UInt8], _ start: Int) -> Bool {
        bytes[min(start, bytes.count)..<min(start &+ 16, bytes.count)].allSatisfy { $0 >= 0x20 && $0 != 0x7f || ByteSearch.isSpace($0) }
    }

    /// Whether data can come in, by a variable of PHP, a function, or in a disguise.
    private static func has(_ bytes: [UInt8]) -> Bool {
        var place = 0
        let end = bytes.count &- 4
        while place < end {
            switch bytes[place] {
            case 0x24:  // $
                let next = bytes[place &+ 1]
                if next == 0x5f, isRequest(bytes, place &+ 2) { return true }
                if next == 0x48, ByteSearch.starts(bytes, place &+ 1, "http_") { return true }
                if next == 0x7b, bytes[place &+ 2] == 0x22 || bytes[place &+ 2] == 0x27 || bytes[place &+ 2] == 0x7e { return true }
                if next == 0x24 { return true }
            case 0x5c:  // \x47 and the like, where nothing needs them
                if bytes[place &+ 1] == 0x78, let high = ByteSearch.hex(bytes[place &+ 2]), (4...7).contains(high),
                    ByteSearch.starts(bytes, place &+ 4, "\\x") || bytes[place &+ 4] >= 0x41
                {
                    return true
                }
            case 0x65, 0x45:  // e
                if ByteSearch.starts(bytes, place, "eval"), isCall(bytes, place &+ 4) { return true }
            case 0x67, 0x47:  // g
                if ByteSearch.starts(bytes, place, "getallheaders") || ByteSearch.starts(bytes, place, "gzinflate")
                    || ByteSearch.starts(bytes, place, "gzuncompress") || ByteSearch.starts(bytes, place, "get_defined_vars")
                {
                    return true
                }
            case 0x70, 0x50:  // p
                if ByteSearch.starts(bytes, place, "php://input") || ByteSearch.starts(bytes, place, "passthru")
                    || ByteSearch.starts(bytes, place, "pre_user_query")
                {
                    return true
                }
            case 0x61, 0x41:  // a
                if PHPInterpreter.asksForPasswords(bytes, place) || ByteSearch.starts(bytes, place, "all_plugins") { return true }
                if ByteSearch.starts(bytes, place, "apache_request_headers") || ByteSearch.starts(bytes, place, "assert"),
                    isCall(bytes, place &+ 6)
                {
                    return true
                }
            case 0x63, 0x43:  // c
                if ByteSearch.starts(bytes, place, "create_function") || ByteSearch.starts(bytes, place, "curl_exec")
                    || ByteSearch.starts(bytes, place, "convert_uudecode")
                {
                    return true
                }
            case 0x66, 0x46:  // f
                if ByteSearch.starts(bytes, place, "fsockopen") || ByteSearch.starts(bytes, place, "filter_input") { return true }
            case 0x73, 0x53:  // s
                if ByteSearch.starts(bytes, place, "str_rot13") || ByteSearch.starts(bytes, place, "shell_exec")
                    || ByteSearch.starts(bytes, place, "session_id")
                {
                    return true
                }
            case 0x28:  // the name of a function in parentheses: ('sys'.'tem')(…)
                if bytes[place &+ 1] == 0x27 || bytes[place &+ 1] == 0x22, namesFunction(bytes, place) { return true }
            default: break
            }
            place &+= 1
        }
        return false
    }

    /// `_GET` and its like, behind the underscore.
    private static func isRequest(_ bytes: [UInt8], _ place: Int) -> Bool {
        switch bytes[place] {
        case 0x47: bytes[place &+ 1] == 0x45
        case 0x50: bytes[place &+ 1] == 0x4f
        case 0x52: bytes[place &+ 1] == 0x45
        case 0x43: bytes[place &+ 1] == 0x4f
        case 0x46: bytes[place &+ 1] == 0x49
        case 0x53:
            ByteSearch.starts(bytes, place, "server['http") || ByteSearch.starts(bytes, place, "server[\"http")
                || ByteSearch.starts(bytes, place, "server['query")
        default: false
        }
    }

    private static func isCall(_ bytes: [UInt8], _ place: Int) -> Bool {
        var next = place
        while next < bytes.count, ByteSearch.isSpace(bytes[next]) { next &+= 1 }
        return next < bytes.count && bytes[next] == 0x28
    }

    private static func namesFunction(_ bytes: [UInt8], _ place: Int) -> Bool {
        guard let close = ByteSearch.first(0x29, bytes, place..<min(bytes.count, place &+ 60)), close &+ 1 < bytes.count else {
            return false
        }
        return bytes[close &+ 1] == 0x28
    }
}
