/// Bytes that can be read at any place: a file, an image's file, or an array in a test.
package protocol ByteSource {
    /// Bytes there are, as far as known when it was opened.
    var count: Int64 { get }

    /// Puts up to `count` bytes from `offset` into `buffer`, in place of what it held; fewer at the end or where reading fails.
    mutating func read(at offset: Int64, count: Int, into buffer: inout [UInt8])
}

/// Bytes in memory as a source.
package struct MemoryBytes: ByteSource, Sendable {
    package let bytes: [UInt8]

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    package var count: Int64 { Int64(bytes.count) }

    package mutating func read(at offset: Int64, count: Int, into buffer: inout [UInt8]) {
        buffer.removeAll(keepingCapacity: true)
        guard offset >= 0, offset < Int64(bytes.count), count > 0 else { return }
        let start = Int(offset)
        buffer.append(contentsOf: bytes[start..<min(bytes.count, start + min(count, bytes.count))])
    }
}
