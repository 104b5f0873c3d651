import Model

/// The visitors of a page, each an address with a program.
struct VisitorList: Sendable {
    let trail: Trail
    let intruders: Set<RawText>

    func visitors(_ visits: [PageVisit], from: Int64, until: Int64) -> [Visitor] {
        var spans: [VisitorKey: (first: Int64, last: Int64, count: Int)] = [:]
        for visit in visits {
            let span = spans[visit.visitor] ?? (visit.time, visit.time, 0)
            spans[visit.visitor] = (min(span.first, visit.time), max(span.last, visit.time), span.count + 1)
        }
        var deeds: [AddressKey: Set<Visitor.Deed>] = [:]
        for form in trail.forms where form.time >= from && form.time <= until { deeds[form.address, default: []].insert(form.deed) }
        return spans.map { key, span in
            let address = trail.text(key.address)
            let agent = key.agent == 0 ? "" : trail.agentNames[key.agent] ?? ""
            return Visitor(
                address: address, agent: agent, first: Timestamp(seconds: span.first), last: Timestamp(seconds: span.last),
                requests: span.count,
                robot: robot(key, agent), deeds: deeds[key.address] ?? [], isIntruder: intruders.contains(address))
        }.sorted { ($0.first, $0.address, $0.agent) < ($1.first, $1.address, $1.agent) }
    }

    /// Why a visitor is held to be a robot: it says so, it asks for the rules of robots, or it takes page after page without one picture.
    private func robot(_ key: VisitorKey, _ agent: RawText) -> Localized? {
        if key.agent != 0, trail.agentNames[key.agent] == nil { return nil }
        if key.agent != 0, RobotAgents.isRobot(agent), agent != "-" {
            return Localized(en: "It calls itself a program.", ja: "プログラムと名乗っています。")
        }
        guard let tally = trail.web[key] else { return nil }
        if tally.readsRobots { return Localized(en: "It asks for robots.txt, as robots do.", ja: "ロボット用の robots.txt を読みに来ています。") }
        let seconds = max(1, tally.last - tally.first)
        if tally.requests >= 40, tally.assets == 0, tally.withReferer == 0 {
            return Localized(
                en: "It asked \(tally.requests) times and never for a picture, a style or from a page before.",
                ja: "\(tally.requests) 回のリクエストに、画像や、前のページからの移動が一度もありません。")
        }
        if tally.requests >= 200, Int64(tally.requests) > 2 * seconds {
            return Localized(en: "It asked faster than a person can.", ja: "人にはできない速さでリクエストしています。")
        }
        if key.agent != 0, agent == "-", tally.requests >= 5, tally.assets == 0 {
            return Localized(en: "It does not say what it is and takes no pictures.", ja: "名乗らず、画像も読み込みません。")
        }
        return nil
    }
}
