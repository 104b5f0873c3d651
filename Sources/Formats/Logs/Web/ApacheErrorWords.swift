import Model

/// The sentences of Apache's modules that tell who tried what (`modules/aaa`, `server/core.c`, `server/protocol.c`, mod_security 2).
enum ApacheErrorWords {
    static func read(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        var at = range.lowerBound
        let end = range.upperBound
        guard at < end else { return }
        switch text[at] {
        case 0x44 where LogText.matches(text, at, "Digest: "):
            draft.method = draft.decode("digest")
            at += 8
            digest(text, LogText.range(at, end), &draft)
        case 0x44 where LogText.matches(text, at, "Directory index forbidden by "): path(text, behind: ": ", range, &draft)
        case 0x75: if !user(text, range, &draft) { digest(text, range, &draft) }
        case 0x61 where LogText.matches(text, at, "auth_ldap authenticate: "): _ = user(text, LogText.range(at + 24, end), &draft)
        case 0x41 where LogText.matches(text, at, "Authorization of user "):
            let reason = LogText.last(" failed, reason: ", in: text, range) ?? end
            guard let access = LogText.last(" to access ", in: text, at..<reason) else { return }
            failure(text, user: LogText.range(at + 22, access), path: LogText.range(access + 11, reason), &draft)
        case 0x41 where LogText.matches(text, at, "AuthExtern "):
            if let user = LogText.last(" for user ", in: text, range) {
                failure(text, user: LogText.range(user + 10, end), path: nil, &draft)
            }
        case 0x50 where LogText.matches(text, at, "PAM: user '"):
            if let close = LogText.last("' - not authenticated", in: text, range) {
                failure(text, user: LogText.range(at + 11, close), path: nil, &draft)
            }
        case 0x63 where LogText.matches(text, at, "client used wrong authentication scheme: "):
            failure(text, user: nil, path: LogText.range(at + 41, end), &draft)
        case 0x63 where LogText.matches(text, at, "client denied by server configuration: "):
            draft.path = Slice(LogText.range(at + 39, end))
            draft.outcome = .failure
        case 0x46 where LogText.matches(text, at, "File does not exist: "):
            // Some versions tell of it as information.
            draft.outcome = .failure
            draft.path = Slice(LogText.range(at + 21, end))
        case 0x61 where LogText.matches(text, at, "attempt to invoke directory as script: "):
            draft.path = Slice(LogText.range(at + 39, end))
        case 0x73 where LogText.matches(text, at, "script not found or unable to stat: "): draft.path = Slice(LogText.range(at + 36, end))
        case 0x73 where LogText.matches(text, at, "script '"):
            if let close = LogText.last("' not found or unable to stat", in: text, range) {
                draft.path = Slice(LogText.range(at + 8, close))
            }
        case 0x69 where LogText.matches(text, at, "invalid URI path ("):
            let close = LogText.last(0x29, in: text, range) ?? end
            draft.path = Slice(LogText.range(at + 18, close))
        case 0x69: digest(text, range, &draft)
        case 0x72 where LogText.matches(text, at, "realm mismatch"): digest(text, range, &draft)
        case 0x49 where LogText.matches(text, at, "Invalid URI in request "):
            HTTPLine.request(text, LogText.range(at + 23, end), &draft)
        case 0x49 where LogText.matches(text, at, "Invalid method in request "):
            HTTPLine.request(text, LogText.range(at + 26, end), &draft)
        case 0x4d where LogText.matches(text, at, "ModSecurity:"): ModSecurityMessage.read(text, range, &draft)
        case 0x5b where LogText.matches(text, at, "[client "):
            if let message = LogText.first("ModSecurity:", in: text, at..<min(end, at + 96)) {
                ModSecurityMessage.read(text, message..<end, &draft)
            }
        case 0x57, 0x45: zoneMinder(text, range, &draft)
        case 0x63 where LogText.matches(text, at, "caught SIGTERM, shutting down"): draft.kind = .serviceStop
        case 0x47 where LogText.matches(text, at, "Got error 'PHP message: "):
            php(text, LogText.range(at + 24, end), &draft)
        case 0x50 where LogText.matches(text, at, "PHP message: "): php(text, LogText.range(at + 13, end), &draft)
        default:
            if !draft.address.isPresent, LogText.first("resuming normal operations", in: text, at..<min(end, at + 256)) != nil {
                draft.kind = .serviceStart
            } else if draft.address.isPresent {
                php(text, LogText.range(at, end), &draft)
            } else if LoginVerdict.read(text, range) != nil {
                LoginWords.read(text, range, &draft)
            }
        }
    }

    /// What a PHP program says through FastCGI. That a database refused the program is no log-in of the visitor's.
    private static func php(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        let range = range.lowerBound..<(LogText.last("', referer: ", in: text, range) ?? range.upperBound)
        guard !LogText.contains(text, range, "SQLSTATE["), !LogText.contains(text, range, "Access denied"),
            draft.address.isPresent, LoginVerdict.read(text, range) == false
        else { return }
        LoginWords.read(text, range, &draft)
    }

    private static func path(_ text: Span<UInt8>, behind mark: String, _ range: Range<Int>, _ draft: inout EventDraft) {
        guard let place = LogText.first(mark, in: text, range) else { return }
        draft.path = Slice(min(range.upperBound, place + mark.utf8.count)..<range.upperBound)
    }

