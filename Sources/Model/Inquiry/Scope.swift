/// A secret that the intruder could read or use, and its place in the order of changing.
package struct ExposedCredential: Hashable, Sendable {
    /// A dotted kind: "ftp.password", "ssh.key", "database.password".
    package var kind: String
    package var owner: RawText
    /// From 1; what opens other doors comes first.
    package var order: Int
    package var why: Localized
    package var path: RawText?

    package init(kind: String, owner: RawText, order: Int, why: Localized, path: RawText? = nil) {
        (self.kind, self.owner, self.order, self.why, self.path) = (kind, owner, order, why, path)
    }
}

/// An account or a site that the same marks touch.
package struct TouchedThing: Hashable, Sendable {
    package var name: RawText
    package var why: Localized
    package var evidence: [EvidenceItem]

    package init(name: RawText, why: Localized, evidence: [EvidenceItem] = []) {
        (self.name, self.why, self.evidence) = (name, why, evidence)
    }
}

/// How far it went on this host.
package struct Scope: Hashable, Sendable {
    package var accounts: [TouchedThing] = []
    package var sites: [TouchedThing] = []
    package var credentials: [ExposedCredential] = []

    package init() {}
}
