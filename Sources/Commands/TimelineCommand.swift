import ArgumentParser
import Formats
import Hosts
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

    @Flag(help: "Leave the times of files out.")
    var noFiles = false

    @Flag(help: "Leave the logs out.")
    var noLogs = false

    func validate() throws {
        if let around, Timestamp(rfc3339: around) == nil {
            throw ValidationError("--around \(around) is not a time. Write it like 2011-07-12T09:00:00+09:00.")
        }
        if TimelineCommand.seconds(window) == nil {
            throw ValidationError("--window \(window) is not understood. Write it like 30s, 10m, 2h or 3d.")
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
        let sorter = TimelineSorter(folder: options.spoolFolder, filter: filter)
        var offset = 0
        for name in noLogs ? logs : [root] + logs {
            let discovered = options.discover(name)
            failures += discovered.failures
            let reader = LogReader(options.settings(discovered))
            offset = reader.settings.offset
            for source in discovered.sources {
                let (render, filter) = (rendering(source.path, offset), sorter.filter)
                reports.append(
                    await reader.read(source, isExplicit: discovered.isExplicit) {
                        TimelineBatch(filter, render: render)
                    } absorb: {
                        sorter.add($0)
                    })
            }
            if let image = discovered.image, !options.noFreeBlocks {
                let (render, filter) = (rendering(image.location + "!free blocks", offset), sorter.filter)
                reports.append(
                    reader.readFreeBlocks(of: image, make: { TimelineBatch(filter, render: render) }, absorb: { sorter.add($0) }))
            }
        }
        if !noFiles, isHost, let host { failures += await addFiles(host, sorter, offset) }
        for file in bodyfile { failures += addBodyfile(RawText(file), sorter, offset) }
        if reports.isEmpty, sorter.count == 0, !failures.isEmpty {
            throw CommandFailure(
                failures.map { "\($0.path.escaped()): \(DoctorCommand.plain($0.reason[options.language]))" }.joined(separator: "\n"))
        }
        var output = try EventOutput(options.output)
        if format == .timesketchCSV { try output.write(Array(Timesketch.columns.utf8)) }
        do { try sorter.finish { try output.write($0) } } catch let error as Errno {
            throw CommandFailure(
                "The timeline could not be sorted: the kernel answered with error \(error.code). Name a folder with room by --state.")
        }
        try output.finish()
        if !options.quiet {
            try? Output.write(Array(Report.logSummaryText(reports, failures: failures, language: options.language).utf8), to: 2)
        }
        if options.verbose { LogCommand.tellCosts(reports) }
        if !failures.isEmpty || reports.contains(where: { $0.failure != nil && !$0.isNoLog }) { throw ExitOutcome.incomplete }
    }

    /// The window that --from, --to and --around ask for.
    private var filter: TimelineFilter {
        var filter = TimelineFilter(earliest: options.earliest, latest: options.latest, text: match.map { RawText($0) })
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

    private func rendering(_ path: RawText, _ offset: Int) -> EventRendering {
        let shape: EventRenderer.Shape =
            switch format {
            case .text, .bodyfile: .text(offset: offset, color: options.usesColor)
            case .jsonl: .json(.banken, includesRecord: false)
            case .ecs: .json(.ecs, includesRecord: false)
            case .timesketch: .timesketch
            case .timesketchCSV: .timesketchCSV
            }
        let renderer = EventRenderer(shape, path: path)
        return { text, draft, time, line, offset, output in
            var own = renderer
            own.write(text, draft, time: time, line: line, offset: offset, to: &output)
        }
    }

    private func addFiles(_ host: any HostView, _ sorter: TimelineSorter, _ offset: Int) async -> [(path: RawText, reason: Localized)] {
        let render = rendering(host.location == "/" ? "/" : host.location, offset)
        let plan = WalkPlan(skipped: host.kind == .live ? ["/proc", "/sys"] : [])
        var failures: [(path: RawText, reason: Localized)] = []
        for var visitor in await host.walk(plan, make: { FileTimesVisitor(sorter, render: render) }) {
            visitor.flush()
            failures += visitor.failures.filter { $0.failure.hidesSomething }.map { ($0.path, $0.failure.reason) }
        }
        if let image = host as? ImageHost {
            var batch = TimelineBatch(sorter.filter, render: render)
            var draft = EventDraft()
            image.forEachDeleted { number, status, deleted in
                var file = FileTimeEvents.Subject(RawText("(inode \(number), deleted)"), status)
                file.times = [(.deleted, deleted), (.modified, status.times.modified)]
                FileTimeEvents.forEach(file, &draft) { text, draft, time in batch.take(text, &draft, time: time, line: nil, offset: 0) }
            }
            sorter.add(batch)
        }
        return failures
    }

    private func addBodyfile(_ path: RawText, _ sorter: TimelineSorter, _ offset: Int) -> [(path: RawText, reason: Localized)] {
        let bytes: [UInt8]
        do throws(Errno) { bytes = try OwnFile.read(path, limit: 2 << 30) } catch { return [(path, AccessFailure(error).reason)] }
        let parsed = BodyfileFormat.parse(bytes.span)
        var draft = EventDraft()
        var batch = TimelineBatch(sorter.filter, render: rendering(path, offset))
        for entry in parsed.value {
            FileTimeEvents.forEach(FileTimeEvents.Subject(entry), &draft) { text, draft, time in
                batch.take(text, &draft, time: time, line: nil, offset: 0)
            }
        }
        sorter.add(batch)
        guard let problem = parsed.problems.first else { return [] }
        return [
            (
                path,
                Localized(
                    en: "\(parsed.problems.count) lines are not those of a bodyfile, the first is line \(problem.line ?? 0).",
                    ja: "bodyfile の形式でない行が \(parsed.problems.count) 行あります(最初は \(problem.line ?? 0) 行目)。")
            )
        ]
    }
}

extension FileTimeEvents.Subject {
    init(_ entry: BodyfileEntry) {
        var times: [(letter: FileTimeEvents.Letter, time: Timestamp)] = []
        for (letter, time) in [
            (FileTimeEvents.Letter.modified, entry.modified), (.accessed, entry.accessed), (.changed, entry.changed), (.born, entry.born),
        ] {
            if let time { times.append((letter, time)) }
        }
        self.init(
            path: entry.path, times: times,
            fields: [
                ("inode", entry.inode.escaped()), ("mode", entry.mode.escaped()), ("uid", entry.owner.escaped()),
                ("gid", entry.group.escaped()),
            ], size: entry.size)
    }
}
