/// LZMA2: chunks of LZMA ("LZMA specification", Igor Pavlov) and of bytes as they are.
struct LZMADecoder {
    /// Where the probabilities of each kind of decision begin.
    private enum Base {
        static let isMatch = 0
        static let isRepeat = 192
        static let isRepeat0 = 204
        static let isRepeat1 = 216
        static let isRepeat2 = 228
        static let isLongRepeat0 = 240
        static let slots = 432
        static let special = 688
        static let align = 804
        static let lengths = 820
        static let repeatLengths = 1334
        static let literals = 1848
    }

    private var probabilities: [UInt16] = []
    private var (contextBits, positionLow, positionBits) = (0, 0, 0)
    private var state = 0
    private var distances = (0, 0, 0, 0)
    /// Where the dictionary begins in the output.
    private var dictionary = 0
    private var needsDictionary = true
    private var needsProperties = true
    private var needsState = true

    /// Decodes chunks up to the one that says that it is the last, and puts `place` behind it.
    mutating func run(_ input: Span<UInt8>, _ place: inout Int, _ output: inout PackingOutput) throws(PackingFault) {
        dictionary = output.bytes.count
        while true {
            guard place < input.count else { throw PackingFault(place, "a block has no end") }
            let control = Int(input[place])
            if control == 0 {
                place += 1
                return
            }
            if control == 1 || control >= 0xe0 {
                needsDictionary = false
                dictionary = output.bytes.count
            }
            guard !needsDictionary else { throw PackingFault(place, "the first chunk does not begin anew") }
            if control < 0x80 {
                guard control <= 2, place + 3 <= input.count else { throw PackingFault(place, "a chunk is of an unknown kind") }
                let count = Int(input[place + 1]) << 8 + Int(input[place + 2]) + 1
                try output.append(input, place + 3..<place + 3 + count)
                place += 3 + count
                continue
            }
            guard place + 6 <= input.count else { throw PackingFault(place, "a chunk is cut off") }
            let size = (control & 31) << 16 + Int(input[place + 1]) << 8 + Int(input[place + 2]) + 1
            let packed = Int(input[place + 3]) << 8 + Int(input[place + 4]) + 1
            place += 5
            if control >= 0xc0 {
                try setProperties(Int(input[place]), at: place)
                place += 1
            }
            guard !needsProperties else { throw PackingFault(place, "the first chunk of LZMA has no properties") }
            if control >= 0xa0 { resetState() }
            guard !needsState else { throw PackingFault(place, "the first chunk of LZMA has no state") }
            guard packed <= input.count - place else { throw PackingFault(place, "a chunk is cut off") }
            try output.check(size, at: place)
            try chunk(input, place..<place + packed, size, &output)
            place += packed
        }
    }

    private mutating func setProperties(_ byte: Int, at place: Int) throws(PackingFault) {
        guard byte < 225 else { throw PackingFault(place, "properties of LZMA are out of range") }
        (contextBits, positionLow, positionBits) = (byte % 9, byte / 9 % 5, byte / 45)
        guard contextBits + positionLow <= 4 else { throw PackingFault(place, "properties of LZMA are out of range") }
        needsProperties = false
        needsState = true
    }

    private mutating func resetState() {
        probabilities = Array(repeating: 1024, count: Base.literals + 0x300 << (contextBits + positionLow))
        (state, distances, needsState) = (0, (0, 0, 0, 0), false)
    }

