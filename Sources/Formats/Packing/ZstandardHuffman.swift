/// A decoding table of the literals of Zstandard: RFC 8878, section 4.2.
struct ZstandardHuffman {
    private let width: Int
    private let symbols: [UInt8]
    private let lengths: [UInt8]

    /// Reads the weights at `place` and puts `place` behind them.
    init(_ input: Span<UInt8>, _ place: inout Int, end: Int) throws(PackingFault) {
        guard place < end else { throw PackingFault(place, "a tree of literals is cut off") }
        let head = Int(input[place])
        let start = place + 1
        var weights: [Int] = []
        if head >= 128 {
            let count = head - 127
            guard start + (count + 1) / 2 <= end else { throw PackingFault(place, "a tree of literals is cut off") }
            for index in 0..<count {
                let byte = Int(input[start + index / 2])
                weights.append(index % 2 == 0 ? byte >> 4 : byte & 15)
            }
            place = start + (count + 1) / 2
        } else {
            guard start + head <= end else { throw PackingFault(place, "a tree of literals is cut off") }
            weights = try ZstandardHuffman.weights(input, start, start + head)
            place = start + head
        }
        (width, symbols, lengths) = try ZstandardHuffman.table(weights, at: start)
    }

    private static func weights(_ input: Span<UInt8>, _ start: Int, _ end: Int) throws(PackingFault) -> [Int] {
        var place = start
        let table = try ZstandardTable.read(input, &place, end: end, maxLog: 6, maxSymbol: 12)
        guard place < end else { throw PackingFault(place, "a tree of literals is cut off") }
        var stream = try BackwardBits(input, place..<end)
        var first = stream.read(input, table.log)
        var second = stream.read(input, table.log)
        var weights: [Int] = []
        while weights.count < 255 {
            weights.append(Int(table.symbols[first]))
            first = table.next(first, input, &stream)
            if stream.position < 0 {
                weights.append(Int(table.symbols[second]))
                return weights
            }
            weights.append(Int(table.symbols[second]))
            second = table.next(second, input, &stream)
            if stream.position < 0 {
                weights.append(Int(table.symbols[first]))
                return weights
            }
        }
        throw PackingFault(start, "a tree of literals has too many weights")
    }

    private static func table(_ given: [Int], at place: Int) throws(PackingFault) -> (Int, [UInt8], [UInt8]) {
        var sum = 0
        for weight in given {
            guard weight <= 11 else { throw PackingFault(place, "a weight of a tree is too large") }
            if weight > 0 { sum += 1 << (weight - 1) }
        }
        guard sum > 0, given.count <= 255 else { throw PackingFault(place, "a tree of literals is empty") }
        let width = Int.bitWidth - sum.leadingZeroBitCount
        let rest = 1 << width - sum
        guard width <= 11, rest & (rest - 1) == 0 else { throw PackingFault(place, "the weights of a tree do not fit") }
        let weights = given + [rest.trailingZeroBitCount + 1]
        var symbols: [UInt8] = []
        var lengths: [UInt8] = []
        for weight in 1...width {
            for (symbol, own) in weights.enumerated() where own == weight {
                symbols.append(contentsOf: repeatElement(UInt8(truncatingIfNeeded: symbol), count: 1 << (weight - 1)))
                lengths.append(contentsOf: repeatElement(UInt8(width + 1 - weight), count: 1 << (weight - 1)))
            }
        }
        guard symbols.count == 1 << width else { throw PackingFault(place, "the weights of a tree do not fit") }
        return (width, symbols, lengths)
    }

    /// Decodes `count` literals from a stream of bits that must then be used up.
    func decode(_ input: Span<UInt8>, _ range: Range<Int>, count: Int, into literals: inout [UInt8]) throws(PackingFault) {
        var stream = try BackwardBits(input, range)
        for _ in 0..<count {
            let index = stream.peek(input, width)
            literals.append(symbols[index])
            stream.skip(Int(lengths[index]))
        }
        guard stream.position == 0 else { throw PackingFault(range.lowerBound, "a stream of literals does not end where it should") }
    }
}
