import Model

extension Interests {
    package init(_ facts: Facts, _ findings: [Finding]) {
        self.init()
        let traces = findings.filter { $0.aspect != .weakness && $0.severity >= .medium }
        var marks: [TimeMark] = []
        var seen: Set<RawText> = []
        for finding in traces {
            marks += finding.times.filter { $0.doubt == nil && $0.meaning != .ended && $0.time <= facts.now }
            if let address = finding.subject.address { addresses.insert(RawText(address)) }
            for item in finding.evidence.prefix(40) {
                for mark in NetworkMark.all(in: item.text) where mark.bytes.allSatisfy({ $0 == 0x2e || $0 >= 0x30 && $0 <= 0x39 }) {
                    addresses.insert(mark)
                }
            }
            for path in [finding.subject.path].compactMap({ $0 }) + finding.related.prefix(50) {
                let name = path.lastComponent
                if name.count >= 3, names.count < 20_000 { names.insert(name) }
            }
            guard finding.subject.kind == .file, let path = finding.subject.path, seen.insert(path).inserted,
                pages.count < Interests.mostPages
            else { continue }
            if let page = Interests.page(path, finding, facts) { pages.append(page) }
        }
        windows = Interests.joined(marks.map { $0.time.seconds }, before: 1_800, after: 300)
        seconds = Interests.joined(marks.map { $0.time.seconds }, before: 10, after: 5)
    }

    /// Seconds before and after each moment, without overlap.
    static func joined(_ moments: [Int64], before: Int64, after: Int64) -> [ClosedRange<Int64>] {
        var windows: [ClosedRange<Int64>] = []
        for moment in Set(moments).sorted().suffix(5_000) {
            let window = (moment &- before)...(moment &+ after)
            if let last = windows.last, last.upperBound >= window.lowerBound {
                windows[windows.count - 1] = last.lowerBound...window.upperBound
            } else {
                windows.append(window)
            }
        }
        return windows
    }

    /// Folders of sites where no configuration tells, by custom.
    private static let customary: Set<RawText> = [
        "public_html", "htdocs", "html", "httpdocs", "www", "web", "wwwroot", "docroot", "public",
    ]

    private static func page(_ path: RawText, _ finding: Finding, _ facts: Facts) -> Page? {
        var roots = facts.webRoots.filter { path.isInside($0) && $0.count > 1 }
        if roots.isEmpty {
            let parts = path.split(0x2f)
            if let last = parts.lastIndex(where: { customary.contains($0) }), last + 1 < parts.count {
                roots = [RawText(Array(parts[...last].map(\.bytes).joined(separator: [0x2f])))]
            }
        }
        guard !roots.isEmpty else { return nil }
        var urls: Set<RawText> = []
        var names: Set<RawText> = []
        for root in roots {
            var base = root.bytes
            while base.count > 1, base.last == 0x2f { base.removeLast() }
            let rest = RawText(Array(path.bytes.dropFirst(base.count)))
            for url in addresses(rest, below: RawText(base)) { urls.insert(url) }
            for part in RawText(base).split(0x2f) where part.count >= 3 && !customary.contains(part) && !general.contains(part) {
                names.insert(part)
            }
        }
        let own = isIntruders(finding)
        let folder = own ? nil : reach(path, urls)
        let moments = finding.times.filter { $0.path == nil || $0.path == path }
        return Page(path: path, urls: urls.sorted(), folder: folder, isIntruders: own, names: names.sorted(), moments: moments)
    }

    private static let general: Set<RawText> = [
        "var", "srv", "home", "usr", "local", "opt", "share", "vhosts", "lib", "data", "sites", "cgi-bin",
    ]

    /// How visitors ask for a file: its path below the root, the folder alone for an index, and with the name of the user in front.
    private static func addresses(_ rest: RawText, below root: RawText) -> [RawText] {
        let path = rest.hasPrefix("/") ? rest : "/" + rest
        var urls = [path]
        if path.lastComponent.hasPrefix("index.") || path.lastComponent.hasPrefix("default.") {
            urls.append(RawText(Array(path.bytes.dropLast(path.lastComponent.count))))
        }
        if root.lastComponent == "cgi-bin" { urls.append("/cgi-bin" + path) }
        if root.lastComponent == "public_html" {
            let user = root.parentFolder.lastComponent
            urls += urls.map { "/~" + user + $0 }
        }
        return urls
    }

    /// Whether the file is the intruder's own and not one of the site that was changed.
    static func isIntruders(_ finding: Finding) -> Bool {
        finding.detector.hasPrefix("web.shell") || finding.detector.hasPrefix("web.hook") || finding.aspect == .activity
            || finding.aspect == .persistence
    }

    /// The part of a site that a file of this name takes part in; nil for a page of its own.
    private static func reach(_ path: RawText, _ urls: Set<RawText>) -> RawText? {
        let name = path.lastComponent
        guard let url = urls.min(by: { $0.count < $1.count }) else { return nil }
        if name == ".htaccess" || name == ".user.ini" || name == "web.config" { return RawText(Array(url.bytes.dropLast(name.count))) }
        let included: [RawText] = ["header.php", "footer.php", "functions.php", "wp-config.php", "configuration.php", "settings.php"]
        let isScript = name.hasSuffix(".js") || name.hasSuffix(".css")
        if included.contains(name) || path.contains("/themes/") && !isScript || path.contains("/templates/") && !isScript
            || path.contains("/wp-includes/") && !isScript
        {
            for mark in ["/wp-content/", "/wp-includes/", "/templates/", "/themes/"] as [RawText] {
                if let range = url.firstRange(of: mark) { return RawText(Array(url.bytes[...range.lowerBound])) }
            }
            return RawText(Array(url.bytes.dropLast(name.count)))
        }
        return nil
    }
}
