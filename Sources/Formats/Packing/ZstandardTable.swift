/// A decoding table of finite state entropy: RFC 8878, section 4.1.
struct ZstandardTable {
    /// Bits of a state.
    let log: Int
    private(set) var symbols: [UInt8]
    private(set) var bits: [UInt8]
    private(set) var bases: [UInt16]

    /// A table in which every state stands for one symbol.
    init(only symbol: UInt8) { (log, symbols, bits, bases) = (0, [symbol], [0], [0]) }

    /// From the probability of each symbol; -1 stands for one that is less than one.
    init(log: Int, _ probabilities: [Int], at place: Int) throws(PackingFault) {
        self.log = log
        let size = 1 << log
        symbols = Array(repeating: 0, count: size)
        bits = Array(repeating: 0, count: size)
        bases = Array(repeating: 0, count: size)
        var counts = probabilities
        var high = size
        for (symbol, probability) in probabilities.enumerated() where probability == -1 {
            guard high > 0 else { throw PackingFault(place, "a table of states overflows") }
            high -= 1
            symbols[high] = UInt8(truncatingIfNeeded: symbol)
            counts[symbol] = 1
        }
        let step = size >> 1 + size >> 3 + 3
        var position = 0
        var left = high
        for (symbol, probability) in probabilities.enumerated() where probability > 0 {
            for _ in 0..<probability {
                guard left > 0 else { throw PackingFault(place, "a table of states overflows") }
                left -= 1
                symbols[position] = UInt8(truncatingIfNeeded: symbol)
                repeat { position = (position + step) & (size - 1) } while position >= high && left > 0
            }
        }
        guard left == 0 else { throw PackingFault(place, "a table of states is not full") }
        for state in 0..<size {
            let symbol = Int(symbols[state])
            let next = counts[symbol]
            counts[symbol] += 1
            let width = log - (Int.bitWidth - 1 - next.leadingZeroBitCount)
            guard next > 0, width >= 0 else { throw PackingFault(place, "a table of states is wrong") }
            bits[state] = UInt8(width)
            bases[state] = UInt16(truncatingIfNeeded: next << width - size)
        }
    }

    /// Reads the probabilities at `place` and puts `place` behind them.
    static func read(
        _ input: Span<UInt8>, _ place: inout Int, end: Int, maxLog: Int, maxSymbol: Int
    ) throws(PackingFault) -> ZstandardTable {
        var bits = ForwardBits(start: place, end: end)
        let log = try bits.read(input, 4) + 5
        guard log <= maxLog else { throw PackingFault(place, "a table of states is larger than it may be") }
        var remaining = 1 << log
        var probabilities: [Int] = []
        while remaining > 0 {
            guard probabilities.count <= maxSymbol else { throw PackingFault(place, "a table has more symbols than it may have") }
            // A value from 0 to remaining + 1, in as few bits as that allows.
            let width = Int.bitWidth - (remaining + 1).leadingZeroBitCount
            let short = try bits.read(input, width - 1)
            let spare = (1 << width) - 1 - (remaining + 1)
            var value = short
            if short >= spare {
                value = short + (try bits.read(input, 1)) << (width - 1)
                if value >= 1 << (width - 1) { value -= spare }
            }
            let probability = value - 1
            remaining -= abs(probability)
            guard remaining >= 0 else { throw PackingFault(place, "the probabilities of a table are too large") }
            probabilities.append(probability)
            if probability == 0 {
                while true {
                    let zeros = try bits.read(input, 2)
                    for _ in 0..<zeros { probabilities.append(0) }
                    guard probabilities.count <= maxSymbol + 1 else {
                        throw PackingFault(place, "a table has more symbols than it may have")
                    }
                    if zeros < 3 { break }
                }
            }
        }
        let table = try ZstandardTable(log: log, probabilities, at: place)
        place = bits.next
        return table
    }

    @inline(__always)
    func next(_ state: Int, _ input: Span<UInt8>, _ stream: inout BackwardBits) -> Int {
        Int(bases[state]) &+ stream.read(input, Int(bits[state]))
    }
}
