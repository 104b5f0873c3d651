import Evidence
import Formats
import Hosts
import Model

/// One worker of the sweep.
struct SweepVisitor: WalkVisitor {
    /// Facts that one worker keeps.
    static let mostKept = 20_000
    private static let mostPackagedTimes = 100_000

    let appraiser: Appraiser
    let interest: SweepInterest
    private let settingInterest: SettingInterest
    /// Texts of nobody's, or changed, that some program may read by itself.
    private(set) var settings: [RawText] = []
    private let watch: IndicatorWatch?
    /// What the operator's lists know of the file that is being visited.
    private var known: [Indicator] = []
    let report: @Sendable (Int) -> Void
    private var buffer = [UInt8](repeating: 0, count: 262_144)
    private var lanes = MD5Lanes()
    /// Digests of entries of this folder that were made together and not asked for yet.
    private var digested: [RawText: KnownDigests] = [:]
    private(set) var files: [FileFact] = []
    private(set) var gaps = GapTally()
    private(set) var clock = TreeClock()
    private(set) var seen = 0
    private(set) var bytes: Int64 = 0
    private(set) var isFull = false
    private(set) var doubts: [RecordDoubt] = []
    private let dates: PackageDates
    /// Files that were held against a manifest pack.
    private(set) var judgedByPack = 0
    /// Nil where there is nothing to do for a baseline.
    var recorder: SweepRecorder?

    init(
        appraiser: Appraiser, watch: IndicatorWatch?, webRoots: [RawText], settings: SettingInterest, dates: PackageDates,
        report: @escaping @Sendable (Int) -> Void
    ) {
        (self.appraiser, self.watch) = (appraiser, watch)
        recorder = appraiser.baseline.map { SweepRecorder($0) }
        interest = SweepInterest(webRoots: webRoots)
        settingInterest = settings
        self.report = report
        self.dates = dates
    }

    mutating func failed(_ path: RawText, _ failure: AccessFailure) {
        gaps.add(FileSweep.id, path, failure, [.files])
        recorder?.noteFailure(path)
    }

    mutating func awaits(_ entries: borrowing AwaitedEntries) {
        // The recorder is out of its place while others of ours are lent.
        var recorder = self.recorder
        self.recorder = nil
        digested = appraiser.digests(of: entries, with: &lanes) { path, status in
            guard recorder?.work.readsUntouched == false else { return true }
            return recorder?.known(path)?.isUntouched(status) != true
        }
        self.recorder = recorder
    }

    mutating func visit(_ file: borrowing WalkedFile) -> Bool {
        seen += 1
        if seen & 0x3ff == 0 { report(1024) }
        note(file.path, file.status)
        if let watch { known = watch.indicators(of: file, buffer: &buffer, bytes: &bytes) }
        defer { keepKnown(file) }
        let before = recorder?.known(file.path)
        let owner = appraiser.index.lookup(file.path.bytes.span)
        let untouched = recorder?.work.readsUntouched == false && before?.isUntouched(file.status) == true ? before : nil
        let appraisal = if let owner { visitPackaged(file, owner, untouched) } else { visitUnowned(file, untouched) }
        let reading = recorder?.met(file, before, appraisal, record: { SweepVisitor.record(appraisal, owner) }, buffer: &buffer)
        if let reading { account(reading) }
        return true
    }

    private static func record(_ appraisal: Appraisal?, _ owner: PackagedFile?) -> PackageRecord {
        appraisal?.fact.record ?? owner.map { .owned(package: $0.package.name, check: .noDigest) } ?? .unowned
    }

