import Model

/// The rows of the picture.
enum ChronicleLane: Int, Sendable, Hashable, CaseIterable {
    case files, logins, jobs, others

    /// The lane of a timeline entry's dotted kind.
    init(kind: String) {
        switch kind.prefix(while: { $0 != "." }) {
        case "file": self = .files
        case "login", "logout", "session", "host": self = .logins
        case "job", "cron": self = .jobs
        default: self = .others
        }
    }

    init(subject: Subject.Kind) {
        switch subject {
        case .file, .config, .log, .package: self = .files
        case .account, .host: self = .logins
        case .job, .unit: self = .jobs
        case .process, .socket, .module, .mount: self = .others
        }
    }
}

/// What happened when: moments from the timeline and from the findings, in order of time.
struct Chronicle: Sendable {
    struct Point: Sendable {
        var time: Timestamp
        var lane: ChronicleLane
        var text: Prose
        /// Whether the stamp is held to be set by hand.
        var isDoubtful = false
    }

    private(set) var points: [Point]
    /// The likely time of the break-in.
    var window: TimeSpan?
    /// Points beyond the limit, which are not kept.
    private(set) var leftOut: Int

    static let limit = 20_000

    init(points: [Point], window: TimeSpan? = nil) {
        let sorted = points.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
        self.points = Array(sorted.prefix(Chronicle.limit))
        self.window = window
        leftOut = sorted.count - self.points.count
    }

    init(_ examination: Examination, language: Language) {
        var points: [Point] = []
        /// A moment that the timeline tells already is not told again by a finding.
        struct Place: Hashable { var time: Timestamp, lane: ChronicleLane, path: RawText? }
        var seen: Set<Place> = []
        for entry in examination.timeline {
            let (time, lane) = (entry.time.printable, ChronicleLane(kind: entry.kind))
            points.append(Point(time: time, lane: lane, text: entry.text[language]))
            seen.insert(Place(time: time, lane: lane, path: entry.subject.path))
        }
        for finding in examination.findings {
            let lane = ChronicleLane(subject: finding.subject.kind)
            for mark in finding.times {
                let (time, path) = (mark.time.printable, mark.path ?? finding.subject.path)
                guard seen.insert(Place(time: time, lane: lane, path: path)).inserted else { continue }
                let title = finding.title[language]
                let subject: Prose = path.map { title + " · " + "\($0)" } ?? title
                let text = subject + " · " + TimeWords.meaning(mark.meaning)[language]
                points.append(Point(time: time, lane: lane, text: text, isDoubtful: mark.doubt != nil))
            }
        }
        self.init(points: points, window: examination.verdict?.since)
    }
}
