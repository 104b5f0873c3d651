import Model

/// Until when a mail wants an answer: days that it names, and spans that begin with it.
struct DeadlineReader {
    var sent: Timestamp
    /// Seconds east of UTC.
    var offset: Int
    var language: Language

    func read(_ lines: [NoticeLine]) -> [Told<Deadline>] {
        var found: [Told<Deadline>] = []
        var urgent: Told<Deadline>?
        for (index, line) in lines.enumerated() where !line.isLog && !line.lower.isEmpty {
            if line.says(DeadlineWords.own) { continue }
            let isAsking = line.says(DeadlineWords.until)
            // "期限:" stands above its date, or before it.
            let isUnderHeading = index > 0 && lines[index - 1].says(DeadlineWords.heading) && lines[index - 1].number + 2 >= line.number
            let isWrapped =
                index > 0 && DeadlineWords.leading.contains { lines[index - 1].lower.suffix($0.count).elementsEqual($0) }
                || DeadlineWords.following.contains { line.tail.starts(with: $0) }
            if isAsking || isUnderHeading || isWrapped { found += dates(line) }
            if let span = span(line.lower + line.tail) { found.append(Told(span, line.place)) }
            if urgent == nil, line.says(DeadlineWords.urgent) { urgent = Told(hours(24, kind: .immediately), line.place) }
        }
        // An hour before the mail is what was seen, not what is due; a day without an hour may be the mail's own.
        found = found.filter { told in
            let ahead = told.value.moment.time.seconds &- sent.seconds
            return ahead > 0 && ahead < 400 * 86_400
        }
        if found.isEmpty, let urgent { found = [urgent] }
        var seen: Set<Timestamp> = []
        let sorted = found.sorted { $0.value.moment.time < $1.value.moment.time }
        return Array(sorted.filter { seen.insert($0.value.moment.time).inserted }.prefix(10))
    }

    private func dates(_ line: NoticeLine) -> [Told<Deadline>] {
        DateScan.dates(line.lower).compactMap { date in
            // "log of 20 Nov …": the word must stand beside the date, not anywhere in a long line.
            let around = max(0, date.range.lowerBound - 90)..<min(line.lower.count, date.range.upperBound + 60)
            let near = NoticeLine(section: "", number: 0, raw: line.lower[around])
            guard line.lower.count < 160 || near.says(DeadlineWords.until) else { return nil }
            let moment = date.moment(sent: sent, offset: offset, endOfDay: true)
            return Told(Deadline(moment: moment, kind: .absolute), line.place)
        }
    }

    private func hours(_ count: Int, kind: Deadline.Kind) -> Deadline {
        let time = sent.adding(seconds: Int64(count) * 3600)
        return Deadline(moment: NoticeMoment(time: time, offset: offset, hasZone: true, hasHour: true), kind: kind)
    }

    /// The end of a civil day.
    private func end(of day: CivilTime, kind: Deadline.Kind) -> Deadline {
        var day = day
        (day.hour, day.minute, day.second, day.offset) = (23, 59, 59, offset)
        return Deadline(moment: NoticeMoment(time: day.timestamp, offset: offset, hasZone: false, hasHour: false), kind: kind)
    }

    private func day(_ count: Int, kind: Deadline.Kind) -> Deadline {
        end(of: CivilTime(sent.adding(seconds: Int64(count) * 86_400), offset: offset), kind: kind)
    }

    private func working(_ count: Int) -> Deadline {
        let days = BusinessDays(isJapanese: language == .ja)
        return end(of: days.day(count, after: sent, offset: offset), kind: .businessDays(count))
    }

    private func span(_ text: [UInt8]) -> Deadline? {
        if let span = counted(text) ?? named(text) { return span }
        for (word, day) in DeadlineWords.spans where text.has(word) {
            switch day {
            case .businessDays(let count): return working(count)
            case .days(let count): return self.day(count, kind: day)
            default: continue
            }
        }
        return weekday(text).map { day($0, kind: .absolute) }
    }

    /// "明日12時まで", "by tomorrow 5 pm".
    private func named(_ text: [UInt8]) -> Deadline? {
        for (word, days) in DeadlineWords.relativeDays {
            guard let place = text.first(word), let found = ClockScan.after(text, place + word.count) else { continue }
            let after = text[found.end...].prefix(12), before = Array(text[..<place].suffix(16))
            guard after.starts(with: "まで".utf8) || DeadlineWords.beforeWeekday.contains(where: { before.has($0) }) else { continue }
            let zone = found.clock.offset ?? offset
            var civil = CivilTime(sent.adding(seconds: Int64(days) * 86_400), offset: zone)
            (civil.hour, civil.minute, civil.second) = (found.clock.hour, found.clock.minute, found.clock.second)
            let moment = NoticeMoment(time: civil.timestamp, offset: zone, hasZone: found.clock.offset != nil, hasHour: true)
            return Deadline(moment: moment, kind: .absolute)
        }
        return nil
    }

    /// How many days ahead the day of the week lies that stands behind "by" or before "まで".
    private func weekday(_ text: [UInt8]) -> Int? {
        for (name, number) in DeadlineWords.weekdays {
            guard let place = text.first(name) else { continue }
            let isAsked =
                name[0].isLetter
                ? DeadlineWords.beforeWeekday.contains { Array(text[..<place].suffix(24)).has($0) }
                : DeadlineWords.afterWeekday.contains { text[(place + name.count)...].starts(with: $0) }
            guard isAsked else { continue }
            let today = BusinessDays.weekday(CivilTime(sent, offset: offset))
            let ahead = (number - today + 7) % 7
            return ahead == 0 ? 7 : ahead
        }
        return nil
    }

    /// "within 24 hours", "24時間以内", "three (3) business days", "48h".
    private func counted(_ text: [UInt8]) -> Deadline? {
        for (unit, words) in DeadlineWords.units {
            for word in words {
                var start = 0
                while let place = text.first(word, from: start) {
                    start = place + 1
                    guard let count = DeadlineWords.count(before: place, text), (1...366).contains(count.value) else { continue }
                    let after = Array(text[(place + word.count)...].prefix(40))
                    if word[0].isLetter, after.first?.isAlphanumeric == true { continue }
                    let before = Array(text[..<count.start].suffix(60))
                    let isJapanese = word.contains { $0 >= 0x80 }
                    let follows =
                        isJapanese
                        ? DeadlineWords.japaneseAfter.contains { after.starts(with: $0) }
                        : DeadlineWords.englishAfter.contains { after.has($0) }
                    let leads = !isJapanese && DeadlineWords.englishBefore.contains { before.has($0) }
                    let isPast = DeadlineWords.past.contains { before.has($0) }
                    guard follows || leads, !isPast else { continue }
                    switch unit {
                    case .hours: return hours(count.value, kind: .hours(count.value))
                    case .businessDays: return working(count.value)
                    case .weeks: return day(count.value * 7, kind: .days(count.value * 7))
                    case .days: return day(count.value, kind: .days(count.value))
                    }
                }
            }
        }
        return nil
    }
}
