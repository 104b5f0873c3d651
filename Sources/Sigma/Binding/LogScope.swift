/// What an event counts as, in the terms of log sources; an event can be several things at once.
struct LogScope: OptionSet, Hashable, Sendable {
    let rawValue: UInt32

    static let processCreation = LogScope(rawValue: 1 << 0)
    static let auditd = LogScope(rawValue: 1 << 1)
    static let webserver = LogScope(rawValue: 1 << 2)
    static let apache = LogScope(rawValue: 1 << 3)
    static let nginx = LogScope(rawValue: 1 << 4)
    static let sshd = LogScope(rawValue: 1 << 5)
    static let sudo = LogScope(rawValue: 1 << 6)
    static let cron = LogScope(rawValue: 1 << 7)
    static let auth = LogScope(rawValue: 1 << 8)
    static let syslog = LogScope(rawValue: 1 << 9)
    static let vsftpd = LogScope(rawValue: 1 << 10)
    static let clamav = LogScope(rawValue: 1 << 11)
    static let guacamole = LogScope(rawValue: 1 << 12)
    /// Every record of a Linux host.
    static let linux = LogScope(rawValue: 1 << 13)
    static let fileCreation = LogScope(rawValue: 1 << 14)
    static let fileChange = LogScope(rawValue: 1 << 15)
    static let fileRename = LogScope(rawValue: 1 << 16)
    static let fileDeletion = LogScope(rawValue: 1 << 17)
    static let fileAccess = LogScope(rawValue: 1 << 18)
    static let networkConnection = LogScope(rawValue: 1 << 19)
    static let database = LogScope(rawValue: 1 << 20)
    static let antivirus = LogScope(rawValue: 1 << 21)
    /// Whatever a program says: most applications write through syslog, the journal or the error log of a web server.
    static let application = LogScope(rawValue: 1 << 22)
    static let proxy = LogScope(rawValue: 1 << 23)
    static let dns = LogScope(rawValue: 1 << 24)
    static let firewall = LogScope(rawValue: 1 << 25)

    static let everything = LogScope(rawValue: .max)
}
