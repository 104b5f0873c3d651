import ContentRules
import Model
import Testing

@Suite struct `Compiling rule files` {
    @Test func `leaves out a broken file and names the line, and uses the others`() throws {
        let compilation = ContentRules.compile([
            RuleSource(name: "good.yar", text: "rule good { condition: true }"),
            RuleSource(name: "bad.yar", text: "rule first { condition: true }\n\nrule bad { condition: $nowhere }\n"),
            RuleSource(name: "more.yar", text: "rule more { condition: true }"),
        ])
        let rules = try #require(compilation.rules)
        #expect(rules.descriptions.map(\.id) == ["good", "more"])
        #expect(rules.descriptions.map(\.file) == ["good.yar", "more.yar"])
        let problem = try #require(compilation.problems.first)
        #expect(problem.file == "bad.yar" && problem.line == 3 && problem.severity == .error)
        #expect(problem.message.contains("nowhere"))
    }

    @Test func `lets two files use one name for a rule`() {
        let text = "rule twin { condition: true }"
        let compilation = ContentRules.compile([RuleSource(name: "a.yar", text: text), RuleSource(name: "b.yar", text: text)])
        #expect(compilation.rules?.descriptions.map(\.file) == ["a.yar", "b.yar"])
        #expect(compilation.problems == [])
    }

    @Test(arguments: [
        "", "rule", "rule x {", "rule x { strings: $a = /(/ condition: $a }", "\u{0}", "rule x { condition: true }\u{0}rubbish(",
        "include \"/etc/passwd\"", "rule é { condition: true }", "import \"no-such-module\" rule x { condition: true }",
        "rule x { strings: $a = \"unused\" condition: true }",
    ])
    func `survives text that is no rule`(text: String) {
        let compilation = ContentRules.compile([RuleSource(name: "odd.yar", text: text)])
        if text.isEmpty {
            #expect(compilation.problems == [])
        } else {
            #expect(compilation.rules == nil)
            #expect(compilation.problems.contains { $0.severity == .error && $0.file == "odd.yar" })
        }
    }

    @Test func `yields nothing to scan with where every file is broken`() {
        let sources = (0..<3).map { RuleSource(name: "\($0).yar", text: "rule") }
        let compilation = ContentRules.compile(sources)
        #expect(compilation.rules == nil)
        #expect(Set(compilation.problems.map(\.file)) == ["0.yar", "1.yar", "2.yar"])
    }

    @Test func `reports a slow pattern as a warning and keeps the rule`() {
        let text = "rule slow { strings: $a = /a.{0,200}/ condition: $a }"
        let compilation = ContentRules.compile([RuleSource(name: "slow.yar", text: text)])
        #expect(compilation.rules != nil)
        #expect(compilation.problems.map(\.severity) == [.warning])
    }
}

@Suite struct `Rules written for other tools` {
    static func rules(_ text: String) throws -> ContentRules {
        try #require(ContentRules.compile([RuleSource(name: "foreign.yar", text: text)]).rules)
    }

    @Test func `get defaults for what they do not say`() throws {
        let rule = try #require(try Self.rules("rule Some_Shell { condition: true }").descriptions.first)
        #expect(rule.id == "Some_Shell" && rule.kind == .other && rule.author == "" && rule.references == [])
        #expect(rule.title.en == Prose([.host("Some_Shell")]))
    }

