import Model

extension FormatParser {
    /// Every parser of the host's own files: accounts, jobs, SSH, log-ins, system settings and procfs.
    package static let hostFiles: [FormatParser] = accountParsers + jobParsers + loginParsers + systemParsers + procParsers + kernelParsers

    private static let accountParsers: [FormatParser] = [
        FormatParser("accounts.shadow") { ShadowFormat.parse($0).problems.count },
        FormatParser("accounts.passwd") { PasswdFormat.parse($0, path: "/etc/passwd", shadow: nil).problems.count },
        FormatParser("accounts.group") { GroupFormat.parse($0).problems.count },
        FormatParser("accounts.capability") { input in
            let parsed = FileCapabilityFormat.parse(input)
            _ = parsed.value?.text
            var text: [UInt8] = []
            for index in 0..<min(input.count, 512) { text.append(input[index]) }
            _ = FileCapabilityFormat.parse(text: RawText(text))
            return parsed.problems.count
        },
        FormatParser("privileges.sudoers") { input in
            let parsed = SudoersFormat.parse(input, path: "/etc/sudoers")
            _ = SudoersPolicy.grants([parsed.value])
            return parsed.problems.count
        },
        FormatParser("privileges.doas") { DoasFormat.parse($0, path: "/etc/doas.conf").problems.count },
        FormatParser("privileges.trusted-hosts") {
            TrustedHostsFormat.parse($0, path: "/etc/hosts.equiv", account: nil).problems.count
        },
        FormatParser("ssh.daemon") { input in
            let parsed = SSHDaemonFormat.parse(input, path: "/etc/ssh/sshd_config")
            _ = SSHDaemonFormat.effective(parsed.value)
            return parsed.problems.count
        },
        FormatParser("ssh.authorized-keys") {
            AuthorizedKeysFormat.parse($0, path: "/root/.ssh/authorized_keys", account: "root").problems.count
        },
    ]

    private static let jobParsers: [FormatParser] = [
        FormatParser("jobs.crontab.system") { CrontabFormat.parse($0, style: .system).problems.count },
        FormatParser("jobs.crontab.user") { CrontabFormat.parse($0, style: .user).problems.count },
        FormatParser("jobs.fcrontab") { FcrontabFormat.parse($0).problems.count },
        FormatParser("jobs.anacrontab") { AnacrontabFormat.parse($0).problems.count + AnacrontabFormat.environment($0).count },
        FormatParser("jobs.at") { AtJobFormat.parse(name: "a0000101c6a1f0", $0).problems.count },
    ]

    private static let loginParsers: [FormatParser] = [
        FormatParser("logins.utmp") { UtmpFormat.parse($0, isLog: false).problems.count },
        FormatParser("logins.wtmp") { input in
            let parsed = UtmpFormat.parse(input)
            _ = BootRecords.boots(parsed.value)
            return parsed.problems.count
        },
        FormatParser("logins.lastlog") { LastlogFormat.parse($0).problems.count },
    ]

    private static let systemParsers: [FormatParser] = [
        FormatParser("system.program-paths") { input in
            _ = ModuleMarks.isStartable(input, named: "libx.so")
            return PathStrings.parse(input).problems.count
        },
        FormatParser("defences.hosts") { HostsFormat.parse($0, path: "/etc/hosts").problems.count },
        FormatParser("defences.rsyslog") { LogFilterFormat.rsyslog($0, path: "/etc/rsyslog.conf").value.count },
        FormatParser("defences.silenced") { LogFilterFormat.silenced($0, path: "/etc/rsyslog.conf").value.count },
        FormatParser("defences.audit") { LogFilterFormat.audit($0, path: "/etc/audit/audit.rules").value.count },
        FormatParser("defences.assignments") { HostAssignments.parse($0).count },
        FormatParser("accounts.user-record") { UserRecordFormat.parse($0, path: "/etc/userdb/a.user").problems.count },
        FormatParser("accounts.access-list") { AccessListFormat.parse($0).problems.count },
        FormatParser("defences.sysctl") { SysctlFormat.parse($0, path: "/etc/sysctl.conf").problems.count },
        FormatParser("defences.firewall") { FirewallRulesFormat.parse($0, path: "/etc/iptables/rules.v4").problems.count },
        FormatParser("json") { JSONFormat.parse($0).problems.count },
        FormatParser("indicators") { IndicatorListFormat.parse($0, list: "list").problems.count },
        FormatParser("system.os-release") { OSReleaseFormat.parse($0).problems.count },
        FormatParser("system.key-value") { KeyValueFormat.parse($0).problems.count },
        FormatParser("system.release-file") { ReleaseFiles.parse($0, path: "/etc/redhat-release").problems.count },
        FormatParser("system.ld-so-preload") { LoaderPreloadFormat.parse($0).problems.count },
        FormatParser("system.loader") { LoaderStrings.parse($0).problems.count },
        FormatParser("system.time-zone") { input in
            let parsed = TimeZoneFormat.parse(input)
            for seconds in [Int64.min, -1, 1_700_000_000, 1 << 40, Int64.max] {
                _ = parsed.value.offset(at: Timestamp(seconds: seconds))
            }
            return parsed.problems.count
        },
        FormatParser("system.time-zone.posix") { input in
            var text: [UInt8] = []
            for index in 0..<min(input.count, 512) { text.append(input[index]) }
            guard let rules = TimeZoneRules.posix(RawText(text)) else { return 1 }
            _ = rules.offset(at: Timestamp(seconds: Int64.max))
            _ = rules.moments(of: CivilTime(year: 2024, month: 3, day: 10, hour: 2, minute: 30))
            return 0
        },
    ]

    private static let procParsers: [FormatParser] =
        [
            FormatParser("proc.stat") { ProcStatFormat.parse($0).problems.count },
            FormatParser("proc.status") { ProcStatusFormat.parse($0).problems.count },
            FormatParser("proc.maps") { ProcMapsFormat.parse($0).problems.count },
            FormatParser("proc.cmdline") { ProcCmdlineFormat.parse($0).problems.count },
            FormatParser("proc.environ") { ProcEnvironFormat.parse($0).problems.count },
            FormatParser("proc.mountinfo") { MountInfoFormat.parse($0).problems.count },
            FormatParser("proc.net.packet") { PacketTableFormat.parse($0).problems.count },
            FormatParser("proc.net.unix") { UnixTableFormat.parse($0).problems.count },
            FormatParser("proc.stat.system") { ProcStatSystemFormat.parse($0).problems.count },
            FormatParser("proc.uptime") { UptimeFormat.parse($0).problems.count },
            FormatParser("proc.loadavg") { LoadAverageFormat.threads($0).problems.count },
        ]
        + NetTableFormat.Family.allCases.map { family in
            FormatParser("proc.net.\(family.rawValue)") { NetTableFormat.parse($0, family: family).problems.count }
        }
}
