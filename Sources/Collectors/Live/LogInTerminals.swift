import Formats
import Hosts
import Model

/// utmp: the terminals on which somebody is logged in, as the log-in programs wrote them down.
enum LogInTerminals {
    static func collect(_ collection: inout Collection) {
        guard collection.host.kind == .live else { return }
        for path in ["/run/utmp", "/var/run/utmp"] as [RawText] {
            guard case .success(let content) = collection.host.read(path, limit: 4 << 20) else { continue }
            let records = UtmpFormat.parse(content.bytes.span, isLog: false).value
            // In a container nobody writes the file; where the boot is in it, somebody does.
            guard records.contains(where: { $0.kind == .boot || $0.kind == .user }) else { return }
            collection.facts.recordedTerminals = Set(records.filter { $0.kind == .user }.map(\.line))
            return
        }
    }
}
