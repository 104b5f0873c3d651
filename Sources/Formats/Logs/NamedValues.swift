import Model

/// What a name means that programs give to a value in JSON or logfmt. The names are those of common configurations of nginx, Apache,
/// Caddy, Traefik, and of logging libraries (zap, logrus, bunyan, pino, slog, Serilog, Monolog, logstash, ECS).
enum NamedValue: Sendable {
    case time, message, level, address, forwarded, port, user, method, target, query, request, status, bytes, agent, referer, domain,
        version
    case host, process, pid, error
    /// A name that stands for an address only where the value is one.
    case peer
    /// A status whose name says that it is HTTP's, so that it tells how a request ended even where the request is not told.
    case httpStatus
    /// What happened, in a word ("login_failed"); kept under its own name.
    case action
    /// The user where it is no number: what Caddy calls `user_id`.
    case identity

    static let table = KeyTable<NamedValue>(
        [
            (
                .time,
                [
                    "time", "ts", "timestamp", "@timestamp", "datetime", "date", "t", "time_local", "time_iso8601", "@t", "starttime",
                    "startutc", "eventtime", "requestreceivedtimestamp", "event_time", "time_utc", "msec", "asctime", "created_at",
                    "timegenerated", "$date", "logged_at", "occurred_at", "createdat", "event_timestamp", "log_time", "logtime",
                    "datetime_utc", "timestamp_utc", "when", "eventdate", "createddatetime", "time_stamp", "published", "event.created",
                    "event_date", "instant", "unixtime", "epoch", "date_time",
                ]
            ),
            (.message, ["msg", "message", "@m", "@message", "text", "short_message", "log.message", "output"]),
            (.level, ["level", "lvl", "severity", "log.level", "levelname", "@l", "level_name", "loglevel", "log_level", "priority"]),
            (
                .address,
                [
                    "remote_addr", "remote_ip", "client_ip", "clientip", "clienthost", "src_ip", "source_ip", "ip", "ip_address",
                    "remoteaddr",
                    "remote_address", "remoteaddress", "remote_host", "client_addr", "clientaddr", "client.ip", "source.ip", "remoteip",
                    "remote",
                    "client_address", "src", "peer", "ipaddress", "source.address", "client.address", "sourceip", "userip", "from_ip",
                    "host_ip",
                    "sourceipaddress", "caller_ip", "actor_ip", "origin.address", "origin_address", "id.orig_h", "request.remote_ip",
                    "request.client_ip",
                    "http.client_ip", "client_addr_ip", "srcip", "source_address", "sourceaddress", "clientipaddress", "actoripaddress",
                    "remote_ip_address", "remoteipaddress", "saddr", "client_ip_address", "request_ip", "requestip", "src_addr", "user_ip",
                    "peer_ip", "peerip", "ip_src", "addr.remote", "ipaddr", "real_ip", "realip", "cf-connecting-ip", "remote-ip",
                    "remote-addr", "client-ip", "x-real-ip", "cip", "c-ip", "sourceips", "source_ips", "client_ips", "clientips",
                ]
            ),
            (
                .peer,
                ["client", "rhost", "rip", "oip", "from", "origin", "peer_addr", "peeraddr", "ip_addr", "addr", "clientaddress"]
            ),
            (.forwarded, ["x_forwarded_for", "http_x_forwarded_for", "x-forwarded-for", "xff", "forwardedfor"]),
            (.port, ["remote_port", "src_port", "client_port", "clientport", "source.port", "client.port", "id.orig_p"]),
            (
                .user,
                [
                    "user", "username", "remote_user", "clientusername", "user_name", "login", "user.name", "principalname", "remoteuser",
                    "uname",
                    "account", "auth_user", "principal", "acct", "user.username", "loginname", "login_name",
                    "userlogin", "user_login", "actor_name", "suser", "usrname", "accountname", "account_name", "target_user",
                    "targetusername", "userprincipalname", "samaccountname", "auth_username", "authuser", "attempted_username", "srcuser",
                    "src_user", "dstuser", "actor.username", "uid_name", "author_name", "current_user", "c-user", "cs-username",
                ]
            ),
            (.method, ["method", "request_method", "http_method", "requestmethod", "http.request.method", "verb"]),
            (
                .target,
                [
                    "request_uri", "uri", "url", "path", "requestpath", "http_path", "url.path", "url.original", "http_uri", "requesturi",
                    "uri_path", "http.url", "target",
                ]
            ),
            (.query, ["args", "query", "query_string", "querystring", "url.query"]),
            (.request, ["request", "requestline", "request_line"]),
            (
                .status,
                [
                    "status", "status_code", "statuscode", "downstreamstatus", "response_code", "http.response.status_code",
                    "response_status", "code",
                ]
            ),
            (
                .bytes,
                [
                    "bytes_sent", "body_bytes_sent", "bytes", "size", "downstreamcontentsize", "response_size", "bytes_out",
                    "bytes_written",
                    "content_length", "responsesize", "http.response.body.bytes", "body_bytes",
                ]
            ),
            (
                .agent,
                ["http_user_agent", "user_agent", "useragent", "user-agent", "agent", "request_user-agent", "user_agent.original", "ua"]
            ),
            (.referer, ["http_referer", "http_referrer", "referer", "referrer", "request_referer", "http.request.referrer"]),
            (.domain, ["http_host", "server_name", "vhost", "virtual_host", "requesthost", "requestaddr", "url.domain", "domain"]),
            (.version, ["server_protocol", "protocol", "proto", "http_version", "requestprotocol", "http.version"]),
            (.host, ["hostname", "host.name", "syslog_host"]),
            (.process, ["program", "process.name", "syslog.appname", "appname", "app"]),
            (.pid, ["pid", "process.pid"]),
            (.error, ["error", "err", "exception", "error.message", "reason", "errorreason", "error_message", "errormessage"]),
            (
                .httpStatus,
                [
                    "http_status", "httpstatus", "http_status_code", "http.status_code", "http.status", "http_code", "httpcode",
                    "statuscode_http",
                ]
            ),
            (
                .action,
                [
                    "action", "event", "event.action", "event_type", "eventtype", "event_name", "eventname", "event.type", "audit_type",
                    "audittype",
                ]
            ),
            (.identity, ["user_id", "userid"]),
        ].flatMap { (role: NamedValue, names: [String]) in names.map { ($0, role) } })

