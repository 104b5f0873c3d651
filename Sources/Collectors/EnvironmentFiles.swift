import Formats
import Hosts
import Model

/// Files of variables that services, log-ins and boot scripts are started with: /etc/default, /etc/sysconfig,
/// environment.d(5), and those that units name. Only variables that make a program load or run something are told.
enum EnvironmentFiles {
    static let id = "startup"
    private static let kinds: Set<FactKind> = [.autoruns]
    private static let folders: [RawText] = [
        "/etc/initramfs-tools/conf.d", "/etc/dracut.conf.d", "/etc/mkinitcpio.conf.d",
        "/etc/default", "/etc/sysconfig", "/etc/conf.d", "/etc/environment.d", "/run/environment.d", "/usr/local/lib/environment.d",
        "/usr/lib/environment.d", "/etc/systemd/system.conf.d", "/etc/systemd/user.conf.d", "/run/systemd/system.conf.d",
        "/usr/lib/systemd/system.conf.d", "/usr/local/lib/systemd/system.conf.d",
    ]

    static func collect(_ collection: inout Collection) {
        var paths: [RawText] = []
        for folder in folders { paths += collection.names(in: folder, id, kinds).map { folder.appending($0) } }
        for account in collection.facts.accounts.prefix(5_000) where account.home.count > 1 {
            let folder = account.home.appending(".config/environment.d")
            paths += collection.names(in: folder, id, kinds).map { folder.appending($0) }
        }
        for path in paths.prefix(4_000) { read(path, named: nil, &collection) }
        for path in ["/etc/systemd/system.conf", "/etc/systemd/user.conf"] as [RawText] { read(path, named: nil, &collection) }
        for path in ["/etc/environment", "/etc/security/pam_env.conf"] as [RawText] { read(path, named: nil, of: .shellStart, &collection) }
        for account in collection.facts.accounts.prefix(5_000) where account.home.hasPrefix("/") && account.home.count > 1 {
            for name in [".pam_environment", ".ssh/environment"] as [RawText] {
                read(account.home.appending(name), named: nil, of: .shellStart, &collection)
            }
        }
    }

    /// - Parameter named: where a unit names the file.
    static func read(
        _ written: RawText, named: Place?, of mechanism: AutorunEntry.Mechanism = .systemdUnit, _ collection: inout Collection
    ) {
        guard let file = collection.appraise(written), file.status.kind == .regular, !file.record.isEqual, file.sameContentAs == nil,
            !collection.facts.autoruns.contains(where: { $0.place.path == file.path }), case let path = file.path,
            let content = collection.read(path, limit: 256 << 10, id, kinds)
        else { return }
        for setting in EnvironmentSettingFormat.parse(content.bytes.span).value.prefix(20) {
            collection.addAutorun(
                mechanism, Place(path, line: setting.line), name: path.lastComponent, user: "root", command: setting.text + " true",
                base: "/", file: file, extraTargets: collection.loaded(by: setting))
        }
        // The distribution's boot scripts read these files as shell text.
        let sourced: [RawText] = [
            "/etc/default", "/etc/sysconfig", "/etc/conf.d", "/etc/initramfs-tools", "/etc/dracut.conf.d", "/etc/mkinitcpio.conf.d",
        ]
        guard sourced.contains(where: { path.isInside($0) }) else { return }
        let strangers = collection.targets(of: RawText(content.bytes), home: "/root", base: "/").filter { target in
            target.role != .library && target.role != .environment && target.path.map { !$0.isInside("/etc") } ?? false
                && target.file.map { $0.record == .unowned && $0.sameContentAs == nil } ?? false
        }
        guard file.traits.contains(where: { $0.trait != .preloadsLibrary }) || !strangers.isEmpty else { return }
        collection.facts.autoruns.append(
            AutorunEntry(
                mechanism: .initScript, place: Place(path, line: file.traits.first?.line), name: path.lastComponent, user: "root",
                command: file.traits.first?.text ?? strangers.first?.written ?? "", file: file,
                targets: [AutorunTarget(role: .script, written: path, path: file.path, file: file)] + strangers))
    }
}

