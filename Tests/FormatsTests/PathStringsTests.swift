import Formats
import Model
import Testing

@Suite struct `Paths in a compiled program` {
    @Test func `are given once, as they stand between other bytes`() {
        let bytes = Array("\u{7f}ELF\0/etc/ld.so.cache\0x=/usr/lib/.k/one \"/tmp/two\"\0/etc/ld.so.cache\0a/b/c/d\0/\0/only\0".utf8)
        let paths = PathStrings.parse(bytes.span).value
        #expect(paths == ["/etc/ld.so.cache", "/usr/lib/.k/one", "/tmp/two"])
    }

    @Test func `are bounded`() {
        let bytes = Array(repeating: UInt8(ascii: "/"), count: 100_000)
        #expect(PathStrings.parse(bytes.span).value.isEmpty)
    }
}
