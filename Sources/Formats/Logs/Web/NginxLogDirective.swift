import Model

extension AccessLogGrammar {
    /// Compiles the text of nginx's `log_format name [escape=default|json|none] …` ("Module ngx_http_log_module"), the strings of the
    /// directive joined. Nil where the lines would tell no time.
    package init?(nginx format: String) { self.init(nginx: Array(format.utf8)) }

    package init?(nginx format: [UInt8]) {
        var text = format[...]
        var grammar = AccessLogGrammar()
        if text.starts(with: Array("escape=".utf8)) {
            text = text.dropFirst(7)
            for word in ["default", "json", "none"] where text.starts(with: Array(word.utf8)) {
                text = text.dropFirst(word.utf8.count)
                grammar.isEscaped = word != "none"
                break
            }
            text = text.drop { $0 == 0x20 }
        }
        var literal: [UInt8] = []
        var at = text.startIndex
        while at < text.endIndex {
            let byte = text[at]
            at += 1
            guard byte == 0x24 else {
                literal.append(byte)
                continue
            }
            let isBraced = at < text.endIndex && text[at] == 0x7b
            if isBraced { at += 1 }
            let start = at
            while at < text.endIndex, ShellByte.isName(text[at]) { at += 1 }
            let name = RawText(text[start..<at]).utf8 ?? ""
            if isBraced, at < text.endIndex, text[at] == 0x7d { at += 1 }
            let (value, field) = NginxVariable.value(name)
            grammar.append(Step(value: value), after: literal, name: field)
            literal = []
        }
        grammar.close(with: literal)
        guard let finished = grammar.finished() else { return nil }
        self = finished
    }

    /// What nginx writes where no format is named.
    package static let nginxCombined = AccessLogGrammar(
        nginx: "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent \"$http_referer\" \"$http_user_agent\"")
}

private enum NginxVariable {
    static func value(_ name: String) -> (AccessLogGrammar.Value, String?) {
        switch name {
        case "remote_addr": (.peer, nil)
        case "realip_remote_addr", "http_x_real_ip", "http_cf_connecting_ip", "http_true_client_ip", "proxy_protocol_addr": (.client, nil)
        case "http_x_forwarded_for", "proxy_add_x_forwarded_for": (.forwarded, nil)
        case "remote_user": (.user, nil)
        case "remote_port": (.port, nil)
        case "time_local": (.commonTime, nil)
        case "time_iso8601": (.isoTime, nil)
        case "msec": (.epochSeconds, nil)
        case "request": (.request, nil)
        case "request_method": (.method, nil)
        case "request_uri": (.target, nil)
        case "args", "query_string": (.query, nil)
        case "server_protocol": (.version, nil)
        case "status": (.status, nil)
        case "body_bytes_sent": (.bytes, nil)
        case "bytes_sent": (.field, "http.response.bytes")
        case "request_length": (.field, "http.request.bytes")
        case "http_referer": (.referer, nil)
        case "http_user_agent": (.agent, nil)
        case "host", "server_name": (.domain, nil)
        case "http_host": (.domainAndPort, nil)
        case "server_addr": (.field, "server.address")
        case "server_port": (.field, "server.port")
        case "uri", "document_uri": (.field, "url.path")
        case "scheme": (.field, "url.scheme")
        case "request_time": (.field, "http.duration.s")
        case "request_id": (.field, "http.request.id")
        case "request_filename": (.field, "file.path")
        case "pid": (.pid, nil)
        case "hostname": (.field, "host.name")
        case "connection": (.field, "http.connection")
        case "ssl_protocol": (.field, "tls.ssl_protocol")
        case "ssl_cipher": (.field, "tls.ssl_cipher")
        default: other(name)
        }
    }

    private static func other(_ name: String) -> (AccessLogGrammar.Value, String?) {
        if name.hasPrefix("http_") { return (.field, "http.request.headers." + name.dropFirst(5).replacing("_", with: "-")) }
        if name.hasPrefix("sent_http_") { return (.field, "http.response.headers." + name.dropFirst(10).replacing("_", with: "-")) }
        if name.hasPrefix("cookie_") { return (.field, "http.request.cookies." + name.dropFirst(7)) }
        if name.hasPrefix("upstream_") { return (.field, "http.upstream." + name.dropFirst(9)) }
        return name.isEmpty ? (.skip, nil) : (.field, "nginx." + name)
    }
}
