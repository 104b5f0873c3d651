import Formats
import Hosts
import Model
import Sys

/// Sockets that the kernel lists while no descriptor of any process or thread leads to them: who has them is hidden, or is
/// the kernel itself.
enum SocketOwners {
    private static let mostDescriptors = 1_000_000

    static func collect(_ collection: inout Collection) {
        guard collection.facts.asRoot, isFirstNamespace(collection.host) else { return }
        let owned = Set(collection.facts.processes.flatMap(\.sockets))
        let asked = collection.facts.sockets.filter { $0.isOfInterest && !owned.contains($0.inode) }.map(\.inode)
        var suspects = Set(asked)
        for _ in 0..<2 {
            guard !suspects.isEmpty else { return }
            do throws(AccessFailure) {
                suspects.subtract(try search(suspects, collection.host))
            } catch {
                collection.gaps.add("sockets", "/proc", error, [.socketProbe])
                return
            }
            // One that was closed meanwhile has no owner and needs none.
            suspects.formIntersection(listed(collection.host))
            Machine.pause(microseconds: 2_000)
        }
        collection.facts.network.withoutOwner = suspects
    }

    /// Elsewhere a socket may belong to a process that cannot be seen from here, in all honesty.
    static func isFirstNamespace(_ host: any HostView) -> Bool {
        if case .success("pid:[4026531836]") = host.linkTarget("/proc/self/ns/pid") { true } else { false }
    }

    /// Which of the sockets a descriptor leads to. A process that does not let its descriptors be seen may have any of them.
    /// Threads share theirs with their process, unless one went its own way, and are asked last.
    private static func search(_ sockets: Set<UInt64>, _ host: any HostView) throws(AccessFailure) -> Set<UInt64> {
        let view = ProcessView.mounted(host)
        let processes = (view.listing() ?? []).sorted()
        var found: Set<UInt64> = []
        var looked = 0
        for asksThreads in [false, true] where found != sockets {
            for process in processes {
                for thread in asksThreads ? view.threads(of: process).subtracting([process]) : [process] {
                    let folder = view.folder(process) + "/task/" + RawText("\(thread)") + "/fd"
                    let names: [RawText]
                    switch host.names(in: folder) {
                    case .success(let found): names = found
                    case .failure(let failure):
                        if case .denied = failure { throw failure }
                        continue
                    }
                    looked += names.count
                    guard looked < mostDescriptors else { throw .tooDeep(limit: mostDescriptors) }
                    for name in names {
                        switch host.linkTarget(folder.appending(name)) {
                        case .success(let target):
                            guard target.hasPrefix("socket:["), let inode = UInt64(target.escaped().dropFirst(8).dropLast()),
                                sockets.contains(inode)
                            else { continue }
                            found.insert(inode)
                        case .failure(let failure):
                            // A security module may show the numbers of descriptors and not where they lead.
                            if case .denied = failure { throw failure }
                        }
                    }
                }
            }
        }
        return found
    }

    private static func listed(_ host: any HostView) -> Set<UInt64> {
        var inodes: Set<UInt64> = []
        for family in NetTableFormat.Family.allCases {
            guard case .success(let content) = host.read(RawText("/proc/net/\(family.rawValue)"), limit: 64 << 20) else { continue }
            inodes.formUnion(NetTableFormat.parse(content.bytes.span, family: family).value.map(\.inode))
        }
        if case .success(let content) = host.read("/proc/net/packet", limit: 16 << 20) {
            inodes.formUnion(PacketTableFormat.parse(content.bytes.span).value.map(\.inode))
        }
        return inodes
    }
}

extension SocketFact {
    /// Whether somebody waits behind it for what comes from outside.
    var isOfInterest: Bool {
        inode != 0 && (isListening && family.hasPrefix("tcp") || family.hasPrefix("raw") || family == "packet")
    }
}
