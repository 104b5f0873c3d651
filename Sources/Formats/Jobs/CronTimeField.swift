import Model

/// One of the five time fields of crontab(5), and what it accepts.
enum CronTimeField: String, CaseIterable {
    case minute, hour
    case dayOfMonth = "day-of-month"
    case month
    case dayOfWeek = "day-of-week"

    var range: ClosedRange<UInt64> {
        switch self {
        case .minute: 0...59
        case .hour: 0...23
        case .dayOfMonth: 1...31
        case .month: 1...12
        case .dayOfWeek: 0...7
        }
    }

    /// Whether the word is a list of `*`, numbers, names and ranges with or without a step. `~` is the random range of cronie
    /// and OpenBSD, whose ends may be left out.
    func accepts(_ word: ArraySlice<UInt8>) -> Bool {
        guard !word.isEmpty else { return false }
        let elements = word.split(separator: 0x2c, omittingEmptySubsequences: false)
        return elements.allSatisfy(acceptsElement)
    }

    private func acceptsElement(_ element: ArraySlice<UInt8>) -> Bool {
        let parts = element.split(separator: 0x2f, maxSplits: 1, omittingEmptySubsequences: false)
        guard let base = parts.first else { return false }
        if parts.count == 2 {
            // A step after a single number is skipped by Vixie cron, and the job runs.
            guard let step = HostNumber.decimal(parts[1]), step > 0 else { return false }
        }
        if base.equals("*") { return true }
        if let tilde = base.firstIndex(of: 0x7e) {
            let (low, high) = (base[..<tilde], base[(tilde + 1)...])
            return isOrdered(low.isEmpty ? range.lowerBound : number(low), high.isEmpty ? range.upperBound : number(high))
        }
        if let dash = base.firstIndex(of: 0x2d) {
            return isOrdered(number(base[..<dash]), number(base[(dash + 1)...]))
        }
        return number(base) != nil
    }

    private func isOrdered(_ low: UInt64?, _ high: UInt64?) -> Bool {
        guard let low, let high else { return false }
        return low <= high
    }

    /// A number in range, or a name: three letters of a month or day, in any case.
    private func number(_ text: ArraySlice<UInt8>) -> UInt64? {
        if let number = HostNumber.decimal(text) { return range.contains(number) ? number : nil }
        guard text.count == 3 else { return nil }
        let name = RawText(text).asciiLowercased
        switch self {
        case .month: return CronTimeField.months.firstIndex(of: name).map { UInt64($0 + 1) }
        case .dayOfWeek: return CronTimeField.days.firstIndex(of: name).map { UInt64($0) }
        default: return nil
        }
    }

    private static let months: [RawText] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    private static let days: [RawText] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
}
