import Formats
import Hosts
import Knowledge
import Model

/// Whether anything lies at the paths that known families are known for.
enum KnownPaths {
    static let id = "known"

    static func collect(_ collection: inout Collection) {
        for (path, _) in KnownFamilies.paths {
            let place = path.hasSuffix("/") ? RawText(Array(path.bytes.dropLast())) : path
            guard case .success(let status) = collection.host.status(place, followingLast: false) else { continue }
            // Where the folder on the way is a link, the same thing has another name that is no family's own.
            guard collection.host.resolve(place) == place || status.kind == .symbolicLink else { continue }
            if status.kind == .regular {
                if let fact = collection.appraise(place), fact.path == place { collection.facts.knownPaths.append(fact) }
            } else {
                let owner = collection.index.lookup(place)
                collection.facts.knownPaths.append(
                    FileFact(
                        path: place, status: status,
                        record: owner.map { .owned(package: $0.package.name, check: .noDigest) } ?? .unowned))
                guard path.hasSuffix("/"), owner == nil, status.kind == .directory else { continue }
                for name in collection.names(in: place, id, [.files]).prefix(50) {
                    guard let fact = collection.appraise(place.appending(name)), fact.status.kind == .regular, fact.shape.isProgram,
                        fact.record == .unowned, fact.sameContentAs == nil
                    else { continue }
                    collection.facts.knownPaths.append(fact)
                }
            }
        }
    }
}
