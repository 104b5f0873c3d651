import Testing

/// A condition over the parts a1, a2, b1, _c, of which each asks for the field of its name to be "1".
struct ConditionCase: CustomTestStringConvertible, Sendable {
    var condition: String
    /// Fields that are "1" in events that match, and in events that do not; parted by blanks.
    var matching: [String]
    var missing: [String]

    init(_ condition: String, _ matching: [String], _ missing: [String]) {
        (self.condition, self.matching, self.missing) = (condition, matching, missing)
    }

    var testDescription: String { condition }

    func holds(_ names: String) -> Bool? {
        let parts = ["a1", "a2", "b1", "_c"].map { "\($0):\n    \($0): 1\n" }.joined()
        let rule = RuleFixture.rule(parts + "condition: \(condition)")
        return RuleFixture.matches(rule, Dictionary(names.split(separator: " ").map { (String($0), "1") }, uniquingKeysWith: { $1 }))
    }
}

@Suite struct `A condition` {
    static let cases: [ConditionCase] = [
        ConditionCase("a1", ["a1"], ["", "a2"]),
        ConditionCase("not a1", ["", "a2"], ["a1"]),
        ConditionCase("a1 and a2 or b1", ["a1 a2", "b1"], ["a1", "a2"]),
        ConditionCase("a1 or a2 and b1", ["a1", "a2 b1"], ["a2", "b1"]),
        ConditionCase("(a1 or a2) and b1", ["a1 b1", "a2 b1"], ["a1", "b1"]),
        ConditionCase("not a1 and b1", ["b1"], ["a1 b1", ""]),
        ConditionCase("not (a1 and b1)", ["", "a1", "b1"], ["a1 b1"]),
        ConditionCase("not not a1", ["a1"], [""]),
        ConditionCase("a1 and not a2 and not b1", ["a1"], ["a1 a2", "a1 b1", ""]),
        ConditionCase("1 of a*", ["a1", "a2"], ["b1", "_c"]),
        ConditionCase("any of a*", ["a1"], ["b1"]),
        ConditionCase("all of a*", ["a1 a2"], ["a1", "a2 b1"]),
        ConditionCase("2 of a*", ["a1 a2"], ["a1", "b1"]),
        ConditionCase("2 of them", ["a1 b1", "a2 b1", "a1 a2 b1"], ["a1", "a1 _c"]),
        ConditionCase("1 of them", ["a1", "b1"], ["_c", ""]),
        ConditionCase("all of them", ["a1 a2 b1"], ["a1 a2 _c", "a1 b1"]),
        ConditionCase("1 of _*", ["_c"], ["a1"]),
        ConditionCase("1 of *1", ["a1", "b1"], ["a2"]),
        ConditionCase("b1 and not 1 of a*", ["b1"], ["b1 a1", "b1 a2"]),
        ConditionCase("a1 AND NOT a2", ["a1"], ["a1 a2"]),
        ConditionCase("[a1 and a2, b1]", ["a1 a2", "b1"], ["a1"]),
        ConditionCase("((((a1))))", ["a1"], [""]),
    ]

    @Test(arguments: cases)
    func `joins the parts of a detection`(_ condition: ConditionCase) {
        for names in condition.matching { #expect(condition.holds(names) == true, "\(names)") }
        for names in condition.missing { #expect(condition.holds(names) == false, "\(names)") }
    }

    static let refused = [
        "", "a1 and", "and a1", "(a1", "a1)", "a1 a2", "nothing", "1 of z*", "none of them", "4 of them", "0 of them", "not",
        "a1 | count() > 5", "a1 & a2", "1 of", String(repeating: "(", count: 5000) + "a1",
    ]

    @Test(arguments: refused)
    func `that is broken fails its rule with a reason`(condition: String) {
        let reason = RuleFixture.refusal(RuleFixture.rule("a1:\n    f: 1\na2:\n    f: 2\ncondition: '\(condition)'"))
        #expect(reason?.hasSuffix(".") == true)
    }

    @Test func `sees maps of a list as alternatives, and the lines of a map together`() {
        let rule = RuleFixture.rule("s:\n    - f: 1\n      g: 2\n    - h: 3\n    - 'word'\ncondition: s")
        #expect(RuleFixture.matches(rule, ["f": "1", "g": "2"]) == true)
        #expect(RuleFixture.matches(rule, ["h": "3"]) == true)
        #expect(RuleFixture.matches(rule, [:], text: "a WORD here") == true)
        #expect(RuleFixture.matches(rule, ["f": "1"]) == false)
        #expect(RuleFixture.matches(rule, ["f": "1", "g": "3"], text: "wor d") == false)
    }

    @Test func `takes lists within lists as alternatives too`() {
        let rule = RuleFixture.rule("s:\n    - - f: 1\n      - g: 2\n    - h: 3\ncondition: s")
        #expect(RuleFixture.matches(rule, ["g": "2"]) == true)
        #expect(RuleFixture.matches(rule, ["g": "3"]) == false)
    }

    @Test func `over a field that the event lacks is false, and true when negated`() {
        let rule = RuleFixture.rule("s:\n    f: 1\nfilter:\n    g|contains: 'x'\n    h|re: 'y'\ncondition: s and not filter")
        #expect(RuleFixture.matches(rule, ["f": "1"]) == true)
        #expect(RuleFixture.matches(rule, ["f": "1", "g": "x"]) == true)
        #expect(RuleFixture.matches(rule, ["f": "1", "g": "x", "h": "y"]) == false)
    }
}
