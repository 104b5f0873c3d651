import Testing

@testable import Sigma

@Suite struct `A YAML text` {
    static func problem(_ text: String) -> String? {
        do {
            _ = try YAMLReader.documents(text)
            return nil
        } catch { return (error as? SigmaProblem)?.reason ?? "another error" }
    }

    static let scalars: [(String, YAMLValue)] = [
        ("", .null), ("~", .null), ("null", .null), ("NULL", .null), ("''", .text("")), ("true", .boolean(true)),
        ("False", .boolean(false)),
        ("off", .boolean(false)), ("'true'", .text("true")), ("12", .integer(12)), ("-7", .integer(-7)), ("0x1F", .integer(31)),
        ("017", .integer(15)), ("0b101", .integer(5)), ("1_000", .integer(1000)), ("1.5e3", .real(1500)), ("-.5", .real(-0.5)),
        ("99999999999999999999", .text("99999999999999999999")), ("\"12\"", .text("12")), ("1.2.3", .text("1.2.3")),
        ("2031-05-06", .text("2031-05-06")), ("12 apples", .text("12 apples")), ("!!str 12", .text("12")), ("!!int 12", .text("12")),
        ("! 12", .text("12")), ("&x 12", .integer(12)), ("|\n  a\n  b\n", .text("a\nb\n")), (">-\n  a\n  b\n", .text("a b")),
        ("\"\\0\\x41\\u00e9\"", .text("\0A\u{e9}")), ("'it''s'", .text("it's")), ("a\\b", .text("a\\b")),
    ]

    @Test(arguments: scalars)
    func `says by its form what a scalar is`(text: String, value: YAMLValue) throws {
        let documents = try YAMLReader.documents("k: \(text)")
        #expect(documents == [.map([YAMLEntry(key: "k", value: value)])])
    }

    @Test func `keeps the order of its keys, and their words`() throws {
        let documents = try YAMLReader.documents("b: [x, {y: 1}]\n12: null\n~: {}\na:\n- - z\n")
        let expected: [YAMLEntry] = [
            YAMLEntry(key: "b", value: .list([.text("x"), .map([YAMLEntry(key: "y", value: .integer(1))])])),
            YAMLEntry(key: "12", value: .null), YAMLEntry(key: "~", value: .map([])),
            YAMLEntry(key: "a", value: .list([.list([.text("z")])])),
        ]
        #expect(documents == [.map(expected)])
    }

    @Test(arguments: [
        ("", []), ("# nothing\n", []), ("---", [YAMLValue.null]), ("--- a\n--- b\n...\n", [.text("a"), .text("b")]),
        ("\u{feff}a", [.text("a")]), ("%YAML 1.1\n--- a\n", [.text("a")]), ("%TAG !e! tag:example.org,2031:\n--- !e!x 1\n", [.text("1")]),
    ])
    func `holds the documents that its marks divide`(text: String, expected: [YAMLValue]) throws {
        let documents = try YAMLReader.documents(text)
        #expect(documents == expected)
    }

    @Test func `repeats what an alias stands for, as a value and as a key`() throws {
        let documents = try YAMLReader.documents("a: &x 12\nb: &y [*x, *x]\n*x : *y\nc: &x new\nd: *x\n")
        let twelves = YAMLValue.list([.integer(12), .integer(12)])
        let expected: [YAMLEntry] = [
            YAMLEntry(key: "a", value: .integer(12)), YAMLEntry(key: "b", value: twelves), YAMLEntry(key: "12", value: twelves),
            YAMLEntry(key: "c", value: .text("new")), YAMLEntry(key: "d", value: .text("new")),
        ]
        #expect(documents == [.map(expected)])
    }

    static let refused: [(String, String)] = [
        ("a: *x", "The YAML is broken: line 1: found undefined alias."),
        ("&x a: &x [*y]", "The YAML is broken: line 1: found undefined alias."),
        ("a: &x [*x]", "The YAML is broken: line 1: found undefined alias."),
        ("a: &x 1\n---\nb: *x", "The YAML is broken: line 3: found undefined alias."),
        ("[a]: b", "A key of a map is no text."), ("? {a: b}\n: c", "A key of a map is no text."),
        ("a: &x [1]\n*x : c", "A key of a map is no text."), ("1: a\n'1': b", "The YAML is broken: a key stands twice in one map (1)."),
        ("a: b\n c: d: e", "The YAML is broken: line 2: mapping values are not allowed in this context."),
        (String(repeating: "- ", count: 49) + "x", "Values are nested more than 48 deep."),
        (String(repeating: "[", count: 1_000_000), "Values are nested more than 48 deep."),
        (String(repeating: "[\n", count: 1_000_000), "Values are nested more than 48 deep."),
        ((0..<60).map { "a\($0): &a\($0) [\($0 == 0 ? "x" : "*a\($0 - 1)")]\n" }.joined(), "The file uses more than 24 aliases."),
        (
            "a: &a \(String(repeating: "[", count: 30))\(String(repeating: "]", count: 30))\n"
                + "b: \(String(repeating: "[", count: 30))*a\(String(repeating: "]", count: 30))",
            "Values are nested more than 48 deep."
        ),
        ("a: &a [\(String(repeating: "x,", count: 50_000))]\nb: [*a,*a,*a,*a,*a,*a,*a,*a]", "The file holds more than 400000 values."),
        (String(repeating: "-\n", count: 400_001), "The file holds more than 400000 values."),
        (String(repeating: "---\n", count: 4097), "The file holds more than 4096 documents."),
        (String(repeating: "%TAG !a! b\n", count: 65), "The file holds more than 64 directives for tags."),
        (String(repeating: "x", count: (4 << 20) + 1), "The file is larger than 4194304 bytes."),
    ]

    @Test(arguments: refused.indices)
    func `that is broken or grows without end is refused`(index: Int) {
        let (text, reason) = Self.refused[index]
        #expect(Self.problem(text) == reason)
    }

    @Test func `may be as deep as the limit`() {
        #expect(Self.problem(String(repeating: "- ", count: 48) + "x") == nil)
    }
}
