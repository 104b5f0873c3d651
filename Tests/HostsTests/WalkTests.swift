import Glibc
import Hosts
import Model
import Synchronization
import Testing

/// Takes note of everything that a walk meets; reads the content of every regular file that is small.
struct NotingVisitor: WalkVisitor {
    var met: [RawText: FileStatus] = [:]
    var contents: [RawText: [UInt8]] = [:]
    var twice: [RawText] = []
    var failures: [RawText: AccessFailure] = [:]
    var keepsContent = true

    mutating func visit(_ file: borrowing WalkedFile) -> Bool {
        if met.updateValue(file.status, forKey: file.path) != nil { twice.append(file.path) }
        if keepsContent, file.status.kind == .regular, case .success(let bytes) = file.head(64) { contents[file.path] = bytes }
        return true
    }

    mutating func failed(_ path: RawText, _ failure: AccessFailure) { failures[path] = failure }

    static func walk(_ host: RootedHost, _ plan: WalkPlan = WalkPlan(), keepsContent: Bool = true) async -> NotingVisitor {
        var sum = NotingVisitor()
        for visitor in await host.walk(plan, make: { NotingVisitor(keepsContent: keepsContent) }) {
            sum.twice += visitor.twice + visitor.met.keys.filter { sum.met[$0] != nil }
            sum.met.merge(visitor.met) { first, _ in first }
            sum.contents.merge(visitor.contents) { first, _ in first }
            sum.failures.merge(visitor.failures) { first, _ in first }
        }
        return sum
    }
}

/// Counts, and keeps nothing of the paths, which are long.
struct CountingVisitor: WalkVisitor {
    var folders = 0
    var failures = 0
    var contents: [[UInt8]] = []

    mutating func visit(_ file: borrowing WalkedFile) -> Bool {
        if file.status.kind == .directory { folders += 1 } else if case .success(let bytes) = file.head(64) { contents.append(bytes) }
        return true
    }

    mutating func failed(_ path: RawText, _ failure: AccessFailure) { failures += 1 }
}

