/// Looks for a regular expression in bytes, each byte once.
///
/// The states are made when they are first needed and kept up to a limit; beyond it the table begins anew, so that neither time nor
/// memory can be made to grow by what is searched.
struct RegexSearch: Sendable {
    /// Bytes of a value that are searched; the rest of a longer one is not.
    static let mostBytes = 32 << 10
    static let mostStates = 2000
    /// Steps that all states together hold.
    static let mostKept = 1 << 20

    private struct Kernel: Hashable, Sendable {
        var steps: [Int32]
        var before: Before
    }

    /// What stands before a place.
    private enum Before: UInt8, Hashable, Sendable { case start, newline, word, other }

    private let program: RegexProgram
    private var kernels: [Kernel] = []
    private var indices: [Kernel: Int32] = [:]
    /// For each state and class (the last one is the end): the state after, -1 where not known yet, -2 where the expression matched.
    private var table: [Int32] = []
    private let width: Int
    private var kept = 0
    private var marks: [Int32]
    private var generation: Int32 = 0

    init(_ program: RegexProgram) {
        self.program = program
        width = program.samples.count + 1
        marks = Array(repeating: 0, count: program.steps.count)
        reset()
    }

    private mutating func reset() {
        kernels.removeAll(keepingCapacity: true)
        indices.removeAll(keepingCapacity: true)
        table.removeAll(keepingCapacity: true)
        kept = 0
        _ = state(Kernel(steps: [], before: .start))
    }

    private mutating func state(_ kernel: Kernel) -> Int32 {
        if let index = indices[kernel] { return index }
        let index = Int32(truncatingIfNeeded: kernels.count)
        kernels.append(kernel)
        kept += kernel.steps.count
        indices[kernel] = index
        table.append(contentsOf: repeatElement(-1, count: width))
        return index
    }

    /// Whether the expression matches anywhere in the bytes of `range`.
    mutating func finds(in bytes: [UInt8], _ range: Range<Int>) -> Bool {
        let end = min(range.upperBound, range.lowerBound + RegexSearch.mostBytes)
        let isWhole = end == range.upperBound
        var state: Int32 = 0
        for place in range.lowerBound..<end {
            // A line feed at the very end is one that `$` may stand before.
            let isLastNewline = isWhole && place + 1 == end && bytes[place] == 0x0a
            let symbol = Int(program.classes[Int(bytes[place])])
            var next = isLastNewline ? -1 : table[Int(state) * width + symbol]
            if next == -1 {
                if kernels.count >= RegexSearch.mostStates || kept >= RegexSearch.mostKept {
                    let kernel = kernels[Int(state)]
                    reset()
                    state = self.state(kernel)
                }
                next = step(state, program.samples[symbol], isLast: isLastNewline)
                if !isLastNewline { table[Int(state) * width + symbol] = next }
            }
            if next == -2 { return true }
            state = next
        }
        guard isWhole else { return false }
        if table[Int(state) * width + width - 1] == -1 { table[Int(state) * width + width - 1] = step(state, nil, isLast: false) }
        return table[Int(state) * width + width - 1] == -2
    }

    /// The state after a byte, or -2; `nil` is the end of the text.
    private mutating func step(_ state: Int32, _ byte: UInt8?, isLast: Bool) -> Int32 {
        generation &+= 1
        let before = kernels[Int(state)].before
        var pending = kernels[Int(state)].steps
        // A match may begin at every place but within a character.
        if byte.map({ $0 & 0xc0 != 0x80 }) ?? true { pending.append(Int32(truncatingIfNeeded: program.start)) }
        var after: [Int32] = []
        while let index = pending.popLast() {
            guard marks[Int(index)] != generation else { continue }
            marks[Int(index)] = generation
            switch program.steps[Int(index)] {
            case .match: return -2
            case .fork(let left, let right):
                pending.append(Int32(truncatingIfNeeded: right))
                pending.append(Int32(truncatingIfNeeded: left))
            case .assertion(let assertion, let next):
                if RegexSearch.holds(assertion, before, byte, isLast) { pending.append(Int32(truncatingIfNeeded: next)) }
            case .bytes(let set, let next):
                if let byte, program.sets[set].contains(byte) { after.append(Int32(truncatingIfNeeded: next)) }
            }
        }
        guard let byte else { return 0 }
        after.sort()
        var unique: [Int32] = []
        for index in after where unique.last != index { unique.append(index) }
        let kind: Before = byte == 0x0a ? .newline : ByteSet.word.contains(byte) ? .word : .other
        return self.state(Kernel(steps: unique, before: kind))
    }

    private static func holds(_ assertion: RegexAssertion, _ before: Before, _ byte: UInt8?, _ isLast: Bool) -> Bool {
        switch assertion {
        case .start: before == .start
        case .end: byte == nil
        case .lineStart: before == .start || before == .newline
        case .lineEnd: byte == nil || byte == 0x0a
        case .endOrLastNewline: byte == nil || isLast
        case .wordBoundary: (before == .word) != (byte.map { ByteSet.word.contains($0) } ?? false)
        case .noWordBoundary: (before == .word) == (byte.map { ByteSet.word.contains($0) } ?? false)
        }
    }
}
