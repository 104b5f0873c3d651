/// A line of passwd(5) with what shadow(5) adds.
package struct Account: Hashable, Sendable {
    package enum Password: Hashable, Sendable {
        /// Log-in by password is not possible (`*`, `!`, `!!`, or any text that no password hashes to).
        case locked
        /// No password is asked for.
        case empty
        /// crypt(5) method: "yescrypt", "sha512crypt", "md5crypt", "descrypt", …
        case hashed(method: String)
        /// shadow could not be read, or has no line for this account.
        case unknown
    }
    package var name: RawText
    package var user: UInt32
    package var group: UInt32
    package var comment: RawText
    package var home: RawText
    package var shell: RawText
    package var password: Password
    /// Whether the password stands in passwd itself, where everybody can read it.
    package var passwordInPasswd: Bool
    /// Days since 1970-01-01, field 3 of shadow(5).
    package var passwordChangedDay: Int?
    /// A digest of the password's hash together with the host's machine id and the name: equal while the password is the same.
    package var passwordSeal: Fingerprint?
    package var place: Place

    package init(
        name: RawText, user: UInt32, group: UInt32, comment: RawText = "", home: RawText, shell: RawText, password: Password = .unknown,
        passwordInPasswd: Bool = false, passwordChangedDay: Int? = nil, place: Place
    ) {
        (self.name, self.user, self.group, self.comment) = (name, user, group, comment)
        (self.home, self.shell, self.password, self.passwordInPasswd) = (home, shell, password, passwordInPasswd)
        (self.passwordChangedDay, self.place) = (passwordChangedDay, place)
    }

    /// Whether the shell is one that lets somebody in; an empty field means /bin/sh, after passwd(5).
    package var hasLoginShell: Bool {
        let name = shell.bytes.split(separator: 0x2f).last.map { RawText($0) } ?? ""
        return !["nologin", "false", "sync", "shutdown", "halt", "true"].contains(name)
    }
}

/// A key that lets somebody in, from a file in the format of sshd(8), AUTHORIZED_KEYS FILE FORMAT.
package struct AuthorizedKey: Hashable, Sendable {
    package var account: RawText
    package var place: Place
    /// "ssh-ed25519", "ssh-rsa", …
    package var algorithm: RawText
    /// The key itself, decoded from base64.
    package var key: [UInt8]
    package var comment: RawText
    /// Options before the algorithm, in order, as written: `command="…"`, `from="…"`, `no-pty`.
    package var options: [RawText]
    /// The file that holds it.
    package var file: FileFact?

    package init(
        account: RawText, place: Place, algorithm: RawText, key: [UInt8], comment: RawText = "", options: [RawText] = [],
        file: FileFact? = nil
    ) {
        (self.account, self.place, self.algorithm, self.key) = (account, place, algorithm, key)
        (self.comment, self.options, self.file) = (comment, options, file)
    }
}

/// What sshd_config(5) finally says, with Include files read and the first value of each keyword winning.
package struct SSHDaemonSettings: Hashable, Sendable {
    package struct Setting: Hashable, Sendable {
        /// In lower case: "permitrootlogin".
        package var keyword: String
        /// The arguments as written, joined by one blank.
        package var value: RawText
        package var place: Place
        /// The criteria of the Match block it stands in ("user backup"); nil outside of one.
        package var match: RawText?

        package init(keyword: String, value: RawText, place: Place, match: RawText? = nil) {
            (self.keyword, self.value, self.place, self.match) = (keyword, value, place, match)
        }
    }
    /// Every setting that takes effect, in file order; of settings outside Match only the first of each keyword,
    /// save for those that sshd_config(5) lets be repeated.
    package var settings: [Setting]

    package init(settings: [Setting]) { self.settings = settings }

    /// The global setting of a keyword; nil where the built-in default holds.
    package func global(_ keyword: String) -> Setting? {
        settings.first { $0.keyword == keyword && $0.match == nil }
    }
}

/// The commands that a shell kept, and how it kept them.
package struct ShellHistory: Hashable, Sendable {
    package var account: RawText
    package var file: FileFact
    /// Commands in the file.
    package var lines: Int
    /// Commands that would do what honest ones seldom do.
    package var traits: [TraitHit]
    /// Times that the shell itself wrote beside commands (`#1299868200`), first and last.
    package var span: TimeSpan?

    package init(account: RawText, file: FileFact, lines: Int, traits: [TraitHit], span: TimeSpan? = nil) {
        (self.account, self.file, self.lines, self.traits, self.span) = (account, file, lines, traits, span)
    }
}

/// A record of utmp(5), wtmp or btmp.
package struct LoginRecord: Hashable, Sendable {
    /// `ut_type` of utmp(5).
    package enum Kind: UInt16, Sendable, Hashable {
        case empty = 0, runLevel, boot, newTime, oldTime, initProcess, loginProcess, user, dead, accounting
    }
    package var kind: Kind
    package var process: Int32
    package var line: RawText
    package var user: RawText
    /// Host name or kernel release (for `boot`), as written.
    package var host: RawText
    package var time: Timestamp
    /// IPv4 or IPv6 address in text, where the record holds one.
    package var address: String?
    /// Offset in bytes in the file.
    package var offset: Int

    package init(
        kind: Kind, process: Int32, line: RawText, user: RawText, host: RawText, time: Timestamp, address: String? = nil, offset: Int
    ) {
        (self.kind, self.process, self.line, self.user) = (kind, process, line, user)
        (self.host, self.time, self.address, self.offset) = (host, time, address, offset)
    }
}

extension Account {
    /// Whether its number is one that systems give to people: from UID_MIN of login.defs(5) up to UID_MAX.
    package var isPerson: Bool { user >= 1_000 && user < 60_000 }
}
