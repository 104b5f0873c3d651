import Model

/// Puts findings that have one cause together.
///
/// Two findings belong together when they speak of the same path, when what one runs or holds is the other's subject, when
/// one lies in the other's folder, or when their undoubted moments lie within a day of each other. Traces without a usable
/// moment join the only story there is, or the one with the most traces.
struct StoryBuilder: Sendable {
    /// Moments further apart than this tell of two visits, in seconds.
    private static let sameVisit: Int64 = 86_400

    let findings: [Finding]
    let now: Timestamp

    func stories() -> [Story] {
        let parts = findings.indices.filter { belongs(findings[$0]) }
        guard !parts.isEmpty else { return [] }
        var groups = DisjointSets(count: findings.count)
        joinByPath(parts, &groups)
        joinByMention(parts, &groups)
        joinByCommand(parts, &groups)
        joinByTime(parts, &groups)
        joinUndated(parts, &groups)
        let grouped = Dictionary(grouping: parts) { groups.representative($0) }
        // Of stories of the same weight the older one comes first, so that two examinations tell them alike.
        return grouped.values.map { $0.sorted() }.map { (story($0), $0[0]) }.sorted { left, right in
            let latest = Timestamp(seconds: .max)
            let first = (-left.0.severity.rawValue, -left.0.findings.count, left.0.since?.earliest ?? latest, left.1)
            return first < (-right.0.severity.rawValue, -right.0.findings.count, right.0.since?.earliest ?? latest, right.1)
        }.map(\.0)
    }

    /// A weakness is a door, not a trace; what is only unexplained tells nothing of an intruder, unless something else leads to it.
    private func belongs(_ finding: Finding) -> Bool {
        finding.aspect != .weakness && finding.severity >= .medium
    }

    private func joinByPath(_ parts: [Int], _ groups: inout DisjointSets) {
        var owner: [RawText: Int] = [:]
        for part in parts {
            for path in paths(findings[part]) {
                if let other = owner[path] { groups.join(part, other) } else { owner[path] = part }
            }
        }
        // A thing inside a folder that another finding is about.
        for part in parts {
            guard var folder = findings[part].subject.path?.parentFolder else { continue }
            for _ in 0..<64 where folder.count > 1 {
                if let other = owner[folder], findings[other].subject.path == folder { groups.join(part, other) }
                folder = folder.parentFolder
            }
        }
    }

    /// A record of a log belongs to what it names: a job that ran for months to the folder that it ran in.
    private func joinByMention(_ parts: [Int], _ groups: inout DisjointSets) {
        for part in parts.filter({ findings[$0].detector.hasPrefix("record.") }).prefix(200) {
            for other in parts.prefix(2_000) where !findings[other].detector.hasPrefix("record.") {
                guard let path = findings[other].subject.path, path.count >= 8 else { continue }
                if findings[part].evidence.prefix(8).contains(where: { $0.text.contains(path) }) { groups.join(part, other) }
            }
        }
    }

    /// A job that a log tells of, and the entry that runs the same command, are one job.
    private func joinByCommand(_ parts: [Int], _ groups: inout DisjointSets) {
        for part in parts.filter({ findings[$0].detector == "record.job" }).prefix(200) {
            guard let command = findings[part].subject.name.map(StoryBuilder.plain), command.count >= 8 else { continue }
            for other in parts.prefix(2_000)
            where findings[other].subject.kind == .job
                && findings[other].evidence.prefix(20).contains(where: {
                    StoryBuilder.plain($0.text).contains(command)
                })
            {
                groups.join(part, other)
            }
        }
    }

    /// Words with one blank between them, as cron(8) and an entry write them alike.
    private static func plain(_ text: RawText) -> RawText {
        RawText(Array(text.bytes.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 }).joined(separator: [0x20])))
    }

    private func paths(_ finding: Finding) -> [RawText] {
        ([finding.subject.path].compactMap { $0 } + finding.related).filter { $0.count > 1 }
    }

    private func joinByTime(_ parts: [Int], _ groups: inout DisjointSets) {
        let dated = parts.compactMap { part in moment(findings[part]).map { (part: part, time: $0) } }.sorted { $0.time < $1.time }
        for (earlier, later) in zip(dated, dated.dropFirst()) where later.time.seconds - earlier.time.seconds <= StoryBuilder.sameVisit {
            groups.join(earlier.part, later.part)
        }
    }

    private func joinUndated(_ parts: [Int], _ groups: inout DisjointSets) {
        let grouped = Dictionary(grouping: parts) { groups.representative($0) }
        let dated = grouped.filter { _, members in members.contains { moment(findings[$0]) != nil } }
        let undated = grouped.filter { _, members in !members.contains { moment(findings[$0]) != nil } }
        let largest = dated.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }?.key ?? undated.keys.min()
        guard let largest else { return }
        for root in undated.keys { groups.join(root, largest) }
    }

    private func moment(_ finding: Finding) -> Timestamp? { BreakInMoment([finding], now: now).since?.earliest }

    private func story(_ members: [Int]) -> Story {
        let parts = members.map { findings[$0] }
        let moment = BreakInMoment(parts, now: now)
        let severity = parts.map(\.severity).max() ?? .medium
        let confidence = parts.map(\.confidence).max() ?? .possible
        let title: Localized =
            if let since = moment.since {
                Localized(en: "What happened from \(since.earliest) on", ja: "\(since.earliest) からの出来事")
            } else {
                Localized(en: "What was done to this server", ja: "このサーバーにされたこと")
            }
        return Story(
            title: title, explanation: explanation(parts, moment), findings: parts.map(\.id), severity: severity, confidence: confidence,
            since: moment.since, lastActive: moment.lastActive)
    }

    private func explanation(_ parts: [Finding], _ moment: BreakInMoment) -> Localized {
        var text = Localized(
            en: "\(parts.count) traces belong together.", ja: "つながりのある痕跡が \(parts.count) 個あります。")
        for aspect in Aspect.allCases {
            let titles = parts.filter { $0.aspect == aspect }
            guard let first = titles.first else { continue }
            text = text + Localized(en: " ", ja: "") + aspect.lead + first.title + Localized(en: ".", ja: "。")
        }
        return text
    }
}

extension Aspect {
    /// How a sentence about this side of the intruder begins.
    var lead: Localized {
        switch self {
        case .activity: Localized(en: "At work: ", ja: "していること: ")
        case .persistence: Localized(en: "Coming back: ", ja: "戻ってくる手段: ")
        case .hiding: Localized(en: "Hiding: ", ja: "隠し方: ")
        case .tampering: Localized(en: "Changed: ", ja: "書き換え: ")
        case .tracks: Localized(en: "Covering tracks: ", ja: "痕跡の消去: ")
        case .access: Localized(en: "Log-ins: ", ja: "ログインの手段: ")
        case .weakness: Localized(en: "Open doors: ", ja: "開いている入口: ")
        }
    }
}

/// Which of a number of things belong together, directly or through others.
struct DisjointSets: Sendable {
    private var parent: [Int]

    init(count: Int) { parent = Array(0..<count) }

    mutating func representative(_ member: Int) -> Int {
        var root = member
        while parent[root] != root { root = parent[root] }
        var step = member
        while parent[step] != root { (step, parent[step]) = (parent[step], root) }
        return root
    }

    mutating func join(_ first: Int, _ second: Int) {
        let (a, b) = (representative(first), representative(second))
        if a != b { parent[max(a, b)] = min(a, b) }
    }
}