    private mutating func visitPackaged(
        _ file: borrowing WalkedFile, _ owner: PackagedFile, _ untouched: RecordedFile?
    ) -> Appraisal? {
        let attributes = file.status.attributes.intersection([.immutable, .appendOnly])
        let isInPack = appraiser.packs?.expectation(file.path, owner) != nil
        guard file.status.kind == .regular, owner.digest != nil || isInPack else {
            doubtMissingDigest(file, owner)
            if !attributes.isEmpty {
                keep(FileFact(path: file.path, status: file.status, record: .owned(package: owner.package.name, check: .noDigest)))
            }
            return nil
        }
        var appraisal = appraiser.appraise(
            file, buffer: &buffer, depth: .record, remembered: untouched, known: digested.isEmpty ? nil : digested[file.path])
        switch appraisal.fact.record {
        case .owned(_, .equal):
            if clock.packagedTimes.count < SweepVisitor.mostPackagedTimes { clock.packagedTimes.append(file.status.times.modified) }
            if isProgram(file), dates.isLate(file.status.times.modified, owner.package.name) {
                doubt(.laterThanPackage, owner.package.name, appraisal.fact)
            }
            let isPrivileged = addPrivileges(file, owner, untouched, to: &appraisal.fact)
            let isForged = appraisal.fact.pack?.isRecordForged == true
            if !attributes.isEmpty || isPrivileged || isForged { keep(appraisal.fact) }
        case .owned(_, .unreadable):
            break
        default:
            noteSetting(file)
            appraiser.look(at: file, &appraisal)
            _ = addPrivileges(file, owner, untouched, to: &appraisal.fact)
            keep(appraisal.fact)
        }
        account(appraisal)
        return appraisal
    }

    private mutating func visitUnowned(_ file: borrowing WalkedFile, _ untouched: RecordedFile?) -> Appraisal? {
        let path = file.path, status = file.status
        noteSetting(file)
        if let capabilities = capabilities(of: file, untouched) {
            var appraisal = appraiser.appraise(file, buffer: &buffer, depth: .content, remembered: untouched)
            appraisal.fact.capabilities = capabilities
            account(appraisal)
            keep(appraisal.fact)
            return appraisal
        }
        switch interest.depth(path, status) {
        case .none: return nil
        case .keep:
            let target = file.linkTarget()
            if let target, !SweepInterest.isOddLink(path, target) { return nil }
            keep(FileFact(path: path, status: status, linkTarget: target))
            return nil
        case .judge:
            let appraisal = appraiser.appraise(file, buffer: &buffer, depth: .content, remembered: untouched)
            account(appraisal)
            keep(appraisal.fact)
            return appraisal
        case .judgeContent:
            let appraisal = appraiser.appraise(file, buffer: &buffer, depth: .content, remembered: untouched)
            account(appraisal)
            let isWeb = interest.isWeb(path)
            if !appraisal.fact.matches.isEmpty || !isWeb && appraisal.fact.shape.isProgram || isWeb && hasStrongTrait(appraisal.fact) {
                keep(appraisal.fact)
            }
            return appraisal
        case .judgeHarm:
            let appraisal = appraiser.appraise(file, buffer: &buffer, depth: .content, remembered: untouched)
            account(appraisal)
            if !appraisal.fact.matches.isEmpty || hasStrongTrait(appraisal.fact) { keep(appraisal.fact) }
            return appraisal
        }
    }

    private mutating func noteSetting(_ file: borrowing WalkedFile) {
        guard settings.count < SweepVisitor.mostKept, settingInterest.mayHoldCommands(file.path, file.status) else { return }
        settings.append(file.path)
    }

    /// A program that its package lists without a digest, although it has digests of its other files: its line was taken out.
    private mutating func doubtMissingDigest(_ file: borrowing WalkedFile, _ owner: PackagedFile) {
        guard file.status.kind == .regular, owner.digest == nil, owner.package.system == .dpkg, isProgram(file),
            owner.flags.isDisjoint(with: [.configuration, .ghost, .obsolete]), dates.dates[owner.package.name]?.digests != nil
        else { return }
        doubt(.withoutDigest, owner.package.name, appraiser.appraise(file, buffer: &buffer, depth: .record).fact)
    }

    private func isProgram(_ file: borrowing WalkedFile) -> Bool {
        (file.status.isExecutable || file.path.lastComponent.contains(".so")) && !file.path.isInside("/var/lib/dpkg")
    }

