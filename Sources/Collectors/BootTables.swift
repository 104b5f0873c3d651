import Formats
import Hosts
import Model

/// Tables of what starts with the machine or with a device: inittab, jobs of Upstart, rules of udev.
enum BootTables {
    static let id = "startup"
    private static let kinds: Set<FactKind> = [.autoruns]

    static func collect(_ collection: inout Collection) {
        if let content = collection.read("/etc/inittab", limit: 1 << 20, id, kinds) {
            let file = collection.appraise("/etc/inittab")
            for entry in InittabFormat.parse(content.bytes.span).value.prefix(500) where !entry.process.isEmpty {
                collection.addAutorun(
                    .inittab, Place("/etc/inittab", line: entry.line), name: entry.id, schedule: entry.action, user: "root",
                    command: entry.process,
                    base: "/", file: file)
            }
        }
        for name in collection.names(in: "/etc/init", id, kinds) where name.hasSuffix(".conf") {
            let path = "/etc/init/" + name
            guard let file = collection.appraise(path), !file.record.isEqual, let content = collection.read(path, limit: 1 << 20, id, kinds)
            else { continue }
            let job = UpstartFormat.parse(content.bytes.span).value
            for command in job.commands.prefix(20) {
                collection.addAutorun(
                    .upstart, Place(path, line: command.line), name: name, schedule: job.startOn, user: job.user ?? "root",
                    command: command.text,
                    base: job.folder ?? "/", file: file)
            }
        }
        for folder in ["/etc/udev/rules.d", "/run/udev/rules.d", "/usr/lib/udev/rules.d", "/lib/udev/rules.d"] as [RawText] {
            // With /usr merged, /lib is a link, and its rules were read.
            if folder.hasPrefix("/lib/"), collection.host.resolve(folder) != folder { continue }
            for name in collection.names(in: folder, id, kinds) where name.hasSuffix(".rules") {
                let path = folder.appending(name)
                guard let file = collection.appraise(path), !file.record.isEqual,
                    let content = collection.read(path, limit: 1 << 20, id, kinds)
                else { continue }
                for command in UdevRulesFormat.parse(content.bytes.span).value.prefix(200) {
                    let place = Place(path, line: command.line)
                    if command.kind == .unit {
                        collection.facts.autoruns.append(
                            AutorunEntry(mechanism: .udev, place: place, name: name, user: "root", command: command.value, file: file))
                    } else {
                        collection.addAutorun(
                            .udev, place, name: name, user: "root", command: inFolder(command.value, collection), base: "/usr/lib/udev",
                            file: file)
                    }
                }
            }
        }
    }

    /// A program without a folder is one of /usr/lib/udev (udev(7)).
    private static func inFolder(_ command: RawText, _ collection: borrowing Collection) -> RawText {
        guard let first = command.bytes.first, first != 0x2f else { return command }
        let word = RawText(command.bytes.prefix { $0 != 0x20 && $0 != 0x09 })
        for folder in ["/usr/lib/udev/", "/lib/udev/"] as [RawText] {
            if case .success = collection.host.status(folder + word, followingLast: true) { return folder + command }
        }
        return command
    }
}
