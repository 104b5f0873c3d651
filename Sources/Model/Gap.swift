/// The kinds of facts that collectors gather and detectors need.
package enum FactKind: String, Sendable, Hashable, CaseIterable {
    case accounts, autoruns, content, files, histories, jobRecords, keys, locks, loginRecords, loginAttempts, mounts
    case packages, preload, processes, processProbe, sockets, sshDaemon, attributes
    case privileges, defences, trails
    case bpfPrograms, covering, diskEntries, kernelHelpers, kernelHooks, kernelModules, links, packetSockets, processMemory, socketProbe
}

/// Something that could not be looked at, and why. A gap is a result: what it leaves unanswered is "not checked", never "clean".
package struct Gap: Hashable, Sendable {
    /// The collector that met it.
    package var collector: String
    /// What could not be looked at; nil for a whole kind of facts.
    package var subject: RawText?
    package var reason: Localized
    /// The kinds of facts that are missing or incomplete because of it.
    package var facts: Set<FactKind>
    /// Whether the whole kind of fact is missing, so that detectors that need it did not run.
    package var isTotal: Bool
    /// How many like it were met, where many are told as one.
    package var count: Int

    package init(
        collector: String, subject: RawText? = nil, reason: Localized, facts: Set<FactKind>, isTotal: Bool = false, count: Int = 1
    ) {
        (self.collector, self.subject, self.reason) = (collector, subject, reason)
        (self.facts, self.isTotal, self.count) = (facts, isTotal, count)
    }
}
