/// A stream of DEFLATE while it is decompressed: RFC 1951.
struct DeflateStream {
    /// The next byte of input to load; after `run` the first that does not belong to the stream.
    private(set) var place: Int
    private(set) var output: [UInt8]
    private let start: Int
    private let limit: Int
    /// Bits loaded and not yet used, the next one lowest.
    private var bits: UInt64 = 0
    private var count = 0

    init(place: Int, output: [UInt8], limit: Int) {
        (self.place, self.output, self.limit) = (place, output, limit)
        start = output.count
    }

    /// Decompresses up to the end of the stream; a phrase that says why it ended before.
    mutating func run(_ bytes: Span<UInt8>) -> String? {
        var isLast = false
        while !isLast {
            guard let head = take(3, bytes) else { return DeflateStream.cutOff }
            isLast = head & 1 == 1
            let failure: String?
            switch head >> 1 {
            case 0: failure = stored(bytes)
            case 1: failure = compressed(bytes, HuffmanCode.fixedLiterals, HuffmanCode.fixedDistances)
            case 2:
                guard let (literals, distances) = codes(bytes) else { return "the codes of a compressed block are damaged" }
                failure = compressed(bytes, literals, distances)
            default: failure = "a compressed block is of no known kind"
            }
            if let failure { return failure }
        }
        // Whole bytes that were loaded and not used belong to what follows.
        place &-= count / 8
        return nil
    }

    static let cutOff = "the compressed data is cut off"
    static let tooLong = "the content is longer than is read"
    static let damaged = "the compressed data is damaged"

    /// Loads whole bytes while there is room for them.
    private mutating func load(_ bytes: Span<UInt8>) {
        while count <= 56, place < bytes.count {
            bits |= UInt64(bytes[place]) << UInt64(count)
            place &+= 1
            count &+= 8
        }
    }

    /// The next `width` bits, at most 16; nil where the input ends before.
    private mutating func take(_ width: Int, _ bytes: Span<UInt8>) -> Int? {
        if count < width { load(bytes) }
        guard count >= width else { return nil }
        let value = Int(truncatingIfNeeded: bits & ((1 << UInt64(width)) &- 1))
        bits >>= UInt64(width)
        count &-= width
        return value
    }

    /// The next symbol of a code; nil where the input ends before or holds no code.
    private mutating func symbol(_ code: HuffmanCode, _ bytes: Span<UInt8>) -> Int? {
        if count < 15 { load(bytes) }
        guard let (symbol, width) = code.symbol(bits), width <= count else { return nil }
        bits >>= UInt64(width)
        count &-= width
        return symbol
    }

    private mutating func stored(_ bytes: Span<UInt8>) -> String? {
        let rest = count & 7
        bits >>= UInt64(rest)
        count &-= rest
        guard let length = take(16, bytes), let check = take(16, bytes) else { return DeflateStream.cutOff }
        guard length == ~check & 0xffff else { return DeflateStream.damaged }
        place &-= count / 8
        (bits, count) = (0, 0)
        let available = min(length, bytes.count &- place)
        guard output.count &- start &+ available <= limit else { return DeflateStream.tooLong }
        for index in place..<(place &+ available) { output.append(bytes[index]) }
        place &+= available
        return available == length ? nil : DeflateStream.cutOff
    }

    private mutating func compressed(_ bytes: Span<UInt8>, _ literals: HuffmanCode, _ distances: HuffmanCode) -> String? {
        while true {
            guard let symbol = symbol(literals, bytes) else { return place < bytes.count ? DeflateStream.damaged : DeflateStream.cutOff }
            if symbol < 256 {
                guard output.count &- start < limit else { return DeflateStream.tooLong }
                output.append(UInt8(symbol))
                continue
            }
            if symbol == 256 { return nil }
            guard symbol <= 285, let lengthBits = take(DeflateStream.lengthBits[symbol &- 257], bytes),
                let number = self.symbol(distances, bytes), number < 30,
                let distanceBits = take(DeflateStream.distanceBits[number], bytes)
            else { return place < bytes.count ? DeflateStream.damaged : DeflateStream.cutOff }
            let length = DeflateStream.lengths[symbol &- 257] &+ lengthBits
            let distance = DeflateStream.distances[number] &+ distanceBits
            guard distance <= output.count &- start else { return DeflateStream.damaged }
            guard output.count &- start &+ length <= limit else { return DeflateStream.tooLong }
            var source = output.count &- distance
            for _ in 0..<length {
                output.append(output[source])
                source &+= 1
            }
        }
    }

    /// The codes at the head of a dynamic block: RFC 1951, section 3.2.7.
    private mutating func codes(_ bytes: Span<UInt8>) -> (HuffmanCode, HuffmanCode)? {
        guard let literalCount = take(5, bytes), let distanceCount = take(5, bytes), let lengthCount = take(4, bytes),
            literalCount <= 29, distanceCount <= 29
        else { return nil }
        let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
        var lengths = [UInt8](repeating: 0, count: 19)
        for index in 0..<(lengthCount &+ 4) {
            guard let length = take(3, bytes) else { return nil }
            lengths[order[index]] = UInt8(length)
        }
        guard let code = HuffmanCode(lengths[...], mayBeIncomplete: false) else { return nil }
        let total = literalCount &+ 257 &+ distanceCount &+ 1
        var all: [UInt8] = []
        all.reserveCapacity(total)
        while all.count < total {
            guard let symbol = symbol(code, bytes) else { return nil }
            switch symbol {
            case 0..<16: all.append(UInt8(symbol))
            case 16:
                guard let last = all.last, let more = take(2, bytes) else { return nil }
                for _ in 0..<(more &+ 3) { all.append(last) }
            default:
                guard let more = take(symbol == 17 ? 3 : 7, bytes) else { return nil }
                for _ in 0..<(more &+ (symbol == 17 ? 3 : 11)) { all.append(0) }
            }
        }
        // Without a code for the end of the block it could not end.
        guard all.count == total, all[256] != 0,
            let literals = HuffmanCode(all[..<(literalCount &+ 257)], mayBeIncomplete: true),
            let distances = HuffmanCode(all[(literalCount &+ 257)...], mayBeIncomplete: true)
        else { return nil }
        return (literals, distances)
    }

    /// RFC 1951, section 3.2.5.
    private static let lengths = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
    ]
    private static let lengthBits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
    private static let distances = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12_289,
        16_385, 24_577,
    ]
    private static let distanceBits = [
        0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
    ]
}
