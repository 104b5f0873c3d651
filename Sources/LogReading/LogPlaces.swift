import Hosts
import Model

/// Where the logs of a Linux host lie.
package enum LogPlaces {
    /// Folders that are looked through to their end.
    static let folders: [RawText] = ["/var/log", "/run/log/journal", "/var/adm", "/usr/adm"]

    /// Paths elsewhere, with `*` for a name.
    static let patterns: [RawText] = [
        "/run/utmp", "/var/run/utmp", "/etc/wtmp", "/var/lib/wtmpdb/wtmp.db", "/var/lib/lastlog/lastlog2.db",
        "/var/account/pacct*", "/root/.*history", "/home/*/.*history", "/root/.local/share/fish/fish_history",
        "/home/*/.local/share/fish/fish_history", "/root/.viminfo", "/home/*/.viminfo", "/root/.wget-hsts", "/home/*/.wget-hsts",
        "/var/lib/docker/containers/*/*-json.log*", "/var/lib/containers/storage/overlay-containers/*/userdata/ctr.log",
        "/var/www/*/logs/*", "/var/www/*/log/*", "/var/www/vhosts/*/logs/*", "/var/www/vhosts/system/*/logs/*", "/home/*/logs/*",
        "/home/*/log/*", "/home/*/access-logs/*", "/home/*/tmp/*.log", "/srv/*/logs/*", "/srv/www/*/logs/*", "/opt/*/logs/*",
        "/usr/local/apache*/logs/*", "/usr/local/nginx/logs/*", "/usr/local/lsws/logs/*", "/usr/local/cpanel/logs/*",
        "/usr/local/psa/var/log/*", "/usr/local/directadmin/data/*.log", "/usr/local/hestia/log/*", "/usr/local/vesta/log/*",
        "/var/lib/mysql/*.log", "/var/lib/mysql/*.err", "/var/lib/postgresql/*/*/log/*", "/var/lib/pgsql/data/log/*",
        "/var/lib/pgsql/data/pg_log/*", "/var/lib/tomcat*/logs/*", "/usr/local/tomcat*/logs/*", "/var/lib/redis/*.log",
        "/var/www/*/wp-content/debug.log", "/var/www/html/*/wp-content/debug.log", "/home/*/public_html/wp-content/debug.log",
        "/home/*/public_html/error_log", "/var/www/html/error_log", "/var/www/*/var/log/*", "/var/www/*/storage/logs/*",
        "/var/webmin/*.log", "/var/spool/exim*/msglog/*", "/var/qmail/log/*",
    ]

    /// More files than this are not read of one host.
    static let mostFiles = 20_000
    private static let deepest = 12

    /// The logs of a host, in the order in which they were written.
    /// - Parameter further: paths that the host's own configuration names.
    package static func sources(_ host: any HostView, further: [RawText] = []) -> [LogSource] {
        var found: [RawText: LogSource] = [:]
        for folder in folders { gather(folder, host, depth: 0, &found) }
        for pattern in patterns + further {
            for path in Wildcard.expand(pattern, host) { add(path, host, &found) }
        }
        return (UnlinkedLogs.sources(host) + found.values).inRotationOrder
    }

    /// Every regular file below a folder of a host.
    package static func everything(_ host: any HostView, below folder: RawText) -> [LogSource] {
        var found: [RawText: LogSource] = [:]
        gather(folder, host, depth: 0, &found)
        return Array(found.values).inRotationOrder
    }

    private static func gather(_ folder: RawText, _ host: any HostView, depth: Int, _ found: inout [RawText: LogSource]) {
        guard depth < deepest, case .success(let names) = host.names(in: folder) else { return }
        for name in names {
            guard found.count < mostFiles else { return }
            let path = folder.appending(name)
            guard case .success(let status) = host.status(path, followingLast: false) else { continue }
            switch status.kind {
            case .directory: gather(path, host, depth: depth + 1, &found)
            case .regular: found[path] = LogSource(host, path, status)
            case .symbolicLink: add(path, host, &found)
            default: continue
            }
        }
    }

    /// A file at the end of all links, under the path where it lies.
    private static func add(_ path: RawText, _ host: any HostView, _ found: inout [RawText: LogSource]) {
        guard found.count < mostFiles, let place = host.resolve(path), found[place] == nil,
            case .success(let status) = host.status(place, followingLast: false), status.kind == .regular, !place.hasPrefix("/dev/"),
            !place.hasPrefix("/proc/")
        else { return }
        found[place] = LogSource(host, place, status)
    }

    /// Whether the root of a host lies here, or a part of one that holds logs.
    package static func isRoot(_ host: any HostView) -> Bool {
        [["/var/log"], ["/etc", "/usr"], ["/etc", "/bin"], ["/etc", "/home"]].contains { paths in
            paths.allSatisfy { (path: RawText) in
                if case .success(let status) = host.status(path, followingLast: true) { status.kind == .directory } else { false }
            }
        }
    }

    /// The path within the host of an entry of a collection, which puts folders of its own in front: "[root]/var/log/…" of UAC,
    /// "uploads/auto/var/log/…" of Velociraptor. Nil where the entry cannot be a log.
    package static func pathInHost(_ entry: RawText) -> RawText? {
        let path = entry.hasPrefix("/") ? entry : "/" + entry
        for mark in [
            "/var/log/", "/var/adm/", "/run/log/", "/run/utmp", "/var/account/", "/root/.", "/home/", "/var/www/", "/var/lib/", "/srv/",
            "/opt/", "/usr/local/",
        ]
            as [RawText]
        {
            if let range = path.firstRange(of: mark) { return RawText(Array(path.bytes[range.lowerBound...])) }
        }
        let skipped: [RawText] = ["/usr/", "/bin/", "/sbin/", "/lib/", "/lib64/", "/boot/", "/dev/", "/proc/", "/sys/", "/etc/"]
        return skipped.contains { path.hasPrefix($0) || path.hasPrefix("/[root]" + $0) } ? nil : path
    }
}
