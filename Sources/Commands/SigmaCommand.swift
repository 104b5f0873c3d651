import ArgumentParser
import Hosts
import LogReading
import Model
import Report
import Sigma
import Sys

/// `banken sigma`: Sigma rules over logs.
struct SigmaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sigma", abstract: "Run Sigma rules over logs: files, folders, roots, images, collections, - for standard input.")

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, jsonl }

    @Argument(help: ArgumentHelp("A file of Sigma rules, or a folder of them.", valueName: "RULES"))
    var rules: String

    @Argument(help: ArgumentHelp("Logs.", valueName: "LOG"))
    var logs: [String]

    @OptionGroup var options: LogOptions

    @Option(help: "text, json, or jsonl: a match a line.")
    var format = Format.text

    @Option(help: "Exit with 1 if a rule of at least this level matched: low, medium, high, critical or never.")
    var failOn = ExaminationOptions.Threshold.high

    func run() async throws {
        let set = SigmaRuleSet(SigmaRules.load(try SigmaRuleFolder.files(rules)))
        if set.count == 0 {
            throw CommandFailure(
                "\(RawText(rules).escaped()) holds no Sigma rule that applies to the logs of a Linux server: \(set.rules.failed.count) failed, \(set.rules.notApplicable.count) are for other logs.\(set.rules.failed.first.map { " The first: \($0.path): \($0.reason)" } ?? "")",
                outcome: .wrongUsage)
        }
        var report = SigmaReport(set: set, language: options.language)
        var output = try EventOutput(options.output)
        var sorter = EventSorter(folder: options.spoolFolder)
        var failure: (any Error)?
        if format == .json { try output.write(Array("{\"schema\":\"banken.sigma/1\",\"matches\":[\n".utf8)) }
        func tell(_ matches: [SigmaReport.Told]) throws {
            var lines: [UInt8] = []
            for match in matches {
                report.add(match)
                guard format != .text else { continue }
                if format == .json, report.told > 1 { lines.append(0x2c) }
                report.write(match, to: &lines)
                lines.append(0x0a)
            }
            if !lines.isEmpty { try output.write(lines) }
        }
        let matcher = set.matcher()
        var sources: [SourceReport] = []
        var failures: [(path: RawText, reason: Localized)] = []
        for name in logs {
            let discovered = options.discover(name)
            failures += discovered.failures
            let reader = LogReader(options.settings(discovered))
            let (earliest, latest) = (options.earliest, options.latest)
            let isText = format == .text
            let worker = { @Sendable (path: RawText) in
                SigmaWorker(set, matcher: matcher, path: path, earliest: earliest, latest: latest, isText: isText)
            }
            for source in discovered.sources {
                let path = source.path
                let absorb = { (worker: SigmaWorker) in
                    guard failure == nil else { return }
                    report.events += worker.events
                    do {
                        for record in worker.records {
                            let bytes = record.encode()
                            try sorter.add(record.time, bytes.span)
                        }
                        try tell(worker.matches.map { .event($0, path) })
                    } catch { failure = error }
                }
                sources.append(await reader.read(source, isExplicit: discovered.isExplicit, make: { worker(path) }, absorb: absorb))
                if let failure { throw failure }
            }
        }
        // Correlations count the events of all logs in the order of their times.
        var correlator = set.correlator()
        try sorter.forEach { time, bytes in
            if let record = CorrelationRecord(bytes, at: time) { try tell(correlator.take(record).map { .correlation($0) }) }
        }
        try tell(correlator.finish().map { .correlation($0) })
        switch format {
        case .text: try output.write(Array(report.text().utf8))
        case .jsonl: try output.write(Array((report.summary(isLine: true) + "\n").utf8))
        case .json: try output.write(Array(("]," + report.summary(isLine: false).dropFirst() + "\n").utf8))
        }
        try output.finish()
        if options.verbose { LogCommand.tellCosts(sources) }
        for failure in failures where !options.quiet {
            let reason = DoctorCommand.plain(failure.reason[options.language])
            try? Output.write(Array("\(failure.path.escaped()): \(reason)\n".utf8), to: 2)
        }
        if isGrave(report) { throw ExitOutcome.found }
        if sources.isEmpty { throw ExitOutcome.failed }
        if !failures.isEmpty || sources.contains(where: { $0.failure != nil && !$0.isNoLog }) { throw ExitOutcome.incomplete }
    }

    private func isGrave(_ report: SigmaReport) -> Bool {
        let threshold: SigmaLevel? =
            switch failOn {
            case .low: .low
            case .medium: .medium
            case .high: .high
            case .critical: .critical
            case .never: nil
            }
        guard let threshold, let worst = report.worst else { return false }
        return worst >= threshold
    }
}
