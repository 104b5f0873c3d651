import Model

extension LogFormat {
    /// Asterisk's own log: `[2011-03-12 00:30:01] NOTICE[12][C-0a] chan_sip.c: …`. The words are those that it writes through syslog.
    static let asterisk = LogFormat(
        id: "asterisk.own", title: Localized(en: "Asterisk's own log", ja: "Asterisk独自のログ"),
        names: ["/asterisk/messages", "/asterisk/full", "/asterisk/security"],
        begins: .bracket
    ) { text, line, draft in
        let end = line.upperBound
        let start = line.lowerBound + 1
        guard let time = LogTime.iso(text, start) ?? LogTime.bsd(text, start), LogText.matches(text, time.end, "] ") else { return false }
        let at = time.end + 2
        let level = LogText.range(at, LogText.first(0x5b, in: text, at..<min(max(at, end), at + 12)) ?? at)
        guard ["NOTICE", "WARNING", "ERROR", "SECURITY", "VERBOSE", "DEBUG", "DTMF"].contains(where: { LogText.equals(text, level, $0) }),
            let (pid, close) = LogText.number(text, level.upperBound + 1..<end), LogText.byte(text, close) == 0x5d
        else { return false }
        draft.format = "asterisk.own"
        draft.moment = time.moment
        draft.pid = pid
        draft.kind = .message
        draft.add("log.level", level)
        let message = LogText.skipBlanks(text, LogText.first(0x20, in: text, close..<end) ?? end, end: end)..<end
        draft.message = Slice(message)
        if ProgramDispatch.read(named: "asterisk", text, message: at..<end, &draft)
            || ProgramDispatch.read(named: "asterisk", text, message: message, &draft)
        {
            return true
        }
        draft.kind = .message
        if !LogPhrase.read(asteriskPhrases, text, message, &draft) { LoginWords.read(text, message, &draft) }
        return true
    }

    private static let asteriskPhrases = [
        LogPhrase.failure("{word} {*}Registration from '{*}' failed for '{address}' - {=message}"),
        .failure("{word} Registration from '{*}' failed for '{address}' - {=message}"),
        .failure("{word} Host {address} failed to authenticate as '{user}'"),
        .failure("{word} Host {address} denied access to register peer '{user}'"),
        .failure("{word} Host {address} failed MD5 authentication for '{user}' ({*}"),
        .failure("{word} No registration for peer '{user}' (from {address})"),
        .failure("{*}Call from '{user}' ({address}) to extension '{*}' rejected because {=message}"),
    ]

    /// FreeSWITCH: `2011-03-12 00:30:01.123456 [WARNING] sofia_reg.c:1533 SIP auth failure (INVITE) on sofia profile 'x' for [1@y] from ip 192.0.2.1`.
    static let freeswitch = application(
        "freeswitch", Localized(en: "FreeSWITCH's log", ja: "FreeSWITCHのログ"), names: ["/freeswitch.log"], begins: .digit, isOwn: false,
        [
            .failure("{*} SIP auth failure ({method}) on sofia profile '{*}' for [{user}] from ip {address}"),
            .failure("{*} Can't find user [{user}] from {address}"),
            LogPhrase(
                .connectionRefused, .failure, "{*} SIP auth challenge ({method}) on sofia profile '{*}' for [{user}] from ip {address}"),
            LogPhrase(.message, "[{word}] sofia{*}"), LogPhrase(.message, "[{word}] switch_{*}"), LogPhrase(.message, "[{word}] mod_{*}"),
            LogPhrase(.message, "[{word}] [SOFIA] {*}"),
        ]
    ) { text, line in
        var time = LogTime.iso(text, line.lowerBound)
        if time == nil, LogText.byte(text, line.lowerBound + 2) == 0x2d, let month = LogText.digits(text, line.lowerBound, 2),
            (1...12).contains(month),
            let day = LogText.digits(text, line.lowerBound + 3, 2), (1...31).contains(day), LogText.byte(text, line.lowerBound + 5) == 0x20,
            let second = LogText.clock(text, line.lowerBound + 6)
        {
            let (part, precision, end) = LogTime.fraction(text, line.lowerBound + 14)
            var moment = LogMoment.yearless(month: month, day: day, second: second, nanoseconds: part)
            moment.precision = precision
            time = .init(moment: moment, end: end)
        }
        guard let time, time.moment.precision == .microsecond, LogText.byte(text, time.end) == 0x20 else { return nil }
        var at = time.end + 1
        // How idle the machine was.
        if let percent = LogText.first("% [", in: text, LogText.range(at, min(line.upperBound, at + 10))) { at = percent + 2 }
        return LogText.byte(text, at) == 0x5b ? (time.moment, at) : nil
    }

