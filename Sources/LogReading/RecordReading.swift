import Formats
import Hosts
import Model

extension LogReader {
    /// Events that a worker takes before it is handed back, so that memory stays bounded.
    private static let mostOfWorker = 20_000
    /// A packed log of records is unpacked in memory; a larger one is a gap.
    private static let mostUnpacked = 256 << 20

    /// The log of records that a file is; nil where it is none.
    static func recordLog(_ file: any OpenFile, _ head: [UInt8], path: RawText) throws(LogStream.Failure) -> RecordLog? {
        var sample: [UInt8] = []
        if case .plain = Packing(head) {
            if let failure = file.read(at: 0, count: 4_096, into: &sample) { throw .access(failure) }
        } else {
            var stream = try LogStream(file, head: head)
            _ = try stream.append(to: &sample, count: 4_096)
        }
        return RecordLogs.recognise(sample.span, path: RotatedName(path).family)
    }

    /// Reads a log of records and hands its workers to `absorb`, in order.
    func readRecords<Worker: EventWorker>(
        _ log: RecordLog, _ file: any OpenFile, _ head: [UInt8], ahead: Int64, _ report: inout SourceReport, _ make: () -> Worker,
        _ absorb: (Worker) -> Void
    ) throws(LogStream.Failure) {
        var source: any ByteSource
        if case .plain = Packing(head) {
            source = OpenFileBytes(file)
        } else {
            var stream = try LogStream(file, head: head)
            var bytes: [UInt8] = []
            while bytes.count <= LogReader.mostUnpacked, try stream.append(to: &bytes, count: 1 << 20) > 0 {}
            if bytes.count > LogReader.mostUnpacked {
                report.failure = Localized(
                    en: "It is packed and larger than the 256 MiB that are unpacked of a log of records.",
                    ja: "圧縮されたバイナリの記録で、展開すると上限(256 MiB)を超えるため、読んでいません。")
                return
            }
            source = MemoryBytes(bytes)
        }
        let total = source.count
        var clock = EventClock(survey: nil, offset: settings.offset, zone: settings.zone, latest: settings.now)
        var worker = make()
        var taken = 0
        var rhythm = RhythmWatch()
        var tally = EventTally()
        var account = ReadAccount()
        let problems = log.read(&source) { text, draft in
            var time = draft.moment.flatMap { clock.time($0) }
            if ahead != 0 { time?.align(ahead, &draft) }
            let offset = Int64(draft.record.lowerBound)
            if let time { rhythm.add(time.timestamp, line: nil, offset: offset) }
            tally.add(draft.format, draft.kind)
            if draft.kind == .raw { account.raw += 1 } else { account.events += 1 }
            worker.take(text, &draft, time: time, line: nil, offset: offset)
            taken += 1
            if taken >= LogReader.mostOfWorker {
                absorb(worker)
                worker = make()
                taken = 0
            }
        }
        absorb(worker)
        account.bytes = total
        report.account.add(account)
        report.formats.merge(tally.formats) { $0 + $1 }
        for (kind, count) in tally.kinds { report.kinds[kind, default: 0] += count }
        (report.first, report.last) = (rhythm.first, rhythm.last)
        if log.isInOrder { for sign in rhythm.steps + rhythm.holes { report.add(sign) } }
        for problem in problems { report.add(LogReader.sign(problem)) }
    }

    /// What a reader of records met, as a sign.
    private static func sign(_ problem: Problem) -> LogSign {
        let reason = problem.reason
        let kind: LogSign.Kind =
            reason.contains("zero")
            ? .zeroed
            : reason.contains("backwards")
                ? .backwards
                : reason.contains("skip") || reason.contains("missing")
                    ? .skipped
                    : reason.contains("truncated") || reason.contains("no whole record") || reason.contains("cut") ? .truncated : .damaged
        return LogSign(kind, offset: Int64(problem.offset), detail: reason)
    }
}

extension RecordLog {
    /// Whether its records stand in the order of time: lastlog and its kin are tables by user.
    var isInOrder: Bool { !["lastlog", "lastlog2", "faillog", "tallylog"].contains(id) }
}
