import Formats
import Hosts
import Model
import Sys

/// Reads logs as events: unpacks, dates, shares the work among the processors, and keeps account of every byte.
package struct LogReader: Sendable {
    /// What the host tells about all its logs.
    package struct Settings: Sendable {
        /// Seconds east of UTC of the clock that wrote them, where its zone is not known.
        package var offset = 0
        package var zone: TimeZoneRules?
        /// The time to judge by: nothing happened later.
        package var now: Timestamp
        /// Formats that the host's own configuration gives for the logs whose path ends like this.
        package var configured: [(path: RawText, format: LogFormat)] = []
        /// Seconds by which the clocks of logs are ahead of the others', by the log without what rotation adds to its name: their events are put
        /// back by as much, and get the field `time.aligned`.
        package var ahead: [RawText: Int64] = [:]

        package init(now: Timestamp) { self.now = now }
    }

    package var settings: Settings

    package init(_ settings: Settings) { self.settings = settings }

    /// Bytes of a piece; with twice as many pieces as processors under way, memory stays bounded.
    static let pieceSize = 1 << 19
    /// A line longer than this is torn.
    static let mostPending = 4 << 20

    /// Reads one log and hands its workers to `absorb`, in order.
    /// - Parameters:
    ///   - isExplicit: it was named itself, and is read whatever it holds; else it has to look like a log.
    ///   - families: the pieces of its log, and what reading those before it told.
    package func read<Worker: EventWorker>(
        _ source: LogSource, isExplicit: Bool = true, among families: LogFamilies = LogFamilies(), make: @escaping @Sendable () -> Worker,
        absorb: (Worker) -> Void
    ) async -> SourceReport {
        var report = SourceReport(path: source.path)
        if let holder = source.holder {
            report.add(LogSign(.unlinked, detail: "\(source.place.escaped()) was deleted; \(holder) still holds it open"))
        }
        let file: any OpenFile
        switch source.open() {
        case .failure(let failure):
            report.failure = failure.reason
            return report
        case .success(let opened): file = opened
        }
        var head: [UInt8] = []
        if let failure = file.read(at: 0, count: 512, into: &head) { report.failure = failure.reason }
        do throws(LogStream.Failure) {
            if file.status.size != Int64.max, let log = try LogReader.recordLog(file, head, path: source.place) {
                if let twin = families.twin(of: source, file, head) {
                    report.account.bytes = file.status.size
                    report.account.doubled = file.status.size
                    report.add(LogSign(.doubled, offset: 0, detail: "all of it stands in \(twin.escaped()), too, and is told there"))
                    return report
                }
                let ahead = settings.ahead[RotatedName(source.place).family] ?? 0
                try readRecords(log, file, head, ahead: ahead, &report, make, absorb)
                return report
            }
            var stream = try LogStream(file, head: head)
            var first: [UInt8] = []
            let got = try stream.append(to: &first, count: LogReader.pieceSize)
            if !isExplicit, !LogReader.looksLikeText(first) {
                report.isNoLog = true
                return report
            }
            let sample = first.span.extracting(first: min(first.count, 65_536))
            let configured = settings.configured.filter { RotatedName(source.place).family.hasSuffix($0.path) }.map(\.format)
            let formats = FormatChoice.order(path: source.place, sample: sample, extra: configured)
            let isWhole = got < LogReader.pieceSize
            let survey = try survey(file, head, first: first, isWhole: isWhole, formats)
            let latest = min(settings.now, source.modified ?? settings.now)
            let clock = EventClock(survey: survey, offset: settings.offset, zone: settings.zone, latest: latest)
            var start = PieceStart(clock, formats, ahead: settings.ahead[RotatedName(source.place).family] ?? 0)
            if formats.first?.id == "w3c", W3CHeader.last(in: sample) == nil { start.columns = families.fields(for: source) }
            var begun = first
            if let doubled = doubledLines(source, file, head, begun, start, families) {
                begun = try start.leaveOut(doubled, &stream, begun, file, head, &report)
            }
            await readPieces(&stream, begun, start, &report, make, absorb)
        } catch {
            LogReader.note(error, &report)
        }
        if let born = source.born, let start = report.first, born.seconds > start.seconds + 86_400,
            RotatedName(source.place).age == 0, !source.path.contains("!")
        {
            report.add(
                LogSign(
                    .rewritten, span: TimeSpan(start, born, clock: .kernel), detail: "the file was made after its first line was written"))
        }
        return report
    }

    /// Reads pieces in this task and their lines in others.
    private func readPieces<Worker: EventWorker>(
        _ stream: inout LogStream, _ first: [UInt8], _ start: PieceStart, _ report: inout SourceReport,
        _ make: @escaping @Sendable () -> Worker, _ absorb: (Worker) -> Void
    ) async {
        var order = PieceOrder<Worker>()
        let formats = start.formats
        var start = start
        var buffer = first
        var index = 0
        var failure: LogStream.Failure?
        await withTaskGroup(of: PieceResult<Worker>.self) { group in
            var isAtEnd = false
            var underWay = 0
            var needsMore = false
            while true {
                if !isAtEnd, needsMore || buffer.count < LogReader.pieceSize {
                    do throws(LogStream.Failure) {
                        isAtEnd = try stream.append(to: &buffer, count: LogReader.pieceSize) == 0
                    } catch {
                        failure = error
                        isAtEnd = true
                    }
                }
                if buffer.isEmpty {
                    if isAtEnd { break }
                    continue
                }
                var end = isAtEnd ? buffer.count : PieceCutter.cut(buffer, formats)
                needsMore = end == 0
                if needsMore {
                    guard buffer.count >= LogReader.mostPending else { continue }
                    end = buffer.count
                    report.add(
                        LogSign(.cut, offset: start.offset, line: start.lines + 1, detail: "a line of more than \(end) bytes is torn"))
                }
                var rest = order.spare.popLast() ?? []
                rest.removeAll(keepingCapacity: true)
                rest.reserveCapacity(LogReader.pieceSize + 65_536)
                rest += buffer[end...]
                buffer.removeLast(buffer.count - end)
                if isAtEnd, rest.isEmpty, buffer.last != 0x0a {
                    report.add(LogSign(.truncated, offset: start.offset + Int64(end), line: nil, detail: "the last line has no end"))
                }
                let piece = start.piece(buffer)
                buffer = rest
                let number = index
                index += 1
                group.addTask { piece.read(number, make()) }
                underWay += 1
                if underWay >= 2 * Machine.processors, let result = await group.next() {
                    underWay -= 1
                    order.add(result, &report, absorb)
                }
            }
            for await result in group { order.add(result, &report, absorb) }
        }
        order.finish(&report)
        if let failure { LogReader.note(failure, &report) }
    }

    /// Whether the first bytes are lines of text rather than a program, a picture or a database.
    private static func looksLikeText(_ bytes: [UInt8]) -> Bool {
        let sample = bytes.prefix(4_096)
        // A log may begin with NULs where a crash or a truncation left a hole.
        let text = sample.drop { $0 == 0 }
        let odd = text.lazy.filter { $0 < 0x09 || $0 > 0x0d && $0 < 0x20 && $0 != 0x1b && $0 != 0x1d }.count
        return odd * 20 <= text.count
    }

    /// The moment of the first line that has one.
    static func firstMoment(_ text: Span<UInt8>, _ formats: [LogFormat]) -> LogMoment? {
        var draft = EventDraft()
        var at = 0
        for _ in 0..<16 {
            guard at < text.count else { return nil }
            let end = LogText.first(0x0a, in: text, at..<text.count) ?? text.count
            for format in formats.prefix(4) {
                draft.reset()
                if end > at, format.read(text, at..<end, &draft), let moment = draft.moment { return moment }
            }
            at = end + 1
        }
        return nil
    }

    private static func note(_ failure: LogStream.Failure, _ report: inout SourceReport) {
        switch failure {
        case .access(let failure): report.failure = failure.reason
        case .damaged(let reason):
            report.add(LogSign(.unreadable, detail: reason))
            report.failure = Localized(
                en: "What is packed in it could not be unpacked to its end: \(Prose([.words(reason)])).",
                ja: "圧縮されたデータを最後まで展開できませんでした(\(Prose([.words(reason)])))。")
        case .bomb:
            report.add(LogSign(.unreadable, detail: "it unpacks to more than 2,000 times its size"))
            report.failure = Localized(
                en: "It unpacks to more than 2,000 times its size, which no log does; the rest was not read.",
                ja: "展開すると 2,000 倍を超える大きさになります。ログではありえないため、残りは読んでいません。")
        }
    }
}

