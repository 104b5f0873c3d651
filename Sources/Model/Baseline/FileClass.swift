/// What a place in the tree is for, as far as that says whether a change there is news.
///
/// Documentation/Formats/Baseline.md, "What changes by itself", lists the same places for people.
package enum FileClass: String, Sendable, Hashable, CaseIterable {
    /// Grows and is rotated all day.
    case log
    /// Made anew from something else whenever that is convenient.
    case cache
    /// What services write for themselves: databases, queues, mail, locks.
    case state
    case temporary
    /// Records of package managers.
    case packageRecord
    /// Made by the system's own programs from packaged files whenever packages change.
    case regenerated
    /// Whole systems of their own, layer upon layer.
    case container
    case home, site, configuration, system, other

    /// Whether changes of plain files here are counted and not told one by one.
    package var isVolatile: Bool {
        switch self {
        case .log, .cache, .state, .temporary, .packageRecord, .regenerated, .container: true
        case .home, .site, .configuration, .system, .other: false
        }
    }

    /// The class of a path. What lies in a folder that starts things (`/var/spool/cron`) is configuration wherever it is.
    package init(of path: RawText, sites: [RawText] = []) {
        if FileClass.startsThings.contains(where: { path.isInside($0) }) {
            self = .configuration
        } else if FileClass.isRegenerated(path) {
            self = .regenerated
        } else if FileClass.containers.contains(where: { path.isInside($0) }) {
            self = .container
        } else if FileClass.packageRecords.contains(where: { path.isInside($0) }) {
            self = .packageRecord
        } else if sites.contains(where: { path.isInside($0) }) {
            self = .site
        } else if path.isInside("/var/log") {
            self = .log
        } else if path.isInside("/var/cache") || path.contains("/.cache/") {
            self = .cache
        } else if Places.isTemporary(path) || path.isInside("/dev") || path.isInside("/lost+found") {
            self = .temporary
        } else if FileClass.states.contains(where: { path.isInside($0) }) {
            self = .state
        } else if path.isInside("/etc") || path.isInside("/usr/local/etc") {
            self = .configuration
        } else if path.isInside("/home") || path.isInside("/root") {
            self = .home
        } else if path.isInside("/srv") || path.isInside("/var/www") {
            self = .site
        } else if FileClass.systems.contains(where: { path.isInside($0) }) {
            self = .system
        } else {
            self = .other
        }
    }

    private static let startsThings: [RawText] = [
        "/var/spool/cron", "/var/spool/at", "/var/spool/anacron", "/var/lib/systemd/linger", "/var/lib/polkit-1/localauthority",
    ]
    private static let packageRecords: [RawText] = [
        "/var/lib/dpkg", "/var/lib/apt", "/var/lib/rpm", "/usr/lib/sysimage", "/var/lib/dnf", "/var/lib/yum", "/var/lib/pacman",
        "/lib/apk/db", "/usr/lib/apk/db", "/var/lib/ucf", "/var/lib/aptitude", "/var/lib/PackageKit",
    ]
    private static let containers: [RawText] = [
        "/var/lib/docker", "/var/lib/containerd", "/var/lib/containers", "/var/lib/snapd", "/var/lib/flatpak", "/var/lib/machines",
        "/var/lib/lxc", "/var/lib/lxd", "/var/lib/incus", "/var/lib/kubelet", "/var/lib/rancher", "/snap",
    ]
    private static let states: [RawText] = ["/var", "/run"]
    private static let systems: [RawText] = [
        "/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/boot", "/opt", "/efi",
    ]

    private static func isRegenerated(_ path: RawText) -> Bool {
        if path.hasSuffix(".pyc"), path.contains("/__pycache__/") { return true }
        if path.lastComponent == "__pycache__" { return true }
        let name = path.lastComponent
        if path.isInside("/etc") {
            return regeneratedSettings.contains(path) || path.isInside("/etc/ssl/certs") || path.isInside("/etc/alternatives")
                || path.isInside("/etc/pki/ca-trust/extracted") || path.isInside("/etc/cups/subscriptions.conf")
        }
        if path.isInside("/boot") { return name.hasPrefix("initrd.img") || name.hasPrefix("initramfs") || name == "grubenv" }
        if path.contains("/modules/"), name.hasPrefix("modules.") { return true }
        if path.isInside("/usr") {
            return regeneratedNames.contains(name) || path.isInside("/usr/share/mime") || path.isInside("/usr/lib/locale/locale-archive")
        }
        return false
    }

    private static let regeneratedSettings: Set<RawText> = [
        "/etc/ld.so.cache", "/etc/mtab", "/etc/adjtime", "/etc/.pwd.lock", "/etc/passwd-", "/etc/group-", "/etc/shadow-",
        "/etc/gshadow-", "/etc/subuid-", "/etc/subgid-", "/etc/.updated", "/etc/resolv.conf", "/etc/blkid.tab", "/etc/blkid/blkid.tab",
        "/etc/udev/hwdb.bin",
    ]
    private static let regeneratedNames: Set<RawText> = [
        "icon-theme.cache", "gschemas.compiled", "mimeinfo.cache", "giomodule.cache", "loaders.cache", "immodules.cache", "hwdb.bin",
        "fonts.dir", "fonts.scale", "locale-archive", "dir", "catalog", ".uuid",
    ]
}
