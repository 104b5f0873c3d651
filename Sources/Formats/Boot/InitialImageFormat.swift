import Model

/// The image that boots the kernel (initramfs): archives of cpio one behind the other, packed or not
/// (Documentation/driver-api/early-userspace/buffer-format.rst of Linux).
package enum InitialImageFormat {
    private static let mostParts = 64

    /// Hands over every entry with the archive that holds it, until `body` says no.
    ///
    /// - Parameter limit: bytes that one part of the image may unpack to.
    package static func each(_ image: Span<UInt8>, limit: Int, _ body: (CpioEntry, [UInt8]) -> Bool) -> [Problem] {
        var problems: [Problem] = []
        var place = 0
        for _ in 0..<mostParts {
            place = behindZeros(image, place)
            guard place < image.count else { return problems }
            let rest = image.extracting(place..<image.count)
            if CpioFormat.isHead(image, at: place) {
                // What is not packed is mostly small: microcode for the processor.
                var bytes: [UInt8] = []
                let end = endOfPlain(rest)
                bytes.reserveCapacity(end)
                for index in 0..<end { bytes.append(rest[index]) }
                problems += archives(bytes, body).map { Problem(offset: place &+ $0.offset, reason: $0.reason) }
                place &+= max(end, 1)
                continue
            }
            guard let packing = Packing.of(rest) else {
                return problems + [Problem(offset: place, reason: "a part of the image is packed in a way that is not read")]
            }
            let unpacked = packing.unpack(rest, limit: limit)
            problems += archives(unpacked.value, body).map { Problem(offset: place, reason: $0.reason) }
            // A decoder stops where something else begins.
            guard let stop = unpacked.problems.first else { return problems }
            guard stop.offset > 0, stop.offset < rest.count, isBeginning(rest, stop.offset) else {
                return problems + [Problem(offset: place &+ stop.offset, reason: stop.reason)]
            }
            place &+= stop.offset
        }
        return problems + [Problem(offset: place, reason: "the image has more parts than are read")]
    }

    /// The archives that follow each other in what was unpacked.
    private static func archives(_ bytes: [UInt8], _ body: (CpioEntry, [UInt8]) -> Bool) -> [Problem] {
        var place = 0
        var problems: [Problem] = []
        for _ in 0..<mostParts {
            place = behindZeros(bytes.span, place)
            guard place < bytes.count else { return problems }
            let (end, problem) = CpioFormat.each(bytes.span, from: place) { body($0, bytes) }
            if let problem { problems.append(problem) }
            guard problem == nil, end > place else { return problems }
            place = end
        }
        return problems
    }

    private static func endOfPlain(_ bytes: Span<UInt8>) -> Int { CpioFormat.each(bytes, from: 0) { _ in true }.end }

    private static func behindZeros(_ bytes: Span<UInt8>, _ place: Int) -> Int {
        var place = place
        while place < bytes.count, bytes[place] == 0 { place &+= 1 }
        return place
    }

    private static func isBeginning(_ bytes: Span<UInt8>, _ place: Int) -> Bool {
        if bytes[place] == 0 || CpioFormat.isHead(bytes, at: place) { return true }
        return Packing.of(bytes.extracting(place..<bytes.count)) != nil
    }

    /// How a part is packed, by its first bytes (lib/decompress.c of Linux).
    private enum Packing {
        case gzip, xz, zstandard, lz4

        static func of(_ bytes: Span<UInt8>) -> Packing? {
            let heads: [([UInt8], Packing)] = [
                ([0x1f, 0x8b], .gzip), ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], .xz), ([0x28, 0xb5, 0x2f, 0xfd], .zstandard),
                ([0x02, 0x21, 0x4c, 0x18], .lz4),
            ]
            return heads.first { head, _ in head.count <= bytes.count && !head.indices.contains { bytes[$0] != head[$0] } }?.1
        }

        func unpack(_ bytes: Span<UInt8>, limit: Int) -> Parsed<[UInt8]> {
            switch self {
            case .gzip: Inflate.gzip(bytes, limit: limit)
            case .xz: XZ.decode(bytes, limit: limit)
            case .zstandard: Zstandard.decode(bytes, limit: limit)
            case .lz4: Packing.legacyLZ4(bytes, limit: limit)
            }
        }

        /// Blocks of at most 8 MiB, each behind its length, as "lz4 -l" writes them (lz4 Frame Format, "Legacy frame").
        private static func legacyLZ4(_ bytes: Span<UInt8>, limit: Int) -> Parsed<[UInt8]> {
            var output: [UInt8] = []
            var place = 4
            while place &+ 4 <= bytes.count {
                let size = (0..<4).reduce(0) { $0 | Int(bytes[place &+ $1]) << (8 &* $1) }
                // The kernel takes a length of zero, and another head, for the end of one stream.
                if size == 0x184c_2102 {
                    place &+= 4
                    continue
                }
                guard size > 0, size <= bytes.count &- place &- 4, size <= 9 << 20 else {
                    return Parsed(output, problems: [Problem(offset: place, reason: "a block of lz4 is cut off, or something else begins")])
                }
                let block = LZ4Block.decode(bytes.extracting(place &+ 4..<place &+ 4 &+ size), limit: min(8 << 20, limit &- output.count))
                output += block.value
                if let problem = block.problems.first {
                    return Parsed(output, problems: [Problem(offset: place &+ 4 &+ problem.offset, reason: problem.reason)])
                }
                place &+= 4 &+ size
            }
            return Parsed(output)
        }
    }
}
