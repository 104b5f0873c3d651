import Formats
import Hosts
import Model

/// The neighbours of what looks suspicious: everything in the folder of an unexplained program that starts by itself out of
/// a hidden, deceptive or world-writable place, or runs from there. The sweep alone would not have kept them.
enum SuspectFolders {
    static let id = "suspects"
    private static let mostFolders = 50
    private static let mostFiles = 2_000

    static func collect(_ collection: inout Collection) async {
        var folders: Set<RawText> = []
        for entry in collection.facts.autoruns {
            for target in entry.targets { if let path = target.path, isSuspect(path, target.file) { folders.insert(folder(of: path)) } }
        }
        for process in collection.facts.processes {
            if let path = process.executable, isSuspect(path, process.executableFile) { folders.insert(folder(of: path)) }
        }
        for file in collection.facts.files where !file.matches.isEmpty || Places.oddFolder(of: file.path) != nil {
            if [.ircBot, .miner, .rootkit, .backdoor, .scanner].contains(where: { kind in file.matches.contains { $0.kind == kind } })
                || Places.oddFolder(of: file.path) != nil
            {
                folders.insert(folder(of: file.path))
            }
        }
        // A folder that a package owns holds the package's files; the sweep has looked at the others in it.
        let index = collection.index
        folders = folders.filter {
            !broad.contains($0) && !Places.isProgramFolder($0) && !Places.isLibraryFolder($0) && !index.contains(folder: $0)
        }
        let known = Set(collection.facts.files.map(\.path))
        let appraiser = Appraiser(index: collection.index, rules: collection.rules)
        let plan = WalkPlan(start: folders.sorted().prefix(mostFolders).map { $0 }, deepest: 8)
        let visitors = await collection.host.walk(plan) { NeighbourVisitor(appraiser: appraiser, known: known, most: mostFiles) }
        for visitor in visitors {
            collection.facts.files += visitor.files
            collection.gaps.add(visitor.gaps)
        }
        var seen: Set<RawText> = []
        collection.facts.files = collection.facts.files.filter { seen.insert($0.path).inserted }.sorted { $0.path < $1.path }
    }

    private static func isSuspect(_ path: RawText, _ file: FileFact?) -> Bool {
        if let file, file.record.isEqual || file.sameContentAs != nil { return false }
        if Places.oddFolder(of: path) != nil { return true }
        if let file, !file.matches.isEmpty || !file.traits.isEmpty, !Places.isSystem(path) { return true }
        return Places.isTemporary(path)
    }

    /// The hidden or deceptive folder on the way, or the folder that the file lies in.
    private static func folder(of path: RawText) -> RawText { Places.oddFolder(of: path) ?? path.parentFolder }

    /// Folders that hold everything and so tell nothing.
    private static let broad: Set<RawText> = [
        "/", "/tmp", "/var/tmp", "/dev/shm", "/etc", "/root", "/home", "/usr", "/var", "/opt", "/srv", "/usr/local/bin", "/usr/local/sbin",
        "/dev",
        "/etc/init.d", "/etc/cron.d", "/var/www", "/var/www/html", "",
    ]
}

/// Judges everything in the folders of suspects.
private struct NeighbourVisitor: WalkVisitor {
    let appraiser: Appraiser
    let known: Set<RawText>
    let most: Int
    var files: [FileFact] = []
    var gaps = GapTally()
    var buffer = [UInt8](repeating: 0, count: 65_536)

    init(appraiser: Appraiser, known: Set<RawText>, most: Int) {
        (self.appraiser, self.known, self.most) = (appraiser, known, most)
    }

    mutating func visit(_ file: borrowing WalkedFile) -> Bool {
        guard files.count < most else { return false }
        if known.contains(file.path) { return true }
        files.append(appraiser.appraise(file, buffer: &buffer, depth: .content).fact)
        return true
    }

    mutating func failed(_ path: RawText, _ failure: AccessFailure) { gaps.add(SuspectFolders.id, path, failure, [.files]) }
}
