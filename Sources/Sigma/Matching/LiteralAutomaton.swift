/// Finds all of many literals in one pass, letters of ASCII in either case: Aho and Corasick 1975, with a full table of transitions.
final class LiteralAutomaton: Sendable {
    /// For each state and class of bytes, where the row of the next state begins, doubled; odd where that state has something to tell.
    private let table: [Int32]
    private let classes: [UInt8]
    private let width: Int
    /// For each state, where its outputs begin in `outputs`; they end where those of the next state begin.
    private let outputStarts: [Int32]
    private let outputs: [Int32]
    /// For each state, the nearest state on its chain of suffixes that has outputs; 0 where there is none.
    private let outputLinks: [Int32]

    /// - Parameter literals: folded to lower case, none empty, with the number that `onHit` gets.
    init(_ literals: [(bytes: [UInt8], number: Int32)]) {
        var classes = Array(repeating: UInt8(0), count: 256)
        var width = 1
        for (bytes, _) in literals {
            for byte in bytes where classes[Int(byte)] == 0 {
                classes[Int(byte)] = UInt8(truncatingIfNeeded: width)
                width += 1
            }
        }
        for upper in 0x41...0x5a { classes[upper] = classes[upper | 0x20] }
        var own: [[Int32]] = [[]]
        var table = Array(repeating: Int32(-1), count: width)
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
        let links = LiteralAutomaton.link(&table, width, own)
        self.table = table.map { next in
            let tells = !own[Int(next)].isEmpty || links[Int(next)] != 0
            return Int32(truncatingIfNeeded: Int(next) * width * 2) | (tells ? 1 : 0)
        }
        var starts: [Int32] = [], outputs: [Int32] = []
        for outputsOfState in own {
            starts.append(Int32(truncatingIfNeeded: outputs.count))
            outputs += outputsOfState
        }
        starts.append(Int32(truncatingIfNeeded: outputs.count))
        (self.classes, self.width, outputStarts, self.outputs, outputLinks) = (classes, width, starts, outputs, links)
    }

    /// Fills the table breadth first with where each state goes on when its own path ends, and gives the links to outputs.
    private static func link(_ table: inout [Int32], _ width: Int, _ own: [[Int32]]) -> [Int32] {
        var failures = Array(repeating: Int32(0), count: own.count)
        var links = failures
        var queue: [Int] = []
        for symbol in 0..<width {
            if table[symbol] < 0 { table[symbol] = 0 } else if table[symbol] > 0 { queue.append(Int(table[symbol])) }
        }
        var index = 0
        while index < queue.count {
            let state = queue[index]
            index += 1
            let failure = Int(failures[state])
            links[state] = own[failure].isEmpty ? links[failure] : Int32(truncatingIfNeeded: failure)
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
        return links
    }

    /// Calls `onHit` with the number of each literal that is found and the place behind it.
    @inline(__always)
    func scan(_ bytes: [UInt8], _ range: Range<Int>, _ onHit: (Int32, Int) -> Void) {
        let table = self.table, classes = self.classes
        var row = 0
        for place in range {
            let cell = table[row + Int(classes[Int(bytes[place])])]
            row = Int(cell >> 1)
            if cell & 1 != 0 { tell(row, place + 1, onHit) }
        }
    }

    @inline(never)
    private func tell(_ row: Int, _ end: Int, _ onHit: (Int32, Int) -> Void) {
        var state = row / width
        repeat {
            for index in Int(outputStarts[state])..<Int(outputStarts[state + 1]) { onHit(outputs[index], end) }
            state = Int(outputLinks[state])
        } while state != 0
    }
}
