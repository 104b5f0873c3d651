import Model

/// Streams of .xz ("The .xz File Format", version 1.2.1) whose only filter is LZMA2. CRC32 and CRC64 of the content are checked.
package enum XZ {
    /// The content of the first stream.
    ///
    /// - Parameter limit: bytes; decoding stops there with a problem.
    /// - Returns: what could be decoded, even where the stream is cut off or damaged behind it.
    package static func decode(_ input: Span<UInt8>, limit: Int) -> Parsed<[UInt8]> {
        var output = PackingOutput(limit: limit)
        do throws(PackingFault) {
            try stream(input, &output)
            return Parsed(output.bytes)
        } catch {
            return Parsed(output.bytes, problems: [Problem(offset: min(max(0, error.place), input.count), reason: error.reason)])
        }
    }

    /// Bytes of a check, by its number.
    private static func checkSize(_ kind: UInt8) -> Int { [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64][Int(kind & 15)] }

    private static func stream(_ input: Span<UInt8>, _ output: inout PackingOutput) throws(PackingFault) {
        let magic: [UInt8] = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]
        guard input.count >= 12, magic.indices.allSatisfy({ input[$0] == magic[$0] }) else { throw PackingFault(0, "no stream of .xz") }
        guard input[6] == 0, input[7] < 16 else { throw PackingFault(6, "flags of a stream that are not known") }
        guard PackedBits.little(input, 8, 4) == UInt64(CRC32.value(input.extracting(6..<8), from: 0)) else {
            throw PackingFault(8, "the checksum of the head does not match")
        }
        let check = input[7]
        var place = 12
        while true {
            guard place < input.count else { throw PackingFault(place, "the stream is cut off") }
            // The index follows the last block.
            if input[place] == 0 { return }
            let first = output.bytes.count
            let head = try blockHead(input, place)
            let start = head.end
            place = start
            var decoder = LZMADecoder()
            try decoder.run(input, &place, &output)
            let unpacked = output.bytes.count - first
            if let packed = head.packed, packed != UInt64(place - start) { throw PackingFault(place, "a block is not as long as it says") }
            if let size = head.size, size != UInt64(unpacked) { throw PackingFault(place, "the content is not as long as it says") }
            place += (4 - (place - start) & 3) & 3
            let width = checkSize(check)
            guard place + width <= input.count else { throw PackingFault(input.count, "the check of a block is cut off") }
            if check == 1, PackedBits.little(input, place, 4) != UInt64(CRC32.value(output.bytes.span, from: first)) {
                throw PackingFault(place, "the checksum of a block does not match")
            }
            if check == 4, PackedBits.little(input, place, 8) != CRC64.value(output.bytes.span, from: first) {
                throw PackingFault(place, "the checksum of a block does not match")
            }
            place += width
        }
    }

    private static func blockHead(
        _ input: Span<UInt8>, _ start: Int
    ) throws(PackingFault) -> (end: Int, packed: UInt64?, size: UInt64?) {
        let end = start + (Int(input[start]) + 1) * 4
        guard end <= input.count else { throw PackingFault(start, "the head of a block is cut off") }
        guard PackedBits.little(input, end - 4, 4) == UInt64(CRC32.value(input.extracting(start..<end - 4), from: 0)) else {
            throw PackingFault(start, "the checksum of a block's head does not match")
        }
        let flags = input[start + 1]
        guard flags & 3 == 0, flags & 0x3c == 0 else { throw PackingFault(start + 1, "a block has filters other than LZMA2") }
        var place = start + 2
        let packed = flags & 0x40 == 0 ? nil : try number(input, &place, end)
        let size = flags & 0x80 == 0 ? nil : try number(input, &place, end)
        guard try number(input, &place, end) == 0x21, try number(input, &place, end) == 1 else {
            throw PackingFault(place, "a block has filters other than LZMA2")
        }
        return (end, packed, size)
    }

    /// A number in groups of seven bits, the lowest first.
    private static func number(_ input: Span<UInt8>, _ place: inout Int, _ end: Int) throws(PackingFault) -> UInt64 {
        var value: UInt64 = 0
        for index in 0..<9 {
            guard place < end else { break }
            let byte = input[place]
            place += 1
            value |= UInt64(byte & 0x7f) << UInt64(index * 7)
            if byte & 0x80 == 0 { return value }
        }
        throw PackingFault(place, "a number has no end")
    }
}

/// The checksum of .xz with the polynomial of ECMA-182.
enum CRC64 {
    private static let table: [UInt64] = (0..<256).map { number in
        (0..<8).reduce(UInt64(number)) { value, _ in value & 1 == 0 ? value >> 1 : 0xc96c_5795_d787_0f42 ^ value >> 1 }
    }

    static func value(_ bytes: Span<UInt8>, from start: Int) -> UInt64 {
        let table = table
        var value = UInt64.max
        for index in start..<bytes.count { value = table[Int(UInt8(truncatingIfNeeded: value) ^ bytes[index])] ^ value >> 8 }
        return ~value
    }
}
