import ArgumentParser
import Collectors
import Model
import Report
import Sys

/// The options that `examine` and `scan` share.
struct ExaminationOptions: ParsableArguments {
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, jsonl, html }
    enum When: String, ExpressibleByArgument, CaseIterable { case auto, always, never }
    enum Threshold: String, ExpressibleByArgument, CaseIterable { case low, medium, high, critical, never }

    @Argument(
        help: ArgumentHelp(
            "The host to examine: / is the running machine, a folder holds a root, a file is the image of a disk or a partition.",
            valueName: "ROOT"))
    var root = "/"

    @Option(help: "Language of the words: ja or en. Default: LC_ALL, LC_MESSAGES, LANG, else en.")
    var lang: Language?

    @Option(help: "text, json, jsonl or html.")
    var format = Format.text

    @Option(help: ArgumentHelp("Write the report to this file instead of standard output.", valueName: "FILE"))
    var output: String?

    @Option(help: "Exit with 1 if something is at least this bad: low, medium, high, critical or never.")
    var failOn = Threshold.high

    @Option(help: "Show a progress bar on standard error: auto, always or never.")
    var progress = When.auto

    @Option(help: "Use colours: auto, always or never. NO_COLOR is obeyed.")
    var color = When.auto

    @Option(help: ArgumentHelp("The time to judge by, for old images: 2011-07-12T09:00:00+09:00.", valueName: "TIME"))
    var now: String?

    @Option(help: ArgumentHelp("Offset of the host's clock from UTC, where the host does not tell: +09:00.", valueName: "ZONE"))
    var timeZone: String?

    @Option(help: ArgumentHelp("Where an image of one partition belongs on the host: /var.", valueName: "DIR"))
    var mountedAt: String?

    @Option(
        help: ArgumentHelp(
            "Hold what is mounted against what its disk says past the kernel: auto (ext file systems of the running machine, as root), off, or the device or image that a folder is mounted from.",
            valueName: "DEVICE"))
    var rawDevice = "auto"

    @Option(
        help: ArgumentHelp(
            "Look for these too: digests, addresses, names, paths, one a line; a MISP event; a STIX 2.1 bundle. A file or a folder; may be repeated.",
            valueName: "LIST"))
    var indicators: [String] = []

    @Option(
        help: ArgumentHelp("Judge content by these YARA rules too: a file, or a folder of .yar files; may be repeated.", valueName: "RULES")
    )
    var yara: [String] = []

    @Option(
        help: ArgumentHelp(
            "Ask a running clamd too about content that is judged: /run/clamav/clamd.ctl or 127.0.0.1:3310. What it does not find proves nothing.",
            valueName: "SOCKET"))
    var clamd: String?

    @Option(
        help: ArgumentHelp(
            "Hold packaged files against this manifest pack of the distribution as well, and not only against the host's own record (repeatable).",
            valueName: "FILE"))
    var manifest: [String] = []

    @Option(
        help: ArgumentHelp("The public key that manifest packs have to be signed with: a file or 64 hexadecimal digits.", valueName: "KEY"))
    var manifestKey: String?

    @Flag(name: .shortAndLong, help: "Print the report and nothing else.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Tell which collectors ran, and what the examination cost.")
    var verbose = false

    func validate() throws {
        if let now, Timestamp(rfc3339: now) == nil {
            throw ValidationError("--now \(now) is not a time. Write it like 2011-07-12T09:00:00+09:00.")
        }
        if let clamd, ClamDaemon(clamd) == nil {
            throw ValidationError(
                "--clamd \(clamd) is neither a path nor an address with a port. Write it like /run/clamav/clamd.ctl or 127.0.0.1:3310.")
        }
        if let timeZone, ExaminationOptions.offset(timeZone) == nil {
            throw ValidationError("--time-zone \(timeZone) is not understood. Write an offset like +09:00, or UTC.")
        }
    }

    var rawDevices: RawDeviceChoice {
        switch rawDevice {
        case "auto": .mounted
        case "off": .none
        default: .named(RawText(rawDevice))
        }
    }

    var language: Language { lang ?? Language.ofEnvironment }

    var moment: Timestamp { now.flatMap { Timestamp(rfc3339: $0) } ?? Machine.now() }

    /// Seconds east of UTC of "+09:00", "-0330", "UTC" or "Z".
    static func offset(_ text: String) -> Int? {
        if ["UTC", "Z", "GMT", "utc"].contains(text) { return 0 }
        if text == "Asia/Tokyo" || text == "JST" { return 9 * 3600 }
        guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
        let digits = text.dropFirst().filter { $0 != ":" }
        guard digits.count == 2 || digits.count == 4, let hours = Int(digits.prefix(2)), let minutes = Int("0" + digits.dropFirst(2)),
            hours <= 14, minutes < 60
        else { return nil }
        return (sign == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
    }

    func usesColor(_ descriptor: Int32) -> Bool {
        switch color {
        case .always: true
        case .never: false
        case .auto: Environment.value("NO_COLOR") == nil && Environment.isTerminal(descriptor)
        }
    }

    var showsProgress: Bool {
        switch progress {
        case .always: true
        case .never: false
        case .auto: !quiet && Environment.isTerminal(2)
        }
    }

    /// The exit code that findings and gaps ask for.
    func outcome(_ examination: Examination) -> ExitOutcome {
        let threshold: Severity? =
            switch failOn {
            case .low: .low
            case .medium: .medium
            case .high: .high
            case .critical: .critical
            case .never: nil
            }
        if let threshold, examination.findings.contains(where: { $0.severity >= threshold }) { return .found }
        if let threshold, examination.drift?.changes.contains(where: { $0.severity >= threshold }) == true { return .found }
        let isLost = examination.gaps.contains { $0.isTotal && !$0.facts.isDisjoint(with: [.files, .packages, .accounts]) }
        return isLost && examination.findings.allSatisfy { $0.severity < .medium } ? .incomplete : .done
    }
}

extension Language: ExpressibleByArgument {}

extension Language {
    /// By LC_ALL, LC_MESSAGES and LANG, in this order, as setlocale(3) has it.
    static var ofEnvironment: Language {
        let value = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { Environment.value($0) }.first { !$0.isEmpty } ?? ""
        return value.hasPrefix("ja") ? .ja : .en
    }
}
