import Formats
import Model

/// Functions of PHP over texts that are known, computed.
enum PHPText {
    static let longest = 8 << 20

    /// What the function gives for constants; nil where an argument is not known or the function is not one of these.
    static func folded(_ name: [UInt8], _ values: [PHPValue]) -> PHPValue? {
        guard let word = String(validating: name, as: UTF8.self) else { return nil }
        if word == "implode" || word == "join" { return nil }
        for value in values where !value.isKnown || value.anyTaint != nil { return nil }
        func text(_ index: Int) -> [UInt8]? { index < values.count && values[index].array == nil ? values[index].text : nil }
        func number(_ index: Int) -> Int? { index < values.count ? values[index].number : nil }
        func made(_ text: [UInt8]?) -> PHPValue? { text.map { PHPValue(text: $0) } }
        switch word {
        case "chr": return number(0).map { PHPValue(text: [UInt8(truncatingIfNeeded: $0)]) }
        case "ord": return text(0).map { PHPValue(.int(Int($0.first ?? 0))) }
        case "strlen", "mb_strlen": return text(0).map { PHPValue(.int($0.count)) }
        case "count", "sizeof": return values.first?.array.map { PHPValue(.int($0.count)) }
        case "base64_decode": return made(text(0).map(PHPDecoding.base64))
        case "base64_encode": return made(text(0).map(PHPDecoding.base64Encoded))
        case "strrev": return made(text(0)?.reversed())
        case "str_rot13": return made(text(0)?.map(PHPDecoding.rot13))
        case "hex2bin": return made(text(0).flatMap(PHPDecoding.hexadecimal))
        case "bin2hex": return made(text(0).map(PHPDecoding.hexadecimalEncoded))
        case "pack": return made(pack(text(0) ?? [], values.dropFirst().map { $0.text ?? [] }))
        case "gzinflate": return made(text(0).flatMap { PHPDecoding.inflated($0, .raw) })
        case "gzuncompress", "zlib_decode": return made(text(0).flatMap { PHPDecoding.inflated($0, .zlib) })
        case "gzdecode": return made(text(0).flatMap { PHPDecoding.inflated($0, .gzip) })
        case "convert_uudecode": return made(text(0).map(PHPDecoding.uudecoded))
        case "urldecode": return made(text(0).map(urlDecoded))
        case "rawurldecode": return made(text(0).map { PHPDecoding.percentDecoded($0, plus: false) })
        case "html_entity_decode", "htmlspecialchars_decode": return made(text(0).map(PHPDecoding.entitiesDecoded))
        case "quoted_printable_decode": return made(text(0).map(PHPDecoding.quotedPrintable))
        case "stripslashes", "stripcslashes":
            return made(text(0).map { word == "stripslashes" ? withoutSlashes($0) : PHPTemplate.unescaped($0[...], quote: 0x22) })
        case "strtolower", "mb_strtolower": return made(text(0).map(ByteSearch.lower))
        case "strtoupper", "mb_strtoupper": return made(text(0)?.map { $0 >= 0x61 && $0 <= 0x7a ? $0 & 0xdf : $0 })
        case "ucfirst":
            return made(text(0).map { [$0.first.map { $0 >= 0x61 && $0 <= 0x7a ? $0 & 0xdf : $0 }].compactMap { $0 } + $0.dropFirst() })
        case "lcfirst": return made(text(0).map { [$0.first.map(ByteSearch.lower)].compactMap { $0 } + $0.dropFirst() })
        case "trim", "ltrim", "rtrim", "chop":
            let cut = text(1) ?? [0x20, 0x09, 0x0a, 0x0d, 0x00, 0x0b]
            return made(text(0).map { trimmed($0, cut, front: word == "trim" || word == "ltrim", back: word != "ltrim") })
        case "substr", "mb_substr", "mb_strcut":
            guard let whole = text(0), let start = number(1) else { return nil }
            return made(slice(whole, start, number(2)))
        case "substr_replace":
            guard let whole = text(0), let piece = text(1), let start = number(2) else { return nil }
            let low = start < 0 ? max(0, whole.count &+ start) : min(start, whole.count)
            let length = number(3) ?? whole.count
            let high = length < 0 ? max(low, whole.count &+ length) : min(whole.count, low &+ min(length, whole.count))
            return made(Array(whole[..<low]) + piece + whole[high...])
        case "str_repeat":
            guard let piece = text(0), let count = number(1), count >= 0, piece.count &* min(count, 100_000) < 1 << 20 else { return nil }
            return made(Array((0..<min(count, 100_000)).map { _ in piece }.joined()))
        case "str_replace", "str_ireplace": return replaced(values)
        case "preg_replace": return PHPPattern.replaced(values)
        case "strtr": return translated(values)
        case "sprintf", "vsprintf": return made(formatted(values, isList: word == "vsprintf"))
        case "dechex": return number(0).map { PHPValue(text: Array(String(UInt(bitPattern: $0), radix: 16).utf8)) }
        case "hexdec": return text(0).map { PHPValue(.int(ByteSearch.number($0[...], radix: 16))) }
        case "octdec": return text(0).map { PHPValue(.int(ByteSearch.number($0[...], radix: 8))) }
        case "bindec": return text(0).map { PHPValue(.int(ByteSearch.number($0[...], radix: 2))) }
        case "base_convert":
            guard let digits = text(0), let from = number(1), let to = number(2), (2...36).contains(from), (2...36).contains(to),
                let string = String(validating: digits, as: UTF8.self), let value = UInt64(string, radix: from)
            else { return nil }
            return made(Array(String(value, radix: to).utf8))
        case "intval": return values.count == 1 ? number(0).map { PHPValue(.int($0)) } : nil
        case "abs": return number(0).map { PHPValue(.int(abs($0 == Int.min ? 0 : $0))) }
        case "floor", "ceil", "round": return nil
        case "strpos", "stripos", "mb_strpos":
            guard let whole = text(0), let piece = text(1), !piece.isEmpty else { return nil }
            let pattern = word == "stripos" ? ByteSearch.lower(piece) : piece
            let found =
                word == "stripos"
                ? ByteSearch.find(pattern, whole, 0..<whole.count) : RawText(whole).firstRange(of: RawText(piece))?.lowerBound
            return found.map { PHPValue(.int($0)) } ?? PHPValue(.bool(false))
        case "strstr", "strrchr":
            guard let whole = text(0), let piece = text(1), let mark = piece.first else { return nil }
            if word == "strrchr" { return whole.lastIndex(of: mark).map { PHPValue(text: Array(whole[$0...])) } ?? PHPValue(.bool(false)) }
            return RawText(whole).firstRange(of: RawText(piece)).map { PHPValue(text: Array(whole[$0.lowerBound...])) }
                ?? PHPValue(.bool(false))
        case "md5", "sha1", "crc32", "hash", "time", "rand", "mt_rand": return nil
        case "strval", "nl2br", "print", "addslashes": return made(text(0))
        case "is_string": return PHPValue(.bool(values.first?.constantText != nil))
        case "is_numeric":
            return text(0).map { text in
                let digits = text.first == 0x2d || text.first == 0x2b ? text.dropFirst() : text[...]
                return PHPValue(.bool(!digits.isEmpty && digits.allSatisfy { $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2e }))
            }
        case "ctype_digit": return text(0).map { PHPValue(.bool(!$0.isEmpty && $0.allSatisfy { $0 >= 0x30 && $0 <= 0x39 })) }
        case "is_array": return PHPValue(.bool(values.first?.array != nil))
        default: return nil
        }
    }

