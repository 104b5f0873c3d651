import Model

extension LogFormat {
    /// GitLab's `application.log`.
    static let gitlab = application(
        "gitlab", Localized(en: "GitLab's application log", ja: "GitLabのアプリケーションログ"), names: ["/gitlab-rails/application.log"],
        begins: [.digit, .letter], isOwn: false,
        [
            .failure("Failed Login: username={user} ip={address}"),
            LogPhrase(.loginSuccess, .success, "Successful Login: username={user} ip={address} {*}"),
            LogPhrase(.accountCreate, .success, "User \"{user}\" ({=user.email}) was created"),
            LogPhrase(.accountDelete, .success, "User \"{user}\" ({=user.email}) was removed"),
            LogPhrase(.message, "{user} created a new project \"{*}\""), LogPhrase(.message, "Project \"{*}\" was removed"),
        ]
    ) { text, line in head(LogTimes.any(text, line.lowerBound), text, ": ") }

    /// Gitea and Forgejo: `2011/03/12 00:30:01 …routers/web/auth/auth.go:200:SignInPost() [I] Failed authentication attempt for bob from 192.0.2.1:5000: …`.
    static let gitea = application(
        "gitea", Localized(en: "Gitea's log", ja: "Giteaのログ"), names: ["/gitea.log", "/forgejo.log"], begins: .digit, isOwn: false,
        [
            .failure("{*} [{word} Failed authentication attempt for {user} from {address}: {*}"),
            .failure("{*} Failed authentication attempt for {user} from {address}: {*}"),
            .failure("{*} Failed authentication attempt for {user} from {address}"), .failure("{*} invalid credentials from {address}{*}"),
        ]
    ) { text, line in LogText.byte(text, line.lowerBound + 4) == 0x2f ? head(LogTime.iso(text, line.lowerBound), text, " ") : nil }

    static let bitwarden = application(
        "bitwarden", Localized(en: "Bitwarden's log", ja: "Bitwardenのログ"), names: ["/bitwarden/identity.log"], begins: .digit, isOwn: false,
        [
            .failure("[{word} Failed login attempt. {address}"), .failure("[{word} Failed login attempt, 2FA invalid. {address}"),
            LogPhrase(.message, "[{word} {*}"),
        ]
    ) { text, line in
        guard let time = LogTime.iso(text, line.lowerBound), time.moment.precision == .millisecond, LogText.byte(text, time.end) == 0x20
        else { return nil }
        // Serilog puts a blank before a zone with a colon, and a level of three letters behind it.
        guard !time.moment.isLocal, LogText.byte(text, line.lowerBound + 23) == 0x20,
            LogText.byte(text, line.lowerBound + 24) == 0x2b || LogText.byte(text, line.lowerBound + 24) == 0x2d,
            LogText.matches(text, time.end, " ["),
            LogText.first(0x5d, in: text, time.end + 4..<time.end + 16) != nil
        else { return nil }
        return (time.moment, time.end + 1)
    }

    static let vaultwarden = application(
        "vaultwarden", Localized(en: "Vaultwarden's log", ja: "Vaultwardenのログ"), names: ["/vaultwarden.log", "/bitwarden.log"],
        begins: .bracket, isOwn: true,
        [
            .failure("[{word}][ERROR] Username or password is incorrect. Try again. IP: {address}. Username: {user}."),
            .failure("[{word}][ERROR] Username or password is incorrect. Try again. IP: {address} Username: {user}"),
            .failure("[{word}][ERROR] Invalid admin token. IP: {address}"),
            .failure("[{word}][ERROR] Invalid admin token! IP: {address}. Username: {user}"),
            .failure("[{word}][ERROR] Invalid TOTP code! Server time: {*} UTC IP: {address}"),
            .failure("[{word}][ERROR] {*} IP: {address}. Username: {user}."),
            .failure("[{word}][ERROR] {*} IP: {address}"),
            LogPhrase(.loginSuccess, .success, "[{word}][INFO] User {user} logged in successfully. IP: {address}"),
        ]
    ) { text, line in
        guard let found = head(LogTime.iso(text, line.lowerBound + 1), text, "]["),
            let level = LogText.first("][", in: text, LogText.range(found.message, min(line.upperBound, found.message + 120))),
            let close = LogText.first(0x5d, in: text, LogText.range(level + 2, min(line.upperBound, level + 10))),
            TimedLine.isLevel(text, level + 2..<close)
        else { return nil }
        return (found.moment, found.message - 1)
    }

