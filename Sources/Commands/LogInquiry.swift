import ArgumentParser
import Collectors
import Formats
import Hosts
import Inquiry
import LogReading
import Model
import Report
import Sys

/// What `examine` reads beside the host's files, and where its list of visitors goes.
struct InquiryOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Further logs of this host that lie outside ROOT: files, folders, collections; may be repeated.", valueName: "PATH"))
    var logs: [String] = []

    @Flag(help: "Read no logs: only what files tell. How they got in stays open.")
    var noLogs = false

    @Option(help: ArgumentHelp("Write everybody who fetched an altered page as CSV to this file, for letters to them.", valueName: "FILE"))
    var visitors: String?

    @Option(help: ArgumentHelp("Where collections of logs may be unpacked while they are read.", valueName: "DIR"))
    var unpackIn: String?

    func write(_ examination: Examination) throws {
        guard let visitors else { return }
        do throws(Errno) {
            try Output.replaceFile(RawText(visitors), with: Array(Report.visitorTable(examination).utf8), mode: 0o600)
        } catch {
            throw CommandFailure(
                "The list of visitors could not be written to \(RawText(visitors).escaped()): the kernel answered with error \(error.code)."
            )
        }
    }
}

/// Reads all logs of a host once, for the question how they got in.
struct LogInquiry {
    let options: ExaminationOptions
    let inquiry: InquiryOptions
    let host: any HostView

    func answer(
        _ facts: Facts, _ findings: [Finding], _ conclusion: Conclusion, _ bar: ProgressBar
    ) async -> (answer: Answer, conclusion: Conclusion) {
        var investigation = Investigation(facts, findings, rules: rotationRules) { command in
            let hits = ShellTraits.scan(command.span)
            return Set(hits.map(\.trait))
        }
        await readAll(facts, &investigation)
        if investigation.looksAgain() { await readAll(facts, &investigation) }
        return investigation.answer(conclusion)
    }

    private func readAll(_ facts: Facts, _ investigation: inout Investigation) async {
        var failures: [(path: RawText, reason: Localized)] = []
        var settings = LogReader.Settings(host, facts.host, now: facts.now)
        let configured = ConfiguredLogs(host)
        settings.configured = configured.formats
        let own = LogPlaces.sources(host, further: configured.paths)
        await read(own, settings, isExplicit: false, &investigation)
        if let image = host as? ImageHost {
            let lens = investigation.lens(path: Telltale.freeBlocks, family: Telltale.freeBlocks)
            var found: [TrailGatherer] = []
            let report = LogReader(settings).readFreeBlocks(of: image, make: { TrailGatherer(lens) }, absorb: { found.append($0) })
            for gatherer in found { investigation.absorb(gatherer) }
            // Deleted lines are found by chance: they prove what they say, and nothing by what they do not.
            if report.account.events > 0 { investigation.note(recovered: report.account.events) }
        }
        let spool = inquiry.unpackIn.map { RawText($0) } ?? RawText(Environment.value("TMPDIR") ?? "/tmp")
        for name in inquiry.logs {
            let discovered = LogDiscovery(RawText(name), spoolFolder: spool)
            failures += discovered.failures
            if options.timeZone == nil, let zone = discovered.zone {
                settings.zone = zone
                settings.offset = zone.offset(at: settings.now)
            }
            await read(discovered.sources, settings, isExplicit: discovered.isExplicit, &investigation)
        }
        for failure in failures {
            var report = SourceReport(path: failure.path)
            report.failure = failure.reason
            investigation.finish(ReadLog(report: report, family: failure.path, age: 0))
        }
    }

    private func read(_ sources: [LogSource], _ settings: LogReader.Settings, isExplicit: Bool, _ investigation: inout Investigation) async
    {
        let reader = LogReader(settings)
        for source in sources where investigation.isWorthAnotherLook(source.path) {
            let name = RotatedName(source.path)
            let lens = investigation.lens(path: source.path, family: name.family)
            // Pieces are joined as they come, so that memory does not grow with the log.
            let report = await reader.read(source, isExplicit: isExplicit, make: { TrailGatherer(lens) }) { gatherer in
                investigation.absorb(gatherer)
            }
            investigation.finish(ReadLog(report: report, family: name.family, age: name.age, modified: source.modified, born: source.born))
        }
    }

    /// What the host's own logrotate keeps, and for how long.
    private var rotationRules: RotationRules {
        var rules = RotationRules()
        var paths: [RawText] = ["/etc/logrotate.conf"]
        if case .success(let names) = host.names(in: "/etc/logrotate.d") {
            paths += names.prefix(500).map { ("/etc/logrotate.d" as RawText).appending($0) }
        }
        for path in paths {
            if case .success(let content) = host.read(path, limit: 1 << 18) { rules.read(path, content.bytes) }
        }
        return rules
    }
}
