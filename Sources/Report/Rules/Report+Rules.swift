import Model

extension Report {
    /// One line a kind of log: `rules list --kind log`.
    package static func logList(_ logs: [LogDescription], language: Language, color: Bool, width: Int) -> String {
        var renderer = ruleRenderer(language, color: color, width: width)
        for shape in [LogDescription.Shape.lines, .messages, .records] {
            let members = logs.filter { $0.shape == shape }.sorted { $0.id < $1.id }
            guard !members.isEmpty else { continue }
            renderer.write(renderer.runs(RuleWords.logs[language] + " – " + RuleWords.shape(shape)[language], .strong))
            renderer.write(members.map { DocumentRow("\(RawText($0.id))", $0.title[language]) }, indent: 2)
            renderer.blank()
        }
        return renderer.output
    }

    /// One line a rule: `rules list --kind sigma`.
    package static func sigmaList(_ rules: [SigmaDescription], language: Language, color: Bool, width: Int) -> String {
        var renderer = ruleRenderer(language, color: color, width: width)
        renderer.write(renderer.runs(RuleWords.sigma[language], .strong))
        renderer.write(rules.map { DocumentRow("\(RawText($0.level))", "\(RawText($0.title))  \(RawText($0.id))") }, indent: 2)
        renderer.blank()
        return renderer.output
    }

    /// Everything about one kind of log: `rules show`.
    package static func log(_ log: LogDescription, language: Language, color: Bool, width: Int) -> String {
        var renderer = ruleRenderer(language, color: color, width: width)
        renderer.write(renderer.runs(log.title[language], .strong))
        renderer.write(log.rows(language), indent: 2)
        return renderer.output
    }

    /// Everything about one Sigma rule: `rules show`.
    package static func sigma(_ rule: SigmaDescription, language: Language, color: Bool, width: Int) -> String {
        var renderer = ruleRenderer(language, color: color, width: width)
        renderer.write(renderer.runs("\(RawText(rule.title))", .strong))
        renderer.write(rule.rows(language), indent: 2)
        return renderer.output
    }

    /// `{"schema": "banken.rules/1", "detectors": […], "logs": […], "sigma": […]}`, indented; what is not asked for is left out.
    package static func rulesJSON(
        detectors: [DetectorDescription]?, logs: [LogDescription]?, sigma: [SigmaDescription]?, language: Language
    ) -> String {
        var object: JSONObject = [("schema", .string("banken.rules/1"))]
        if let detectors { object.add("detectors", .array(detectors.map { detectorObject($0, language) })) }
        let format = FindingJSON(language: language, offset: 0)
        if let logs {
            object.add(
                "logs",
                .array(
                    logs.map { log in
                        .object([
                            ("id", .string(log.id)), ("title", format.prose(log.title)), ("form", .string(log.shape.rawValue)),
                            (log.shape == .messages ? "programs" : "places", .strings(log.places)),
                        ])
                    }))
        }
        if let sigma {
            object.add(
                "sigma",
                .array(
                    sigma.map { rule in
                        .object([
                            ("id", .string(rule.id)), ("title", .string(rule.title)), ("level", .string(rule.level)),
                            ("description", .string(rule.text)), ("author", .string(rule.author)), ("license", .string(rule.license)),
                            ("file", .string(rule.file)), ("correlation", .bool(rule.isCorrelation)),
                            ("techniques", .strings(rule.techniques)), ("falsePositives", .strings(rule.falsePositives)),
                        ])
                    }))
        }
        return JSONWriter.indented(.object(object)) + "\n"
    }

    static func ruleRenderer(_ language: Language, color: Bool, width: Int) -> TextRenderer {
        TextRenderer(moments: MomentFormat(language, offset: 0), width: min(max(width, 30), 200), color: color)
    }
}
