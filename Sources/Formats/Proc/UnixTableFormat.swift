import Model

/// A socket of /proc/net/unix.
package struct UnixSocketEntry: Hashable, Sendable {
    /// By which a file descriptor of a process names it ("socket:[…]").
    package var inode: UInt64
    /// 1: stream, 2: datagram, 5: sequenced packets.
    package var type: Int
    /// __SO_ACCEPTCON of the flags.
    package var isListening: Bool
    /// SS_CONNECTED of the state.
    package var isConnected: Bool
    /// The file it is bound to, or "@name" in the abstract namespace; nil where it has no name.
    package var path: RawText?

    package init(inode: UInt64, type: Int, isListening: Bool, isConnected: Bool, path: RawText? = nil) {
        (self.inode, self.type, self.isListening) = (inode, type, isListening)
        (self.isConnected, self.path) = (isConnected, path)
    }

    /// The same as a socket of the host; the name has no place there.
    package var socket: SocketFact {
        SocketFact(
            family: "unix", localAddress: "", localPort: 0, remoteAddress: "", remotePort: 0, isListening: isListening,
            isEstablished: isConnected, inode: inode, user: nil)
    }
}

/// /proc/net/unix, after proc_net_unix(5): number, references, protocol, flags, type, state, inode and path.
package enum UnixTableFormat {
    /// The sockets in the kernel's order. The kernel writes paths as they are: one that holds a newline breaks its line, and
    /// the rest of it is a problem.
    package static func parse(_ input: Span<UInt8>) -> Parsed<[UnixSocketEntry]> {
        var sockets: [UnixSocketEntry] = []
        var problems = HostFileProblems()
        HostLine.each(in: input) { line in
            let words = line.bytes.split(separator: 0x20, maxSplits: 7, omittingEmptySubsequences: true)
            if line.number == 1, words.first?.equals("Num") == true { return }
            guard words.count >= 7, words[0].last == 0x3a, let flags = HostNumber.hexadecimal(words[3]),
                let type = HostNumber.hexadecimal(words[4]), type <= 0xffff, let state = HostNumber.hexadecimal(words[5]),
                let inode = HostNumber.decimal(words[6].trimmed)
            else { return problems.add("line is no socket", at: line) }
            sockets.append(
                UnixSocketEntry(
                    inode: inode, type: Int(type), isListening: flags & 0x10000 != 0, isConnected: state == 3,
                    path: words.count > 7 ? RawText(words[7]) : nil))
        }
        return Parsed(sockets, problems: problems.all)
    }
}
