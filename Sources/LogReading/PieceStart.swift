import Formats
import Hosts
import Model
import Sys

/// Where the next piece of a log begins, and what has to be known there.
struct PieceStart {
    var offset: Int64 = 0
    /// Lines before it.
    var lines = 0
    private var clock: EventClock
    let formats: [LogFormat]
    private let ahead: Int64
    /// The columns that the last `#Fields:` line named, in a W3C log.
    var columns: String?
    private let isColumned: Bool

    init(_ clock: EventClock, _ formats: [LogFormat], ahead: Int64 = 0) {
        (self.clock, self.formats, self.ahead) = (clock, formats, ahead)
        isColumned = formats.first?.id == "w3c"
    }

    /// The time of the first line of some lines, without going on to them.
    func time(of bytes: [UInt8]) -> Timestamp? {
        var clock = clock
        return LogReader.firstMoment(bytes.span, likely).flatMap { clock.time($0)?.timestamp }
    }

    /// The piece that begins here; the next one begins behind it.
    mutating func piece(_ bytes: [UInt8]) -> LogPiece {
        let formats = likely
        if let moment = LogReader.firstMoment(bytes.span, formats) { _ = clock.time(moment) }
        let piece = LogPiece(bytes: bytes, offset: offset, lines: lines, clock: clock, formats: formats, ahead: ahead)
        pass(bytes)
        return piece
    }

    private mutating func pass(_ bytes: [UInt8]) {
        offset += Int64(bytes.count)
        lines += ByteCount.of(0x0a, in: bytes, 0..<bytes.count)
        if isColumned, let fields = W3CHeader.last(in: bytes.span) { columns = fields }
    }

    private var likely: [LogFormat] {
        guard let columns else { return formats }
        return [.w3c(fields: columns)] + formats.filter { $0.id != "w3c" }
    }

    /// Passes lines by that another piece holds, too; gives the first bytes behind them.
    mutating func leaveOut(
        _ doubled: DoubledLines, _ stream: inout LogStream, _ first: [UInt8], _ file: any OpenFile, _ head: [UInt8],
        _ report: inout SourceReport
    ) throws(LogStream.Failure) -> [UInt8] {
        let from = time(of: first)
        stream = try LogStream(file, head: head)
        var left = doubled.bytes
        var buffer: [UInt8] = []
        while left > 0 {
            buffer.removeAll(keepingCapacity: true)
            let got = try stream.append(to: &buffer, count: min(left, LogReader.pieceSize))
            if got == 0 { break }
            left -= got
            // The clock goes through the New Years in them.
            if let moment = LogReader.firstMoment(buffer.span, likely) { _ = clock.time(moment) }
            pass(buffer)
        }
        buffer.removeAll(keepingCapacity: true)
        _ = try stream.append(to: &buffer, count: LogReader.pieceSize)
        let until = time(of: buffer)
        report.account.bytes += Int64(doubled.bytes)
        report.account.doubled += Int64(doubled.bytes)
        var span: TimeSpan?
        if let from { span = TimeSpan(from, max(from, until ?? from), clock: .record) }
        report.add(
            LogSign(
                .doubled, offset: 0, line: 1, span: span, count: doubled.lines,
                detail: "\(doubled.lines) lines stand in \(doubled.path.escaped()), too, from byte \(doubled.offset) on, and are told there"
            ))
        return buffer
    }
}

extension LogReader {
    /// The lines at the beginning of a piece that an earlier piece of the log holds, too.
    func doubledLines(
        _ source: LogSource, _ file: any OpenFile, _ packed: [UInt8], _ first: [UInt8], _ start: PieceStart, _ families: LogFamilies
    ) -> DoubledLines? {
        // A pipe is read once.
        guard file.status.size != Int64.max, first.contains(0x0a) else { return nil }
        for other in families.earlier(than: source, first: start.time(of: first), head: first.prefix(4_096)) {
            let found = DoubledLines.find(file, packed: packed, head: first[...], isDated: other.isDated, in: other.source)
            if let found { return found }
        }
        return nil
    }
}
