import Model
import Testing

@testable import ContentRules

@Suite struct `Our own content rules` {
    static let fixtures = "Tests/ContentRulesTests/Fixtures"
    static let compilation = ContentRules.compile(EmbeddedRules.sources)
    static let folders = SourceFiles.names(in: fixtures)

    struct Fixture: CustomTestStringConvertible, Sendable {
        var rule: String
        var name: String
        var testDescription: String { "\(rule)/\(name)" }
        var bytes: [UInt8] { SourceFiles.bytes("\(fixtures)/\(rule)/\(name)") }
    }

    static func all(_ prefix: String) -> [Fixture] {
        folders.flatMap { rule in
            SourceFiles.names(in: "\(fixtures)/\(rule)").filter { $0.hasPrefix(prefix) }.map { Fixture(rule: rule, name: $0) }
        }
    }

    @Test func `stand in the program as they stand in Rules`() {
        let names = SourceFiles.names(in: "Rules/yara")
        #expect(EmbeddedRules.sources.map(\.name) == names)
        for source in EmbeddedRules.sources {
            let same = SourceFiles.bytes("Rules/yara/\(source.name)") == source.text
            #expect(same, "run scripts/embed-rules: \(source.name) was changed")
        }
    }

    @Test func `compile without an error and without a warning`() {
        #expect(Self.compilation.problems == [])
        #expect(Self.compilation.rules != nil)
    }

    @Test func `say in both languages what they claim, who wrote them and what to read`() throws {
        let rules = try #require(Self.compilation.rules).descriptions
        #expect(Set(rules.map(\.id)).count == rules.count)
        for rule in rules {
            #expect(rule.id.contains("."), "\(rule.id) has no dotted id")
            #expect(rule.title.en != rule.title.ja, "\(rule.id) needs title_en and title_ja")
            #expect(rule.kind != .other, "\(rule.id) needs a kind")
            #expect(rule.author == "The Banken authors" && rule.license == "Apache-2.0", "\(rule.id) needs author and license")
            #expect(rule.references.count >= 1, "\(rule.id) needs a reference")
        }
    }

    @Test func `each have content that fires and content that stays quiet`() throws {
        let ids = Set(try #require(Self.compilation.rules).descriptions.map(\.id))
        #expect(ids == Set(Self.folders))
        for id in ids {
            let names = SourceFiles.names(in: "\(Self.fixtures)/\(id)")
            #expect(names.contains { $0.hasPrefix("fires-") }, "\(id) needs a file that fires")
            #expect(names.contains { $0.hasPrefix("quiet-") }, "\(id) needs a near miss")
            #expect(names.allSatisfy { $0.hasPrefix("fires-") || $0.hasPrefix("quiet-") }, "\(id) has a file of no meaning")
        }
    }

    @Test(arguments: all("fires-"))
    func `fire on what they claim`(fixture: Fixture) throws {
        let rules = try #require(Self.compilation.rules)
        let scan = rules.scan(fixture.bytes, of: .unnamed, limits: .ordinary)
        let match = try #require(scan.matches.first { $0.rule == fixture.rule }, "fired: \(scan.matches.map(\.rule))")
        #expect(!match.hits.isEmpty)
        #expect(scan.problem == nil)
    }

    @Test(arguments: all("quiet-"))
    func `stay quiet on near misses`(fixture: Fixture) throws {
        let rules = try #require(Self.compilation.rules)
        let bytes = fixture.bytes
        #expect(!bytes.isEmpty)
        #expect(rules.scan(bytes, of: .unnamed, limits: .ordinary).matches.map(\.rule) == [])
    }

    @Test func `stay quiet on their own text`() throws {
        let rules = try #require(Self.compilation.rules)
        for source in EmbeddedRules.sources {
            #expect(rules.scan(source.text, of: .unnamed, limits: .ordinary).matches.map(\.rule) == [], "\(source.name)")
        }
    }
}

@Suite struct `Content made to stop our rules` {
    static let pieces = [
        "<iframe src=\"http://a.example/\" width=1 ", "<iframe src=\"https://www.youtube.com/\" width=1 height=1>", "eval(a(a(a(a(",
        "=$_POST[a];", "base64_decode(", "chr(65).", "%41%42", "100,101,", "].$a[1", "\"a\".\"b\".", "</html> <script ", "$_POST[a]($",
        "eval          (", "<?php $_POST[", "\nserver a.b.cc 6667\nnick ", "\nroot 123456", "style=\"left:-999px\"><a href=\"http://",
        "RewriteCond %{HTTP_REFERER} google ", "exec 3<>/dev/tcp/192.0.2.1/5 ", "\n", "\u{0}", "a",
    ]

    @Test(arguments: pieces)
    func `is judged to its end`(piece: String) throws {
        let rules = try #require(`Our own content rules`.compilation.rules)
        let content = Array(String(repeating: piece, count: 32_768 / piece.utf8.count).utf8)
        let scan = rules.scan(content, of: .unnamed, limits: ScanLimits(seconds: 60, rules: 64, hitsPerRule: 8))
        #expect(scan.problem == nil)
    }
}
