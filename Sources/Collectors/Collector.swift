import Model

/// One subject that is looked at. It adds facts, and a gap for everything that it could not see.
package struct Collector: Sendable {
    package let id: String
    package let kinds: Set<FactKind>
    let collect: @Sendable (inout Collection) async -> Void

    init(_ id: String, _ kinds: Set<FactKind>, collect: @escaping @Sendable (inout Collection) async -> Void) {
        (self.id, self.kinds, self.collect) = (id, kinds, collect)
    }

    /// Every collector, in the order of volatility (RFC 3227): what changes by itself first, the disk last. Package records
    /// come before everything that is judged by them.
    package static let all: [Collector] = [
        Collector("packages", [.packages], collect: { PackageRecords.collect(&$0) }),
        Collector("mounts", [.mounts], collect: { MountTable.collect(&$0) }),
        Collector("sockets", [.sockets], collect: { SocketTables.collect(&$0) }),
        Collector("processes", [.processes, .processProbe], collect: { ProcessTable.collect(&$0) }),
        Collector("processMemory", [.processMemory], collect: { ProcessMemory.collect(&$0) }),
        Collector("socketProbe", [.socketProbe, .packetSockets, .links], collect: { SocketProbe.collect(&$0) }),
        Collector("kernelModules", [.kernelModules], collect: { KernelModules.collect(&$0) }),
        Collector("kernelHooks", [.kernelHooks], collect: { KernelHooks.collect(&$0) }),
        Collector("bpfPrograms", [.bpfPrograms], collect: { BPFPrograms.collect(&$0) }),
        Collector("kernelHelpers", [.kernelHelpers], collect: { KernelPrograms.collect(&$0) }),
        Collector("covering", [.covering], collect: { CoveringMounts.collect(&$0) }),
        Collector(RawDevices.id, [.diskEntries], collect: { RawDevices.collect(&$0) }),
        Collector("terminals", [.processes], collect: { LogInTerminals.collect(&$0) }),
        Collector("accounts", [.accounts], collect: { AccountFiles.collect(&$0) }),
        Collector("sshDaemon", [.sshDaemon], collect: { SSHDaemonFiles.collect(&$0) }),
        Collector("keys", [.keys], collect: { KeyFiles.collect(&$0) }),
        Collector(PrivilegeFiles.id, [.privileges], collect: { PrivilegeFiles.collect(&$0) }),
        Collector("logins", [.loginRecords], collect: { LoginRecords.collect(&$0) }),
        Collector("logs", [.jobRecords, .loginAttempts], collect: { await SystemLogs.collect(&$0) }),
        Collector(LogTrails.id, [.trails], collect: { LogTrails.collect(&$0) }),
        Collector(DefenceFiles.id, [.defences], collect: { DefenceFiles.collect(&$0) }),
        Collector(KnownPaths.id, [.files], collect: { KnownPaths.collect(&$0) }),
        Collector("histories", [.histories], collect: { HistoryFiles.collect(&$0) }),
        Collector("preload", [.preload], collect: { LoaderFiles.collect(&$0) }),
        Collector("jobs", [.autoruns], collect: { ScheduledJobs.collect(&$0) }),
        Collector("startup", [.autoruns], collect: { StartupEntries.collect(&$0) }),
        Collector("shells", [.autoruns], collect: { ShellStartFiles.collect(&$0) }),
        Collector(SSHClientFiles.id, [.autoruns], collect: { SSHClientFiles.collect(&$0) }),
        Collector("settings", [.autoruns], collect: { SettingFiles.collect(&$0) }),
        Collector("hooks", [.autoruns], collect: { HookFiles.collect(&$0) }),
        Collector("web", [.content], collect: { WebRootFolders.collect(&$0) }),
        Collector("languages", [.autoruns], collect: { LanguageHooks.collect(&$0) }),
        Collector("repositories", [.autoruns], collect: { GitRepositories.collect(&$0) }),
        Collector("policies", [.autoruns], collect: { PolicyFiles.collect(&$0) }),
        Collector("substitutes", [.autoruns], collect: { SubstitutePrograms.collect(&$0) }),
        Collector("containers", [.autoruns], collect: { ContainerFiles.collect(&$0) }),
        Collector(InitialImages.id, [.autoruns], collect: { InitialImages.collect(&$0) }),
        Collector(CompiledModules.id, [.autoruns], collect: { CompiledModules.collect(&$0) }),
        Collector("archives", [.autoruns], collect: { PackageArchives.collect(&$0) }),
        Collector(FileSweep.id, [.files, .content, .attributes], collect: { await FileSweep.collect(&$0) }),
        Collector("altered", [.autoruns], collect: { AlteredScripts.collect(&$0) }),
        Collector(OtherSettings.id, [.autoruns], collect: { OtherSettings.collect(&$0) }),
        Collector("suspects", [.files], collect: { await SuspectFolders.collect(&$0) }),
        Collector("locks", [.locks], collect: { LockFiles.collect(&$0) }),
    ]
}

extension Collection {
    /// Runs all collectors and gives what was seen.
    package consuming func run() async -> Facts {
        for collector in Collector.all {
            progress(Progress(collector: collector.id, files: facts.coverage.files))
            await collector.collect(&self)
        }
        facts.boots.sort { $0.time < $1.time }
        facts.gaps += gaps.gaps
        return facts
    }
}