    /// Whether a text is given its form by this function so that one cannot read it.
    static func disguises(_ name: [UInt8]) -> Bool {
        if PHPTables.decoders.contains(name) { return true }
        return [
            "str_replace", "substr", "chr", "strtr", "implode", "join", "preg_replace", "base_convert", "sprintf", "str_ireplace",
            "substr_replace",
        ]
        .contains { name.elementsEqual($0.utf8) }
    }

    // MARK: Paths

    static func isInputStream(_ path: [UInt8]) -> Bool {
        path.starts(with: "php://".utf8) && ByteSearch.find("input", path, 0..<path.count) != nil
            || ByteSearch.lower(path).starts(with: "php://input".utf8)
    }

    static func isRemote(_ path: [UInt8]) -> Bool {
        let lower = ByteSearch.lower(Array(path.prefix(12)))
        return ["http://", "https://", "ftp://", "ftps://", "//"].contains { lower.starts(with: $0.utf8) }
    }

    /// Whether a path ends in the ending of something that is not a program.
    static func isNoProgram(_ path: [UInt8]) -> Bool {
        ["jpg", "jpeg", "png", "gif", "ico", "bmp", "webp", "svg", "css", "woff", "ttf", "log", "dat", "txt", "tmp"].contains {
            hasEnding(path, $0)
        }
    }

    static func isPicture(_ path: [UInt8]) -> Bool {
        ["jpg", "jpeg", "png", "gif", "ico", "bmp", "webp"].contains { hasEnding(path, $0) }
    }

    /// Whether a server runs files with such a name.
    static func isProgram(_ path: [UInt8]) -> Bool {
        [
            "php", "php3", "php4", "php5", "php7", "phtml", "pht", "phar", "inc", "jsp", "jspx", "asp", "aspx", "ashx", "cgi", "htaccess",
            "user.ini",
        ]
        .contains { hasEnding(path, $0) }
    }

    private static func hasEnding(_ path: [UInt8], _ ending: String) -> Bool {
        let lower = ByteSearch.lower(Array(path.suffix(12)))
        return lower.count > ending.utf8.count && lower.suffix(ending.utf8.count).elementsEqual(ending.utf8)
            && lower[lower.count &- ending.utf8.count &- 1] == 0x2e
    }

    /// The content of `data:…,…`.
    static func dataURL(_ path: [UInt8]) -> [UInt8]? {
        guard let comma = path.firstIndex(of: 0x2c) else { return nil }
        let content = Array(path[(comma &+ 1)...])
        return ByteSearch.find("base64", path, 0..<comma) != nil
            ? PHPDecoding.base64(content) : PHPDecoding.percentDecoded(content, plus: false)
    }

    static func urlDecoded(_ text: [UInt8]) -> [UInt8] { PHPDecoding.percentDecoded(text, plus: true) }
}
