import Formats
import Model

/// Finds where a piece of a log may end so that no event is torn.
enum PieceCutter {
    /// Lines that are looked back over.
    private static let mostLines = 256

    /// Bytes of the piece that are whole events; the rest begins the next piece. 0 where no line ends in it.
    static func cut(_ bytes: [UInt8], _ formats: [LogFormat]) -> Int {
        let text = bytes.span
        guard let last = LogText.last(0x0a, in: text, 0..<text.count) else { return 0 }
        if formats.first?.id == "audit", let end = AuditOrder.cut(text, end: last + 1) { return end }
        let likely = formats.prefix(3)
        guard likely.contains(where: { $0.continues != nil }) else { return last + 1 }
        var draft = EventDraft()
        var end = last
        for _ in 0..<mostLines {
            guard let before = LogText.last(0x0a, in: text, 0..<end) else { break }
            let line = before + 1..<end
            let previousStart = (LogText.last(0x0a, in: text, 0..<before) ?? -1) + 1
            let previous = previousStart..<before
            if !line.isEmpty,
                likely.contains(where: { format in
                    draft.reset()
                    guard format.read(text, line, &draft) else { return false }
                    return !(format.continues?(text, previous, line) ?? false)
                })
            {
                return before + 1
            }
            end = before
        }
        return last + 1
    }
}
