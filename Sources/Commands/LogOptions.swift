import ArgumentParser
import Formats
import Inquiry
import LogReading
import Model
import Sys

/// The options of the commands that read logs.
struct LogOptions: ParsableArguments {
    @Option(help: "Language of the words: ja or en. Default: LC_ALL, LC_MESSAGES, LANG, else en.")
    var lang: Language?

    @Option(help: ArgumentHelp("Write to this file instead of standard output.", valueName: "FILE"))
    var output: String?

    @Option(help: "Use colours: auto, always or never. NO_COLOR is obeyed.")
    var color = ExaminationOptions.When.auto

    @Option(help: ArgumentHelp("The time to judge by: nothing happened later (2011-07-12T09:00:00+09:00).", valueName: "TIME"))
    var now: String?

    @Option(
        help: ArgumentHelp(
            "Zone of logs without one: an offset like +09:00, or a name like Asia/Tokyo. Default: the host's own; for single files, this machine's.",
            valueName: "ZONE"))
    var timeZone: String?

    @Option(help: ArgumentHelp("Only events at or after this time.", valueName: "TIME"))
    var from: String?

    @Option(help: ArgumentHelp("Only events before this time.", valueName: "TIME"))
    var to: String?

    @Option(
        help: ArgumentHelp(
            "Where collections are unpacked, and what does not fit into memory lies, while they are read: a nameless file. Default: TMPDIR or /tmp; nowhere where the running machine is examined.",
            valueName: "DIR"))
    var spool: String?

    @Option(help: ArgumentHelp("Where an image of one partition belongs on its host: /var.", valueName: "DIR"))
    var mountedAt: String?

    @Flag(
        help:
            "Where two logs tell of the same events at different times, put the times of the one right by the other: they are read twice. Without it, the difference is told."
    )
    var align = false

    @Flag(help: "Do not look for deleted lines in the free blocks of an image.")
    var noFreeBlocks = false

    @Flag(name: .shortAndLong, help: "Tell nothing on standard error.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Tell what it cost.")
    var verbose = false

    func validate() throws {
        for (name, value) in [("--now", now), ("--from", from), ("--to", to)] {
            if let value, Timestamp(rfc3339: value) == nil {
                throw ValidationError("\(name) \(value) is not a time. Write it like 2011-07-12T09:00:00+09:00.")
            }
        }
        if let timeZone, LogOptions.zone(timeZone) == nil {
            throw ValidationError("--time-zone \(timeZone) is not understood. Write an offset like +09:00, or a name like Asia/Tokyo.")
        }
    }

    /// Standard input is gone once it was read, and `--align` reads everything twice.
    func refuseAligning(_ names: [String]) throws {
        guard align, names.contains("-") || names.contains("/dev/stdin") else { return }
        throw ValidationError(
            "--align reads every log twice, and standard input can be read only once. Keep it in a file and name that file instead of -.")
    }

    var language: Language { lang ?? Language.ofEnvironment }
    var moment: Timestamp { now.flatMap { Timestamp(rfc3339: $0) } ?? Machine.now() }
    var earliest: Timestamp? { from.flatMap { Timestamp(rfc3339: $0) } }
    var latest: Timestamp? { to.flatMap { Timestamp(rfc3339: $0) } }

    var usesColor: Bool {
        guard output == nil else { return false }
        return switch color {
        case .always: true
        case .never: false
        case .auto: Environment.value("NO_COLOR") == nil && Environment.isTerminal(1)
        }
    }

    /// Where collections are unpacked and sorted runs lie while they are needed.
    /// - Parameter names: all that the operator named to be read.
    func spoolFolder(_ names: [String]) -> SpoolFolder { LogOptions.spoolFolder(spool, names) }

    static func spoolFolder(_ spool: String?, _ names: [String]) -> SpoolFolder {
        SpoolFolder(
            named: spool.map { RawText($0) }, isOwn: spool == nil && names.contains { OwnMachine.holds(RawText($0)) },
            usual: RawText(Environment.value("TMPDIR") ?? "/tmp"))
    }

    /// What the operator named, as logs.
    func discover(_ name: String, _ spool: SpoolFolder) throws -> LogDiscovery {
        let discovered = LogDiscovery(RawText(name), spoolFolder: spool, mountedAt: mountedAt.map { RawText($0) })
        if let refusal = discovered.refusal { throw refused(name, refusal) }
        return discovered
    }

    /// What ends a command that would have to write to the machine that it examines.
    func refused(_ name: String, _ reason: Localized) -> CommandFailure {
        CommandFailure("\(RawText(name).escaped()): \(DoctorCommand.plain(reason[language]))", outcome: .refused)
    }

    /// What ends a command whose events could not be sorted.
    func failed(_ failure: SpoolFailure, _ what: Localized) -> CommandFailure {
        CommandFailure(DoctorCommand.plain(failure.reason(what)[language]), outcome: failure == .refused ? .refused : .failed)
    }

    /// The clocks that are off, where they are to be put right.
    func differences(_ discovered: [LogDiscovery]) async -> [ClockComparison.Difference] {
        guard align else { return [] }
        return await ClockWatch.differences(of: discovered) { settings($0) }
    }

    /// How the logs of what the operator named are to be dated.
    func settings(_ discovered: LogDiscovery, _ differences: [ClockComparison.Difference] = []) -> LogReader.Settings {
        var settings = LogReader.Settings(now: moment)
        for difference in differences { settings.ahead[difference.family] = difference.seconds }
        settings.configured = discovered.configured
        if let timeZone, let (offset, zone) = LogOptions.zone(timeZone) {
            (settings.offset, settings.zone) = (offset, zone)
        } else if let zone = discovered.zone ?? LogOptions.ownZone {
            settings.zone = zone
            settings.offset = zone.offset(at: settings.now)
        }
        return settings
    }

    /// Seconds east of UTC, or the rules of a zone that this machine knows by name.
    static func zone(_ text: String) -> (offset: Int, zone: TimeZoneRules?)? {
        if let offset = ExaminationOptions.offset(text) { return (offset, nil) }
        guard !text.hasPrefix("/"), !text.contains(".."), let rules = rules("/usr/share/zoneinfo/" + RawText(text)) else { return nil }
        return (rules.offset(at: Machine.now()), rules)
    }

    private static var ownZone: TimeZoneRules? { rules("/etc/localtime") }

    private static func rules(_ path: RawText) -> TimeZoneRules? {
        guard let bytes = try? OwnFile.read(path, limit: 1 << 20), bytes.starts(with: Array("TZif".utf8)) else { return nil }
        return TimeZoneFormat.parse(bytes.span).value
    }
}