    private mutating func doubt(_ kind: RecordDoubt.Kind, _ package: RawText, _ fact: FileFact) {
        if doubts.count < 2_000 { doubts.append(dates.doubt(kind, package, fact)) }
    }

    /// The capabilities that a program carries; where they cannot be asked for, that is a gap.
    ///
    /// - Parameter untouched: what a baseline kept of the file, where nobody wrote to it since.
    private mutating func capabilities(of file: borrowing WalkedFile, _ untouched: RecordedFile?) -> FileCapabilities? {
        guard file.status.isExecutable else { return nil }
        if let untouched { return untouched.capabilities.flatMap { FileCapabilityFormat.parse($0.bytes.span).value } }
        switch file.attribute("security.capability") {
        case .success(let value):
            guard let value else { return nil }
            return FileCapabilityFormat.parse(value.span).value
        case .failure(let failure):
            gaps.add(FileSweep.id, file.path, failure, [.attributes])
            return nil
        }
    }

    /// Adds what rights the file gives to whoever starts it, and what its package expects of that; false where it gives none.
    private mutating func addPrivileges(
        _ file: borrowing WalkedFile, _ owner: PackagedFile, _ untouched: RecordedFile?, to fact: inout FileFact
    ) -> Bool {
        fact.capabilities = capabilities(of: file, untouched)
        guard fact.capabilities != nil || file.status.isSetUser || file.status.isSetGroup else { return false }
        if !owner.flags.contains(.modeMayDiffer) { fact.expectedMode = owner.attributes?.mode }
        fact.expectedCapabilities = owner.attributes?.capabilities.flatMap { FileCapabilityFormat.parse(text: $0) }
        return true
    }

    private func hasStrongTrait(_ fact: FileFact) -> Bool {
        let traits = Set(fact.traits.map(\.trait))
        if !traits.isDisjoint(with: [.reverseShell, .bindShell, .speaksIRC, .minesCurrency]) { return true }
        // One of these an administrator's script may do; three together clear the way for somebody.
        let clearing: Set<Trait> = [.downloadAndRun, .decodeAndRun, .wipesLogs, .disablesDefence, .hidesHistory, .preloadsLibrary]
        return traits.intersection(clearing).count >= 3
    }

    private mutating func account(_ appraisal: Appraisal) {
        bytes += appraisal.bytesRead
        if appraisal.fact.pack != nil { judgedByPack += 1 }
        if let failure = appraisal.failure { gaps.add(FileSweep.id, appraisal.fact.path, failure, [.content]) }
        if let problem = appraisal.scanProblem {
            gaps.add(Gap(collector: FileSweep.id, subject: appraisal.fact.path, reason: problem, facts: [.content]))
        }
    }

    private mutating func keep(_ fact: FileFact) {
        guard files.count < SweepVisitor.mostKept else {
            isFull = true
            return
        }
        files.append(fact)
        guard !known.isEmpty else { return }
        files[files.count - 1].indicators = known
        known = []
    }

    /// A file of the operator's lists matters whatever else it is.
    private mutating func keepKnown(_ file: borrowing WalkedFile) {
        guard !known.isEmpty else { return }
        keep(appraiser.appraise(file, buffer: &buffer, depth: .content).fact)
    }

    private mutating func note(_ path: RawText, _ status: FileStatus) {
        let kernel = min(status.times.changed, status.times.born ?? status.times.changed)
        if clock.earliestChange.map({ kernel < $0 }) ?? true, kernel.seconds > 0 { clock.earliestChange = kernel }
        if path.hasPrefix("/var/log/"), status.kind == .regular, clock.lastSignOfLife.map({ status.times.modified > $0 }) ?? true {
            clock.lastSignOfLife = status.times.modified
        }
        if SweepInterest.tellsInstallation(path), clock.installed.map({ status.times.modified < $0 }) ?? true {
            clock.installed = status.times.modified
        }
    }
}
