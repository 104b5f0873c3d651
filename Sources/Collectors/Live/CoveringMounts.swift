import ContentRules
import Formats
import Hosts
import Model

/// Mounts that lie over files, over system folders or over parts of /proc, and what is below them.
enum CoveringMounts {
    static let id = "covering"
    private static let kinds: Set<FactKind> = [.covering]
    private static let most = 500

    static func collect(_ collection: inout Collection) {
        guard let kernel = collection.host.kernel else { return collection.gaps.add(.notRunning(id, kinds)) }
        let mounts = collection.facts.mounts
        guard !mounts.isEmpty else {
            collection.gaps.add(
                Gap(
                    collector: id, subject: "/proc/self/mountinfo",
                    reason: Localized(en: "The list of mounts could not be read.", ja: "マウントの一覧が読めませんでした。"), facts: kinds, isTotal: true))
            return
        }
        let byNumber = Dictionary(mounts.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var looked = 0
        for mount in mounts where mount.point != "/" {
            let isFolder: Bool
            switch collection.host.status(mount.point, followingLast: false) {
            case .success(let status): isFolder = status.kind == .directory
            // What cannot be looked at may be a file.
            case .failure: isFolder = !Places.isSystem(mount.point)
            }
            guard isWorthALook(mount, isFolder: isFolder) else { continue }
            looked += 1
            guard looked <= most else { return collection.gaps.add(id, mount.point, .tooDeep(limit: most), kinds) }
            var covering = CoveringMount(mount: mount, above: isFolder ? nil : collection.appraise(mount.point))
            if let parent = byNumber[mount.parent] { lookBelow(&covering, parent, kernel, &collection) }
            collection.facts.covering.append(covering)
        }
    }

    private static func isWorthALook(_ mount: MountFact, isFolder: Bool) -> Bool {
        if mount.point.isInside("/proc") { return mount.point != "/proc" }
        return isFolder
            ? Places.isSystem(mount.point) || isRecord(mount.point) : !mount.point.isInside("/dev") && !mount.point.isInside("/sys")
    }

    /// Folders whose content tells what an intruder did.
    private static func isRecord(_ point: RawText) -> Bool {
        ["/var/log", "/var/spool/cron", "/root", "/var/lib/dpkg", "/var/lib/rpm"].contains { (folder: RawText) in point.isInside(folder) }
    }

    private static func lookBelow(
        _ covering: inout CoveringMount, _ parent: MountFact, _ kernel: any KernelAnswers, _ collection: inout Collection
    ) {
        // The kernel's own views have nothing below that is not told elsewhere.
        guard !["proc", "sysfs", "cgroup", "cgroup2", "devtmpfs"].contains(parent.type) else { return }
        guard collection.facts.asRoot, let bare = kernel.bareMount(at: parent.point) else { return }
        let inside = parent.point == "/" ? covering.mount.point : RawText(covering.mount.point.bytes.dropFirst(parent.point.count))
        if case .success(let names) = bare.names(in: inside) {
            covering.namesBelow = names.count
            return
        }
        // The record of packages is by whole paths, so only a file of the first file system is held against it.
        let appraiser = Appraiser(index: parent.point == "/" ? collection.index : PackageIndex.Builder().build(), rules: nil)
        var buffer = [UInt8](repeating: 0, count: 65_536)
        if case .success(let appraisal) = bare.withFile(inside, { file in appraiser.appraise(file, buffer: &buffer, depth: .record) }) {
            covering.below = appraisal.fact
            covering.below?.path = covering.mount.point
            if parent.point != "/", let owner = collection.index.lookup(covering.mount.point) {
                covering.below?.record = .owned(package: owner.package.name, check: .noDigest)
            }
        }
    }
}
