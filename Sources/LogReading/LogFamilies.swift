import Formats
import Hosts
import Model

/// The pieces of logs that belong together, and what reading them told: so that lines which two pieces hold are told once, and a piece
/// without a head is read by that of its siblings.
package struct LogFamilies: Sendable {
    /// A piece that was read.
    struct Piece: Sendable {
        var source: LogSource
        var first: Timestamp?
        var last: Timestamp?
    }

    private var read: [RawText: [Piece]] = [:]
    private var all: [RawText: [LogSource]] = [:]
    private static let mostPieces = 400
    private static let mostHead = 1 << 16

    package init() {}

    /// Makes the pieces known that are going to be read.
    package mutating func expect(_ sources: [LogSource]) {
        for source in sources {
            let family = RotatedName(source.place).family
            if all[family, default: []].count < LogFamilies.mostPieces { all[family, default: []].append(source) }
        }
    }

    /// Takes note of a piece that was read.
    package mutating func add(_ source: LogSource, _ report: SourceReport) {
        // A stream cannot be read again.
        guard source.size != nil, !report.isNoLog, report.account.bytes > report.account.doubled else { return }
        let family = RotatedName(source.place).family
        guard read[family, default: []].count < LogFamilies.mostPieces else { return }
        read[family, default: []].append(Piece(source: source, first: report.first, last: report.last))
    }

    /// Pieces that were read and may hold the beginning of another: by their times, or where these tell nothing by their first bytes.
    func earlier(than source: LogSource, first: Timestamp?, head: ArraySlice<UInt8>) -> [(source: LogSource, isDated: Bool)] {
        let pieces = read[RotatedName(source.place).family] ?? []
        return pieces.reversed().compactMap { piece in
            if let first, let start = piece.first, let end = piece.last {
                return start <= first && first < end ? (piece.source, true) : nil
            }
            let other = LogFamilies.head(piece.source, count: head.count)
            let count = min(other.count, head.count)
            return count > 0 && other.prefix(count).elementsEqual(head.prefix(count)) ? (piece.source, false) : nil
        }
    }

    /// A piece that was read and holds the same bytes.
    func twin(of source: LogSource, _ file: any OpenFile, _ head: [UInt8]) -> RawText? {
        let pieces = read[RotatedName(source.place).family] ?? []
        return pieces.first { DoubledLines.areSame(file, head, $0.source) }?.source.path
    }

    /// The columns that a sibling of a W3C log names: of the nearest older piece, else of the nearest younger one.
    func fields(for source: LogSource) -> String? {
        let siblings = all[RotatedName(source.place).family] ?? []
        guard let own = siblings.firstIndex(where: { $0.path == source.path }) else { return nil }
        let others = siblings[..<own].reversed() + siblings[(own + 1)...]
        for sibling in others.prefix(16) {
            let head = LogFamilies.head(sibling, count: LogFamilies.mostHead)
            if let fields = W3CHeader.last(in: head.span) { return fields }
        }
        return nil
    }

    /// The first unpacked bytes of a piece.
    private static func head(_ source: LogSource, count: Int) -> [UInt8] {
        guard source.size != nil, case .success(let file) = source.open() else { return [] }
        var head: [UInt8] = []
        guard file.read(at: 0, count: 512, into: &head) == nil, var stream = try? LogStream(file, head: head) else { return [] }
        var bytes: [UInt8] = []
        while bytes.count < count, let got = try? stream.append(to: &bytes, count: count - bytes.count), got > 0 {}
        return bytes
    }
}
