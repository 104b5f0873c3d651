import Testing

@Suite struct `A value of a rule` {
    static let cases: [ValueCase] = [
        ValueCase("f: 'abc'", matching: ["abc", "ABC", "aBc"], missing: ["abcd", "xabc", "", nil]),
        ValueCase("f: 'a*c'", matching: ["ac", "abc", "a/b/c", "A\nC"], missing: ["abcd", "bac", nil]),
        ValueCase("f: 'a?c'", matching: ["abc", "aäc", "a*c"], missing: ["ac", "abbc"]),
        ValueCase("f: '*'", matching: ["", "x"], missing: [nil]),
        ValueCase("f: '?*'", matching: ["x", "xyz"], missing: ["", nil]),
        ValueCase("f: '*a*a*b'", matching: ["aab", "xaxaxb", "aaab"], missing: ["ab", "aaba"]),
        ValueCase("f: 'ä'", matching: ["ä"], missing: ["Ä", "a"]),
        ValueCase("f: ''", matching: [""], missing: ["x", nil]),
        ValueCase("f: null", matching: [nil], missing: ["", "null"]),
        ValueCase("f: []", matching: [nil], missing: [""]),
        ValueCase("f: 200", matching: ["200"], missing: ["2000", "20", "0200", nil]),
        ValueCase("f: 1.5", matching: ["1.5", "1.50"], missing: ["1.6", "x"]),
        ValueCase("f: 0x1f", matching: ["31"], missing: ["0x1f"]),
        ValueCase("f: '007'", matching: ["007"], missing: ["7"]),
        ValueCase("f: true", matching: ["true", "True", "1"], missing: ["false", "0", nil]),
        ValueCase("f: ['a', 'b*']", matching: ["a", "bcd"], missing: ["ab"]),
        // Escaping.
        ValueCase(#"f: 'a\*b'"#, matching: ["a*b"], missing: ["axb", #"a\*b"#]),
        ValueCase(#"f: 'a\?b'"#, matching: ["a?b"], missing: ["axb"]),
        ValueCase(#"f: 'a\\b'"#, matching: [#"a\b"#], missing: [#"a\\b"#]),
        ValueCase(#"f: 'a\b'"#, matching: [#"a\b"#], missing: ["ab"]),
        ValueCase(#"f: 'a\\\\b'"#, matching: [#"a\\b"#], missing: [#"a\b"#]),
        ValueCase(#"f: 'a\\*b'"#, matching: [#"a\b"#, #"a\xyzb"#], missing: ["axb", "a*b"]),
        ValueCase(#"f: 'a\\\*b'"#, matching: [#"a\*b"#], missing: [#"a\xb"#]),
        ValueCase(#"f: 'a\'"#, matching: [#"a\"#], missing: ["a"]),
        ValueCase(#"f: "a\tb""#, matching: ["a\tb"], missing: [#"a\tb"#]),
        // Modifiers of text.
        ValueCase("f|contains: 'mid'", matching: ["mid", "amidst", "MID"], missing: ["mi", "m id", nil]),
        ValueCase("f|contains: '*mid*'", matching: ["mid", "amidst"], missing: ["mi"]),
        ValueCase("f|startswith: '/tmp'", matching: ["/tmp", "/TMP/x"], missing: ["/var/tmp", nil]),
        ValueCase("f|endswith: '.sh'", matching: [".sh", "a.SH"], missing: ["a.sh1"]),
        ValueCase("f|endswith: 'a?'", matching: ["xay", "ab"], missing: ["a", "axy"]),
        ValueCase("f|contains|all: ['one', 'two']", matching: ["one two", "twoone"], missing: ["one", "two"]),
        ValueCase("f|cased: 'AbC'", matching: ["AbC"], missing: ["abc", "ABC"]),
        ValueCase("f|contains|cased: 'AbC*D'", matching: ["xAbC1Dx"], missing: ["xabc1dx"]),
        ValueCase("f|startswith|cased: 'A'", matching: ["Ab"], missing: ["ab", "bA"]),
        ValueCase("f|neq: 'a*'", matching: ["b", "", nil], missing: ["a", "ab"]),
        ValueCase("f|contains|all|neq: ['a', 'b']", matching: ["a", "b", nil], missing: ["ab"]),
        ValueCase("f|exists: true", matching: ["", "x"], missing: [nil]),
        ValueCase("f|exists: false", matching: [nil], missing: ["", "x"]),
        ValueCase("f|windash: 'x -a'", matching: ["x -a", "x /a", "x \u{2013}a", "x \u{2014}a", "x \u{2015}a"], missing: ["x a", "x +a"]),
        ValueCase("f|windash|contains: '-a-b'", matching: ["/a-b"], missing: ["/a/b"]),
        // Encodings.
        ValueCase("f|base64: 'foo'", matching: ["Zm9v"], missing: ["Zm9"]),
        ValueCase("f|base64|contains: 'fo'", matching: ["xZm8=x"], missing: ["Zm8"]),
        ValueCase("f|base64offset|contains: 'foobar'", matching: ["eGZvb2Jhcnk=", "Zm9vYmFy", "eHhmb29iYXJ5"], missing: ["Zm9v"]),
        ValueCase("f|utf16le|base64: 'ab'", matching: ["YQBiAA=="], missing: ["YWI="]),
        ValueCase("f|wide|base64: 'ab'", matching: ["YQBiAA=="], missing: ["YWI="]),
        ValueCase("f|utf16be|base64: 'ab'", matching: ["AGEAYg=="], missing: ["YQBiAA=="]),
        ValueCase("f|utf16|base64: 'ab'", matching: ["//5hAGIA"], missing: ["YQBiAA=="]),
        ValueCase("f|wide: 'a*b'", matching: ["a\0b\0", "a\0xb\0"], missing: ["ab"]),
        // Numbers, networks, times.
        ValueCase("f|lt: 10", matching: ["9", "-1", "9.99"], missing: ["10", "ten", "", nil]),
        ValueCase("f|lte: 10", matching: ["10", "10.0"], missing: ["10.01", "11"]),
        ValueCase("f|gt: 1.5", matching: ["1.6", "2"], missing: ["1.5", "1e9", "0x10"]),
        ValueCase("f|gte: -3", matching: ["-3", "0"], missing: ["-4"]),
        ValueCase("f|cidr: 192.0.2.0/25", matching: ["192.0.2.0", "192.0.2.127"], missing: ["192.0.2.128", "192.0.3.1", "x", nil]),
        ValueCase("f|cidr: '2001:db8::/33'", matching: ["2001:db8::1", "2001:DB8:7fff::"], missing: ["2001:db8:8000::", "192.0.2.1"]),
        ValueCase("f|cidr: '192.0.2.7'", matching: ["192.0.2.7"], missing: ["192.0.2.70"]),
        ValueCase("f|minute: 7", matching: ["2026-03-04T05:07:00Z", "2026-03-04T14:37:00+05:30"], missing: ["2026-03-04T05:08:00Z", "7"]),
        ValueCase("f|hour: 23", matching: ["2026-03-04T23:00:00Z", "2026-03-05T08:00:00+09:00"], missing: ["2026-03-04T22:59:59Z"]),
        ValueCase("f|day: 4", matching: ["2026-03-04T05:06:07Z", "1772600767"], missing: ["2026-03-05T00:00:00Z", "yesterday"]),
        ValueCase(
            "f|week: 1", matching: ["2026-01-01T00:00:00Z", "2025-12-29T00:00:00Z"],
            missing: ["2026-01-05T00:00:00Z", "2027-01-01T00:00:00Z"]),
        ValueCase("f|month: 3", matching: ["2026-03-31T23:59:59Z"], missing: ["2026-04-01T00:00:00Z"]),
        ValueCase("f|year: 2026", matching: ["2026-12-31T23:59:59Z"], missing: ["2027-01-01T00:00:00Z"]),
        // Other fields and the site's own words. The field g is `Value_%1`.
        ValueCase("f|fieldref: g", matching: ["Value_%1", "value_%1"], missing: ["ValueX%1", nil]),
        ValueCase("f|fieldref|startswith: g", matching: ["value_%1 and more"], missing: ["a value_%1"]),
        ValueCase("f|fieldref|endswith: g", matching: ["a value_%1"], missing: ["value_%1 and more"]),
        ValueCase("f|fieldref|contains: g", matching: ["a value_%1 and more"], missing: ["a valueX%1"]),
        ValueCase("f|fieldref: nowhere", matching: [], missing: ["", "x", nil]),
        ValueCase("f|expand: '%admins%'", matching: ["root", "TOOR2"], missing: ["admins", "%admins%"]),
        ValueCase("f|expand|contains: 'user=%admins%;'", matching: ["a user=root;", "user=toor9;"], missing: ["user=;"]),
        ValueCase("f|expand: '100% of 50%'", matching: [], missing: []),
    ]

    @Test(arguments: cases)
    func `matches what its modifiers say, and nothing else`(_ value: ValueCase) {
        for text in value.matching { #expect(value.holds(text) == true, "\(value.line) has to match \(text ?? "no value")") }
        for text in value.missing { #expect(value.holds(text) == false, "\(value.line) must not match \(text ?? "no value")") }
    }

    static let refused: [String] = [
        "f|contain: 'x'", "f|contains: 5", "f|re: '(?=x)'", "f|contains|re: 'x'", "f|cidr: 'not a network'", "f|cidr: '192.0.2.0/33'",
        "f|lt: 'many'", "f|exists: 'yes'", "f|base64: 'a*b'", "f|base64offset: '?'", "f|windash: ' -a -b -c -d'", "f|expand: '%unknown%'",
        "f|fieldref: 'a*'", "f|hour: 'noon'", "f|i: 'x'", "f: {g: 1}", "f: [[1]]", "f|: 'x'", "f|expand: '100% of 50%'",
    ]

    @Test(arguments: refused)
    func `that makes no sense fails its rule with a reason`(line: String) {
        let reason = RuleFixture.refusal(RuleFixture.rule("selection:\n    \(line)\ncondition: selection"))
        #expect(reason?.hasSuffix(".") == true, "\(line): \(reason ?? "loaded")")
    }

    @Test func `that is a keyword stands anywhere in the text of an event`() {
        let rule = RuleFixture.rule("keywords:\n    - 'out of*memory'\n    - 4711\ncondition: keywords")
        #expect(RuleFixture.matches(rule, [:], text: "kernel: Out of heap memory here") == true)
        #expect(RuleFixture.matches(rule, [:], text: "port 47115") == true)
        #expect(RuleFixture.matches(rule, ["f": "out of memory"], text: "quiet") == false)
    }

    @Test func `that is a keyword among others with all needs every one of them`() {
        let rule = RuleFixture.rule("keywords:\n    '|all':\n        - 'one'\n        - 'two'\ncondition: keywords")
        #expect(RuleFixture.matches(rule, [:], text: "two and one") == true)
        #expect(RuleFixture.matches(rule, [:], text: "two and three") == false)
    }
}