    static let murmur = application(
        "murmur", Localized(en: "Mumble server's log", ja: "Mumbleサーバーのログ"), names: ["/mumble-server.log", "/murmur.log"], begins: .angle,
        isOwn: true,
        [
            .failure("{#} => <{*}:{user}({*})> Rejected connection from {address}: Invalid server password"),
            .failure("{#} => <{*}:{user}({*})> Rejected connection from {address}: Wrong certificate or password for existing user"),
            LogPhrase(.connectionRefused, .failure, "{#} => <{*}:{user}({*})> Rejected connection from {address}: {*}"),
            LogPhrase(.connectionOpen, "{#} => <{*}> New connection: {address}"),
            LogPhrase(.loginSuccess, .success, "{#} => <{*}:{user}({*})> Authenticated"),
            LogPhrase(.connectionClose, "{#} => <{*}:{user}({*})> Connection closed{*}"),
        ]
    ) { text, line in
        guard LogText.byte(text, line.lowerBound + 2) == 0x3e else { return nil }
        return head(LogTime.iso(text, line.lowerBound + 3), text, " ")
    }

    /// Servers of the Source and GoldSrc engines: `L 03/12/2011 - 00:30:01: …`.
    static let gameServer = application(
        "counter-strike", Localized(en: "Log of a game server (Source engine)", ja: "ゲームサーバーのログ(Sourceエンジン)"), begins: .letter, isOwn: true,
        [
            .failure("Bad Rcon: \"{=process.command_line}\" from \"{address}\""), .failure("rcon from \"{address}\": Bad Password"),
            LogPhrase(.command, "Rcon: \"{=process.command_line}\" from \"{address}\""),
            LogPhrase(.command, "rcon from \"{address}\": command \"{=process.command_line}\""),
            LogPhrase(.connectionOpen, "\"{user}<{*}><{*}><{*}>\" connected, address \"{address}\""),
        ]
    ) { text, line in
        LogText.matches(text, line.lowerBound, "L ") ? head(LogTimes.numbers(text, line.lowerBound + 2, monthFirst: true), text, ": ") : nil
    }

    /// Monit's own log: `[JST Mar 12 00:30:01] error    : …`, later `[2011-03-12T00:30:01+0900] error    : …`. A zone by name that has but
    /// one meaning counts; others are taken as the host's own.
    static let monit = application(
        "monit", Localized(en: "Monit's log", ja: "Monitのログ"), names: ["/monit.log"], begins: .bracket, isOwn: false,
        [
            .failure("Warning: Client '{address}' supplied unknown user '{user}' accessing monit httpd"),
            .failure("Warning: Client '{address}' supplied wrong password for user '{user}' accessing monit httpd"),
            .failure("HttpRequest: access denied -- client {address}: wrong password for user '{user}'"),
            .failure("HttpRequest: access denied -- client {address}: unknown user '{user}'"),
            LogPhrase(.connectionRefused, .failure, "HttpRequest: access denied -- client {address}: {*}"), LogPhrase(.message, "{*}"),
        ]
    ) { text, line in
        let start = line.lowerBound + 1
        var time = LogTime.iso(text, start)
        if time == nil, let blank = LogText.first(0x20, in: text, LogText.range(start, min(line.upperBound, start + 6))) {
            time = LogTime.bsd(text, blank + 1)
            if time?.moment.yearsOn != nil, let zone = ZoneName.offset(text, start) { time?.moment.offset = Int32(zone.offset) }
        }
        guard let time, LogText.matches(text, time.end, "] "),
            let colon = LogText.first(": ", in: text, LogText.range(time.end, min(line.upperBound, time.end + 14))),
            colon >= time.end + 6
        else { return nil }
        // Levels are padded.
        guard text[colon - 1] == 0x20 else { return nil }
        for at in time.end + 2..<colon where !ShellByte.isNameStart(text[at]) && text[at] != 0x20 { return nil }
        return (time.moment, colon + 2)
    }