    static let centreon = application(
        "centreon", Localized(en: "Centreon's log-ins", ja: "Centreonのログイン記録"), names: ["/centreon/login.log"], begins: .digit,
        isOwn: false,
        [
            .failure("{word}|[WEB] [{address}] Authentication failed for '{user}' : {*}"),
            .failure("{word}|[WEB] [{address}] Authentication failed for '{user}'"),
            .failure("{#}|{#}|{#}|[WEB] [{address}] Authentication failed for '{user}'{*}"),
            .failure("{*}|[WEB] [{address}] Authentication failed for '{user}' : {*}"),
            .failure("{*}|[WEB] [{address}] Authentication failed for '{user}'"),
            LogPhrase(.loginSuccess, .success, "{*}|[WEB] [{address}] Authentication succeeded for '{user}'"),
        ]
    ) { text, line in head(LogTime.iso(text, line.lowerBound), text, "|") }

    static let directAdmin = application(
        "directadmin", Localized(en: "DirectAdmin's log-ins", ja: "DirectAdminのログイン記録"),
        names: ["/directadmin/login.log", "/directadmin/security.log"], begins: .digit,
        isOwn: true,
        [
            .failure("'{address}' {#} failed login attempts. Account '{user}' via '{*}'"),
            .failure("'{address}' {#} failed login attempts. Account '{user}'"),
            .failure("'{address}' {#} failed login attempt. Account '{user}'"),
            .failure("'{address}' {#} failed login attempt. Invalid account '{user}'"),
            .failure("'{address}' {#} failed login attempts. Invalid account '{user}'"),
            .failure("'{address}' {#} failed login attempt. {*}"), .failure("'{address}' {#} failed login attempts. {*}"),
            LogPhrase(.loginSuccess, .success, "'{address}' successful login to '{user}' after {*}"),
            LogPhrase(.loginSuccess, .success, "'{address}' successful login to '{user}' via '{*}"),
            LogPhrase(.loginSuccess, .success, "'{address}' successful login to '{user}'"),
        ]
    ) { text, line in LogText.byte(text, line.lowerBound + 4) == 0x3a ? head(LogTimes.dotted(text, line.lowerBound), text, ": ") : nil }

    /// cPanel & WHM's `login_log` and `session_log`.
    static let cpanel = application(
        "cpanel", Localized(en: "cPanel's log-ins and sessions", ja: "cPanelのログインとセッションの記録"),
        names: ["/cpanel/logs/login_log", "/cpanel/logs/session_log"],
        begins: .bracket, isOwn: false,
        [
            .failure("info [{method}] {address} - {user} \"{*}\" FAILED LOGIN {=message}"),
            .failure("info [{method}] {address} - {user} \"{*}\" DEFERRED LOGIN {=message}"),
            LogPhrase(
                .loginSuccess, .success, "info [{method}] {address} - {user} (possessor: {+user.effective}) - SUCCESS LOGIN {=message}"),
            LogPhrase(.loginSuccess, .success, "info [{method}] {address} - {user} - SUCCESS LOGIN {=message}"),
            LogPhrase(.loginSuccess, .success, "info [{method}] {address} NEW {user}:{word} address={=message}"),
            LogPhrase(.logout, "info [{method}] {address} PURGE {user}:{*}"), LogPhrase(.message, "info [{method}] {address} {*}"),
        ]
    ) { text, line in head(LogTime.iso(text, line.lowerBound + 1), text, "] ") }

