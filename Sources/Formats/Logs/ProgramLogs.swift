/// Every program whose messages are understood, in alphabetical order of the id.
package enum ProgramLogs {
    package static let all: [ProgramLog] = [
        .asterisk,
        .courier,
        .cyrus,
        .dante,
        .dovecot,
        .drupal,
        .froxlor,
        .guacamole,
        .horde,
        .mailbox,
        .monit,
        .mysqld,
        .named,
        .nrpe,
        .openvpn,
        .pam,
        .perdition,
        .phpmyadmin,
        .postfix,
        .postgres,
        .qmail,
        .roundcube,
        .scans,
        .sendmail,
        .sftp,
        .slapd,
        .snmpd,
        .sogo,
        .sqlserver,
        .squirrelmail,
        .sshd,
        .stunnel,
        .vnc,
        .webmin,
        .wordpress,
        .xrdp,
    ]

    /// By the names that the programs log under.
    static let byName: [String: Int] = {
        var table: [String: Int] = [:]
        for (index, program) in all.enumerated() { for name in program.programs { table[name] = index } }
        return table
    }()
}
