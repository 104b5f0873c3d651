import Model

/// The shapes that a record of utmp(5) has on disk, after bits/utmp.h of the GNU C library and utmpx.h of musl.
struct UtmpLayout: Hashable, Sendable {
    /// Bytes of a record: 384 with 32-bit times (x86-64, i386, arm, ppc64, s390), 400 with 64-bit times (aarch64, riscv64, musl).
    var size: Int
    var isBigEndian: Bool

    /// In the order in which they are preferred where nothing speaks for another.
    static let all: [UtmpLayout] = [
        UtmpLayout(size: 384, isBigEndian: false), UtmpLayout(size: 400, isBigEndian: false),
        UtmpLayout(size: 384, isBigEndian: true), UtmpLayout(size: 400, isBigEndian: true),
    ]

    var hasWideTime: Bool { size == 400 }
    var secondsOffset: Int { hasWideTime ? 344 : 340 }
    var microsecondsOffset: Int { hasWideTime ? 352 : 344 }
    var addressOffset: Int { hasWideTime ? 360 : 348 }

    func type(_ input: Span<UInt8>, _ start: Int) -> UInt16 {
        let (first, second) = (UInt16(input[start]), UInt16(input[start + 1]))
        return isBigEndian ? first << 8 | second : second << 8 | first
    }

    func seconds(_ input: Span<UInt8>, _ start: Int) -> Int64 { time(input, start + secondsOffset) }
    func microseconds(_ input: Span<UInt8>, _ start: Int) -> Int64 { time(input, start + microsecondsOffset) }

    private func time(_ input: Span<UInt8>, _ start: Int) -> Int64 {
        let bits = BinaryField.unsigned(input, start, bytes: hasWideTime ? 8 : 4, isBigEndian: isBigEndian)
        // 32-bit times are read as unsigned: no log-in lies before 1970, and so they hold until 2106.
        return Int64(bitPattern: bits)
    }

    /// Whether the bytes at `start` look like a record: a type that utmp(5) knows, no bytes in the padding after it, text
    /// without control characters, and a time between 1980 and 2106 or none. The whole record must lie within the input.
    func isPlausible(_ input: Span<UInt8>, _ start: Int) -> Bool {
        guard type(input, start) <= 9, input[start + 2] == 0, input[start + 3] == 0 else { return false }
        let seconds = seconds(input, start)
        guard seconds == 0 || (315_532_800...4_294_967_295).contains(seconds) else { return false }
        guard (0..<1_000_000).contains(microseconds(input, start)) else { return false }
        return isText(input, start + 8, 32) && isText(input, start + 44, 32) && isText(input, start + 76, 256)
    }

    private func isText(_ input: Span<UInt8>, _ start: Int, _ length: Int) -> Bool {
        for index in start..<start + length {
            if input[index] == 0 { return true }
            if input[index] < 0x20 || input[index] == 0x7f { return false }
        }
        return true
    }

    func isZero(_ input: Span<UInt8>, _ start: Int) -> Bool {
        for index in start..<start + size where input[index] != 0 { return false }
        return true
    }

    /// The layout that fits most of the first 64 records that are not all zero.
    static func fitting(_ input: Span<UInt8>) -> UtmpLayout {
        var best = all[0]
        var bestScore = -1
        for layout in all {
            var (seen, plausible, start) = (0, 0, 0)
            while seen < 64, start + layout.size <= input.count {
                if !layout.isZero(input, start) {
                    seen += 1
                    if layout.isPlausible(input, start) { plausible += 1 }
                }
                start += layout.size
            }
            // Of all records, then of those that fit the length: a file of zeros is judged by its length alone.
            let score = seen == 0 ? 0 : plausible * 1000 / seen
            let total = score * 2 + (input.count % layout.size == 0 ? 1 : 0)
            if total > bestScore { (best, bestScore) = (layout, total) }
        }
        return best
    }
}

/// Fields of binary records, built by shifting.
enum BinaryField {
    /// At most eight bytes, which must lie within the input.
    static func unsigned(_ input: Span<UInt8>, _ start: Int, bytes: Int, isBigEndian: Bool) -> UInt64 {
        var value: UInt64 = 0
        for index in 0..<bytes {
            value = value << 8 | UInt64(input[isBigEndian ? start + index : start + bytes - 1 - index])
        }
        return value
    }

    /// A field of characters up to the first NUL.
    static func text(_ input: Span<UInt8>, _ start: Int, _ length: Int) -> RawText {
        var bytes: [UInt8] = []
        for index in start..<start + length {
            if input[index] == 0 { break }
            bytes.append(input[index])
        }
        return RawText(bytes)
    }
}
