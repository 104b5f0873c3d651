import ArgumentParser
import Casework
import Model
import Report
import Sys

/// The options that every `banken case` command has.
struct CaseOptions: ParsableArguments {
    @Option(
        name: .customLong("case"),
        help: ArgumentHelp("The folder of the case. Default: the one open case in the state folder.", valueName: "DIR"))
    var place: String?

    @Option(help: ArgumentHelp("Where cases lie, in `cases`. Default: BANKEN_STATE, else /var/lib/banken.", valueName: "DIR"))
    var state: String?

    @Option(help: ArgumentHelp("Who writes this down. Default: SUDO_USER, LOGNAME or USER.", valueName: "NAME"))
    var by: String?

    @Option(help: "Language of the words: ja or en. Default: LC_ALL, LC_MESSAGES, LANG, else en.")
    var lang: Language?

    @Option(help: ArgumentHelp("The time to write down and to judge by: 2026-11-21T09:00:00+09:00.", valueName: "TIME"))
    var now: String?

    @Option(help: ArgumentHelp("The zone in which times are told: +09:00. Default: that of the notice.", valueName: "ZONE"))
    var timeZone: String?

    func validate() throws {
        if let now, Timestamp(rfc3339: now) == nil {
            throw ValidationError("--now \(now) is not a time. Write it like 2026-11-21T09:00:00+09:00.")
        }
        if let timeZone, ExaminationOptions.offset(timeZone) == nil {
            throw ValidationError("--time-zone \(timeZone) is not understood. Write an offset like +09:00, or UTC.")
        }
    }

    var language: Language { lang ?? Language.ofEnvironment }
    var moment: Timestamp { now.flatMap { Timestamp(rfc3339: $0) } ?? Machine.now() }
    var stateFolder: StateFolder { StateFolder(named: state) }
    var writer: RawText {
        let named = by ?? ["SUDO_USER", "LOGNAME", "USER"].lazy.compactMap { Environment.value($0) }.first
        return RawText(named ?? "uid \(Machine.effectiveUser)")
    }

    /// Seconds east of UTC.
    func offset(_ file: CaseFile?) -> Int {
        if let timeZone, let offset = ExaminationOptions.offset(timeZone) { return offset }
        if let deadline = file?.deadlines.first { return deadline.deadline.moment.offset }
        return (file?.notice?.language ?? language) == .ja ? 32_400 : 0
    }

    /// The case that is meant.
    func folder() throws -> CaseFolder {
        if let place { return try CaseFolder(RawText(place)) }
        let open = try CaseShelf.places(stateFolder).map { try CaseFolder($0) }.filter { $0.file.closed == nil }
        if open.count == 1 { return open[0] }
        let names = open.map { "\n  " + $0.path.escaped() }.joined()
        throw CommandFailure(
            open.isEmpty
                ? "There is no open case. Begin one with `banken case new`, or name a folder with --case."
                : "Several cases are open. Name one with --case:\(names)",
            outcome: .wrongUsage)
    }

    /// Adds entries to the case that is meant.
    @discardableResult
    func record(_ events: (CaseFolder) throws -> [CaseEvent]) throws -> CaseFolder {
        var folder = try folder()
        try folder.add(try events(folder), time: moment, by: writer)
        return folder
    }

    func tell(_ words: Localized) {
        var text = ""
        for piece in words[language].pieces {
            switch piece {
            case .words(let words): text += words
            case .host(let host): text += host.escaped()
            case .time(let time): text += time.rfc3339(offset: offset(nil))
            }
        }
        try? Output.write(Array((text + "\n").utf8), to: 2)
    }

    /// Reads a file that the operator names.
    static func read(_ path: String, limit: Int = 64 << 20) throws -> [UInt8] {
        do throws(Errno) {
            let bytes = try OwnFile.read(RawText(path), limit: limit)
            guard bytes.count <= limit else { throw Errno.invalid }
            return bytes
        } catch {
            throw CommandFailure(
                "\(RawText(path).escaped()) could not be read: the kernel answered with error \(error.code), or it is larger than 64 MiB.",
                outcome: .wrongUsage)
        }
    }
}
