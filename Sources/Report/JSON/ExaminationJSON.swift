import Model

/// An examination as JSON objects after the contract of `banken.scan/1` and `banken.examine/1`.
struct ExaminationJSON {
    let examination: Examination
    let kind: ReportKind
    let format: FindingJSON
    private let stories: [String: Int]

    init(_ examination: Examination, kind: ReportKind, language: Language) {
        (self.examination, self.kind) = (examination, kind)
        format = FindingJSON(language: language, offset: examination.host.offset)
        var stories: [String: Int] = [:]
        for (index, story) in examination.stories.enumerated() {
            for id in story.findings where stories[id] == nil { stories[id] = index }
        }
        self.stories = stories
    }

    /// The one object of `--format json`.
    var whole: JSONObject {
        var object = head
        object.add("findings", .array(findings.map { .object($0) }))
        object.add("gaps", .array(gaps.map { .object($0) }))
        if !examination.accepted.isEmpty { object.add("accepted", .array(accepted.map { .object($0) })) }
        if let drift = examination.drift { object.append(format.drift(drift)) }
        object.append(coverage)
        if kind == .examine {
            object.append(verdict)
            object.add("stories", .array(tales.map { .object($0) }))
            let answer = AnswerJSON(format, examination.answer ?? Answer())
            object.add("causes", .array(answer.causes.map { .object($0) }))
            object.add("sources", .array(answer.sources.map { .object($0) }))
            object.add("timeline", .array(timeline.map { .object($0) }))
            object.add("exposure", .array(answer.exposures.map { .object($0) }))
            object.add("scope", .object(answer.scope))
            object.add("writes", .array(answer.writes.map { .object($0) }))
            object.add("attackers", .object(answer.attackers))
            object.add("unknowns", answer.unknowns)
            object.add("beforeAnswers", answer.beforeAnswers)
            object.add("fading", answer.fading)
            object.add("nextSteps", format.steps(examination.nextSteps))
        }
        return object
    }

    /// The lines of `--format jsonl`, the summary last.
    var records: [JSONObject] {
        func named(_ name: String, _ objects: [JSONObject]) -> [JSONObject] {
            objects.map { members in
                var object: JSONObject = [("record", .string(name))]
                object.append(members)
                return object
            }
        }
        var records = named("finding", findings) + named("gap", gaps) + named("accepted", accepted)
        var summary = head
        if let drift = examination.drift {
            records += named("change", drift.changes.map(format.change)) + named("explained", drift.explained.map(format.change))
            for (key, value) in format.drift(drift).members where key != "changes" && key != "explained" { summary.add(key, value) }
        }
        summary.add("counts", counts)
        summary.append(coverage)
        if kind == .examine {
            records += named("story", tales) + named("timeline", timeline)
            let answer = AnswerJSON(format, examination.answer ?? Answer())
            records += named("cause", answer.causes) + named("source", answer.sources) + named("write", answer.writes)
            records += named("exposure", answer.exposures)
            summary.append(verdict)
            summary.add("scope", .object(answer.scope))
            summary.add("attackers", .object(answer.attackers))
            summary.add("unknowns", answer.unknowns)
            summary.add("beforeAnswers", answer.beforeAnswers)
            summary.add("fading", answer.fading)
            summary.add("nextSteps", format.steps(examination.nextSteps))
        }
        return records + named("summary", [summary])
    }

    private var head: JSONObject {
        let host = examination.host
        var identity: JSONObject = []
        identity.add("name", host.name)
        identity.add("machineID", host.machineID)
        identity.add("os", host.system)
        identity.add("kernel", host.kernel)
        identity.add("timeZone", host.timeZone)
        identity.add("view", .string(host.view.rawValue))
        identity.add("root", host.root)
        identity.add("family", .strings(host.family))
        identity.add("utcOffsetSeconds", .number(host.offset))
        return [
            ("schema", .string("banken.\(kind.rawValue)/1")), ("banken", .string(examination.version)),
            ("host", .object(identity)), ("started", .time(examination.started)), ("finished", .time(examination.finished)),
            // How far the host's clock is off is not measured yet.
            ("clock", .object([("offsetSeconds", .null)])),
        ]
    }

    private var findings: [JSONObject] {
        examination.findings.map { finding in
            var object = format.object(finding)
            if kind == .examine { object.add("story", .number(stories[finding.id])) }
            return object
        }
    }

    private var accepted: [JSONObject] { examination.accepted.map(format.accepted) }

    private var gaps: [JSONObject] {
        examination.gaps.map { gap in
            var object: JSONObject = [("collector", .string(gap.collector))]
            object.add("subject", gap.subject)
            object.add("reason", format.prose(gap.reason))
            object.add("detectors", .strings(gap.detectors(examination.unanswered)))
            object.add("facts", .strings(gap.facts.map(\.rawValue).sorted()))
            object.add("total", .bool(gap.isTotal))
            object.add("count", .number(gap.count))
            return object
        }
    }

    private var coverage: JSONObject {
        let coverage = examination.coverage
        let sources = examination.packageSources.map { source in
            var object: JSONObject = [("kind", .string(source.kind))]
            object.add("path", source.path)
            object.add("packages", .number(source.packages))
            object.add("files", .number(source.files))
            return JSONValue.object(object)
        }
        return [
            (
                "coverage",
                .object([
                    ("detectors", .object([("ran", .strings(coverage.ran)), ("notChecked", .strings(coverage.notChecked))])),
                    ("files", .number(coverage.files)), ("bytes", .number(coverage.bytes)),
                    ("processes", .number(coverage.processes)), ("notReadAgain", .number(coverage.notReadAgain)),
                    ("judgedByPack", .number(coverage.judgedByPack)), ("packagesInPacks", .number(coverage.packagesInPacks)),
                    ("packageSources", .array(sources)),
                ])
            )
        ]
    }

    private var verdict: JSONObject {
        let verdict = examination.verdict ?? .open
        return [
            (
                "verdict",
                .object([
                    ("state", .string(verdict.state.rawValue)), ("since", .span(verdict.since)),
                    ("active", verdict.active.map { .bool($0) } ?? .null), ("dormantSince", .time(verdict.dormantSince)),
                    ("dwellSeconds", .number(verdict.dwellSeconds)), ("summary", format.prose(verdict.summary)),
                    ("activityReason", verdict.activityReason.map(format.prose) ?? .null),
                ])
            )
        ]
    }

    private var tales: [JSONObject] {
        examination.stories.map { story in
            [
                ("title", format.prose(story.title)), ("explanation", format.prose(story.explanation)),
                ("findings", .strings(story.findings)), ("severity", .string(story.severity.name)),
                ("confidence", .string(story.confidence.name)), ("since", .span(story.since)),
                ("lastActive", .time(story.lastActive)),
            ]
        }
    }

    private var timeline: [JSONObject] {
        examination.timeline.map { entry in
            [
                ("time", .time(entry.time)), ("precision", .string(entry.precision.rawValue)),
                ("clock", .string(entry.clock.rawValue)), ("kind", .string(entry.kind)), ("text", format.prose(entry.text)),
                ("subject", format.subject(entry.subject)), ("evidence", entry.evidence.map(format.evidence) ?? .null),
            ]
        }
    }

    /// How many of each there are, so that a reader of lines can tell that none is missing.
    private var counts: JSONValue {
        let isExamined = kind == .examine
        return .object([
            ("findings", .number(examination.findings.count)), ("gaps", .number(examination.gaps.count)),
            ("stories", .number(isExamined ? examination.stories.count : 0)),
            ("timeline", .number(isExamined ? examination.timeline.count : 0)),
        ])
    }
}
