import Testing

@testable import Report

@Suite struct `Wrapping lines` {
    private func wrapped(_ text: String, _ width: Int) -> [String] {
        LineWrapping(width: width).lines([TerminalRun(text)]).map { $0.map(\.text).joined() }
    }

    @Test(arguments: [("日本", 4), ("ab", 2), ("ア", 2), ("\u{ff71}", 1), ("e\u{301}", 1), ("한", 2), ("😀", 2), ("—", 1), ("𠮷", 2), ("", 0)])
    func `counts the columns of East Asian text`(text: String, columns: Int) {
        #expect(DisplayWidth.of(text) == columns)
    }

    @Test func `breaks English at blanks and Japanese anywhere`() {
        #expect(wrapped("the quick brown fox", 10) == ["the quick", "brown fox"])
        #expect(wrapped("これは日本語です", 8) == ["これは日", "本語です"])
    }

    @Test func `lets no line begin with a full stop or end with an opening bracket`() {
        #expect(wrapped("あいうえ。お", 8) == ["あいう", "え。お"])
        #expect(wrapped("あいう「え」", 8) == ["あいう", "「え」"])
        #expect(wrapped("あいう（え）", 8) == ["あいう", "（え）"])
    }

    @Test func `breaks a word longer than the line, and keeps all of it`() {
        let path = String(repeating: "abcdefghi/", count: 30)
        #expect(wrapped(path, 17).joined() == path)
        #expect(wrapped(path, 17).allSatisfy { $0.count <= 17 })
    }

    @Test func `ends for text of nothing but marks or blanks`() {
        #expect(wrapped(String(repeating: "\u{301}", count: 5000), 10).count == 1)
        #expect(wrapped(String(repeating: " ", count: 5000), 10) == [""])
        #expect(wrapped("", 10) == [])
    }
}
