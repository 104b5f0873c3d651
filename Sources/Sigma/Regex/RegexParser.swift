/// Reads the part of PCRE that rules use, without anything that would need going back: no look-around, no back references, no
/// possessive or atomic groups. Letters, digits, blanks and word boundaries are those of ASCII, and so is what the flag `i` takes for
/// the same letter; ranges and excluded characters of a class are of ASCII too. Whatever is not done fails the rule with a reason.
struct RegexParser {
    static let mostDepth = 60
    static let mostRepeats = 1000

    struct Flags {
        var ignoresCase: Bool
        var isMultiline: Bool
        var dotMatchesNewline: Bool
        var isExtended = false
    }

    var scalars: [Unicode.Scalar]
    var place = 0
    var flags: Flags
    private var depth = 0

    static func parse(_ source: RegexSource) throws -> RegexNode {
        var parser = RegexParser(source)
        let node = try parser.choice()
        guard parser.place == parser.scalars.count else { throw SigmaProblem("The regular expression closes a group that is not open.") }
        return node
    }

    private init(_ source: RegexSource) {
        scalars = Array(source.text.unicodeScalars)
        flags = Flags(
            ignoresCase: source.ignoresCase, isMultiline: source.isMultiline, dotMatchesNewline: source.dotMatchesNewline)
    }

