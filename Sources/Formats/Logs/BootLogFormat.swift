import Model

/// A boot that a text log tells of: the kernel's first line, "Linux version …" (init/version.c of the kernel).
package struct LoggedBoot: Hashable, Sendable {
    package var time: Timestamp
    /// From 1.
    package var line: Int

    package init(time: Timestamp, line: Int) { (self.time, self.line) = (time, line) }
}

/// Reads boots out of a text log (/var/log/syslog, messages, kern.log).
package enum BootLogFormat {
    static let mostBoots = 10_000

    /// - Parameters: as for `CronLogFormat`.
    package static func parse(
        _ text: Span<UInt8>, year: Int, offset: Int, zone: TimeZoneRules? = nil, modified: Timestamp
    ) -> Parsed<[LoggedBoot]> {
        var calendar = LogCalendar(offset: offset, zone: zone)
        var found: [(moment: LogMoment, line: Int)] = []
        var at = 0
        var number = 0
        while at < text.count {
            number += 1
            var end = LogLine.end(text, at)
            if let line = LogLine.head(text, at: at) {
                end = LogLine.end(text, min(line.message, text.count))
                var moment = line.moment
                calendar.count(&moment)
                if found.count < mostBoots, isKernel(text, line.tag), isFirstLine(text, min(line.message, end)..<end) {
                    found.append((moment, number))
                }
            }
            at = max(end, at) + 1
        }
        let firstYear = calendar.firstYear(year: year, modified: modified)
        return Parsed(found.map { LoggedBoot(time: calendar.timestamp($0.moment, firstYear: firstYear), line: $0.line) })
    }

    private static func isKernel(_ text: Span<UInt8>, _ tag: Range<Int>) -> Bool {
        let name: [UInt8] = Array("kernel".utf8)
        guard tag.count == name.count else { return false }
        for (offset, byte) in name.enumerated() where text[tag.lowerBound + offset] != byte { return false }
        return true
    }

    /// "Linux version ", after the kernel's own seconds in brackets where they are kept.
    private static func isFirstLine(_ text: Span<UInt8>, _ message: Range<Int>) -> Bool {
        var at = message.lowerBound
        if at < message.upperBound, text[at] == 0x5b {
            while at < message.upperBound, text[at] != 0x5d { at += 1 }
            at += 2
        }
        let words: [UInt8] = Array("Linux version ".utf8)
        guard at >= 0, at + words.count <= message.upperBound else { return false }
        for (offset, byte) in words.enumerated() where text[at + offset] != byte { return false }
        return true
    }
}
