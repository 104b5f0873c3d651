import Model
import Provenance

extension Detector {
    /// A program that sees traffic below the ports, and that nothing explains.
    static let rawListener = Detector(
        id: "socket.raw.listener",
        title: Localized(en: "A program watches the network below its ports", ja: "ポートを使わずに通信を見ているプログラムがあります"),
        claim: Localized(
            en:
                "A program that no package brought holds a raw or packet socket: it sees what arrives for anybody, without a port of its own. Backdoors wait so for a secret packet (BPFDoor).",
            ja: "配布元の分からないプログラムが、ポートを開かずに届く通信を見ています。合図の通信を待つ裏口(BPFDoor など)がこの形です。"),
        techniques: ["T1205.002", "T1040"], aspect: .access, needs: [.sockets, .processes],
        misses: Localized(
            en: "Programs in another network namespace, and filters that are themselves small programs of the kernel (XDP, tc).",
            ja: "別のネットワーク名前空間のプログラムと、カーネル内のプログラム(XDP、tc)による待ち受けは分かりません。"),
        references: ["https://attack.mitre.org/techniques/T1205/002/"]
    ) { situation in
        let filters = Dictionary(
            situation.facts.network.packetSockets.map { ($0.inode, $0) }, uniquingKeysWith: { first, _ in first })
        let bare = situation.facts.sockets.filter { $0.family == "packet" || $0.family.hasPrefix("raw") }
        var claims: [Claim] = []
        for socket in bare {
            let filter = filters[socket.inode]?.filter ?? []
            let magic = SecretPacket.values(in: filter)
            let owners = situation.facts.processes.filter { $0.sockets.contains(socket.inode) }
            for owner in owners {
                let severity: Severity
                switch ProgramStanding.of(owner) {
                case .packaged, .elsewhere:
                    guard !magic.isEmpty else { continue }
                    severity = .high
                case .ownInstallation:
                    // A capture program, a probe of the network, a router: from outside the packages, but plausible.
                    severity = magic.isEmpty ? .low : .critical
                case .strange: severity = .critical
                }
                var how = Localized(
                    en: "Process \(owner.pid) (\(owner.executable ?? owner.name)) holds a \(RawText(socket.family)) socket",
                    ja: "プロセス \(owner.pid)(\(owner.executable ?? owner.name))が \(RawText(socket.family)) ソケットを持っています")
                if !filter.isEmpty {
                    how = how + Localized(en: ", with a filter of \(filter.count) instructions", ja: "(\(filter.count) 命令の絞り込み付き)")
                }
                if !magic.isEmpty {
                    how =
                        how
                        + Localized(
                            en: "; the filter waits for the secret value \(list: magic)", ja: "。絞り込みは合図の値 \(list: magic) を待っています")
                }
                claims.append(
                    Claim(
                        severity, severity == .critical ? .likely : .possible,
                        Subject(.process, path: owner.executable, pid: owner.pid, name: RawText(socket.family)),
                        explanation: how + Localized(en: ".", ja: "。"),
                        evidence: [
                            EvidenceItem(
                                .socket, source: "socketProbe", path: RawText("/proc/net/\(socket.family)"),
                                text: RawText("inode \(socket.inode) protocol \(socket.localPort) filter \(filter.count)"))
                        ]
                            + filter.prefix(6).map {
                                EvidenceItem(
                                    .socket, source: "socketProbe",
                                    text: RawText(
                                        "{ 0x\(String($0.code, radix: 16)), \($0.ifTrue), \($0.ifFalse), 0x\(String($0.value, radix: 16)) }"
                                    ))
                            }, nextSteps: [.isolate], related: [owner.executable].compactMap { $0 }))
            }
        }
        return claims
    }

    /// A network device that listens to everything, for no reason that can be seen.
    static let promiscuousLink = Detector(
        id: "network.promiscuous",
        title: Localized(en: "A network device listens to everything", ja: "ネットワーク機器が、すべての通信を聞く状態です"),
        claim: Localized(
            en:
                "A network device is in promiscuous mode, and neither a bridge nor a packaged program nor the administrator's own setting explains it.",
            ja: "ネットワーク機器が、自分宛てでない通信まで受け取る状態です。ブリッジや正規のプログラム、管理者の設定では説明が付きません。"),
        techniques: ["T1040"], aspect: .activity, needs: [.links, .packetSockets, .processes],
        misses: Localized(en: "Sniffers that are content with what arrives for this machine.", ja: "自分宛ての通信だけを盗み聞きするものは分かりません。"),
        severities: .low ... .high
    ) { situation in
        let links = situation.facts.network.links
        let carried = Set(links.compactMap(\.lower))
        return links.compactMap { link in
            guard let count = link.promiscuity, count > 0, link.master == nil, !carried.contains(link.index) else { return nil }
            let listeners = situation.facts.network.packetSockets.filter { $0.promiscuousLinks.contains(link.index) }
            let owners = listeners.flatMap { socket in situation.facts.processes.filter { $0.sockets.contains(socket.inode) } }
            let standings = owners.map(ProgramStanding.of)
            let severity: Severity
            if standings.contains(.strange) {
                severity = .high
            } else if owners.isEmpty, !listeners.isEmpty, SocketOwnership.isComplete(situation.facts) {
                severity = .medium
            } else if standings.contains(.ownInstallation) || owners.isEmpty && !link.isDeclared {
                severity = .low
            } else {
                return nil
            }
            return Claim(
                severity, severity == .high ? .likely : .possible, Subject(.host, name: link.name),
                explanation: Localized(
                    en: "\(link.name) is kept in promiscuous mode by \(count)", ja: "\(link.name) は \(count) 件の要求で、すべてを聞く状態になっています")
                    + (owners.isEmpty
                        ? Localized(en: ", and no program can be seen that asked for it.", ja: "。求めたプログラムは見当たりません。")
                        : Localized(en: ": \(list: owners.compactMap(\.executable)).", ja: ": \(list: owners.compactMap(\.executable))。")),
                evidence: [
                    EvidenceItem(
                        .record, source: "socketProbe",
                        text: link.name + RawText(" promiscuity \(count) flags 0x\(String(link.flags, radix: 16))"))
                ], related: owners.compactMap(\.executable))
        }
    }
}

/// Whether the owners of sockets can be told at all here.
enum SocketOwnership {
    static func isComplete(_ facts: Facts) -> Bool {
        facts.asRoot && facts.gaps.allSatisfy { !$0.facts.contains(.processes) || !$0.isTotal }
    }
}

/// Filters that wait for a secret value in what arrives.
enum SecretPacket {
    /// Values by which the published variants of BPFDoor know their master (Trend Micro and Elastic Security Labs, 2022 to 2025).
    private static let published: Set<UInt32> = [0x5293, 0x7255, 0x3939_3939]

    /// The values that a filter compares with and that are those of a known backdoor; none where it names one address family,
    /// one protocol and ports alone, as filters of DHCP clients and capture programs do.
    static func values(in filter: [FilterInstruction]) -> [RawText] {
        let compared = Set(filter.filter(\.comparesWithValue).map(\.value))
        return compared.intersection(published).sorted().map { RawText("0x" + String($0, radix: 16)) }
    }
}
