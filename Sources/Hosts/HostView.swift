import Model
import Sys

/// A host under examination, whatever it is reached by: the running machine, a folder that holds a root, a test fixture.
///
/// Paths are absolute within the host. Links are resolved inside it; nothing of it is executed or written.
package protocol HostView: Sendable {
    var kind: HostIdentity.View { get }
    /// Where the host lies for the one who examines, "/" for the running machine.
    var location: RawText { get }
    /// Whether the root is the top of a file system of its own (see `TreeClock.isOwnFileSystem`).
    var isOwnFileSystem: Bool { get }

    func status(_ path: RawText, followingLast: Bool) -> Result<FileStatus, AccessFailure>
    /// The content of a regular file, links followed; more than `limit` bytes are cut and said so.
    func read(_ path: RawText, limit: Int) -> Result<FileContent, AccessFailure>
    /// The regular file at the end of all links, for reading at any place.
    func open(_ path: RawText) -> Result<any OpenFile, AccessFailure>
    /// The names in a folder, sorted by bytes; links to the folder are followed.
    func names(in path: RawText) -> Result<[RawText], AccessFailure>
    /// Whether something lies at the path, and neither it nor a folder on the way is a link; false where that is not told cheaply.
    func isPlain(_ path: RawText) -> Bool
    /// Where a link points, as written.
    func linkTarget(_ path: RawText) -> Result<RawText, AccessFailure>
    /// Hands the file at the end of all links to `body`, under its path without links.
    func withFile<Value>(_ path: RawText, _ body: (borrowing WalkedFile) -> Value) -> Result<Value, AccessFailure>
    /// Visits everything below the start folders, with as many visitors at once as there are processors.
    func walk<Visitor: WalkVisitor>(_ plan: WalkPlan, make: @Sendable () -> Visitor) async -> [Visitor]
    /// Whether the running kernel knows a process of this number; nil where the host does not run.
    func knowsProcess(_ pid: Int32) -> Bool?
    /// Every process number up to `last` that the running kernel knows, threads among them; none where the host does not run.
    func knownProcesses(upTo last: Int32) -> [Int32]
    /// Whether the memory file that a process runs is sealed; nil where it runs none or the host does not run.
    func isProgramSealed(_ pid: Int32) -> Bool?
    /// The kernel that the host runs on; nil where it does not run.
    var kernel: (any KernelAnswers)? { get }
}

/// The content of a file with what the kernel told of it when it was opened.
package struct FileContent: Sendable {
    package var bytes: [UInt8]
    package var status: FileStatus
    /// More was there than was asked for.
    package var isCut: Bool

    package init(bytes: [UInt8], status: FileStatus, isCut: Bool) {
        (self.bytes, self.status, self.isCut) = (bytes, status, isCut)
    }
}

/// What a walk visits and where it stops.
package struct WalkPlan: Sendable {
    /// Folders to begin in.
    package var start: [RawText]
    /// Folders that are visited themselves and not entered.
    package var skipped: Set<RawText>
    /// Folders nested deeper than this are told as a failure.
    package var deepest: Int

    package init(start: [RawText] = ["/"], skipped: Set<RawText> = [], deepest: Int = 16_384) {
        (self.start, self.skipped, self.deepest) = (start, skipped, deepest)
    }
}

/// One worker of a walk; each has its own, so none needs a lock.
package protocol WalkVisitor: Sendable {
    /// Takes note of entries of one folder that will be visited next, one by one: some of what they are asked for is cheaper for
    /// many at once. Not every kind of host calls it.
    mutating func awaits(_ entries: borrowing AwaitedEntries)
    /// Looks at one entry; for a folder, says whether to enter it.
    mutating func visit(_ file: borrowing WalkedFile) -> Bool
    /// Takes note of something that could not be looked at.
    mutating func failed(_ path: RawText, _ failure: AccessFailure)
}

extension WalkVisitor {
    package mutating func awaits(_ entries: borrowing AwaitedEntries) {}
}

extension HostView {
    package func isPlain(_ path: RawText) -> Bool { false }

    /// The path at the end of all links; nil where it leads to nothing or in a circle.
    package func resolve(_ path: RawText) -> RawText? {
        if path.isNormal, isPlain(path) { return path }
        var pending = Array(path.split(0x2f).filter { !$0.isEmpty && $0 != "." }.reversed())
        var done: [RawText] = []
        var links = 0
        while let component = pending.popLast() {
            if component == ".." {
                _ = done.popLast()
                continue
            }
            done.append(component)
            guard done.count < 4096 else { return nil }
            if case .success(let target) = linkTarget(RawText.path(done)) {
                links += 1
                guard links <= 40 else { return nil }
                _ = done.popLast()
                if target.hasPrefix("/") { done = [] }
                pending += target.split(0x2f).filter { !$0.isEmpty && $0 != "." }.reversed()
            }
        }
        let resolved = RawText.path(done)
        guard case .success = status(resolved, followingLast: false) else { return nil }
        return resolved
    }
}

extension RawText {
    /// Whether it is written as `path` writes: from the top, with one slash between names, none of them "." or "..".
    var isNormal: Bool {
        guard count > 1, hasPrefix("/") else { return false }
        return split(0x2f).dropFirst().allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
    }

    /// "/a/b" of ["a", "b"]; "/" of nothing.
    package static func path(_ components: [RawText]) -> RawText {
        guard !components.isEmpty else { return "/" }
        var bytes: [UInt8] = []
        for component in components {
            bytes.append(0x2f)
            bytes += component.bytes
        }
        return RawText(bytes)
    }

    /// The path of the entry `name` in this folder.
    package func appending(_ name: RawText) -> RawText {
        var joined = bytes
        joined.reserveCapacity(bytes.count + 1 + name.count)
        if joined.last != 0x2f { joined.append(0x2f) }
        joined += name.bytes
        return RawText(joined)
    }
}