extension Collection {
    /// What a variable makes an interpreter load: NODE_OPTIONS of node(1), RUBYOPT of ruby(1), PERL5OPT of perlrun(1),
    /// PYTHONSTARTUP of python(1), JAVA_TOOL_OPTIONS of java(1), LUA_INIT of lua(1); and the programs that less(1), sudo(8), ssh(1) and
    /// git(1) are told to start.
    mutating func loaded(by setting: EnvironmentSetting) -> [AutorunTarget] {
        let names: [RawText] = [
            "NODE_OPTIONS=", "RUBYOPT=", "PERL5OPT=", "PYTHONSTARTUP=", "GIT_SSH_COMMAND=", "JAVA_TOOL_OPTIONS=", "JDK_JAVA_OPTIONS=",
            "DOTNET_STARTUP_HOOKS=", "LUA_INIT=", "LESSOPEN=", "LESSCLOSE=", "SUDO_ASKPASS=", "SSH_ASKPASS=", "GIT_ASKPASS=",
            "GIT_EXTERNAL_DIFF=", "GIT_PROXY_COMMAND=",
        ]
        if let modules = searched(by: setting) { return modules }
        guard let name = names.first(where: { setting.text.hasPrefix($0) }) else { return [] }
        var targets: [AutorunTarget] = []
        for word in setting.text.bytes.dropFirst(name.count).split(whereSeparator: { [0x20, 0x27, 0x3d].contains($0) }).prefix(20) {
            guard let slash = word.firstIndex(of: 0x2f) else { continue }
            let path = RawText(Array(word[slash...]))
            for candidate in [path, path + ".rb", path + ".js", path + ".pm"] {
                guard case .success(let status) = host.status(candidate, followingLast: true), status.kind == .regular,
                    let file = appraise(candidate)
                else { continue }
                targets.append(AutorunTarget(role: .script, written: path, path: candidate, file: withCodeTraits(file)))
                break
            }
        }
        return targets
    }

    /// Modules in a folder that a variable makes an interpreter search first: PERL5LIB, PYTHONPATH, RUBYLIB. Nil for other variables.
    private mutating func searched(by setting: EnvironmentSetting) -> [AutorunTarget]? {
        let names: [RawText: RawText] = ["PERL5LIB=": "pm", "PYTHONPATH=": "py", "RUBYLIB=": "rb"]
        guard let (name, ending) = names.first(where: { setting.text.hasPrefix($0.key) }) else { return nil }
        var targets: [AutorunTarget] = []
        for part in setting.text.bytes.dropFirst(name.count).split(whereSeparator: { [0x3a, 0x27, 0x20].contains($0) }).prefix(10) {
            let folder = RawText(part)
            guard folder.hasPrefix("/"), case .success(let found) = host.names(in: folder) else { continue }
            for file in found.filter({ $0.fileExtension == ending }).prefix(50) {
                guard let fact = appraise(folder.appending(file)), fact.record == .unowned, fact.sameContentAs == nil else { continue }
                let judged = withCodeTraits(fact)
                // A library of one's own holds many modules; only what would do harm is told of it.
                guard judged.traits.contains(where: { $0.trait != .startsPrograms }) || !judged.matches.isEmpty else { continue }
                targets.append(AutorunTarget(role: .script, written: folder.appending(file), path: fact.path, file: judged))
            }
        }
        return targets
    }

    /// The first line that a file of code would begin with, had it one; nil where its name tells no language.
    func codeHead(_ file: FileFact) -> String? {
        let heads: [RawText: String] = [
            "py": "#!/usr/bin/python3\n", "rb": "#!/usr/bin/ruby\n", "js": "#!/usr/bin/node\n", "pl": "#!/usr/bin/perl\n",
            "pm": "#!/usr/bin/perl\n", "lua": "#!/usr/bin/lua\n",
        ]
        return file.shape == .text ? heads[file.path.fileExtension] : nil
    }

    /// A file of code without `#!`, judged in the language that its name tells.
    mutating func withCodeTraits(_ file: FileFact) -> FileFact {
        guard let head = codeHead(file), !file.record.isEqual, file.status.size < 1 << 20,
            case .success(let content) = host.read(file.path, limit: 1 << 20)
        else { return file }
        var file = file
        let text = Array(head.utf8) + content.bytes
        file.traits = ShellTraits.scan(text.span).map { hit in
            var hit = hit
            hit.line = max(1, hit.line - 1)
            hit.offset = max(0, hit.offset - head.utf8.count)
            return hit
        }
        return file
    }
}
