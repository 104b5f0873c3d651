import Model

/// How moments are told to people: in the host's own time, with the offset from UTC always beside it.
struct MomentFormat: Sendable, Hashable {
    var language: Language
    /// Seconds east of UTC.
    var offset: Int

    init(_ language: Language, offset: Int) {
        self.language = language
        self.offset = min(max(offset, -18 * 3600), 18 * 3600) / 60 * 60
    }

    /// "12 March 2011, 00:30 +09:00" or 「2011年3月12日 00:30 (+09:00)」; seconds are told where they are not zero.
    func moment(_ time: Timestamp) -> String {
        let clock = clock(CivilTime(time.printable, offset: offset))
        return switch language {
        case .ja: "\(date(time)) \(clock) (\(Timestamp.zone(offset)))"
        case .en: "\(date(time)), \(clock) \(Timestamp.zone(offset))"
        }
    }

    /// "12 March 2011" or 「2011年3月12日」.
    private func date(_ time: Timestamp) -> String {
        let civil = CivilTime(time.printable, offset: offset)
        return switch language {
        case .ja: "\(civil.year)年\(civil.month)月\(civil.day)日"
        case .en: "\(civil.day) \(months[civil.month - 1]) \(civil.year)"
        }
    }

    /// "2011-03-12 00:30:05", for columns whose head tells the offset.
    func column(_ time: Timestamp) -> String { day(time) + " " + clock(time) }

    /// "2011-03-12".
    func day(_ time: Timestamp) -> String {
        let civil = CivilTime(time.printable, offset: offset)
        return "\(padded(civil.year, 4))-\(padded(civil.month, 2))-\(padded(civil.day, 2))"
    }

    /// "00:30:05".
    func clock(_ time: Timestamp) -> String {
        let civil = CivilTime(time.printable, offset: offset)
        return "\(padded(civil.hour, 2)):\(padded(civil.minute, 2)):\(padded(civil.second, 2))"
    }

    /// One moment, or "between … and …".
    func span(_ span: TimeSpan) -> Prose {
        let (first, last) = (span.earliest.printable, span.latest.printable)
        if first.seconds == last.seconds { return "\(span.earliest)" }
        if day(first) == day(last) {
            let date = Prose([.words(date(first))])
            let (from, to) = (Prose([.words(clock(first))]), Prose([.words(clock(last))]))
            return TimeWords.within(date, from, to, zone: Prose([.words(Timestamp.zone(offset))]))[language]
        }
        return TimeWords.between(span.earliest, span.latest)[language]
    }

    private func clock(_ civil: CivilTime) -> String {
        let minutes = "\(padded(civil.hour, 2)):\(padded(civil.minute, 2))"
        return civil.second == 0 ? minutes : minutes + ":" + padded(civil.second, 2)
    }

    private func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(abs(number))
        return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private var months: [String] {
        [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
            "December",
        ]
    }
}

extension Timestamp {
    /// The moment itself, or the end of what RFC 3339 can print (years 1 to 9999) where it lies beyond.
    var printable: Timestamp {
        let (first, last): (Int64, Int64) = (-62_135_510_400, 253_402_214_400)
        if seconds < first { return Timestamp(seconds: first) }
        if seconds > last { return Timestamp(seconds: last) }
        return Timestamp(seconds: seconds, nanoseconds: min(nanoseconds, 999_999_999))
    }
}
