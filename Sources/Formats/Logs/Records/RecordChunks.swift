import Model

/// Reads a source from its beginning to its end in pieces of a size.
struct RecordChunks {
    private(set) var bytes: [UInt8] = []
    /// Where the piece begins in the source.
    private(set) var offset: Int64 = 0
    private var next: Int64 = 0
    private let size: Int

    init(size: Int) { self.size = size }

    /// Reads the next piece; false at the end.
    mutating func read(_ source: inout any ByteSource) -> Bool {
        offset = next
        source.read(at: offset, count: size, into: &bytes)
        next = offset + Int64(bytes.count)
        return !bytes.isEmpty
    }

    /// Whether nothing follows the piece.
    func isLast(_ source: any ByteSource) -> Bool { next >= source.count || bytes.count < size }

    /// Makes the next piece begin within this one, at what was not used.
    mutating func back(to place: Int) {
        guard place > 0, place < bytes.count else { return }
        next = offset + Int64(place)
    }

    /// The whole of a small source.
    static func whole(_ source: inout any ByteSource, most: Int, _ problems: inout HostFileProblems) -> [UInt8] {
        var bytes: [UInt8] = []
        source.read(at: 0, count: Int(min(source.count, Int64(most))), into: &bytes)
        if source.count > Int64(most) { problems.add("only the first \(most) bytes are read", at: most) }
        return bytes
    }
}
