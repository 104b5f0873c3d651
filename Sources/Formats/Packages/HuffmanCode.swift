/// A canonical Huffman code of DEFLATE: a table for codes of at most ten bits, a walk by length for longer ones.
///
/// The small table keeps a file of many tiny blocks, each with codes of its own, from costing more than its size.
struct HuffmanCode: Sendable {
    private static let tableBits = 10
    /// For the next ten bits: symbol × 16 + length; 0 where the code is longer or there is none.
    private var table: [UInt16]
    /// How many codes each length has.
    private var counts = [Int](repeating: 0, count: 16)
    /// The symbols in the order of their codes.
    private var symbols: [UInt16]

    /// - Parameters:
    ///   - lengths: the length of each symbol's code, 0 for none, at most 15.
    ///   - mayBeIncomplete: whether a code with one symbol of one bit, or none, will do: RFC 1951, section 3.2.7.
    init?(_ lengths: ArraySlice<UInt8>, mayBeIncomplete: Bool) {
        for length in lengths { counts[Int(length & 15)] &+= 1 }
        let used = lengths.count &- counts[0]
        counts[0] = 0
        var left = 1
        for length in 1...15 {
            left = left << 1 &- counts[length]
            guard left >= 0 else { return nil }
        }
        guard left == 0 || (mayBeIncomplete && used == counts[1]) else { return nil }
        var (offsets, codes) = ([Int](repeating: 0, count: 16), [Int](repeating: 0, count: 16))
        for length in 1..<15 {
            offsets[length &+ 1] = offsets[length] &+ counts[length]
            codes[length &+ 1] = (codes[length] &+ counts[length]) << 1
        }
        symbols = [UInt16](repeating: 0, count: used)
        table = [UInt16](repeating: 0, count: 1 << HuffmanCode.tableBits)
        for (symbol, length) in lengths.enumerated() where length > 0 {
            let width = Int(length & 15)
            symbols[offsets[width]] = UInt16(symbol)
            offsets[width] &+= 1
            let code = codes[width]
            codes[width] &+= 1
            guard width <= HuffmanCode.tableBits else { continue }
            // Codes stand in the stream with their highest bit first.
            var reversed = 0
            for bit in 0..<width where code & 1 << bit != 0 { reversed |= 1 << (width &- 1 &- bit) }
            for place in stride(from: reversed, to: table.count, by: 1 << width) { table[place] = UInt16(symbol << 4 | width) }
        }
    }

    /// The symbol whose code the lowest bits are, and its length; nil where they are no code.
    func symbol(_ bits: UInt64) -> (symbol: Int, width: Int)? {
        let entry = table[Int(truncatingIfNeeded: bits) & ((1 << HuffmanCode.tableBits) &- 1)]
        if entry != 0 { return (Int(entry >> 4), Int(entry & 15)) }
        var (code, first, index) = (0, 0, 0)
        for width in 1...15 {
            code |= Int(truncatingIfNeeded: bits >> UInt64(width &- 1) & 1)
            let count = counts[width]
            if code &- first < count { return (Int(symbols[index &+ code &- first]), width) }
            index &+= count
            first = (first &+ count) << 1
            code <<= 1
        }
        return nil
    }

    private init() {
        (table, symbols) = ([UInt16](repeating: 0, count: 1 << HuffmanCode.tableBits), [])
    }

    /// RFC 1951, section 3.2.6.
    static let fixedLiterals =
        HuffmanCode(
            ([UInt8](repeating: 8, count: 144) + [UInt8](repeating: 9, count: 112) + [UInt8](repeating: 7, count: 24)
                + [UInt8](repeating: 8, count: 8))[...], mayBeIncomplete: false) ?? HuffmanCode()
    static let fixedDistances = HuffmanCode([UInt8](repeating: 5, count: 32)[...], mayBeIncomplete: false) ?? HuffmanCode()
}