    private mutating func chunk(
        _ input: Span<UInt8>, _ range: Range<Int>, _ size: Int, _ output: inout PackingOutput
    ) throws(PackingFault) {
        var coder = try LZMARange(input, range)
        let end = output.bytes.count + size
        while output.bytes.count < end {
            guard !coder.isExhausted else { throw PackingFault(range.upperBound, "a chunk is used up too early") }
            let position = (output.bytes.count - dictionary) & (1 << positionBits - 1)
            if coder.bit(input, &probabilities, Base.isMatch + state * 16 + position) == 0 {
                try literal(input, &coder, &output)
                continue
            }
            let length: Int
            if coder.bit(input, &probabilities, Base.isRepeat + state) == 0 {
                distances = (distances.0, distances.0, distances.1, distances.2)
                length = self.length(input, &coder, Base.lengths, position)
                distances.0 = distance(input, &coder, length)
                state = state < 7 ? 7 : 10
            } else {
                if coder.bit(input, &probabilities, Base.isRepeat0 + state) == 0 {
                    if coder.bit(input, &probabilities, Base.isLongRepeat0 + state * 16 + position) == 0 {
                        state = state < 7 ? 9 : 11
                        try copy(1, end, range, &output)
                        continue
                    }
                } else if coder.bit(input, &probabilities, Base.isRepeat1 + state) == 0 {
                    distances = (distances.1, distances.0, distances.2, distances.3)
                } else if coder.bit(input, &probabilities, Base.isRepeat2 + state) == 0 {
                    distances = (distances.2, distances.0, distances.1, distances.3)
                } else {
                    distances = (distances.3, distances.0, distances.1, distances.2)
                }
                length = self.length(input, &coder, Base.repeatLengths, position)
                state = state < 7 ? 8 : 11
            }
            try copy(length + 2, end, range, &output)
        }
        coder.finish(input)
        guard coder.isFinished else { throw PackingFault(range.upperBound, "a chunk does not end where it should") }
    }

    private func copy(_ count: Int, _ end: Int, _ range: Range<Int>, _ output: inout PackingOutput) throws(PackingFault) {
        guard count <= end - output.bytes.count else { throw PackingFault(range.lowerBound, "a match goes beyond its chunk") }
        try output.copy(distance: distances.0 + 1, count: count, from: dictionary, at: range.lowerBound)
    }

    private mutating func literal(_ input: Span<UInt8>, _ coder: inout LZMARange, _ output: inout PackingOutput) throws(PackingFault) {
        let written = output.bytes.count - dictionary
        let last = written > 0 ? Int(output.bytes[output.bytes.count - 1]) : 0
        let context = (written & (1 << positionLow - 1)) << contextBits + last >> (8 - contextBits)
        let base = Base.literals + 0x300 * context
        var symbol = 1
        if state >= 7 {
            guard distances.0 < written else { throw PackingFault(coder.place, "a match begins before the content") }
            var match = Int(output.bytes[output.bytes.count - 1 - distances.0])
            while symbol < 0x100 {
                let wanted = match >> 7 & 1
                match <<= 1
                let bit = coder.bit(input, &probabilities, base + (1 + wanted) << 8 + symbol)
                symbol = symbol << 1 | bit
                if bit != wanted { break }
            }
        }
        while symbol < 0x100 { symbol = symbol << 1 | coder.bit(input, &probabilities, base + symbol) }
        output.bytes.append(UInt8(truncatingIfNeeded: symbol))
        state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6
    }

    /// The length of a match, less two.
    private mutating func length(_ input: Span<UInt8>, _ coder: inout LZMARange, _ base: Int, _ position: Int) -> Int {
        if coder.bit(input, &probabilities, base) == 0 {
            return coder.tree(input, &probabilities, base + 2 + position << 3, 3) - 8
        }
        if coder.bit(input, &probabilities, base + 1) == 0 {
            return coder.tree(input, &probabilities, base + 130 + position << 3, 3)
        }
        return coder.tree(input, &probabilities, base + 258, 8) - 256 + 16
    }

    private mutating func distance(_ input: Span<UInt8>, _ coder: inout LZMARange, _ length: Int) -> Int {
        let slot = coder.tree(input, &probabilities, Base.slots + min(length, 3) << 6, 6) - 64
        guard slot >= 4 else { return slot }
        let bits = slot >> 1 - 1
        let base = (2 | slot & 1) << bits
        if slot < 14 { return base + coder.reverse(input, &probabilities, Base.special + base - slot, bits) }
        let high = coder.direct(input, bits - 4) << 4
        return base + high + coder.reverse(input, &probabilities, Base.align, 4)
    }
}
