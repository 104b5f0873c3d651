import Model

/// One drawing of a chronicle as SVG; presentation attributes and classes only, as the page's policy demands.
struct ChronicleDrawing {
    private let layout: ChronicleLayout
    private let axis: TimeAxis
    private let clusters: [ChronicleCluster]
    private let window: TimeSpan?
    private let moments: MomentFormat
    private let id: Int

    /// - Parameter id: tells the drawings of one page apart.
    init(_ chronicle: Chronicle, _ layout: ChronicleLayout, _ moments: MomentFormat, id: Int = 0) {
        (self.layout, self.moments, window, self.id) = (layout, moments, chronicle.window, id)
        axis = TimeAxis(chronicle.points.map(\.time.seconds), start: layout.start, length: layout.extent)
        clusters = ChronicleCluster.of(chronicle.points, axis, cell: 21)
    }

    func write(_ markup: inout Markup, _ description: Prose) {
        let box = "0 0 \(number(layout.width)) \(number(layout.height))"
        let name = layout.isTall ? "tall" : "wide"
        markup.element(
            "svg",
            [
                ("xmlns", "http://www.w3.org/2000/svg"), ("class", name), ("viewBox", box), ("role", "img"),
                ("aria-labelledby", "picture-\(name)-\(id)"), ("font-size", layout.isTall ? "12" : "13"),
            ]
        ) { markup in
            markup.element("title", [("id", "picture-\(name)-\(id)")]) { $0.plain(description) }
            band(&markup)
            lanes(&markup)
            for segment in axis.segments { self.segment(segment, &markup) }
            breaks(&markup)
            var labelled: [ChronicleLane: Double] = [:]
            for cluster in clusters {
                let along = dot(cluster, &markup)
                // A number that would stand on the one before it stays in the dot's title.
                let isFree = along - (labelled[cluster.lane] ?? -.infinity) >= (layout.isTall ? 14 : 30)
                guard cluster.count > 1, isFree else { continue }
                labelled[cluster.lane] = along
                number(of: cluster, along, &markup)
            }
        }
        markup.lineFeed()
    }

    /// The likely time of the break-in, at least four units wide so that a moment shows too.
    private func band(_ markup: inout Markup) {
        guard let window else { return }
        let from = axis.place(window.earliest.printable.seconds)
        let to = axis.place(window.latest.printable.seconds)
        let (start, length) = (from - 8, max(0, to - from) + 16)
        let (low, high) = layout.lanes
        let corner = layout.point(start, low)
        let size = layout.point(length, high - low)
        markup.element(
            "rect",
            [
                ("class", "band"), ("x", number(corner.x)), ("y", number(corner.y)), ("width", number(size.x)),
                ("height", number(size.y)), ("rx", "4"), ("fill", "#f6b9b4"),
            ]
        ) { _ in }
    }

    private func lanes(_ markup: inout Markup) {
        for lane in ChronicleLane.allCases {
            let across = layout.lane(lane)
            line("lane", (layout.start - 6, across), (layout.start + layout.extent + 6, across), &markup)
            let words = ChronicleWords.lane(lane)[moments.language]
            if layout.isTall {
                text(words, across, layout.start - 28 + (lane.rawValue % 2 == 0 ? 0 : 14), "middle", &markup)
            } else {
                text(words, 4, across + 4, "start", &markup)
            }
        }
    }

    private func segment(_ segment: TimeAxis.Segment, _ markup: inout Markup) {
        line("axis", (segment.start, layout.axis), (segment.start + segment.length, layout.axis), &markup)
        let ticks = axis.ticks(segment, spacing: layout.spacing, offset: moments.offset)
        for (index, tick) in ticks.enumerated() {
            let along = axis.place(tick)
            let reach = layout.isTall ? -5.0 : 5.0
            line("axis", (along, layout.axis), (along, layout.axis + reach), &markup)
            let time = Timestamp(seconds: tick)
            let day = words(moments.day(time))
            // Over days, midnight is a mark of the axis and not the time of a trace.
            let isMidnight = segment.last - segment.first > 259_200 && moments.clock(time) == "00:00:00"
            let clock = words(isMidnight ? "" : moments.clock(time))
            if layout.isTall {
                text(day, layout.axis - 8, along - 1, "end", &markup)
                text(clock, layout.axis - 8, along + 12, "end", soft: true, &markup)
            } else {
                let isLast = index == ticks.count - 1 && ticks.count > 1 && along > segment.start + segment.length - 20
                let isFirst = index == 0 && along < segment.start + 20 && segment.length >= layout.spacing
                let anchor = isLast ? "end" : isFirst ? "start" : "middle"
                text(day, along, layout.axis + 20, anchor, &markup)
                text(clock, along, layout.axis + 36, anchor, soft: true, &markup)
            }
        }
    }

