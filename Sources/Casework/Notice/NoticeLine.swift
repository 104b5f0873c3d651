import Model

/// A line of a notice, with the forms that are searched.
struct NoticeLine: Sendable {
    var section: String
    /// From 1.
    var number: Int
    var raw: [UInt8]
    /// Full-width letters, digits and signs as ASCII; defanged addresses made whole.
    var plain: [UInt8]
    /// `plain` with ASCII letters in lower case: the same length, so that places agree.
    var lower: [UInt8]
    /// Whether it looks like a line of a log.
    var isLog = false
    /// The beginning of the next line, where a sentence may go on.
    var tail: [UInt8] = [] {
        didSet { joined = lower + tail }
    }
    private var joined: [UInt8] = []

    static let mostBytes = 2000

    init(section: String, number: Int, raw: some Sequence<UInt8>) {
        (self.section, self.number) = (section, number)
        self.raw = Array(Array(raw).prefix(NoticeLine.mostBytes)).trimmed
        plain = KanjiNumbers.asDigits(Refang.whole(NoticeLine.narrow(self.raw)).trimmed)
        lower = plain.lowercasedASCII
    }

    var place: NoticePlace { NoticePlace(section: section, line: number, quote: RawText(raw)) }

    /// ASCII for the full-width forms (U+FF01 to U+FF5E), a blank for U+3000 and U+00A0.
    static func narrow(_ text: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            let byte = text[index]
            if byte == 0xef, index + 2 < text.count, text[index + 1] == 0xbc || text[index + 1] == 0xbd {
                let value = (Int(text[index + 1]) - 0xbc) * 64 + Int(text[index + 2]) - 0x80
                // U+FF01 is ef bc 81.
                if (1...0x5e).contains(value) {
                    output.append(UInt8(value + 0x20))
                    index += 3
                    continue
                }
            } else if byte == 0xe3, index + 2 < text.count, text[index + 1] == 0x80, text[index + 2] == 0x80 {
                output.append(0x20)
                index += 3
                continue
            } else if byte == 0xc2, index + 1 < text.count, text[index + 1] == 0xa0 {
                output.append(0x20)
                index += 2
                continue
            }
            output.append(byte == 0x09 || byte == 0x0d ? 0x20 : byte)
            index += 1
        }
        return output
    }

    /// Whether any of the words stands in it; ASCII words only where no letter touches them.
    func says(_ words: [[UInt8]]) -> Bool { words.contains { says($0) } }

    func says(_ word: [UInt8]) -> Bool { last(word) != nil }

    /// Where the word ends that stands last before `limit`; it may run on into the next line, but begins in this one.
    func last(_ word: [UInt8], before limit: Int = .max) -> Int? {
        guard let head = word.first, let foot = word.last else { return nil }
        let text = tail.isEmpty ? lower : joined
        var found: Int?
        var start = 0
        while let place = text.first(word, from: start), place < lower.count, place + word.count <= limit {
            let before = place > 0 ? text[place - 1] : 0x20
            let end = place + word.count
            let after = end < text.count ? text[end] : 0x20
            if !(head.isAlphanumeric && before.isAlphanumeric), !(foot.isAlphanumeric && after.isAlphanumeric) { found = end }
            if found != nil, limit == .max { break }
            start = place + 1
        }
        return found
    }
}

/// Numbers written in kanji before a unit of time, as ASCII digits: 十二月十日, 三営業日, 四十八時間.
enum KanjiNumbers {
    static func asDigits(_ text: [UInt8]) -> [UInt8] {
        guard text.contains(where: { $0 == 0xe4 || $0 == 0xe5 || $0 == 0xe3 }) else { return text }
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            var (value, last, end) = (0, 0, index)
            while end + 3 <= text.count, let digit = digits[RawText(text[end..<end + 3])], end - index < 21 {
                if digit == 10 {
                    value += max(last, 1) * 10
                    last = 0
                } else {
                    last = last * 10 + digit
                }
                end += 3
            }
            if end > index, units.contains(where: { text[end...].starts(with: $0) }) {
                output += String(value + last).utf8
                index = end
            } else {
                let length = max(end - index, 1)
                output += text[index..<index + length]
                index += length
            }
        }
        return output
    }

    private static let digits: [RawText: Int] = [
        "〇": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
    ]
    private static let units = DeadlineWords.words("月", "日", "年", "時", "分", "営業日", "週間")
}

/// Addresses that were written so that nobody clicks on them: `hxxp://`, `[.]`, `(dot)`.
enum Refang {
    static func whole(_ text: [UInt8]) -> [UInt8] {
        guard text.contains(0x5b) || text.contains(0x28) || text.contains(where: { $0 | 0x20 == 0x78 }) else { return text }
        var output: [UInt8] = []
        output.reserveCapacity(text.count)
        var index = 0
        outer: while index < text.count {
            if [0x5b, 0x28, 0x68, 0x48].contains(text[index]) {
                for (from, to) in replacements
                where index + from.count <= text.count
                    && text[index..<index + from.count].elementsEqual(from, by: { $0 | 0x20 == $1 | 0x20 })
                {
                    output += to
                    index += from.count
                    continue outer
                }
            }
            output.append(text[index])
            index += 1
        }
        return output
    }

    private static let replacements: [(from: [UInt8], to: [UInt8])] = pairs.map { ($0.0.bytes, $0.1.bytes) }
    private static let pairs: [(String, String)] = [
        ("hxxp", "http"), ("[.]", "."), ("(.)", "."), ("[dot]", "."), ("(dot)", "."), ("[:]", ":"), ("[at]", "@"), ("[@]", "@"),
        ("[://]", "://"),
    ]
}

/// The text of a notice, line by line, within limits.
struct NoticeText: Sendable {
    var lines: [NoticeLine] = []
    var problems: [Problem] = []

    static let mostLines = 3000
    static let mostBytes = 300_000
    private var bytes = 0

    mutating func add(_ text: [UInt8], section: String) {
        var number = 0
        let first = lines.count
        defer { join(from: first) }
        for line in text.split(separator: 0x0a, omittingEmptySubsequences: false) {
            number += 1
            bytes += min(line.count, NoticeLine.mostBytes)
            guard lines.count < NoticeText.mostLines, bytes <= NoticeText.mostBytes else {
                problems.append(
                    Problem(
                        offset: 0, line: number,
                        reason:
                            "more than \(NoticeText.mostLines) lines or \(NoticeText.mostBytes) bytes of text; the rest was not searched"))
                return
            }
            var read = NoticeLine(section: section, number: number, raw: line)
            read.isLog = LogLineLook.isLog(read)
            lines.append(read)
        }
    }

    /// Mail is wrapped within sentences, in Japanese within words.
    private mutating func join(from first: Int) {
        for index in lines.indices.dropFirst(first) where index + 1 < lines.count && !lines[index].isLog && !lines[index + 1].isLog {
            let next = lines[index + 1].lower.prefix(90)
            guard let end = lines[index].lower.last, !next.isEmpty else { continue }
            lines[index].tail = (end < 0x80 ? [0x20] : []) + next
        }
    }
}
