import Model

extension LogFormat {
    /// Access logs of products that set a directive of their own, each compiled from that directive.
    static let accessOfProducts = LogFormat(
        id: "http.access.product", title: Localized(en: "Access log of a product's own web server", ja: "製品内蔵ウェブサーバーのアクセスログ"),
        names: ["/ssl_request_log", "/ssl_request.log", "_access.log", "/default-host_access.log"], begins: [.bracket, .digit]
    ) { text, line, draft in
        for grammar in ProductAccessLogs.grammars {
            if grammar.read(text, line, &draft), draft.method.isPresent || draft.status != nil {
                draft.format = "http.access.product"
                return true
            }
            draft.reset()
            draft.record = line
        }
        return false
    }
}

enum ProductAccessLogs {
    /// Longer ones first, where one is the beginning of another.
    static let grammars: [AccessLogGrammar] = [
        // Nginx Proxy Manager, hosts that are proxied and all others.
        AccessLogGrammar(
            nginx: """
                [$time_local] $upstream_cache_status $upstream_status $status - $request_method $scheme $host "$request_uri" \
                [Client $remote_addr] [Length $body_bytes_sent] [Gzip $gzip_ratio] [Sent-to $server] "$http_user_agent" "$http_referer"
                """),
        AccessLogGrammar(
            nginx: """
                [$time_local] $status - $request_method $scheme $host "$request_uri" \
                [Client $remote_addr] [Length $body_bytes_sent] [Gzip $gzip_ratio] "$http_user_agent" "$http_referer"
                """),
        // `ssl_request_log` of Apache's own httpd-ssl.conf.
        AccessLogGrammar(apache: "%t %h %{SSL_PROTOCOL}x %{SSL_CIPHER}x \"%r\" %b"),
        // Tomcat within Confluence since 7.11 and before.
        AccessLogGrammar(
            apache: "%t %{X-Forwarded-For}i %{X-AUSERNAME}o %I %h %m %U %H %s %{ms}Tms %b %{Referer}i %{User-Agent}i"),
        // Envoy's default.
        AccessLogGrammar(
            nginx: """
                [$time_iso8601] "$request" $status $envoy_flags $request_length $bytes_sent $envoy_duration $envoy_upstream_time \
                "$http_x_forwarded_for" "$http_user_agent" "$request_id" "$host" "$upstream_addr"
                """),
        AccessLogGrammar(apache: "%t %{X-AUSERNAME}o %I %h %m %U %H %s %{ms}Tms %b %{Referer}i %{User-Agent}i"),
    ].compactMap { $0 }
}
