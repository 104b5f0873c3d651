import Model

/// How they got in, who was exposed and how far it went, as JSON after the contract of `banken.examine/1`.
struct AnswerJSON {
    let format: FindingJSON
    let answer: Answer

    init(_ format: FindingJSON, _ answer: Answer) { (self.format, self.answer) = (format, answer) }

    var causes: [JSONObject] {
        answer.causes.map { cause in
            [
                ("id", .string(cause.kind.rawValue)), ("standing", .string(cause.standing.rawValue)), ("logOdds", .number(cause.logOdds)),
                ("account", cause.account.map(format.prose) ?? .null), ("for", .array(cause.supporting.map(argument))),
                ("against", .array(cause.opposing.map(argument))),
                (
                    "wouldDecide",
                    .array(
                        cause.wouldDecide.map { record in
                            .object([
                                ("record", format.prose(record.record)), ("kind", .string(record.channel.rawValue)),
                                ("available", .bool(record.isAvailable)), ("lostAt", .time(record.lostAt)),
                                ("why", format.prose(record.why)),
                            ])
                        })
                ),
                (
                    "questions",
                    .array(
                        cause.questions.map { question in
                            .object([
                                ("id", .string(question.id)), ("key", .string(question.key)),
                                ("reply", question.reply.map { .string($0.rawValue) } ?? .null),
                                ("effect", question.effect.map(format.prose) ?? .null), ("text", format.prose(question.text)),
                                ("ifYes", .string(question.ifYes.rawValue)), ("ifNo", .string(question.ifNo.rawValue)),
                            ])
                        })
                ),
            ]
        }
    }

    private func argument(_ argument: CauseArgument) -> JSONValue {
        .object([
            ("text", format.prose(argument.text)), ("weight", .number(argument.weight)), ("fact", .string(argument.fact)),
            ("group", .string(argument.group)), ("records", .number(argument.records)),
            ("evidence", .array(argument.evidence.map(format.evidence))),
        ])
    }

    var sources: [JSONObject] {
        answer.sources.map { source in
            var object: JSONObject = []
            object.add("name", source.name)
            object.add("kind", .string(source.channels.map(\.rawValue).min() ?? "other"))
            object.add("kinds", .strings(source.channels.map(\.rawValue).sorted()))
            object.add("first", .time(source.first))
            object.add("last", .time(source.last))
            object.add("records", .number(source.records))
            object.add(
                "holes",
                .array(
                    source.holes.map { hole in
                        .object([("from", .time(hole.span.earliest)), ("to", .time(hole.span.latest)), ("why", format.prose(hole.why))])
                    }))
            object.add(
                "tampering",
                .array(
                    source.tampering.map { sign in
                        .object([("text", format.prose(sign.text)), ("evidence", sign.evidence.map(format.evidence) ?? .null)])
                    }))
            object.add("offsetSeconds", .number(source.offsetSeconds))
            object.add("keptSeconds", .number(source.keptSeconds))
            object.add("failure", source.failure.map(format.prose) ?? .null)
            return object
        }
    }

    var exposures: [JSONObject] {
        answer.exposures.map { exposure in
            var object: JSONObject = []
            object.add("url", exposure.url)
            object.add("path", exposure.path)
            object.add("wholeFolder", .bool(exposure.isWholeFolder))
            object.add("from", .time(exposure.from))
            object.add("until", .time(exposure.until))
            object.add("basis", .string(exposure.basis.rawValue))
            object.add("persons", .number(exposure.persons.count))
            object.add("visitors", .array(exposure.visitors.map(visitor)))
            object.add("limits", .array(exposure.limits.map(format.prose)))
            return object
        }
    }

    private func visitor(_ visitor: Visitor) -> JSONValue {
        var object: JSONObject = []
        object.add("address", visitor.address)
        object.add("agent", visitor.agent)
        object.add("first", .time(visitor.first))
        object.add("last", .time(visitor.last))
        object.add("requests", .number(visitor.requests))
        object.add("robot", .bool(visitor.robot != nil))
        object.add("robotReason", visitor.robot.map(format.prose) ?? .null)
        object.add("intruder", .bool(visitor.isIntruder))
        object.add("deeds", .strings(visitor.deeds.map(\.rawValue).sorted()))
        return .object(object)
    }

    var scope: JSONObject {
        [
            ("accounts", .array(answer.scope.accounts.map(thing))), ("sites", .array(answer.scope.sites.map(thing))),
            (
                "credentials",
                .array(
                    answer.scope.credentials.map { credential in
                        var object: JSONObject = [("kind", .string(credential.kind))]
                        object.add("owner", credential.owner)
                        object.add("rotate", .number(credential.order))
                        object.add("why", format.prose(credential.why))
                        object.add("path", credential.path)
                        return .object(object)
                    })
            ),
        ]
    }

    private func thing(_ thing: TouchedThing) -> JSONValue {
        var object: JSONObject = []
        object.add("name", thing.name)
        object.add("why", format.prose(thing.why))
        object.add("evidence", .array(thing.evidence.map(format.evidence)))
        return .object(object)
    }

    var writes: [JSONObject] {
        answer.writes.map { write in
            var object: JSONObject = []
            object.add("path", write.path)
            object.add("time", .time(write.time))
            object.add("owner", write.owner)
            object.add(
                "channels",
                .array(
                    write.channels.map { channel in
                        var object: JSONObject = [("kind", .string(channel.kind.rawValue)), ("strength", .string(channel.strength.name))]
                        object.add("time", .time(channel.time))
                        object.add("user", channel.user)
                        object.add("address", channel.address)
                        object.add("evidence", format.evidence(channel.evidence))
                        return .object(object)
                    }))
            return object
        }
    }

    var attackers: JSONObject {
        [
            ("count", .number(answer.attackerCount)), ("statement", answer.attempts.map(format.prose) ?? .null),
            (
                "listed",
                .array(
                    answer.attackers.map { attacker in
                        var object: JSONObject = []
                        object.add("address", attacker.address)
                        let attempts = attacker.attempts.sorted { $0.key < $1.key }
                        var counts: JSONObject = []
                        for (kind, count) in attempts { counts.add(kind, .number(count)) }
                        object.add("origin", attacker.origin.map(origin) ?? .null)
                        object.add("attempts", .object(counts))
                        object.add("total", .number(attacker.total))
                        object.add("first", .time(attacker.first))
                        object.add("last", .time(attacker.last))
                        object.add("cameThrough", .bool(attacker.success != nil))
                        object.add("success", attacker.success.map(format.prose) ?? .null)
                        object.add("evidence", .array(attacker.evidence.map(format.evidence)))
                        return .object(object)
                    })
            ),
        ]
    }

    private func origin(_ origin: AddressOrigin) -> JSONValue {
        var object: JSONObject = []
        object.add("country", origin.country)
        object.add("city", origin.city)
        object.add("network", origin.network)
        object.add("number", origin.number.map { .number(Int($0)) } ?? .null)
        object.add("lists", .hostTexts(origin.lists))
        return .object(object)
    }

    /// The leading explanation before the owner's answers; null where they changed nothing.
    var beforeAnswers: JSONValue {
        answer.beforeAnswers.map { .object([("id", .string($0.kind.rawValue)), ("standing", .string($0.standing.rawValue))]) } ?? .null
    }

    /// The log of the moment that the host deletes first.
    var fading: JSONValue {
        guard let fading = answer.fading else { return .null }
        var object: JSONObject = []
        object.add("log", fading.log)
        object.add("at", .time(fading.at))
        return .object(object)
    }

    var unknowns: JSONValue { .array(answer.unknowns.map(format.prose)) }
}
