import Model

/// /proc/net/packet, after packet(7) and packet_seq_show of net/packet/af_packet.c: sockets that see frames of the network.
package enum PacketTableFormat {
    /// The sockets in the kernel's order. The local port is the protocol of if_ether.h (3: every frame), or 0 while none is bound.
    package static func parse(_ input: Span<UInt8>) -> Parsed<[SocketFact]> {
        var sockets: [SocketFact] = []
        var problems = HostFileProblems()
        HostLine.each(in: input) { line in
            // Socket, references, type, protocol, interface, running, memory, user, inode.
            let words = line.words
            if line.number == 1, words.first?.equals("sk") == true { return }
            guard words.count >= 9, let ether = HostNumber.hexadecimal(words[3]).flatMap({ UInt16(exactly: $0) }),
                let inode = HostNumber.decimal(words[8])
            else { return problems.add("line is no packet socket", at: line) }
            sockets.append(
                SocketFact(
                    family: "packet", localAddress: "", localPort: ether, remoteAddress: "", remotePort: 0,
                    isListening: words[5].equals("1"), isEstablished: false, inode: inode,
                    user: HostNumber.decimal(words[7]).flatMap { UInt32(exactly: $0) }))
        }
        return Parsed(sockets, problems: problems.all)
    }
}
