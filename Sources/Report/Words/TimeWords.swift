import Model

/// Moments and spans of time in words.
enum TimeWords {
    static func between(_ first: Timestamp, _ last: Timestamp) -> Localized {
        Localized(en: "between \(first) and \(last)", ja: "\(first) から \(last) までの間")
    }

    /// Two clock times of one day.
    static func within(_ date: Prose, _ first: Prose, _ last: Prose, zone: Prose) -> Localized {
        Localized(en: "\(date), between \(first) and \(last) \(zone)", ja: "\(date) \(first) から \(last) までの間 (\(zone))")
    }

    /// A length of time in its largest unit that fits twice, or once for seconds: "4 months", 「4か月」.
    static func duration(_ seconds: Int64) -> Localized {
        let length = max(0, seconds)
        let units: [(Int64, StaticString, StaticString)] = [
            (31_557_600, "years", "年"), (2_629_800, "months", "か月"), (86_400, "days", "日"), (3600, "hours", "時間"),
            (60, "minutes", "分"),
        ]
        for (unit, en, ja) in units where length / unit >= 2 {
            return Localized(en: "about \(length / unit) \(en)", ja: "約 \(length / unit) \(ja)")
        }
        return Localized(en: "\(length) seconds", ja: "\(length) 秒")
    }

    static func meaning(_ meaning: TimeMark.Meaning) -> Localized {
        switch meaning {
        case .created: Localized(en: "came to be", ja: "作られた")
        case .modified: Localized(en: "changed", ja: "変更された")
        case .active: Localized(en: "at work", ja: "動いていた")
        case .ended: Localized(en: "stopped", ja: "止まった")
        }
    }

    static func trust(_ clock: Clock) -> Localized {
        switch clock {
        case .kernel: Localized(en: "stamped by the kernel", ja: "OS が付けた時刻")
        case .settable: Localized(en: "a stamp that programs can set", ja: "プログラムが書き換えられる時刻")
        case .record: Localized(en: "written in a record", ja: "記録に書かれた時刻")
        case .system: Localized(en: "the server's clock", ja: "サーバーの時計")
        }
    }
    static let doubted = Localized(en: "doubtful", ja: "疑わしい時刻")
}
