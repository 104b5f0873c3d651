import Model

extension ProgramLog {
    /// Webmin, Usermin and Virtualmin.
    static let webmin = ProgramLog(
        id: "webmin", title: Localized(en: "Administration by web (Webmin)", ja: "ウェブ管理画面 Webmin"),
        programs: ["webmin", "usermin", "miniserv", "miniserv.pl"]
    ) { text, message, draft in
        draft.wholly { WebPanelMessage.webmin(text, message, &$0) }
    }

    /// phpMyAdmin: `user denied: bob (mysql-denied) from 192.0.2.1`.
    static let phpmyadmin = ProgramLog(
        id: "phpmyadmin", title: Localized(en: "phpMyAdmin", ja: "phpMyAdmin"), programs: ["phpmyadmin"]
    ) { text, message, draft in
        draft.wholly { WebPanelMessage.phpMyAdmin(text, message, &$0) }
    }

    /// Froxlor: `[Login Action 192.0.2.1] …` and, since 2.0, JSON behind the words.
    static let froxlor = ProgramLog(
        id: "froxlor", title: Localized(en: "Hosting panel Froxlor", ja: "ホスティング管理画面 Froxlor"), programs: ["froxlor"]
    ) { text, message, draft in
        draft.wholly { WebPanelMessage.froxlor(text, message, &$0) }
    }

    /// Monit's own web server, and what it says of what it watches.
    static let monit = ProgramLog(
        id: "monit", title: Localized(en: "Watcher Monit", ja: "監視ソフト Monit"), programs: ["monit"]
    ) { text, message, draft in
        draft.wholly { WebPanelMessage.monit(text, message, &$0) }
    }
}

enum WebPanelMessage {
    static func webmin(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let sentences: [(String, EventKind, EventOutcome?)] = [
            ("Invalid login as ", .loginFailure, .failure), ("Non-existent login as ", .loginFailure, .failure),
            ("Non-existant login as ", .loginFailure, .failure), ("Expired login as ", .loginFailure, .failure),
            ("Failed two-factor login as ", .loginFailure, .failure), ("Invalid TOTP login as ", .loginFailure, .failure),
            ("Successful login as ", .loginSuccess, .success), ("Logout by ", .logout, nil), ("Timeout of session for ", .logout, nil),
            ("Timeout of ", .logout, nil),
        ]
        for (words, kind, outcome) in sentences where LoginSentence.read(words, text, message, &draft, kind, outcome) { return true }
        if let rest = LogText.behind("Security alert: Host ", in: text, message) {
            _ = draft.peer(text, LogText.word(text, rest.lowerBound, end: rest.upperBound))
            draft.tell(.banSet, .success)
            return true
        }
        if LogText.begins(text, message, "Security alert: ") {
            draft.tell(.loginFailure, .failure)
            return true
        }
        guard LogText.begins(text, message, "Webmin starting") || LogText.begins(text, message, "Usermin starting") else { return false }
        draft.tell(.serviceStart)
        return true
    }

    static func phpMyAdmin(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if LoginSentence.read("user denied: ", text, message, &draft, .loginFailure, .failure) {
            // "bob (mysql-denied)": the reason is the server's.
            if draft.user.isPresent, let open = LogText.last(" (", in: text, draft.user.range), LogText.ends(text, draft.user.range, ")") {
                let name = draft.user.range
                draft.add("reason", open + 2..<name.upperBound - 1)
                draft.user = Slice(name.lowerBound..<open)
            }
            return true
        }
        return LoginSentence.read("user authenticated: ", text, message, &draft, .loginSuccess, .success)
    }

    static func froxlor(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let rest = LogText.behind("[Login Action ", in: text, message), let close = LogText.first(0x5d, in: text, rest) {
            guard draft.peer(text, rest.lowerBound..<close) else { return false }
            return action(text, LogText.skipBlanks(text, close + 1, end: rest.upperBound)..<rest.upperBound, &draft)
        }
        guard LogText.begins(text, message, "froxlor."), let colon = LogText.first(": ", in: text, message),
            let json = LogText.last(" {\"source\":\"login\"", in: text, message), colon + 2 <= json,
            let user = LogText.between("\"user\":\"", "\"", in: text, json..<message.upperBound), draft.peer(text, user)
        else { return false }
        return action(text, colon + 2..<json, &draft)
    }

