import Model

/// What the program of a running process is worth as an explanation of what it does.
package enum ProgramStanding: Hashable, Sendable {
    /// A package brought it, and its content is the recorded one.
    case packaged
    /// It runs in a container or another root: its file cannot be judged from here.
    case elsewhere
    /// No package brought it, and it lies where administrators put their own programs.
    case ownInstallation
    /// It was deleted, lies in memory, in a hidden or world-writable folder, or differs from its package.
    case strange

    package static func of(_ process: ProcessFact) -> ProgramStanding {
        guard let path = process.executable else { return process.isKernelThread ? .packaged : .strange }
        if process.isElsewhere { return .elsewhere }
        if let file = process.executableFile {
            let origin = Origin.of(file)
            if origin.isExplained { return .packaged }
            if case .altered = origin { return .strange }
        }
        let isMemory = path.hasPrefix("/memfd:") || path.hasPrefix("memfd:")
        if isMemory { return process.isSealed == true ? .ownInstallation : .strange }
        if Places.isTemporary(path) || Places.oddFolder(of: path) != nil { return .strange }
        if NameDeception.of(path.lastComponent)?.isDeliberate == true { return .strange }
        // Upgraded while it runs: the file of the same name is there again, or soon will be.
        if process.executableDeleted { return .ownInstallation }
        return .ownInstallation
    }
}
