import Testing

@Suite struct `A regular expression` {
    static let cases: [ValueCase] = [
        ValueCase("f|re: 'b+'", matching: ["abbc", "b"], missing: ["B", "", nil]),
        ValueCase("f|re: '^ab?c$'", matching: ["ac", "abc", "ac\n"], missing: ["xac", "acx", "abbc", "ac\nx"]),
        ValueCase("f|re|i: 'foo[a-c]'", matching: ["FOOB", "fooa"], missing: ["food"]),
        ValueCase("f|re: '(?i)foo'", matching: ["xFoO"], missing: ["fo"]),
        ValueCase("f|re: 'a(?i)b'", matching: ["ab", "aB"], missing: ["Ab"]),
        ValueCase("f|re: 'a(?i:b)c'", matching: ["aBc"], missing: ["aBC"]),
        ValueCase("f|re: '^b$'", matching: ["b"], missing: ["a\nb\nc"]),
        ValueCase("f|re|m: '^b$'", matching: ["a\nb\nc", "b"], missing: ["a\nbc"]),
        ValueCase("f|re: 'a.b'", matching: ["axb", "aéb"], missing: ["a\nb", "ab"]),
        ValueCase("f|re|s: 'a.b'", matching: ["a\nb"], missing: ["ab"]),
        ValueCase(#"f|re: '\d{2,3}-\w+\s\S'"#, matching: ["12-a b", "x123-_ é"], missing: ["1-a b", "12- b"]),
        ValueCase(#"f|re: '\bcat\b'"#, matching: ["a cat.", "cat"], missing: ["concat", "cats"]),
        ValueCase(#"f|re: '\Bcat'"#, matching: ["concat"], missing: ["cat", "a cat"]),
        ValueCase(#"f|re: '\Aab|cd\z'"#, matching: ["abx", "xcd"], missing: ["xab", "cd\n"]),
        ValueCase("f|re: '^(a|bc)*d$'", matching: ["d", "abcad"], missing: ["abd"]),
        ValueCase("f|re: '^a{2}$'", matching: ["aa"], missing: ["a", "aaa"]),
        ValueCase("f|re: '^a{2,}?$'", matching: ["aa", "aaaa"], missing: ["a"]),
        ValueCase("f|re: '^a{,2}$'", matching: ["", "aa"], missing: ["aaa"]),
        ValueCase("f|re: 'a{x}'", matching: ["a{x}"], missing: ["ax"]),
        ValueCase("f|re: '[]a]'", matching: ["]", "a"], missing: ["b"]),
        ValueCase("f|re: '^[^]a]$'", matching: ["b", "日"], missing: ["]", "a"]),
        ValueCase(#"f|re: '^[\w.-]+$'"#, matching: ["a.b-c"], missing: ["a b"]),
        ValueCase(#"f|re: '[\x41-\x43\t]z'"#, matching: ["Bz", "\tz"], missing: ["Dz"]),
        ValueCase("f|re: '[[:digit:][:space:]]x'", matching: ["1x", " x"], missing: ["ax"]),
        ValueCase(#"f|re: '\Qa.b\E+'"#, matching: ["a.b", "a.bb"], missing: ["axb"]),
        ValueCase("f|re: '(?:ab)(?<name>cd)(?P<x>e)'", matching: ["abcde"], missing: ["abce"]),
        ValueCase("f|re: '(?x) a b # said'", matching: ["ab"], missing: ["a b"]),
        ValueCase("f|re: '^.{3}$'", matching: ["äöü", "日本語"], missing: ["ab", "日本"]),
        ValueCase("f|re: '日+本'", matching: ["x日日本"], missing: ["日日"]),
        ValueCase("f|re: '[é日]x'", matching: ["éx", "日x"], missing: ["ex"]),
        ValueCase("f|re: ''", matching: ["", "x"], missing: [nil]),
        ValueCase("f|re: 'x*'", matching: ["", "y"], missing: [nil]),
        ValueCase("f|re: '(a*)*b'", matching: ["aaab", "b"], missing: ["aaa"]),
        ValueCase("f|re: '[0-9]{1,3}(\\.[0-9]{1,3}){3}'", matching: ["at 192.0.2.7:80"], missing: ["192.0.2"]),
        ValueCase("f|re|expand: 'user=(%admins%);'", matching: [], missing: []),
    ]

    @Test(arguments: cases)
    func `finds what PCRE would find`(_ value: ValueCase) {
        for text in value.matching { #expect(value.holds(text) == true, "\(value.line) has to match \(text ?? "no value")") }
        for text in value.missing { #expect(value.holds(text) == false, "\(value.line) must not match \(text ?? "no value")") }
    }

    static let refused = [
        "(?=a)", "(?!a)", "(?<=a)b", "(?<!a)b", #"(a)\1"#, #"\k<n>"#, "a++", "(?>a)", "(?(1)a)", "(?R)", "(*FAIL)", "a**{2}(", "(a", "a)",
        "[a", "[b-a]", "*a", #"a\"#, "a{5000}", "((a{900}){900}){900}", #"\p{L}"#, #"\y"#, "[а-я]", "[^é]", "(?z)a", "[[:nothing:]]",
        String(repeating: "(", count: 3000),
    ]

    @Test(arguments: refused)
    func `that would need going back, or is broken, fails its rule with a reason`(expression: String) {
        let reason = RuleFixture.refusal(RuleFixture.rule("selection:\n    f|re: '\(expression)'\ncondition: selection"))
        #expect(reason?.hasSuffix(".") == true, "\(expression)")
    }

    @Test(arguments: ["(a+)+$", "(a|aa)*b", "(.*)*x{3}$", "(a?){60}a{60}b", "(x+x+)+y", "^(([a-z])+.)+[A-Z]([a-z])+$"])
    func `made to stall a matcher that goes back ends soon here`(expression: String) {
        let rule = RuleFixture.rule("selection:\n    f|re: '\(expression)'\ncondition: selection")
        let text = String(repeating: "a", count: 30_000) + "!"
        #expect(RuleFixture.matches(rule, ["f": text]) == false)
    }
}
