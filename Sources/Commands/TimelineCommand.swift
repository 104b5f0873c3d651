import ArgumentParser
import Formats
import Hosts
import Inquiry
import LogReading
import Model
import Report
import Sys

/// `banken timeline`: what happened on a host, from all its logs and the times of its files, in one order.
struct TimelineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "timeline", abstract: "Put the events of all logs and the times of all files of a host in one order.")

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, jsonl, timesketch, ecs, bodyfile
        case timesketchCSV = "timesketch-csv"
    }

    @Argument(
        help: ArgumentHelp(
            "The host: / is the running machine, a folder holds a root; or a collection, a folder of logs, a log.", valueName: "ROOT"))
    var root = "/"

    @OptionGroup var options: LogOptions

    @Option(
        help: ArgumentHelp(
            "text, jsonl, timesketch (JSON lines), timesketch-csv, ecs (Elastic Common Schema, JSON lines), or bodyfile: the files alone, unsorted, for mactime."
        ))
    var format = Format.text

    @Option(help: ArgumentHelp("Only what happened around this time (see --window).", valueName: "TIME"))
    var around: String?

    @Option(help: ArgumentHelp("How far around it: 30s, 10m, 2h, 3d.", valueName: "DURATION"))
    var window = "1h"

    @Option(name: .customLong("match"), help: ArgumentHelp("Only records that hold this text.", valueName: "TEXT"))
    var match: String?

    @Option(help: ArgumentHelp("Further logs of this host that lie outside ROOT; may be repeated.", valueName: "PATH"))
    var logs: [String] = []

    @Option(help: ArgumentHelp("Times of files from a bodyfile, as The Sleuth Kit and UAC write them; may be repeated.", valueName: "FILE"))
    var bodyfile: [String] = []

    @Flag(help: "Tell session by session – log-in, what was done, log-out – in the order in which they ended. With text or jsonl.")
    var sessions = false

    @Flag(help: "Leave the times of files out.")
    var noFiles = false

    @Flag(help: "Leave the logs out.")
    var noLogs = false

    func validate() throws {
        try options.refuseAligning([root])
        if let around, Timestamp(rfc3339: around) == nil {
            throw ValidationError("--around \(around) is not a time. Write it like 2011-07-12T09:00:00+09:00.")
        }
        if TimelineCommand.seconds(window) == nil {
            throw ValidationError("--window \(window) is not understood. Write it like 30s, 10m, 2h or 3d.")
        }
        if sessions, format != .text, format != .jsonl {
            throw ValidationError("--sessions goes with --format text or jsonl, not with \(format.rawValue).")
        }
    }

    func run() async throws {
        _ = Machine.raiseOpenFileLimit()
        let host = try? ExaminedHost.open(root, mountedAt: options.mountedAt)
        let isHost = host.map { $0.kind == .image || LogPlaces.isRoot($0) } ?? false
        if format == .bodyfile {
            guard let host, isHost else {
                throw CommandFailure("\(RawText(root).escaped()) is no root of a host, so it has no files to list.")
            }
            return try await writeBodyfile(host)
        }
        var reports: [SourceReport] = []
        var failures: [(path: RawText, reason: Localized)] = []
        let spool = options.spoolFolder([root] + logs)
        let sorter = TimelineSorter(folder: spool, filter: filter)
        var offset = 0
        var families = LogFamilies()
        var watch = ClockWatch()
        let all = try (noLogs ? logs : [root] + logs).map { try options.discover($0, spool) }
        let known = await options.differences(all)
        let isWatching = !options.align && all.reduce(0) { $0 + $1.sources.count } > 1
        for discovered in all {
            failures += discovered.failures
            let reader = LogReader(options.settings(discovered, known))
            offset = reader.settings.offset
            families.expect(discovered.sources)
            for source in discovered.sources {
                let (render, filter) = (rendering(source.path, offset), sorter.filter)
                let report = await reader.read(source, isExplicit: discovered.isExplicit, among: families) {
                    Watched(TimelineBatch(filter, render: render), isWatching: isWatching)
                } absorb: {
                    watch.take($0.sightings)
                    sorter.add($0.inner)
                }
                families.add(source, report)
                watch.finish(source, report)
                reports.append(report)
                if let failure = sorter.failure { throw options.failed(failure, TimelineCommand.what) }
            }
            if let image = discovered.image, !options.noFreeBlocks {
                let (render, filter) = (rendering(image.location + "!free blocks", offset), sorter.filter)
                reports.append(
                    reader.readFreeBlocks(of: image, make: { TimelineBatch(filter, render: render) }, absorb: { sorter.add($0) }))
            }
        }
        if !noFiles, !sessions, isHost, let host { failures += await addFiles(host, sorter, offset) }
        if let failure = sorter.failure { throw options.failed(failure, TimelineCommand.what) }
        for file in bodyfile { failures += addBodyfile(RawText(file), sorter, offset) }
        if reports.isEmpty, sorter.count == 0, !failures.isEmpty {
            throw CommandFailure(
                failures.map { "\($0.path.escaped()): \(DoctorCommand.plain($0.reason[options.language]))" }.joined(separator: "\n"))
        }
        var output = try EventOutput(options.output)
        if format == .timesketchCSV { try output.write(Array(Timesketch.columns.utf8)) }
        do { try write(sorter, offset, &output) } catch let failure as SpoolFailure {
            throw options.failed(failure, TimelineCommand.what)
        }
        try output.finish()
        if !options.quiet {
            let clocks = (options.align ? known : watch.differences).map { $0.told(isAligned: options.align) }
            try? Output.write(
                Array(Report.logSummaryText(reports, failures: failures, clocks: clocks, language: options.language).utf8), to: 2)
        }
        if options.verbose { LogCommand.tellCosts(reports) }
        if !failures.isEmpty || reports.contains(where: { $0.failure != nil && !$0.isNoLog }) { throw ExitOutcome.incomplete }
    }

    private static let what = Localized(en: "The timeline", ja: "タイムライン")

    /// Whether events are held against each other for the sessions that they belong to.
    var joinsSessions: Bool { sessions || format == .jsonl }

    private func write(_ sorter: TimelineSorter, _ offset: Int, _ output: inout EventOutput) throws {
        guard joinsSessions else { return try sorter.finish { try output.write($0) } }
        var writer = SessionWriter(isJSON: format == .jsonl, isBySession: sessions, offset: offset, language: options.language)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1 << 18)
        try sorter.forEach { time, record in
            writer.take(record, at: time, &bytes)
            guard bytes.count >= 1 << 18 else { return }
            try output.write(bytes)
            bytes.removeAll(keepingCapacity: true)
        }
        writer.finish(&bytes)
        if !bytes.isEmpty { try output.write(bytes) }
    }

    /// The window that --from, --to and --around ask for.
    private var filter: TimelineFilter {
        var filter = TimelineFilter(earliest: options.earliest, latest: options.latest, text: match.map { RawText($0) })
        if joinsSessions { filter.alsoKinds = TimelineFilter.framing }
        if let moment = around.flatMap({ Timestamp(rfc3339: $0) }), let width = TimelineCommand.seconds(window) {
            filter.earliest = max(filter.earliest ?? moment.adding(seconds: -width), moment.adding(seconds: -width))
            filter.latest = min(filter.latest ?? moment.adding(seconds: width + 1), moment.adding(seconds: width + 1))
        }
        return filter
    }

    /// Seconds of "10m".
    static func seconds(_ text: String) -> Int64? {
        guard let unit = text.last, let number = Int64(text.dropLast()), number >= 0, number < 1_000_000 else { return nil }
        return switch unit {
        case "s": number
        case "m": number * 60
        case "h": number * 3_600
        case "d": number * 86_400
        default: nil
        }
    }

    func rendering(_ path: RawText, _ offset: Int) -> EventRendering {
        let shape: EventRenderer.Shape =
            switch format {
            case .text, .bodyfile: .text(offset: offset, color: options.usesColor)
            case .jsonl: .json(.banken, includesRecord: false)
            case .ecs: .json(.ecs, includesRecord: false)
            case .timesketch: .timesketch
            case .timesketchCSV: .timesketchCSV
            }
        let renderer = EventRenderer(shape, path: path)
        guard joinsSessions else {
            return { text, draft, time, line, offset, output in
                var own = renderer
                own.write(text, draft, time: time, line: line, offset: offset, to: &output)
            }
        }
        let filter = filter
        return { text, draft, time, line, offset, output in
            guard let time else { return }
            let clue = SessionClue(draft, in: text, time: time.timestamp)
            // Whoever borrows the draft twice may not change it in between.
            let isShown = filter.shows(text, draft, time.timestamp)
            TimelineRecord.write(clue, isShown: isShown, to: &output) { output in
                var own = renderer
                own.write(text, draft, time: time, line: line, offset: offset, to: &output)
            }
        }
    }
}
