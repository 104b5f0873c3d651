/// The head that the kernel gives its messages, where it stands before those of other programs: a daemon of a container that writes to
/// `/dev/kmsg`, a console that was relayed.
enum KernelClock {
    /// What stands behind `kernel: [  970.699396] `, its last colon and blanks or not; nil where a message does not begin so.
    static func behind(_ text: Span<UInt8>, _ message: Range<Int>) -> Range<Int>? {
        guard let rest = LogText.behind("kernel:", in: text, message) else { return nil }
        let open = LogText.skipBlanks(text, rest.lowerBound, end: rest.upperBound)
        guard LogText.byte(text, open) == 0x5b,
            let (_, point) = LogText.number(text, LogText.skipBlanks(text, open + 1, end: rest.upperBound)..<rest.upperBound),
            LogText.byte(text, point) == 0x2e, let (_, close) = LogText.number(text, point + 1..<rest.upperBound),
            LogText.byte(text, close) == 0x5d
        else { return nil }
        let start = LogText.byte(text, close + 1) == 0x3a ? close + 2 : close + 1
        return min(LogText.skipBlanks(text, start, end: rest.upperBound), rest.upperBound)..<rest.upperBound
    }
}
