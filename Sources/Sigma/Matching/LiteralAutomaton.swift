/// Finds all of many literals in one pass, letters of ASCII in either case: Aho and Corasick 1975, with a full table of transitions.
struct LiteralAutomaton: Sendable {
    /// For each state and class of bytes the next state.
    private var table: [Int32] = []
    private var classes: [UInt8]
    private var width = 1
    /// For each state, the first of its outputs in `outputs`; the outputs of a state are those from there to the next state's.
    private var outputStarts: [Int32] = []
    private var outputs: [Int32] = []
    /// For each state, the nearest state on its chain of suffixes that has outputs; 0 where there is none.
    private var outputLinks: [Int32] = []
    private var hasOutputs: [Bool] = []

    /// - Parameter literals: folded to lower case, none empty, with the number that `onHit` gets.
    init(_ literals: [(bytes: [UInt8], number: Int32)]) {
        classes = Array(repeating: 0, count: 256)
        for (bytes, _) in literals {
            for byte in bytes where classes[Int(byte)] == 0 {
                classes[Int(byte)] = UInt8(truncatingIfNeeded: width)
                width += 1
            }
        }
        for upper in 0x41...0x5a { classes[upper] = classes[upper | 0x20] }
        build(literals)
    }

    private mutating func build(_ literals: [(bytes: [UInt8], number: Int32)]) {
        var own: [[Int32]] = [[]]
        table = Array(repeating: -1, count: width)
        for (bytes, number) in literals {
            var state = 0
            for byte in bytes {
                let cell = state * width + Int(classes[Int(byte)])
                if table[cell] < 0 {
                    table[cell] = Int32(truncatingIfNeeded: own.count)
                    table.append(contentsOf: repeatElement(-1, count: width))
                    own.append([])
                }
                state = Int(table[cell])
            }
            own[state].append(number)
        }
        link(own)
        for outputsOfState in own {
            outputStarts.append(Int32(truncatingIfNeeded: outputs.count))
            outputs += outputsOfState
        }
        outputStarts.append(Int32(truncatingIfNeeded: outputs.count))
    }

    /// Fills the table breadth first with where each state goes on when its own path ends.
    private mutating func link(_ own: [[Int32]]) {
        var failures = Array(repeating: Int32(0), count: own.count)
        outputLinks = Array(repeating: 0, count: own.count)
        var queue: [Int] = []
        for symbol in 0..<width {
            if table[symbol] < 0 { table[symbol] = 0 } else if table[symbol] > 0 { queue.append(Int(table[symbol])) }
        }
        var index = 0
        while index < queue.count {
            let state = queue[index]
            index += 1
            let failure = Int(failures[state])
            outputLinks[state] = own[failure].isEmpty ? outputLinks[failure] : Int32(truncatingIfNeeded: failure)
            for symbol in 0..<width {
                let cell = state * width + symbol
                if table[cell] < 0 {
                    table[cell] = table[failure * width + symbol]
                } else {
                    failures[Int(table[cell])] = table[failure * width + symbol]
                    queue.append(Int(table[cell]))
                }
            }
        }
        hasOutputs = own.indices.map { !own[$0].isEmpty || outputLinks[$0] != 0 }
    }

    /// Calls `onHit` with the number of each literal that is found and the place behind it.
    @inline(__always)
    func scan(_ bytes: [UInt8], _ range: Range<Int>, _ onHit: (Int32, Int) -> Void) {
        var state = 0
        for place in range {
            state = Int(table[state * width + Int(classes[Int(bytes[place])])])
            guard hasOutputs[state] else { continue }
            var link = state
            repeat {
                for index in Int(outputStarts[link])..<Int(outputStarts[link + 1]) { onHit(outputs[index], place + 1) }
                link = Int(outputLinks[link])
            } while link != 0
        }
    }
}
