import Formats
import Hosts
import Model

/// The sockets of the running host, from procfs.
enum SocketTables {
    static func collect(_ collection: inout Collection) {
        guard collection.host.kind == .live else {
            collection.gaps.add(.notRunning("sockets", [.sockets]))
            return
        }
        for family in NetTableFormat.Family.allCases {
            guard let content = collection.read(RawText("/proc/net/\(family.rawValue)"), limit: 64 << 20, "sockets", [.sockets]) else {
                continue
            }
            collection.facts.sockets += NetTableFormat.parse(content.bytes.span, family: family).value
        }
        if let content = collection.read("/proc/net/packet", limit: 16 << 20, "sockets", [.sockets]) {
            collection.facts.sockets += PacketTableFormat.parse(content.bytes.span).value
        }
    }
}

extension Gap {
    /// A host that does not run has no processes to ask.
    static func notRunning(_ collector: String, _ kinds: Set<FactKind>) -> Gap {
        Gap(
            collector: collector,
            reason: Localized(
                en: "A folder was examined, not a running machine: what runs and which connections are open cannot be seen in it.",
                ja: "動いている機械ではなくフォルダーを調べたため、いま何が動き、どこと通信しているかは分かりません。"),
            facts: kinds, isTotal: true)
    }
}
