import Model
import Testing

@Suite struct `Text from a host` {
    @Test(arguments: [
        ([0x1b, 0x5b, 0x32, 0x4a] as [UInt8], "\\x1b[2J"),
        (Array("a\u{202e}b".utf8), "a\\u{202e}b"),
        ([0xff, 0xfe], "\\xff\\xfe"),
        ([0xc0, 0xaf], "\\xc0\\xaf"),
        (Array("日本\n".utf8), "日本\\n"),
        (Array(#"\n"#.utf8), #"\\n"#),
    ])
    func `shows what is not plain printable as a visible escape`(bytes: [UInt8], shown: String) {
        #expect(RawText(bytes).escaped() == shown)
    }

    @Test func `finds a needle where it stands`() {
        #expect(RawText("abcabd").firstRange(of: "abd") == 3..<6)
        #expect(RawText("ab").firstRange(of: "abc") == nil)
    }
}
