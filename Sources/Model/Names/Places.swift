/// What a folder is for, by its path: the same in every distribution, after hier(7) and the Filesystem Hierarchy Standard.
package enum Places {
    /// Folders that everybody may write to.
    package static let temporary: [RawText] = ["/tmp", "/var/tmp", "/dev/shm", "/run/lock", "/var/lock", "/run/shm", "/run/user"]

    /// Whether a path lies in a folder that everybody may write to.
    package static func isTemporary(_ path: RawText) -> Bool {
        guard let second = path.bytes.dropFirst().first, [0x74, 0x76, 0x64, 0x72].contains(second) else { return false }
        return temporary.contains { path.isInside($0) && path != $0 }
    }

    /// Folders that belong to the distribution: what lies there unowned needs an explanation.
    private static let system: [RawText] = ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/boot", "/etc"]

    /// Whether a path lies in a folder of the distribution; `/usr/local` is the administrator's.
    package static func isSystem(_ path: RawText) -> Bool {
        system.contains { path.isInside($0) } && !path.isInside("/usr/local") && !path.isInside("/usr/src")
    }

    /// Folders whose programs every user and every script finds by name.
    private static let programs: [RawText] = ["/bin", "/sbin", "/usr/bin", "/usr/sbin"]

    package static func isProgramFolder(_ folder: RawText) -> Bool { programs.contains(folder) }

    /// Folders in which the loader looks for shared libraries, and those of PAM and NSS modules.
    package static func isLibraryFolder(_ folder: RawText) -> Bool {
        for start in ["/lib", "/usr/lib", "/lib64", "/usr/lib64"] as [RawText] where folder.isInside(start) {
            let rest = folder.bytes.dropFirst(start.count)
            let depth = rest.count { $0 == 0x2f }
            if depth == 0 || depth == 1 && folder.contains("-linux-") || folder.lastComponent == "security" { return true }
        }
        return false
    }

    /// Whether a path lies where settings, records, headers and manuals are kept: no package has a compiled program there. A kernel in
    /// /boot is one on some processors.
    package static func holdsNoPrograms(_ path: RawText) -> Bool {
        if path.isInside("/boot") { return !path.lastComponent.hasPrefix("vmlinu") && !path.lastComponent.hasPrefix("kernel") }
        return path.parentFolder == "/run" || withoutPrograms.contains { path.isInside($0) }
    }

    private static let withoutPrograms: [RawText] = [
        "/etc", "/usr/include", "/var/log", "/var/mail", "/usr/share/man", "/usr/share/locale", "/usr/share/info", "/usr/share/zoneinfo",
        "/usr/share/icons", "/usr/share/fonts", "/usr/share/terminfo",
    ]

    /// A module of the kernel, packed or not, where modprobe(8) looks for it.
    package static func isKernelModule(_ path: RawText) -> Bool {
        guard path.isInside("/usr/lib/modules") || path.isInside("/lib/modules") else { return false }
        return ([".ko", ".ko.xz", ".ko.zst", ".ko.gz"] as [RawText]).contains { path.hasSuffix($0) }
    }

    /// Folders of libraries that programs load unasked: converters of the C library, engines and providers of OpenSSL, mechanisms
    /// of SASL, and what glibc-hwcaps(7) prefers on newer processors.
    package static func isModuleFolder(_ folder: RawText) -> Bool {
        guard folder.isInside("/usr/lib") || folder.isInside("/usr/lib64") || folder.isInside("/lib") || folder.isInside("/lib64") else {
            return false
        }
        let name = folder.lastComponent
        let names: [RawText] = ["gconv", "engines-3", "engines-1.1", "ossl-modules", "sasl2"]
        return names.contains(name) || folder.parentFolder.lastComponent == "glibc-hwcaps"
    }

    /// Whether a hidden folder belongs where it stands. A home may hold any; a system folder holds none but those that
    /// programs are known to make there.
    package static func hiddenFolderBelongs(_ path: RawText) -> Bool {
        let name = path.lastComponent
        if path.isInside("/tmp") || path.isInside("/var/tmp") {
            return knownTemporary.contains(name) || path.parentFolder != "/tmp" && path.parentFolder != "/var/tmp"
        }
        if path.isInside("/dev") || path.isInside("/boot") || path.isInside("/bin") || path.isInside("/sbin") || path.isInside("/lib") {
            return false
        }
        // Right below these stand the folders of packages, one a package, and none of them hides.
        if shelves.contains(path.parentFolder) { return knownShelved.contains(name) }
        if plainShelves.contains(where: { path.isInside($0) }) { return false }
        if path.isInside("/usr"), !path.isInside("/usr/local"), !path.isInside("/usr/src"), !path.isInside("/usr/share") {
            return knownSystem.contains(name) && !isLibraryFolder(path.parentFolder)
        }
        return true
    }

    /// Manuals, translations, headers and time zones: plain files in plain folders, whatever package brings them.
    private static let plainShelves: [RawText] = [
        "/usr/share/man", "/usr/share/locale", "/usr/share/info", "/usr/share/zoneinfo", "/usr/share/terminfo", "/usr/share/i18n",
        "/usr/include", "/usr/lib/security", "/usr/lib/locale",
    ]

    /// Made in /tmp by X, screen, systemd and fonts servers.
    private static let knownTemporary: Set<RawText> = [
        ".X11-unix", ".ICE-unix", ".XIM-unix", ".font-unix", ".Test-unix", ".Xim-unix", ".esd", ".ksocket-root", ".webmin",
        ".vbox-root-ipc",
        ".snapshots", ".Trash-0", ".com.google.Chrome", ".org.chromium.Chromium",
    ]
    private static let shelves: Set<RawText> = [
        "/var", "/var/lib", "/var/spool", "/var/cache", "/var/log", "/var/mail", "/usr/share", "/usr/local", "/usr/local/lib",
        "/usr/local/bin", "/usr/local/sbin", "/usr/local/games", "/opt", "/srv", "/etc", "/etc/cron.d", "/etc/init.d",
    ]
    private static let knownShelved: Set<RawText> = [
        ".git", ".etckeeper", ".java", ".updated", ".pwd.lock", ".ssh", ".cache", ".config", ".local", ".snapshots", ".npm", ".gnupg",
        ".bzr", ".hg", ".svn", ".docker", ".cargo", ".rustup", ".sdkman", ".nvm", ".pyenv", ".rbenv", ".venv", ".Trash-0", ".fontconfig",
    ]
    private static let knownSystem: Set<RawText> = [
        ".build-id", ".java", ".git", ".github", ".bin", ".cache", ".debug", ".dwz", ".registry", ".libs", ".deps", ".hg", ".svn", ".npm",
        ".config", ".vscode", ".circleci", ".idea", ".tox", ".husky", ".yarn", ".eggs", ".well-known", ".store", ".pnpm", ".swiftpm",
    ]

    /// Whether a program hides twice: its own name begins with a dot, or a hidden folder of it lies below another hidden one, as no
    /// tool that keeps to a home's customs does ("~/.local/share/.dbus/agent", "~/.cache/.su").
    package static func hidesTwice(_ path: RawText) -> Bool {
        let parts = path.split(0x2f)
        guard let name = parts.last else { return false }
        let folders = parts.dropLast().filter { $0.hasPrefix(".") && $0.count > 1 }
        if name.hasPrefix("."), name.count > 1 { return true }
        let customary: Set<RawText> = [
            ".bin", ".cache", ".git", ".venv", ".store", ".pnpm", ".config", ".local", ".hooks", ".github", ".npm", ".plugins", ".build",
            ".registry", ".versions", ".yarn", ".debug", ".libs",
        ]
        return folders.count > 1 && folders.dropFirst().contains { !customary.contains($0) }
    }

    /// The first folder on the way to a path whose name is made to deceive, or that is hidden where none belongs.
    package static func oddFolder(of path: RawText) -> RawText? {
        let bytes = path.bytes
        // Ordinary paths are by far the most: no dot or blank after a slash, no byte that is not printable.
        var isPlain = true
        var previous: UInt8 = 0
        for byte in bytes {
            if byte < 0x21 || byte > 0x7e || previous == 0x2f && (byte == 0x2e || byte == 0x5b) {
                isPlain = false
                break
            }
            previous = byte
        }
        if isPlain { return nil }
        var end = 0
        while let slash = bytes[(end + 1)...].firstIndex(of: 0x2f) {
            let folder = RawText(Array(bytes[..<slash]))
            let name = folder.lastComponent
            if let deception = NameDeception.of(name), deception.isDeliberate { return folder }
            if name.hasPrefix("."), !hiddenFolderBelongs(folder) { return folder }
            end = slash
            if end + 1 >= bytes.count { break }
        }
        return nil
    }
}
