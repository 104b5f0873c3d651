/// Who the host is.
package struct HostIdentity: Hashable, Sendable {
    /// How the host was reached.
    package enum View: String, Sendable, Hashable { case live, root, image }
    package var name: RawText
    package var machineID: RawText
    /// "Debian GNU/Linux 12 (bookworm)".
    package var system: RawText
    /// `ID` and `ID_LIKE` of os-release(5), or the name of the release file that told: "debian", "rhel", "alpine".
    package var family: [String]
    package var kernel: RawText
    /// "Asia/Tokyo" or "UTC"; empty where it is not known.
    package var timeZone: RawText
    package var view: View
    /// The folder examined, "/" for the running host.
    package var root: RawText
    /// Seconds east of UTC at the time of the examination.
    package var offset: Int

    package init(
        name: RawText = "", machineID: RawText = "", system: RawText = "", family: [String] = [], kernel: RawText = "",
        timeZone: RawText = "", view: View, root: RawText = "/", offset: Int = 0
    ) {
        (self.name, self.machineID, self.system, self.family) = (name, machineID, system, family)
        (self.kernel, self.timeZone, self.view, self.root, self.offset) = (kernel, timeZone, view, root, offset)
    }
}

/// What the time stamps of the examined tree as a whole say about themselves.
package struct TreeClock: Hashable, Sendable {
    /// Whether the root is the top of a file system of its own. A folder inside another file system was copied there, and
    /// its change and birth times are the copier's.
    package var isOwnFileSystem: Bool
    /// The earliest change or birth time of the tree: nothing stamped by the kernel is older.
    package var earliestChange: Timestamp?
    /// The latest modification time below /var/log and of wtmp: the last sign of life that the host itself wrote.
    package var lastSignOfLife: Timestamp?
    /// The oldest modification time of what an installation writes and hardly anything touches afterwards (host keys, the
    /// machine's id, the lists of dpkg): nothing was made on this host before it.
    package var installed: Timestamp?
    /// Modification times of packaged files, at most 100,000 of them, in order and without doubles: a stamp copied with
    /// `touch -r` equals one to the nanosecond.
    package var packagedTimes: [Timestamp]

    package init(
        isOwnFileSystem: Bool = false, earliestChange: Timestamp? = nil,
        lastSignOfLife: Timestamp? = nil, installed: Timestamp? = nil, packagedTimes: [Timestamp] = []
    ) {
        (self.isOwnFileSystem, self.earliestChange) = (isOwnFileSystem, earliestChange)
        (self.lastSignOfLife, self.installed, self.packagedTimes) = (lastSignOfLife, installed, packagedTimes)
    }
}

/// A package database that was read.
package struct PackageSource: Hashable, Sendable {
    /// "dpkg", "rpm", "apk", "pacman".
    package var kind: String
    package var path: RawText
    package var packages: Int
    package var files: Int

    package init(kind: String, path: RawText, packages: Int, files: Int) {
        (self.kind, self.path, self.packages, self.files) = (kind, path, packages, files)
    }
}

/// Everything that was seen on a host, and everything that could not be seen.
package struct Facts: Sendable {
    package var host: HostIdentity
    /// When the examination began, by the clock to judge by.
    package var now: Timestamp
    package var clock = TreeClock()
    package var packageSources: [PackageSource] = []
    /// Every package that the host's own databases name.
    package var packages: [InstalledPackage] = []
    /// What differs from the baseline that the host is compared with, in the order of the paths.
    package var fileChanges: [FileChange] = []
    /// Files that matter: unowned in system folders, altered, oddly named, attributed, with privileges, or matched by a rule.
    package var files: [FileFact] = []
    /// Packaged files that are not there.
    package var missingPackaged: [RawText] = []
    package var autoruns: [AutorunEntry] = []
    package var hooks = HookFacts()
    package var accounts: [Account] = []
    package var keys: [AuthorizedKey] = []
    package var sshDaemon: SSHDaemonSettings?
    package var access = AccessFacts()
    /// What lies at paths that known families are known for.
    package var knownPaths: [FileFact] = []
    package var recordDoubts: [RecordDoubt] = []
    /// Lines of key files that hold a mark of a known family, readable keys or not.
    package var knownTexts: [EvidenceItem] = []
    package var defence = DefenceFacts()
    package var trails = TrailFacts()
    package var histories: [ShellHistory] = []
    /// Records of wtmp, oldest first, at most 100,000.
    package var logins: [LoginRecord] = []
    /// Records of wtmp that are all zero, or whose time runs backwards: path, offset and what is wrong.
    package var loginProblems: [EvidenceItem] = []
    /// Boots that wtmp, the system logs or the running kernel tell of, oldest first.
    package var boots: [HostBoot] = []
    package var loginAttempts: [LoginAttempts] = []
    package var jobRuns: [JobRun] = []
    /// Whether the place in which people's tables of jobs lie was there to be looked at; a collection of logs may lack it.
    package var hasJobSpool = true
    package var jobTableChanges: [JobTableChange] = []
    package var locks: [LockFact] = []
    package var processes: [ProcessFact] = []
    package var sockets: [SocketFact] = []
    package var mounts: [MountFact] = []
    /// Mounts that lie over files, over system folders, or over parts of /proc.
    package var covering: [CoveringMount] = []
    /// What the disk has and the mounted view leaves out.
    package var unlisted: [UnlistedFile] = []
    package var network = NetworkFacts()
    package var kernel = KernelFacts()
    package var loaders: [LoaderFact] = []
    /// Terminals that utmp names a log-in on; nil where there is no utmp that anybody writes to.
    package var recordedTerminals: Set<RawText>?
    /// When the running kernel was booted.
    package var booted: Timestamp?
    /// Folders that a web server gives out, and folders of CGI programs.
    package var webRoots: [RawText] = []
    /// Whether the examination ran with root's rights; without them much of a running host cannot be seen.
    package var asRoot = true
    /// What the operator's lists say belongs to intruders.
    package var indicators = IndicatorSet()
    package var gaps: [Gap] = []
    package var coverage = Coverage()

    package init(host: HostIdentity, now: Timestamp) {
        self.host = host
        self.now = now
    }
}

/// How much was looked at.
package struct Coverage: Hashable, Sendable {
    package var files = 0
    /// Bytes of content that were read.
    package var bytes: Int64 = 0
    package var processes = 0
    /// Files whose content was not read because a baseline holds it and nobody wrote to them since.
    package var notReadAgain = 0
    /// Packaged files that were held against a manifest pack of the distribution, and installed packages that one knows; nil
    /// where none was named.
    package var judgedByPack = 0
    package var packagesInPacks: Int?
    /// Ids of detectors that ran, and of those that could not because the facts that they need are missing.
    package var ran: [String] = []
    package var notChecked: [String] = []

    package init() {}
}
