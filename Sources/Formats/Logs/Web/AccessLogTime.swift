import Model

extension AccessLogGrammar {
    /// A time that is written in parts.
    struct Parts {
        var year: Int?
        var month = 1
        var day = 1
        var hour = 0
        var minute = 0
        var second = 0
        var isAfternoon: Bool?
        var zone: Int?
        var epoch: Int64?
        var nanoseconds: UInt32 = 0
        var precision = TimePrecision.second
        /// A time that was read already, to see where the value before it ends.
        var readAt = -1
        var readEnd = 0

        var moment: LogMoment? {
            if let epoch { return LogMoment(seconds: epoch, nanoseconds: nanoseconds, precision: precision) }
            guard (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second <= 60 else { return nil }
            var hour = hour
            if let isAfternoon { hour = hour % 12 + (isAfternoon ? 12 : 0) }
            let clock = hour * 3600 + minute * 60 + second
            guard let year else {
                var moment = LogMoment.yearless(month: month, day: day, second: clock, nanoseconds: nanoseconds)
                moment.precision = precision
                return moment
            }
            guard let zone else {
                return .local(year: year, month: month, day: day, second: clock, nanoseconds: nanoseconds, precision: precision)
            }
            let wall = CivilTime(year: year, month: month, day: day, second: clock, offset: zone).timestamp
            return LogMoment(seconds: wall.seconds, nanoseconds: nanoseconds, precision: precision)
        }
    }

    func readPart(_ text: Span<UInt8>, _ start: Int, _ end: Int, _ step: Step, _ parts: inout Parts) -> Int? {
        switch step.value {
        case .epochSeconds:
            guard let time = LogTime.epoch(text, start..<end), time.end <= end else { return nil }
            parts.epoch = time.moment.seconds
            if time.moment.precision != .second { (parts.nanoseconds, parts.precision) = (time.moment.nanoseconds, time.moment.precision) }
            return time.end
        case .epochMilliseconds, .epochMicroseconds:
            guard let (number, behind) = LogText.number(text, start..<end) else { return nil }
            let scale = step.value == .epochMilliseconds ? 1000 : 1_000_000
            parts.epoch = Int64(number / scale)
            parts.nanoseconds = UInt32(number % scale * (1_000_000_000 / scale))
            parts.precision = step.value == .epochMilliseconds ? .millisecond : .microsecond
            return behind
        case .milliseconds:
            guard let part = LogText.digits(text, start, 3) else { return nil }
            (parts.nanoseconds, parts.precision) = (UInt32(part) * 1_000_000, .millisecond)
            return start + 3
        case .microseconds:
            guard let part = LogText.digits(text, start, 6) else { return nil }
            (parts.nanoseconds, parts.precision) = (UInt32(part) * 1000, .microsecond)
            return start + 6
        default: return readConversion(text, start, end, step.letter, &parts)
        }
    }

    /// One conversion of strftime(3) in the C locale.
    private func readConversion(_ text: Span<UInt8>, _ start: Int, _ end: Int, _ letter: UInt8, _ parts: inout Parts) -> Int? {
        func two(_ at: Int) -> Int? { at + 2 <= end ? LogText.digits(text, at, 2) : nil }
        switch letter {
        case 0x64, 0x65, 0x48, 0x6b, 0x49, 0x6c, 0x6d, 0x4d, 0x53, 0x79:
            let blank = LogText.byte(text, start) == 0x20 ? 1 : 0
            guard let number = blank == 1 ? LogText.digits(text, start + 1, 1) : two(start) else { return nil }
            switch letter {
            case 0x64, 0x65: parts.day = number
            case 0x6d: parts.month = number
            case 0x4d: parts.minute = number
            case 0x53: parts.second = number
            case 0x79: parts.year = number < 69 ? 2000 + number : 1900 + number
            default: parts.hour = number
            }
            return start + 2
        case 0x59:
            parts.year = LogText.digits(text, start, 4)
            return parts.year == nil ? nil : start + 4
        case 0x62, 0x42, 0x68:
            guard let month = LogText.month(text, start) else { return nil }
            parts.month = month
            return letter == 0x42 ? letters(text, start, end) : start + 3
        case 0x61: return start + 3 <= end ? start + 3 : nil
        case 0x41, 0x5a: return letters(text, start, end)
        case 0x70:
            let first = LogText.byte(text, start) | 0x20
            guard first == 0x61 || first == 0x70 else { return nil }
            parts.isAfternoon = first == 0x70
            return start + 2
        case 0x7a:
            guard let zone = LogTime.zone(text, start) else { return nil }
            parts.zone = zone.offset
            return zone.end
        case 0x6a, 0x55, 0x57, 0x56, 0x75, 0x77:
            return LogText.number(text, start..<end)?.end
        case 0x73:
            guard let (number, behind) = LogText.number(text, start..<end) else { return nil }
            parts.epoch = Int64(number)
            return behind
        default: return nil
        }
    }

    private func letters(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
        var at = start
        while at < end, ShellByte.isNameStart(text[at]) { at += 1 }
        return at > start ? at : nil
    }
}
