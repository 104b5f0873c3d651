import Model

/// What a rule says of itself in its `meta` section, with defaults for rules that were written for other tools.
///
/// Our own rules carry `id`, `kind` (a raw value of `ContentMatch.Kind`), `title_en`, `title_ja`, `author`, `license` and
/// `reference`. Any meta may be missing, doubled or of the wrong type in a foreign rule.
package struct RuleDescription: Hashable, Sendable {
    /// `id`, else the rule's identifier.
    package var id: String
    package var kind: ContentMatch.Kind
    package var title: Localized
    package var author: String
    package var license: String
    package var references: [String]
    /// `RuleSource.name` of the file that holds the rule.
    package var file: String

    /// Reads metas, given as pairs of name and bytes in the order of the rule.
    init(identifier: String, file: String, metas: [(name: String, value: RawText)]) {
        func first(_ names: String...) -> String? {
            for name in names {
                for meta in metas where meta.name == name {
                    if let text = Self.plain(meta.value) { return text }
                }
            }
            return nil
        }
        self.file = file
        id = first("id").flatMap { Self.isDotted($0) ? $0 : nil } ?? identifier
        kind = first("kind").flatMap(ContentMatch.Kind.init(rawValue:)) ?? .other
        let name = Prose([.host(RawText(identifier))])
        let english = first("title_en").map { Prose([.words($0)]) } ?? name
        title = Localized(en: english, ja: first("title_ja").map { Prose([.words($0)]) } ?? english)
        author = first("author") ?? ""
        license = first("license", "licence") ?? ""
        references = metas.filter { $0.name.hasPrefix("reference") || $0.name == "ref" || $0.name == "url" }
            .prefix(Self.mostReferences).compactMap { Self.plain($0.value) }
    }

    private static let mostReferences = 16
    private static let longestText = 1_000

    /// The bytes as text, or nil where they are empty, too long, not UTF-8 or hold control characters.
    private static func plain(_ text: RawText) -> String? {
        guard !text.isEmpty, text.count <= longestText, let string = text.utf8 else { return nil }
        let isPlain = string.unicodeScalars.allSatisfy {
            switch $0.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: false
            default: true
            }
        }
        return isPlain ? string : nil
    }

    /// Whether an `id` is one of ours ("php.input-to-code"); rule collections keep UUIDs there, which tell a reader nothing.
    private static func isDotted(_ id: String) -> Bool {
        id.contains(".") && id.utf8.allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2e || $0 == 0x2d }
    }

    func match(hits: [ContentMatch.Hit]) -> ContentMatch {
        ContentMatch(rule: id, kind: kind, title: title, author: author, license: license, references: references, hits: hits)
    }
}