@Suite struct `A walk through a hostile tree` {
    @Test func `meets names of every byte, each once, and opens each by its name`() async throws {
        let root = try TortureRoot()
        var names = (1...255).filter { $0 != 0x2f && $0 != 0x2e }.map { RawText([UInt8($0)]) }
        names += [
            "a\nb", "\u{1b}[2J\u{1b}[H", "\u{202e}txt.exe", "  ", "... ", ". ..", "-rf", "*?", "$(id)", "'; true #", "か\u{3099}", "が",
        ]
        names += [RawText([0xff, 0xfe]), RawText([0xe3, 0x81]), RawText([UInt8](repeating: 0x61, count: 255))]
        for name in names { try root.file(name, "content of " + name.escaped()) }
        let visitor = await NotingVisitor.walk(try RootedHost(root.location))
        #expect(Set(visitor.met.keys) == Set(names.map { RawText("/") + $0 }))
        #expect(visitor.twice == [] && visitor.failures == [:])
        for name in names { #expect(visitor.contents["/" + name] == Array("content of \(name.escaped())".utf8.prefix(64))) }
        #expect(Set(names.map { Array($0.escaped().utf8) }).count == names.count, "two names look alike when they are shown")
    }

    @Test func `reaches the bottom of ten thousand folders inside each other`() async throws {
        let root = try TortureRoot(inMemory: true)
        try root.chain(levels: 10_000)
        let visitors = await (try RootedHost(root.location)).walk(WalkPlan()) { CountingVisitor() }
        #expect(visitors.reduce(0) { $0 + $1.folders } == 10_000)
        #expect(visitors.reduce(0) { $0 + $1.failures } == 0)
        #expect(visitors.flatMap(\.contents) == [Array("deep".utf8)])
    }

    @Test func `says where it stopped when folders are nested deeper than it goes`() async throws {
        let root = try TortureRoot()
        try root.chain(levels: 60)
        let visitor = await NotingVisitor.walk(try RootedHost(root.location), WalkPlan(deepest: 50))
        #expect(visitor.met.count == 51)
        #expect(Array(visitor.failures.values) == [.tooDeep(limit: 50)])
    }

    @Test func `never follows a link, in a circle or out of the root`() async throws {
        let root = try TortureRoot()
        try root.folder("a")
        try root.link("a/up", to: "..")
        try root.link("a/top", to: "/")
        try root.link("a/far", to: "../../../../../../etc")
        try root.link("self", to: "self")
        try root.link("one", to: "two")
        try root.link("two", to: "one")
        let visitor = await NotingVisitor.walk(try RootedHost(root.location))
        #expect(visitor.met.count == 7)
        #expect(visitor.met.values.count { $0.kind == .symbolicLink } == 6)
    }

    @Test func `neither opens nor waits for a FIFO, a socket or a device`() async throws {
        let root = try TortureRoot()
        try root.fifo("fifo")
        try root.socket("socket")
        var expected: Set<FileKind> = [.fifo, .socket]
        // Only root may make a device; anybody else is told so by the kernel.
        do {
            try root.device("device")
            expected.insert(.characterDevice)
        } catch {
            #expect(error.code == EPERM)
        }
        let host = try RootedHost(root.location)
        let visitor = await NotingVisitor.walk(host)
        #expect(Set(visitor.met.values.map(\.kind)) == expected)
        for (path, status) in visitor.met { #expect(failure(host.read(path, limit: 10)) == .wrongKind(status.kind)) }
    }

    @Test func `reads no more of a file of terabytes than it is asked for`() async throws {
        let root = try TortureRoot()
        try root.sparse("huge", size: 4 << 40)
        let host = try RootedHost(root.location)
        let visitor = await NotingVisitor.walk(host)
        #expect(visitor.met["/huge"]?.size == 4 << 40)
        let content = try host.read("/huge", limit: 1 << 20).get()
        #expect(content.bytes.count == 1 << 20 && content.isCut)
        let refused = try host.withFile("/huge") { file in
            var buffer = [UInt8](repeating: 0, count: 4096)
            var pieces = 0
            let failure = file.forEachChunk(buffer: &buffer, limit: 1 << 30) { _ in
                pieces += 1
                return true
            }
            return (failure, pieces)
        }.get()
        #expect(refused.0 == .tooLarge(limit: 1 << 30) && refused.1 == 0)
    }

    @Test func `sees every file that stays while others come and go`() async throws {
        let root = try TortureRoot()
        for folder in 0..<20 {
            try root.folder(RawText("d\(folder)"))
            for file in 0..<50 { try root.file(RawText("d\(folder)/stays\(file)")) }
        }
        let host = try RootedHost(root.location)
        let churn = Churn { turn in
            let folder = turn % 20
            try? root.file(RawText("d\(folder)/comes\(turn % 7)"))
            root.rename(RawText("d\(folder)/comes\(turn % 7)"), to: RawText("d\((folder + 1) % 20)/goes\(turn % 5)"))
            root.remove(RawText("d\((folder + 3) % 20)/goes\(turn % 5)"))
            try? root.folder(RawText("d\(folder)/sub"))
            root.remove(RawText("d\((folder + 5) % 20)/sub"))
        }
        for turn in 0..<2_000 where turn < 20 || churn.turns < 300 {
            let visitor = await NotingVisitor.walk(host)
            let stays = visitor.met.keys.filter { $0.contains("stays") }
            #expect(stays.count == 1_000)
            #expect(visitor.failures.keys.allSatisfy { !$0.contains("stays") })
            for path in stays { #expect(visitor.contents[path] == [0x78]) }
        }
        #expect(await churn.stop() > 100, "nothing came or went")
    }

    @Test func `is never led out of the root by a folder that becomes a link under its feet`() async throws {
        let outside = try TortureRoot()
        try outside.folder("swap")
        for name in ["canary", "inner"] as [RawText] { try outside.file("swap/" + name, "OUTSIDE") }
        let root = try TortureRoot()
        try root.folder("swap")
        try root.file("swap/inner", "INSIDE")
        try root.link("away", to: outside.path + "/swap")
        try root.link("around", to: "../../../../../../../..\(outside.path)/swap")
        let host = try RootedHost(root.location)
        let churn = Churn { turn in
            let other: RawText = turn % 2 == 0 ? "away" : "around"
            root.rename("swap", to: "kept")
            root.rename(other, to: "swap")
            root.rename("swap", to: other)
            root.rename("kept", to: "swap")
        }
        var inside = 0
        for turn in 0..<5_000 where turn < 200 || churn.turns < 1_000 {
            let visitor = await NotingVisitor.walk(host)
            for (path, content) in visitor.contents {
                #expect(content == Array("INSIDE".utf8), "\(path) led out of the root")
                inside += 1
            }
            #expect(visitor.met["/swap/canary"] == nil)
            for path in ["/swap/inner", "/swap/canary", "/away/inner", "/around/canary"] as [RawText] {
                if case .success(let content) = host.read(path, limit: 64) { #expect(content.bytes == Array("INSIDE".utf8)) }
            }
        }
        #expect(await churn.stop() > 100)
        #expect(inside > 0, "the folder was never met as a folder")
    }

    private func failure<Value>(_ result: Result<Value, AccessFailure>) -> AccessFailure? {
        if case .failure(let failure) = result { failure } else { nil }
    }
}

/// Changes a tree again and again while something else looks at it.
final class Churn: Sendable {
    private let isDone = Mutex(false)
    private let count = Mutex(0)

    init(_ turn: @escaping @Sendable (Int) -> Void) {
        Task.detached { [self] in
            while !isDone.withLock({ $0 }) {
                turn(turns)
                count.withLock { $0 += 1 }
                await Task.yield()
            }
            isEnded.withLock { $0 = true }
        }
    }

    private let isEnded = Mutex(false)

    var turns: Int { count.withLock { $0 } }

    /// Ends it, waits for the last turn, and gives the number of turns.
    func stop() async -> Int {
        isDone.withLock { $0 = true }
        while !isEnded.withLock({ $0 }) { await Task.yield() }
        return turns
    }
}
