import ArgumentParser
import Formats
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

    @Option(help: ArgumentHelp("Where collections may be unpacked while they are read.", valueName: "DIR"))
    var state: String?

    @Option(help: ArgumentHelp("Where an image of one partition belongs on its host: /var.", valueName: "DIR"))
    var mountedAt: String?

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

    /// Where collections are unpacked and sorted runs lie while they are needed: a nameless file in the folder named, else in TMPDIR or /tmp.
    var spoolFolder: RawText { state.map { RawText($0) } ?? RawText(Environment.value("TMPDIR") ?? "/tmp") }

    /// What the operator named, as logs.
    func discover(_ name: String) -> LogDiscovery {
        LogDiscovery(RawText(name), spoolFolder: spoolFolder, mountedAt: mountedAt.map { RawText($0) })
    }

    /// How the logs of what the operator named are to be dated.
    func settings(_ discovered: LogDiscovery) -> LogReader.Settings {
        var settings = LogReader.Settings(now: moment)
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
