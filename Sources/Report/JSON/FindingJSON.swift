import Model

/// A finding and its parts as JSON; every key is always there, `null` where nothing is known.
struct FindingJSON {
    let language: Language
    /// Seconds east of UTC, for moments inside sentences.
    let offset: Int

    /// A sentence with host text visibly escaped and moments in the host's time.
    func prose(_ words: Localized) -> JSONValue {
        var text = ""
        let zone = MomentFormat(language, offset: offset).offset
        for piece in words[language].pieces {
            switch piece {
            case .words(let words): text += words
            case .host(let host): text += host.escaped()
            case .time(let time): text += time.printable.rfc3339(offset: zone)
            }
        }
        return .string(text)
    }

    func object(_ finding: Finding) -> JSONObject {
        [
            ("id", .string(finding.id)), ("detector", .string(finding.detector)),
            ("severity", .string(finding.severity.name)), ("confidence", .string(finding.confidence.name)),
            ("title", prose(finding.title)), ("explanation", prose(finding.explanation)),
            ("subject", subject(finding.subject)), ("techniques", .strings(finding.techniques)),
            ("firstSeen", .span(finding.firstSeen)), ("lastActive", .time(finding.lastActive)),
            ("evidence", .array(finding.evidence.map(evidence))), ("misses", prose(finding.misses)),
            ("references", .strings(finding.references)), ("nextSteps", steps(finding.nextSteps)), ("rule", rule(finding.rule)),
            ("aspect", .string(finding.aspect.rawValue)), ("related", .hostTexts(finding.related)),
            ("times", .array(finding.times.map(time))), ("known", .array(finding.known.map(known))),
            ("asInBaseline", .time(finding.asInBaseline)),
        ]
    }

    func subject(_ subject: Subject) -> JSONValue {
        var object: JSONObject = [("kind", .string(subject.kind.rawValue))]
        object.add("path", subject.path)
        object.add("pid", .number(subject.pid))
        object.add("user", subject.user)
        object.add("address", .text(subject.address))
        object.add("name", subject.name)
        object.add("line", .number(subject.line))
        return .object(object)
    }

    func evidence(_ item: EvidenceItem) -> JSONValue {
        var object: JSONObject = [("kind", .string(item.kind.rawValue)), ("source", .string(item.source))]
        object.add("path", item.path)
        object.add("offset", .number(item.offset))
        object.add("length", .number(item.length))
        object.add("line", .number(item.line))
        object.add("sha256", .text(item.sha256?.hexadecimal))
        object.add("text", item.text)
        return .object(object)
    }

    func steps(_ steps: [NextStep]) -> JSONValue {
        .array(
            steps.map { step in
                .object([("action", .string(step.action)), ("text", prose(step.text)), ("reversible", .bool(step.reversible))])
            })
    }

    private func known(_ thing: KnownThing) -> JSONValue {
        .object([
            ("family", .string(thing.family)), ("otherNames", .strings(thing.otherNames)), ("about", prose(thing.about)),
            ("references", .strings(thing.references)),
        ])
    }

    private func rule(_ credit: RuleCredit?) -> JSONValue {
        guard let credit else { return .null }
        return .object([
            ("name", .string(credit.name)), ("author", .string(credit.author)), ("license", .string(credit.license)),
        ])
    }

    private func time(_ mark: TimeMark) -> JSONValue {
        var object: JSONObject = [
            ("time", .time(mark.time)), ("meaning", .string(mark.meaning.rawValue)), ("clock", .string(mark.clock.rawValue)),
        ]
        object.add("path", mark.path)
        object.add("doubt", mark.doubt.map(prose) ?? .null)
        return .object(object)
    }
}
