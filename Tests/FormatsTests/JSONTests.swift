import Formats
import Model
import Testing

@Suite("JSON")
struct JSONTests {
    private func read(_ text: String) -> Parsed<JSONValue?> {
        let bytes = Array(text.utf8)
        return JSONFormat.parse(bytes.span)
    }

    @Test("Every kind of value is read, with its order and its doubles")
    func values() {
        let value = read(#" {"a": [1, -2.5e3, true, false, null, "x"], "b": {"c": {}}, "a": []} "#).value
        #expect(
            value
                == .object([
                    JSONMember("a", .array([.number("1"), .number("-2.5e3"), .bool(true), .bool(false), .null, .string("x")])),
                    JSONMember("b", .object([JSONMember("c", .object([]))])), JSONMember("a", .array([])),
                ]))
        #expect(value?["a"] == .array([]))
        #expect(read("[3]").value?.elements.first?.integer == 3)
    }

    @Test("Escapes become their bytes, pairs of surrogates one character, a lone one U+FFFD")
    func escapes() {
        #expect(read(#""\"\\\/\b\f\n\r\t\u0041\u756a\ud83d\udc36\ud83dx""#).value?.text == "\"\\/\u{8}\u{c}\n\r\tA番🐶\u{fffd}x")
    }

    @Test("Bytes that are no UTF-8 stay as they are")
    func bytes() {
        let text: [UInt8] = [0x22, 0x93, 0xfa, 0x22]
        #expect(JSONFormat.parse(text.span).value?.text == RawText([0x93, 0xfa]))
    }

    @Test(
        "A broken text is a problem with its place",
        arguments: ["", "{", "[1", "[1 2]", "{\"a\"}", "{a:1}", "\"x", "nul", "[1] x", #""\u12""#, "{\"a\":}"])
    func broken(text: String) {
        #expect(!read(text).problems.isEmpty)
    }

    @Test("A text made of a hundred thousand brackets is refused and breaks nothing")
    func depth() {
        #expect(read(String(repeating: "[", count: 100_000)).problems.first?.reason == "deeper than 64 levels")
        #expect(read(String(repeating: "{\"a\":", count: 100_000)).value == nil)
    }

    @Test("A long array costs no more than its length")
    func long() {
        let text = "[" + Array(repeating: "1", count: 300_000).joined(separator: ",") + "]"
        #expect(read(text).value?.elements.count == 300_000)
    }
}
