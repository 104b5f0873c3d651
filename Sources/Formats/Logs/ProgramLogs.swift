/// Every program whose messages are understood, in alphabetical order of the id.
package enum ProgramLogs {
    package static let all: [ProgramLog] = [
        .accountTools,
        .apache,
        .audit,
        .auditDaemon,
        .clock,
        .courier,
        .cron,
        .cyrus,
        .dovecot,
        .dropbear,
        .fail2ban,
        .ftpd,
        .haproxy,
        .kernel,
        .login,
        .logind,
        .mailbox,
        .nginx,
        .pam,
        .polkit,
        .postfix,
        .proftpd,
        .pureFtpd,
        .qmail,
        .remoteShell,
        .sendmail,
        .sftp,
        .sshd,
        .su,
        .sudo,
        .syslogDaemon,
        .systemd,
        .vsftpd,
        .xinetd,
    ]

    /// By the names that the programs log under.
    static let byName: [String: Int] = {
        var table: [String: Int] = [:]
        for (index, program) in all.enumerated() { for name in program.programs { table[name] = index } }
        return table
    }()
}
