import Formats
import Hosts
import Model

/// Whether the kernel can answer a question without loading a module for it, which would make it run the host's modprobe.
struct LoadableModules {
    private var canLoad = false
    private var present: Set<RawText> = []

    init(_ host: any HostView) {
        guard case .success(let content) = host.read("/proc/modules", limit: 4 << 20) else { return }
        canLoad = true
        present = Set(ModuleListFormat.parse(content.bytes.span).value.map(\.name))
        if case .success(let names) = host.names(in: "/sys/module") { present.formUnion(names) }
        guard case .success(let release) = host.read("/proc/sys/kernel/osrelease", limit: 256) else { return }
        let folder = "/lib/modules/" + RawText(release.bytes.prefix { $0 > 0x20 })
        if case .success(let content) = host.read(folder + "/modules.builtin", limit: 4 << 20) {
            present.formUnion(ModuleFilesFormat.parse(content.bytes.span).value)
        }
    }

    func has(_ module: RawText) -> Bool { !canLoad || present.contains(module) }
}
