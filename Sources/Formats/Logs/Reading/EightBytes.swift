/// Eight bytes of a text looked at in one step, the first one lowest (Warren, Hacker's Delight, 6-1).
enum EightBytes {
    private static let lows: UInt64 = 0x7f7f_7f7f_7f7f_7f7f

    /// The bytes from a place on, all of which lie in the text.
    @inline(__always)
    static func read(_ text: Span<UInt8>, _ at: Int) -> UInt64 {
        let bytes = text.extracting(at..<at + 8)
        var value: UInt64 = 0
        for index in 0..<8 { value |= UInt64(bytes[index]) << UInt64(8 * index) }
        return value
    }

    /// A byte eight times.
    @inline(__always)
    static func all(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

    /// The highest bit of each byte that is 0, and no other.
    @inline(__always)
    static func zeros(_ value: UInt64) -> UInt64 { ~((value & lows) &+ lows | value | lows) }
}
