import Model

/// The picture of what happened when, its caption, and the same as a table.
struct ChroniclePicture {
    private let chronicle: Chronicle
    private let moments: MomentFormat

    init(_ chronicle: Chronicle, _ moments: MomentFormat) { (self.chronicle, self.moments) = (chronicle, moments) }

    private var language: Language { moments.language }

    func write(_ markup: inout Markup) {
        guard let first = chronicle.points.first, let last = chronicle.points.last else {
            markup.element("p", prose: ChronicleWords.empty[language])
            return
        }
        let description = ChronicleWords.description(chronicle.points.count, first.time, last.time)[language]
        markup.element("figure") { markup in
            views(&markup, description)
            markup.element("figcaption") { markup in
                markup.element("p", prose: description)
                markup.element("p", prose: ChronicleWords.caption[language])
                if chronicle.window != nil { markup.element("p", prose: ChronicleWords.window[language]) }
                if chronicle.points.contains(where: \.isDoubtful) { markup.element("p", prose: ChronicleWords.doubtful[language]) }
                if chronicle.leftOut > 0 { markup.element("p", prose: ChronicleWords.leftOut(chronicle.leftOut)[language]) }
            }
            markup.element("details") { markup in
                markup.element("summary", prose: ChronicleWords.table[language])
                markup.element("div", [("class", "scroll")]) { table(&$0) }
            }
        }
    }

    /// The whole and the nearer views, one of them shown: chosen by buttons that the style sheet alone obeys.
    private func views(_ markup: inout Markup, _ whole: Prose) {
        let views = ChronicleView.all(of: chronicle)
        if views.count > 1 {
            for (index, view) in views.enumerated() {
                let chosen: [Markup.Attribute] = index == 0 ? [("checked", "checked")] : []
                markup.void("input", [("type", "radio"), ("name", "zoom"), ("id", "zoom-\(index)"), ("class", "zoom")] + chosen)
                markup.element("label", [("for", "zoom-\(index)"), ("class", "zoom")], prose: view.label[language])
            }
        }
        for (index, view) in views.enumerated() {
            markup.element("div", [("class", views.count > 1 ? "view view-\(index)" : "view-alone")]) { markup in
                if views.count > 1 { markup.element("p", [("class", "paper")], prose: view.label[language]) }
                for layout in [ChronicleLayout.wide, .tall] {
                    ChronicleDrawing(view.chronicle, layout, moments, id: index).write(&markup, whole)
                }
            }
        }
    }

    /// A row a trace, neighbours that say the same in one; where there are too many to read, a row for all near each other.
    private func table(_ markup: inout Markup) {
        let axis = TimeAxis(chronicle.points.map(\.time.seconds), start: 0, length: 800)
        let distinct = ChronicleCluster.equalNeighbours(chronicle.points)
        let rows = distinct.count <= 300 ? distinct : ChronicleCluster.of(chronicle.points, axis, cell: 4)
        markup.element("table") { markup in
            markup.element("thead") { markup in
                markup.element("tr") { markup in
                    markup.element("th", [("scope", "col")]) { markup in
                        markup.prose(ChronicleWords.time[language])
                        markup.words(" (\(Timestamp.zone(moments.offset)))")
                    }
                    for head in [ChronicleWords.lane, ChronicleWords.text] {
                        markup.element("th", [("scope", "col")], prose: head[language])
                    }
                }
            }
            markup.element("tbody") { markup in
                for row in rows { self.row(row, &markup) }
            }
        }
    }

    private func row(_ cluster: ChronicleCluster, _ markup: inout Markup) {
        markup.element("tr") { markup in
            markup.element("td", [("class", "time")]) { markup in
                markup.words(moments.column(cluster.first))
                if cluster.last != cluster.first { markup.words(" – " + moments.column(cluster.last)) }
                if cluster.isDoubtful { markup.words(" ?") }
            }
            markup.element("td", prose: ChronicleWords.lane(cluster.lane)[language])
            markup.element("td") { markup in
                markup.prose(cluster.text)
                if cluster.count > 1 {
                    markup.words(" ")
                    markup.prose(FindingWords.more(cluster.count - 1)[language])
                }
            }
        }
    }
}
