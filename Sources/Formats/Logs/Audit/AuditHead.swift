import Model

/// What stands before the fields of a record: `node=www4 type=SYSCALL msg=audit(1300000000.123:456): `.
struct AuditHead {
    var node: Range<Int>?
    var type: Range<Int>
    /// "1300000000.123:456", the same in all records of an event.
    var stamp: Range<Int>
    /// Where the fields begin.
    var body: Int

    static func read(_ text: Span<UInt8>, _ line: Range<Int>) -> AuditHead? {
        var at = line.lowerBound
        let end = line.upperBound
        var node: Range<Int>?
        if LogText.byte(text, at) == 0x6e, LogText.matches(text, at, "node=") {
            let word = LogText.word(text, at + 5, end: min(end, at + 320))
            node = word
            at = min(end, word.upperBound + 1)
        }
        guard LogText.byte(text, at) == 0x74, LogText.matches(text, at, "type=") else { return nil }
        let type = LogText.word(text, at + 5, end: min(end, at + 64))
        at = type.upperBound + 1
        guard !type.isEmpty, at + 10 < end, LogText.matches(text, at, "msg=audit("),
            let close = LogText.first(0x29, in: text, at + 10..<min(end, at + 60))
        else { return nil }
        var body = close + 1
        if LogText.byte(text, body) == 0x3a { body += 1 }
        return AuditHead(node: node, type: type, stamp: at + 10..<close, body: min(end, body))
    }

    /// Seconds, thousandths and the serial number of the stamp.
    func moment(_ text: Span<UInt8>) -> LogMoment? {
        guard let colon = LogText.first(0x3a, in: text, stamp) else { return nil }
        return LogTime.epoch(text, stamp.lowerBound..<colon)?.moment
    }

    /// Whether another line is a record of the same event.
    static func isSameEvent(_ text: Span<UInt8>, _ first: Range<Int>, _ next: Range<Int>) -> Bool {
        guard let one = read(text, first), let other = read(text, next), one.stamp.count == other.stamp.count else { return false }
        guard same(text, one.stamp, other.stamp) else { return false }
        guard let node = one.node else { return other.node == nil }
        return other.node.map { same(text, node, $0) } ?? false
    }

    private static func same(_ text: Span<UInt8>, _ one: Range<Int>, _ other: Range<Int>) -> Bool {
        guard one.count == other.count else { return false }
        for index in 0..<one.count where text[one.lowerBound + index] != text[other.lowerBound + index] { return false }
        return true
    }
}
