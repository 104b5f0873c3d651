import Model
import Provenance

extension Detector {
    /// A shell whose input and output are a network connection.
    static let remoteShell = Detector(
        id: "process.shell.remote",
        title: Localized(en: "Somebody outside holds a shell", ja: "外部の誰かが、いまこのサーバーを操作できる状態です"),
        claim: Localized(
            en: "Standard input and output of a shell or an interpreter are a network socket.",
            ja: "命令を受け付けるプログラム(シェル)の入出力が、ネットワークに直結しています。"),
        techniques: ["T1059.004", "T1095"], aspect: .activity, needs: [.processes, .sockets],
        misses: Localized(
            en: "Shells behind a pipe or a pseudo-terminal, and a script that a super-server starts for every connection.",
            ja: "パイプや仮想端末をはさんだものと、接続のたびに起動される正規のスクリプトは分かりません。")
    ) { situation in
        let inet = Dictionary(
            situation.facts.sockets.filter { $0.family.hasPrefix("tcp") || $0.family.hasPrefix("udp") }.map { ($0.inode, $0) },
            uniquingKeysWith: { first, _ in first })
        let listening = Set(situation.facts.sockets.filter { $0.isListening }.map(\.localPort))
        let byNumber = Dictionary(situation.facts.processes.map { ($0.pid, $0) }, uniquingKeysWith: { first, _ in first })
        return situation.facts.processes.compactMap { process in
            guard let executable = process.executable,
                let socket = process.standardSockets.compactMap({ inet[$0] }).first(where: { $0.isEstablished })
            else { return nil }
            let isInbound = listening.contains(socket.localPort)
            if isShell(executable.lastComponent) {
                if isInbound, isServed(process, by: byNumber[process.parent]) { return nil }
            } else {
                // Servers written for interpreters make a connection their input (Net::Server of Perl), and a program that
                // closed its input gets its number for the next connection that it opens.
                let isWhole = process.standardSockets.count { $0 == socket.inode } >= 2
                guard isInterpreter(executable.lastComponent), isWhole, !isInbound else { return nil }
            }
            return Claim(
                .critical, .certain,
                Subject(.process, path: executable, pid: process.pid, address: socket.remoteAddress, name: process.name),
                explanation: Localized(
                    en:
                        "Process \(process.pid) (\(executable)) takes its commands from \(RawText(socket.remoteAddress)), port \(socket.remotePort).",
                    ja: "プロセス \(process.pid)(\(executable))は、\(RawText(socket.remoteAddress)) のポート \(socket.remotePort) から命令を受けています。"),
                evidence: [
                    EvidenceItem(
                        .socket, source: "sockets",
                        text: RawText("\(socket.localAddress):\(socket.localPort) → \(socket.remoteAddress):\(socket.remotePort)"))
                ], nextSteps: [.isolate], times: process.started.map { [TimeMark($0, .active, clock: .system)] } ?? [])
        }
    }

    /// Whether inetd, xinetd or systemd started it for a connection, to run a script of its own (an agent of a monitoring system).
    private static func isServed(_ process: ProcessFact, by parent: ProcessFact?) -> Bool {
        guard let parent, let server = parent.executable?.lastComponent,
            ["systemd", "xinetd", "inetd", "init", "tcpd", "tcpserver"].contains(server),
            let script = process.arguments.dropFirst().first(where: { !$0.hasPrefix("-") }), script.hasPrefix("/")
        else { return false }
        return !Places.isTemporary(script) && Places.oddFolder(of: script) == nil && !script.hasPrefix("/dev/")
    }

    private static func isShell(_ name: RawText) -> Bool {
        ["sh", "bash", "dash", "ash", "zsh", "ksh", "mksh", "busybox", "fish", "tcsh", "csh"].contains(name)
    }

    private static func isInterpreter(_ name: RawText) -> Bool {
        return ["python", "perl", "php", "ruby"].contains { (prefix: RawText) in name.hasPrefix(prefix) && name.count <= prefix.count + 4 }
    }

    /// A connection to the ports of chat servers from a program that nothing explains.
    static let botConnection = Detector(
        id: "bot.connection",
        title: Localized(en: "A program talks to a chat server", ja: "不審なプログラムがチャットサーバーと通信しています"),
        claim: Localized(
            en: "A process whose program no package explains is connected to a port that IRC servers use.",
            ja: "出所の分からないプログラムが、ボットの操作に使われるチャット(IRC)のポートにつながっています。"),
        techniques: ["T1071"], aspect: .activity, needs: [.processes, .sockets],
        misses: Localized(en: "Bots that talk over other ports, such as 443.", ja: "443 番など別のポートを使うものは分かりません。")
    ) { situation in
        var owners: [UInt64: ProcessFact] = [:]
        for process in situation.facts.processes { for inode in process.sockets { owners[inode] = process } }
        return situation.facts.sockets.compactMap { socket in
            guard socket.family.hasPrefix("tcp"), socket.isEstablished, ircPorts.contains(socket.remotePort),
                let process = owners[socket.inode],
                process.executableFile.map({ !Origin.of($0).isExplained || Places.isTemporary($0.path) }) ?? true
            else { return nil }
            // 7000 is the port of many other things; only a program that is odd for another reason is taken for a bot.
            if socket.remotePort == 7000, !isOdd(process) { return nil }
            let isInside = isPrivate(socket.remoteAddress) && !isOdd(process)
            return Claim(
                isInside ? .low : .high, isInside ? .possible : .likely,
                Subject(.socket, path: process.executable, pid: process.pid, address: socket.remoteAddress, name: process.name),
                explanation: Localized(
                    en:
                        "Process \(process.pid) (\(process.name)) is connected to \(RawText(socket.remoteAddress)), port \(socket.remotePort), where chat servers listen.",
                    ja:
                        "プロセス \(process.pid)(\(process.name))が、チャットサーバーの使うポート \(socket.remotePort) で \(RawText(socket.remoteAddress)) とつながっています。"
                ),
                evidence: [
                    EvidenceItem(
                        .socket, source: "sockets",
                        text: RawText("\(socket.localAddress):\(socket.localPort) → \(socket.remoteAddress):\(socket.remotePort)"))
                ], nextSteps: [.isolate], related: [process.executable].compactMap { $0 })
        }
    }

    private static func isOdd(_ process: ProcessFact) -> Bool {
        guard let path = process.executable else { return true }
        return process.executableDeleted || Places.isTemporary(path) || Places.oddFolder(of: path) != nil
            || process.executableFile.map { !$0.matches.isEmpty } ?? false
    }

    /// Addresses of a house's own network (RFC 1918, RFC 4193, loopback): a chat server of the house.
    private static func isPrivate(_ address: String) -> Bool {
        let mapped = address.hasPrefix("::ffff:") ? String(address.dropFirst(7)) : address
        let parts = mapped.split(separator: ".").compactMap { UInt8($0) }
        guard parts.count == 4 else {
            return address == "::1" || address.hasPrefix("fc") || address.hasPrefix("fd") || address.hasPrefix("fe80:")
        }
        return parts[0] == 10 || parts[0] == 127 || parts[0] == 192 && parts[1] == 168 || parts[0] == 172 && parts[1] & 0xf0 == 16
    }

    /// Ports registered for IRC (IANA service names) and those that IRC networks commonly offer beside them.
    private static let ircPorts: Set<UInt16> = [194, 994, 6660, 6661, 6662, 6663, 6664, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 7000]
}
