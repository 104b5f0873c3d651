import Model

extension FindingJSON {
    /// What `banken.baseline/1` adds to a scan.
    func drift(_ drift: Drift) -> JSONObject {
        var about: JSONObject = [("saved", .time(drift.baseline.saved))]
        about.add("host", drift.baseline.hostName)
        about.add("machineID", drift.baseline.machineID)
        about.add("view", drift.baseline.view)
        about.add("banken", drift.baseline.version)
        about.add("files", .number(drift.files))
        about.add("publicKey", .string(Digest(.sha256, drift.publicKey).hexadecimal))
        about.add("trust", .string(drift.trust.rawValue))
        let quiet = drift.quiet.map { quiet in
            JSONValue.object([
                ("class", .string(quiet.place.rawValue)), ("added", .number(quiet.added)), ("removed", .number(quiet.removed)),
                ("altered", .number(quiet.altered)),
            ])
        }
        return [
            ("baseline", .object(about)), ("changes", .array(drift.changes.map { .object(change($0)) })),
            ("explained", .array(drift.explained.map { .object(change($0)) })), ("quiet", .array(quiet)),
            ("retimed", .number(drift.retimed)),
        ]
    }

    func change(_ change: Change) -> JSONObject {
        [
            ("change", .string(change.how.rawValue)), ("severity", .string(change.severity.name)), ("title", prose(change.title)),
            ("subject", subject(change.subject)), ("details", .array(change.details.map(prose))), ("inside", .number(change.inside)),
            ("before", .text(change.before?.digest.hexadecimal)), ("after", .text(change.after?.digest.hexadecimal)),
            ("reason", change.reason.map(prose) ?? .null),
        ]
    }

    func accepted(_ accepted: AcceptedThing) -> JSONObject {
        var object: JSONObject = [
            ("id", .text(accepted.finding)), ("title", prose(accepted.title)), ("severity", .string(accepted.severity.name)),
            ("subject", subject(accepted.subject)), ("accepted", .time(accepted.acceptance.time)),
        ]
        object.add("by", accepted.acceptance.by)
        object.add("because", accepted.acceptance.because)
        return object
    }
}
