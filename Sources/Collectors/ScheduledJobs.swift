import Formats
import Hosts
import Model

/// Every form of scheduled job: cron in all its places, anacron, at.
enum ScheduledJobs {
    static let id = "jobs"
    private static let kinds: Set<FactKind> = [.autoruns]

    /// Folders of user tables: Debian, RHEL and Alpine, SUSE, BSD-like and busybox.
    private static let spools: [RawText] = [
        "/var/spool/cron/crontabs", "/var/spool/cron", "/var/spool/cron/tabs", "/var/cron/tabs", "/etc/crontabs", "/var/spool/fcron",
    ]
    private static let periodic: [(RawText, RawText)] = [
        ("/etc/cron.hourly", "@hourly"), ("/etc/cron.daily", "@daily"), ("/etc/cron.weekly", "@weekly"), ("/etc/cron.monthly", "@monthly"),
        ("/etc/cron.yearly", "@yearly"), ("/etc/periodic/15min", "*/15 * * * *"), ("/etc/periodic/hourly", "@hourly"),
        ("/etc/periodic/daily", "@daily"), ("/etc/periodic/weekly", "@weekly"), ("/etc/periodic/monthly", "@monthly"),
    ]

    static func collect(_ collection: inout Collection) {
        table("/etc/crontab", user: nil, &collection)
        for name in collection.names(in: "/etc/cron.d", id, kinds) { table("/etc/cron.d/" + name, user: nil, &collection) }
        if case .failure(.absent) = collection.host.status("/var/spool", followingLast: true) { collection.facts.hasJobSpool = false }
        var seen: Set<RawText> = []
        for spool in spools {
            for name in collection.names(in: spool, id, kinds) {
                let path = spool.appending(name)
                guard let place = collection.host.resolve(path), seen.insert(place).inserted,
                    case .success(let status) = collection.host.status(path, followingLast: true), status.kind == .regular
                else { continue }
                table(path, user: owner(name), &collection)
            }
        }
        for (folder, schedule) in periodic {
            for name in collection.names(in: folder, id, kinds) where name != ".placeholder" {
                collection.addScript(.cronDirectory, folder.appending(name), schedule: schedule)
            }
        }
        anacron(&collection)
        for spool in ["/var/spool/cron/atjobs", "/var/spool/at", "/var/spool/atjobs"] as [RawText] { at(spool, &collection) }
    }

    private static func table(_ path: RawText, user: RawText?, _ collection: inout Collection) {
        guard let content = collection.read(path, id, kinds) else { return }
        let isOfFcron = path.hasSuffix(".orig") && path.contains("/fcron/")
        // What fcron compiled from it tells nothing more.
        if path.contains("/fcron/"), !isOfFcron { return }
        let table =
            isOfFcron
            ? FcrontabFormat.parse(content.bytes.span).value
            : CrontabFormat.parse(content.bytes.span, style: user == nil ? .system : .user).value
        let file = collection.appraise(path)
        for line in table.lines.prefix(10_000) {
            let command = line.input.map { line.command + "\n" + $0 } ?? line.command
            var shown = command
            if line.isHidden, !command.bytes.contains(where: { $0 < 0x20 && $0 != 0x09 }) {
                shown = RawText(Array(content.bytes[min(line.offset, content.bytes.count)...].prefix { $0 != 0x0a }.prefix(400)))
            }
            collection.addAutorun(
                user == nil ? .cronSystem : .cronUser, Place(path, line: line.line), name: path.lastComponent, schedule: line.schedule,
                user: line.user ?? user, command: shown, settings: settings(for: line, table), file: file)
        }
        for variable in table.environment.prefix(200) where variable.name == "PATH" {
            let strangers = collection.programs(searchedBy: variable.value)
            guard !strangers.isEmpty else { continue }
            collection.addAutorun(
                user == nil ? .cronSystem : .cronUser, Place(path, line: variable.line), name: variable.name, user: user,
                command: variable.name + "=" + variable.value + " true", file: file, extraTargets: strangers)
        }
        for variable in table.environment
        where variable.name.hasPrefix("LD_") || variable.name == "SHELL" && Places.isTemporary(variable.value) {
            collection.addAutorun(
                user == nil ? .cronSystem : .cronUser, Place(path, line: variable.line), name: variable.name, user: user,
                command: variable.name + "=" + variable.value + " true", file: file)
        }
    }

    /// Whose table it is; fcron keeps the one of root as "root.orig".
    private static func owner(_ name: RawText) -> RawText { name.hasSuffix(".orig") ? RawText(name.bytes.dropLast(5)) : name }

    /// The assignments above a line that its command uses (crontab(5): they hold for the lines below them), as shell text. Quotes
    /// keep the values from being read as commands; a value that holds a quote itself is left out.
    private static func settings(for line: CrontabLine, _ table: Crontab) -> RawText {
        guard line.command.bytes.contains(0x24) else { return "" }
        var text: RawText = ""
        for variable in table.environment.prefix(100) where variable.line < line.line && !variable.value.bytes.contains(0x27) {
            let isUsed = line.command.contains("$" + variable.name) || line.command.contains("${" + variable.name)
            if isUsed { text = text + variable.name + "='" + variable.value + "'\n" }
        }
        return text
    }

    private static func anacron(_ collection: inout Collection) {
        guard let content = collection.read("/etc/anacrontab", id, kinds) else { return }
        let file = collection.appraise("/etc/anacrontab")
        for line in AnacrontabFormat.parse(content.bytes.span).value {
            collection.addAutorun(
                .anacron, Place("/etc/anacrontab", line: line.line), name: line.name, schedule: line.period, user: "root",
                command: line.command, file: file)
        }
    }

    private static func at(_ spool: RawText, _ collection: inout Collection) {
        for name in collection.names(in: spool, id, kinds) where !name.hasPrefix(".") {
            let path = spool.appending(name)
            guard case .success(let status) = collection.host.status(path, followingLast: true), status.kind == .regular,
                let content = collection.read(path, id, kinds)
            else { continue }
            let job = AtJobFormat.parse(name: name, content.bytes.span).value
            let user = job.user.flatMap { number in collection.facts.accounts.first { $0.user == number }?.name } ?? job.mailUser
            collection.addAutorun(
                .at, Place(path, line: job.line), name: name, schedule: job.time.map { RawText($0.rfc3339()) }, user: user,
                command: job.commands, base: job.folder, file: collection.appraise(path))
        }
    }
}
