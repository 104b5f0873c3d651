extension RegexParser {
    /// What stands behind a backslash outside of brackets.
    mutating func escape() throws -> RegexNode {
        guard let scalar = next else { throw SigmaProblem("The regular expression ends in a backslash.") }
        if let set = RegexParser.namedSet(scalar) {
            place += 1
            return .bytes(set)
        }
        if let set = RegexParser.namedComplement(scalar) {
            place += 1
            return .choice([.bytes(set), .beyondASCII])
        }
        switch scalar {
        case "b", "B", "A", "z", "Z", "G":
            place += 1
            switch scalar {
            case "b": return .assertion(.wordBoundary)
            case "B": return .assertion(.noWordBoundary)
            case "A", "G": return .assertion(.start)
            case "z": return .assertion(.end)
            default: return .assertion(.endOrLastNewline)
            }
        case "Q":
            place += 1
            var nodes: [RegexNode] = []
            while let quoted = next, !lookingAt("\\E") {
                nodes.append(literal(quoted))
                place += 1
            }
            place = min(place + 2, scalars.count)
            return .sequence(nodes)
        case "1"..."9", "g", "k": throw SigmaProblem("The regular expression uses a back reference.")
        default: return literal(try escapedScalar())
        }
    }

    private static func namedSet(_ scalar: Unicode.Scalar) -> ByteSet? {
        switch scalar {
        case "d": .digits
        case "w": .word
        case "s": .space
        case "h": .blank
        default: nil
        }
    }

    private static func namedComplement(_ scalar: Unicode.Scalar) -> ByteSet? {
        switch scalar {
        case "D": ByteSet.digits.asciiComplement
        case "W": ByteSet.word.asciiComplement
        case "S": ByteSet.space.asciiComplement
        case "N": ByteSet.newline.asciiComplement
        default: nil
        }
    }

    /// The one character that an escape stands for; the backslash is taken.
    private mutating func escapedScalar() throws -> Unicode.Scalar {
        guard let scalar = next else { throw SigmaProblem("The regular expression ends in a backslash.") }
        place += 1
        switch scalar {
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "f": return "\u{0c}"
        case "v": return "\u{0b}"
        case "e": return "\u{1b}"
        case "a": return "\u{07}"
        case "0": return "\0"
        case "x":
            if take("{") {
                let value = hexadecimal(most: 6)
                guard take("}"), let found = Unicode.Scalar(value) else {
                    throw SigmaProblem("The regular expression has a broken \\x{…}.")
                }
                return found
            }
            return Unicode.Scalar(hexadecimal(most: 2)) ?? "\0"
        case "u":
            return Unicode.Scalar(hexadecimal(most: 4)) ?? "\u{fffd}"
        default:
            guard scalar.isASCII, scalar.properties.isAlphabetic else { return scalar }
            throw SigmaProblem("The regular expression uses `\\\(scalar)`, which is not supported.")
        }
    }

    private mutating func hexadecimal(most: Int) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<most {
            guard let scalar = next, scalar.isASCII, let digit = Character(scalar).hexDigitValue else { break }
            value = value << 4 | UInt32(digit)
            place += 1
        }
        return value
    }

    /// The rest of a class behind its bracket.
    mutating func characterClass() throws -> RegexNode {
        let isNegated = take("^")
        var set = ByteSet()
        var wide: [Unicode.Scalar] = []
        var holdsAllWide = false
        var isFirst = true
        while true {
            guard let scalar = next else { throw SigmaProblem("A class of the regular expression is not closed.") }
            if scalar == "]", !isFirst {
                place += 1
                break
            }
            isFirst = false
            if lookingAt("[:") {
                set = set.union(try posixClass())
                continue
            }
            place += 1
            var low = scalar
            if scalar == "\\", let escaped = next {
                if let named = RegexParser.namedSet(escaped) {
                    place += 1
                    set = set.union(named)
                    continue
                }
                if let named = RegexParser.namedComplement(escaped) {
                    place += 1
                    set = set.union(named)
                    holdsAllWide = true
                    continue
                }
                if escaped == "b" {
                    place += 1
                    low = "\u{08}"
                } else {
                    low = try escapedScalar()
                }
            }
            guard next == "-", place + 1 < scalars.count, scalars[place + 1] != "]" else {
                if low.isASCII { set.insert(UInt8(truncatingIfNeeded: low.value)) } else { wide.append(low) }
                continue
            }
            place += 1
            guard var high = next else { throw SigmaProblem("A class of the regular expression is not closed.") }
            place += 1
            if high == "\\" { high = try escapedScalar() }
            guard low <= high else { throw SigmaProblem("A range of the regular expression runs backwards.") }
            guard high.isASCII else { throw SigmaProblem("The regular expression has a range of characters beyond ASCII.") }
            set.insert(UInt8(truncatingIfNeeded: low.value)...UInt8(truncatingIfNeeded: high.value))
        }
        if flags.ignoresCase { set = set.caseClosed }
        if isNegated {
            guard wide.isEmpty else { throw SigmaProblem("The regular expression excludes characters beyond ASCII.") }
            let rest = RegexNode.bytes(set.asciiComplement)
            return holdsAllWide ? rest : .choice([rest, .beyondASCII])
        }
        var branches = [RegexNode.bytes(set)]
        if holdsAllWide { branches.append(.beyondASCII) } else { branches += wide.map { .literal(String(Character($0))) } }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func posixClass() throws -> ByteSet {
        let names: [(String, ByteSet)] = [
            ("alpha", ByteSet(0x41...0x5a, 0x61...0x7a)), ("digit", .digits), ("alnum", ByteSet(0x30...0x39, 0x41...0x5a, 0x61...0x7a)),
            ("upper", ByteSet(0x41...0x5a)), ("lower", ByteSet(0x61...0x7a)), ("space", .space), ("blank", .blank), ("word", .word),
            ("xdigit", ByteSet(0x30...0x39, 0x41...0x46, 0x61...0x66)), ("cntrl", ByteSet(0x00...0x1f, 0x7f...0x7f)),
            ("punct", ByteSet(0x21...0x2f, 0x3a...0x40, 0x5b...0x60, 0x7b...0x7e)), ("print", ByteSet(0x20...0x7e)),
            ("graph", ByteSet(0x21...0x7e)),
        ]
        for (name, set) in names where lookingAt("[:\(name):]") {
            place += name.unicodeScalars.count + 4
            return set
        }
        throw SigmaProblem("The regular expression names an unknown class.")
    }
}
