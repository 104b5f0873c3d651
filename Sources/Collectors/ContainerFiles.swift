import Formats
import Hosts
import Model

/// Containers that have rights over the host, from the files of their engines; nothing is asked of the engines themselves.
enum ContainerFiles {
    static let id = "containers"
    private static let kinds: Set<FactKind> = [.autoruns]
    private static let mostContainers = 2_000

    static func collect(_ collection: inout Collection) {
        for path in Wildcard.expand("/var/lib/docker/containers/*/hostconfig.json", collection.host).prefix(mostContainers) {
            guard let host = collection.read(path, limit: 4 << 20, id, kinds) else { continue }
            // Without the other half, rights are left of a container that nobody can name.
            let config = collection.read(path.parentFolder.appending("config.v2.json"), limit: 4 << 20, id, kinds)?.bytes ?? []
            note(ContainerFormat.docker(config.span, host: host.bytes.span).value, "docker", path, &collection)
        }
        let runtimes: [RawText] = [
            "/var/lib/containers/storage/overlay-containers/*/userdata/config.json",
            "/run/containerd/io.containerd.runtime.v2.task/*/*/config.json",
            "/home/*/.local/share/containers/storage/overlay-containers/*/userdata/config.json",
        ]
        for path in runtimes.flatMap({ Wildcard.expand($0, collection.host) }).prefix(mostContainers) {
            guard let content = collection.read(path, limit: 4 << 20, id, kinds) else { continue }
            note(ContainerFormat.runtime(content.bytes.span).value, "podman", path, &collection)
        }
        let manifests: [RawText] = [
            "/etc/kubernetes/manifests/*", "/etc/kubelet.d/*", "/var/lib/rancher/*/server/manifests/*",
            "/var/lib/rancher/*/agent/pod-manifests/*", "/var/lib/kubelet/manifests/*", "/var/lib/k0s/manifests/*/*",
        ]
        for path in manifests.flatMap({ Wildcard.expand($0, collection.host) }).prefix(200) {
            guard case .success(let status) = collection.host.status(path, followingLast: true), status.kind == .regular,
                let content = collection.read(path, limit: 1 << 20, id, kinds)
            else { continue }
            var settings = ContainerFormat.pod(content.bytes.span).value
            settings.rights.insert(.restartsAlways)
            note(settings, "kubernetes", path, &collection)
        }
        let units: [RawText] = [
            "/etc/containers/systemd/*.container", "/usr/share/containers/systemd/*.container",
            "/etc/containers/systemd/users/*/*.container",
            "/home/*/.config/containers/systemd/*.container", "/root/.config/containers/systemd/*.container",
            "/etc/systemd/nspawn/*.nspawn",
            "/run/systemd/nspawn/*.nspawn",
        ]
        for path in units.flatMap({ Wildcard.expand($0, collection.host) }).prefix(500) {
            guard let content = collection.read(path, limit: 1 << 20, id, kinds) else { continue }
            note(ContainerFormat.unit(content.bytes.span).value, "systemd", path, &collection)
        }
        let engines: [RawText] = [
            "/etc/docker/daemon.json", "/etc/containers/oci/hooks.d/*.json", "/usr/share/containers/oci/hooks.d/*.json",
        ]
        for path in engines.flatMap({ Wildcard.expand($0, collection.host) }).prefix(200) {
            guard let file = collection.appraise(path), !file.record.isEqual, let content = collection.read(path, limit: 1 << 20, id, kinds)
            else { continue }
            for program in ContainerFormat.programs(content.bytes.span).value.prefix(50) {
                collection.addAutorun(
                    .initScript, Place(path), name: path.lastComponent, user: "root", command: program, base: "/", file: file)
            }
        }
        for path in Wildcard.expand("/var/lib/lxc/*/config", collection.host).prefix(500) { container(lxc: path, &collection) }
    }

    private static func note(_ settings: ContainerSettings, _ engine: String, _ path: RawText, _ collection: inout Collection) {
        guard
            !settings.rights.isDisjoint(with: [.privileged, .hostProcesses, .hostRoot, .engineSocket, .systemFolder, .dangerousCapability]),
            let file = collection.appraise(path)
        else { return }
        collection.facts.hooks.containers.append(
            ContainerFact(
                name: settings.name, image: settings.image, engine: engine, command: settings.command,
                rights: ContainerFact.Right.allCases.filter { settings.rights.contains($0) }, binds: settings.binds, file: file))
    }

    /// lxc.container.conf(5): hooks are run by the host, and an entry of a mount may bring the host's root in.
    private static func container(lxc path: RawText, _ collection: inout Collection) {
        guard let file = collection.appraise(path), let content = collection.read(path, limit: 1 << 20, id, kinds) else { return }
        for (index, line) in content.bytes.split(separator: 0x0a, maxSplits: 5_000, omittingEmptySubsequences: false).enumerated() {
            let text = RawText(line.prefix(4_096))
            guard text.hasPrefix("lxc.hook."), let equals = text.bytes.firstIndex(of: 0x3d) else { continue }
            let command = RawText(text.bytes[(equals + 1)...].drop { $0 == 0x20 || $0 == 0x09 })
            guard command.hasPrefix("/") else { continue }
            collection.addAutorun(
                .initScript, Place(path, line: index + 1), name: path.parentFolder.lastComponent, user: "root", command: command, base: "/",
                file: file)
        }
    }
}
