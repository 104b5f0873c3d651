import Hosts
import Model

/// One disk held against one view of it.
struct RawComparison {
    /// An entry that the view leaves out.
    struct Suspect {
        var path: RawText
        var folder: RawText
        var name: RawText
        var parent: UInt32
        var inode: UInt32
        var status: FileStatus
    }

    private static let mostFolders = 300_000
    private static let mostEntries = 6_000_000
    private static let mostSuspects = 2_000
    /// What is younger may be in one view and not yet in the other.
    private static let settled = 300

    let disk: any RawDisk
    let view: any HostView
    let now: Timestamp
    private(set) var suspects: [Suspect] = []
    /// Folders that one of the views could not read.
    private(set) var unread = 0
    /// The limit that was reached.
    private(set) var limit: Int?
    /// Whether the top folders have hardly a name in common.
    private(set) var isForeign = false

    init(disk: any RawDisk, view: any HostView, now: Timestamp) { (self.disk, self.view, self.now) = (disk, view, now) }

    mutating func run(from top: UInt32, without covered: Set<RawText>) {
        var pending: [(inode: UInt32, path: RawText)] = [(top, "/")]
        var folders = 0, entries = 0
        while let (inode, path) = pending.popLast() {
            folders += 1
            guard folders <= RawComparison.mostFolders, entries <= RawComparison.mostEntries else {
                limit = RawComparison.mostFolders
                return
            }
            let names: Set<RawText>
            switch view.names(in: path) {
            case .success(let listed): names = Set(listed)
            // It went away meanwhile; a folder that is hidden itself was noted with its parent.
            case .failure(.absent): continue
            case .failure:
                unread += 1
                continue
            }
            guard let raw = try? disk.listing(inode) else {
                unread += 1
                continue
            }
            entries += raw.count
            if path == "/", !names.isEmpty, 2 * raw.count(where: { names.contains($0.name) }) < names.count {
                isForeign = true
                return
            }
            for entry in raw {
                let whole = path.appending(entry.name)
                if !names.contains(entry.name) {
                    suspect(entry.name, entry.inode, whole, path, inode)
                } else if entry.isFolder, !covered.contains(whole) {
                    pending.append((entry.inode, whole))
                }
            }
        }
    }

    private mutating func suspect(_ name: RawText, _ inode: UInt32, _ path: RawText, _ folder: RawText, _ parent: UInt32) {
        guard suspects.count < RawComparison.mostSuspects else {
            limit = RawComparison.mostSuspects
            return
        }
        guard let status = try? disk.living(inode), isSettled(status) else { return }
        suspects.append(Suspect(path: path, folder: folder, name: name, parent: parent, inode: inode, status: status))
    }

    private func isSettled(_ status: FileStatus) -> Bool {
        status.times.changed.seconds < now.seconds - Int64(RawComparison.settled)
    }

    /// Whether a second look at both says the same.
    func isStillHidden(_ suspect: Suspect, on disk: any RawDisk) -> Bool {
        guard let inode = try? disk.entry(suspect.name, of: suspect.parent), inode == suspect.inode,
            let status = try? disk.living(inode), isSettled(status),
            case .success(let names) = view.names(in: suspect.folder)
        else { return false }
        return !names.contains(suspect.name)
    }
}
