import Formats
import Model

/// An examination in the journal, and what is taken from the JSON of `banken examine` (`banken.examine/1`).
package enum CaseExaminationJSON {
    static let mostFindings = 500
    static let mostMoments = 200

    /// What the case keeps of an examination; nil where the bytes are none.
    package static func read(_ bytes: [UInt8], item: RawText) -> CaseExamination? {
        guard let value = JSONFormat.parse(bytes.span).value, let schema = value["schema"]?.text,
            schema.hasPrefix("banken.examine/") || schema.hasPrefix("banken.scan/")
        else { return nil }
        let verdict = value["verdict"]
        var examination = CaseExamination(item: item, verdict: verdict?["state"]?.text ?? "undecided")
        examination.host = value["host"]?["name"]?.told
        examination.finished = value["finished"]?.time
        examination.summary = verdict?["summary"]?.told
        examination.since = verdict?["since"]?["earliest"]?.time
        examination.isActive = verdict?["active"]?.flag
        examination.findings = (value["findings"]?.elements ?? []).prefix(mostFindings).compactMap(finding)
        examination.causes = (value["causes"]?.elements ?? []).prefix(40).compactMap(cause)
        examination.timeline = (value["timeline"]?.elements ?? []).prefix(mostMoments).compactMap(moment)
        examination.questions = asked(value["causes"]?.elements.first?["questions"])
        examination.gaps = (value["gaps"]?.elements ?? []).count
        return examination
    }

    static func members(_ examination: CaseExamination) -> [JSONMember] {
        [
            JSONMember("item", JSONValue(text: examination.item)), JSONMember("host", JSONValue(examination.host)),
            JSONMember("finished", JSONValue(examination.finished)), JSONMember("verdict", JSONValue(text: examination.verdict)),
            JSONMember("summary", JSONValue(examination.summary)), JSONMember("since", JSONValue(examination.since)),
            JSONMember("active", examination.isActive.map { .bool($0) } ?? .null),
            JSONMember("findings", .array(examination.findings.map { .object(members($0)) })),
            JSONMember(
                "causes",
                .array(
                    examination.causes.map { cause in
                        .object([
                            JSONMember("id", JSONValue(text: cause.id)), JSONMember("standing", JSONValue(text: cause.standing)),
                            JSONMember("for", .array(cause.evidence.map { .object([JSONMember("text", JSONValue(text: $0))]) })),
                        ])
                    })),
            JSONMember(
                "timeline",
                .array(
                    examination.timeline.map {
                        .object([JSONMember("time", JSONValue($0.time)), JSONMember("text", JSONValue(text: $0.text))])
                    })),
            JSONMember(
                "questions",
                .array(
                    examination.questions.map {
                        .object([JSONMember("key", JSONValue(text: $0.key)), JSONMember("text", JSONValue(text: $0.text))])
                    })),
            JSONMember("gaps", JSONValue(number: examination.gaps)),
        ]
    }

    static func examination(_ body: JSONValue) -> CaseExamination? {
        guard let item = body["item"]?.told, let verdict = body["verdict"]?.told else { return nil }
        var examination = CaseExamination(item: item, verdict: verdict)
        examination.host = body["host"]?.told
        examination.finished = body["finished"]?.time
        examination.summary = body["summary"]?.told
        examination.since = body["since"]?.time
        examination.isActive = body["active"]?.flag
        examination.findings = (body["findings"]?.elements ?? []).prefix(mostFindings).compactMap(finding)
        examination.causes = (body["causes"]?.elements ?? []).prefix(40).compactMap(cause)
        examination.timeline = (body["timeline"]?.elements ?? []).prefix(mostMoments).compactMap(moment)
        examination.questions = asked(body["questions"])
        examination.gaps = body["gaps"]?.integer ?? 0
        return examination
    }

    private static func members(_ finding: CaseFinding) -> [JSONMember] {
        [
            JSONMember("id", JSONValue(text: finding.id)), JSONMember("detector", JSONValue(text: finding.detector)),
            JSONMember("severity", JSONValue(text: finding.severity)), JSONMember("confidence", JSONValue(text: finding.confidence)),
            JSONMember("title", JSONValue(text: finding.title)), JSONMember("about", JSONValue(finding.subject)),
            JSONMember("firstSeen", JSONValue(finding.firstSeen)),
        ]
    }

    private static func finding(_ value: JSONValue) -> CaseFinding? {
        guard let id = value["id"]?.told, let title = value["title"]?.told else { return nil }
        let subject = value["subject"]
        let about =
            value["about"]?.told ?? subject?["path"]?.told ?? subject?["name"]?.told ?? subject?["user"]?.told ?? subject?["address"]?.told
        return CaseFinding(
            id: id, detector: value["detector"]?.told ?? "", severity: value["severity"]?.text ?? "",
            confidence: value["confidence"]?.text ?? "", title: title,
            subject: about, firstSeen: value["firstSeen"]?.time ?? value["firstSeen"]?["earliest"]?.time)
    }

    private static func cause(_ value: JSONValue) -> CaseCause? {
        guard let id = value["id"]?.told else { return nil }
        return CaseCause(
            id: id, standing: value["standing"]?.text ?? "undecidable",
            evidence: (value["for"]?.elements ?? []).prefix(20).compactMap { $0["text"]?.told })
    }

    /// Questions that have no answer yet.
    private static func asked(_ value: JSONValue?) -> [CaseAsked] {
        (value?.elements ?? []).prefix(20).compactMap { question in
            guard question["reply"]?.text == nil, let key = question["key"]?.told, let text = question["text"]?.told else { return nil }
            return CaseAsked(key: key, text: text)
        }
    }

    private static func moment(_ value: JSONValue) -> CaseMoment? {
        guard let time = value["time"]?.time, let text = value["text"]?.told else { return nil }
        return CaseMoment(time: time, text: text)
    }
}
