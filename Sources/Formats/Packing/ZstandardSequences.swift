/// The codes of lengths and distances of Zstandard: RFC 8878, section 3.1.1.3.2.
enum ZstandardCodes {
    /// The least length of each code, and the bits that are added to it.
    static let literals: [(base: Int, bits: Int)] = table(
        (0..<16).map { ($0, 0) }, [1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16])
    static let matches: [(base: Int, bits: Int)] = table(
        (3..<35).map { ($0, 0) }, [1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16])

    private static func table(_ first: [(Int, Int)], _ bits: [Int]) -> [(base: Int, bits: Int)] {
        var table = first.map { (base: $0.0, bits: $0.1) }
        var base = first.count + (first.first?.0 ?? 0)
        for width in bits {
            table.append((base, width))
            base += 1 << width
        }
        return table
    }

    /// The probabilities that hold where a block brings none.
    static let literalDefaults = [
        4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1,
    ]
    static let matchDefaults = [
        1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
        1, 1, 1, -1, -1, -1, -1, -1, -1, -1,
    ]
    static let distanceDefaults = [
        1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1,
    ]
}

/// What the blocks of a frame hand on to each other.
struct ZstandardState {
    var huffman: ZstandardHuffman?
    var literalTable: ZstandardTable?
    var distanceTable: ZstandardTable?
    var matchTable: ZstandardTable?
    var distances = (1, 4, 8)

    /// The table of one kind of code, after two bits that say where it comes from.
    static func table(
        _ mode: UInt8, _ kept: inout ZstandardTable?, _ input: Span<UInt8>, _ place: inout Int, end: Int,
        defaults: [Int], defaultLog: Int, maxLog: Int, maxSymbol: Int
    ) throws(PackingFault) -> ZstandardTable {
        let table: ZstandardTable
        switch mode & 3 {
        case 0: table = try ZstandardTable(log: defaultLog, defaults, at: place)
        case 1:
            guard place < end, Int(input[place]) <= maxSymbol else { throw PackingFault(place, "a code is larger than it may be") }
            table = ZstandardTable(only: input[place])
            place += 1
        case 2: table = try ZstandardTable.read(input, &place, end: end, maxLog: maxLog, maxSymbol: maxSymbol)
        default:
            guard let kept else { throw PackingFault(place, "a block repeats a table that no block had") }
            table = kept
        }
        kept = table
        return table
    }

    /// Runs the sequences of a block: literals and matches in turn.
    mutating func run(
        _ input: Span<UInt8>, _ start: Int, _ end: Int, literals: [UInt8], from first: Int, _ output: inout PackingOutput
    ) throws(PackingFault) {
        var place = start
        guard place < end else { throw PackingFault(place, "the sequences of a block are cut off") }
        var count = Int(input[place])
        place += 1
        if count >= 128 {
            guard place + (count == 255 ? 2 : 1) <= end else { throw PackingFault(place, "the sequences of a block are cut off") }
            if count == 255 {
                count = Int(input[place]) + Int(input[place + 1]) << 8 + 0x7f00
                place += 2
            } else {
                count = (count - 128) << 8 + Int(input[place])
                place += 1
            }
        }
        guard count > 0 else {
            try output.append(literals.span, 0..<literals.count)
            return
        }
        guard place < end else { throw PackingFault(place, "the sequences of a block are cut off") }
        let modes = input[place]
        place += 1
        let literalCodes = try ZstandardState.table(
            modes >> 6, &literalTable, input, &place, end: end, defaults: ZstandardCodes.literalDefaults, defaultLog: 6, maxLog: 9,
            maxSymbol: 35)
        let distanceCodes = try ZstandardState.table(
            modes >> 4, &distanceTable, input, &place, end: end, defaults: ZstandardCodes.distanceDefaults, defaultLog: 5, maxLog: 8,
            maxSymbol: 31)
        let matchCodes = try ZstandardState.table(
            modes >> 2, &matchTable, input, &place, end: end, defaults: ZstandardCodes.matchDefaults, defaultLog: 6, maxLog: 9,
            maxSymbol: 52)
        guard place < end else { throw PackingFault(place, "the sequences of a block are cut off") }
        var bits = try BackwardBits(input, place..<end)
        var literalState = bits.read(input, literalCodes.log)
        var distanceState = bits.read(input, distanceCodes.log)
        var matchState = bits.read(input, matchCodes.log)
        var used = 0
        let (literalLengths, matchLengths) = (ZstandardCodes.literals, ZstandardCodes.matches)
        for index in 0..<count {
            let distanceCode = Int(distanceCodes.symbols[distanceState])
            let value = 1 << distanceCode + bits.read(input, distanceCode)
            let match = matchLengths[Int(matchCodes.symbols[matchState])]
            let matchLength = match.base + bits.read(input, match.bits)
            let literal = literalLengths[Int(literalCodes.symbols[literalState])]
            let literalLength = literal.base + bits.read(input, literal.bits)
            if index < count - 1 {
                literalState = literalCodes.next(literalState, input, &bits)
                matchState = matchCodes.next(matchState, input, &bits)
                distanceState = distanceCodes.next(distanceState, input, &bits)
            }
            guard bits.position >= 0, literalLength <= literals.count - used else {
                throw PackingFault(place, "a block asks for more literals or bits than it has")
            }
            try output.append(literals.span, used..<used + literalLength)
            used += literalLength
            let distance = distance(value, hasLiterals: literalLength > 0)
            try output.copy(distance: distance, count: matchLength, from: first, at: place)
        }
        guard bits.position == 0 else { throw PackingFault(place, "a block has more bits than its sequences use") }
        try output.append(literals.span, used..<literals.count)
    }

    /// Turns a value of a distance code to a distance and remembers it: RFC 8878, section 3.1.1.5.
    private mutating func distance(_ value: Int, hasLiterals: Bool) -> Int {
        if value > 3 {
            distances = (value - 3, distances.0, distances.1)
            return value - 3
        }
        switch value - (hasLiterals ? 1 : 0) {
        case 0: break
        case 1: distances = (distances.1, distances.0, distances.2)
        case 2: distances = (distances.2, distances.0, distances.1)
        default: distances = (distances.0 - 1, distances.0, distances.1)
        }
        return distances.0
    }
}
