import Model
import Sigma
import Testing

/// Events at seconds, and the correlations that hold: what `followed` gives.
enum CorrelationFixture {
    static let base = """
        title: Failure
        name: failure
        logsource:
            product: linux
        detection:
            s:
                event: 'failure'
            condition: s
        ---
        title: Success
        name: success
        logsource:
            product: linux
        detection:
            s:
                event: 'success'
            condition: s
        ---
        title: Upload
        name: upload
        logsource:
            product: linux
        detection:
            s:
                event: 'upload'
            condition: s
        ---

        """

    static func correlation(_ body: String, title: String = "Held", name: String = "held") -> String {
        "title: \(title)\nname: \(name)\ncorrelation:\n" + body.split(separator: "\n").map { "    \($0)\n" }.joined()
    }

    struct Step {
        var second: Int64
        var fields: [String: String]

        init(_ second: Int64, _ event: String, _ more: [String: String] = [:]) {
            self.second = second
            fields = more.merging(["event": event]) { $1 }
        }
    }

    /// "title@last/group=value" of each correlation that held; ">" stands before what was judged at the end.
    static func followed(_ text: String, _ steps: [Step]) -> [String] {
        let rules = RuleFixture.load(base + text)
        guard rules.failed.isEmpty else { return rules.failed.map(\.reason) }
        let set = SigmaRuleSet(rules)
        var matcher = set.matcher(), correlator = set.correlator()
        var told: [String] = []
        func words(_ match: CorrelationMatch) -> String {
            let group = match.group.map { "/" + ($0.value.utf8 ?? "") }.joined()
            let value = match.value == match.value.rounded() ? String(Int(match.value)) : String(match.value)
            return "\(set.header(match.number).title)@\(match.first.seconds)-\(match.last.seconds)\(group)=\(value)"
        }
        for step in steps {
            let matches = matcher.match(RuleFixture.record(step.fields))
            told += correlator.take(matches, at: Timestamp(seconds: step.second), from: matcher).map(words)
        }
        return told + correlator.finish().map { ">" + words($0) }
    }
}

@Suite struct `A correlation` {
    typealias Step = CorrelationFixture.Step

    private func failures(_ seconds: [Int64], user: String = "a") -> [Step] { seconds.map { Step($0, "failure", ["user": user]) } }

    @Test func `of event_count holds when enough happened for one group in its time`() {
        let text = CorrelationFixture.correlation(
            "type: event_count\nrules: failure\ngroup-by: user\ntimespan: 10s\ncondition:\n    gte: 3")
        #expect(CorrelationFixture.followed(text, failures([0, 5, 10])) == ["Held@0-10/a=3"])
        #expect(CorrelationFixture.followed(text, failures([0, 5, 11])) == [])
        #expect(CorrelationFixture.followed(text, failures([0, 1]) + failures([2], user: "b")) == [])
        #expect(CorrelationFixture.followed(text, [Step(0, "failure"), Step(1, "failure"), Step(2, "failure")]) == [])
    }

    @Test func `is told of once while it holds, and again after it ceased`() {
        let text = CorrelationFixture.correlation("type: event_count\nrules: failure\ntimespan: 10s\ncondition:\n    gt: 1")
        #expect(CorrelationFixture.followed(text, failures([0, 1, 2, 3, 100, 101])) == ["Held@0-1=2", "Held@100-101=2"])
    }

    @Test func `with an upper bound is judged when its time is over`() {
        let text = CorrelationFixture.correlation("type: event_count\nrules: [failure]\ntimespan: 10s\ncondition:\n    gte: 2\n    lte: 3")
        #expect(CorrelationFixture.followed(text, failures([0, 1])) == [">Held@0-1=2"])
        #expect(CorrelationFixture.followed(text, failures([0, 1, 20])) == ["Held@0-1=2"])
        #expect(CorrelationFixture.followed(text, failures([0, 1, 2, 3])) == [])
        let exact = CorrelationFixture.correlation("type: event_count\nrules: failure\ntimespan: 10s\ncondition:\n    eq: 2")
        #expect(CorrelationFixture.followed(exact, failures([0, 1])) == [">Held@0-1=2"])
        let other = CorrelationFixture.correlation("type: event_count\nrules: failure\ntimespan: 10s\ncondition:\n    neq: 2")
        #expect(CorrelationFixture.followed(other, failures([0, 1])) == [])
    }

