/// A moment: seconds since 1970-01-01T00:00:00Z, before it negative, and nanoseconds within the second.
package struct Timestamp: Hashable, Sendable, Comparable {
    package var seconds: Int64
    package var nanoseconds: UInt32

    package init(seconds: Int64, nanoseconds: UInt32 = 0) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }

    package func adding(seconds: Int64) -> Timestamp {
        Timestamp(seconds: self.seconds &+ seconds, nanoseconds: nanoseconds)
    }

    /// Whether the moment is stamped to a whole second, as tools that set times by hand leave it.
    package var isWholeSecond: Bool { nanoseconds == 0 }
}

/// A civil date and time of the proleptic Gregorian calendar at an offset from UTC.
package struct CivilTime: Hashable, Sendable {
    package var year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int
    /// Seconds east of UTC.
    package var offset: Int

    /// The civil time of a moment at an offset of `offset` seconds east of UTC.
    package init(_ time: Timestamp, offset: Int = 0) {
        let local = time.seconds &+ Int64(offset)
        let days = local.flooredDivision(by: 86_400)
        let rest = Int(local - days * 86_400)
        // Days to civil date: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
        let z = days + 719_468
        let era = z.flooredDivision(by: 146_097)
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        day = Int(dayOfYear - (153 * shifted + 2) / 5 + 1)
        month = Int(shifted < 10 ? shifted + 3 : shifted - 9)
        year = Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0)
        hour = rest / 3600
        minute = rest / 60 % 60
        second = rest % 60
        self.offset = offset
    }

    package init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, offset: Int = 0) {
        (self.year, self.month, self.day) = (year, month, day)
        (self.hour, self.minute, self.second) = (hour, minute, second)
        self.offset = offset
    }

    /// The moment of this civil time; fields out of range carry over.
    package var timestamp: Timestamp {
        let y = Int64(month <= 2 ? year - 1 : year)
        let era = y.flooredDivision(by: 400)
        let yearOfEra = y - era * 400
        let shifted = Int64(month > 2 ? month - 3 : month + 9)
        let dayOfYear = (153 * shifted + 2) / 5 + Int64(day) - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = era * 146_097 + dayOfEra - 719_468
        let rest = Int64(hour * 3600 + minute * 60 + second - offset)
        return Timestamp(seconds: days * 86_400 + rest)
    }
}

extension Int64 {
    package func flooredDivision(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}

extension Timestamp {
    /// RFC 3339, "2011-03-12T00:30:00+09:00"; offset 0 is written "Z". Fractions only where asked for.
    package func rfc3339(offset: Int = 0, fraction: Bool = false) -> String {
        let civil = CivilTime(self, offset: offset)
        let date = "\(pad(civil.year, 4))-\(pad(civil.month))-\(pad(civil.day))"
        let time = "\(pad(civil.hour)):\(pad(civil.minute)):\(pad(civil.second))"
        let rest = fraction && nanoseconds != 0 ? "." + pad(Int(nanoseconds), 9) : ""
        return "\(date)T\(time)\(rest)\(offset == 0 ? "Z" : Timestamp.zone(offset))"
    }

    /// "+09:00" for 32400.
    package static func zone(_ offset: Int) -> String {
        let minutes = abs(offset) / 60
        return "\(offset < 0 ? "-" : "+")\(pad(minutes / 60)):\(pad(minutes % 60))"
    }

    /// Reads "2011-03-12T00:30:00+09:00", "2011-03-12T00:30Z", "2011-03-12 00:30" (UTC) and "2011-03-12"; nil for anything else.
    package init?(rfc3339 text: String) {
        let bytes = Array(text.utf8)
        func digits(_ start: Int, _ count: Int) -> Int? {
            guard start + count <= bytes.count else { return nil }
            var value = 0
            for byte in bytes[start..<start + count] {
                guard byte >= 0x30, byte <= 0x39 else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            return value
        }
        guard let year = digits(0, 4), let month = digits(5, 2), let day = digits(8, 2),
            (1...12).contains(month), (1...31).contains(day), bytes[4] == 0x2d, bytes[7] == 0x2d
        else { return nil }
        var civil = CivilTime(year: year, month: month, day: day)
        var fraction: UInt32 = 0
        var index = 10
        if bytes.count > 10 {
            guard bytes[10] == 0x54 || bytes[10] == 0x20 || bytes[10] == 0x74,
                let hour = digits(11, 2), let minute = digits(14, 2), bytes[13] == 0x3a, hour < 24, minute < 60
            else { return nil }
            (civil.hour, civil.minute) = (hour, minute)
            index = 16
            if index < bytes.count, bytes[index] == 0x3a {
                guard let second = digits(17, 2), second <= 60 else { return nil }
                civil.second = second
                index = 19
                if index < bytes.count, bytes[index] == 0x2e {
                    index += 1
                    var scale: UInt32 = 100_000_000
                    while index < bytes.count, let digit = digits(index, 1) {
                        fraction += UInt32(digit) * scale
                        scale /= 10
                        index += 1
                    }
                }
            }
            if index < bytes.count {
                if bytes[index] == 0x5a || bytes[index] == 0x7a {
                    index += 1
                } else {
                    guard bytes[index] == 0x2b || bytes[index] == 0x2d, let hours = digits(index + 1, 2) else { return nil }
                    let colon = index + 3 < bytes.count && bytes[index + 3] == 0x3a
                    let minutes = digits(index + (colon ? 4 : 3), 2)
                    civil.offset = (hours * 3600 + (minutes ?? 0) * 60) * (bytes[index] == 0x2d ? -1 : 1)
                    index += minutes == nil ? 3 : colon ? 6 : 5
                }
            }
        }
        guard index == bytes.count else { return nil }
        self = civil.timestamp
        nanoseconds = fraction
    }
}

private func pad(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(abs(number))
    return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// Which clock stamped a moment, and so how far it can be trusted.
package enum Clock: String, Sendable, Hashable, CaseIterable {
    /// Change and birth times: set by the kernel, not by a program.
    case kernel
    /// Modification and access times: any program may set them, archives and copies carry them along.
    case settable
    /// A time that a program wrote into a record or a log line.
    case record
    /// The running kernel's own clock.
    case system
}

/// From when until when something happened or began, and by which clock. Both ends are included.
package struct TimeSpan: Hashable, Sendable {
    package var earliest: Timestamp
    package var latest: Timestamp
    package var clock: Clock

    package init(_ earliest: Timestamp, _ latest: Timestamp? = nil, clock: Clock) {
        self.earliest = earliest
        self.latest = max(latest ?? earliest, earliest)
        self.clock = clock
    }
}
