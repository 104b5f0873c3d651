import Formats
import Hosts
import Model
import Sys

/// Holds the kernel's lists of sockets against each other: /proc/net, netlink, and the ports that cannot be had. What one
/// list shows and another leaves out is looked for again, so that what comes and goes is not taken for hidden.
package enum SocketProbe {
    static let id = "socketProbe"
    private static let looks = 3

    static func collect(_ collection: inout Collection) {
        guard let kernel = collection.host.kernel else {
            return collection.gaps.add(.notRunning(id, [.socketProbe, .packetSockets, .links]))
        }
        let modules = LoadableModules(collection.host)
        packets(kernel, modules, &collection)
        switch kernel.links() {
        case .success(let links): collection.facts.network.links = links
        case .failure(let failure): collection.gaps.add(.unanswered(id, "rtnetlink", failure, [.links]))
        }
        for family in NetTableFormat.Family.allCases {
            let module: RawText = family.isTCP ? "tcp_diag" : [.udp, .udp6].contains(family) ? "udp_diag" : "raw_diag"
            guard modules.has(module) else {
                collection.gaps.add(.notLoaded(id, module, [.socketProbe], isTotal: family == .tcp))
                continue
            }
            switch contradictions(family, collection.host, kernel) {
            case .success(let found): collection.facts.network.contradictions += found
            // A kernel without IPv6 has no list of it.
            case .failure(.absent) where family != .tcp && family != .udp: break
            case .failure(let failure):
                collection.gaps.add(.unanswered(id, RawText(family.rawValue), failure, [.socketProbe], isTotal: family == .tcp))
            }
        }
        if collection.facts.asRoot { collection.facts.network.contradictions += ports(collection.host, kernel) }
        SocketOwners.collect(&collection)
    }

    private static func packets(_ kernel: any KernelAnswers, _ modules: LoadableModules, _ collection: inout Collection) {
        guard modules.has("af_packet_diag") else {
            return collection.gaps.add(.notLoaded(id, "af_packet_diag", [.packetSockets], isTotal: true))
        }
        switch kernel.packetSockets() {
        case .success(let sockets): collection.facts.network.packetSockets = sockets
        case .failure(let failure):
            // Without the file there are no packet sockets to be diagnosed either.
            if case .failure(.absent) = collection.host.read("/proc/net/packet", limit: 1) { return }
            collection.gaps.add(.unanswered(id, "PACKET_DIAG", failure, [.packetSockets], isTotal: true))
        }
    }

    /// Sockets of a family that one list shows in every look and the other in none.
    package static func contradictions(
        _ family: NetTableFormat.Family, _ host: any HostView, _ kernel: any KernelAnswers
    ) -> Result<[SocketContradiction], AccessFailure> {
        var missing: [UInt64: SocketContradiction] = [:]
        var earlier: (proc: Set<UInt64>, netlink: Set<UInt64>)?
        for look in 0...looks {
            if look > 0 { Machine.pause(microseconds: 500) }
            let answer: [SocketFact]
            switch kernel.sockets(family) {
            case .success(let sockets): answer = sockets
            case .failure(let failure): return .failure(failure)
            }
            guard case .success(let content) = host.read(RawText("/proc/net/\(family.rawValue)"), limit: 64 << 20), !content.isCut else {
                return .success([])
            }
            let shown = NetTableFormat.parse(content.bytes.span, family: family).value
            // Inode 0 is of a connection that belongs to no process any more. A port that is only held is in no table.
            let netlink = Dictionary(answer.filter { $0.inode != 0 && !$0.isHeldOnly }.map { ($0.inode, $0) }) { first, _ in first }
            let proc = Dictionary(shown.filter { $0.inode != 0 }.map { ($0.inode, $0) }) { first, _ in first }
            var now: [UInt64: SocketContradiction] = [:]
            for (inode, socket) in netlink where proc[inode] == nil {
                // It was there before as well: no newcomer.
                guard earlier == nil || missing[inode]?.kind == .missingInProc && earlier?.netlink.contains(inode) == true else { continue }
                now[inode] = SocketContradiction(kind: .missingInProc, socket: socket)
            }
            for (inode, socket) in proc where netlink[inode] == nil {
                guard earlier == nil || missing[inode]?.kind == .missingInNetlink && earlier?.proc.contains(inode) == true else { continue }
                now[inode] = SocketContradiction(kind: .missingInNetlink, socket: socket)
            }
            missing = now
            earlier = (Set(proc.keys), Set(netlink.keys))
            if missing.isEmpty { break }
        }
        return .success(missing.values.sorted { $0.socket.inode < $1.socket.inode })
    }

    /// TCP ports that cannot be had although no list shows who has them.
    package static func ports(_ host: any HostView, _ kernel: any KernelAnswers) -> [SocketContradiction] {
        guard LoadableModules(host).has("tcp_diag") else { return [] }
        var suspects: [UInt16]?
        for look in 0..<looks {
            if look > 0 { Machine.pause(microseconds: 20_000) }
            let taken = (suspects ?? Array(1...65_535)).filter { kernel.isPortFree($0) == false }
            guard !taken.isEmpty else { return [] }
            // The lists after the asking: who took the port meanwhile stands in them.
            var known: Set<UInt16> = []
            for family in [NetTableFormat.Family.tcp, .tcp6] {
                if case .success(let sockets) = kernel.sockets(family) { known.formUnion(sockets.map(\.localPort)) }
                if case .success(let content) = host.read(RawText("/proc/net/\(family.rawValue)"), limit: 64 << 20) {
                    known.formUnion(NetTableFormat.parse(content.bytes.span, family: family).value.map(\.localPort))
                }
            }
            suspects = taken.filter { !known.contains($0) }
        }
        let listsHeldPorts = KernelRelease(host).isAtLeast(6, 8)
        return (suspects ?? []).prefix(50).map { port in
            SocketContradiction(
                kind: .portWithoutSocket,
                socket: SocketFact(
                    family: "tcp", localAddress: "", localPort: port, remoteAddress: "", remotePort: 0, isListening: true,
                    isEstablished: false, inode: 0, user: nil), isConclusive: listsHeldPorts)
        }
    }
}

