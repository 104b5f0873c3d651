import Model

/// Why a packed stream cannot be decoded further, and where.
struct PackingFault: Error, Hashable {
    var place: Int
    var reason: String

    init(_ place: Int, _ reason: String) { (self.place, self.reason) = (place, reason) }
}

/// What a decoder has put out so far, with its bound.
struct PackingOutput {
    var bytes: [UInt8] = []
    let limit: Int

    init(limit: Int) { self.limit = max(0, limit) }

    /// Whether `count` further bytes fit.
    func check(_ count: Int, at place: Int) throws(PackingFault) {
        guard count <= limit - bytes.count else { throw PackingFault(place, "the content is longer than \(limit) bytes") }
    }

    mutating func append(_ input: Span<UInt8>, _ range: Range<Int>) throws(PackingFault) {
        guard range.lowerBound >= 0, range.upperBound <= input.count else { throw PackingFault(input.count, "the stream is cut off") }
        try check(range.count, at: range.lowerBound)
        bytes.reserve(range.count)
        for index in range { bytes.append(input[index]) }
    }

    mutating func repeated(_ byte: UInt8, count: Int, at place: Int) throws(PackingFault) {
        try check(count, at: place)
        bytes.append(contentsOf: repeatElement(byte, count: count))
    }

    /// Copies `count` bytes from `distance` before the end, which may overlap with what is written.
    mutating func copy(distance: Int, count: Int, from start: Int = 0, at place: Int) throws(PackingFault) {
        guard distance > 0, distance <= bytes.count - start else { throw PackingFault(place, "a match begins before the content") }
        try check(count, at: place)
        bytes.reserve(count)
        var from = bytes.count - distance
        // Byte by byte: a slice of the array would make appending copy all of it.
        for _ in 0..<count {
            bytes.append(bytes[from])
            from += 1
        }
    }
}

extension Array {
    /// Makes room for `count` more, growing by doubling as appending does.
    fileprivate mutating func reserve(_ count: Int) {
        if capacity - self.count < count { reserveCapacity(Swift.max(self.count + count, 2 * capacity)) }
    }
}
