import Model

/// The names of fields, each once, by number.
struct JournalNames {
    /// Numbers of the names that have a place of their own in an event.
    enum Known {
        static let message = 0, host = 1, identifier = 2, command = 3, process = 4, syslogProcess = 5
    }

    private static let known = ["MESSAGE", "_HOSTNAME", "SYSLOG_IDENTIFIER", "_COMM", "_PID", "SYSLOG_PID"]
    /// Names that are held; whoever fills a journal with more makes them be forgotten and learnt again.
    static let most = 1024
    /// journald takes names of at most 64 bytes.
    static let longest = 256
    private static let slotCount = 1 << 14

    private(set) var names: [String] = []
    private var bytes: [[UInt8]] = []
    private var slots: [Int16] = []

    init() { reset() }

    mutating func reset() {
        names.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
        slots = Array(repeating: -1, count: JournalNames.slotCount)
        for name in JournalNames.known {
            let bytes = Array(name.utf8)
            _ = number(bytes.span, 0..<bytes.count)
        }
    }

    var isFull: Bool { names.count >= JournalNames.most }

    /// The number of a name, which is at most `longest` bytes. An entry has fewer fields than there are slots, so that one is free.
    mutating func number(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
        var hash: UInt32 = 2_166_136_261
        for index in range { hash = (hash ^ UInt32(text[index])) &* 16_777_619 }
        var slot = Int(hash ^ hash >> 15) & (JournalNames.slotCount - 1)
        while slots[slot] >= 0 {
            let number = Int(slots[slot])
            if bytes[number].count == range.count {
                var index = 0
                while index < range.count, bytes[number][index] == text[range.lowerBound + index] { index += 1 }
                if index == range.count { return number }
            }
            slot = (slot + 1) & (JournalNames.slotCount - 1)
        }
        let array = PackageBytes.array(text, range)
        slots[slot] = Int16(names.count)
        bytes.append(array)
        names.append(RawText(array).utf8 ?? RawText(array).description)
        return names.count - 1
    }
}