/// The version of the running kernel, from kernel.osrelease.
struct KernelRelease {
    private var major = 0, minor = 0

    init(_ host: any HostView) {
        guard case .success(let content) = host.read("/proc/sys/kernel/osrelease", limit: 256) else { return }
        let parts = content.bytes.split(whereSeparator: { $0 < 0x30 || $0 > 0x39 })
        major = parts.first.flatMap { ProcessTable.number(RawText($0)) }.map { Int($0) } ?? 0
        minor = parts.dropFirst().first.flatMap { ProcessTable.number(RawText($0)) }.map { Int($0) } ?? 0
    }

    func isAtLeast(_ major: Int, _ minor: Int) -> Bool { self.major > major || self.major == major && self.minor >= minor }
}

extension NetTableFormat.Family {
    var isTCP: Bool { self == .tcp || self == .tcp6 }
}

extension Gap {
    /// The kernel did not answer a question.
    static func unanswered(
        _ collector: String, _ subject: RawText, _ failure: AccessFailure, _ kinds: Set<FactKind>, isTotal: Bool = false
    ) -> Gap {
        let reason =
            failure == .absent
            ? Localized(en: "This kernel cannot be asked for it.", ja: "このカーネルには問い合わせる仕組みがありません。") : failure.reason
        return Gap(collector: collector, subject: subject, reason: reason, facts: kinds, isTotal: isTotal)
    }

    /// To ask would make the kernel run the host's modprobe.
    static func notLoaded(_ collector: String, _ module: RawText, _ kinds: Set<FactKind>, isTotal: Bool) -> Gap {
        Gap(
            collector: collector, subject: module,
            reason: Localized(
                en: "This module is not loaded, and to ask would make the kernel run a program of the host to load it.",
                ja: "この部品(モジュール)は組み込まれておらず、問い合わせるとサーバー側のプログラムが動いてしまうため、調べません。"),
            facts: kinds, isTotal: isTotal)
    }
}
