import Model

/// A block of LZ4 without a frame around it, after the format's own description ("LZ4 Block Format Description").
package enum LZ4Block {
    /// The content of a block.
    ///
    /// - Parameters:
    ///   - size: bytes that the content has to have, where that is known.
    ///   - limit: most bytes that are decoded.
    /// - Returns: what could be decoded, even where the block is damaged behind it.
    package static func decode(_ input: Span<UInt8>, size: Int? = nil, limit: Int) -> Parsed<[UInt8]> {
        var output = PackingOutput(limit: min(limit, size ?? limit))
        do throws(PackingFault) {
            try run(input, &output)
            if let size, size != output.bytes.count {
                throw PackingFault(input.count, "the content is \(output.bytes.count) bytes, not \(size)")
            }
            return Parsed(output.bytes)
        } catch {
            return Parsed(output.bytes, problems: [Problem(offset: min(error.place, input.count), reason: error.reason)])
        }
    }

    private static func run(_ input: Span<UInt8>, _ output: inout PackingOutput) throws(PackingFault) {
        var place = 0
        while place < input.count {
            let token = Int(input[place])
            place += 1
            let literals = try length(input, &place, token >> 4)
            guard literals <= input.count - place else { throw PackingFault(place, "literals are cut off") }
            try output.append(input, place..<place + literals)
            place += literals
            // The last sequence of a block has no match.
            if place == input.count { return }
            guard place + 2 <= input.count else { throw PackingFault(place, "the distance of a match is cut off") }
            let distance = Int(input[place]) | Int(input[place + 1]) << 8
            place += 2
            let match = try length(input, &place, token & 15)
            try output.copy(distance: distance, count: match + 4, at: place)
        }
        throw PackingFault(place, "the block has no end")
    }

    /// Four bits, and where they are all set, further bytes up to one that is not 255.
    private static func length(_ input: Span<UInt8>, _ place: inout Int, _ bits: Int) throws(PackingFault) -> Int {
        var length = bits
        guard bits == 15 else { return length }
        while true {
            guard place < input.count else { throw PackingFault(place, "a length is cut off") }
            let byte = input[place]
            place += 1
            length += Int(byte)
            if byte != 255 { return length }
        }
    }
}
