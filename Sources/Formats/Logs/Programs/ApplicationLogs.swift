import Model

extension ProgramLog {
    /// Bitwarden and Vaultwarden.
    static let bitwarden = ProgramLog(
        id: "bitwarden", title: Localized(en: "Password safe Bitwarden", ja: "パスワード管理 Bitwarden"),
        programs: ["bitwarden-identity", "bitwarden", "vaultwarden", "bitwarden_rs"]
    ) { text, message, draft in
        draft.wholly { ApplicationMessage.bitwarden(text, message, &$0) }
    }

    /// Forges of source code: GitLab, Gitea, Forgejo, Gogs.
    static let forges = ProgramLog(
        id: "forges", title: Localized(en: "Source code server (GitLab, Gitea)", ja: "ソースコード管理(GitLab・Gitea)"),
        programs: ["gitlab", "gitlab-rails", "gitea", "forgejo", "gogs"]
    ) { text, message, draft in
        draft.wholly { ApplicationMessage.forge(text, message, &$0) }
    }

    /// PHP and its hardening Suhosin through syslog.
    static let php = ProgramLog(
        id: "php", title: Localized(en: "PHP", ja: "PHP"),
        programs: ["php", "suhosin", "php-fpm", "php-cgi", "php5", "php7", "php8", "snuffleupagus"]
    ) { text, message, draft in
        draft.wholly { ApplicationMessage.php(text, message, &$0) }
    }

    /// Cyrus SASL's saslauthd(8).
    static let saslauthd = ProgramLog(
        id: "saslauthd", title: Localized(en: "Log-in service SASL", ja: "ログイン認証サービス SASL"), programs: ["saslauthd"]
    ) { text, message, draft in
        draft.wholly { ApplicationMessage.sasl(text, message, &$0) }
    }
}

enum ApplicationMessage {
    /// `[…Validator] Failed login attempt. 192.0.2.1`, `Failed login attempt, 2FA invalid. 192.0.2.1`, `Username or password is incorrect. Try
    /// again. IP: 192.0.2.1. Username: bob.`
    static func bitwarden(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let at = LogText.first("Failed login attempt", in: text, message) {
            guard draft.peer(text, LogText.lastWord(text, at..<message.upperBound)) else { return false }
            draft.tell(.loginFailure, .failure)
            return true
        }
        if let at = LogText.first("sername or password is incorrect. Try again. IP: ", in: text, message)
            ?? LogText.first("nvalid admin token. IP: ", in: text, message) ?? LogText.first("nvalid TOTP code! ", in: text, message),
            let ip = LogText.first("IP: ", in: text, at..<message.upperBound),
            let address = LogText.address(text, ip + 4, end: message.upperBound)
        {
            draft.address = Slice(address)
            if let user = LogText.first("Username: ", in: text, address.upperBound..<message.upperBound) {
                draft.user = Slice(user + 10..<(LogText.ends(text, message, ".") ? message.upperBound - 1 : message.upperBound))
            }
            draft.tell(.loginFailure, .failure)
            return true
        }
        guard let at = LogText.first(" logged in successfully", in: text, message),
            let ip = LogText.last("IP: ", in: text, at..<message.upperBound)
        else { return false }
        if let user = LogText.first("User ", in: text, message.lowerBound..<at) { draft.user = Slice(user + 5..<at) }
        if let address = LogText.address(text, ip + 4, end: message.upperBound) { draft.address = Slice(address) }
        draft.tell(.loginSuccess, .success)
        return true
    }

    /// `Failed Login: username=bob ip=192.0.2.1`, `Successful Login: …`, Gitea's `Failed authentication attempt for bob from 192.0.2.1:1234: …`,
    /// `… authentication failed for 192.0.2.1`.
    static func forge(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let at = LogText.first("ailed Login: username=", in: text, message), let ip = LogText.last(" ip=", in: text, message),
            at + 22 <= ip
        {
            draft.user = Slice(at + 22..<ip)
            guard draft.peer(text, ip + 4..<message.upperBound) else { return false }
            draft.tell(.loginFailure, .failure)
            return true
        }
        if let at = LogText.first("uccessful Login: username=", in: text, message), let ip = LogText.last(" ip=", in: text, message),
            at + 26 <= ip
        {
            draft.user = Slice(at + 26..<ip)
            guard draft.peer(text, ip + 4..<message.upperBound) else { return false }
            draft.tell(.loginSuccess, .success)
            return true
        }
        if let at = LogText.first("ailed authentication attempt for ", in: text, message) {
            let rest = at + 33..<message.upperBound
            // The error behind the address may repeat the name, but not " from " and an address with a port.
            guard let (from, peer) = LoginSentence.lastPeer(text, rest) else { return false }
            peer.fill(&draft)
            draft.user = Slice(rest.lowerBound..<from)
            draft.tell(.loginFailure, .failure)
            return true
        }
        return false
    }

    /// Suhosin: `ALERT - … (attacker '192.0.2.1', file '/var/www/x.php', line 5)`. Names of variables stand before, so that the last one counts.
    static func php(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let alert = LogText.first("ALERT", in: text, message),
            let at = LogText.last(" (attacker '", in: text, alert..<message.upperBound),
            let close = LogText.first(0x27, in: text, at + 12..<message.upperBound)
        {
            guard draft.peer(text, at + 12..<close) else { return false }
            if let file = LogText.first(", file '", in: text, close..<message.upperBound) {
                draft.path = Slice(file + 8..<(LogText.last(0x27, in: text, file + 8..<message.upperBound) ?? message.upperBound))
            }
            draft.add("reason", alert..<at)
            draft.tell(.policyDenial, .failure)
            return true
        }
        if let rest = LogText.behind("PHP ", in: text, message), LogText.contains(text, rest, " in /") {
            if let at = LogText.last(" in /", in: text, rest) {
                draft.path = Slice(
                    at
                        + 4..<(LogText.last(" on line ", in: text, at..<rest.upperBound) ?? LogText.last(
                            0x3a, in: text, at..<rest.upperBound) ?? rest.upperBound))
            }
            draft.tell(.httpError)
            return true
        }
        return false
    }

    /// `do_auth         : auth failure: [user=bob] [service=smtp] [realm=] [mech=pam] [reason=PAM auth error]`.
    static func sasl(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let at = LogText.first("auth failure: [user=", in: text, message) {
            let name = at + 20..<message.upperBound
            let end = LogText.last("] [service=", in: text, name) ?? LogText.first(0x5d, in: text, name) ?? name.upperBound
            draft.user = Slice(name.lowerBound..<end)
            for (field, mark) in [("service.name", "[service="), ("reason", "[reason=")] {
                if let value = LogText.between(mark, "]", in: text, end..<message.upperBound) { draft.add(field, value) }
            }
            if let mech = LogText.between("[mech=", "]", in: text, end..<message.upperBound) { draft.method = Slice(mech) }
            draft.tell(.loginFailure, .failure)
            return true
        }
        if let at = LogText.first("auth success: [user=", in: text, message)
            ?? LogText.first("authentication success: [user=", in: text, message)
        {
            let start = LogText.first("[user=", in: text, at..<message.upperBound) ?? at
            draft.user = Slice(start + 6..<(LogText.last("] [service=", in: text, start..<message.upperBound) ?? message.upperBound))
            draft.tell(.loginSuccess, .success)
            return true
        }
        return false
    }
}
