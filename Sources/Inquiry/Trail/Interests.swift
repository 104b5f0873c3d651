import Model

/// What the pass over the logs looks for, from what was found on the host.
package struct Interests: Sendable {
    /// A file of a web site that was altered or planted.
    package struct Page: Hashable, Sendable {
        /// The file on the host.
        package var path: RawText
        /// The paths under which visitors ask for it: "/cgi-bin/bbs.cgi".
        package var urls: [RawText]
        /// Where every request below asks for it: the folder of a setting, the site of a theme.
        package var folder: RawText?
        /// The intruder's own program, which nobody else asks for.
        package var isIntruders: Bool
        /// Names of the site: parts of its root's path that tell it from others.
        package var names: [RawText]
        package var moments: [TimeMark]

        package init(
            path: RawText, urls: [RawText], folder: RawText? = nil, isIntruders: Bool, names: [RawText] = [], moments: [TimeMark] = []
        ) {
            (self.path, self.urls, self.folder, self.isIntruders) = (path, urls, folder, isIntruders)
            (self.names, self.moments) = (names, moments)
        }
    }

    package var pages: [Page] = []
    /// Last parts of the paths of findings: an upload or a command that names one is kept.
    package var names: Set<RawText> = []
    /// Addresses that findings name.
    package var addresses: Set<RawText> = []
    /// Moments around which everything that can write is kept, in order, without overlap.
    package var windows: [ClosedRange<Int64>] = []
    /// The seconds around those moments, in which a request that only reads is kept too.
    package var seconds: [ClosedRange<Int64>] = []

    package init() {}

    package static let mostPages = 2_000

    /// Pages by the digest of a path of a request.
    var pagesByURL: [UInt64: [Int]] {
        var table: [UInt64: [Int]] = [:]
        for (index, page) in pages.enumerated() {
            for url in page.urls { table[TextDigest.of(url), default: []].append(index) }
        }
        return table
    }

    func isNear(_ time: Timestamp) -> Bool { Interests.holds(windows, time) }
    func isAtOnce(_ time: Timestamp) -> Bool { Interests.holds(seconds, time) }

    private static func holds(_ windows: [ClosedRange<Int64>], _ time: Timestamp) -> Bool {
        var (low, high) = (0, windows.count)
        while low < high {
            let middle = (low + high) / 2
            if windows[middle].upperBound < time.seconds { low = middle + 1 } else { high = middle }
        }
        return low < windows.count && windows[low].contains(time.seconds)
    }
}
