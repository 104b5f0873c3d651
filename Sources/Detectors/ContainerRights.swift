import Model
import Provenance

extension Detector {
    /// A container that can do on the host what root can.
    static let containerEscape = Detector(
        id: "container.escape",
        title: Localized(en: "A container has root's rights over the host", ja: "コンテナーが、サーバー本体を操作できる権限を持っています"),
        claim: Localized(
            en:
                "A container is privileged, sees the host's processes or its root folder, or holds the engine's socket. Agents that watch a host are run so; so are shells that come back at every boot.",
            ja: "コンテナーに、サーバー本体の全体や管理用の接続口を触れる権限があります。監視用のものにはよくありますが、起動のたびに戻ってくる侵入口にも使われます。"),
        techniques: ["T1611", "T1610"], aspect: .weakness, needs: [.autoruns],
        misses: Localized(
            en: "Containers of engines that keep no file, and what was done from inside one that is gone.",
            ja: "記録を残さない仕組みのコンテナーや、すでに消されたコンテナーの中での行いは分かりません。"),
        references: ["docker-run(1)", "OCI runtime specification"], severities: .low ... .critical
    ) { situation in
        situation.facts.hooks.containers.map { container in
            let severity = severity(container)
            return Claim(
                severity, severity == .low ? .possible : severity == .critical ? .certain : .likely,
                Subject(.config, path: container.file.path, name: container.name.isEmpty ? container.image : container.name),
                aspect: severity == .low ? nil : .persistence,
                explanation: Localized(
                    en:
                        "Container \(container.name) of the image \(container.image) (\(container.command)): \(rights(container).en).",
                    ja: "コンテナー \(container.name)(イメージ \(container.image)、\(container.command)): \(rights(container).ja)。"),
                evidence: [EvidenceItem(.content, source: "autoruns", path: container.file.path, text: container.command)]
                    + container.binds.prefix(10).map { EvidenceItem(.content, source: "autoruns", path: container.file.path, text: $0) },
                nextSteps: severity >= .medium ? [.preserve(container.file.path)] : [],
                related: container.engine == "docker" ? [container.file.path.parentFolder + "/config.v2.json"] : []
            ).with(file: container.file, situation, source: "autoruns")
        }
    }

    private static func severity(_ container: ContainerFact) -> Severity {
        let rights = Set(container.rights)
        let entersHost = container.command.contains("nsenter ") || container.command.contains("chroot ")
        let shells: [RawText] = [
            "/dev/tcp/", "nc -e", "ncat ", "socat ", "| sh", "|sh", "| bash", "|bash", "base64 -d", " -e sh", " -e /bin/",
        ]
        if shells.contains(where: { container.command.contains($0) }) { return .critical }
        guard rights.contains(.hostRoot) || rights.contains(.hostProcesses) && rights.contains(.privileged) else { return .low }
        // Agents have images of their own; the bare image of a distribution that does nothing but hold the host's root is a way in.
        let name = RawText(container.image.lastComponent.bytes.prefix { $0 != 0x3a && $0 != 0x40 })
        let isBare = ["alpine", "ubuntu", "debian", "busybox", "centos", "fedora", "kali-rolling", "rockylinux", "almalinux", ""].contains(
            name)
        // An image from a machine that has no name comes from no maker.
        let registry = RawText(container.image.bytes.prefix { $0 != 0x2f && $0 != 0x3a })
        let isNumber =
            container.image.contains("/") && registry.bytes.allSatisfy { $0 == 0x2e || $0 >= 0x30 && $0 <= 0x39 } && !registry.isEmpty
        if isNumber, !registry.hasPrefix("10."), !registry.hasPrefix("192.168."), !registry.hasPrefix("172."), !registry.hasPrefix("127.") {
            return .medium
        }
        if rights.isSuperset(of: [.privileged, .restartsAlways]), isHomeMade(container.image, name) { return .medium }
        return isBare && (entersHost || isIdle(container.command)) ? .medium : .low
    }

    /// An image without a maker's name before a slash, and none of the official ones that are so named: it was made on this host.
    private static func isHomeMade(_ image: RawText, _ name: RawText) -> Bool {
        let official: Set<RawText> = [
            "docker", "registry", "telegraf", "traefik", "nginx", "httpd", "haproxy", "caddy", "postgres", "mysql", "mariadb", "redis",
            "mongo", "rabbitmq", "memcached", "influxdb", "elasticsearch", "logstash", "kibana", "consul", "vault", "nats", "kapacitor",
            "chronograf", "swarm", "alpine", "ubuntu", "debian", "busybox", "centos", "fedora", "rockylinux", "almalinux", "python", "node",
        ]
        return !image.bytes.contains(0x2f) && !name.isEmpty && !name.hasPrefix("sha256") && !official.contains(name)
    }

    /// Whether it only waits to be entered: a shell, a long sleep.
    private static func isIdle(_ command: RawText) -> Bool {
        let words = command.split(0x20).filter { !$0.isEmpty }.map(\.lastComponent)
        guard let first = words.first else { return true }
        return ["sh", "bash", "ash", "zsh"].contains(first) && words.count <= 2 || first == "sleep" || first == "tail"
            || words.contains("infinity")
    }

    private static func rights(_ container: ContainerFact) -> Localized {
        var en = Prose(), ja = Prose()
        for right in container.rights {
            let words = words(right)
            if !en.pieces.isEmpty {
                en = en + "; "
                ja = ja + "、"
            }
            en = en + words.en
            ja = ja + words.ja
        }
        return Localized(en: en, ja: ja)
    }

    private static func words(_ right: ContainerFact.Right) -> Localized {
        switch right {
        case .privileged: Localized(en: "it is privileged", ja: "特権モードで動く")
        case .hostProcesses: Localized(en: "it sees the host's processes", ja: "本体のプロセスが見える")
        case .hostRoot: Localized(en: "it may write to the host's root folder", ja: "本体のルートフォルダーに書き込める")
        case .engineSocket: Localized(en: "it holds the engine's socket", ja: "コンテナー管理の接続口を持つ")
        case .systemFolder: Localized(en: "it may write to a system folder of the host", ja: "本体のシステムフォルダーに書き込める")
        case .restartsAlways: Localized(en: "it comes back at every boot", ja: "起動のたびに立ち上がる")
        case .dangerousCapability: Localized(en: "it has a capability of the kernel's administrator", ja: "カーネル管理の権限(ケーパビリティ)を持つ")
        }
    }
}
