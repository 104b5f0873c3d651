import Model

/// /proc/net/tcp, tcp6, udp, udp6, raw and raw6, after proc_net_tcp(5) and Documentation/networking/proc_net_tcp.rst.
package enum NetTableFormat {
    /// The file below /proc/net.
    package enum Family: String, Sendable, Hashable, CaseIterable {
        case tcp, tcp6, udp, udp6, raw, raw6
    }

    /// The sockets in the kernel's order. For raw sockets the local port is the protocol.
    ///
    /// A UDP or raw socket without a peer waits for anybody (state 07) and counts as listening. Addresses are read as a
    /// little-endian machine writes them.
    package static func parse(_ input: Span<UInt8>, family: Family) -> Parsed<[SocketFact]> {
        var sockets: [SocketFact] = []
        var problems = HostFileProblems()
        HostLine.each(in: input) { line in
            let words = line.words
            if line.number == 1, words.first?.equals("sl") == true { return }
            guard words.count >= 10, let local = endpoint(words[1]), let remote = endpoint(words[2]),
                let state = HostNumber.hexadecimal(words[3]), let inode = HostNumber.decimal(words[9])
            else { return problems.add("line is no socket", at: line) }
            let isTCP = family == .tcp || family == .tcp6
            sockets.append(
                SocketFact(
                    family: family.rawValue, localAddress: local.address, localPort: local.port, remoteAddress: remote.address,
                    remotePort: remote.port, isListening: state == (isTCP ? 0x0a : 0x07), isEstablished: state == 0x01, inode: inode,
                    user: HostNumber.decimal(words[7]).flatMap { UInt32(exactly: $0) }))
        }
        return Parsed(sockets, problems: problems.all)
    }

    /// "0100007F:0016": words of four bytes in hexadecimal, the lowest byte last, and the port.
    private static func endpoint(_ text: ArraySlice<UInt8>) -> (address: String, port: UInt16)? {
        guard let colon = text.firstIndex(of: 0x3a) else { return nil }
        let digits = Array(text[..<colon])
        guard digits.count == 8 || digits.count == 32,
            let port = HostNumber.hexadecimal(text[(colon + 1)...]).flatMap({ UInt16(exactly: $0) })
        else { return nil }
        var bytes: [UInt8] = []
        for word in 0..<digits.count / 8 {
            for index in [6, 4, 2, 0] {
                let place = word * 8 + index
                guard let high = HostNumber.hexDigit(digits[place]), let low = HostNumber.hexDigit(digits[place + 1]) else { return nil }
                bytes.append(high << 4 | low)
            }
        }
        return (AddressText.text(bytes), port)
    }
}
