import Model

extension PosixTimeZone {
    /// Reads a TZ string; nil where the text is none. A zone with summer time and without rules gets those of the United
    /// States, as the C library does it.
    package init?(_ text: RawText) {
        var reader = Reader(rest: text.bytes[...])
        guard text.count <= 256, let name = reader.name(), let west = reader.seconds(hours: 24) else { return nil }
        let standard = TimeZoneRules.Kind(offset: -west, isDaylight: false, abbreviation: name)
        var daylight: TimeZoneRules.Kind?
        var start = Change(day: .month(3, week: 2, weekday: 0), second: 7200)
        var end = Change(day: .month(11, week: 1, weekday: 0), second: 7200)
        if !reader.rest.isEmpty {
            guard let name = reader.name() else { return nil }
            var offset = 3600 - west
            if let next = reader.rest.first, next != 0x2c {
                guard let west = reader.seconds(hours: 24) else { return nil }
                offset = -west
            }
            daylight = TimeZoneRules.Kind(offset: offset, isDaylight: true, abbreviation: name)
            if !reader.rest.isEmpty {
                guard reader.take(0x2c), let first = reader.change(), reader.take(0x2c), let second = reader.change() else { return nil }
                (start, end) = (first, second)
            }
        }
        guard reader.rest.isEmpty else { return nil }
        self.init(standard: standard, daylight: daylight, start: start, end: end)
    }

    private struct Reader {
        var rest: ArraySlice<UInt8>

        mutating func take(_ byte: UInt8) -> Bool {
            guard rest.first == byte else { return false }
            rest = rest.dropFirst()
            return true
        }

        /// Three letters or more, or anything between angle brackets.
        mutating func name() -> RawText? {
            if take(0x3c) {
                guard let end = rest.firstIndex(of: 0x3e) else { return nil }
                let name = rest[..<end]
                rest = rest[(end + 1)...]
                return name.count >= 3 ? RawText(name) : nil
            }
            let name = rest.prefix { $0.isAsciiLetter }
            rest = rest[name.endIndex...]
            return name.count >= 3 ? RawText(name) : nil
        }

        mutating func number(_ range: ClosedRange<Int>) -> Int? {
            let digits = rest.prefix { $0.isDecimalDigit }
            rest = rest[digits.endIndex...]
            guard let value = HostNumber.decimal(digits), value <= 1000, range.contains(Int(value)) else { return nil }
            return Int(value)
        }

        /// `[+-]hh[:mm[:ss]]`.
        mutating func seconds(hours most: Int) -> Int? {
            let isNegative = take(0x2d)
            if !isNegative { _ = take(0x2b) }
            guard let hours = number(0...most) else { return nil }
            var seconds = hours * 3600
            for unit in [60, 1] where take(0x3a) {
                guard let part = number(0...59) else { return nil }
                seconds += part * unit
            }
            return isNegative ? -seconds : seconds
        }

        mutating func change() -> Change? {
            let day: Change.Day
            if take(0x4d) {
                guard let month = number(1...12), take(0x2e), let week = number(1...5), take(0x2e), let weekday = number(0...6)
                else { return nil }
                day = .month(month, week: week, weekday: weekday)
            } else if take(0x4a) {
                guard let number = number(1...365) else { return nil }
                day = .julian(number)
            } else {
                guard let number = number(0...365) else { return nil }
                day = .zeroBased(number)
            }
            guard take(0x2f) else { return Change(day: day, second: 7200) }
            return seconds(hours: 167).map { Change(day: day, second: $0) }
        }
    }
}
