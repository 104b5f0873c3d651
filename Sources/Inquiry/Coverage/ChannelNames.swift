import Model

extension SourceChannel {
    /// What a log tells about, by its name and by what was read in it.
    static func of(_ family: RawText, _ reports: [SourceReport]) -> Set<SourceChannel> {
        var channels: Set<SourceChannel> = []
        for report in reports {
            for (kind, count) in report.kinds where count > 0 {
                switch kind {
                case .httpRequest: channels.insert(.web)
                case .httpError: channels.insert(.webErrors)
                case .jobRun, .jobChange: channels.insert(.jobs)
                case .packageInstall, .packageUpgrade, .packageRemove: channels.insert(.packages)
                case .mailReceived, .mailSent, .mailDeferred, .mailRejected: channels.insert(.mail)
                case .databaseQuery: channels.insert(.database)
                default: continue
                }
            }
            for (format, count) in report.formats where count > 0 {
                if format.contains("ftp") && !format.hasPrefix("sftp") || format == "xferlog" { channels.insert(.ftp) }
                if format.hasPrefix("ssh") || format == "wtmp" { channels.insert(.logins) }
                if format.hasPrefix("audit") { channels.insert(.audit) }
            }
        }
        channels.formUnion(byName(family))
        return channels.isEmpty ? [.other] : channels
    }

    private static func byName(_ family: RawText) -> Set<SourceChannel> {
        let name = (family.lastComponent.utf8 ?? "").lowercased()
        if name.hasPrefix("auth.log") || name == "secure" || name == "wtmp" || name == "authlog" { return [.logins] }
        if name.contains("ftp") || name == "xferlog" { return [.ftp] }
        if name.contains("error") { return [.webErrors] }
        if name.contains("access") && !family.contains("/squid") || name == "other_vhosts_access.log" { return [.web] }
        if name == "messages" || name == "syslog" || name == "daemon.log" || name.hasSuffix(".journal") { return [.system] }
        if name == "cron" || name == "cron.log" { return [.jobs] }
        if name.hasPrefix("dpkg.log") || name.hasPrefix("yum.log") || name.hasPrefix("dnf") { return [.packages] }
        if name.contains("history") { return [.histories] }
        if name.hasPrefix("mail") || name == "maillog" { return [.mail] }
        return []
    }
}
