import Formats
import Hosts
import Model

/// What is made anew at every boot by a line of a table: files of tmpfiles.d(5), accounts of sysusers.d(5), interpreters of
/// binfmt.d(5). Only lines count that no package brought.
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

    static func each(
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
        if line.isContent, KernelHelperFile.hands(line.argument, to: line.path) {
            let command = "echo '" + RawText(line.argument.bytes.filter { $0 != 0x27 }) + "' >" + line.path
            collection.addAutorun(.temporaryFiles, place, name: line.path, user: "root", command: command, base: "/", file: file)
            return
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
}
