/// The peer of a system call, as SOCKADDR tells it: `struct sockaddr` in hexadecimal digits.
struct AuditSocket {
    var family: String
    var address: String?
    var port: Int?
    var path: [UInt8]?

    static func read(_ text: Span<UInt8>, _ range: Range<Int>) -> AuditSocket? {
        guard range.count >= 4, range.count <= 512, range.allSatisfy({ AuditHex.isDigit(text[$0]) }) else { return nil }
        let bytes = Array(AuditHex(text, range))
        // The family stands in the machine's own byte order; all that are met are below 256.
        let family = Int(bytes[0] | bytes[1])
        func port() -> Int { bytes.count >= 4 ? Int(bytes[2]) << 8 | Int(bytes[3]) : 0 }
        switch family {
        case 1:
            // A leading NUL marks a name that is no file; the path ends at the next one.
            let isAbstract = bytes.count > 2 && bytes[2] == 0
            let start = isAbstract ? 3 : 2
            let name = bytes.dropFirst(start).prefix { $0 != 0 }
            return AuditSocket(family: "unix", path: (isAbstract ? [0x40] : []) + name)
        case 2:
            guard bytes.count >= 8 else { return nil }
            return AuditSocket(family: "inet", address: AddressText.text(Array(bytes[4..<8])), port: port())
        case 10:
            guard bytes.count >= 24 else { return nil }
            return AuditSocket(family: "inet6", address: AddressText.text(Array(bytes[8..<24])), port: port())
        case 16: return AuditSocket(family: "netlink", port: nil)
        case 17: return AuditSocket(family: "packet")
        default: return AuditSocket(family: String(family))
        }
    }
}
