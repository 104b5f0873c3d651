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
    ///
    /// That machinery of the distribution writes a table of log-ins says nothing of the lines that somebody added to it.
    package var isPackaged: Bool {
        guard let file = entry.file else { return false }
        let origin = Origin.of(file)
        if entry.mechanism == .pam, case .generated = origin { return false }
        return origin.isExplained
    }

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
            guard var path = target.path ?? absolute(target.written) else { return false }
            // A line that ends in the manner of Windows names no program; that is a slip, and no deception.
            if target.file == nil, path.bytes.last == 0x0d { path.bytes.removeLast() }
            if target.role == .environment { return false }
            let hides = path.lastComponent.hasPrefix(".") && Places.isSystem(path) && target.role != .library && isProgram(target)
            // A program that is started by itself under the name of a thread of the kernel hides in the list of processes.
            let posesAsThread =
                target.file.map { $0.record == .unowned && $0.shape == .elf } == true
                && KernelThreadNames.isUnmistakable(path.lastComponent)
            return hides || posesAsThread || Places.isTemporary(path) || Places.oddFolder(of: path) != nil
                || NameDeception.of(path.lastComponent)?.isDeliberate == true
        }
    }

    /// Unexplained programs that hide twice, below hidden folders of a home, where no tool keeps one.
    package var hidingTargets: [AutorunTarget] {
        unexplainedTargets.filter { target in
            // What an account is started with bears a dot by custom.
            guard let path = target.path, let file = target.file, file.record == .unowned, path != entry.file?.path else { return false }
            return (file.shape == .elf || file.status.isExecutable && file.shape.isProgram) && Places.hidesTwice(path)
        }
    }

    /// Content rules that matched what it runs.
    package var matches: [ContentMatch] { entry.targets.flatMap { $0.file?.matches ?? [] } }

    /// Libraries that it loads into programs by LD_PRELOAD or LD_AUDIT, as far as its text names them; nil where a hit of that
    /// kind names none, so that only a running shell could tell.
    package static func preloaded(in text: RawText) -> [RawText]? {
        var libraries: [RawText] = []
        for name in ["LD_PRELOAD=", "LD_AUDIT="] as [RawText] {
            guard let range = text.firstRange(of: name) else { continue }
            var value = text.bytes[range.upperBound...]
            let quote = value.first.flatMap { $0 == 0x22 || $0 == 0x27 ? $0 : nil }
            if let quote {
                value = value.dropFirst()
                value = value.prefix { $0 != quote }
            } else {
                value = value.prefix { ![0x20, 0x09, 0x22, 0x27, 0x3b, 0x0a].contains($0) }
            }
            libraries += value.split(whereSeparator: { $0 == 0x3a || $0 == 0x20 }).map { RawText(Array($0)) }
        }
        return libraries.isEmpty ? nil : libraries
    }

    /// Settings of the system may hide; what is run does not.
    private func isProgram(_ target: AutorunTarget) -> Bool {
        target.file.map { $0.shape.isProgram || $0.status.isExecutable } ?? false
    }

    private func absolute(_ written: RawText) -> RawText? { written.hasPrefix("/") ? written : nil }
}
