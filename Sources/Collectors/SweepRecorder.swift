import Evidence
import Formats
import Hosts
import Model

/// What one worker of a sweep does for a baseline: it holds each folder against what was kept of it, and keeps it anew.
struct SweepRecorder: Sendable {
    /// Changes that one worker keeps.
    private static let mostChanges = 100_000

    let work: BaselineWork
    private var folder: RawText = ""
    private var known: [RawText: RecordedFile] = [:]
    private var files: [RecordedFile] = []
    private var isBroken = false
    private(set) var changes: [FileChange] = []
    private(set) var changesLeftOut = 0
    /// Numbers of the folders of the earlier baseline that were walked.
    private(set) var walked: [Int] = []
    /// Folders that could not be read to their end.
    private(set) var failed: [RawText] = []
    private(set) var notReadAgain = 0

    init(_ work: BaselineWork) { self.work = work }

    /// What the baseline holds of a path. Called once for every file, before it is looked at.
    mutating func known(_ path: RawText) -> RecordedFile? {
        // The folder of the path, compared without making a text of it.
        let slash = path.bytes.lastIndex(of: 0x2f) ?? 0
        let length = max(slash, 1)
        if folder.count != length || !path.bytes.starts(with: folder.bytes) { begin(path.parentFolder) }
        guard !known.isEmpty else { return nil }
        return known[path.lastComponent]
    }

    private mutating func begin(_ path: RawText) {
        finishFolder()
        folder = path
        guard let earlier = work.earlier, let number = earlier.folder(path) else { return }
        walked.append(number)
        for file in earlier.files(inFolder: number) { known[file.name] = file }
    }

    mutating func noteFailure(_ path: RawText) {
        if failed.count < 100_000 { failed.append(path) }
        if path == folder { isBroken = true }
    }

    /// Takes note of a file after it was looked at. `appraisal` is nil where nothing asked for its content.
    mutating func met(
        _ file: borrowing WalkedFile, _ known: RecordedFile?, _ appraisal: Appraisal?, record: () -> PackageRecord,
        buffer: inout [UInt8]
    ) -> Appraisal {
        var reading = Appraisal(fact: FileFact(path: file.path, status: file.status))
        if appraisal?.isRemembered == true { notReadAgain += 1 }
        guard work.readsAll else { return reading }
        var now = RecordedFile(name: file.path.lastComponent, status: file.status)
        if let known, !work.readsUntouched, known.isUntouched(file.status) {
            (now.content, now.linkTarget) = (known.content, known.linkTarget)
            (now.capabilities, now.judgement) = (known.capabilities, known.judgement)
            if let appraisal, !appraisal.isRemembered { now.judgement = SweepRecorder.judgement(appraisal) }
            now.content = appraisal?.fact.sha256.flatMap { Fingerprint($0) } ?? now.content
        } else {
            now.linkTarget = file.linkTarget()
            now.content = appraisal?.fact.sha256.flatMap { Fingerprint($0) } ?? fingerprint(file, &reading, &buffer)
            if file.status.isExecutable, case .success(let value?) = file.attribute("security.capability") {
                now.capabilities = RawText(value)
            }
            now.judgement = appraisal.flatMap { SweepRecorder.judgement($0) }
        }
        if work.compares { compare(file.path, known, now, record) }
        if work.kept != nil || work.compares { files.append(now) }
        return reading
    }

    /// The digest of content that nothing else asked for; none of what changes by itself.
    private func fingerprint(_ file: borrowing WalkedFile, _ reading: inout Appraisal, _ buffer: inout [UInt8]) -> Fingerprint? {
        guard file.status.kind == .regular, !FileClass(of: file.path).isVolatile else { return nil }
        var digester = ContentDigester(.sha256)
        reading.failure = file.forEachChunk(buffer: &buffer, limit: Appraiser.mostHashed) { chunk in
            digester.update(chunk)
            return true
        }
        guard reading.failure == nil else { return nil }
        reading.bytesRead = file.status.size
        return Fingerprint(digester.finish())
    }

    /// What need not be found out again while the file stays as it is; nil where something stood in it.
    private static func judgement(_ appraisal: Appraisal) -> RecordedFile.Judgement? {
        let fact = appraisal.fact
        guard appraisal.failure == nil, appraisal.scanProblem == nil else { return nil }
        if fact.record.isEqual {
            return appraisal.recordCheck.map { RecordedFile.Judgement(recordCheck: $0, shape: fact.shape.recorded ?? .notRead) }
        }
        guard fact.record == .unowned, fact.sha256 != nil, fact.traits.isEmpty, fact.matches.isEmpty, fact.sameContentAs == nil else {
            return nil
        }
        return fact.shape.recorded.map { RecordedFile.Judgement(shape: $0) }
    }

    private mutating func compare(_ path: RawText, _ known: RecordedFile?, _ now: RecordedFile, _ record: () -> PackageRecord) {
        // Of a file whose content is not kept, only what the kernel says of it can be compared.
        let change = FileChange(path: path, before: known, after: now, record: .unowned)
        if known != nil, change.aspects.isEmpty { return }
        guard changes.count < SweepRecorder.mostChanges else {
            changesLeftOut += 1
            return
        }
        changes.append(FileChange(path: path, before: known, after: now, record: record()))
    }

    /// Closes the folder that was walked last. Called once more when the walk is over.
    mutating func finishFolder() {
        guard !folder.isEmpty else { return }
        files.sort { $0.name < $1.name }
        work.kept?.add(folder, files)
        if work.compares, !isBroken, !known.isEmpty {
            var gone = known
            for file in files { gone[file.name] = nil }
            for file in gone.values { noteGone(folder.appending(file.name), file) }
        }
        files.removeAll(keepingCapacity: true)
        known.removeAll(keepingCapacity: true)
        (isBroken, folder) = (false, "")
    }

    private mutating func noteGone(_ path: RawText, _ file: RecordedFile) {
        guard changes.count < SweepRecorder.mostChanges else {
            changesLeftOut += 1
            return
        }
        changes.append(FileChange(path: path, before: file, after: nil, record: .unowned))
    }
}
