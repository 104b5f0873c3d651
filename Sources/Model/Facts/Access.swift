/// A group of group(5).
package struct AccountGroup: Hashable, Sendable {
    package var name: RawText
    package var number: UInt32
    /// Log-in names in its line, without those whose first group it is.
    package var members: [RawText]
    package var place: Place

    package init(name: RawText, number: UInt32, members: [RawText], place: Place) {
        (self.name, self.number, self.members, self.place) = (name, number, members, place)
    }
}

/// A line of sudoers(5) or doas.conf(5) that lets somebody run something as somebody else, aliases written out.
package struct SudoGrant: Hashable, Sendable {
    /// Who: names, "%group", "#1000", "ALL"; a "!" in front leaves somebody out.
    package var users: [RawText]
    /// As whom; "root" where the line does not say, "ALL" for anybody.
    package var targets: [RawText]
    /// "ALL", or a path with its arguments as written; a "!" in front forbids it.
    package var command: RawText
    package var asksPassword: Bool
    /// Whether the caller's environment may be handed on (tag SETENV, doas keepenv).
    package var keepsEnvironment: Bool
    package var place: Place

    package init(
        users: [RawText], targets: [RawText], command: RawText, asksPassword: Bool, keepsEnvironment: Bool = false, place: Place
    ) {
        (self.users, self.targets, self.command) = (users, targets, command)
        (self.asksPassword, self.keepsEnvironment, self.place) = (asksPassword, keepsEnvironment, place)
    }

    /// Whether it opens root's account, or everybody's.
    package var reachesRoot: Bool { targets.contains { $0 == "ALL" || $0 == "root" || $0 == "#0" } }
}

/// A setting of sudoers(5): one parameter of a Defaults line.
package struct SudoSetting: Hashable, Sendable {
    /// "@host", ":user", "!command" or ">runas" as written; empty for all.
    package var scope: RawText
    package var name: String
    /// Nil for a flag.
    package var value: RawText?
    /// Written with a "!" in front.
    package var isNegated: Bool
    package var place: Place

    package init(scope: RawText, name: String, value: RawText?, isNegated: Bool, place: Place) {
        (self.scope, self.name, self.value) = (scope, name, value)
        (self.isNegated, self.place) = (isNegated, place)
    }
}

/// An account that stands in passwd(5) and not in the copy of it that the last change through the account tools left behind.
package struct AccountChange: Hashable, Sendable {
    package enum Kind: String, Sendable, Hashable {
        case added
        /// A way in was opened: a password where there was none, a shell that lets in, another number.
        case opened
        /// Somebody came into a group.
        case joined
    }
    package var kind: Kind
    package var account: RawText
    /// What changed, in words of the file: "shell /usr/sbin/nologin → /bin/bash", the name of a group.
    package var detail: RawText
    package var place: Place

    package init(kind: Kind, account: RawText, detail: RawText, place: Place) {
        (self.kind, self.account, self.detail, self.place) = (kind, account, detail, place)
    }
}

/// A user or group that an access list lets at a file beyond its mode: acl(5).
package struct AccessGrant: Hashable, Sendable {
    package var isGroup: Bool
    package var number: UInt32
    /// 4 read, 2 write, 1 execute.
    package var permissions: UInt8

    package init(isGroup: Bool, number: UInt32, permissions: UInt8) {
        (self.isGroup, self.number, self.permissions) = (isGroup, number, permissions)
    }
}

/// A host or a principal that may log in without a password of this host: a line of hosts.equiv(5), .rhosts, .shosts or k5login(5).
package struct TrustedHost: Hashable, Sendable {
    package var host: RawText
    package var user: RawText
    package var account: RawText?
    package var place: Place

    package init(host: RawText, user: RawText, account: RawText?, place: Place) {
        (self.host, self.user, self.account, self.place) = (host, user, account, place)
    }
}

/// Who may become whom on a host, and the files that decide it.
package struct AccessFacts: Sendable {
    package var groups: [AccountGroup] = []
    package var grants: [SudoGrant] = []
    package var sudoSettings: [SudoSetting] = []
    /// What is taken in from elsewhere: the path as the value.
    package var sudoIncludes: [SudoSetting] = []
    /// Libraries that sudo loads and programs that it asks, by sudo.conf(5).
    package var sudoPlugins: [AutorunTarget] = []
    /// Files and folders that decide who is root, and those of sudo, as they lie there.
    package var deciding: [FileFact] = []
    /// Users and groups that access lists let at those files, by path.
    package var lists: [RawText: [AccessGrant]] = [:]
    /// The programs that accounts have for a shell, at the end of all links, by the path in passwd.
    package var shells: [RawText: FileFact] = [:]
    /// The paths of shells(5); nil where there is no such file.
    package var knownShells: [RawText]?
    package var changes: [AccountChange] = []
    /// Lines of subuid(5) and subgid(5), the range as the detail.
    package var subordinates: [AccountChange] = []
    /// Accounts by user records of systemd, beside passwd.
    package var userRecords: [Account] = []
    package var trustedHosts: [TrustedHost] = []
    /// Private keys in the homes of accounts.
    package var privateKeys: [FileFact] = []

    package init() {}
}
