import Formats
import Hosts
import Model

/// Brings together what the workers of a sweep noticed against a baseline, and what none of them walked any more.
enum BaselineComparison {
    /// Changes that are kept of folders that are gone.
    private static let mostGone = 100_000

    static func finish(_ recorders: [SweepRecorder], _ work: BaselineWork, into collection: inout Collection) {
        for recorder in recorders { collection.facts.coverage.notReadAgain += recorder.notReadAgain }
        if let kept = work.kept, kept.count.leftOut > 0 {
            collection.gaps.add(
                Gap(
                    collector: FileSweep.id,
                    reason: Localized(
                        en: "\(kept.count.leftOut) folders lie so deep that the baseline does not hold them.",
                        ja: "\(kept.count.leftOut) 個のフォルダーは深すぎる場所にあり、ベースラインに記録していません。"),
                    facts: [.files]))
        }
        guard work.compares, let earlier = work.earlier else { return }
        var changes = recorders.flatMap(\.changes)
        var leftOut = recorders.reduce(0) { $0 + $1.changesLeftOut }
        let walked = Set(recorders.flatMap(\.walked))
        let failed = recorders.flatMap(\.failed)
        for number in 0..<earlier.folderCount where !walked.contains(number) {
            let path = earlier.path(ofFolder: number)
            // What could not be looked into is a gap already, and nothing is said of it.
            if failed.contains(where: { path.isInside($0) }) { continue }
            guard changes.count < mostGone * 4 else {
                leftOut += earlier.count(inFolder: number)
                continue
            }
            for file in earlier.files(inFolder: number) {
                changes.append(FileChange(path: path.appending(file.name), before: file, after: nil, record: .unowned))
            }
        }
        changes.sort { $0.path < $1.path }
        collection.facts.fileChanges = changes
        if leftOut > 0 {
            collection.gaps.add(
                Gap(
                    collector: FileSweep.id,
                    reason: Localized(
                        en: "So much differs from the baseline that \(leftOut) changes are not told one by one.",
                        ja: "ベースラインとの違いが多すぎるため、\(leftOut) 件は個別には示していません。"),
                    facts: [.files]))
        }
    }
}
