import FixtureFiles
import Model
import Testing

@testable import Sigma

/// For each rule an event that it has to match, and one that misses by one item. `Tests/SigmaTests/run RULES` does the same for a
/// folder of rules, SigmaHQ's for instance, which are not ours to keep here.
@Suite struct `Events made from the rules themselves` {
    /// Rules of the tree, and those that `run` put beside the tests.
    static let rules: [SigmaRule] = {
        var files = FixtureFiles.names(in: "../Rules/sigma").map { ("../Rules/sigma/\($0)", $0) }
        files += FixtureFiles.names(in: "SigmaTests/Oracle/rules").map { ("SigmaTests/Oracle/rules/\($0)", $0) }
        files += FixtureFiles.names(in: "SigmaTests/Given").map { ("SigmaTests/Given/\($0)", $0) }
        return SigmaRules.load(
            files.filter { $0.0.hasSuffix(".yml") }.compactMap { place, name in
                FixtureFiles.bytes(place).flatMap { String(validating: $0, as: UTF8.self) }.map { SigmaRuleFile(path: name, text: $0) }
            }, placeholders: ["site_hosts": ["web1", "web2"]]
        ).rules
    }()

    /// How often each rule is tried, each time with other alternatives.
    static let choices = 12

    @Test func `match where everything holds, and miss where one item is gone`() {
        let set = SigmaRuleSet(SigmaRules(rules: Self.rules))
        var matcher = set.matcher()
        var positives = 0, misses = 0, without: [String] = []
        for (number, rule) in Self.rules.enumerated() {
            var matched = false, missed = false
            for choice in 0..<Self.choices {
                let answers = Assignment.answers(rule.condition, true, choice)
                let record = Assignment(answers).record
                let found = matcher.match(record)
                let holds = PlainJudge.holds(rule.condition, record)
                #expect(found.contains(number) == holds, "\(rule.header.title), event \(choice)")
                if holds { matched = true }
                for gone in answers.indices where answers[gone].want {
                    var fewer = answers
                    fewer.remove(at: gone)
                    let near = Assignment(fewer).record
                    let stillHolds = PlainJudge.holds(rule.condition, near)
                    if !stillHolds { missed = true }
                    #expect(
                        matcher.match(near).contains(number) == stillHolds, "\(rule.header.title), event \(choice) without item \(gone)")
                }
            }
            positives += matched ? 1 : 0
            misses += missed ? 1 : 0
            if !matched || !missed { without.append("\(matched ? "no near miss" : "no match"): \(rule.header.title)") }
        }
        #expect(without.count * 20 <= Self.rules.count, "\(without)")
        #expect(positives > 0 && misses > 0)
        print("\(Self.rules.count) rules: a match for \(positives), a near miss for \(misses)", without)
    }

    @Test func `match no rule less when all rules are matched at once`() {
        let set = SigmaRuleSet(SigmaRules(rules: Self.rules))
        var matcher = set.matcher()
        let records = Self.rules.indices.map { Assignment(Assignment.answers(Self.rules[$0].condition, true, $0)).record }
        for record in records {
            let wanted = Self.rules.indices.filter { PlainJudge.holds(Self.rules[$0].condition, record) }
            #expect(matcher.match(record) == wanted)
        }
    }

    @Test func `match as a reader gives them too, each value in the place that is bound to its field`() {
        let set = SigmaRuleSet(SigmaRules(rules: Self.rules))
        var matcher = set.matcher()
        var unbound: [String] = []
        for (number, rule) in Self.rules.enumerated() {
            let matched = (0..<Self.choices).contains { choice in
                let assignment = Assignment(Assignment.answers(rule.condition, true, choice))
                let event = assignment.draft(for: rule.logSource)
                return matcher.match(event.text.span, event.draft).contains(number)
            }
            if !matched { unbound.append(rule.header.title) }
        }
        #expect(unbound.count * 50 <= Self.rules.count, "\(unbound)")
        print("\(Self.rules.count - unbound.count) of \(Self.rules.count) rules match events of readers; not:", unbound)
    }
}
