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

    @Option(
        help: ArgumentHelp(
            "Where collections of logs are unpacked while they are read: a nameless file. Default: TMPDIR or /tmp; nowhere where the running machine is examined.",
            valueName: "DIR"))
    var spool: String?

    /// Ends the command before it looks at anything, where it would have to write to the machine that it examines.
    func check(_ options: ExaminationOptions) throws {
        guard !noLogs, LogOptions.spoolFolder(spool, [options.root]) == .nowhere,
            let name = logs.first(where: { LogDiscovery.isCollection(RawText($0)) })
        else { return }
        let what = Localized(en: "The collection \(RawText(name))", ja: "収集ファイル \(RawText(name)) ")
        throw CommandFailure(DoctorCommand.plain(SpoolFailure.refused.reason(what)[options.language]), outcome: .refused)
    }

    @Option(
        help: ArgumentHelp(
            "What tells where addresses belong: databases in MaxMind's format (.mmdb), and lists of ranges such as hosting companies, a range a line, told by the file's name; may be repeated.",
            valueName: "FILE"))
    var origins: [String] = []

    /// Reads what tells where addresses belong. A file that cannot be read ends the command: the operator wants it to count.
    func originBook() throws -> any OriginSource {
        if origins.isEmpty { return NoOrigins() }
        return OriginBook(
            try origins.map { name -> any OriginSource in
                let path = RawText(name)
                if path.asciiLowercased.hasSuffix(".mmdb") {
                    do throws(MaxMindDatabase.Failure) {
                        return try MaxMindDatabase(path)
                    } catch {
                        throw CommandFailure(
                            "The database of addresses \(path.escaped()) could not be read: \(error.reason.escaped()). Give a file in MaxMind's format, or none."
                        )
                    }
                }
                do throws(Errno) {
                    let bytes = try Descriptor.file(path).read(limit: InquiryOptions.mostOfList)
                    let stem = path.lastComponent.split(0x2e).first ?? path.lastComponent
                    return RangeList.parse(bytes.span, name: stem).list
                } catch {
                    throw CommandFailure(
                        "The list of ranges \(path.escaped()) could not be read: the kernel answered with error \(error.code).")
                }
            })
    }

    private static let mostOfList = 64 << 20

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
    let origins: any OriginSource

    func answer(
        _ facts: Facts, _ findings: [Finding], _ conclusion: Conclusion, _ bar: ProgressBar
    ) async -> (answer: Answer, conclusion: Conclusion) {
        var investigation = Investigation(facts, findings, rules: rotationRules, origins: origins)
        var failures: [(path: RawText, reason: Localized)] = []
        var settings = LogReader.Settings(host, facts.host, now: facts.now)
        let configured = ConfiguredLogs(host)
        settings.configured = configured.formats
        let own = LogPlaces.sources(host, further: configured.paths)
        await read(own, settings, isExplicit: false, &investigation)
        if let image = host as? ImageHost {
            let lens = investigation.lens(path: "free blocks", family: "free blocks")
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
        return investigation.answer(conclusion)
    }

    private func read(_ sources: [LogSource], _ settings: LogReader.Settings, isExplicit: Bool, _ investigation: inout Investigation) async
    {
        let reader = LogReader(settings)
        var families = LogFamilies()
        families.expect(sources)
        for source in sources {
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
