import Model

/// Zstandard (RFC 8878): all kinds of frames and blocks, without dictionaries.
package enum Zstandard {
    /// The content of all frames one after the other.
    ///
    /// - Parameter limit: bytes; decoding stops there with a problem.
    /// - Returns: what could be decoded, even where the stream is cut off or damaged behind it.
    package static func decode(_ input: Span<UInt8>, limit: Int) -> Parsed<[UInt8]> {
        var output = PackingOutput(limit: limit)
        var place = 0
        do throws(PackingFault) {
            repeat { try frame(input, &place, &output) } while place < input.count
            return Parsed(output.bytes)
        } catch {
            return Parsed(output.bytes, problems: [Problem(offset: min(max(0, error.place), input.count), reason: error.reason)])
        }
    }

    private static func frame(_ input: Span<UInt8>, _ place: inout Int, _ output: inout PackingOutput) throws(PackingFault) {
        guard input.count - place >= 5 else { throw PackingFault(place, "no frame of Zstandard") }
        let magic = PackedBits.little(input, place, 4)
        if magic & 0xffff_fff0 == 0x184d_2a50 {
            let size = Int(PackedBits.little(input, place + 4, 4))
            guard input.count - place - 8 >= size else { throw PackingFault(place, "a frame to skip is cut off") }
            place += 8 + size
            return
        }
        guard magic == 0xfd2f_b528 else { throw PackingFault(place, "no frame of Zstandard") }
        let flags = input[place + 4]
        guard flags & 8 == 0 else { throw PackingFault(place + 4, "a reserved bit is set") }
        let isSingle = flags & 0x20 != 0
        let dictionaryBytes = [0, 1, 2, 4][Int(flags & 3)]
        let sizeBytes = [isSingle ? 1 : 0, 2, 4, 8][Int(flags >> 6)]
        var at = place + 5 + (isSingle ? 0 : 1)
        let dictionary = PackedBits.little(input, at, dictionaryBytes)
        at += dictionaryBytes
        var size: UInt64?
        if sizeBytes > 0 { size = PackedBits.little(input, at, sizeBytes) &+ (sizeBytes == 2 ? 256 : 0) }
        at += sizeBytes
        guard at <= input.count else { throw PackingFault(input.count, "the head of a frame is cut off") }
        guard dictionary == 0 else { throw PackingFault(place, "a frame needs a dictionary") }
        let first = output.bytes.count
        var state = ZstandardState()
        while true {
            guard at + 3 <= input.count else { throw PackingFault(input.count, "a block is cut off") }
            let head = Int(PackedBits.little(input, at, 3))
            at += 3
            let length = head >> 3
            switch head >> 1 & 3 {
            case 0:
                guard length <= input.count - at else { throw PackingFault(input.count, "a block is cut off") }
                try output.append(input, at..<at + length)
                at += length
            case 1:
                guard at < input.count else { throw PackingFault(input.count, "a block is cut off") }
                try output.repeated(input[at], count: length, at: at)
                at += 1
            case 2:
                guard length <= input.count - at, length <= 131_072 else { throw PackingFault(at, "a block is cut off or too long") }
                try block(input, at, at + length, &state, first, &output)
                at += length
            default: throw PackingFault(at - 3, "a block is of a reserved type")
            }
            if head & 1 == 1 { break }
        }
        if let size, size != UInt64(output.bytes.count - first) {
            throw PackingFault(at, "the content of a frame is \(output.bytes.count - first) bytes, not \(size)")
        }
        if flags & 4 != 0 {
            guard at + 4 <= input.count else { throw PackingFault(input.count, "the checksum of a frame is cut off") }
            guard PackedBits.little(input, at, 4) == XXHash64.value(output.bytes.span, from: first) & 0xffff_ffff else {
                throw PackingFault(at, "the checksum of a frame does not match")
            }
            at += 4
        }
        place = at
    }

    private static func block(
        _ input: Span<UInt8>, _ start: Int, _ end: Int, _ state: inout ZstandardState, _ first: Int, _ output: inout PackingOutput
    ) throws(PackingFault) {
        guard start < end else { throw PackingFault(start, "a block is empty") }
        var place = start
        let literals = try literals(input, &place, end, &state)
        try state.run(input, place, end, literals: literals, from: first, &output)
    }

    /// The literals of a block: RFC 8878, section 3.1.1.3.1.
    private static func literals(
        _ input: Span<UInt8>, _ place: inout Int, _ end: Int, _ state: inout ZstandardState
    ) throws(PackingFault) -> [UInt8] {
        let head = input[place]
        let format = head >> 2 & 3
        if head & 3 < 2 {
            let (width, shift): (Int, UInt64) = format & 1 == 0 ? (1, 3) : format == 1 ? (2, 4) : (3, 4)
            let count = Int(PackedBits.little(input, place, width) >> shift)
            place += width
            let used = head & 3 == 0 ? count : 1
            guard count <= 131_072, used <= end - place else { throw PackingFault(place, "the literals of a block are cut off") }
            defer { place += used }
            if head & 3 == 1 { return Array(repeating: input[place], count: count) }
            return PackageBytes.array(input, place..<place + count)
        }
        let (width, bits): (Int, UInt64) = format < 2 ? (3, 10) : format == 2 ? (4, 14) : (5, 18)
        let word = PackedBits.little(input, place, width)
        let count = Int(word >> 4 & (1 << bits - 1))
        let packed = Int(word >> (4 + bits))
        place += width
        guard count <= 131_072, packed <= end - place else { throw PackingFault(place, "the literals of a block are cut off") }
        let last = place + packed
        if head & 3 == 2 { state.huffman = try ZstandardHuffman(input, &place, end: last) }
        guard let huffman = state.huffman else { throw PackingFault(place, "a block repeats a tree that no block had") }
        var literals: [UInt8] = []
        literals.reserveCapacity(count)
        if format == 0 {
            try huffman.decode(input, place..<last, count: count, into: &literals)
        } else {
            guard last - place >= 6 else { throw PackingFault(place, "the literals of a block are cut off") }
            let each = (count + 3) / 4
            guard count >= 3 * each else { throw PackingFault(place, "the literals of a block are too few") }
            var at = place + 6
            for index in 0..<4 {
                let length = index < 3 ? Int(PackedBits.little(input, place + 2 * index, 2)) : last - at
                guard length >= 0, length <= last - at else { throw PackingFault(at, "the literals of a block are cut off") }
                try huffman.decode(input, at..<at + length, count: index < 3 ? each : count - 3 * each, into: &literals)
                at += length
            }
        }
        place = last
        return literals
    }
}
