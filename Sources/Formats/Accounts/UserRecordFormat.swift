import Model

/// A user record of systemd in JSON, after the specification "JSON User Records": `userName`, `uid`, `gid`, `homeDirectory`, `shell`.
package enum UserRecordFormat {
    /// The account; nil where the text is no record.
    package static func parse(_ input: Span<UInt8>, path: RawText) -> Parsed<Account?> {
        let parsed = JSONFormat.parse(input)
        guard let record = parsed.value, let name = record["userName"]?.text else { return Parsed(nil, problems: parsed.problems) }
        return Parsed(
            Account(
                name: name, user: number(record["uid"]) ?? UInt32.max, group: number(record["gid"]) ?? UInt32.max,
                home: record["homeDirectory"]?.text ?? "", shell: record["shell"]?.text ?? "", place: Place(path)),
            problems: parsed.problems)
    }

    private static func number(_ value: JSONValue?) -> UInt32? {
        guard case .number(let text) = value else { return nil }
        return HostNumber.decimal(text.bytes).flatMap { UInt32(exactly: $0) }
    }
}
