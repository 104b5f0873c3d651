import Model

/// What a rule says of itself: enough to name it and its author beside every match, as the Detection Rule License asks.
package struct SigmaHeader: Hashable, Sendable {
    /// A UUID in most rules; empty where the rule has none.
    package var id = ""
    /// The name that correlations may refer to.
    package var name: String?
    package var title = ""
    package var author = ""
    /// As the rule says; where it says nothing, the licence of the collection that it comes from (`SigmaHeader.usualLicense`).
    package var license = SigmaHeader.usualLicense
    package var level = SigmaLevel.medium
    package var status: String?
    package var description = ""
    package var references: [String] = []
    package var tags: [String] = []
    package var falsePositives: [String] = []
    package var date: String?
    package var modified: String?
    package var taxonomy = "sigma"
    package var related: [SigmaRelation] = []
    /// The file that it comes from, as it was given.
    package var path = ""

    /// The Detection Rule License 1.1, under which SigmaHQ publishes its rules.
    package static let usualLicense = "DRL-1.1"

    /// Identifiers of ATT&CK among the tags: "T1059.004".
    package var techniques: [String] {
        tags.compactMap { tag in
            guard tag.hasPrefix("attack.t"), tag.utf8.dropFirst(8).first.map({ (0x30...0x39).contains($0) }) ?? false else { return nil }
            return "T" + tag.dropFirst(8)
        }
    }
}

/// How much a match of a rule means, by its author.
package enum SigmaLevel: String, Sendable, Hashable, CaseIterable, Comparable {
    case informational, low, medium, high, critical

    package static func < (left: SigmaLevel, right: SigmaLevel) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

/// Another rule that a rule names: the one that it was derived from, say.
package struct SigmaRelation: Hashable, Sendable {
    package var id: String
    /// "derived", "obsolete", "merged", "renamed" or "similar".
    package var kind: String
}

/// Which logs a rule is for.
package struct SigmaLogSource: Hashable, Sendable {
    package var category: String?
    package var product: String?
    package var service: String?

    package init(category: String? = nil, product: String? = nil, service: String? = nil) {
        (self.category, self.product, self.service) = (category, product, service)
    }

    /// Whether what this names holds all of `other`: what is left open holds everything.
    func covers(_ other: SigmaLogSource) -> Bool {
        (category == nil || category == other.category) && (product == nil || product == other.product)
            && (service == nil || service == other.service)
    }
}

/// A rule over single events.
package struct SigmaRule: Sendable {
    package var header: SigmaHeader
    package var logSource: SigmaLogSource
    /// Fields that the rule's author wants to see beside a match.
    package var fields: [String] = []
    var condition: SigmaExpression
}

/// A rule file that is no use to us, and why.
package struct SigmaFailure: Hashable, Sendable {
    package var path: String
    /// The number of the document in its file, from 1.
    package var document: Int
    package var reason: String
}

/// A sound rule for logs that the logs of a Linux server do not hold.
package struct SigmaExclusion: Sendable {
    package var header: SigmaHeader
    package var reason: Localized
}
