import Formats
import Hosts
import Model

/// What is made anew at every boot by a line of a table: files of tmpfiles.d(5), accounts of sysusers.d(5), interpreters of
/// binfmt.d(5) and kernel modules of modules-load.d(5). Only lines count that no package brought.
enum BootMade {
    static let id = "startup"
    private static let kinds: Set<FactKind> = [.autoruns]
    private static let tops: [RawText] = ["/etc", "/run", "/usr/local/lib", "/usr/lib"]

    static func collect(_ collection: inout Collection) {
        each("tmpfiles.d", &collection) { path, file, bytes, collection in
            for line in TemporaryFilesFormat.parse(bytes.span).value.prefix(500) { made(line, path, file, &collection) }
        }
        each("sysusers.d", &collection) { path, file, bytes, collection in
            for line in SystemUsersFormat.parse(bytes.span).value.prefix(500) where line.type.hasPrefix("u") && line.path != "root" {
                guard line.argument == "0" || line.argument.hasPrefix("0:") else { continue }
                note(.addsLogin, line.path, line, path, file, &collection)
            }
        }
        each("binfmt.d", &collection) { path, file, bytes, collection in
            for line in BinaryFormatFormat.parse(bytes.span).value.prefix(200) {
                collection.addAutorun(
                    .binaryFormat, Place(path, line: line.line), name: line.name, schedule: line.takesCredentials ? "C" : nil, user: "root",
                    command: line.interpreter, base: "/", file: file)
            }
        }
        modules(&collection)
        credentials(&collection)
    }

    /// Credentials of the system that services of systemd take in at boot (systemd.system-credentials(7)): keys and passwords of
    /// root, units and files.
    private static func credentials(_ collection: inout Collection) {
        let takenIn: [RawText] = [
            "ssh.authorized_keys", "passwd.", "tmpfiles.extra", "sysctl.extra", "sysusers.extra", "systemd.extra-unit",
            "systemd.unit-dropin",
            "login.", "udev.rules", "network.netdev",
        ]
        for folder in ["/etc/credstore", "/etc/credstore.encrypted", "/run/credstore", "/usr/lib/credstore"] as [RawText] {
            for name in collection.names(in: folder, id, kinds).prefix(1_000) where takenIn.contains(where: { name.hasPrefix($0) }) {
                guard let file = collection.appraise(folder.appending(name)), file.record == .unowned else { continue }
                collection.facts.autoruns.append(
                    AutorunEntry(mechanism: .initScript, place: Place(folder.appending(name)), name: name, user: "root", file: file))
            }
        }
    }

    private static func each(
        _ name: RawText, _ collection: inout Collection, _ body: (RawText, FileFact, [UInt8], inout Collection) -> Void
    ) {
        for top in tops {
            let folder = top.appending(name)
            for part in collection.names(in: folder, id, kinds).prefix(2_000) where part.hasSuffix(".conf") {
                let path = folder.appending(part)
                guard let file = collection.appraise(path), file.status.kind == .regular, !file.record.isEqual, file.sameContentAs == nil,
                    let content = collection.read(path, limit: 1 << 20, id, kinds)
                else { continue }
                body(path, file, content.bytes, &collection)
            }
        }
    }

    private static func made(_ line: BootMadeLine, _ path: RawText, _ file: FileFact, _ collection: inout Collection) {
        let place = Place(path, line: line.line)
        if line.setsMode, let mode = line.mode, mode & 0o6000 != 0, mode & 0o111 != 0 {
            note(.setsPrivilege, line.path, line, path, file, &collection)
        }
        guard startsByItself(line.path), line.isContent || line.isCopy else { return }
        if line.isCopy {
            let source = line.argument.isEmpty ? "/usr/share/factory" + line.path : line.argument
            collection.facts.autoruns.append(
                AutorunEntry(
                    mechanism: .temporaryFiles, place: place, name: line.path, user: "root", command: line.argument, file: file,
                    targets: [AutorunTarget(role: .script, written: source, path: source, file: collection.appraise(source))]))
        } else if line.path == "/etc/ld.so.preload" {
            collection.addAutorun(
                .temporaryFiles, place, name: line.path, user: "root", command: "LD_PRELOAD=" + line.argument + " true", base: "/",
                file: file)
        } else {
            // A line of a table has its schedule in front; what is left of it then is the command.
            let fields = line.path.contains("cron") ? 6 : 0
            let content = line.argument.bytes.filter { $0 != 0x5c }
            let ended = line.argument.hasSuffix("\\n") ? Array(content.dropLast()) : content
            let command = ended.split(maxSplits: fields, whereSeparator: { $0 == 0x20 }).last.map { RawText($0) } ?? ""
            collection.addAutorun(.temporaryFiles, place, name: line.path, user: "root", command: command, base: "/", file: file)
        }
        let gives: [RawText] = ["/etc/sudoers", "/etc/passwd", "/etc/shadow", "/etc/doas.conf"]
        if gives.contains(where: { line.path.hasPrefix($0) }) || line.path.contains("/.ssh/") {
            note(.addsLogin, line.path, line, path, file, &collection)
        }
    }

