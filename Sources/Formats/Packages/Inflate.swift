import Model

/// Decompression of DEFLATE (RFC 1951) and of gzip files (RFC 1952), with a bound on what comes out.
package enum Inflate {
    /// The content of a gzip file: all its members one after the other.
    ///
    /// - Parameter limit: bytes; output stops there with a problem, so that a small file cannot fill the memory.
    /// - Returns: what could be decompressed, even where the file is cut off or damaged behind it.
    package static func gzip(_ bytes: Span<UInt8>, limit: Int) -> Parsed<[UInt8]> {
        var output: [UInt8] = []
        var place = 0
        repeat {
            guard let start = member(bytes, place) else {
                // Zeros behind the last member are padding of tapes and blocks.
                let isPadding = place > 0 && !(place..<bytes.count).contains { bytes[$0] != 0 }
                return Parsed(output, problems: isPadding ? [] : [Problem(offset: place, reason: "not a member of a gzip file")])
            }
            let first = output.count
            var stream = DeflateStream(place: start, output: output, limit: max(0, limit &- first))
            output = []
            let failure = stream.run(bytes)
            place = stream.place
            output = stream.output
            if let failure { return Parsed(output, problems: [Problem(offset: min(place, bytes.count), reason: failure)]) }
            guard place &+ 8 <= bytes.count else {
                return Parsed(output, problems: [Problem(offset: bytes.count, reason: "the checksum of a gzip member is cut off")])
            }
            guard number(bytes, place) == CRC32.value(output.span, from: first),
                number(bytes, place &+ 4) == UInt32(truncatingIfNeeded: output.count &- first)
            else { return Parsed(output, problems: [Problem(offset: place, reason: "the checksum of a gzip member does not match")]) }
            place &+= 8
        } while place < bytes.count
        return Parsed(output)
    }

    /// What a stream without a head and an end of its own held.
    package struct Content: Hashable, Sendable {
        package var bytes: [UInt8]
        /// How many bytes of input the stream took.
        package var length: Int

        package init(bytes: [UInt8], length: Int) { (self.bytes, self.length) = (bytes, length) }
    }

    /// The content of a stream of DEFLATE without a head.
    package static func raw(_ bytes: Span<UInt8>, limit: Int) -> Parsed<Content> {
        var stream = DeflateStream(place: 0, output: [], limit: limit)
        let failure = stream.run(bytes)
        let length = min(stream.place, bytes.count)
        return Parsed(Content(bytes: stream.output, length: length), problems: failure.map { [Problem(offset: length, reason: $0)] } ?? [])
    }

    /// Where the compressed data of the member at `place` begins; nil where there is no head.
    private static func member(_ bytes: Span<UInt8>, _ place: Int) -> Int? {
        guard place &+ 18 <= bytes.count, bytes[place] == 0x1f, bytes[place &+ 1] == 0x8b, bytes[place &+ 2] == 8 else { return nil }
        let flags = bytes[place &+ 3]
        var next = place &+ 10
        if flags & 4 != 0 { next &+= 2 &+ Int(bytes[next]) &+ Int(bytes[next &+ 1]) << 8 }
        // The original name and a comment, each ending with NUL.
        for flag: UInt8 in [8, 16] where flags & flag != 0 {
            guard next < bytes.count, let end = PackageBytes.first(0, bytes, next..<bytes.count) else { return nil }
            next = end &+ 1
        }
        if flags & 2 != 0 { next &+= 2 }
        return next <= bytes.count ? next : nil
    }

    private static func number(_ bytes: Span<UInt8>, _ place: Int) -> UInt32 {
        UInt32(bytes[place]) | UInt32(bytes[place &+ 1]) << 8 | UInt32(bytes[place &+ 2]) << 16 | UInt32(bytes[place &+ 3]) << 24
    }
}

/// The checksum of gzip: RFC 1952, section 8.
enum CRC32 {
    private static let table: [UInt32] = (0..<256).map { number in
        (0..<8).reduce(UInt32(number)) { value, _ in value & 1 == 0 ? value >> 1 : 0xedb8_8320 ^ value >> 1 }
    }

    /// The checksum of the bytes from `start` to the end.
    static func value(_ bytes: Span<UInt8>, from start: Int) -> UInt32 {
        let table = table
        var value = UInt32.max
        for index in start..<bytes.count { value = table[Int(UInt8(truncatingIfNeeded: value) ^ bytes[index])] ^ value >> 8 }
        return ~value
    }
}