    private static func failure(_ text: Span<UInt8>, user: Range<Int>?, path: Range<Int>?, _ draft: inout EventDraft) {
        draft.kind = .loginFailure
        draft.outcome = .failure
        if let user { draft.user = HTTPLine.unescaped(text, user, &draft) }
        if let path { draft.path = HTTPLine.unescaped(text, path, &draft) }
        if !draft.method.isPresent { draft.method = draft.decode("basic") }
    }

    /// "user NAME …": the name may hold anything, what follows it is the module's own, so that its last place counts.
    private static func user(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard LogText.matches(text, range.lowerBound, "user ") else { return false }
        let from = range.lowerBound + 5
        let end = range.upperBound
        guard from <= end else { return false }
        let behind = LogText.range(from, end)
        if text[from - 1] == 0x20, LogText.byte(text, from) == 0x60, let close = LogText.last("' in realm `", in: text, behind) {
            draft.method = draft.decode("digest")
            failure(
                text, user: LogText.range(from + 1, close), path: LogText.last("' not found: ", in: text, behind).map { $0 + 13..<end },
                &draft)
            return true
        }
        if let place = LogText.last(": authentication failure for \"", in: text, behind)
            ?? LogText.last(": authorization failure for \"", in: text, behind)
        {
            let open = (LogText.first(0x22, in: text, LogText.range(place, end)) ?? place) + 1
            let close =
                LogText.last("\":", in: text, LogText.range(open, end)) ?? LogText.last(0x22, in: text, LogText.range(open, end)) ?? end
            failure(text, user: LogText.range(from, place), path: LogText.range(open, close), &draft)
            return true
        }
        if let place = LogText.last(": password mismatch:", in: text, behind) {
            draft.method = draft.decode("digest")
            let path = LogText.range(min(place + 21, end), end)
            failure(text, user: LogText.range(from, place), path: path.isEmpty ? nil : path, &draft)
            return true
        }
        if let place = LogText.last(" authentication failed; URI ", in: text, behind) {
            let uri = LogText.word(text, place + 28, end: end)
            failure(text, user: LogText.range(from, place), path: uri, &draft)
            return true
        }
        if let place = LogText.last(" not found", in: text, behind), place + 10 == end || LogText.byte(text, place + 10) == 0x3a {
            failure(text, user: LogText.range(from, place), path: place + 12 <= end ? LogText.range(place + 12, end) : nil, &draft)
            return true
        }
        if let place = LogText.first(" in realm ", in: text, behind), LogText.first(": ", in: text, LogText.range(place, end)) != nil {
            failure(text, user: LogText.range(from, place), path: nil, &draft)
            return true
        }
        return false
    }

    private static func digest(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        let at = range.lowerBound
        if user(text, range, &draft) { return }
        for words in ["invalid nonce ", "invalid qop ", "realm mismatch", "unknown algorithm ", "invalid opaque "]
        where LogText.matches(text, at, words) {
            draft.method = draft.decode("digest")
            failure(text, user: nil, path: nil, &draft)
            return
        }
    }

    /// `WAR [Login denied for user "x"]`, `ERR [Could not retrieve user x details]` of ZoneMinder.
    private static func zoneMinder(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        let at = range.lowerBound
        guard LogText.byte(text, at + 3) == 0x20, LogText.byte(text, at + 4) == 0x5b else { return }
        let close = LogText.last(0x5d, in: text, range) ?? range.upperBound
        if LogText.matches(text, at + 5, "Login denied for user \"") {
            let end = LogText.last(0x22, in: text, LogText.range(at + 28, close)) ?? close
            failure(text, user: LogText.range(at + 28, end), path: nil, &draft)
        } else if LogText.matches(text, at + 5, "Could not retrieve user ") {
            let end = LogText.last(" details", in: text, LogText.range(at + 29, close)) ?? close
            failure(text, user: LogText.range(at + 29, end), path: nil, &draft)
        }
    }
}

/// What ModSecurity 2 and 3 write to an error log: `ModSecurity: Access denied with code 403 (phase 2). … [id "1"] [msg "…"] [uri "/x"]`.
enum ModSecurityMessage {
    static func read(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        draft.kind = .policyDenial
        draft.outcome = .failure
        // Data of the client stands in quotes; tags follow one another in brackets.
        if let denied = LogText.first("Access denied with code ", in: text, range) { draft.status = HTTPLine.status(text, denied + 24) }
        tag("[id \"", "rule.id", text, range, &draft)
        tag("[msg \"", "rule.name", text, range, &draft)
        tag("[severity \"", "rule.severity", text, range, &draft)
        tag("[hostname \"", "url.domain", text, range, &draft)
        tag("[unique_id \"", "http.request.id", text, range, &draft)
        if let uri = value("[uri \"", text, range) { draft.path = HTTPLine.unescaped(text, uri, &draft) }
    }

    private static func tag(_ mark: String, _ name: String, _ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        if let value = value(mark, text, range) { draft.add(name, HTTPLine.unescaped(text, value, &draft)) }
    }

    /// Up to `"]`, which ModSecurity escapes in data.
    private static func value(_ mark: String, _ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        guard let place = LogText.last(mark, in: text, range) else { return nil }
        let start = place + mark.utf8.count
        guard let close = LogText.first("\"]", in: text, start..<range.upperBound) else { return nil }
        return LogText.range(start, close)
    }
}
