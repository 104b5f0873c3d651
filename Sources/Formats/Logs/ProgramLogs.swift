/// Every program whose messages are understood, in alphabetical order of the id.
package enum ProgramLogs {
    package static let all: [ProgramLog] = [
        .apache,
        .audit,
        .courier,
        .cyrus,
        .dovecot,
        .dropbear,
        .haproxy,
        .mailbox,
        .nginx,
        .pam,
        .postfix,
        .proftpd,
        .pureFtpd,
        .qmail,
        .sendmail,
        .sftp,
        .sshd,
        .vsftpd,
    ]

    /// By the names that the programs log under.
    static let byName: [String: Int] = {
        var table: [String: Int] = [:]
        for (index, program) in all.enumerated() { for name in program.programs { table[name] = index } }
        return table
    }()
}
