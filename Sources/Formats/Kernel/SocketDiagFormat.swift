import Model

/// Answers of sock_diag(7) for sockets of the internet and the unix family.
package enum SocketDiagFormat {
    /// Sockets of one family and protocol (`struct inet_diag_msg` of linux/inet_diag.h), in the kernel's order. A state of
    /// 13 (TCP_BOUND_INACTIVE) is a port that somebody has and does not use. For raw sockets the local port is the protocol.
    package static func inet(_ input: Span<UInt8>, family: NetTableFormat.Family) -> Parsed<[SocketFact]> {
        var sockets: [SocketFact] = []
        var short = HostFileProblems()
        let frame = NetlinkMessages.each(in: input) { range in
            guard range.count >= 72 else { return short.add("message is too short for a socket", at: range.lowerBound) }
            let place = range.lowerBound
            let size = input[place] == 2 ? 4 : 16
            let state = input[place + 1]
            let isTCP = family == .tcp || family == .tcp6
            var socket =
                SocketFact(
                    family: family.rawValue, localAddress: AddressText.text(bytes(input, place + 8, size)),
                    localPort: UInt16(BinaryField.unsigned(input, place + 4, bytes: 2, isBigEndian: true)),
                    remoteAddress: AddressText.text(bytes(input, place + 24, size)),
                    remotePort: UInt16(BinaryField.unsigned(input, place + 6, bytes: 2, isBigEndian: true)),
                    isListening: state == (isTCP ? 0x0a : 0x07), isEstablished: state == 0x01,
                    inode: BinaryField.unsigned(input, place + 68, bytes: 4, isBigEndian: false),
                    user: UInt32(BinaryField.unsigned(input, place + 64, bytes: 4, isBigEndian: false)))
            socket.isHeldOnly = isTCP && state == 0x0d
            sockets.append(socket)
        }
        return Parsed(sockets, problems: frame.all + short.all)
    }

    /// Inodes of the sockets of the unix family (`struct unix_diag_msg`).
    package static func unix(_ input: Span<UInt8>) -> Parsed<[UInt64]> {
        var inodes: [UInt64] = []
        var short = HostFileProblems()
        let frame = NetlinkMessages.each(in: input) { range in
            guard range.count >= 16 else { return short.add("message is too short for a socket", at: range.lowerBound) }
            inodes.append(BinaryField.unsigned(input, range.lowerBound + 4, bytes: 4, isBigEndian: false))
        }
        return Parsed(inodes, problems: frame.all + short.all)
    }

    private static func bytes(_ input: Span<UInt8>, _ place: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { input[place + $0] }
    }
}

/// Answers of sock_diag(7) for packet sockets, after linux/packet_diag.h.
package enum PacketDiagFormat {
    /// The kernel takes filters of at most 4,096 instructions (BPF_MAXINSNS).
    private static let mostInstructions = 4_096

    /// The sockets with what they listen for.
    package static func parse(_ input: Span<UInt8>) -> Parsed<[PacketSocketFact]> {
        var sockets: [PacketSocketFact] = []
        var short = HostFileProblems()
        let frame = NetlinkMessages.each(in: input) { range in
            guard range.count >= 16 else { return short.add("message is too short for a socket", at: range.lowerBound) }
            let place = range.lowerBound
            var socket = PacketSocketFact(
                inode: BinaryField.unsigned(input, place + 4, bytes: 4, isBigEndian: false),
                protocolNumber: UInt16(NetlinkMessages.number(input, place + 2, 2)))
            NetlinkMessages.attributes(input, (place + 16)..<range.upperBound) { type, part in
                switch type {
                // PACKET_DIAG_INFO: link, version, reserve, copy threshold, offset, flags.
                case 0 where part.count >= 4: socket.link = Int32(truncatingIfNeeded: NetlinkMessages.number(input, part.lowerBound, 4))
                case 1: socket.promiscuousLinks += memberships(input, part)
                // PACKET_DIAG_FILTER.
                case 7: socket.filter = instructions(input, part)
                default: break
                }
            }
            sockets.append(socket)
        }
        return Parsed(sockets, problems: frame.all + short.all)
    }

    /// PACKET_DIAG_MCLIST: `struct packet_diag_mclist` each of 44 bytes; type 1 is PACKET_MR_PROMISC.
    private static func memberships(_ input: Span<UInt8>, _ range: Range<Int>) -> [Int32] {
        var links: [Int32] = []
        var place = range.lowerBound
        while range.upperBound - place >= 44, links.count < 1_000 {
            if NetlinkMessages.number(input, place + 8, 2) == 1 {
                links.append(Int32(truncatingIfNeeded: NetlinkMessages.number(input, place, 4)))
            }
            place += 44
        }
        return links
    }

    /// `struct sock_filter` each of eight bytes.
    static func instructions(_ input: Span<UInt8>, _ range: Range<Int>) -> [FilterInstruction] {
        var instructions: [FilterInstruction] = []
        var place = range.lowerBound
        while range.upperBound - place >= 8, instructions.count < mostInstructions {
            instructions.append(
                FilterInstruction(
                    code: UInt16(NetlinkMessages.number(input, place, 2)), ifTrue: input[place + 2], ifFalse: input[place + 3],
                    value: UInt32(BinaryField.unsigned(input, place + 4, bytes: 4, isBigEndian: false))))
            place += 8
        }
        return instructions
    }
}

/// Answers of rtnetlink(7) to RTM_GETLINK.
package enum LinkInfoFormat {
    /// The network links in the kernel's order.
    package static func parse(_ input: Span<UInt8>) -> Parsed<[NetworkLink]> {
        var links: [NetworkLink] = []
        var short = HostFileProblems()
        let frame = NetlinkMessages.each(in: input) { range in
            guard range.count >= 16 else { return short.add("message is too short for a link", at: range.lowerBound) }
            let place = range.lowerBound
            var link = NetworkLink(
                index: Int32(truncatingIfNeeded: NetlinkMessages.number(input, place + 4, 4)), name: "",
                flags: UInt32(BinaryField.unsigned(input, place + 8, bytes: 4, isBigEndian: false)))
            NetlinkMessages.attributes(input, (place + 16)..<range.upperBound) { type, part in
                let value = part.count >= 4 ? BinaryField.unsigned(input, part.lowerBound, bytes: 4, isBigEndian: false) : nil
                switch type {
                // IFLA_IFNAME 3, IFLA_LINK 5, IFLA_MASTER 10, IFLA_PROMISCUITY 30 of linux/if_link.h.
                case 3: link.name = BinaryField.text(input, part.lowerBound, part.count)
                case 5: link.lower = value.map { Int32(truncatingIfNeeded: Int64($0)) }
                case 10: link.master = value.map { Int32(truncatingIfNeeded: Int64($0)) }
                case 30: link.promiscuity = value.map { UInt32($0) }
                default: break
                }
            }
            links.append(link)
        }
        return Parsed(links, problems: frame.all + short.all)
    }
}
