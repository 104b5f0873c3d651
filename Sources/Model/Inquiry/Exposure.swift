/// Somebody who fetched an altered page: an address with a program.
package struct Visitor: Hashable, Sendable {
    /// What a visitor did besides, in the time of the exposure.
    package enum Deed: String, Sendable, Hashable, CaseIterable { case login, order, form }
    package var address: RawText
    package var agent: RawText
    package var first: Timestamp
    package var last: Timestamp
    package var requests: Int
    /// Why it is held to be a program without a person; nil for persons.
    package var robot: Localized?
    package var deeds: Set<Deed>
    /// Whether the address is one that the intruder used.
    package var isIntruder: Bool

    package init(
        address: RawText, agent: RawText, first: Timestamp, last: Timestamp, requests: Int, robot: Localized? = nil, deeds: Set<Deed> = [],
        isIntruder: Bool = false
    ) {
        (self.address, self.agent, self.first, self.last, self.requests) = (address, agent, first, last, requests)
        (self.robot, self.deeds, self.isIntruder) = (robot, deeds, isIntruder)
    }
}

/// How long a page served something harmful, and to whom.
package struct Exposure: Hashable, Sendable {
    /// How the beginning is known.
    package enum Basis: String, Sendable, Hashable { case sizeStep, kernelTime, modificationTime, record }
    package var url: RawText
    package var path: RawText
    /// Whether every page below is meant, as with a setting or a piece of a theme.
    package var isWholeFolder: Bool
    package var from: Timestamp
    /// Nil while it lasts.
    package var until: Timestamp?
    package var basis: Basis
    package var visitors: [Visitor]
    /// What the list cannot hold.
    package var limits: [Localized]

    package init(
        url: RawText, path: RawText, isWholeFolder: Bool, from: Timestamp, until: Timestamp?, basis: Basis, visitors: [Visitor],
        limits: [Localized]
    ) {
        (self.url, self.path, self.isWholeFolder, self.from, self.until) = (url, path, isWholeFolder, from, until)
        (self.basis, self.visitors, self.limits) = (basis, visitors, limits)
    }

    package var persons: [Visitor] { visitors.filter { $0.robot == nil && !$0.isIntruder } }
}
