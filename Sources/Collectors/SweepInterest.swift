import Hosts
import Model

/// How closely the sweep looks at a file that no package names, by where it lies and what it is.
struct SweepInterest: Sendable {
    enum Depth: Sendable {
        case none
        /// Its status alone is the fact.
        case keep
        /// Its content is judged, and it is kept whatever the content is.
        case judge
        /// Its content is judged, and it is kept where the content says something.
        case judgeContent
        /// Its content is judged, and it is kept where it would do harm.
        case judgeHarm
    }

    let webRoots: [RawText]

    func depth(_ path: RawText, _ status: FileStatus) -> Depth {
        let name = path.lastComponent
        let isOdd = NameDeception.of(name)?.isDeliberate == true || Places.oddFolder(of: path) != nil
        let hasAttributes = !status.attributes.isDisjoint(with: [.immutable, .appendOnly])
        switch status.kind {
        case .regular: return isOdd || hasAttributes ? .judge : regular(path, status)
        case .directory:
            let isHidden = name.hasPrefix(".") && !Places.hiddenFolderBelongs(path)
            return isOdd || hasAttributes || isHidden || NameDeception.of(name) != nil ? .keep : .none
        case .symbolicLink:
            return isOdd || name.hasSuffix("_history") || SweepInterest.isRecord(path) || Places.isProgramFolder(path.parentFolder)
                ? .keep : .none
        default: return isOdd ? .keep : .none
        }
    }

    private func regular(_ path: RawText, _ status: FileStatus) -> Depth {
        let folder = path.parentFolder
        if status.isSetUser || status.isSetGroup { return .judge }
        if path.isInside("/dev") { return path.isInside("/dev/shm") ? .judgeContent : .judge }
        if Places.isProgramFolder(folder) { return .judge }
        if Places.isKernelModule(path) { return .judge }
        if Places.isModuleFolder(folder), path.lastComponent.contains(".so") { return .judge }
        if Places.isLibraryFolder(folder), status.isExecutable || path.lastComponent.contains(".so") { return .judge }
        if Places.isSystem(path), status.isExecutable { return .judge }
        if status.isExecutable, Places.holdsNoPrograms(path) { return .judgeContent }
        if status.isWorldWritable, Places.isSystem(path) { return .keep }
        if SweepInterest.isLock(path, status) { return .judge }
        if Places.isTemporary(path) {
            return status.isExecutable || status.size < 1 << 20 && SweepInterest.isShallow(path) ? .judgeContent : .none
        }
        if isWeb(path) { return isWebProgram(path, status) ? .judgeContent : .none }
        if NameDeception.of(path.lastComponent) != nil, status.isExecutable { return .judge }
        if isStrandedPage(path, status) { return .judgeContent }
        return isOwnScript(path, status) ? .judgeHarm : .none
    }

    /// A small program where administrators keep their own, at most three folders down: deeper lie trees of others. Its content is
    /// read; of those that do no harm nothing is kept.
    private func isOwnScript(_ path: RawText, _ status: FileStatus) -> Bool {
        guard status.isExecutable, status.size > 0, status.size < 1 << 16, path.bytes.count(where: { $0 == 0x2f }) <= 4 else {
            return false
        }
        return (["/usr/local", "/opt", "/srv"] as [RawText]).contains { path.isInside($0) }
    }

    /// Programs that only web servers run, where sites are kept, unpacked and developed outside of what a server gives out.
    private func isStrandedPage(_ path: RawText, _ status: FileStatus) -> Bool {
        guard status.size > 0, status.size < 4 << 20, SweepInterest.siteFolders.contains(where: { path.isInside($0) }) else { return false }
        if SweepInterest.pageExtensions.contains(path.fileExtension) { return true }
        return path.contains("/cgi-bin/") && (status.isExecutable || SweepInterest.webExtensions.contains(path.fileExtension))
    }

    private static let siteFolders: [RawText] = [
        "/home", "/opt", "/srv", "/var/lib", "/var/www", "/usr/local", "/data", "/web", "/www",
    ]
    private static let pageExtensions: Set<RawText> = [
        "php", "php3", "php4", "php5", "php7", "php8", "phtml", "pht", "phar", "jsp", "jspx", "asp", "aspx", "ashx", "asmx", "cfm", "cgi",
    ]

