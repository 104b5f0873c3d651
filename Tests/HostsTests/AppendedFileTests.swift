import Model
import Testing

@testable import Sys

@Suite struct `A file that only grows` {
    @Test func `keeps what it held, and takes lines at its end`() throws {
        let root = try TortureRoot()
        try root.file("journal", "one\n")
        let path = root.location + "/journal"
        let file = try AppendedFile(path)
        let before = try file.content(limit: 100)
        #expect(before == Array("one\n".utf8))
        try file.add(Array("two\n".utf8), after: before.count)
        let after = try OwnFile.read(path, limit: 100)
        #expect(after == Array("one\ntwo\n".utf8))
    }

    @Test func `is for one writer at a time`() throws {
        let root = try TortureRoot()
        try root.file("journal", "one\n")
        let path = root.location + "/journal"
        let first = try AppendedFile(path)
        #expect(throws: Errno.tryAgain) { _ = try AppendedFile(path) }
        try first.add(Array("two\n".utf8), after: 4)
    }

    @Test func `is never a link, for a link may lead anywhere`() throws {
        let root = try TortureRoot()
        try root.file("elsewhere", "x")
        try root.link("journal", to: "elsewhere")
        let path = root.location + "/journal"
        #expect(throws: Errno.loop) { _ = try AppendedFile(path) }
    }
}
