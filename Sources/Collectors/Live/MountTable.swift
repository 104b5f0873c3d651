import Formats
import Hosts
import Model

/// The mounts of the running host, as our own process sees them.
enum MountTable {
    static func collect(_ collection: inout Collection) {
        guard collection.host.kind == .live else { return }
        guard let content = collection.read("/proc/self/mountinfo", limit: 16 << 20, "mounts", [.mounts]) else { return }
        collection.facts.mounts = MountInfoFormat.parse(content.bytes.span).value
    }
}
