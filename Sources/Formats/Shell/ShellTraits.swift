import Model

/// Finds in a script or command line what honest ones seldom do. Nothing is run and nothing expanded.
///
/// The shell is read command by command, so that a word in a comment, a message or a test is not taken for a deed. Perl, Python,
/// PHP, Ruby, JavaScript and Lua are read as text without comments; the lines that they hand to a shell are read as shell.
package enum ShellTraits {
    /// What is read of longer content, in bytes.
    package static let longestContent = ShellWords.longestInput
    /// Hits beyond these are not told.
    package static let mostHits = 500

    package static func scan(_ content: Span<UInt8>) -> [TraitHit] {
        scan(ShellByte.copy(content, limit: longestContent))
    }

    static func scan(_ bytes: [UInt8]) -> [TraitHit] {
        guard !bytes.prefix(4096).contains(0) else { return [] }
        var scan = TraitScan()
        let text = ScannedText(bytes)
        scan.readText(text)
        switch ScriptLanguage.of(bytes) {
        case .shell:
            scan.readShell(text, depth: 0)
            for hit in ConcealedCommands.hits(in: bytes) where !scan.hits.contains(where: { $0.trait == hit.trait && $0.line == hit.line })
            {
                scan.hits.append(hit)
            }
        case let language: scan.readCode(text, language: language, depth: 0)
        }
        return scan.hits.sorted { ($0.offset, $0.trait.rawValue) < ($1.offset, $1.trait.rawValue) }
    }
}

/// A text with the places of its lines. Text taken out of a line (`sh -c '…'`) reports the place of that line.
struct ScannedText {
    var bytes: [UInt8]
    private let lines: LineStarts?
    private let outer: (line: Int, offset: Int, text: RawText)

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        lines = LineStarts(bytes)
        outer = (1, 0, "")
    }

    /// A text that stands within another at `offset`.
    init(_ bytes: [UInt8], within text: ScannedText, at offset: Int) {
        self.bytes = bytes
        lines = nil
        outer = text.place(of: offset)
    }

    /// Lines of a larger text that starts elsewhere.
    init(_ bytes: [UInt8], line: Int, offset: Int) {
        self.bytes = bytes
        lines = nil
        outer = (line, offset, RawText(bytes.prefix(200)))
    }

    func place(of offset: Int) -> (line: Int, offset: Int, text: RawText) {
        guard let lines else { return outer }
        let (number, start) = lines.line(at: max(0, offset))
        let end = bytes[min(start, bytes.count)...].prefix(200).prefix { $0 != 0x0a }
        return (number, start, RawText(end))
    }
}

/// The state of one scan: what was found, and what earlier lines did that later ones could use.
struct TraitScan {
    var hits: [TraitHit] = []
    private var seen: Set<Int> = []
    /// Names of files that were fetched from the network.
    var fetched: Set<RawText> = []
    /// The folder that the last `cd` with a plain name went to.
    var folder: RawText?
    /// Descriptors opened to /dev/tcp.
    var networkDescriptors: Set<RawText> = []
    /// Whether a named pipe was made.
    var makesPipe = false
    /// Texts within texts that may still be read.
    var innerTexts = 4096
    /// Bytes of them that may still be read.
    var innerBytes = 8 << 20

    mutating func add(_ trait: Trait, _ text: ScannedText, _ offset: Int) {
        guard hits.count < ShellTraits.mostHits else { return }
        let place = text.place(of: offset)
        guard seen.insert(place.offset &* 64 &+ (Self.numbers[trait] ?? 0)).inserted else { return }
        hits.append(TraitHit(trait: trait, line: place.line, offset: place.offset, text: place.text))
    }

    private static let numbers: [Trait: Int] = Dictionary(
        uniqueKeysWithValues: Trait.allCases.enumerated().map { ($1, $0) })
}
