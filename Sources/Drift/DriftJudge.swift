import Model

/// What the differences between a host and its baseline mean: which of them something explains, and how bad the others are.
package enum DriftJudge {
    /// Changes that are told one by one.
    static let mostTold = 20_000

    /// - Parameters:
    ///   - facts: of a sweep that compared, so that `fileChanges` is filled.
    ///   - before: the items of the baseline.
    package static func drift(
        _ facts: Facts, since header: BaselineHeader, items before: [InventoryItem], files: Int, publicKey: [UInt8], trust: BaselineTrust
    ) -> Drift {
        let unseen = Inventory.unseen(facts, header)
        let after = Inventory.items(facts).filter { !unseen.contains($0.kind) }
        let before = before.filter { !unseen.contains($0.kind) }
        let history = PackageHistory(before: before, after: after)
        var drift = Drift(
            baseline: header, publicKey: publicKey, trust: trust, files: files, changes: [], explained: [], quiet: [], retimed: 0)
        let judge = FileChangeJudge(history: history, sites: facts.webRoots)
        var quiet: [FileClass: QuietChanges] = [:]
        for change in FolderFolding.folded(facts.fileChanges) {
            switch judge.verdict(change) {
            case .retimed: drift.retimed += 1
            case .quiet(let place):
                let count = 1 + change.inside
                switch (change.change.before, change.change.after) {
                case (nil, _): quiet[place, default: QuietChanges(place)].added += count
                case (_, nil): quiet[place, default: QuietChanges(place)].removed += count
                default: quiet[place, default: QuietChanges(place)].altered += count
                }
            case .told(let told):
                if told.reason == nil { drift.changes.append(told) } else { drift.explained.append(told) }
            }
        }
        for change in ItemChanges.changes(from: before, to: after) {
            if change.reason == nil { drift.changes.append(change) } else { drift.explained.append(change) }
        }
        drift.changes.sort {
            ($1.severity, $0.subject.path ?? "", $0.subject.name ?? "") < ($0.severity, $1.subject.path ?? "", $1.subject.name ?? "")
        }
        drift.changes = Array(drift.changes.prefix(mostTold))
        drift.explained = Array(drift.explained.prefix(mostTold))
        drift.quiet = FileClass.allCases.compactMap { quiet[$0] }
        return drift
    }
}

/// A change with the number of further files that came or went together with it.
struct FoldedChange: Sendable {
    var change: FileChange
    var inside: Int
}

/// Folders that came or went as a whole become one change: whoever unpacks an archive changed one thing, not a thousand.
enum FolderFolding {
    /// The changes are in the order of their paths.
    static func folded(_ changes: [FileChange]) -> [FoldedChange] {
        var result: [FoldedChange] = []
        /// Folders that came or went, with their place in the result.
        var folders: [RawText: Int] = [:]
        for change in changes {
            let isWhole = change.before == nil || change.after == nil
            if isWhole, !speaksAlone(change), let place = folders[change.path.parentFolder],
                (result[place].change.before == nil) == (change.before == nil)
            {
                result[place].inside += 1
                if (change.after ?? change.before)?.status.kind == .directory { folders[change.path] = place }
                continue
            }
            if isWhole, (change.after ?? change.before)?.status.kind == .directory { folders[change.path] = result.count }
            result.append(FoldedChange(change: change, inside: 0))
        }
        return result
    }

    /// What must not disappear in the number of a folder: a program that raises rights, and what a package owns.
    private static func speaksAlone(_ change: FileChange) -> Bool {
        guard let file = change.after else { return false }
        return file.status.isSetUser || file.status.isSetGroup || file.capabilities != nil || change.record != .unowned
    }
}
