import Model

/// The date of a mail (RFC 5322, 3.3): "Fri, 20 Nov 2026 18:04:00 +0900".
enum MailDate {
    static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    /// The moment and its offset in seconds east of UTC, which is `zone` where none is named; nil for what is no date.
    static func read(_ text: RawText, otherwise zone: Int = 0) -> (time: Timestamp, offset: Int)? {
        let lower = text.bytes.prefix(200).map { $0 >= 0x41 && $0 <= 0x5a ? $0 | 0x20 : $0 }
        let words = lower.split { $0 <= 0x20 || $0 == 0x2c || $0 == 0x28 || $0 == 0x29 }.compactMap { RawText($0).utf8 }
        guard let month = words.firstIndex(where: { word in months.contains { word.hasPrefix($0) } }), month > 0, month + 1 < words.count,
            let day = Int(words[month - 1]), (1...31).contains(day), let year = Int(words[month + 1]), (0...9999).contains(year),
            let number = months.firstIndex(where: { words[month].hasPrefix($0) })
        else { return nil }
        var civil = CivilTime(year: year < 50 ? year + 2000 : year < 1000 ? year + 1900 : year, month: number + 1, day: day)
        if month + 2 < words.count {
            let clock = words[month + 2].split(separator: ":").compactMap { Int($0) }
            guard clock.count >= 2, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]) else { return nil }
            (civil.hour, civil.minute) = (clock[0], clock[1])
            civil.second = clock.count > 2 ? min(max(clock[2], 0), 60) : 0
        }
        civil.offset = month + 3 < words.count ? offset(words[month + 3]) ?? zone : zone
        return (civil.timestamp, civil.offset)
    }

    /// Seconds east of UTC of "+0900", "-05:00" and the zone names that mails use.
    static func offset(_ zone: String) -> Int? {
        if let known = zones[zone.lowercased()] { return known }
        guard let sign = zone.first, sign == "+" || sign == "-" else { return nil }
        let digits = zone.dropFirst().filter { $0 != ":" }
        guard digits.count == 4 || digits.count == 2, digits.allSatisfy({ $0.isASCII && $0.isNumber }),
            let hours = Int(digits.prefix(2)), hours <= 14, let minutes = Int("0" + digits.dropFirst(2)), minutes < 60
        else { return nil }
        return (hours * 3600 + minutes * 60) * (sign == "-" ? -1 : 1)
    }

    static let zones: [String: Int] = [
        "utc": 0, "gmt": 0, "z": 0, "ut": 0, "jst": 32_400, "est": -18_000, "edt": -14_400, "cst": -21_600, "cdt": -18_000,
        "mst": -25_200, "mdt": -21_600, "pst": -28_800, "pdt": -25_200, "cet": 3600, "cest": 7200, "mez": 3600, "mesz": 7200,
        "bst": 3600, "sgt": 28_800, "aest": 36_000,
    ]
}