    /// Puts a value where it belongs. What has been said before is not said again: the first of two names with one meaning holds.
    /// - Parameter slice: the value, its escapes undone; decoded where it had any.
    /// - Returns: false where the value is kept as a field.
    func set(_ text: Span<UInt8>, _ slice: Slice, raw: Range<Int>, isNumber: Bool, _ draft: inout EventDraft) -> Bool {
        if case .identity = self, slice.isEmpty { return false }
        if slice.isEmpty || HTTPLine.isNothing(text, raw) || LogText.equals(text, raw, "--") { return true }
        switch self {
        case .time:
            guard draft.moment == nil else { return false }
            draft.moment =
                isNumber ? EpochNumber.moment(text, raw) : LogTimes.any(text, raw.lowerBound)?.moment ?? EpochNumber.moment(text, raw)
            return draft.moment != nil
        case .message:
            guard !draft.message.isPresent else { return false }
            draft.message = slice
        case .level: draft.add("log.level", slice)
        case .address:
            guard !draft.address.isPresent else { return false }
            guard !slice.isDecoded else { return false }
            // Samba's "ipv4:192.0.2.1:5000".
            SambaMessage.peer(text, raw, &draft)
            if draft.address.isPresent { return true }
            // Java's "/192.0.2.1:5000".
            if LogText.byte(text, raw.lowerBound) == 0x2f {
                let bare = raw.lowerBound + 1..<raw.upperBound
                if HTTPLine.isAddress(text, HTTPLine.peer(text, bare).address) {
                    HTTPLine.setPeer(text, bare, &draft)
                    return true
                }
            }
            // "192.0.2.1, 198.51.100.1": the first is the client.
            if let comma = LogText.first(0x2c, in: text, raw), HTTPLine.isAddress(text, raw.lowerBound..<comma) {
                HTTPLine.setPeer(text, raw.lowerBound..<comma, &draft)
                return true
            }
            // A name that stands for an address may hold a word of anything else ("remote": "origin").
            guard isAddressOrHost(text, raw) else { return false }
            HTTPLine.setPeer(text, raw, &draft)
        case .forwarded:
            draft.add("http.request.headers.x-forwarded-for", slice)
        case .port:
            guard draft.port == nil, let number = LogText.number(text, raw)?.value, number < 65_536 else { return false }
            draft.port = number
        case .user:
            guard !draft.user.isPresent else { return false }
            draft.user = slice
        case .method:
            guard !draft.method.isPresent else { return false }
            draft.method = slice
        case .target:
            guard !draft.path.isPresent else { return false }
            draft.path = slice
        case .query: draft.add("url.query", slice)
        case .request:
            guard !slice.isDecoded, LogText.first(0x20, in: text, raw) != nil else { return false }
            HTTPLine.request(text, raw, &draft)
        case .status:
            guard draft.status == nil, let number = LogText.number(text, raw), number.end == raw.upperBound, number.value < 1_000_000 else {
                return false
            }
            draft.status = number.value
        case .httpStatus:
            guard draft.status == nil, let number = LogText.number(text, raw), number.end == raw.upperBound, number.value < 1000 else {
                return false
            }
            draft.status = number.value
            HTTPLine.setOutcome(&draft)
        case .bytes:
            guard draft.bytes == nil, let number = LogText.number(text, raw) else { return false }
            draft.bytes = Int64(number.value)
        case .agent:
            guard !draft.agent.isPresent else { return false }
            draft.agent = slice
        case .referer:
            guard !draft.referer.isPresent else { return false }
            draft.referer = slice
        case .domain: draft.add("url.domain", slice)
        case .version:
            let isHTTP = !slice.isDecoded && LogText.matches(text, raw.lowerBound, "HTTP/") && raw.count > 5
            draft.add(isHTTP ? "http.version" : "network.protocol", isHTTP ? Slice(raw.lowerBound + 5..<raw.upperBound) : slice)
        case .host:
            guard !draft.host.isPresent else { return false }
            draft.host = slice
        case .process:
            guard !draft.process.isPresent else { return false }
            draft.process = slice
        case .pid:
            guard draft.pid == nil, let number = LogText.number(text, raw)?.value else { return false }
            draft.pid = number
        case .error:
            draft.add("error.message", slice)
        case .peer:
            guard !draft.address.isPresent, !slice.isDecoded, HTTPLine.isAddress(text, HTTPLine.peer(text, raw).address) else {
                return false
            }
            HTTPLine.setPeer(text, raw, &draft)
        case .action:
            // structlog's "event" is the message.
            if !draft.message.isPresent, draft.withBytes(slice, in: text, { LogText.first(0x20, in: $0, 0..<$0.count) }) != nil {
                draft.message = slice
            } else {
                return false
            }
        case .identity:
            guard !draft.user.isPresent, !isNumber, draft.path.isPresent, !slice.isDecoded, raw.count < 64,
                LogText.number(text, raw)?.end != raw.upperBound
            else { return false }
            draft.user = slice
        }
        return true
    }