    /// Plesk's `panel.log`.
    static let plesk = application(
        "plesk", Localized(en: "Plesk's panel log", ja: "Pleskの管理画面ログ"), names: ["/plesk/panel.log", "/psa/panel.log"], begins: .bracket,
        isOwn: false,
        [
            .failure("{*} [panel] Failed login attempt from the address {address} with user name \"{user}\"{*}"),
            .failure("{*} [panel] Failed login attempt with login '{user}' from IP {address}{*}"),
            LogPhrase(.message, "{word} ERR [{*}"), LogPhrase(.message, "{word} INFO [{*}"), LogPhrase(.message, "{word} WARN [{*}"),
            LogPhrase(.message, "ERR [{*}"), LogPhrase(.message, "WARN [{*}"), LogPhrase(.message, "INFO [{*}"),
        ]
    ) { text, line in head(LogTime.iso(text, line.lowerBound + 1), text, "] ") }

    /// ISPConfig's `auth.log`, with its time in the sentence.
    static let ispconfig = LogFormat(
        id: "ispconfig", title: Localized(en: "ISPConfig's log-ins", ja: "ISPConfigのログイン記録"), names: ["/ispconfig/auth.log"],
        begins: .letter
    ) { text, line, draft in
        guard LogPhrase.read(ispconfigPhrases, text, line, &draft), let at = LogText.last(" at 2", in: text, line),
            let time = LogTime.iso(text, at + 4)
        else { return false }
        draft.format = "ispconfig"
        draft.moment = time.moment
        draft.message = Slice(line)
        return true
    }

    private static let ispconfigPhrases = [
        LogPhrase.failure("Failed login for user '{user}' from {address} at {*}"),
        LogPhrase(.loginSuccess, .success, "Successful login for user '{user}' from {address} at {*}"),
        LogPhrase(.logout, "Logout for user '{user}' from {address} at {*}"),
    ]

    /// HestiaCP's and VestaCP's `system.log`: every command of the panel.
    static let hestia = application(
        "hestia", Localized(en: "Commands of HestiaCP or VestaCP", ja: "HestiaCP・VestaCPの操作記録"),
        names: ["/hestia/system.log", "/vesta/system.log"], begins: .digit,
        isOwn: false,
        [
            LogPhrase(.command, "v-{=process.command_line}"), LogPhrase(.command, "{user} v-{=process.command_line}"),
            LogPhrase(.loginSuccess, .success, "{user} {address} successfully logged in{*}"),
            .failure("{user} {address} failed to login{*}"),
        ]
    ) { text, line in
        // No level stands between the time and the words.
        guard let (moment, start) = head(LogTime.iso(text, line.lowerBound), text, " "), LogText.byte(text, line.lowerBound + 19) == 0x20,
            !TimedLine.isLevel(text, LogText.token(text, start, end: line.upperBound))
        else { return nil }
        return (moment, start)
    }

    static let groupOffice = application(
        "groupoffice", Localized(en: "Group-Office's log-ins", ja: "Group-Officeのログイン記録"), begins: .bracket, isOwn: false,
        [
            .failure("LOGIN FAILED for user: \"{user}\" from IP: {address}"),
            LogPhrase(.loginSuccess, .success, "LOGIN SUCCESS for user: \"{user}\" from IP: {address}"),
            LogPhrase(.logout, "LOGOUT for user: \"{user}\" from IP: {address}"),
        ]
    ) { text, line in head(LogTime.iso(text, line.lowerBound + 1), text, "]") }

    static let squirrelMail = application(
        "squirrelmail", Localized(en: "SquirrelMail's log", ja: "SquirrelMailのログ"), names: ["/squirrelmail/squirrelmail_access_log"],
        begins: .digit, isOwn: false,
        [
            .failure("[LOGIN_ERROR] {user} ({*}) from {address}: {*}"),
            LogPhrase(.loginSuccess, .success, "[LOGIN] {user} ({*}) from {address}: {*}"),
            LogPhrase(.logout, "[LOGOUT] {user} ({*}) from {address}: {*}"), LogPhrase(.message, "[{*}] {user} ({*}) from {address}: {*}"),
        ]
    ) { text, line in head(LogTimes.numbers(text, line.lowerBound, monthFirst: true), text, " ") }

