import Model

/// Who asks: an address with a program.
struct VisitorKey: Hashable, Sendable {
    var address: AddressKey
    /// Digest of the name of the program.
    var agent: UInt64
}

/// What one visitor asked for in all.
struct WebTally: Hashable, Sendable {
    var requests: Int32 = 0
    /// Pictures, styles and scripts, which browsers fetch and robots seldom do.
    var assets: Int32 = 0
    var refused: Int32 = 0
    var posts: Int32 = 0
    var attacks: Int32 = 0
    var withReferer: Int32 = 0
    var readsRobots = false
    var first: Int64 = .max
    var last: Int64 = .min

    mutating func join(_ other: WebTally) {
        requests &+= other.requests
        assets &+= other.assets
        refused &+= other.refused
        posts &+= other.posts
        attacks &+= other.attacks
        withReferer &+= other.withReferer
        readsRobots = readsRobots || other.readsRobots
        first = min(first, other.first)
        last = max(last, other.last)
    }
}

/// A request for a page of interest that was answered.
struct PageVisit: Hashable, Sendable {
    var time: Int64
    var visitor: VisitorKey
    /// Bytes of the answer; -1 where the log does not say.
    var size: Int32
    var status: Int16
    /// Which page, by its number in `Interests.pages`.
    var page: UInt16
    /// Digest of the site's name.
    var site: UInt64
    var isHead: Bool
    /// The request had a query, so that its size says little.
    var hasQuery: Bool
}

/// A request that hands over what a visitor typed: a log-in, an order, a form.
struct FormSent: Hashable, Sendable {
    var time: Int64
    var address: AddressKey
    var deed: Visitor.Deed
}
