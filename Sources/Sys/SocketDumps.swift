import CLinux
import Model

/// Lists of the kernel that are asked for by netlink instead of being read as files: a second vantage on them.
package enum NetlinkList: Hashable, Sendable {
    case tcp, tcp6, udp, udp6, raw, raw6, packet, unix, links
}

extension Machine {
    /// The most that is taken of one list: 64 MiB, some 500,000 sockets.
    private static let mostListed = 64 << 20

    /// A list as the messages that the kernel sent. The corresponding call is `sendto` on a socket of NETLINK_SOCK_DIAG or
    /// NETLINK_ROUTE.
    package static func list(_ list: NetlinkList) throws(Errno) -> [UInt8] {
        var size = 1 << 18
        var attempts = 0
        while true {
            var buffer = [UInt8](repeating: 0, count: size)
            let length = unsafe ask(list, &buffer, size)
            let failed = Errno(Int32(truncatingIfNeeded: -length))
            if length < 0, failed == .tooLong, size < mostListed {
                size *= 4
            } else if length < 0, failed == .interrupted, attempts < 8 {
                attempts += 1
            } else {
                buffer.removeLast(size - (try Errno.check(length)))
                return buffer
            }
        }
    }

    private static func ask(_ list: NetlinkList, _ buffer: UnsafeMutablePointer<UInt8>, _ size: Int) -> Int {
        // AF_INET 2, AF_INET6 10; IPPROTO_TCP 6, IPPROTO_UDP 17, IPPROTO_RAW 255.
        switch list {
        case .tcp: unsafe clinux_dump_inet(2, 6, buffer, size)
        case .tcp6: unsafe clinux_dump_inet(10, 6, buffer, size)
        case .udp: unsafe clinux_dump_inet(2, 17, buffer, size)
        case .udp6: unsafe clinux_dump_inet(10, 17, buffer, size)
        case .raw: unsafe clinux_dump_inet(2, 255, buffer, size)
        case .raw6: unsafe clinux_dump_inet(10, 255, buffer, size)
        case .packet: unsafe clinux_dump_packet(buffer, size)
        case .unix: unsafe clinux_dump_unix(buffer, size)
        case .links: unsafe clinux_dump_links(buffer, size)
        }
    }

    /// Whether nobody has a TCP port; nil where it could not be asked. Nothing is listened to, and the port is given back at
    /// once. The corresponding call is `bind`.
    package static func isPortFree(_ port: UInt16) -> Bool? {
        let answer = clinux_port_is_free(port)
        return answer < 0 ? nil : answer == 1
    }
}
