import Model
import Sigma
import Testing

@Suite struct `A rule file` {
    static let body = "logsource:\n    product: linux\ndetection:\n    s:\n        f: 1\n    condition: s\n"

    @Test func `gives what a match has to name`() throws {
        let rules = RuleFixture.load(
            """
            title: A title
            id: 11112222-3333-4444-5555-666677778888
            name: short_name
            author: [Ann Example, Bo Example]
            license: Apache-2.0
            level: high
            status: test
            tags:
                - attack.execution
                - attack.t1059.004
            related:
                - id: 99998888-7777-6666-5555-444433332222
                  type: derived

            """ + Self.body)
        let header = try #require(rules.rules.first?.header)
        #expect(header.title == "A title")
        #expect(header.id == "11112222-3333-4444-5555-666677778888")
        #expect(header.author == "Ann Example, Bo Example")
        #expect(header.license == "Apache-2.0")
        #expect(header.level == .high)
        #expect(header.path == "rule.yml")
        #expect(header.techniques == ["T1059.004"])
        #expect(header.related.map(\.kind) == ["derived"])
    }

    @Test func `without a licence of its own has that of its collection`() throws {
        let header = try #require(RuleFixture.load("title: t\n" + Self.body).rules.first?.header)
        #expect(header.license == "DRL-1.1")
    }

    @Test func `holds several documents, of which a broken one costs only itself`() {
        let rules = RuleFixture.load("title: one\n\(Self.body)---\ntitle: two\n---\ntitle: three\n\(Self.body)---\n")
        #expect(rules.rules.map(\.header.title) == ["one", "three"])
        #expect(rules.failed.map(\.document) == [2])
        #expect(rules.failed.first?.reason == "The rule names no log source.")
    }

    @Test func `of the older form shares what is global, and repeats what came before`() {
        let rules = RuleFixture.load(
            """
            action: global
            title: shared
            level: high
            logsource:
                product: linux
            detection:
                condition: s
            ---
            detection:
                s:
                    f: 1
            ---
            action: repeat
            title: again
            detection:
                s:
                    g: 2
            ---
            action: reset
            ---
            title: alone
            detection:
                s:
                    f: 1
                condition: s
            """)
        #expect(rules.rules.map(\.header.title) == ["shared", "again"])
        #expect(rules.rules.map(\.header.level) == [.high, .high])
        #expect(rules.failed.map(\.document) == [5])
        var matcher = SigmaRuleSet(rules).matcher()
        #expect(matcher.match(RuleFixture.record(["f": "1"])) == [0])
        #expect(matcher.match(RuleFixture.record(["f": "1", "g": "2"])) == [0, 1])
    }

    static let refused: [(String, String)] = [
        ("", "The file holds no document."), ("- a list", "The document is no map."), (body, "The rule has no title."),
        ("title: t\nid: 12\n" + body, "The id of the rule is no UUID."), ("title: t\nlevel: huge\n" + body, "The level `huge` is none of"),
        ("title: t\nstatus: maybe\n" + body, "The status `maybe` is unknown."),
        ("title: t\ntaxonomy: other\n" + body, "The rule names its fields by the taxonomy `other`"),
        ("title: t\nlogsource:\n    product: linux\n", "The rule has no detection."),
        ("title: t\nlogsource:\n    product: linux\ndetection:\n    s:\n        f: 1\n", "The detection has no condition."),
        ("title: t\nlogsource:\n    product: linux\ndetection:\n    s: {}\n    condition: s\n", "A part of the detection is empty."),
        ("title: t\ntitle: u\n" + body, "The YAML is broken: a key stands twice"), ("a: [1, 2", "The YAML is broken: line"),
        ("a: *nowhere", "The YAML is broken: "), ("action: dance\n" + body, "The action `dance` is unknown."),
        ("a: \u{1}", "The YAML is broken"),
    ]

    @Test(arguments: refused)
    func `that is broken fails with a reason`(text: String, reason: String) {
        let told = RuleFixture.refusal(text)
        #expect(told?.hasPrefix(reason) == true, "\(told ?? "loaded")")
    }

    @Test(arguments: [
        String(repeating: "[", count: 100_000), String(repeating: "- ", count: 100_000), String(repeating: "{a: ", count: 50_000),
        String(repeating: " ", count: 100_000) + "a: b", "a: " + String(repeating: "[", count: 390) + String(repeating: "]", count: 390),
        String(repeating: "'", count: 100_001), String(repeating: "? ", count: 50_000), String(repeating: "--- \n", count: 10_000),
        (0..<500).map { String(repeating: " ", count: $0) + "k:\n" }.joined(), String(repeating: "x", count: 5 << 20),
        "title: " + String(repeating: "\"]", count: 300) + String(repeating: "[", count: 300),
        "[\"" + String(repeating: "]", count: 995) + "\", " + String(repeating: "[", count: 995),
    ])
    func `that nests or grows without end is refused`(text: String) {
        let rules = RuleFixture.load(text)
        #expect(rules.rules.isEmpty)
        #expect(!rules.failed.isEmpty || text.hasPrefix("---"))
    }

