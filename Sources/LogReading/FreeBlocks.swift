import Formats
import Hosts
import Model

extension LogReader {
    /// Bytes of free blocks that are looked through.
    private static let mostFreeBytes: UInt64 = 256 << 30

    /// Reads the lines of deleted logs that still lie in blocks of an image that no file owns.
    ///
    /// Only lines that a format understands and that have a time count: what else lies there is no log. Each event gets the field
    /// `recovered`, and its offset is that within the file system.
    package func readFreeBlocks<Worker: EventWorker>(
        of image: ImageHost, make: () -> Worker, absorb: (Worker) -> Void
    ) -> SourceReport {
        let fileSystem = image.fileSystem
        var report = SourceReport(path: image.location + "!free blocks")
        let blockSize = fileSystem.facts.blockSize
        let step = max(1, (1 << 20) / blockSize)
        var text: [UInt8] = []
        var start: Int64 = 0
        var buffer: [UInt8] = []
        var next: UInt64 = 0
        var looked: UInt64 = 0
        // The block behind the last one of text, so that lines that run on are whole.
        var expected: UInt64 = .max
        let latest = min(settings.now, fileSystem.facts.written.seconds > 0 ? fileSystem.facts.written : settings.now)
        func flush() {
            guard !text.isEmpty else { return }
            let worker = recover(text, at: start, latest, &report, make())
            absorb(worker)
            text.removeAll(keepingCapacity: true)
        }
        do throws(AccessFailure) {
            while let run = try fileSystem.freeRun(from: next) {
                var block = run.first
                while block < run.first + run.count {
                    let count = Int(min(UInt64(step), run.first + run.count - block))
                    if (try? fileSystem.blocks(block, count, into: &buffer)) != nil {
                        for index in 0..<count {
                            let piece = buffer[index * blockSize..<(index + 1) * blockSize]
                            guard LogReader.isText(piece) else { continue }
                            let number = block + UInt64(index)
                            if number != expected || text.count > 8 << 20 { flush() }
                            if text.isEmpty { start = Int64(clamping: number) &* Int64(blockSize) }
                            text += piece
                            expected = number + 1
                        }
                    }
                    looked += UInt64(count) * UInt64(blockSize)
                    block += UInt64(count)
                }
                next = run.first + run.count
                if looked > LogReader.mostFreeBytes {
                    report.failure = Localized(
                        en: "Only the first 256 GiB of free blocks were looked through.", ja: "空き領域は最初の 256 GiB だけを調べました。")
                    break
                }
            }
        } catch {
            report.failure = error.reason
        }
        flush()
        report.account.bytes = Int64(clamping: looked)
        return report
    }

    /// Whether a block begins like text, behind the tail of a line perhaps.
    private static func isText(_ block: ArraySlice<UInt8>) -> Bool {
        // The last block of a file ends in NULs.
        guard let first = block.first, first != 0 else { return false }
        var odd = 0
        var lines = 0
        var count = 0
        for byte in block.prefix(1_024) {
            if byte == 0 { break }
            count += 1
            if byte == 0x0a { lines += 1 }
            if byte < 0x09 || byte > 0x0d && byte < 0x20 { odd += 1 }
        }
        return count >= 32 && odd * 50 <= count && (lines > 0 || count < 1_024)
    }

    private func recover<Worker: EventWorker>(
        _ text: [UInt8], at start: Int64, _ latest: Timestamp, _ report: inout SourceReport, _ fresh: Worker
    ) -> Worker {
        var worker = fresh
        var reader = EventReader()
        // Blocks lie in no order of time: each line is dated by itself.
        var clock = EventClock(survey: nil, offset: settings.offset, zone: settings.zone, latest: latest)
        var tally = EventTally()
        _ = reader.read(text.span, isLast: true) { text, draft, _ in
            guard draft.kind != .raw, let moment = draft.moment, let time = clock.time(moment) else { return }
            draft.add("recovered", draft.decode("free block"))
            tally.add(draft.format, draft.kind)
            report.account.events += 1
            report.first = min(report.first ?? time.timestamp, time.timestamp)
            report.last = max(report.last ?? time.timestamp, time.timestamp)
            worker.take(text, &draft, time: time, line: nil, offset: start + Int64(draft.record.lowerBound))
        }
        for (format, count) in tally.formats { report.formats[format, default: 0] += count }
        for (kind, count) in tally.kinds { report.kinds[kind, default: 0] += count }
        return worker
    }
}
