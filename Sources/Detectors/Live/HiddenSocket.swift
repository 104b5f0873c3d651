import Model
import Provenance

extension Detector {
    /// A connection or a port that one list of the kernel shows and another does not.
    static let hiddenSocket = Detector(
        id: "socket.hidden",
        title: Localized(en: "A connection is hidden", ja: "隠された通信があります"),
        claim: Localized(
            en:
                "Two lists of the kernel, /proc/net and netlink, do not agree on a socket, looked at four times; or a TCP port cannot be had although no list shows who has it.",
            ja: "カーネルの二つの一覧(/proc/net と netlink)で通信の有無が食い違っているか、誰も使っていないはずのポートが塞がっています。四度確かめています。"),
        techniques: ["T1014", "T1205"], aspect: .hiding, needs: [.sockets, .socketProbe],
        misses: Localized(
            en: "A socket that is left out of every list, on UDP or in another network namespace.",
            ja: "すべての一覧から消された UDP の通信や、別のネットワーク名前空間の通信は分かりません。")
    ) { situation in
        situation.facts.network.contradictions.map { contradiction in
            let socket = contradiction.socket
            let name = RawText("\(socket.family) \(socket.localAddress) port \(socket.localPort)")
            let liar: Localized
            switch contradiction.kind {
            case .missingInProc:
                liar = Localized(
                    en: "Netlink tells of it, and /proc/net/\(RawText(socket.family)) leaves it out: that list was made to lie.",
                    ja: "netlink には出てきますが、/proc/net/\(RawText(socket.family)) には出てきません。この一覧が嘘をつくように変えられています。")
            case .missingInNetlink:
                liar = Localized(
                    en: "/proc/net/\(RawText(socket.family)) shows it, and netlink, which ss(8) asks, leaves it out.",
                    ja: "/proc/net/\(RawText(socket.family)) には出てきますが、ss コマンドが使う netlink には出てきません。")
            case .portWithoutSocket:
                liar = Localized(
                    en: "Nobody can have this port, and neither /proc/net nor netlink shows who has it.",
                    ja: "このポートは塞がっているのに、どの一覧にも使っている相手が出てきません。")
            }
            return Claim(
                contradiction.isConclusive ? .critical : .low, contradiction.isConclusive ? .certain : .possible,
                Subject(.socket, address: socket.remotePort == 0 ? nil : socket.remoteAddress, name: name),
                explanation: Localized(en: "\(name): ", ja: "\(name):") + liar,
                evidence: [
                    EvidenceItem(
                        .socket, source: "socketProbe",
                        text: RawText(
                            "\(socket.family) \(socket.localAddress):\(socket.localPort) → \(socket.remoteAddress):\(socket.remotePort) inode \(socket.inode)"
                        ))
                ], nextSteps: [.isolate])
        }
    }

    /// A socket that no process has.
    static let ownerlessSocket = Detector(
        id: "socket.owner.missing",
        title: Localized(en: "Nobody owns a socket that listens", ja: "持ち主のいない待ち受けがあります"),
        claim: Localized(
            en: "A raw, packet or listening TCP socket is listed by the kernel, and no descriptor of any process or thread leads to it.",
            ja: "カーネルの一覧にある待ち受けが、どのプロセスのものでもありません。持ち主が隠されています。"),
        techniques: ["T1014", "T1205.002"], aspect: .hiding, needs: [.sockets, .socketProbe, .processes],
        misses: Localized(
            en: "In a container the owner may be outside, so nothing is said there.", ja: "コンテナーの中では、持ち主が外にいることがあるため判断しません。"),
        severities: .low ... .high
    ) { situation in
        let known = Set(situation.facts.processes.flatMap(\.sockets))
        return situation.facts.sockets.compactMap { socket in
            guard situation.facts.network.withoutOwner.contains(socket.inode), !known.contains(socket.inode) else { return nil }
            let isBare = !socket.family.hasPrefix("tcp")
            // File servers, tunnels and block devices of the kernel listen themselves.
            let server = situation.facts.kernel.modules.first { KernelServers.names.contains($0.name) }
            let isKernel = !isBare && socket.user == 0 && (server != nil || KernelServers.ports.contains(socket.localPort))
            let name = RawText("\(socket.family) port \(socket.localPort)")
            return Claim(
                isBare ? .high : isKernel ? .low : .medium, isBare ? .likely : .possible, Subject(.socket, name: name),
                explanation: Localized(
                    en: "The kernel lists a socket (\(name), inode \(socket.inode)) that no process holds.",
                    ja: "カーネルの一覧に、どのプロセスも持っていないソケット(\(name)、番号 \(socket.inode))があります。"),
                evidence: [
                    EvidenceItem(
                        .socket, source: "sockets", path: RawText("/proc/net/\(socket.family)"), text: RawText("inode \(socket.inode)"))
                ])
        }
    }
}

/// Servers inside the kernel that listen without a process.
enum KernelServers {
    static let names: Set<RawText> = [
        "nfsd", "lockd", "sunrpc", "nfs", "ksmbd", "iscsi_target_mod", "nvmet_tcp", "dlm", "rxrpc", "drbd", "ocfs2_nodemanager", "smc",
        "rds_tcp",
        "tipc", "libceph", "cifs", "iscsi_tcp", "nbd",
    ]
    /// NFS 2049, its lock manager and port mapper, SMB 445, iSCSI 3260, DLM 21064, NVMe 4420.
    static let ports: Set<UInt16> = [111, 445, 2049, 3260, 4420, 7777, 21064]
}