    private func isAddressOrHost(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        if HTTPLine.isAddress(text, range) { return true }
        var hasDot = false
        for at in range {
            let byte = text[at]
            if byte == 0x2e { hasDot = true }
            guard ShellByte.isName(byte) || byte == 0x2e || byte == 0x2d || byte == 0x3a else { return false }
        }
        return hasDot && range.count <= 255
    }
}

/// Seconds since 1970 as JSON has them: whole, with parts, or in thousandths, millionths or billionths.
enum EpochNumber {
    static func moment(_ text: Span<UInt8>, _ range: Range<Int>) -> LogMoment? {
        var digits = 0
        while digits < range.count, ShellByte.isDigit(text[range.lowerBound + digits]) { digits += 1 }
        let end = range.lowerBound + digits
        if digits == 9 || digits == 10 { return LogTime.epoch(text, range)?.moment }
        guard digits == 13 || digits == 16 || digits == 19, let seconds = LogText.digits(text, range.lowerBound, 10) else { return nil }
        var part: UInt32 = 0
        for at in range.lowerBound + 10..<end { part = part * 10 + UInt32(text[at] - 0x30) }
        let scale: UInt32 = digits == 13 ? 1_000_000 : digits == 16 ? 1000 : 1
        return LogMoment(
            seconds: Int64(seconds), nanoseconds: part * scale,
            precision: digits == 13 ? .millisecond : digits == 16 ? .microsecond : .nanosecond)
    }
}