    @Test func `keep their author, licence and references, and not an id that tells nothing`() throws {
        let text = #"""
            rule Foreign { meta: id = "9a7c1f0e-0000-4000-8000-3f1d7c9f5e2a" author = "Somebody" licence = "MIT" kind = "no such kind"
                reference = "https://a.example/" reference2 = "https://b.example/" title_en = "bell \x07" score = 75
                condition: true }
            """#
        let rule = try #require(try Self.rules(text).descriptions.first)
        #expect(rule.id == "Foreign" && rule.author == "Somebody" && rule.license == "MIT" && rule.kind == .other)
        #expect(rule.references == ["https://a.example/", "https://b.example/"])
        #expect(rule.title.en == Prose([.host("Foreign")]))
    }

    @Test func `see the name under which the content stands`() throws {
        let rules = try Self.rules(
            #"""
            rule name { condition: filename == "a b.php" }
            rule path { condition: filepath contains "/var/www/" }
            rule ending { condition: extension == ".php" }
            rule others { condition: filetype == "" and owner == "" and md5 == "" }
            """#)
        let named = rules.scan([1], of: ScannedFile(path: "/var/www/a b.php"), limits: .ordinary)
        #expect(named.matches.map(\.rule) == ["name", "path", "ending", "others"])
        #expect(rules.scan([1], of: .unnamed, limits: .ordinary).matches.map(\.rule) == ["others"])
        #expect(rules.scan([1], of: ScannedFile(path: RawText([0x2f, 0xff, 0x00, 0x2e])), limits: .ordinary).problem == nil)
    }
}

@Suite struct `Scanning content` {
    static let letters = ContentRules.compile([
        RuleSource(name: "letters.yar", text: #"rule a { strings: $a = /a{300,400}/ $b = "bcd" condition: any of them }"#)
    ])

    @Test func `tells where each string stands, in the order of the content`() throws {
        let rules = try #require(Self.letters.rules)
        let bytes = Array("bcd..bcd".utf8) + [0xff] + Array(repeating: UInt8(ascii: "a"), count: 350)
        let hits = try #require(rules.scan(bytes, of: .unnamed, limits: .ordinary).matches.first).hits
        #expect(hits[0] == ContentMatch.Hit(offset: 0, length: 3, text: "bcd"))
        #expect(hits[1].offset == 5)
        #expect(hits[2].offset == 9 && hits[2].length == 350 && hits[2].text.count == 160)
    }

    @Test func `tells as many places as asked for`() throws {
        let rules = try #require(Self.letters.rules)
        let bytes = Array(String(repeating: "bcd", count: 10_000).utf8)
        for most in [0, 1, 5] {
            let limits = ScanLimits(seconds: 20, rules: 4, hitsPerRule: most)
            #expect(rules.scan(bytes, of: .unnamed, limits: limits).matches.first?.hits.count == most)
        }
    }

    @Test func `finds nothing in nothing`() throws {
        let rules = try #require(Self.letters.rules)
        #expect(rules.scan([], of: .unnamed, limits: .ordinary) == ContentScan())
    }

    @Test func `says when more rules match than it may tell`() throws {
        let text = (0..<40).map { "rule r\($0) { condition: true }\n" }.joined()
        let rules = try #require(ContentRules.compile([RuleSource(name: "many.yar", text: text)]).rules)
        let scan = rules.scan([0], of: .unnamed, limits: ScanLimits(seconds: 5, rules: 7, hitsPerRule: 1))
        #expect(scan.matches.count == 7 && scan.problem == .tooManyRules)
        #expect(rules.scan([0], of: .unnamed, limits: ScanLimits(seconds: 5, rules: 40, hitsPerRule: 1)).problem == nil)
    }

    @Test func `says when a string occurs too often to be counted`() throws {
        let text = #"rule a { meta: id = "too.often" strings: $a = "aaaa" condition: #a > 5 }"#
        let rules = try #require(ContentRules.compile([RuleSource(name: "often.yar", text: text)]).rules)
        let scan = rules.scan([UInt8](repeating: 0x61, count: 1_200_000), of: .unnamed, limits: .ordinary)
        #expect(scan.problem == .tooManyHits(rule: "too.often"))
    }

    @Test func `ends when its time is over`() throws {
        let text = "rule a { condition: for all i in (0..filesize) : (for all j in (0..filesize) : (i + j != 0x7fffffff)) }"
        let rules = try #require(ContentRules.compile([RuleSource(name: "endless.yar", text: text)]).rules)
        let bytes = [UInt8](repeating: 0, count: 4_000_000)
        let clock = ContinuousClock()
        let start = clock.now
        let scan = rules.scan(bytes, of: .unnamed, limits: ScanLimits(seconds: 0, rules: 1, hitsPerRule: 1))
        #expect(scan.problem == .timedOut(seconds: 1))
        #expect(clock.now - start < .seconds(60))
    }

    @Test func `goes on in many tasks with one set of rules`() async throws {
        let rules = try #require(Self.letters.rules)
        let found = await withTaskGroup(of: Int.self) { group in
            for number in 0..<64 {
                group.addTask {
                    let bytes = Array((String(repeating: "x", count: number) + "bcd").utf8)
                    return rules.scan(bytes, of: .unnamed, limits: .ordinary).matches.first?.hits.first?.offset ?? -1
                }
            }
            return await group.reduce(into: Set<Int>()) { $0.insert($1) }
        }
        #expect(found == Set(0..<64))
    }
}
