import Model

/// How near the picture of time is looked at: the whole, the day of the break-in, its hour.
struct ChronicleView: Sendable {
    var label: Localized
    var chronicle: Chronicle

    /// Seconds before and after the break-in that a view shows, the widest first.
    private static let reaches: [(seconds: Int64, label: Localized)] = [
        (43_200, Localized(en: "The day of the break-in", ja: "侵入の前後 1 日")), (1_800, Localized(en: "Its hour", ja: "侵入の前後 1 時間")),
    ]
    /// A view that shows fewer points than this tells nothing.
    private static let fewest = 3

    /// The whole, and each nearer view that shows less than the one before it and still something.
    static func all(of whole: Chronicle) -> [ChronicleView] {
        var views = [ChronicleView(label: Localized(en: "Everything", ja: "全体"), chronicle: whole)]
        guard let moment = whole.window?.earliest else { return views }
        for (seconds, label) in reaches {
            let (from, until) = (moment.adding(seconds: -seconds), moment.adding(seconds: seconds))
            // At the ends of all time there is nothing near by.
            guard from < until else { continue }
            let near = whole.within(from...until)
            guard near.points.count >= fewest, near.points.count < views[views.count - 1].chronicle.points.count else { continue }
            views.append(ChronicleView(label: label, chronicle: near))
        }
        return views
    }
}

extension Chronicle {
    /// The same picture, of some of its time.
    func within(_ span: ClosedRange<Timestamp>) -> Chronicle {
        Chronicle(points: points.filter { span.contains($0.time) }, window: window)
    }
}
