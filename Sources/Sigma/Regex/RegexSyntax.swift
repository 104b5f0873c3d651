/// A set of byte values.
struct ByteSet: Hashable, Sendable {
    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    init() {}

    init(_ ranges: ClosedRange<UInt8>...) {
        for range in ranges { insert(range) }
    }

    static func == (left: ByteSet, right: ByteSet) -> Bool {
        left.words.0 == right.words.0 && left.words.1 == right.words.1 && left.words.2 == right.words.2 && left.words.3 == right.words.3
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }

    func contains(_ byte: UInt8) -> Bool {
        let bit = UInt64(1) << UInt64(byte & 63)
        switch byte >> 6 {
        case 0: return words.0 & bit != 0
        case 1: return words.1 & bit != 0
        case 2: return words.2 & bit != 0
        default: return words.3 & bit != 0
        }
    }

    mutating func insert(_ byte: UInt8) {
        let bit = UInt64(1) << UInt64(byte & 63)
        switch byte >> 6 {
        case 0: words.0 |= bit
        case 1: words.1 |= bit
        case 2: words.2 |= bit
        default: words.3 |= bit
        }
    }

    mutating func insert(_ range: ClosedRange<UInt8>) {
        for byte in range { insert(byte) }
    }

    func union(_ other: ByteSet) -> ByteSet {
        var set = self
        for byte in UInt8.min...UInt8.max where other.contains(byte) { set.insert(byte) }
        return set
    }

    /// The bytes of ASCII that are not in the set.
    var asciiComplement: ByteSet {
        var set = ByteSet()
        for byte in UInt8(0)...0x7f where !contains(byte) { set.insert(byte) }
        return set
    }

    /// With each letter of ASCII the letter of the other case.
    var caseClosed: ByteSet {
        var set = self
        for byte in UInt8(0x61)...0x7a where contains(byte) || contains(byte & 0xdf) {
            set.insert(byte)
            set.insert(byte & 0xdf)
        }
        return set
    }

    var isEmpty: Bool { words == (0, 0, 0, 0) }

    static let digits = ByteSet(0x30...0x39)
    static let word = ByteSet(0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x5f...0x5f)
    static let space = ByteSet(0x09...0x0d, 0x20...0x20)
    static let blank = ByteSet(0x09...0x09, 0x20...0x20)
    static let newline = ByteSet(0x0a...0x0a)
    static let continuation = ByteSet(0x80...0xbf)
}

/// A regular expression as a tree over bytes.
indirect enum RegexNode: Hashable, Sendable {
    case empty
    case bytes(ByteSet)
    case sequence([RegexNode])
    case choice([RegexNode])
    case repeated(RegexNode, least: Int, most: Int?)
    case assertion(RegexAssertion)

    /// One character that is not of ASCII: a sequence of UTF-8, or a byte that is part of none.
    static let beyondASCII = RegexNode.choice([
        .sequence([.bytes(ByteSet(0xc2...0xdf)), .bytes(.continuation)]),
        .sequence([.bytes(ByteSet(0xe0...0xef)), .bytes(.continuation), .bytes(.continuation)]),
        .sequence([.bytes(ByteSet(0xf0...0xf4)), .bytes(.continuation), .bytes(.continuation), .bytes(.continuation)]),
        .bytes(ByteSet(0x80...0xc1, 0xf5...0xff)),
    ])

    static func literal(_ text: String) -> RegexNode {
        let nodes = text.utf8.map { RegexNode.bytes(ByteSet($0...$0)) }
        return nodes.count == 1 ? nodes[0] : .sequence(nodes)
    }
}

/// A place between two bytes.
enum RegexAssertion: Hashable, Sendable {
    case start, end
    case lineStart, lineEnd
    /// `\Z` and `$` without the flag m: the end, or before a line feed that ends the text.
    case endOrLastNewline
    case wordBoundary, noWordBoundary
}

/// A regular expression as a rule writes it, with its flags.
struct RegexSource: Hashable, Sendable {
    var text: String
    var ignoresCase = false
    var isMultiline = false
    var dotMatchesNewline = false
}
