import Model

/// A log-in that a server let in.
package struct AcceptedLogin: Hashable, Sendable {
    package var time: Timestamp
    package var user: RawText
    package var address: String
    /// "password", "publickey", "keyboard-interactive/pam", … of sshd; "ftp" of FTP servers.
    package var method: RawText
    /// "sshd", "vsftpd", "proftpd", "pure-ftpd".
    package var service: String
    package var place: Place

    package init(time: Timestamp, user: RawText, address: String, method: RawText, service: String, place: Place) {
        (self.time, self.user, self.address, self.method) = (time, user, address, method)
        (self.service, self.place) = (service, place)
    }
}

/// What a log tells of log-ins from elsewhere.
package struct AuthLog: Hashable, Sendable {
    /// One entry for each address, in the order of the first try; its place is that of the last line.
    package var attempts: [LoginAttempts]
    package var accepted: [AcceptedLogin]
    /// Failures and successes from addresses beyond the number that is kept.
    package var uncounted: Int
    /// From the first to the last line that has a time, of any program.
    package var span: TimeSpan?

    package init(attempts: [LoginAttempts] = [], accepted: [AcceptedLogin] = [], uncounted: Int = 0, span: TimeSpan? = nil) {
        (self.attempts, self.accepted, self.uncounted, self.span) = (attempts, accepted, uncounted, span)
    }
}

/// Reads the log-ins of sshd(8), vsftpd, ProFTPD and Pure-FTPd out of a text log (/var/log/auth.log, secure, messages, vsftpd.log).
package enum AuthLogFormat {
    static let mostAddresses = 50_000
    static let mostAccepted = 10_000

    /// - Parameters: as of `CronLogFormat.parse`.
    package static func parse(
        _ text: Span<UInt8>, path: RawText, year: Int, offset: Int, zone: TimeZoneRules? = nil, modified: Timestamp
    ) -> Parsed<AuthLog> {
        var tally = LoginTally(offset: offset, zone: zone)
        var at = 0
        var number = 0
        while at < text.count {
            number += 1
            let end: Int
            if var line = LogLine.head(text, at: at) {
                end = LogLine.end(text, min(line.message, text.count))
                tally.count(&line.moment)
                // vsftpd's own log: "Sat Mar 12 00:30:01 2011 [pid 2] [bob] OK LOGIN: …"
                let event = line.moment.isLocal ? LoginEvent.vsftpd(text, at..<end) : LoginEvent.read(text, line, end: end)
                if let event { tally.add(event, line.moment, number) }
            } else {
                end = LogLine.end(text, at)
            }
            at = max(end, at) + 1
        }
        return tally.result(path: path, year: year, modified: modified)
    }
}