    /// Two slanted strokes and how long the quiet time was.
    private func breaks(_ markup: inout Markup) {
        for (before, after) in zip(axis.segments, axis.segments.dropFirst()) {
            let middle = (before.start + before.length + after.start) / 2
            for shift in [-3.0, 3.0] {
                line("axis", (middle + shift - 3, layout.axis + 7), (middle + shift + 3, layout.axis - 7), &markup)
            }
            let quiet = ChronicleWords.quiet(after.first - before.last)[moments.language]
            if layout.isTall {
                text(quiet, layout.axis + 14, middle + 4, "start", soft: true, &markup)
            } else {
                text(quiet, middle, layout.axis + 54, "middle", soft: true, &markup)
            }
        }
    }

    /// Draws a dot and gives its place along the axis.
    private func dot(_ cluster: ChronicleCluster, _ markup: inout Markup) -> Double {
        let along = (axis.place(cluster.first.seconds) + axis.place(cluster.last.seconds)) / 2
        let place = layout.point(along, layout.lane(cluster.lane))
        markup.element(
            "circle",
            [
                ("class", cluster.isDoubtful ? "hollow" : "dot"), ("cx", number(place.x)), ("cy", number(place.y)),
                ("r", number(cluster.radius)), ("fill", cluster.isDoubtful ? "none" : "#0b57b0"), ("stroke", "#0b57b0"),
                ("stroke-width", "1.5"), ("fill-opacity", cluster.isDoubtful ? "1" : "0.75"),
            ]
        ) { markup in
            markup.element("title") { markup in
                markup.words(moments.column(cluster.first))
                if cluster.last != cluster.first { markup.words(" – " + moments.column(cluster.last)) }
                markup.words(" · ")
                markup.plain(ChronicleWords.traces(cluster.count)[moments.language])
                markup.words(" · ")
                markup.plain(cluster.text)
            }
        }
        return along
    }

    /// How many traces a dot stands for, beside it.
    private func number(of cluster: ChronicleCluster, _ along: Double, _ markup: inout Markup) {
        let place = layout.point(along, layout.lane(cluster.lane))
        let label = layout.point(along, layout.lane(cluster.lane) - (layout.isTall ? 0 : cluster.radius + 4))
        let x = layout.isTall ? place.x + cluster.radius + 3 : label.x
        text(words(String(cluster.count)), x, layout.isTall ? place.y + 4 : label.y, layout.isTall ? "start" : "middle", &markup)
    }

    private func line(
        _ name: String, _ from: (along: Double, across: Double), _ to: (along: Double, across: Double), _ markup: inout Markup
    ) {
        let (start, end) = (layout.point(from.along, from.across), layout.point(to.along, to.across))
        markup.element(
            "line",
            [
                ("class", name), ("x1", number(start.x)), ("y1", number(start.y)), ("x2", number(end.x)), ("y2", number(end.y)),
                ("stroke", "#888"), ("stroke-width", name == "axis" ? "1.5" : "1"),
            ]
        ) { _ in }
    }

    private func text(_ prose: Prose, _ x: Double, _ y: Double, _ anchor: String, soft: Bool = false, _ markup: inout Markup) {
        let attributes: [Markup.Attribute] = [("x", number(x)), ("y", number(y)), ("text-anchor", anchor)]
        markup.element("text", attributes + (soft ? [("class", "soft")] : [])) { $0.plain(prose) }
    }

    private func words(_ text: String) -> Prose { Prose([.words(text)]) }

    /// A measure with at most one decimal.
    private func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        let rest = abs(tenths % 10)
        return (tenths < 0 ? "-" : "") + "\(abs(tenths) / 10)" + (rest == 0 ? "" : ".\(rest)")
    }
}