    var next: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        place += 1
        return true
    }

    func lookingAt(_ text: String) -> Bool { scalars[place...].starts(with: text.unicodeScalars) }

    private mutating func choice() throws -> RegexNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= RegexParser.mostDepth else { throw SigmaProblem("The regular expression nests groups too deeply.") }
        var branches = [try sequence()]
        while take("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() throws -> RegexNode {
        var nodes: [RegexNode] = []
        while let scalar = next, scalar != "|", scalar != ")" {
            if flags.isExtended, scalar == "#" || ByteSet.space.contains(scalar) {
                if scalar == "#" { while let skipped = next, skipped != "\n" { place += 1 } } else { place += 1 }
                continue
            }
            let atom = try atom()
            nodes.append(try quantified(atom))
        }
        return nodes.isEmpty ? .empty : nodes.count == 1 ? nodes[0] : .sequence(nodes)
    }

    private mutating func atom() throws -> RegexNode {
        guard let scalar = next else { return .empty }
        place += 1
        switch scalar {
        case "(": return try group()
        case "[": return try characterClass()
        case ".": return anyCharacter
        case "^": return .assertion(flags.isMultiline ? .lineStart : .start)
        case "$": return .assertion(flags.isMultiline ? .lineEnd : .endOrLastNewline)
        case "\\": return try escape()
        case "*", "+", "?": throw SigmaProblem("The regular expression repeats nothing (`\(scalar)`).")
        default: return literal(scalar)
        }
    }

    private var anyCharacter: RegexNode {
        let ascii = flags.dotMatchesNewline ? ByteSet(0x00...0x7f) : ByteSet.newline.asciiComplement
        return .choice([.bytes(ascii), .beyondASCII])
    }

    func literal(_ scalar: Unicode.Scalar) -> RegexNode {
        guard scalar.isASCII else { return .literal(String(Character(scalar))) }
        let byte = UInt8(truncatingIfNeeded: scalar.value)
        let set = ByteSet(byte...byte)
        return .bytes(flags.ignoresCase ? set.caseClosed : set)
    }

    /// The rest of a group behind its parenthesis.
    private mutating func group() throws -> RegexNode {
        let outer = flags
        if take("?") {
            if lookingAt("#") {
                while let scalar = next, scalar != ")" { place += 1 }
                guard take(")") else { throw SigmaProblem("A comment of the regular expression is not closed.") }
                return .empty
            }
            for (mark, name) in [
                ("=", "look-ahead"), ("!", "look-ahead"), ("<=", "look-behind"), ("<!", "look-behind"), (">", "an atomic group"),
                ("(", "a condition"), ("R", "recursion"), ("&", "recursion"), ("P>", "recursion"), ("P=", "a back reference"),
                ("|", "a branch reset"),
            ] where lookingAt(mark) {
                throw SigmaProblem("The regular expression uses \(name), which cannot be matched in linear time.")
            }
            let isNamed = take("P") || next == "<" || next == "'"
            if isNamed, let opener = next {
                // `(?<name>`, `(?P<name>`, `(?'name'`: names and numbers of groups mean nothing here.
                place += 1
                while let scalar = next, scalar != (opener == "<" ? ">" : opener) { place += 1 }
                place = min(place + 1, scalars.count)
            } else if !take(":") {
                try inlineFlags()
                // `(?i)` holds to the end of the group around it.
                if take(")") { return .empty }
                guard take(":") else { throw SigmaProblem("The regular expression has a group of an unknown kind.") }
            }
        } else if lookingAt("*") {
            throw SigmaProblem("The regular expression uses a verb of backtracking.")
        }
        let node = try choice()
        guard take(")") else { throw SigmaProblem("A group of the regular expression is not closed.") }
        flags = outer
        return node
    }

    private mutating func inlineFlags() throws {
        var value = true
        while let scalar = next, scalar != ")", scalar != ":" {
            switch scalar {
            case "-": value = false
            case "i": flags.ignoresCase = value
            case "m": flags.isMultiline = value
            case "s": flags.dotMatchesNewline = value
            case "x": flags.isExtended = value
            // How groups count and how letters are told apart; here letters are those of ASCII.
            case "n", "u", "a": break
            default: throw SigmaProblem("The regular expression has the unknown flag `\(scalar)`.")
            }
            place += 1
        }
    }

    private mutating func quantified(_ atom: RegexNode) throws -> RegexNode {
        var node = atom
        while let scalar = next {
            var bounds: (least: Int, most: Int?)
            switch scalar {
            case "*": bounds = (0, nil)
            case "+": bounds = (1, nil)
            case "?": bounds = (0, 1)
            case "{":
                guard let counted = counts() else { return node }
                bounds = counted
            default: return node
            }
            if scalar != "{" { place += 1 }
            guard bounds.least <= RegexParser.mostRepeats, bounds.most.map({ $0 <= RegexParser.mostRepeats && $0 >= bounds.least }) ?? true
            else { throw SigmaProblem("The regular expression repeats more than \(RegexParser.mostRepeats) times.") }
            // Lazy or greedy, the same texts match.
            if !take("?"), next == "+" { throw SigmaProblem("The regular expression uses a possessive quantifier.") }
            node = .repeated(node, least: bounds.least, most: bounds.most)
        }
        return node
    }

    /// `{2}`, `{2,}`, `{2,5}`, `{,5}`; nil, and nothing taken, where the brace stands for itself.
    private mutating func counts() -> (least: Int, most: Int?)? {
        var index = place + 1
        var numbers: [Int?] = [nil]
        while index < scalars.count, scalars[index] != "}" {
            let scalar = scalars[index]
            if scalar == ",", numbers.count == 1 {
                numbers.append(nil)
            } else if (0x30...0x39).contains(scalar.value) {
                let value = Int(scalar.value) - 0x30
                numbers[numbers.count - 1] = min((numbers[numbers.count - 1] ?? 0) * 10 + value, 1_000_000)
            } else {
                return nil
            }
            index += 1
        }
        guard index < scalars.count, numbers.contains(where: { $0 != nil }) else { return nil }
        place = index + 1
        return numbers.count == 1 ? (numbers[0] ?? 0, numbers[0]) : (numbers[0] ?? 0, numbers[1])
    }
}

extension ByteSet {
    func contains(_ scalar: Unicode.Scalar) -> Bool { scalar.isASCII && contains(UInt8(truncatingIfNeeded: scalar.value)) }
}
