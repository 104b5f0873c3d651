import ContentRules
import Formats
import Hosts
import Model

/// An examination while its facts are being gathered: the host, what is known so far, and the means that collectors share.
package struct Collection: ~Copyable {
    package let host: any HostView
    package var facts: Facts
    package var gaps = GapTally()
    /// Empty until the package databases were read.
    package var index: PackageIndex
    package let rules: ContentRules?
    package let clam: ClamDaemon?
    package let progress: @Sendable (Progress) -> Void
    /// Nil where no baseline is made, compared with or relied on.
    package var baseline: BaselineWork?
    /// What the operator named to judge packaged files by, beside the host's own record.
    package var manifests: [ManifestPack] = []
    /// Which disks are read past the kernel.
    package var rawDevices = RawDeviceChoice.none
    /// Nil until the package databases were read, and where no pack was named.
    var packs: ManifestPacks?
    /// Texts that some program may read by itself, met by the sweep.
    var settings: [RawText] = []
    private var appraised: [RawText: FileFact?] = [:]
    private var remembered = RememberedFolders()
    private var buffer = [UInt8](repeating: 0, count: 65_536)

    package init(
        host: any HostView, identity: HostIdentity, now: Timestamp, rules: ContentRules?, indicators: IndicatorSet = IndicatorSet(),
        clam: ClamDaemon? = nil,
        progress: @escaping @Sendable (Progress) -> Void
    ) {
        self.host = host
        (self.rules, self.clam) = (rules, clam)
        self.progress = progress
        facts = Facts(host: identity, now: now)
        facts.indicators = indicators
        index = PackageIndex.Builder().build()
    }

    /// What a collector tells while it works.
    package struct Progress: Sendable {
        package var collector: String
        /// Files met so far by the sweep.
        package var files: Int
        package init(collector: String, files: Int = 0) { (self.collector, self.files) = (collector, files) }
    }

    /// Reads a file that may be absent; what hides something becomes a gap of `kinds`.
    package mutating func read(_ path: RawText, limit: Int = 4 << 20, _ collector: String, _ kinds: Set<FactKind>) -> FileContent? {
        switch host.read(path, limit: limit) {
        case .success(let content):
            if content.isCut { gaps.add(collector, path, .tooLarge(limit: Int64(limit)), kinds) }
            facts.coverage.bytes += Int64(content.bytes.count)
            return content
        case .failure(let failure):
            gaps.add(collector, path, failure, kinds)
            return nil
        }
    }

    /// The names in a folder that may be absent.
    package mutating func names(in path: RawText, _ collector: String, _ kinds: Set<FactKind>) -> [RawText] {
        switch host.names(in: path) {
        case .success(let names): return names
        case .failure(let failure):
            gaps.add(collector, path, failure, kinds)
            return []
        }
    }

    /// The file at the end of all links, judged in full: record, content, rules. Nil where nothing is there.
    package mutating func appraise(_ path: RawText) -> FileFact? {
        guard let place = host.resolve(path) else { return nil }
        if let known = appraised[place] { return known }
        let appraiser = Appraiser(index: index, rules: rules, clam: clam, baseline: baseline, packs: packs)
        var buffer: [UInt8] = []
        swap(&buffer, &self.buffer)
        let known = baseline.flatMap { remembered.file(place, $0) }
        let result = host.withFile(place) { file in
            appraiser.appraise(
                file, buffer: &buffer, depth: .content, remembered: known?.isUntouched(file.status) == true ? known : nil)
        }
        swap(&buffer, &self.buffer)
        let fact: FileFact?
        switch result {
        case .success(let appraisal):
            fact = appraisal.fact
            facts.coverage.bytes += appraisal.bytesRead
            if let failure = appraisal.failure { gaps.add("files", place, failure, [.content]) }
        case .failure(let failure):
            fact = nil
            gaps.add("files", place, failure, [.files])
        }
        appraised[place] = .some(fact)
        return fact
    }
}
