import Model

/// An entry of a cpio archive.
package struct CpioEntry: Hashable, Sendable {
    /// As written, mostly without a slash in front.
    package var path: RawText
    /// Kind and rights, as stat(2) has them.
    package var mode: UInt32
    package var modified: Timestamp
    /// Where its content stands in the archive.
    package var content: Range<Int>

    package var isRegular: Bool { mode & 0o170000 == 0o100000 }
}

/// Reads archives of the "new" form, with and without checksums: cpio(5), and the kernel's
/// Documentation/driver-api/early-userspace/buffer-format.rst.
package enum CpioFormat {
    private static let head = 110
    private static let mostEntries = 200_000
    private static let longestPath = 65_536

    package static func isHead(_ bytes: Span<UInt8>, at place: Int) -> Bool {
        guard place >= 0, place &+ head <= bytes.count else { return false }
        let magic: [UInt8] = [0x30, 0x37, 0x30, 0x37, 0x30]
        for index in magic.indices where bytes[place &+ index] != magic[index] { return false }
        return bytes[place &+ 5] == 0x31 || bytes[place &+ 5] == 0x32
    }

    /// Hands over the entries of the archive that begins at `start` until `body` says no.
    ///
    /// - Returns: where the archive ends, and why it could not be read to its end.
    package static func each(_ bytes: Span<UInt8>, from start: Int, _ body: (CpioEntry) -> Bool) -> (end: Int, problem: Problem?) {
        var place = start
        for _ in 0..<mostEntries {
            guard isHead(bytes, at: place) else { return (place, Problem(offset: place, reason: "an entry has no head")) }
            guard let mode = field(1, bytes, place), let time = field(5, bytes, place), let size = field(6, bytes, place),
                let length = field(11, bytes, place), length > 0, length <= longestPath
            else { return (place, Problem(offset: place, reason: "the head of an entry is damaged")) }
            let content = aligned(place &+ head &+ length)
            guard content <= bytes.count, size <= bytes.count &- content else {
                return (bytes.count, Problem(offset: place, reason: "an entry is cut off"))
            }
            var name: [UInt8] = []
            for index in place &+ head..<place &+ head &+ length &- 1 { name.append(bytes[index]) }
            place = min(aligned(content &+ size), bytes.count)
            let path = RawText(name)
            if path == "TRAILER!!!" { return (place, nil) }
            let entry = CpioEntry(
                path: path, mode: UInt32(truncatingIfNeeded: mode), modified: Timestamp(seconds: Int64(time)),
                content: content..<content &+ size)
            guard body(entry) else { return (place, nil) }
        }
        return (place, Problem(offset: place, reason: "there are more entries than are read"))
    }

    /// Field `number` of the head: eight hexadecimal digits.
    private static func field(_ number: Int, _ bytes: Span<UInt8>, _ place: Int) -> Int? {
        var value = 0
        for index in 0..<8 {
            let byte = bytes[place &+ 6 &+ number &* 8 &+ index]
            switch byte {
            case 0x30...0x39: value = value << 4 | Int(byte &- 0x30)
            case 0x41...0x46, 0x61...0x66: value = value << 4 | Int((byte | 0x20) &- 0x57)
            default: return nil
            }
        }
        return value
    }

    private static func aligned(_ place: Int) -> Int { (place &+ 3) & ~3 }
}