    /// Places from which something starts by itself or lets somebody in.
    private static func startsByItself(_ path: RawText) -> Bool {
        let places: [RawText] = [
            "/etc/cron", "/var/spool/cron", "/etc/systemd", "/run/systemd/system", "/usr/lib/systemd", "/lib/systemd", "/etc/profile",
            "/etc/bash", "/etc/sudoers", "/etc/passwd", "/etc/shadow", "/etc/ld.so.preload", "/etc/pam.d", "/etc/init.d", "/etc/rc",
            "/etc/update-motd.d", "/etc/udev", "/root/.", "/usr/bin/", "/usr/sbin/", "/bin/", "/sbin/", "/etc/apt/apt.conf.d",
        ]
        return places.contains { path.hasPrefix($0) } || path.contains("/.ssh/") || path.contains("/.bashrc")
    }

    private static func note(
        _ trait: Trait, _ name: RawText, _ line: BootMadeLine, _ path: RawText, _ file: FileFact, _ collection: inout Collection
    ) {
        let text = line.type + " " + line.path + " " + line.argument
        collection.facts.autoruns.append(
            AutorunEntry(
                mechanism: .temporaryFiles, place: Place(path, line: line.line), name: name, user: "root", command: text,
                traits: [TraitHit(trait: trait, line: line.line, offset: 0, text: text)], file: file))
    }

    // MARK: Kernel modules

    /// Modules that are loaded at boot and that no package brought; those that DKMS builds here are left out.
    private static func modules(_ collection: inout Collection) {
        var wanted: [(name: RawText, place: Place, file: FileFact)] = []
        func read(_ path: RawText, _ file: FileFact, _ bytes: [UInt8]) {
            for (index, line) in bytes.split(separator: 0x0a, maxSplits: 2_000, omittingEmptySubsequences: false).enumerated() {
                let words = line.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d })
                guard let first = words.first, first.first != 0x23, first.first != 0x3b, wanted.count < 500 else { continue }
                wanted.append((RawText(first), Place(path, line: index + 1), file))
            }
        }
        each("modules-load.d", &collection) { path, file, bytes, _ in read(path, file, bytes) }
        if let file = collection.appraise("/etc/modules"), !file.record.isEqual,
            let content = collection.read("/etc/modules", limit: 256 << 10, id, kinds)
        {
            read("/etc/modules", file, content.bytes)
        }
        guard !wanted.isEmpty else { return }
        let places = modulePaths(&collection)
        for (name, place, file) in wanted {
            let key = RawText(name.bytes.map { $0 == 0x2d ? 0x5f : $0 })
            guard let path = places[key], let module = collection.appraise(path), module.record == .unowned, !path.contains("/dkms/") else {
                continue
            }
            collection.facts.autoruns.append(
                AutorunEntry(
                    mechanism: .kernelModule, place: place, name: name, user: "root", command: name, file: file,
                    targets: [AutorunTarget(role: .library, written: name, path: path, file: module)]))
        }
    }

    /// Where each module lies, by its name with `_` for `-`, after modules.dep(5).
    private static func modulePaths(_ collection: inout Collection) -> [RawText: RawText] {
        var places: [RawText: RawText] = [:]
        for table in Wildcard.expand("/lib/modules/*/modules.dep", collection.host).prefix(8) {
            guard let content = collection.read(table, limit: 4 << 20, id, kinds) else { continue }
            for line in content.bytes.split(separator: 0x0a, maxSplits: 50_000) {
                let path = RawText(line.prefix { $0 != 0x3a })
                let stem = path.lastComponent.bytes.prefix { $0 != 0x2e }
                let whole = path.hasPrefix("/") ? path : table.parentFolder.appending(path)
                places[RawText(stem.map { $0 == 0x2d ? 0x5f : $0 })] = whole
            }
        }
        return places
    }
}