    static let monitorix = application(
        "monitorix", Localized(en: "Monitorix' web server", ja: "Monitorix内蔵ウェブサーバーのログ"), names: ["/monitorix-httpd"], begins: .letter,
        isOwn: false,
        [
            LogPhrase(.httpRequest, "OK - [{address}] \"{method} {path} - {*}\""), LogPhrase(.httpRequest, "OK - [{address}] {*}"),
            LogPhrase(.httpRequest, .failure, "NOTEXIST - [{address}] File does not exist: {path}"),
            LogPhrase(.httpRequest, .failure, "NOTALLOWED - [{address}] Access not allowed: {path}"),
            .failure("AUTHERR - [{address}] Authentication error: {path}"), LogPhrase(.message, "{word} - [{address}] {*}"),
        ]
    ) { text, line in head(LogTime.bsd(text, line.lowerBound), text, " - ") }

    /// PortSentry's `portsentry.history`.
    static let portSentry = application(
        "portsentry", Localized(en: "Attacks that PortSentry saw", ja: "PortSentryの検知記録"), names: ["/portsentry.history"], begins: .digit,
        isOwn: false,
        [
            LogPhrase(.firewallDrop, .failure, "Host: {*}/{address} Port: {+destination.port} {+network.transport} Blocked")
        ]
    ) { text, line in
        guard let (seconds, end) = LogText.number(text, line), seconds > 100_000_000, LogText.matches(text, end, " - "),
            let clock = LogTimes.numbers(text, end + 3, monthFirst: true), LogText.byte(text, clock.end) == 0x20
        else { return nil }
        return (LogMoment(seconds: Int64(seconds)), clock.end + 1)
    }

    static let softEther = application(
        "softether", Localized(en: "SoftEther VPN's security log", ja: "SoftEther VPNのセキュリティログ"),
        names: ["/security_log/sec.log", "/sec.log"], begins: .digit, isOwn: false,
        [
            .failure(
                "Connection \"{word}: User authentication failed. The user name that has been provided was \"{user}\", from {address}."),
            LogPhrase(.loginSuccess, .success, "Connection \"{word}: Successfully authenticated as user \"{user}\"."),
            LogPhrase(.connectionOpen, "Connection \"{word}: {*} IP address: {address}{*}"), LogPhrase(.message, "Connection \"{*}"),
        ]
    ) { text, line in head(LogTime.iso(text, line.lowerBound), text, " ") }

    static let stunnel = application(
        "stunnel", Localized(en: "stunnel's log", ja: "stunnelのログ"), names: ["/stunnel.log", "/stunnel4/stunnel.log"], begins: .digit,
        isOwn: true,
        [
            LogPhrase(.connectionClose, .failure, "{word} SSL_accept from {address} : {*}"),
            LogPhrase(.connectionClose, .failure, "{word} SSL_accept: {*}"),
            LogPhrase(.connectionOpen, "{word} Service [{*}] accepted connection from {address}"),
            LogPhrase(.connectionRefused, .failure, "{word} {*} refused{*} from {address}"),
        ]
    ) { text, line in
        guard let found = head(LogTimes.dotted(text, line.lowerBound), text, " LOG") else { return nil }
        return (found.moment, found.message)
    }

