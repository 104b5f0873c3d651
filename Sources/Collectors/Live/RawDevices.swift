import Formats
import Hosts
import Model

/// Which disks are held against what is mounted of them.
package enum RawDeviceChoice: Hashable, Sendable {
    /// Those of the mounted file systems, where the host runs and we are root.
    case mounted
    /// This device or image is the one that the examined folder is mounted from.
    case named(RawText)
    case none
}

/// The folders of an ext file system, read from its device without the kernel's help, against what the kernel lists of it: a rootkit
/// that leaves names out of listings does not change the disk.
enum RawDevices {
    static let id = "rawDevices"
    private static let kinds: Set<FactKind> = [.diskEntries]
    private static let mostDevices = 16

    static func collect(_ collection: inout Collection) {
        switch collection.rawDevices {
        case .none: return
        case .named(let device):
            compare(device, collection.host, at: "/", top: "/", &collection) { device in
                do throws(AccessFailure) { return .success(try ExtFileSystem(device, offset: 0)) } catch { return .failure(error) }
            }
        case .mounted:
            guard let kernel = collection.host.kernel else { return }
            guard ExtFileSystem.isAvailable, collection.facts.asRoot else {
                return collection.gaps.add(
                    Gap(
                        collector: id,
                        reason: Localized(
                            en: "Disks were not read past the kernel: that takes root, and a build with libext2fs.",
                            ja: "ディスクを直接読んで比べることができませんでした(管理者(root)の権限と、libext2fs 付きのプログラムが要ります)。"),
                        facts: kinds))
            }
            var seen: Set<UInt64> = []
            for mount in collection.facts.mounts.filter(isExt).sorted(by: { $0.root.count < $1.root.count }) {
                guard seen.insert(mount.device).inserted, let device = device(of: mount, collection) else { continue }
                guard seen.count <= mostDevices else { return collection.gaps.add(id, mount.point, .tooDeep(limit: mostDevices), kinds) }
                // What lies over the mount is no part of it; where it cannot be taken off, the places of other mounts are left out.
                let bare = kernel.bareMount(at: mount.point)
                guard let view = bare ?? (mount.point == "/" ? collection.host : nil) else { continue }
                let covered = bare == nil ? Set(collection.facts.mounts.map(\.point)).subtracting(["/"]) : []
                compare(device, view, at: mount.point, top: mount.root, without: covered, &collection) { kernel.rawDisk($0) }
            }
        }
    }

    private static func isExt(_ mount: MountFact) -> Bool { ["ext2", "ext3", "ext4"].contains(mount.type) }

    /// The node of a device: by its number in /sys, since what the mount names may be a name of boot time ("/dev/root").
    private static func device(of mount: MountFact, _ collection: borrowing Collection) -> RawText? {
        let number = RawText("\(mount.device >> 8):\(mount.device & 0xff)")
        if case .success(let content) = collection.host.read("/sys/dev/block/" + number + "/uevent", limit: 4_096) {
            for line in RawText(content.bytes).split(0x0a) where line.hasPrefix("DEVNAME=") {
                return "/dev/" + RawText(line.bytes.dropFirst(8))
            }
        }
        return mount.source.hasPrefix("/dev/") ? mount.source : nil
    }

    private static func compare(
        _ device: RawText, _ view: any HostView, at point: RawText, top: RawText, without covered: Set<RawText> = [],
        _ collection: inout Collection, open: (RawText) -> Result<any RawDisk, AccessFailure>
    ) {
        let disk: any RawDisk
        switch open(device) {
        case .success(let opened): disk = opened
        case .failure(let failure): return collection.gaps.add(id, device, failure == .absent ? .system(2) : failure, kinds)
        }
        var start = disk.topFolder
        for name in top.split(0x2f) where !name.isEmpty {
            guard let next = try? disk.entry(name, of: start) else { return }
            start = next
        }
        var comparison = RawComparison(disk: disk, view: view, now: collection.facts.now)
        comparison.run(from: start, without: covered)
        if comparison.isForeign {
            return collection.gaps.add(
                Gap(
                    collector: id, subject: device,
                    reason: Localized(
                        en: "What the disk \(device) holds is not what is mounted at \(point).",
                        ja: "ディスク \(device) の中身は、\(point) にあるものと別のものです。"),
                    facts: kinds))
        }
        if let limit = comparison.limit { collection.gaps.add(id, device, .tooDeep(limit: limit), kinds) }
        if comparison.unread > 0 {
            collection.gaps.add(
                Gap(
                    collector: id, subject: device,
                    reason: Localized(
                        en: "\(comparison.unread) folders of the disk could not be compared.",
                        ja: "ディスクのフォルダー \(comparison.unread) 個が比べられませんでした。"),
                    facts: kinds))
        }
        // A second look through a fresh reader: what was being made or deleted meanwhile settles.
        guard !comparison.suspects.isEmpty, case .success(let again) = open(device) else { return }
        for suspect in comparison.suspects where comparison.isStillHidden(suspect, on: again) {
            note(suspect, again, device, at: point, view, &collection)
        }
    }

    private static func note(
        _ suspect: RawComparison.Suspect, _ disk: any RawDisk, _ device: RawText, at point: RawText, _ view: any HostView,
        _ collection: inout Collection
    ) {
        let path = point == "/" ? suspect.path : point + suspect.path
        var fact = FileFact(path: path, status: suspect.status)
        if suspect.status.kind == .regular {
            let appraiser = Appraiser(index: collection.index, rules: collection.rules)
            var buffer = [UInt8](repeating: 0, count: 65_536)
            fact = disk.withFile(suspect.inode, at: path, suspect.status) { file in
                appraiser.appraise(file, buffer: &buffer, depth: .content).fact
            }
        }
        let answers = if case .success = view.status(suspect.path, followingLast: false) { true } else { false }
        collection.facts.unlisted.append(UnlistedFile(file: fact, device: device, answersToName: answers))
    }
}
