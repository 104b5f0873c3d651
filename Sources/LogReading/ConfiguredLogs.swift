import Formats
import Hosts
import Model

/// The logs that a host's own web servers are told to write, with the form of their lines.
package struct ConfiguredLogs {
    /// Where they lie, with `*` for what only the running server knows.
    package private(set) var paths: [RawText] = []
    /// Formats for logs whose path ends so.
    package private(set) var formats: [(path: RawText, format: LogFormat)] = []

    private static let mostBytes = 4 << 20
    private static let apache: [RawText] = [
        "/etc/apache2/apache2.conf", "/etc/apache2/sites-enabled/*", "/etc/apache2/conf-enabled/*", "/etc/apache2/vhosts.d/*",
        "/etc/apache2/conf.d/*.conf", "/etc/apache2/httpd.conf", "/etc/httpd/conf/httpd.conf", "/etc/httpd/conf.d/*.conf",
        "/usr/local/apache2/conf/httpd.conf", "/usr/local/apache/conf/httpd.conf", "/etc/apache/httpd.conf",
    ]
    private static let nginx: [RawText] = [
        "/etc/nginx/nginx.conf", "/etc/nginx/sites-enabled/*", "/etc/nginx/conf.d/*.conf", "/etc/nginx/http.d/*.conf",
        "/usr/local/nginx/conf/nginx.conf",
    ]
    private static let lighttpd: [RawText] = ["/etc/lighttpd/lighttpd.conf", "/etc/lighttpd/conf-enabled/*.conf"]

    package init(_ host: any HostView) {
        let places =
            AccessLogDirectives.apache(ConfiguredLogs.files(ConfiguredLogs.apache, host))
            + AccessLogDirectives.nginx(ConfiguredLogs.files(ConfiguredLogs.nginx, host))
            + AccessLogDirectives.lighttpd(ConfiguredLogs.files(ConfiguredLogs.lighttpd, host))
        var seen: Set<RawText> = []
        for place in places where seen.insert(place.path).inserted {
            paths.append(place.path)
            let ending = RawText(place.ending)
            if !ending.isEmpty { formats.append((ending, LogFormat.access(place.grammar))) }
        }
        // What rotation made of them.
        paths += paths.filter { $0.bytes.last != 0x2a }.map { $0 + "*" }
    }

    private static func files(_ patterns: [RawText], _ host: any HostView) -> [[UInt8]] {
        patterns.flatMap { Wildcard.expand($0, host) }.compactMap { path in
            if case .success(let content) = host.read(path, limit: mostBytes) { content.bytes } else { nil }
        }
    }
}
