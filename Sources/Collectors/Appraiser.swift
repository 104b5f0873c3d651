import ContentRules
import Evidence
import Formats
import Hosts
import Model

/// What was found out about one file.
package struct Appraisal: Sendable {
    package var fact: FileFact
    package var bytesRead: Int64 = 0
    /// Why the content could not be read, or the rules not finish.
    package var failure: AccessFailure?
    package var scanProblem: Localized?
    /// Whether an earlier judgement of the same bytes was taken over.
    package var isRemembered = false
    /// The first four bytes of the package record's digest that the content agreed with.
    package var recordCheck: UInt32?
}

/// Holds a file against the package record, and looks at its content as far as that is asked for.
package struct Appraiser: Sendable {
    package enum Depth: Sendable {
        /// The package record alone: packaged files are hashed, others are not read.
        case record
        /// Also digest, shape, traits and content rules, for files that are not exactly as packaged.
        case content
    }

    /// Files larger than this are not hashed: 4 GiB.
    static let mostHashed: Int64 = 4 << 30
    /// Files larger than this are not given to content rules: 16 MiB.
    static let mostJudged: Int64 = 16 << 20

    package let index: PackageIndex
    package let rules: ContentRules?
    package let clam: ClamDaemon?
    /// Nil where no baseline is made, compared with or relied on.
    let baseline: BaselineWork?
    /// Nil where no manifest pack was named.
    let packs: ManifestPacks?

    package init(
        index: PackageIndex, rules: ContentRules?, clam: ClamDaemon? = nil, baseline: BaselineWork? = nil, packs: ManifestPacks? = nil
    ) {
        (self.index, self.rules, self.clam, self.baseline, self.packs) = (index, rules, clam, baseline, packs)
    }

    /// - Parameters:
    ///   - remembered: what a baseline kept of this file, where nobody wrote to it since.
    ///   - known: the digests of its content, where they were made together with its neighbours'.
    package func appraise(
        _ file: borrowing WalkedFile, buffer: inout [UInt8], depth: Depth, remembered: RecordedFile? = nil, known: KnownDigests? = nil
    ) -> Appraisal {
        if let remembered, let appraisal = recall(file, remembered) { return appraisal }
        let linkTarget = file.linkTarget()
        var appraisal = Appraisal(fact: FileFact(path: file.path, status: file.status, linkTarget: linkTarget))
        appraisal.fact.record = record(of: file, buffer: &buffer, known, &appraisal)
        if depth == .content, !appraisal.fact.record.isEqual, file.status.kind == .regular { look(at: file, &appraisal) }
        return appraisal
    }

    /// The judgement of an earlier look at the same bytes; nil where it does not answer what is asked now.
    private func recall(_ file: borrowing WalkedFile, _ remembered: RecordedFile) -> Appraisal? {
        guard let judgement = remembered.judgement else { return nil }
        var fact = FileFact(
            path: file.path, status: file.status, shape: ContentShape(judgement.shape), sha256: remembered.content?.digest)
        if let owner = index.lookup(file.path) {
            // The record has to be the one that the bytes agreed with then.
            guard let check = judgement.recordCheck, let digest = owner.digest, Appraiser.check(digest) == check, !owner.isContested
            else { return nil }
            // A pack is asked for the bytes themselves.
            if packs?.expectation(file.path, owner) != nil { return nil }
            fact.record = .owned(package: owner.package.name, check: .equal)
        } else {
            guard judgement.recordCheck == nil, clam == nil, baseline?.judgesAlike == true else { return nil }
        }
        return Appraisal(fact: fact, isRemembered: true, recordCheck: judgement.recordCheck)
    }

    private static func check(_ digest: Model.Digest) -> UInt32 {
        digest.bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// What the package record says of the file.
    private func record(
        of file: borrowing WalkedFile, buffer: inout [UInt8], _ known: KnownDigests?, _ appraisal: inout Appraisal
    ) -> PackageRecord {
        guard let owner = index.lookup(file.path) else { return .unowned }
        let package = owner.package.name
        let expected = file.status.kind == .regular ? packs?.expectation(file.path, owner) : nil
        guard file.status.kind == .regular, let digest = owner.digest ?? expected?.best else {
            return .owned(package: package, check: .noDigest)
        }
        // What is kept has to stand for years, and what is held against a pack deserves better than MD5.
        let wantsOwn = baseline?.readsAll == true || expected?.sha256 != nil
        let found: Model.Digest, strong: Model.Digest?
        if let known, known.record.algorithm == digest.algorithm, known.own != nil || !wantsOwn {
            (found, strong) = (known.record, known.own)
        } else {
            switch digests(of: file, digest.algorithm, wantsOwn: wantsOwn, buffer: &buffer) {
            case .success(let digests): (found, strong) = (digests.record, digests.own)
            case .failure(let failure):
                appraisal.failure = failure
                return .owned(package: package, check: .unreadable)
            }
        }
        appraisal.bytesRead += file.status.size
        if baseline?.readsAll == true { appraisal.fact.sha256 = strong }
        if let expected, let shipped = expected.best {
            let verdict = verdict(expected, shipped, owner, found: shipped.algorithm == .sha256 ? strong ?? found : found)
            appraisal.fact.pack = verdict
            if !verdict.isContentShipped { return .owned(package: package, check: .different) }
            if verdict.isRecordForged || owner.digest == nil { return .owned(package: package, check: .equal) }
        }
        if found == digest {
            appraisal.recordCheck = Appraiser.check(digest)
            return .owned(package: package, check: .equal)
        }
        if owner.isContested, index.claims(file.path.bytes.span).contains(where: { $0.digest == found }) {
            return .owned(package: package, check: .equal)
        }
        let mayDiffer: PackagedFileFlags = [.configuration, .ghost, .contentMayDiffer, .obsolete]
        return .owned(package: package, check: owner.flags.isDisjoint(with: mayDiffer) ? .different : .configurationChanged)
    }

    /// The digest that a record asks for, and SHA-256 where that is wanted or the same.
    private func digests(
        of file: borrowing WalkedFile, _ algorithm: Model.Digest.Algorithm, wantsOwn: Bool, buffer: inout [UInt8]
    ) -> Result<KnownDigests, AccessFailure> {
        var digester = ContentDigester(algorithm)
        var own = wantsOwn && algorithm != .sha256 ? ContentDigester(.sha256) : nil
        let failure = file.forEachChunk(buffer: &buffer, limit: Appraiser.mostHashed) { chunk in
            digester.update(chunk)
            own?.update(chunk)
            return true
        }
        if let failure { return .failure(failure) }
        let found = digester.finish()
        return .success(KnownDigests(record: found, own: own?.finish() ?? (algorithm == .sha256 ? found : nil)))
    }

    private func verdict(
        _ expected: ManifestPacks.Expectation, _ shipped: Model.Digest, _ owner: PackagedFile, found: Model.Digest
    ) -> PackVerdict {
        // Of a path that several packages claim, the record holds several digests, and one of them is another package's.
        let same = owner.digest.flatMap { recorded in expected.digest(recorded.algorithm).map { $0 != recorded } } ?? false
        return PackVerdict(shipped: shipped, recorded: owner.digest, found: found, isRecordForged: same && !owner.isContested)
    }

    /// Reads the whole content once: digest, shape, traits, rules.
    package func look(at file: borrowing WalkedFile, _ appraisal: inout Appraisal) {
        let size = file.status.size
        guard size <= Appraiser.mostJudged else {
            // Too large to be held: its beginning says what it is, and the rules do not see it.
            if case .success(let head) = file.head(512) { appraisal.fact.shape = ScriptHeader.shape(of: head.span) }
            appraisal.failure = .tooLarge(limit: Appraiser.mostJudged)
            return
        }
        let content: [UInt8]
        switch file.head(Int(Appraiser.mostJudged)) {
        case .success(let bytes): content = bytes
        case .failure(let failure):
            appraisal.failure = failure
            return
        }
        appraisal.bytesRead += Int64(content.count)
        appraisal.fact.sha256 = ContentDigester.digest(content, .sha256)
        appraisal.fact.shape = ScriptHeader.shape(of: content.span.extracting(first: min(512, content.count)))
        if !content.isEmpty { appraisal.fact.sameContentAs = template(of: content, except: file.path) }
        // Content that a package recorded elsewhere is that package's, under another name.
        guard appraisal.fact.sameContentAs == nil else { return }
        if Places.isKernelModule(file.path), isOfPackagedKernel(file.path), ModuleMarks.saysInTree(content.span) {
            appraisal.fact.traits = [TraitHit(trait: .posesAsModule, line: 1, offset: 0, text: "intree=Y")]
        }
        let name = file.path.lastComponent
        if appraisal.fact.shape == .elf, name.contains(".so"), Places.isLibraryFolder(file.path.parentFolder),
            ModuleMarks.isStartable(content.span, named: name)
        {
            appraisal.fact.traits = [TraitHit(trait: .posesAsModule, line: 1, offset: 0, text: "PT_INTERP")]
        }
        switch appraisal.fact.shape {
        case .script, .text, .php:
            if content.count <= 1 << 20 { appraisal.fact.traits = ShellTraits.scan(content.span) }
        default: break
        }
        if let rules, !content.isEmpty {
            let scan = rules.scan(content, of: ScannedFile(path: file.path), limits: .ordinary)
            appraisal.fact.matches = scan.matches
            appraisal.scanProblem = scan.problem?.reason
        }
        follow(content, &appraisal)
        if let clam, !content.isEmpty { ask(clam, content, &appraisal) }
    }

    private func ask(_ clam: ClamDaemon, _ content: [UInt8], _ appraisal: inout Appraisal) {
        do throws(ClamDaemon.Problem) {
            guard let name = try clam.judge(content) else { return }
            let title = Localized(en: "ClamAV knows it as \(name)", ja: "ClamAV では \(name) として知られています")
            appraisal.fact.matches.append(
                ContentMatch(rule: name.escaped(), kind: .other, title: title, author: "ClamAV", license: ""))
        } catch {
            appraisal.scanProblem = appraisal.scanProblem ?? error.reason
        }
    }

    /// Whether a package brought the kernel in whose folder a module lies.
    private func isOfPackagedKernel(_ path: RawText) -> Bool {
        let parts = path.split(0x2f).filter { !$0.isEmpty }
        guard let at = parts.firstIndex(of: "modules"), at + 1 < parts.count else { return false }
        let kernel = "/lib/modules/" + parts[at + 1]
        return ["/modules.builtin", "/modules.order", "/kernel"].contains { (name: RawText) in
            index.lookup(kernel + name) != nil || index.lookup("/usr" + kernel + name) != nil
        }
    }

    /// A packaged file with the same bytes, by whichever digest the records of this host use.
    func template(of content: [UInt8], except path: RawText) -> RawText? {
        for algorithm in algorithms {
            if let found = index.path(withDigest: ContentDigester.digest(content, algorithm)), found != path { return found }
        }
        return nil
    }

    private var algorithms: [Model.Digest.Algorithm] {
        let systems = Set(index.packages.prefix(64).map(\.system))
        var algorithms: [Model.Digest.Algorithm] = []
        if systems.contains(.dpkg) { algorithms.append(.md5) }
        if systems.contains(.rpm) { algorithms += [.sha256, .md5] }
        if systems.contains(.apk) { algorithms.append(.sha1) }
        if systems.contains(.pacman) { algorithms.append(.sha256) }
        return algorithms
    }
}
