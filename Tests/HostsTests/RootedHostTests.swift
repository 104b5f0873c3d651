import Glibc
import Hosts
import Model
import Testing

@testable import Sys

@Suite struct `A path inside a root` {
    /// A root with links of every kind; its own /etc/passwd holds "INSIDE".
    private static func root() throws -> TortureRoot {
        let root = try TortureRoot()
        try root.folder("etc")
        try root.file("etc/passwd", "INSIDE")
        try root.folder("home")
        try root.folder("home/taro")
        try root.link("top", to: "/")
        try root.link("up", to: "../../../../../../../..")
        try root.link("absolute", to: "/etc/passwd")
        try root.link("relative", to: "etc/passwd")
        try root.link("home/taro/far", to: "../../../../etc")
        try root.link("dangling", to: "/nothing/here")
        try root.link("self", to: "self")
        try root.link("one", to: "two")
        try root.link("two", to: "/one")
        try root.link("through", to: "absolute/more")
        try root.link("chain0", to: "etc/passwd")
        for index in 1...41 { try root.link(RawText("chain\(index)"), to: "chain\(index - 1)") }
        return root
    }

    @Test(arguments: [
        "/etc/passwd", "/top/etc/passwd", "/top/top/../etc/passwd", "/up/etc/passwd", "/absolute", "/relative", "/home/taro/far/passwd",
        "/../../etc/passwd", "/home/../../../etc/passwd", "//etc///./passwd", "/chain39",
    ])
    func `ends inside, whatever its links say`(path: String) throws {
        let root = try Self.root()
        let host = try RootedHost(root.location)
        let content = try host.read(RawText(path), limit: 64).get()
        #expect(content.bytes == Array("INSIDE".utf8))
        #expect(host.resolve(RawText(path)) == "/etc/passwd")
    }

    @Test(arguments: ["/self", "/one", "/two", "/one/x", "/chain41"])
    func `in a circle, or through too many links, is told as such`(path: String) throws {
        let root = try Self.root()
        let host = try RootedHost(root.location)
        #expect(throws: AccessFailure.linkLoop) { try host.read(RawText(path), limit: 64).get() }
        #expect(host.resolve(RawText(path)) == nil)
    }

    @Test(arguments: ["/nothing", "/dangling", "/etc/passwd/x", "/through", "/top/nothing", "/nothing/../etc/passwd"])
    func `that leads nowhere hides nothing`(path: String) throws {
        let root = try Self.root()
        let host = try RootedHost(root.location)
        #expect(throws: AccessFailure.absent) { try host.read(RawText(path), limit: 64).get() }
    }

    /// What opening a path brought: the file's number, or the number of the error.
    private enum Opened: Hashable, CustomStringConvertible {
        case file(UInt64), error(Int32)
        var description: String { "\(self)" }
    }

    private static let paths: [RawText] = [
        "etc/passwd", "etc", ".", "..", "../..", "top", "top/etc/passwd", "up", "up/etc", "absolute", "relative", "home/taro/far",
        "home/taro/far/passwd",
        "dangling", "dangling/x", "self", "self/x", "one", "two/x", "through", "nothing", "nothing/x", "etc/passwd/x", "etc/../etc/passwd",
        "./etc//passwd",
        "home/taro/../../../etc/passwd", "chain0", "chain39", "chain40", "chain41", "top/top/top/up/etc/passwd",
        RawText([UInt8](repeating: 0x61, count: 256)),
    ]

    @Test(arguments: paths, [true, false])
    func `is resolved step by step as the kernel resolves it`(path: RawText, following: Bool) throws {
        let root = try Self.root()
        let folder = try Descriptor.root(root.location)
        // O_PATH of open(2), which the module of the C library leaves out.
        let flags: Int32 = 0o10000000 | O_CLOEXEC | (following ? 0 : O_NOFOLLOW)
        let kernel = Self.opened { () throws(Errno) in try folder.locate(inRoot: path, followingLast: following).status().inode }
        let stepwise = Self.opened { () throws(Errno) in try folder.openStepwise(path, flags: flags).status().inode }
        #expect(stepwise == kernel)
    }

    private static func opened(_ body: () throws(Errno) -> UInt64) -> Opened {
        do throws(Errno) { return .file(try body()) } catch { return .error(error.code) }
    }

    @Test func `that may not be read is told, and whether that is for want of rights`() throws {
        let root = try TortureRoot()
        try root.file("secret", "x", mode: 0o000)
        try root.folder("closed")
        try root.file("closed/inner", "x")
        try root.mode("closed", 0o000)
        let host = try RootedHost(root.location)
        // Root may read everything; its thread takes on the rights of nobody for the time of three looks.
        let isRoot = geteuid() == 0
        if isRoot { TortureRoot.actAs(65_534) }
        let file = host.read("/secret", limit: 10).map(\.bytes)
        let names = host.names(in: "/closed")
        let inner = host.read("/closed/inner", limit: 10).map(\.bytes)
        if isRoot { TortureRoot.actAs(0) }
        #expect(file == .failure(.denied(isRoot: isRoot)))
        #expect(names == .failure(.denied(isRoot: isRoot)))
        #expect(inner == .failure(.denied(isRoot: isRoot)))
        if isRoot { #expect(host.read("/closed/inner", limit: 10).map(\.bytes) == .success([0x78])) }
    }

    @Test func `longer than the kernel takes is told, and not passed over as absent`() throws {
        let root = try TortureRoot(inMemory: true)
        try root.chain(levels: 3_000)
        let host = try RootedHost(root.location)
        let folder = RawText(Array(repeating: Array("/d".utf8), count: 3_000).flatMap { $0 })
        let failure = AccessFailure.system(ENAMETOOLONG)
        #expect(throws: failure) { try host.read(folder.appending("bottom"), limit: 10).get() }
        #expect(failure.hidesSomething)
    }

    @Test func `of the host is never the examiner's`() throws {
        let root = try Self.root()
        let host = try RootedHost(root.location)
        #expect(host.kind == .root)
        #expect(host.knowsProcess(1) == nil)
        #expect(throws: AccessFailure.absent) { try host.read("/proc/self/status", limit: 10).get() }
        #expect(!host.isOwnFileSystem)
    }
}