    static let openWebMail = application(
        "openwebmail", Localized(en: "Open WebMail's log", ja: "Open WebMailのログ"), names: ["/openwebmail.log"], begins: .letter,
        isOwn: false,
        [
            .failure("[{pid}] ({address}) {user} - login error - {*}"), .failure("[{pid}] ({address}) {user} - userinfo error - {*}"),
            LogPhrase(.loginSuccess, .success, "[{pid}] ({address}) {user} - login - {*}"),
            LogPhrase(.logout, "[{pid}] ({address}) {user} - logout - {*}"),
            LogPhrase(.message, "[{pid}] ({address}) {user} - {*}"),
        ]
    ) { text, line in head(LogTime.bsd(text, line.lowerBound), text, " - ") }

    /// Tine 2.0: the time stands behind identifiers of the request.
    static let tine20 = application(
        "tine20", Localized(en: "Tine 2.0's log", ja: "Tine 2.0のログ"), names: ["/tine20.log"], begins: [.digit, .letter], isOwn: false,
        [
            .failure("{word} ({#}): Tinebase_Controller::login::{#} Login with username {user} from {address} failed ({*}"),
            LogPhrase(.message, "{word} ({#}): {*}"),
        ]
    ) { text, line in
        let head = LogText.range(line.lowerBound, min(line.upperBound, line.lowerBound + 160))
        guard LogText.byte(text, line.lowerBound + 5) == 0x20, LogText.byte(text, line.lowerBound + 11) == 0x20,
            let dash = LogText.first(" - 20", in: text, head)
        else { return nil }
        return LogFormat.head(LogTime.iso(text, dash + 3), text, " ")
    }

    /// Zimbra's `mailbox.log` and `audit.log`.
    static let zimbra = LogFormat(
        id: "zimbra", title: Localized(en: "Zimbra's mailbox and audit logs", ja: "Zimbraのメールボックスログ・監査ログ"),
        names: ["/zimbra/log/audit.log", "/zimbra/log/mailbox.log"], begins: .digit
    ) { text, line, draft in
        let end = line.upperBound
        guard let time = LogTime.iso(text, line.lowerBound), time.moment.precision == .millisecond, LogText.byte(text, time.end) == 0x20
        else { return false }
        let level = LogText.word(text, time.end + 1, end: end)
        guard RPMWords.isLevel(text, level) || LogText.equals(text, level, "WARN") else { return false }
        let open = LogText.skipBlanks(text, level.upperBound, end: end)
        guard open < end, text[open] == 0x5b, let thread = LogText.first("] [", in: text, open..<min(end, open + 300)),
            let close = LogText.first("] ", in: text, LogText.range(thread + 3, end)),
            // What is known of the client, each ended by a semicolon.
            close == thread + 3 || text[close - 1] == 0x3b
        else { return false }
        draft.format = "zimbra"
        draft.moment = time.moment
        draft.kind = .message
        draft.add("log.level", level)
        let context = LogText.range(thread + 2, close + 1)
        if let address = LogText.between("oip=", ";", in: text, context) ?? LogText.between("ip=", ";", in: text, context) {
            HTTPLine.setPeer(text, address, &draft)
        }
        let message = LogText.range(close + 2, end)
        draft.message = Slice(message)
        if LogText.first("cmd=Auth;", in: text, message) != nil || LogText.first("cmd=AdminAuth;", in: text, message) != nil {
            if let account = LogText.between("account=", ";", in: text, message) { draft.user = Slice(account) }
            let isFailure = LogText.first("error=", in: text, message) != nil
            (draft.kind, draft.outcome) = isFailure ? (.loginFailure, .failure) : (.loginSuccess, .success)
        } else {
            if let name = LogText.between("[name=", ";", in: text, context), draft.address.isPresent { draft.user = Slice(name) }
            LoginWords.read(text, message, &draft)
        }
        return true
    }
}
