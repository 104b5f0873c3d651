/// What a plain scalar means (YAML 1.1, the "Language-Independent Types"); what is none of them is text.
enum YAMLScalar {
    static func value(of text: String) -> YAMLValue {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON": return .boolean(true)
        case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF": return .boolean(false)
        default: break
        }
        guard let first = text.utf8.first, isNumeric(first), text.utf8.count <= 40 else { return .text(text) }
        return integer(text).map(YAMLValue.integer) ?? real(text).map(YAMLValue.real) ?? .text(text)
    }

    private static func isNumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || byte == 0x2b || byte == 0x2d || byte == 0x2e
    }

    private static func integer(_ text: String) -> Int64? {
        var digits = text.filter { $0 != "_" }[...]
        let isNegative = digits.first == "-"
        if isNegative || digits.first == "+" { digits = digits.dropFirst() }
        guard let first = digits.utf8.first, (0x30...0x39).contains(first) else { return nil }
        let magnitude: Int64?
        if digits.hasPrefix("0x") {
            magnitude = Int64(digits.dropFirst(2), radix: 16)
        } else if digits.hasPrefix("0b") {
            magnitude = Int64(digits.dropFirst(2), radix: 2)
        } else if digits.utf8.count > 1, first == 0x30 {
            magnitude = Int64(digits.dropFirst(), radix: 8)
        } else {
            magnitude = Int64(digits)
        }
        return magnitude.map { isNegative ? 0 &- $0 : $0 }
    }

    private static func real(_ text: String) -> Double? {
        guard text.utf8.contains(0x2e), text.utf8.allSatisfy({ isNumeric($0) || $0 == 0x65 || $0 == 0x45 }),
            text.utf8.contains(where: { $0 >= 0x30 })
        else { return nil }
        return Double(text)
    }
}