    /// xrdp and its session manager: `[20110312-00:30:01] [INFO ] AUTHFAIL: user=bob ip=192.0.2.1 time=1299889801`.
    static let xrdp = application(
        "xrdp", Localized(en: "xrdp's log (remote desktop)", ja: "xrdp(リモートデスクトップ)のログ"), names: ["/xrdp-sesman.log", "/xrdp.log"],
        begins: .bracket, isOwn: true,
        [
            .failure("[INFO ] AUTHFAIL: user={user} ip={address} time={#}"),
            .failure("[INFO ] AUTHFAIL: user={user} ip={address} time={#} {*}"),
            LogPhrase(.connectionOpen, "[INFO ] Socket 12: connection accepted from {address}"),
            LogPhrase(.connectionOpen, "[INFO ] Socket {#}: {word} connection received from {address} port {port}"),
            LogPhrase(.loginSuccess, .success, "[INFO ] Access permitted for user: {user}"),
            LogPhrase(.sessionOpen, "[INFO ] ++ created session (access granted): username {user}, ip {address}{*}"),
            LogPhrase(.sessionClose, "[INFO ] ++ terminated session:  username {user}, display {*}"),
            // A name that was logged may hold a copy of the line.
            LogPhrase(.message, "[INFO ] {*}"),
        ]
    ) { text, line in
        guard LogText.byte(text, line.lowerBound + 9) == 0x2d else { return nil }
        return head(LogTimes.compact(text, line.lowerBound + 1), text, "] ")
    }

    static let zncAdmin = application(
        "znc.adminlog", Localized(en: "ZNC's log-ins (IRC)", ja: "ZNC(IRC)のログイン記録"), names: ["/adminlog/znc.log"], begins: .bracket,
        isOwn: false,
        [
            .failure("[{user}] failed to login from {address}"),
            LogPhrase(.loginSuccess, .success, "[{user}] connected to ZNC from {address}"),
            LogPhrase(.logout, "[{user}] disconnected from ZNC from {address}"),
        ]
    ) { text, line in head(LogTime.iso(text, line.lowerBound + 1), text, "] ") }

    /// ejabberd; before 13.12 the time stood on a line of its own.
    static let ejabberd = LogFormat(
        id: "ejabberd", title: Localized(en: "ejabberd's log (XMPP)", ja: "ejabberd(XMPP)のログ"), names: ["/ejabberd.log"],
        begins: [.digit, .other],
        spansBlankLines: true,
        continues: { text, first, line in
            text[first.lowerBound] == 0x3d && text[line.lowerBound] != 0x3d && !ShellByte.isDigit(text[line.lowerBound])
        }
    ) { text, line, draft in
        let isOld = text[line.lowerBound] == 0x3d
        let end = line.upperBound
        var at: Int
        if isOld {
            guard let report = LogText.placeBehind(" REPORT==== ", in: text, LogText.range(line.lowerBound, min(end, line.lowerBound + 32)))
            else { return false }
            guard let time = LogTimes.any(text, report) else { return false }
            draft.moment = time.moment
            at = LogText.first(0x0a, in: text, line).map { $0 + 1 } ?? end
        } else {
            guard let time = LogTime.iso(text, line.lowerBound), LogText.matches(text, time.end, " ["),
                let close = LogText.first("] ", in: text, LogText.range(time.end + 2, min(end, time.end + 14))),
                LogText.byte(text, close + 2) == 0x3c,
                LogText.first("@", in: text, LogText.range(close, min(end, close + 40))) != nil
            else { return false }
            draft.moment = time.moment
            at = close + 2
        }
        draft.format = "ejabberd"
        draft.kind = .message
        let message = LogText.range(at, end)
        draft.message = Slice(message)
        guard let failed = LogText.first(") Failed ", in: text, message) else {
            // Other programs of Erlang write such heads, too.
            GenericMessage.ofAnybody(text, message, &draft)
            return true
        }
        if !LogPhrase.read(ejabberdPhrases, text, failed + 2..<end, &draft) { LoginWords.read(text, failed + 2..<end, &draft) }
        return true
    }

    private static let ejabberdPhrases = [
        LogPhrase.failure("Failed authentication for {user} from IP {address} ({*}"),
        .failure("Failed authentication for {user} from IP {address}"),
        .failure("Failed authentication for {user} from {address}"), .failure("Failed {*} authentication for {user} from {address}: {*}"),
        .failure("Failed {*} authentication from {address}: {*}"),
    ]
}
