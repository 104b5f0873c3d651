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

    @Argument(
        help: ArgumentHelp(
            "A file of Sigma rules or a folder of them, and the logs. With --own, or where there is one path alone, all are logs, and the rules are those that Banken carries.",
            valueName: "RULES> <LOG"))
    var paths: [String]

    @Flag(help: "Use the rules that Banken carries (`banken rules list --kind sigma`).")
    var own = false

    @OptionGroup var options: LogOptions

    @Option(help: "text, json, or jsonl: a match a line.")
    var format = Format.text

    @Option(help: "Exit with 1 if a rule of at least this level matched: low, medium, high, critical or never.")
    var failOn = ExaminationOptions.Threshold.high

    /// The folder of rules; nil for our own.
    private var rules: String? { own || paths.count < 2 ? nil : paths.first }
    private var logs: [String] { rules == nil ? paths : Array(paths.dropFirst()) }

    func validate() throws {
        guard !own, paths.count == 1, let path = paths.first, path.hasSuffix(".yml") || path.hasSuffix(".yaml") else { return }
        throw ValidationError("\(path) looks like a rule, and no log is named. Write: banken sigma \(path) LOG…")
    }

    func run() async throws {
        let files = try rules.map { try SigmaRuleFolder.files($0) } ?? EmbeddedSigmaRules.sources
        let set = SigmaRuleSet(SigmaRules.load(files))
        if set.count == 0 {
            let rules = rules ?? "Rules/sigma"
            throw CommandFailure(
                "\(RawText(rules).escaped()) holds no Sigma rule that applies to the logs of a Linux server: \(set.rules.failed.count) failed, \(set.rules.notApplicable.count) are for other logs.\(set.rules.failed.first.map { " The first: \($0.path): \($0.reason)" } ?? "")",
                outcome: .wrongUsage)
        }
        var report = SigmaReport(set: set, language: options.language)
        var output = try EventOutput(options.output)
        let spool = options.spoolFolder(logs)
        var sorter = EventSorter(folder: spool)
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
        var families = LogFamilies()
        for name in logs {
            let discovered = try options.discover(name, spool)
            failures += discovered.failures
            let reader = LogReader(options.settings(discovered))
            let (earliest, latest) = (options.earliest, options.latest)
            let isText = format == .text
            let worker = { @Sendable (path: RawText) in
                SigmaWorker(set, matcher: matcher, path: path, earliest: earliest, latest: latest, isText: isText)
            }
            families.expect(discovered.sources)
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
                    } catch let error as SpoolFailure {
                        failure = options.failed(error, SigmaCommand.what)
                    } catch { failure = error }
                }
                let read = await reader.read(
                    source, isExplicit: discovered.isExplicit, among: families, make: { worker(path) }, absorb: absorb)
                families.add(source, read)
                sources.append(read)
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

    private static let what = Localized(en: "What correlations count", ja: "相関ルールが数えるイベント")

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
