import Yams

/// What is wrong with a rule, as a sentence.
struct SigmaProblem: Error, Hashable, Sendable {
    var reason: String

    init(_ reason: String) { self.reason = reason }
}

/// Documents of a YAML file, within limits that a hostile file cannot stretch.
enum YAMLReader {
    /// Bytes of a file; the longest collections of rules known are well below.
    static let mostBytes = 4 << 20
    static let mostDocuments = 4096
    /// Values of one file, aliases counted each time that they are used.
    static let mostValues = 400_000
    static let mostDepth = 48
    /// Aliases of a file: few enough that one inside another cannot grow beyond bounds.
    static let mostAliases = 24

    static func documents(_ text: String) throws -> [YAMLValue] {
        try checkShape(Array(text.utf8))
        var values = 0
        var documents: [YAMLValue] = []
        do {
            let parser = try Parser(yaml: text, encoding: .utf8)
            while let node = try parser.nextRoot() {
                guard documents.count < mostDocuments else { throw SigmaProblem("The file holds more than \(mostDocuments) documents.") }
                documents.append(try value(of: node, depth: 0, counted: &values))
            }
        } catch let problem as SigmaProblem {
            throw problem
        } catch let error as YamlError {
            throw SigmaProblem("The YAML is broken: \(firstLine(of: error)).")
        }
        return documents
    }

    private static func firstLine(of error: YamlError) -> String {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
            "line \(mark.line): \(problem)"
        case .duplicatedKeysInMapping(let keys, _): "a key stands twice in one map (\(keys.prefix(3).joined(separator: ", ")))"
        case .reader(let problem, _, _, _): problem
        default: "it cannot be read"
        }
    }

    /// Refuses what would grow without bounds or nest without end, before the parser sees it.
    private static func checkShape(_ bytes: [UInt8]) throws {
        guard bytes.count <= mostBytes else { throw SigmaProblem("The file is larger than \(mostBytes) bytes.") }
        var aliases = 0, anchors = 0, openers = 0, deepest = 0, column = 0
        var isLeading = true
        var before: UInt8 = 0x0a
        for (index, byte) in bytes.enumerated() {
            let after = index + 1 < bytes.count ? bytes[index + 1] : 0
            let opens = before == 0x20 || before == 0x0a || before == 0x2c || before == 0x5b || before == 0x7b || before == 0x09
            if byte == 0x2a, opens, isNameByte(after) { aliases += 1 }
            if byte == 0x26, opens, isNameByte(after) { anchors += 1 }
            if byte == 0x5b || byte == 0x7b {
                openers += 1
                deepest = max(deepest, openers)
            } else if (byte == 0x5d || byte == 0x7d) && openers > 0 {
                openers -= 1
            }
            if byte == 0x0a {
                (isLeading, column) = (true, 0)
            } else if isLeading {
                column += 1
                isLeading = byte == 0x20 || byte == 0x2d || byte == 0x3f || byte == 0x3a
                guard column <= 400 else { throw SigmaProblem("A line is indented by more than 400 columns.") }
            }
            before = byte
        }
        guard anchors == 0 || aliases <= mostAliases else { throw SigmaProblem("The file uses more than \(mostAliases) aliases.") }
        guard deepest <= 400 else { throw SigmaProblem("Brackets are nested more than 400 deep.") }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte != 0x26 && byte != 0x2a && byte != 0x22 && byte != 0x27
    }

    private static func value(of node: Node, depth: Int, counted: inout Int) throws -> YAMLValue {
        counted += 1
        guard counted <= mostValues else { throw SigmaProblem("The file holds more than \(mostValues) values.") }
        guard depth <= mostDepth else { throw SigmaProblem("Values are nested more than \(mostDepth) deep.") }
        switch node {
        case .scalar(let scalar):
            let tag = scalar.tag.description
            guard scalar.style == .plain, tag.isEmpty || tag == "?" else { return .text(scalar.string) }
            return YAMLScalar.value(of: scalar.string)
        case .sequence(let sequence):
            var values: [YAMLValue] = []
            for item in sequence { values.append(try value(of: item, depth: depth + 1, counted: &counted)) }
            return .list(values)
        case .mapping(let mapping):
            var entries: [YAMLEntry] = []
            for (key, item) in mapping {
                guard let name = key.scalar?.string else { throw SigmaProblem("A key of a map is no text.") }
                entries.append(YAMLEntry(key: name, value: try value(of: item, depth: depth + 1, counted: &counted)))
            }
            return .map(entries)
        case .alias: throw SigmaProblem("An alias leads nowhere.")
        }
    }
}

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
