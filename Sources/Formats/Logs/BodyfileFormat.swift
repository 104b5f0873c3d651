import Model

/// A file and its times, as one line of a bodyfile tells them.
package struct BodyfileEntry: Hashable, Sendable {
    package var path: RawText
    package var inode: RawText
    /// As written: "-/rrw-r--r--" or "r/rrwxr-xr-x" of The Sleuth Kit, "0100644".
    package var mode: RawText
    package var owner: RawText
    package var group: RawText
    package var size: Int64?
    package var modified: Timestamp?
    package var accessed: Timestamp?
    package var changed: Timestamp?
    package var born: Timestamp?
    package var md5: RawText?
}

/// Bodyfiles of The Sleuth Kit 3, UAC and mactime(1): `MD5|name|inode|mode|UID|GID|size|atime|mtime|ctime|crtime`, times in seconds
/// since 1970, 0 and -1 for none. A name may hold `|`: the fields behind it are counted from the end.
package enum BodyfileFormat {
    package static func parse(_ text: Span<UInt8>) -> Parsed<[BodyfileEntry]> {
        var parsed = Parsed<[BodyfileEntry]>([])
        var at = 0
        var number = 0
        while at < text.count {
            number += 1
            let end = LogText.first(0x0a, in: text, at..<text.count) ?? text.count
            if end > at, text[at] != 0x23 {
                if let entry = entry(text, at..<end) {
                    parsed.value.append(entry)
                } else if parsed.problems.count < 1_000 {
                    parsed.problems.append(Problem(offset: at, line: number, reason: "not the eleven fields of a bodyfile"))
                }
            }
            at = end + 1
        }
        return parsed
    }

    /// One line without its newline; nil where it has not the fields.
    package static func entry(_ text: Span<UInt8>, _ line: Range<Int>) -> BodyfileEntry? {
        var marks: [Int] = []
        for index in line where text[index] == 0x7c { marks.append(index) }
        guard marks.count >= 10 else { return nil }
        let tail = Array(marks.suffix(9))
        let ends = Array(tail.dropFirst()) + [line.upperBound]
        let fields = zip(tail, ends).map { $0 + 1..<max($0 + 1, $1) }
        func raw(_ range: Range<Int>) -> RawText { RawText(range.map { text[$0] }) }
        func time(_ range: Range<Int>) -> Timestamp? {
            guard let read = LogTime.epoch(text, range), read.end >= range.upperBound || text[read.end] == 0x0d, read.moment.seconds > 0
            else { return nil }
            return Timestamp(seconds: read.moment.seconds, nanoseconds: read.moment.nanoseconds)
        }
        let digest = raw(line.lowerBound..<marks[0])
        return BodyfileEntry(
            path: raw(marks[0] + 1..<tail[0]), inode: raw(fields[0]), mode: raw(fields[1]), owner: raw(fields[2]), group: raw(fields[3]),
            size: LogText.number(text, fields[4]).map { Int64($0.value) }, modified: time(fields[6]), accessed: time(fields[5]),
            changed: time(fields[7]), born: time(fields[8]), md5: digest.count == 32 ? digest : nil)
    }
}
