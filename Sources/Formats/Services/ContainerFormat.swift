import Model

/// What a container may do to its host, as its engine wrote it down.
package struct ContainerSettings: Hashable, Sendable {
    package var name: RawText = ""
    package var image: RawText = ""
    package var command: RawText = ""
    package var rights: Set<ContainerFact.Right> = []
    package var binds: [RawText] = []

    package init() {}
}

/// Reads what Docker, Podman, Kubernetes and LXC keep of a container.
package enum ContainerFormat {
    /// Docker's config.v2.json and hostconfig.json of one container.
    package static func docker(_ config: Span<UInt8>, host: Span<UInt8>) -> Parsed<ContainerSettings> {
        let parsedConfig = JSONFormat.parse(config), parsedHost = JSONFormat.parse(host)
        let (config, host) = (parsedConfig.value ?? .null, parsedHost.value ?? .null)
        var settings = ContainerSettings()
        settings.name = RawText((config["Name"]?.text ?? "").bytes.drop { $0 == 0x2f })
        settings.image = config["Config"]?["Image"]?.text ?? ""
        let started = (config["Path"]?.text.map { [$0] } ?? []) + (config["Args"]?.texts ?? [])
        let asked = config["Config"]?["Cmd"]?.texts ?? []
        let words = asked.allSatisfy { started.contains($0) } ? started : started + asked
        settings.command = line(words)
        if host["Privileged"]?.isTrue == true { settings.rights.insert(.privileged) }
        if host["PidMode"]?.text == "host" { settings.rights.insert(.hostProcesses) }
        if let policy = host["RestartPolicy"]?["Name"]?.text, policy == "always" || policy == "unless-stopped" {
            settings.rights.insert(.restartsAlways)
        }
        capabilities(host["CapAdd"]?.texts ?? [], &settings)
        for bind in (host["Binds"]?.texts ?? []).prefix(200) { note(bind: bind, &settings) }
        for mount in (host["Mounts"]?.elements ?? []).prefix(200) where mount["Type"]?.text == "bind" {
            let end: RawText = mount["ReadOnly"]?.isTrue == true ? ":ro" : ""
            if let source = mount["Source"]?.text { note(bind: source + ":" + (mount["Target"]?.text ?? "") + end, &settings) }
        }
        return Parsed(settings, problems: parsedConfig.problems + parsedHost.problems)
    }

    /// config.json of the OCI runtime specification, as Podman and containerd keep it.
    package static func runtime(_ text: Span<UInt8>) -> Parsed<ContainerSettings> {
        let parsed = JSONFormat.parse(text)
        let config = parsed.value ?? .null
        var settings = ContainerSettings()
        let notes = config["annotations"] ?? .null
        settings.name =
            notes["io.kubernetes.cri-o.Name"]?.text ?? notes["io.kubernetes.cri.container-name"]?.text ?? config["hostname"]?.text ?? ""
        settings.image = notes["io.kubernetes.cri.image-name"]?.text ?? notes["org.opencontainers.image.base.name"]?.text ?? ""
        settings.command = line(config["process"]?["args"]?.texts ?? [])
        if notes["io.podman.annotations.privileged"]?.text == "TRUE" { settings.rights.insert(.privileged) }
        let namespaces = config["linux"]?["namespaces"]?.elements.compactMap { $0["type"]?.text } ?? []
        if !namespaces.isEmpty, !namespaces.contains("pid") { settings.rights.insert(.hostProcesses) }
        for mount in (config["mounts"]?.elements ?? []).prefix(500)
        where mount["type"]?.text == "bind" || mount["options"]?.texts.contains("rbind") == true {
            let end: RawText = mount["options"]?.texts.contains("ro") == true ? ":ro" : ""
            if let source = mount["source"]?.text { note(bind: source + ":" + (mount["destination"]?.text ?? "") + end, &settings) }
        }
        return Parsed(settings, problems: parsed.problems)
    }

    /// A container that systemd starts: a unit of Podman (podman-systemd.unit(5)) or a setting of systemd.nspawn(5).
    package static func unit(_ text: Span<UInt8>) -> Parsed<ContainerSettings> {
        let parsed = SystemdUnitFormat.parse(text)
        var settings = ContainerSettings()
        settings.image = parsed.value.value("Image")?.value ?? ""
        settings.command = parsed.value.value("Exec")?.value ?? parsed.value.value("Parameters")?.value ?? ""
        settings.name = parsed.value.value("ContainerName")?.value ?? ""
        for entry in (["Volume", "Bind"] as [RawText]).flatMap({ parsed.value.values($0) }).prefix(200) {
            note(bind: entry.value, &settings)
        }
        for entry in (["PodmanArgs", "GlobalArgs"] as [RawText]).flatMap({ parsed.value.values($0) }) {
            if entry.value.contains("--privileged") { settings.rights.insert(.privileged) }
            if entry.value.contains("--pid=host") || entry.value.contains("--pid host") { settings.rights.insert(.hostProcesses) }
        }
        capabilities(parsed.value.values("AddCapability").map(\.value), &settings)
        if !parsed.value.wantedBy.isEmpty { settings.rights.insert(.restartsAlways) }
        return Parsed(settings, problems: parsed.problems)
    }

    /// Programs that an engine runs for every container: `runtimes` of Docker's daemon.json, `hook.path` of oci-hooks(5).
    package static func programs(_ text: Span<UInt8>) -> Parsed<[RawText]> {
        let parsed = JSONFormat.parse(text)
        let value = parsed.value ?? .null
        let runtimes = value["runtimes"]?.members.compactMap { $0.value["path"]?.text } ?? []
        let hook = value["hook"]?["path"]?.text ?? value["hook"]?.text
        return Parsed((runtimes + (hook.map { [$0] } ?? [])).filter { $0.hasPrefix("/") }, problems: parsed.problems)
    }

    /// A static pod of Kubernetes, line by line: the layout of YAML is not followed, only its keys are.
    package static func pod(_ text: Span<UInt8>) -> Parsed<ContainerSettings> {
        var parsed = Parsed(ContainerSettings())
        var isHostPath = false, isName = false, command: [RawText] = [], isCommand = false
        // In its flowing form a mapping stands on one line, between braces.
        let spread = ShellByte.copy(text, limit: 1 << 20).map { [0x7b, 0x7d].contains($0) ? 0x0a : $0 } as [UInt8]
        for line in ConfigurationText.lines(spread.span).prefix(20_000) {
            let bytes = ConfigurationLine.trim(line.trimmed.drop { $0 == 0x2d || ConfigurationLine.isBlank($0) })
            guard let first = bytes.first, first != 0x23 else { continue }
            let setting = SettingLine(bytes: bytes, number: line.number)
            let isItem = line.trimmed.first == 0x2d
            if isCommand, isItem, !setting.key.hasSuffix("name"), command.count < 50 {
                command.append(SettingLine.unquoted(bytes))
                continue
            }
            isCommand = setting.key == "command" || setting.key == "args"
            if isCommand, let open = bytes.firstIndex(of: 0x5b) {
                command += bytes[(open + 1)...].prefix { $0 != 0x5d }.split(separator: 0x2c).map {
                    SettingLine.unquoted(ConfigurationLine.trim($0))
                }
            }
            switch setting.key {
            case "name" where !isName: (parsed.value.name, isName) = (setting.value, true)
            case "image" where parsed.value.image.isEmpty: parsed.value.image = setting.value
            case "privileged" where setting.value == "true": parsed.value.rights.insert(.privileged)
            case "hostpid" where setting.value == "true": parsed.value.rights.insert(.hostProcesses)
            case "hostpath": isHostPath = true
            case "path" where isHostPath:
                note(bind: setting.value + ":", &parsed.value)
                isHostPath = false
            default: break
            }
        }
        parsed.value.command = line(command)
        return parsed
    }

    private static func line(_ words: [RawText]) -> RawText {
        RawText(Array(words.prefix(100).map { RawText($0.bytes.prefix(2_000)).bytes }.joined(separator: [0x20])))
    }

    private static func capabilities(_ names: [RawText], _ settings: inout ContainerSettings) {
        let grave: [RawText] = ["ALL", "SYS_ADMIN", "SYS_MODULE", "SYS_PTRACE", "DAC_READ_SEARCH"]
        if names.contains(where: { name in grave.contains { name == $0 || name == "CAP_" + $0 } }) {
            settings.rights.insert(.dangerousCapability)
        }
    }

    /// `SOURCE:TARGET[:OPTIONS]`.
    private static func note(bind: RawText, _ settings: inout ContainerSettings) {
        let parts = bind.split(0x3a)
        guard let source = parts.first, source.hasPrefix("/") else { return }
        let isReadOnly = parts.count > 2 && parts[2].split(0x2c).contains("ro")
        settings.binds.append(bind)
        if source.hasSuffix("docker.sock") || source.hasSuffix("containerd.sock") || source.hasSuffix("podman.sock")
            || source.hasSuffix("crio.sock")
        {
            settings.rights.insert(.engineSocket)
        } else if source == "/", !isReadOnly {
            settings.rights.insert(.hostRoot)
        } else if !isReadOnly, grave.contains(source) {
            settings.rights.insert(.systemFolder)
        }
    }

    /// Folders of the host in which a container that may write is root of the host.
    private static let grave: [RawText] = [
        "/etc", "/root", "/usr", "/bin", "/sbin", "/lib", "/boot", "/var/spool/cron", "/etc/cron.d", "/etc/systemd", "/var/lib/docker",
        "/root/.ssh", "/etc/systemd/system",
    ]
}