    private static func action(_ text: Span<UInt8>, _ words: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let open = LogText.first(0x27, in: text, words), let close = LogText.last(0x27, in: text, words), open < close {
            draft.user = Slice(open + 1..<close)
        } else if let rest = LogText.behind("User ", in: text, words), let tried = LogText.first(" tried to ", in: text, rest) {
            draft.user = Slice(rest.lowerBound..<tried)
        }
        if LogText.contains(text, words, "tried to login") {
            draft.tell(.loginFailure, .failure)
        } else if LogText.contains(text, words, "logged in") {
            draft.tell(.loginSuccess, .success)
        } else {
            draft.tell(.message)
        }
        return true
    }

    /// `HttpRequest: access denied -- client 192.0.2.1: wrong password for user 'bob'`. Whoever gave no name yet was only asked for one.
    static func monit(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if let at = LogText.first(
            "access denied -- client ", in: text, message.lowerBound..<min(message.upperBound, message.lowerBound + 64))
        {
            let start = at + 24
            guard let address = LogText.address(text, start, end: message.upperBound) else { return false }
            draft.address = Slice(address)
            let behind = LogText.byte(text, address.upperBound) == 0x5d ? address.upperBound + 1 : address.upperBound
            return denied(text, min(behind + 2, message.upperBound)..<message.upperBound, &draft)
        }
        if let at = LogText.first("Client '", in: text, message), let close = LogText.first(0x27, in: text, at + 8..<message.upperBound),
            LogText.matches(text, close, "' supplied "), draft.peer(text, at + 8..<close)
        {
            let end = LogText.last(" accessing monit", in: text, close..<message.upperBound) ?? message.upperBound
            return denied(text, close + 11..<max(close + 11, end), &draft)
        }
        if LogText.begins(text, message, "'") {
            guard let close = LogText.first("' ", in: text, message), close > message.lowerBound else { return false }
            draft.add("service.name", message.lowerBound + 1..<close)
            let said = close + 2..<message.upperBound
            if LogText.begins(text, said, "process is not running") || LogText.begins(text, said, "failed") {
                draft.tell(.serviceFailure, .failure)
            } else if LogText.begins(text, said, "start: ") || LogText.begins(text, said, "restart: ") {
                draft.tell(.serviceStart)
            } else if LogText.begins(text, said, "stop: ") {
                draft.tell(.serviceStop)
            } else {
                draft.tell(.message)
            }
            return true
        }
        return false
    }

    private static func denied(_ text: Span<UInt8>, _ said: Range<Int>, _ draft: inout EventDraft) -> Bool {
        draft.add("reason", said)
        draft.tell(.connectionRefused)
        if let open = LogText.first(0x27, in: text, said), let close = LogText.last(0x27, in: text, said), open < close {
            guard open + 1 < close else { return true }
            draft.user = Slice(open + 1..<close)
            draft.tell(.loginFailure, .failure)
        } else if LogText.begins(text, said, "empty password") || LogText.begins(text, said, "wrong password") {
            draft.tell(.loginFailure, .failure)
        }
        return true
    }
}

extension ProgramLog {
    /// LemonLDAP::NG, a portal for single sign-on (`Lemonldap::NG::Portal`).
    static let lemonldap = ProgramLog(
        id: "lemonldap", title: Localized(en: "Sign-on portal (LemonLDAP::NG)", ja: "シングルサインオン(LemonLDAP::NG)"),
        programs: ["llng", "lemonldap-ng"]
    ) { text, message, draft in
        var message = LogText.trimmed(text, message)
        for head in ["Lemonldap::NG : ", "[warn] ", "[notice] ", "[info] "] {
            if let rest = LogText.behind(head, in: text, message) { message = rest }
        }
        return LogPhrase.read(lemonldapPhrases, text, message, &draft)
    }

    private static let lemonldapPhrases = [
        LogPhrase.failure("{user} was not found in LDAP directory ({address})"), .failure("Bad password for {user} ({address})"),
        .failure("Authentication failed for {user} ({address})"), .failure("User {user} was not found in {word} ({address})"),
        LogPhrase(.loginSuccess, .success, "Session granted for {user} by {word} ({address})"),
        LogPhrase(.logout, "User {user} has been disconnected from {word} ({address})"),
    ]
}
