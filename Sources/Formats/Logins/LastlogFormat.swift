import Model

/// The last log-in of one user number, from lastlog(8).
package struct LastlogEntry: Hashable, Sendable {
    /// The place of the record in the file.
    package var user: UInt32
    /// When the log-in was, to the second.
    package var time: Timestamp
    /// The terminal, "pts/0".
    package var line: RawText
    /// Where it came from, as written; empty for the console.
    package var host: RawText
    /// Offset in bytes in the file.
    package var offset: Int

    package init(user: UInt32, time: Timestamp, line: RawText, host: RawText, offset: Int) {
        (self.user, self.time, self.line, self.host, self.offset) = (user, time, line, host, offset)
    }
}

/// /var/log/lastlog: a record for each user number in turn, with holes of zeros for those who never logged in.
///
/// A record is 292 bytes with a 32-bit time, or 296 with a 64-bit one, after `struct lastlog` of bits/utmp.h: time, 32 bytes
/// of line, 256 bytes of host.
package enum LastlogFormat {
    /// The users who logged in, by number.
    package static func parse(_ input: Span<UInt8>) -> Parsed<[LastlogEntry]> {
        let layout = Layout.fitting(input)
        var entries: [LastlogEntry] = []
        var problems = HostFileProblems()
        var start = 0
        var user: UInt32 = 0
        while start + layout.size <= input.count {
            let seconds = layout.seconds(input, start)
            // Three places tell a hole from a record: the time and the first byte of each text.
            if seconds != 0 || input[start + layout.width] != 0 || input[start + layout.width + 32] != 0 {
                if seconds == 0 {
                    problems.add("record has a terminal or a host, and no time", at: start)
                } else if !Layout.plausible.contains(seconds) {
                    problems.add("time is not between 1980 and 2106", at: start)
                }
                entries.append(
                    LastlogEntry(
                        user: user, time: Timestamp(seconds: seconds), line: BinaryField.text(input, start + layout.width, 32),
                        host: BinaryField.text(input, start + layout.width + 32, 256), offset: start))
            }
            start += layout.size
            user &+= 1
        }
        if start < input.count {
            problems.add("last record is truncated: \(input.count - start) of \(layout.size) bytes", at: start)
        }
        return Parsed(entries, problems: problems.all)
    }

    private struct Layout {
        /// Bytes of the time.
        var width: Int
        var isBigEndian: Bool

        static let plausible: ClosedRange<Int64> = 315_532_800...4_294_967_295
        static let all = [
            Layout(width: 4, isBigEndian: false), Layout(width: 8, isBigEndian: false),
            Layout(width: 4, isBigEndian: true), Layout(width: 8, isBigEndian: true),
        ]

        var size: Int { width + 288 }

        func seconds(_ input: Span<UInt8>, _ start: Int) -> Int64 {
            Int64(bitPattern: BinaryField.unsigned(input, start, bytes: width, isBigEndian: isBigEndian))
        }

        /// The layout that gives most of the first 64 records that are not holes a time that can be.
        static func fitting(_ input: Span<UInt8>) -> Layout {
            var best = all[0]
            var bestScore = -1
            for layout in all {
                var (seen, likely, start) = (0, 0, 0)
                while seen < 64, start + layout.size <= input.count {
                    let seconds = layout.seconds(input, start)
                    if seconds != 0 || input[start + layout.width] != 0 {
                        seen += 1
                        if plausible.contains(seconds), input[start + layout.width] >= 0x20 { likely += 1 }
                    }
                    start += layout.size
                }
                let score = (seen == 0 ? 0 : likely * 2000 / seen) + (input.count % layout.size == 0 ? 1 : 0)
                if score > bestScore { (best, bestScore) = (layout, score) }
            }
            return best
        }
    }
}
