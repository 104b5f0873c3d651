import Formats
import Hosts
import Model

/// The modules of the running kernel from every list that names them, and whether the kernel says that it was tainted.
enum KernelModules {
    static let id = "kernelModules"
    private static let kinds: Set<FactKind> = [.kernelModules]
    /// Names that the whole list of symbols has are some 5 MB; more than this is not a list of symbols.
    private static let mostSymbols = 64 << 20

    static func collect(_ collection: inout Collection) {
        guard collection.host.kind == .live else { return collection.gaps.add(.notRunning(id, kinds)) }
        if let content = collection.read("/proc/sys/kernel/tainted", limit: 64, id, kinds) {
            collection.facts.kernel.taint = UInt64(RawText(content.bytes.prefix { $0 >= 0x30 && $0 <= 0x39 }).escaped())
        }
        let first = look(&collection)
        // A module that came or went between two lists is no contradiction: only what is so twice counts.
        let second = first.hasContradiction ? look(&collection) : first
        var kernel = collection.facts.kernel
        kernel.moduleViews = first.views.intersection(second.views)
        kernel.modules = second.modules.values.map { module in
            var module = module
            if let before = first.modules[module.name] { module.views.formUnion(before.views) }
            return module
        }.filter { first.modules[$0.name] != nil }.sorted { $0.name < $1.name }
        collection.facts.kernel = kernel
        findFiles(&collection)
    }

    private struct Look {
        var modules: [RawText: ModuleFact] = [:]
        var views: Set<ModuleFact.View> = []

        mutating func add(_ name: RawText, _ view: ModuleFact.View, taint: RawText = "") {
            modules[name, default: ModuleFact(name: name, views: [])].views.insert(view)
            if !taint.isEmpty { modules[name]?.taint = taint }
        }
        var hasContradiction: Bool {
            modules.values.contains { !views.subtracting([.holders, .hooks, .symbols]).isSubset(of: $0.views) }
        }
    }

    private static func look(_ collection: inout Collection) -> Look {
        var look = Look()
        if let content = collection.read("/proc/modules", limit: 4 << 20, id, kinds) {
            look.views.insert(.modules)
            // One that is just loading or unloading stands on some lists alone.
            for module in ModuleListFormat.parse(content.bytes.span).value where module.state == "Live" {
                look.add(module.name, .modules, taint: module.taint)
                for user in module.usedBy where user != "[permanent]" { look.add(user, .holders) }
            }
        }
        if case .success(let names) = collection.host.names(in: "/sys/module") {
            look.views.insert(.sysfs)
            for name in names {
                let folder = "/sys/module/" + name
                // What is built in has parameters at most.
                guard case .success(let state) = collection.host.read(folder + "/initstate", limit: 64),
                    state.bytes.starts(with: Array("live".utf8))
                else { continue }
                var taint = RawText("")
                if case .success(let content) = collection.host.read(folder + "/taint", limit: 64) {
                    taint = RawText(content.bytes.prefix { $0 > 0x20 })
                }
                look.add(name, .sysfs, taint: taint)
                if case .success(let holders) = collection.host.names(in: folder + "/holders") {
                    for holder in holders { look.add(holder, .holders) }
                }
            }
        }
        if let content = collection.read("/proc/kallsyms", limit: mostSymbols, id, kinds) {
            let symbols = KernelSymbolsFormat.parse(content.bytes.span).value
            look.views.insert(.symbols)
            for name in symbols.modules { look.add(name, .symbols) }
        }
        return look
    }

    /// Whether the folder of the running kernel holds a file for each; without the folder nothing is said.
    private static func findFiles(_ collection: inout Collection) {
        guard case .success(let release) = collection.host.read("/proc/sys/kernel/osrelease", limit: 256) else { return }
        let folder = "/lib/modules/" + RawText(release.bytes.prefix { $0 > 0x20 })
        guard case .success(let content) = collection.host.read(folder + "/modules.dep", limit: 16 << 20), !content.bytes.isEmpty else {
            return
        }
        let files = ModuleFilesFormat.parse(content.bytes.span).value
        for index in collection.facts.kernel.modules.indices {
            collection.facts.kernel.modules[index].hasFile = files.contains(collection.facts.kernel.modules[index].name)
        }
    }
}