/// Puts the results of pieces back into their order.
private struct PieceOrder<Worker: EventWorker> {
    private var waiting: [Int: PieceResult<Worker>] = [:]
    private var next = 0
    private var rhythm = RhythmWatch()
    /// Memory of pieces that were read, for those to come.
    var spare: [[UInt8]] = []
    private var headless = 0

    mutating func add(_ result: PieceResult<Worker>, _ report: inout SourceReport, _ absorb: (Worker) -> Void) {
        var result = result
        if result.bytes.count <= 2 * LogReader.pieceSize { spare.append(result.bytes) }
        result.bytes = []
        waiting[result.index] = result
        while let result = waiting.removeValue(forKey: next) {
            next += 1
            rhythm.join(result.rhythm)
            report.account.add(result.account)
            headless += result.tally.count("w3c", .raw)
            for (format, count) in result.tally.formats { report.formats[format, default: 0] += count }
            for (kind, count) in result.tally.kinds { report.kinds[kind, default: 0] += count }
            absorb(result.worker)
        }
    }

    func finish(_ report: inout SourceReport) {
        (report.first, report.last) = (rhythm.first, rhythm.last)
        for sign in rhythm.steps + rhythm.holes { report.add(sign) }
        if headless > 0 {
            report.add(LogSign(.headless, count: headless, detail: "no #Fields line above them names their columns"))
        }
        if report.account.zeros > 0 {
            report.add(LogSign(.zeroed, count: Int(report.account.zeros), detail: "NUL bytes between the lines"))
        }
    }
}
