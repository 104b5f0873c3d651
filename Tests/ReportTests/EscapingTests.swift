import Model
import Testing

@testable import Report

@Suite struct `Escaping for a medium` {
    @Test(arguments: [
        ("\u{1b}[2J", "\\x1b[2J"), ("a\u{202e}b", "a\\u{202e}b"), ("\u{9b}", "\\u{9b}"), ("日本", "日本"),
    ])
    func `disarms a terminal`(text: String, shown: String) {
        #expect(TerminalEscaping.host(RawText(text)) == shown)
        #expect(TerminalEscaping.words(text) != text || text == "日本")
    }

    @Test func `disarms HTML in content and attributes`() {
        let attack: RawText = "</script><img src=x onerror=\"alert('1')\">&\u{202e}"
        let shown = HTMLEscaping.host(attack)
        #expect(shown == "&lt;/script&gt;&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;\\u{202e}")
    }

    @Test func `disarms JSON without changing the text`() {
        #expect(JSONEscaping.words("\"\\\n\u{7}\u{202e}<日\u{e0001}") == #"\"\\\n\u0007\u202e\u003c日\udb40\udc01"#)
    }

    @Test func `disarms Markdown`() {
        #expect(MarkdownEscaping.host("[x](y) *b* `c` <i>|") == #"\[x\](y) \*b\* \`c\` \<i\>\|"#)
    }

    @Test(arguments: [(0, ""), (1, "a"), (2, "a"), (3, "a"), (4, "a日"), (5, "a日b"), (99, "a日b")])
    func `clips without cutting a character`(limit: Int, shown: String) {
        let (text, leftOut) = RawText("a日b").clipped(to: limit)
        #expect(text.utf8 == shown)
        #expect(leftOut + text.count == 5)
    }
}