    @Test func `of value_count counts different values`() {
        let text = CorrelationFixture.correlation(
            "type: value_count\nrules: failure\ngroup-by: [host]\ntimespan: 1m\ncondition:\n    gte: 2\n    field: user")
        let steps = [("a", "h"), ("a", "h"), ("b", "g"), ("b", "h")].enumerated().map {
            Step(Int64($0), "failure", ["user": $1.0, "host": $1.1])
        }
        #expect(CorrelationFixture.followed(text, steps) == ["Held@0-3/h=2"])
        let pair = CorrelationFixture.correlation(
            "type: value_count\nrules: failure\ntimespan: 1m\ncondition:\n    gte: 3\n    field: [user, host]")
        #expect(CorrelationFixture.followed(pair, steps) == ["Held@0-3=3"])
    }

    @Test func `of temporal holds when all rules matched in any order`() {
        let text = CorrelationFixture.correlation("type: temporal\nrules: [failure, success]\ngroup-by: user\ntimespan: 10s")
        #expect(
            CorrelationFixture.followed(text, [Step(0, "success", ["user": "a"]), Step(9, "failure", ["user": "a"])]) == ["Held@0-9/a=2"])
        #expect(CorrelationFixture.followed(text, [Step(0, "success", ["user": "a"]), Step(11, "failure", ["user": "a"])]) == [])
        #expect(CorrelationFixture.followed(text, [Step(0, "success", ["user": "a"]), Step(9, "failure", ["user": "b"])]) == [])
    }

    @Test func `of temporal may ask for some of its rules`() {
        let text = CorrelationFixture.correlation(
            "type: temporal\nrules: [failure, success, upload]\ntimespan: 10s\ncondition:\n    gte: 2")
        #expect(CorrelationFixture.followed(text, [Step(0, "upload"), Step(1, "upload"), Step(2, "failure")]) == ["Held@1-2=2"])
    }

    @Test func `of temporal may join its rules with words`() {
        func text(_ condition: String, type: String = "temporal", rules: String = "rules: [failure, success, upload]\n") -> String {
            CorrelationFixture.correlation("type: \(type)\n\(rules)timespan: 10s\ncondition: \(condition)")
        }
        let steps = [Step(0, "failure"), Step(1, "success")]
        #expect(CorrelationFixture.followed(text("failure and (success or upload)"), steps) == ["Held@0-1=2"])
        #expect(CorrelationFixture.followed(text("failure AND upload OR success", rules: ""), steps) == ["Held@0-1=2"])
        #expect(CorrelationFixture.followed(text("failure and success and upload"), steps) == [])
        #expect(CorrelationFixture.followed(text("failure and success and not upload"), steps).count == 1)
        #expect(CorrelationFixture.followed(text("failure and success and not upload"), steps + [Step(2, "upload")]) == [])
        let ordered = text("failure and success", type: "temporal_ordered", rules: "")
        #expect(CorrelationFixture.followed(ordered, steps) == ["Held@0-1=2"])
        #expect(CorrelationFixture.followed(ordered, [Step(0, "success"), Step(1, "failure")]) == [])
    }

    @Test func `of temporal_ordered holds in the order of its rules alone`() {
        let text = CorrelationFixture.correlation("type: temporal_ordered\nrules: [failure, success, upload]\ntimespan: 10s")
        #expect(CorrelationFixture.followed(text, [Step(0, "failure"), Step(1, "success"), Step(2, "upload")]) == ["Held@0-2=3"])
        #expect(CorrelationFixture.followed(text, [Step(0, "success"), Step(1, "failure"), Step(2, "upload")]) == [])
        #expect(CorrelationFixture.followed(text, [Step(0, "failure"), Step(1, "success"), Step(11, "upload")]) == [])
        let late = [Step(0, "failure"), Step(8, "failure"), Step(9, "success"), Step(17, "upload")]
        #expect(CorrelationFixture.followed(text, late) == ["Held@8-17=3"])
    }

    @Test func `of sums, averages and percentiles computes with a field`() {
        func text(_ type: String, _ condition: String) -> String {
            CorrelationFixture.correlation("type: \(type)\nrules: upload\ntimespan: 1m\ncondition:\n    field: size\n    \(condition)")
        }
        let steps = [10, 20, 90].enumerated().map { Step(Int64($0), "upload", ["size": "\($1)"]) } + [Step(3, "upload", ["size": "much"])]
        #expect(CorrelationFixture.followed(text("value_sum", "gt: 100"), steps) == ["Held@0-2=120"])
        #expect(CorrelationFixture.followed(text("value_sum", "gt: 120"), steps) == [])
        #expect(CorrelationFixture.followed(text("value_avg", "gte: 40"), steps) == [">Held@0-2=40"])
        #expect(CorrelationFixture.followed(text("value_avg", "lt: 40"), steps) == [])
        #expect(CorrelationFixture.followed(text("value_percentile", "gte: 20\n    percentile: 50"), steps) == [">Held@0-2=20"])
        #expect(CorrelationFixture.followed(text("value_percentile", "gt: 60\n    percentile: 75"), steps) == [])
    }

    @Test func `knows a field of several rules by one alias`() {
        let text = CorrelationFixture.correlation(
            "type: temporal\nrules: [failure, upload]\ngroup-by: ip\ntimespan: 10s\naliases:\n    ip:\n        failure: source\n        upload: client"
        )
        let steps = [Step(0, "failure", ["source": "192.0.2.1", "client": "192.0.2.9"]), Step(1, "upload", ["client": "192.0.2.1"])]
        #expect(CorrelationFixture.followed(text, steps) == ["Held@0-1/192.0.2.1=2"])
    }

    @Test func `may refer to another correlation, wherever that stands`() {
        let outer = CorrelationFixture.correlation(
            "type: temporal_ordered\nrules: [many, success]\ngroup-by: user\ntimespan: 1m", title: "Guessed", name: "guessed")
        let inner = CorrelationFixture.correlation(
            "type: event_count\nrules: failure\ngroup-by: user\ntimespan: 10s\ncondition:\n    gte: 2", title: "Many", name: "many")
        let steps = failures([0, 1]) + [Step(2, "success", ["user": "b"]), Step(3, "success", ["user": "a"])]
        #expect(CorrelationFixture.followed(outer + "---\n" + inner, steps) == ["Many@0-1/a=2", "Guessed@1-3/a=2"])
    }

    @Test func `silences the rules that serve it, unless it generates`() {
        func told(_ more: String) -> [Bool] {
            let text = CorrelationFixture.correlation("type: event_count\nrules: failure\ntimespan: 10s\ncondition:\n    gte: 3" + more)
            let set = SigmaRuleSet(RuleFixture.load(CorrelationFixture.base + text))
            return (0..<set.count).map(set.isTold)
        }
        #expect(told("") == [false, true, true, true])
        #expect(told("\ngenerate: true") == [true, true, true, true])
    }

    @Test func `keeps to its memory when an intruder makes up groups without end`() {
        let text = CorrelationFixture.correlation("type: event_count\nrules: failure\ngroup-by: user\ntimespan: 1d\ncondition:\n    gte: 2")
        let set = SigmaRuleSet(RuleFixture.load(CorrelationFixture.base + text))
        var matcher = set.matcher(), correlator = set.correlator()
        for number in 0..<50_000 {
            let matches = matcher.match(RuleFixture.record(["event": "failure", "user": "u\(number)"]))
            _ = correlator.take(matches, at: Timestamp(seconds: Int64(number)), from: matcher)
        }
        #expect(correlator.dropped >= 50_000 - 2 * SigmaCorrelator.mostGroups)
        #expect(correlator.dropped < 50_000)
    }

    static let refused: [(String, String)] = [
        ("rules: failure\ntimespan: 1m", "The correlation has no type."), ("type: dance\nrules: failure\ntimespan: 1m", "The type `dance`"),
        ("type: temporal\ntimespan: 1m", "The correlation refers to no rule."),
        ("type: temporal\nrules: nobody\ntimespan: 1m", "The correlation refers to `nobody`"),
        ("type: temporal\nrules: held\ntimespan: 1m", "The correlation refers to `held`"),
        ("type: temporal\nrules: failure", "The correlation has no timespan"),
        ("type: temporal\nrules: failure\ntimespan: 0s", "The correlation has no timespan"),
        ("type: event_count\nrules: failure\ntimespan: 1m", "The correlation has no condition."),
        ("type: event_count\nrules: failure\ntimespan: 1m\ncondition:\n    more: 3", "The condition of the correlation holds `more`"),
        ("type: value_count\nrules: failure\ntimespan: 1m\ncondition:\n    gte: 3", "The condition of the correlation names no field."),
        ("type: event_count\nrules: failure\ntimespan: 1m\ncondition:\n    gte: many", "The condition of the correlation compares with"),
        ("type: event_count\nrules: failure\ntimespan: 1m\ncondition: failure", "Only the condition of a temporal correlation"),
        ("type: temporal_ordered\nrules: [failure, success]\ntimespan: 1m\ncondition: failure or success", "The order of rules"),
        ("type: temporal\nrules: [failure, success]\ntimespan: 1m\ncondition: failure and nobody", "The condition names `nobody`"),
    ]

    @Test(arguments: refused)
    func `that makes no sense fails with a reason`(body: String, reason: String) {
        let failed = RuleFixture.load(CorrelationFixture.base + CorrelationFixture.correlation(body)).failed
        #expect(failed.first?.reason.hasPrefix(reason) == true, "\(failed.first?.reason ?? "loaded")")
    }
}
