import Hosts
import Model

/// What starts with the machine or with an event of it, each kind in a file of its own.
enum StartupEntries {
    static let id = "startup"

    static func collect(_ collection: inout Collection) {
        SystemdUnits.collect(&collection)
        SystemdGenerators.collect(&collection)
        EnvironmentFiles.collect(&collection)
        BootScripts.collect(&collection)
        BootTables.collect(&collection)
        BootMade.collect(&collection)
        ListedModules.collect(&collection)
        ScriptFolders.collect(&collection)
        LoginModules.collect(&collection)
        NameServiceFiles.collect(&collection)
        LoaderFolders.collect(&collection)
        BootLoaderFiles.collect(&collection)
    }
}

extension Collection {
    /// A script that no package brought unchanged; the others start nothing but what their packages meant.
    mutating func addOwnScript(_ mechanism: AutorunEntry.Mechanism, _ path: RawText) {
        if let file = appraise(path), file.record.isEqual || file.sameContentAs != nil { return }
        addScript(mechanism, path)
    }
}
