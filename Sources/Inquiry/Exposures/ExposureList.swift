import Model

/// How long altered pages were served, and who fetched them.
struct ExposureList: Sendable {
    let trail: Trail
    let interests: Interests
    let ledger: CoverageLedger
    let intruders: Set<RawText>
    let now: Timestamp
    /// The break-in, for pages that carry no moment of their own.
    let since: Timestamp?

    /// Answers by which a page reached somebody: whole, in part, or again from his own store.
    private static let served: Set<Int16> = [200, 206, 304]

    func exposures() -> [Exposure] {
        let byPage = Dictionary(grouping: trail.visits, by: \.page)
        return interests.pages.indices.compactMap { index in
            let page = interests.pages[index]
            guard !page.isIntruders, !page.urls.isEmpty else { return nil }
            return exposure(page, ofSite(byPage[UInt16(clamping: index)] ?? [], page))
        }.sorted { ($0.from, $0.path) < ($1.from, $1.path) }
    }

    /// The requests that were meant for this site, where the log or the host name tells sites apart.
    private func ofSite(_ visits: [PageVisit], _ page: Interests.Page) -> [PageVisit] {
        if page.names.isEmpty { return visits }
        let own = Set(
            trail.siteNames.filter { _, name in page.names.contains { name.contains($0) } }.map(\.key))
        let matching = visits.filter { own.contains($0.site) }
        return matching.isEmpty ? visits : matching
    }

    private func exposure(_ page: Interests.Page, _ visits: [PageVisit]) -> Exposure? {
        let marks = page.moments.filter { $0.doubt == nil && $0.meaning != .ended && $0.meaning != .active }
        let kernel = marks.filter { $0.clock == .kernel }.map(\.time).min()
        let told = kernel ?? marks.map(\.time).min()
        let answers = visits.filter { $0.status == 200 && !$0.isHead && !$0.hasQuery && $0.size >= 0 }.map {
            (time: $0.time, size: $0.size)
        }
        let step = page.folder == nil ? SizeStep.find(answers, near: told?.seconds) : nil
        var basis = kernel != nil ? Exposure.Basis.kernelTime : .modificationTime
        let from: Timestamp
        if let step {
            basis = .sizeStep
            // The stamp says the second, the step proves that it lies between two answers.
            if let told, step.lastOld <= told.seconds, told.seconds <= step.firstNew {
                from = told
            } else {
                from = Timestamp(seconds: step.firstNew)
            }
        } else if let told {
            from = told
        } else if let since {
            (from, basis) = (since, .record)
        } else {
            return nil
        }
        let until = end(page, visits, answers, from: from)
        let inside = visits.filter { visit in
            visit.time >= from.seconds && visit.time < (until?.seconds ?? .max) && ExposureList.served.contains(visit.status)
                && !visit.isHead
        }
        return Exposure(
            url: page.folder ?? page.urls[0], path: page.path, isWholeFolder: page.folder != nil, from: from, until: until, basis: basis,
            visitors: VisitorList(trail: trail, intruders: intruders).visitors(inside, from: from.seconds, until: (until ?? now).seconds),
            limits: limits(from, until, visits))
    }

    /// When the page was mended or taken away: its answers turn to "gone" and stay so, or its size goes back to the old one.
    private func end(_ page: Interests.Page, _ visits: [PageVisit], _ answers: [(time: Int64, size: Int32)], from: Timestamp) -> Timestamp?
    {
        let gone: Set<Int16> = [404, 410, 403, 503]
        if page.folder == nil, let last = visits.last, gone.contains(last.status) {
            let lastServed = visits.last { ExposureList.served.contains($0.status) }
            let firstGone = visits.first { visit in gone.contains(visit.status) && visit.time >= (lastServed?.time ?? from.seconds) }
            if let firstGone, firstGone.time >= from.seconds { return Timestamp(seconds: firstGone.time) }
        }
        let old = Set(answers.filter { $0.time < from.seconds }.map(\.size))
        let new = Set(answers.filter { $0.time >= from.seconds }.prefix(3).map(\.size)).subtracting(old)
        guard !old.isEmpty, !new.isEmpty, let lastNew = answers.last(where: { new.contains($0.size) }) else { return nil }
        let back = answers.filter { $0.time > lastNew.time }
        guard back.count >= 2, back.allSatisfy({ old.contains($0.size) }) else { return nil }
        return Timestamp(seconds: back[0].time)
    }

    private func limits(_ from: Timestamp, _ until: Timestamp?, _ visits: [PageVisit]) -> [Localized] {
        var limits: [Localized] = []
        let sources = ledger.sources(.web)
        if sources.isEmpty {
            limits.append(
                Localized(
                    en: "There is no access log, so nobody can say who came.", ja: "アクセスログがないため、だれが見たかは分かりません。"))
            return limits
        }
        if !sources.contains(where: { ($0.first ?? now) <= from }), let first = sources.compactMap(\.first).min() {
            limits.append(
                Localized(
                    en: "The access log begins at \(first): who came between \(from) and then is not on record.",
                    ja: "アクセスログは \(first) からです。\(from) からそれまでに見た人は記録にありません。"))
        }
        for source in sources {
            for hole in source.holes where hole.span.latest >= from && hole.span.earliest <= until ?? now {
                limits.append(
                    Localized(
                        en: "\(source.name) has a hole from \(hole.span.earliest) to \(hole.span.latest).",
                        ja: "\(source.name) は \(hole.span.earliest) から \(hole.span.latest) まで欠けています。"))
            }
        }
        if let count = trail.overflow["visits"], count > 0 {
            limits.append(Localized(en: "\(count) further requests did not fit into the list.", ja: "ほか \(count) 件のリクエストは一覧に入りきりませんでした。"))
        }
        limits.append(
            Localized(
                en:
                    "Copies in a cache or a delivery network (CDN), and pages kept by browsers, were seen by people whom this log does not know.",
                ja: "キャッシュや配信網(CDN)、ブラウザーに残った写しを見た人は、この記録には現れません。"))
        return Array(limits.prefix(20))
    }
}
