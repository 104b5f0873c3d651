import Model

/// What an autorun entry finally runs, and why that is or is not explained.
package struct AutorunJudgement: Sendable {
    package let entry: AutorunEntry

    package init(_ entry: AutorunEntry) { self.entry = entry }

    /// Targets that nothing explains, interpreters and helpers of the distribution left out.
    package var unexplainedTargets: [AutorunTarget] {
        entry.targets.filter { target in target.file.map { !Origin.of($0).isExplained } ?? false }
    }

    /// Whether the entry itself came with a package, unchanged.
    package var isPackaged: Bool { entry.file.map { Origin.of($0).isExplained } ?? false }

    /// Whether everything that it runs came with packages.
    package var runsOnlyPackaged: Bool {
        !entry.targets.isEmpty && entry.targets.allSatisfy { $0.file.map { Origin.of($0).isExplained } ?? true }
    }

    /// Traits of the command line, and of what it runs where that is not packaged.
    package var traits: [(hit: TraitHit, path: RawText)] {
        entry.traits.map { ($0, entry.place.path) }
            + unexplainedTargets.flatMap { target in
                (target.file?.traits ?? []).map { ($0, target.path ?? target.written) }
            }
    }

    /// What of it lies in a folder that everybody may write to, that is hidden where none belongs, or whose name deceives.
    package var oddTargets: [AutorunTarget] {
        entry.targets.filter { target in
            guard let path = target.path ?? absolute(target.written) else { return false }
            if target.role == .environment { return false }
            return Places.isTemporary(path) || Places.oddFolder(of: path) != nil
                || NameDeception.of(path.lastComponent)?.isDeliberate == true
        }
    }

    /// Content rules that matched what it runs.
    package var matches: [ContentMatch] { entry.targets.flatMap { $0.file?.matches ?? [] } }

    private func absolute(_ written: RawText) -> RawText? { written.hasPrefix("/") ? written : nil }
}
