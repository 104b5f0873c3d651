import Formats
import Hosts
import Model

/// Libraries that answer for names of accounts and hosts in every program: what nsswitch.conf(5) names and no package brought.
enum NameServiceFiles {
    static let id = "startup"
    private static let kinds: Set<FactKind> = [.autoruns]

    static func collect(_ collection: inout Collection) {
        for path in ["/etc/nsswitch.conf", "/usr/etc/nsswitch.conf"] as [RawText] {
            guard let content = collection.read(path, limit: 256 << 10, id, kinds) else { continue }
            let file = collection.appraise(path)
            var seen: Set<RawText> = []
            for entry in NameServiceFormat.parse(content.bytes.span).value where seen.insert(entry.service).inserted {
                guard !entry.service.contains("/"), let library = library(of: entry.service, &collection), !library.record.isEqual else {
                    continue
                }
                collection.facts.autoruns.append(
                    AutorunEntry(
                        mechanism: .nameService, place: Place(path, line: entry.line), name: entry.service,
                        command: entry.database + ": " + entry.service, file: file,
                        targets: [AutorunTarget(role: .library, written: entry.service, path: library.path, file: library)]))
            }
        }
    }

    private static func library(of service: RawText, _ collection: inout Collection) -> FileFact? {
        let name = "libnss_" + service + ".so.2"
        for folder in LoaderFolders.ofDistribution(collection) {
            let path = folder.appending(name)
            guard case .success = collection.host.status(path, followingLast: true) else { continue }
            return collection.appraise(path)
        }
        return nil
    }
}
