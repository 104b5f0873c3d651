import Model

/// Messages of netlink(7) one after the other, and the attributes in them (struct nlmsghdr, struct nlattr); numbers as a
/// little-endian machine writes them.
enum NetlinkMessages {
    /// NLMSG_DONE and NLMSG_ERROR of linux/netlink.h, which hold no entry.
    private static let lastReserved: UInt16 = 0x0f

    /// Calls `body` with the range of each message's content; gives the problems of the frame.
    static func each(in input: Span<UInt8>, _ body: (Range<Int>) -> Void) -> HostFileProblems {
        var problems = HostFileProblems()
        var place = 0
        while place < input.count {
            guard input.count - place >= 16 else {
                problems.add("message is cut off", at: place)
                break
            }
            let length = number(input, place, 4)
            let type = number(input, place + 4, 2)
            guard length >= 16, length <= input.count - place else {
                problems.add("length of a message is not possible", at: place)
                break
            }
            if type > lastReserved { body((place + 16)..<(place + length)) }
            place += (length + 3) & ~3
        }
        return problems
    }

    /// Calls `body` with the type and the range of each attribute in a range.
    static func attributes(_ input: Span<UInt8>, _ range: Range<Int>, _ body: (UInt16, Range<Int>) -> Void) {
        var place = range.lowerBound
        while range.upperBound - place >= 4 {
            let length = number(input, place, 2)
            guard length >= 4, length <= range.upperBound - place else { return }
            // The two upper bits say that it is nested, and its byte order.
            body(UInt16(truncatingIfNeeded: number(input, place + 2, 2) & 0x3fff), (place + 4)..<(place + length))
            place += (length + 3) & ~3
        }
    }

    /// A number of at most four bytes, which must lie within the input.
    static func number(_ input: Span<UInt8>, _ place: Int, _ bytes: Int) -> Int {
        Int(BinaryField.unsigned(input, place, bytes: bytes, isBigEndian: false))
    }
}