    /// Whether a link is worth a fact: its name deceives, it keeps a history from being written, or it makes a program of
    /// the system out of something in a folder where none belongs.
    static func isOddLink(_ path: RawText, _ target: RawText) -> Bool {
        if NameDeception.of(path.lastComponent) != nil || Places.oddFolder(of: path) != nil { return true }
        if path.hasSuffix("_history") { return true }
        if Places.isProgramFolder(path.parentFolder), KernelThreadNames.isUnmistakable(path.lastComponent) { return true }
        if isRecord(path) { return target == "/dev/null" || target == "../../dev/null" }
        return Places.isTemporary(target) || target.hasPrefix("/") && Places.oddFolder(of: target) != nil
    }

    /// The records of the system that tell who logged in and what ran.
    static func isRecord(_ path: RawText) -> Bool {
        let names: Set<RawText> = [
            "wtmp", "btmp", "lastlog", "auth.log", "secure", "syslog", "messages", "kern.log", "cron", "cron.log", "faillog", "maillog",
            "mail.log",
        ]
        return path.parentFolder == "/var/log" && names.contains(path.lastComponent)
            || path == "/var/log/audit/audit.log"
    }

    func isWeb(_ path: RawText) -> Bool { webRoots.contains { path.isInside($0) } }

    /// What a web server runs or hands to browsers as code, and what decides how it does.
    private func isWebProgram(_ path: RawText, _ status: FileStatus) -> Bool {
        let name = path.lastComponent
        // A folder without a system around it was named to be judged, all of it.
        if webRoots.contains("/") { return true }
        if SweepInterest.webExtensions.contains(path.fileExtension) || name == ".htaccess" || name == ".user.ini" { return true }
        // "shell.php.jpg", a picture that holds PHP: any small file whose name has a program's extension in the middle.
        if status.isExecutable { return true }
        let parts = name.split(0x2e).dropFirst()
        return parts.contains { SweepInterest.webExtensions.contains($0.asciiLowercased) }
            || SweepInterest.pictureExtensions.contains(path.fileExtension) && status.size < 4 << 20
    }

    /// Whether a file looks like a lock or a pid file: small, named so, in a folder for such.
    static func isLock(_ path: RawText, _ status: FileStatus) -> Bool {
        guard status.size <= 64, status.size >= 0 else { return false }
        let name = path.lastComponent.asciiLowercased
        guard
            name.hasSuffix(".pid") || name.hasSuffix(".lock") || name.hasSuffix(".lck") || name == "lock" || name == "pid"
                || name.hasPrefix("lock.") || name.hasPrefix("pid.")
        else { return false }
        return Places.isTemporary(path) || path.isInside("/run") || path.isInside("/var/run") || path.isInside("/var/lock")
    }

    /// Whether a file lies at most two folders below a folder that everybody may write to.
    private static func isShallow(_ path: RawText) -> Bool {
        guard let start = Places.temporary.first(where: { path.isInside($0) }) else { return false }
        return path.bytes.dropFirst(start.count).count { $0 == 0x2f } <= 3
    }

    /// Whether a file is written when a host is installed and hardly ever after that.
    static func tellsInstallation(_ path: RawText) -> Bool {
        if path.hasPrefix("/var/lib/dpkg/info/") { return path.hasSuffix(".list") }
        guard path.hasPrefix("/etc/") else { return path == "/root/anaconda-ks.cfg" || path == "/lost+found" }
        return path.hasPrefix("/etc/ssh/ssh_host_")
            || ["/etc/machine-id", "/etc/hostname", "/etc/fstab", "/etc/.pwd.lock", "/etc/hosts", "/etc/adjtime"].contains(path)
    }

    private static let webExtensions: Set<RawText> = [
        "php", "php3", "php4", "php5", "php7", "php8", "phtml", "pht", "phar", "inc", "cgi", "pl", "pm", "py", "rb", "sh", "jsp", "jspx",
        "jspf",
        "asp", "aspx", "ashx", "asmx", "shtml", "stm", "html", "htm", "xhtml", "js", "lasso", "cfm", "phps", "module", "tpl", "suspected",
        "bak",
        "old", "txt", "conf", "ini",
    ]
    private static let pictureExtensions: Set<RawText> = ["jpg", "jpeg", "gif", "png", "ico", "bmp", "svg"]
}
