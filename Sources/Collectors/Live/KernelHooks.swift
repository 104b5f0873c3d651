import Formats
import Hosts
import Model

/// Functions of the kernel whose beginning somebody changed: ftrace and kprobes, as tracefs tells of them.
enum KernelHooks {
    static let id = "kernelHooks"
    private static let kinds: Set<FactKind> = [.kernelHooks]
    private static let folders: [RawText] = ["/sys/kernel/tracing", "/sys/kernel/debug/tracing"]

    static func collect(_ collection: inout Collection) {
        guard collection.host.kind == .live else { return collection.gaps.add(.notRunning(id, kinds)) }
        let host = collection.host
        let folder = folders.first { folder in
            if case .success(let names) = host.names(in: folder) { names.contains("available_tracers") } else { false }
        }
        if case .success(let patches) = host.names(in: "/sys/kernel/livepatch") { collection.facts.kernel.isLivePatched = !patches.isEmpty }
        guard let folder else {
            collection.gaps.add(
                Gap(
                    collector: id, subject: "/sys/kernel/tracing",
                    reason: Localized(
                        en: "It is not mounted or may not be read, so changed functions of the kernel cannot be seen.",
                        ja: "マウントされていないか読めないため、カーネルの機能の差し替えは見えません。"),
                    facts: kinds, isTotal: true))
            return
        }
        var isRead = false
        for list in [FunctionHook.List.enabled, .touched] {
            guard let content = collection.read(folder.appending(RawText(list.rawValue)), limit: 16 << 20, id, kinds) else { continue }
            isRead = true
            collection.facts.kernel.hooks += FunctionHooksFormat.parse(content.bytes.span, list: list).value
        }
        guard isRead else {
            collection.gaps.add(
                Gap(
                    collector: id, subject: folder,
                    reason: Localized(
                        en: "The kernel's lists of changed functions may not be read (it is locked down), or it keeps none.",
                        ja: "差し替えられた機能の一覧が読めないか(ロックダウン)、このカーネルにはありません。"),
                    facts: kinds, isTotal: true))
            return
        }
        // debugfs is root's alone, and is often not mounted.
        if let content = collection.read("/sys/kernel/debug/kprobes/list", limit: 16 << 20, id, kinds) {
            collection.facts.kernel.hooks += ProbeListFormat.parse(content.bytes.span).value
        }
        for name in ["kprobe_events", "uprobe_events", "set_ftrace_pid", "current_tracer"] as [RawText] {
            guard case .success(let content) = host.read(folder.appending(name), limit: 1 << 20) else { continue }
            let text = RawText(content.bytes.filter { $0 > 0x20 })
            if !text.isEmpty, text != "nop", !text.hasPrefix("#") { collection.facts.kernel.hasTraceEvents = true }
        }
        // A hook names the module that it leads to.
        for hook in collection.facts.kernel.hooks {
            for callee in hook.callees {
                guard let open = callee.firstRange(of: " ["), callee.hasSuffix("]") else { continue }
                let name = RawText(callee.bytes[open.upperBound...].dropLast())
                guard name != "bpf", !name.hasPrefix("__builtin__") else { continue }
                if let index = collection.facts.kernel.modules.firstIndex(where: { $0.name == name }) {
                    collection.facts.kernel.modules[index].views.insert(.hooks)
                } else if collection.facts.kernel.modules.count < 20_000 {
                    collection.facts.kernel.modules.append(ModuleFact(name: name, views: [.hooks]))
                }
            }
        }
    }
}
