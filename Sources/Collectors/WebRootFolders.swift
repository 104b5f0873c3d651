import Formats
import Hosts
import Model

/// Folders that web servers give out: those of every distribution and panel, and those that the servers' own configuration names.
enum WebRootFolders {
    static let id = "web"
    private static let configurations: [RawText] = [
        "/etc/apache2/apache2.conf", "/etc/apache2/sites-enabled/*", "/etc/apache2/conf-enabled/*", "/etc/apache2/vhosts.d/*",
        "/etc/httpd/conf/httpd.conf",
        "/etc/httpd/conf.d/*.conf", "/usr/local/apache2/conf/httpd.conf", "/usr/local/apache/conf/httpd.conf", "/etc/apache/httpd.conf",
        "/etc/apache2/httpd.conf", "/etc/apache2/default-server.conf", "/etc/apache2/conf.d/*.conf",
    ]

    static func collect(_ collection: inout Collection) {
        guard !isPlainFolder(collection.host) else {
            collection.facts.webRoots = ["/"]
            return
        }
        var roots: Set<RawText> = []
        for pattern in WebRoots.wellKnown { roots.formUnion(Wildcard.expand(pattern, collection.host)) }
        for pattern in configurations {
            for path in Wildcard.expand(pattern, collection.host) {
                guard let content = collection.read(path, id, [.content]) else { continue }
                add(ApacheConfigurationFormat.parse(content.bytes.span).value, &roots, collection.host)
            }
        }
        for pattern in ["/etc/nginx/nginx.conf", "/etc/nginx/sites-enabled/*", "/etc/nginx/conf.d/*.conf", "/etc/nginx/http.d/*.conf"]
            as [RawText]
        {
            for path in Wildcard.expand(pattern, collection.host) {
                guard let content = collection.read(path, id, [.content]) else { continue }
                add(NginxConfigurationFormat.parse(content.bytes.span).value, &roots, collection.host)
            }
        }
        let places = roots.filter { $0.hasPrefix("/") && $0.count > 1 && !tooBroad.contains($0) }.compactMap { collection.host.resolve($0) }
        collection.facts.webRoots = Array(Set(places)).filter { !tooBroad.contains($0) }.sorted()
    }

    /// Whether the root holds no system at all, but a folder that somebody copied: a site, or what was found in one. All of it
    /// is then judged as a site is.
    private static func isPlainFolder(_ host: any HostView) -> Bool {
        guard host.kind != .live else { return false }
        return systemFolders.allSatisfy { folder in
            if case .failure(.absent) = host.status(folder, followingLast: false) { true } else { false }
        }
    }

    /// Sites have folders of their own named bin, lib or var; these they do not have.
    private static let systemFolders: [RawText] = [
        "/etc", "/usr", "/sbin", "/home", "/root", "/boot", "/tmp", "/opt", "/srv", "/dev", "/run", "/proc", "/var/lib", "/var/log",
        "/var/www", "/var/spool", "/var/tmp", "/var/cache",
    ]

    private static func add(_ configuration: WebConfiguration, _ roots: inout Set<RawText>, _ host: any HostView) {
        for folder in configuration.folders.prefix(5_000) {
            switch folder.kind {
            case .userFolders where !folder.path.hasPrefix("/"): roots.formUnion(Wildcard.expand("/home/*/" + folder.path, host))
            default: roots.formUnion(Wildcard.expand(folder.path, host))
            }
        }
    }

    /// A configuration that gives out the whole system names no web root.
    private static let tooBroad: Set<RawText> = ["/", "/usr", "/var", "/etc", "/home", "/usr/share", "/usr/lib", "/root", "/tmp"]
}
