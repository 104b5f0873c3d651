import Model
import Sigma
import Testing

/// Rules made for a test, and events of named fields to hold them against.
enum RuleFixture {
    /// A rule around the lines of a detection, which stand as in a file but without the indentation.
    static func rule(_ detection: String, logSource: String = "product: linux", title: String = "Rule of a test") -> String {
        let lines = detection.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)\n" }.joined()
        return "title: \(title)\nlogsource:\n    \(logSource)\ndetection:\n\(lines)"
    }

    static func load(_ text: String, placeholders: [String: [String]] = [:]) -> SigmaRules {
        SigmaRules.load([SigmaRuleFile(path: "rule.yml", text: text)], placeholders: placeholders)
    }

    /// Whether an event matches the one rule of a text; nil where the rule was not loaded.
    static func matches(_ rule: String, _ fields: [String: String], text: String = "", placeholders: [String: [String]] = [:]) -> Bool? {
        let rules = load(rule, placeholders: placeholders)
        guard rules.rules.count == 1, rules.failed.isEmpty else { return nil }
        var matcher = SigmaRuleSet(rules).matcher()
        return !matcher.match(record(fields, text: text)).isEmpty
    }

    static func record(_ fields: [String: String], text: String = "") -> SigmaRecord {
        SigmaRecord(fields: fields.sorted { $0.key < $1.key }.map { ($0.key, RawText($0.value)) }, text: RawText(text))
    }

    /// The reason for which a text was refused; nil where it was not.
    static func refusal(_ text: String) -> String? { load(text).failed.first?.reason }
}

/// One line of a selection, values of its field `f` that match it, and values that do not; nil stands for an event without the field.
struct ValueCase: CustomTestStringConvertible, Sendable {
    var line: String
    var matching: [String?]
    var missing: [String?]

    init(_ line: String, matching: [String?], missing: [String?]) {
        (self.line, self.matching, self.missing) = (line, matching, missing)
    }

    var testDescription: String { line }
    var rule: String { RuleFixture.rule("selection:\n    other: 'x'\n    \(line)\ncondition: selection") }

    func holds(_ value: String?) -> Bool? {
        var fields = ["other": "x", "g": "Value_%1"]
        if let value { fields["f"] = value }
        return RuleFixture.matches(rule, fields, placeholders: ["admins": ["root", "toor*"]])
    }
}
