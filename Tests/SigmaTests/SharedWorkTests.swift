import Model
import Sigma
import Testing

/// What matching does once for many rules or many events must not show in what it finds.
@Suite struct `Work that rules and events share` {
    private func rule(_ line: String, _ logSource: String = "category: webserver") -> String {
        RuleFixture.rule("selection:\n    \(line)\ncondition: selection", logSource: logSource)
    }

    private func set(_ rules: [String]) -> SigmaRuleSet {
        SigmaRuleSet(SigmaRules.load(rules.enumerated().map { SigmaRuleFile(path: "rule\($0).yml", text: $1) }))
    }

    @Test func `lets an event match under every name of a field`() {
        let set = set(["cs-user-agent|contains: 'probe'", "c-useragent|contains: 'probe'", "c-useragent: 'probe/1'"].map { rule($0) })
        var matcher = set.matcher()
        let (probe, other) = (DraftFixture.request("/", agent: "a probe/1"), DraftFixture.request("/", agent: "probe/1"))
        let found = (matcher.match(probe.text.span, probe.draft), matcher.match(other.text.span, other.draft))
        #expect(found.0 == [0, 1])
        #expect(found.1 == [0, 1, 2])
    }

    @Test func `lets a record match under the name alone that it gives its field`() {
        let set = set(["cs-user-agent|contains: 'probe'", "c-useragent|contains: 'probe'"].map { rule($0) })
        var matcher = set.matcher()
        #expect(matcher.match(RuleFixture.record(["c-useragent": "a probe"])) == [1])
        #expect(matcher.match(RuleFixture.record(["cs-user-agent": "a probe"])) == [0])
        #expect(matcher.match(RuleFixture.record(["cs-user-agent": "nothing", "c-useragent": "a probe"])) == [1])
    }

    @Test func `leaves nothing of the event before in the next, whose values have other names in the same places`() {
        let set = set([rule("alpha: 'word'", "product: linux"), rule("gamma: 'word'", "product: linux")])
        var matcher = set.matcher()
        func event(_ name: String) -> (text: [UInt8], draft: EventDraft) {
            DraftFixture.draft("a line with a word", "syslog", .message) { draft, part in draft.add(name, part("word")) }
        }
        for (name, wanted) in [("alpha", [0]), ("gamma", [1]), ("delta", []), ("alpha", [0]), ("gamma", [1])] {
            let event = event(name)
            let found = matcher.match(event.text.span, event.draft)
            #expect(found == wanted, "\(name)")
        }
    }

    @Test func `finds a rule whose first word many rules ask for, and whose own word is rare`() {
        let shared = (0..<20).map { rule("type: 'EXECVE'\n    a1|contains: 'rare\($0)word'", "service: auditd") }
        let set = set(shared)
        var matcher = set.matcher()
        let event = DraftFixture.draft("type=EXECVE a1=rare7word", "audit", .command) { draft, part in
            draft.add("type", part("EXECVE"))
            draft.add("a1", part("rare7word"))
        }
        let found = matcher.match(event.text.span, event.draft)
        #expect(found == [7])
    }
}
