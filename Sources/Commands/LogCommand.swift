import ArgumentParser
import Hosts
import LogReading
import Model
import Report
import Sys

/// `banken log`: logs as events.
struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Read logs – files, folders, roots, collections, - for standard input – and print their events.")

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, jsonl, summary }

    @Argument(help: ArgumentHelp("Logs: files, folders, the root of a host, a tar or zip collection, or -.", valueName: "SOURCE"))
    var sources: [String]

    @OptionGroup var options: LogOptions

    @Option(help: "text, json, jsonl, or summary: only what was read, and what the logs show of themselves.")
    var format = Format.text

    @Option(help: "Names of the members: banken, or ecs (Elastic Common Schema).")
    var names = EventJSON.Names.banken

    @Flag(help: "Put the whole record beside what was read from it (raw).")
    var raw = false

    @Option(
        help: ArgumentHelp("Only events of this kind, or whose kind begins so: login, http.request; may be repeated.", valueName: "KIND"))
    var kind: [String] = []

    func validate() throws { try options.refuseAligning(sources) }

    func run() async throws {
        var output = try EventOutput(options.output)
        if format == .json { try output.write(Array("{\"schema\":\"banken.log/1\",\"events\":[\n".utf8)) }
        var reports: [SourceReport] = []
        var failures: [(path: RawText, reason: Localized)] = []
        var failure: (any Error)?
        var isFirst = true
        let spool = options.spoolFolder(sources)
        var families = LogFamilies()
        var watch = ClockWatch()
        let all = try sources.map { try options.discover($0, spool) }
        let known = await options.differences(all)
        let isWatching = !options.align && all.reduce(0) { $0 + $1.sources.count } > 1
        for discovered in all {
            failures += discovered.failures
            let reader = LogReader(options.settings(discovered, known))
            let offset = reader.settings.offset
            let shape = (format, names, raw, kind, options.earliest, options.latest, options.usesColor)
            let printer = { @Sendable (path: RawText) in
                EventPrinter(
                    path: path, format: shape.0, names: shape.1, includesRecord: shape.2, kinds: shape.3, earliest: shape.4,
                    latest: shape.5, offset: offset, color: shape.6)
            }
            let absorb = { (printer: EventPrinter) in
                guard failure == nil, !printer.bytes.isEmpty else { return }
                var bytes = printer.bytes
                if format == .json {
                    if !isFirst { bytes.insert(contentsOf: Array(",".utf8), at: 0) }
                    if bytes.last == 0x2c { bytes.removeLast() }
                    isFirst = false
                }
                do { try output.write(bytes) } catch { failure = error }
            }
            families.expect(discovered.sources)
            for source in discovered.sources {
                let path = source.path
                let report = await reader.read(
                    source, isExplicit: discovered.isExplicit, among: families, make: { Watched(printer(path), isWatching: isWatching) },
                    absorb: {
                        watch.take($0.sightings)
                        absorb($0.inner)
                    })
                families.add(source, report)
                watch.finish(source, report)
                reports.append(report)
                if let failure { throw failure }
            }
            if let image = discovered.image, !options.noFreeBlocks {
                reports.append(reader.readFreeBlocks(of: image, make: { printer(image.location + "!free blocks") }, absorb: absorb))
                if let failure { throw failure }
            }
        }
        let clocks = (options.align ? known : watch.differences).map { $0.told(isAligned: options.align) }
        switch format {
        case .jsonl:
            try output.write(Array(Report.logSummary(reports, failures: failures, clocks: clocks, language: options.language).utf8))
        case .json:
            let summary = Report.logSummary(reports, failures: failures, clocks: clocks, language: options.language)
            try output.write(Array(("],\n" + summary.dropFirst()).utf8))
        case .summary:
            try output.write(Array(Report.logSummaryText(reports, failures: failures, clocks: clocks, language: options.language).utf8))
        case .text:
            if !options.quiet {
                try? Output.write(
                    Array(Report.logSummaryText(reports, failures: failures, clocks: clocks, language: options.language).utf8), to: 2)
            }
        }
        try output.finish()
        if options.verbose { LogCommand.tellCosts(reports) }
        if reports.isEmpty || (reports.allSatisfy { $0.account.bytes == 0 } && !failures.isEmpty) { throw ExitOutcome.failed }
        if !failures.isEmpty || reports.contains(where: { $0.failure != nil && !$0.isNoLog }) { throw ExitOutcome.incomplete }
    }

    static func tellCosts(_ reports: [SourceReport]) {
        let events = reports.reduce(0) { $0 + $1.account.events + $1.account.raw }
        let line = "events \(events), processor \(Machine.processorMicroseconds / 1000) ms, peak memory \(Machine.peakMemory) KiB\n"
        try? Output.write(Array(line.utf8), to: 2)
    }
}

extension EventJSON.Names: ExpressibleByArgument {}

/// Prints the events of a piece into memory.
struct EventPrinter: EventWorker {
    let format: LogCommand.Format
    let kinds: [String]
    let earliest: Timestamp?
    let latest: Timestamp?
    var renderer: EventRenderer
    var bytes: [UInt8] = []

    init(
        path: RawText, format: LogCommand.Format, names: EventJSON.Names, includesRecord: Bool, kinds: [String], earliest: Timestamp?,
        latest: Timestamp?, offset: Int, color: Bool
    ) {
        (self.format, self.kinds, self.earliest, self.latest) = (format, kinds, earliest, latest)
        renderer = EventRenderer(
            format == .text ? .text(offset: offset, color: color) : .json(names, includesRecord: includesRecord), path: path)
        if format != .summary { bytes.reserveCapacity(3 << 20) }
    }

    mutating func take(_ text: Span<UInt8>, _ draft: inout EventDraft, time: EventTime?, line: Int?, offset: Int64) {
        guard format != .summary else { return }
        if let earliest { guard let time, time.timestamp >= earliest else { return } }
        if let latest { guard let time, time.timestamp < latest else { return } }
        if !kinds.isEmpty {
            let kind = draft.kind.rawValue
            guard kinds.contains(where: { kind == $0 || kind.hasPrefix($0 + ".") }) else { return }
        }
        renderer.write(text, draft, time: time, line: line, offset: offset, to: &bytes)
        if format == .json { bytes.append(0x2c) }
    }
}

/// Where events are written: the standard output, or a file that appears when it is whole.
struct EventOutput: ~Copyable {
    private var file: OutputFile?
    private let name: String?

    init(_ path: String?) throws {
        name = path
        guard let path else {
            file = nil
            return
        }
        do throws(Errno) { file = try OutputFile(RawText(path), mode: 0o600) } catch {
            throw CommandFailure("\(RawText(path).escaped()) could not be made: the kernel answered with error \(error.code).")
        }
    }

    mutating func write(_ bytes: [UInt8]) throws {
        do throws(Errno) {
            if file != nil { try file?.write(bytes) } else { try Output.write(bytes, to: 1) }
        } catch {
            // A reader that has seen enough (`banken log … | head`) is no failure.
            if name == nil, error.code == 32 { throw ExitOutcome.done }
            throw CommandFailure(
                "The events could not be written: the kernel answered with error \(error.code). Nothing was left half-written.")
        }
    }

    mutating func finish() throws {
        do throws(Errno) { try file?.finish() } catch {
            throw CommandFailure("The events could not be put on the disk: the kernel answered with error \(error.code).")
        }
    }
}