    @Test func `whose aliases multiply is refused`() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1..<10 {
            text += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
        }
        #expect(RuleFixture.refusal(text) == "The file uses more than 24 aliases.")
    }

    @Test func `cut off or altered at any place harms nothing`() {
        let text = Array(
            (CorrelationFixture.base + `A filter`.rules
                + RuleFixture.rule("s:\n    f|re|i: '(a|[b-c])+\\d{2,}'\n    g|windash: '-x'\ncondition: not s")).utf8)
        for place in stride(from: 0, to: text.count, by: 3) {
            var altered = text
            altered[place] = [0x5b, 0x27, 0x3a, 0x0a, 0x2a, 0x26, 0x7c][place % 7]
            for bytes in [Array(text[..<place]), altered] {
                let rules = RuleFixture.load(String(validating: bytes, as: UTF8.self) ?? "")
                var matcher = SigmaRuleSet(rules).matcher()
                #expect(matcher.match(RuleFixture.record(["f": "aab12"])).count <= rules.rules.count)
            }
        }
    }

    @Test func `may use anchors in measure`() {
        let text = "title: t\nlogsource: &source\n    product: linux\nother: *source\ndetection:\n    s:\n        f: 1\n    condition: s\n"
        #expect(RuleFixture.load(text).rules.count == 1)
    }

    @Test(arguments: [
        "product: windows", "product: macos", "category: process_creation\n    product: windows", "product: azure\n    service: signinlogs",
        "category: application\n    product: opencanary", "category: application\n    product: kubernetes\n    service: audit",
        "category: application\n    product: rpc_firewall", "product: cisco\n    service: syslog", "category: registry_set",
        "product: qradar",
    ])
    func `for logs that a Linux server does not write is set aside with a reason in both languages`(logSource: String) throws {
        let rules = RuleFixture.load(RuleFixture.rule("s:\n    f: 1\ncondition: s", logSource: logSource))
        #expect(rules.rules.isEmpty && rules.failed.isEmpty)
        let reason = try #require(rules.notApplicable.first?.reason)
        #expect(!reason.en.pieces.isEmpty && !reason.ja.pieces.isEmpty)
    }
}

@Suite struct `A filter` {
    static let rules = """
        title: Rule one
        id: 11112222-3333-4444-5555-666677778881
        logsource:
            category: process_creation
            product: linux
        detection:
            selection:
                f: 1
            condition: selection
        ---
        title: Rule two
        name: second
        logsource:
            product: linux
            service: sshd
        detection:
            selection:
                f: 1
            condition: selection
        ---

        """

    static func filter(_ rules: String, logSource: String = "product: linux", condition: String = "not selection") -> String {
        "title: Our own hosts\nlogsource:\n    \(logSource)\nfilter:\n    rules: \(rules)\n    selection:\n        h|startswith: 'ours'\n"
            + "    condition: \(condition)\n"
    }

    /// The rules that match an event of one of our own hosts.
    static func matching(_ filter: String, host: String = "ours1") -> [String] {
        let rules = RuleFixture.load(Self.rules + filter)
        let set = SigmaRuleSet(rules)
        var matcher = set.matcher()
        return matcher.match(RuleFixture.record(["f": "1", "h": host])).map { set.header($0).title }
    }

    @Test func `takes its exceptions from the rules that it names`() {
        #expect(Self.matching(Self.filter("[11112222-3333-4444-5555-666677778881]")) == ["Rule two"])
        #expect(Self.matching(Self.filter("second")) == ["Rule one"])
        #expect(Self.matching(Self.filter("any")) == [])
        #expect(Self.matching(Self.filter("[]")) == [])
        #expect(Self.matching(Self.filter("any"), host: "theirs") == ["Rule one", "Rule two"])
    }

    @Test func `is for its own log source alone`() {
        #expect(Self.matching(Self.filter("any", logSource: "category: process_creation")) == ["Rule two"])
        #expect(Self.matching(Self.filter("any", logSource: "service: sshd")) == ["Rule one"])
    }

    @Test func `may select with words of its own`() {
        #expect(Self.matching(Self.filter("any", condition: "not 1 of sel*")) == [])
        #expect(Self.matching(Self.filter("any", condition: "selection")) == ["Rule one", "Rule two"])
    }

    @Test func `that fits nothing, or is broken, is told of`() {
        #expect(RuleFixture.load(Self.rules + Self.filter("third")).failed.map(\.document) == [3])
        #expect(RuleFixture.load(Self.rules + "title: t\nlogsource:\n    product: linux\nfilter:\n    condition: x\n").failed.count == 1)
        #expect(RuleFixture.load(Self.rules + "title: t\nfilter:\n    rules: any\n    condition: x\n").failed.count == 1)
    }
}
