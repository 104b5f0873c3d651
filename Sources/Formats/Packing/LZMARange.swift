/// The range decoder of LZMA over one chunk of input.
struct LZMARange {
    private var range: UInt32 = 0xffff_ffff
    private var code: UInt32 = 0
    private(set) var place: Int
    let end: Int

    init(_ input: Span<UInt8>, _ chunk: Range<Int>) throws(PackingFault) {
        guard chunk.count >= 5, input[chunk.lowerBound] == 0 else { throw PackingFault(chunk.lowerBound, "a chunk begins wrongly") }
        (place, end) = (chunk.lowerBound + 1, chunk.upperBound)
        for _ in 0..<4 {
            code = code << 8 | UInt32(input[place])
            place += 1
        }
    }

    /// Whether the chunk ended as an encoder ends it.
    var isFinished: Bool { code == 0 && place == end }
    /// Whether more was read than there is.
    var isExhausted: Bool { place > end }

    /// Takes the byte that an encoder leaves to the decoder at the end.
    mutating func finish(_ input: Span<UInt8>) { normalize(input) }

    @inline(__always)
    private mutating func normalize(_ input: Span<UInt8>) {
        if range < 1 << 24 {
            range <<= 8
            code = code << 8 | (place < end ? UInt32(input[place]) : 0)
            place &+= 1
        }
    }

    @inline(__always)
    mutating func bit(_ input: Span<UInt8>, _ probabilities: inout [UInt16], _ index: Int) -> Int {
        normalize(input)
        let probability = UInt32(probabilities[index])
        let bound = (range >> 11) &* probability
        if code < bound {
            range = bound
            probabilities[index] = UInt16(truncatingIfNeeded: probability &+ (2048 &- probability) >> 5)
            return 0
        }
        range &-= bound
        code &-= bound
        probabilities[index] = UInt16(truncatingIfNeeded: probability &- probability >> 5)
        return 1
    }

    /// Bits of a tree, the highest first, with a one before them.
    mutating func tree(_ input: Span<UInt8>, _ probabilities: inout [UInt16], _ base: Int, _ count: Int) -> Int {
        var symbol = 1
        for _ in 0..<count { symbol = symbol << 1 | bit(input, &probabilities, base &+ symbol) }
        return symbol
    }

    /// Bits of a tree, the lowest first.
    mutating func reverse(_ input: Span<UInt8>, _ probabilities: inout [UInt16], _ base: Int, _ count: Int) -> Int {
        var (symbol, value) = (1, 0)
        for index in 0..<count {
            let bit = bit(input, &probabilities, base &+ symbol)
            symbol = symbol << 1 | bit
            value |= bit << index
        }
        return value
    }

    mutating func direct(_ input: Span<UInt8>, _ count: Int) -> Int {
        var value = 0
        for _ in 0..<count {
            normalize(input)
            range >>= 1
            let isOne = code >= range
            if isOne { code &-= range }
            value = value << 1 | (isOne ? 1 : 0)
        }
        return value
    }
}
