extension SigmaHeader {
    static let levels = SigmaLevel.allCases.map(\.rawValue).joined(separator: ", ")
    static let statuses = ["stable", "test", "experimental", "deprecated", "unsupported"]

    /// Reads what a document says of itself.
    init(_ document: YAMLValue, path: String, license: String) throws {
        self.path = path
        guard let title = document["title"]?.text, !title.isEmpty else { throw SigmaProblem("The rule has no title.") }
        self.title = title
        id = document["id"]?.text?.lowercased() ?? ""
        guard id.isEmpty || SigmaHeader.isUUID(id) else { throw SigmaProblem("The id of the rule is no UUID.") }
        name = document["name"]?.text
        author = document["author"]?.texts.joined(separator: ", ") ?? ""
        self.license = document["license"]?.text ?? license
        if let word = document["level"]?.text {
            guard let level = SigmaLevel(rawValue: word.lowercased()) else {
                throw SigmaProblem("The level `\(word)` is none of \(SigmaHeader.levels).")
            }
            self.level = level
        }
        status = document["status"]?.text
        if let status, !SigmaHeader.statuses.contains(status.lowercased()) { throw SigmaProblem("The status `\(status)` is unknown.") }
        description = document["description"]?.text ?? ""
        references = document["references"]?.texts ?? []
        tags = document["tags"]?.texts ?? []
        falsePositives = document["falsepositives"]?.texts ?? []
        date = document["date"]?.text
        modified = document["modified"]?.text
        taxonomy = document["taxonomy"]?.text ?? "sigma"
        guard taxonomy == "sigma" else {
            throw SigmaProblem("The rule names its fields by the taxonomy `\(taxonomy)`, which is not known here.")
        }
        related = (document["related"]?.list ?? []).compactMap { entry in
            guard let id = entry["id"]?.text, let kind = entry["type"]?.text else { return nil }
            return SigmaRelation(id: id, kind: kind)
        }
    }

    private static func isUUID(_ text: String) -> Bool {
        let groups = text.split(separator: "-", omittingEmptySubsequences: false)
        return groups.map(\.utf8.count) == [8, 4, 4, 4, 12] && groups.allSatisfy { $0.allSatisfy(\.isHexDigit) }
    }
}
