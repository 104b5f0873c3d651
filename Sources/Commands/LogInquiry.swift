import ArgumentParser
import Collectors
import Formats
import Hosts
import Inquiry
import LogReading
import Model
import Origins
import Report
import Sys

/// Reads all logs of a host once, for the question how they got in.
struct LogInquiry {
    let options: ExaminationOptions
    let inquiry: InquiryOptions
    let replies: [OwnerAnswer]
    let host: any HostView
    let origins: any OriginSource

    func answer(
        _ facts: Facts, _ findings: [Finding], _ conclusion: Conclusion, _ bar: ProgressBar
    ) async -> (answer: Answer, conclusion: Conclusion) {
        var investigation = Investigation(facts, findings, rules: rotationRules, origins: origins, replies: replies) { command in
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
        let spool = LogOptions.spoolFolder(inquiry.spool, [options.root])
        for name in inquiry.logs {
            let discovered = LogDiscovery(RawText(name), spoolFolder: spool)
            failures += discovered.failures + (discovered.refusal.map { [(RawText(name), $0)] } ?? [])
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
        var families = LogFamilies()
        families.expect(sources)
        for source in sources where investigation.isWorthAnotherLook(source.path) {
            let name = RotatedName(source.place)
            let lens = investigation.lens(path: source.path, family: name.family)
            // Pieces are joined as they come, so that memory does not grow with the log.
            let report = await reader.read(source, isExplicit: isExplicit, among: families, make: { TrailGatherer(lens) }) { gatherer in
                investigation.absorb(gatherer)
            }
            families.add(source, report)
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
