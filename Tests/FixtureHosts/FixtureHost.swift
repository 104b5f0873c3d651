import Hosts
import Model

/// A host that is written down in a text file: every detector and collector is tested on one, without root and without
/// temporary folders.
///
/// The file is in txtar form: a comment, then `-- path key=value … --` with the content below. Keys: `mode=0755`, `uid=`,
/// `gid=`, `mtime=`, `ctime=`, `btime=` (RFC 3339; `ctime` follows `mtime`, which is 2025-01-01 unless said), `attrs=i`,
/// `caps=` (the attribute security.capability in hexadecimal), `link="target"`, `kind=fifo|socket|char|block|dir`, `size=`, `unreadable`, `unlisted` (there, but not shown by a listing of
/// its folder). How the content is meant: `hex`, `elf` (the text behind the head of a compiled program), `nul` (line ends
/// become NUL bytes, as /proc has them), `utmp` (records of wtmp, one a line), `same=path` (the content of another file),
/// `bare` (without the last line end). A path with blanks or odd bytes is quoted, with `\x1b`, `\n`, `\u{202e}`, `\"` and `\\`
/// inside. A part without a slash in front is a note for the test and not on the host; `packages` makes a package database
/// (`FixturePackages`), `known-processes` lists numbers that the kernel of a live fixture answers for.
///
/// The comment says `[live]` for a running machine and `[copied]` for a tree that was copied into another file system.
package struct FixtureHost: HostView {
    struct Node: Sendable {
        var status: FileStatus
        var content: [UInt8] = []
        var isUnreadable = false
        var attributes: [RawText: [UInt8]] = [:]
    }

    package var kind: HostIdentity.View
    package var location: RawText { kind == .live ? "/" : "/fixture" }
    package var isOwnFileSystem: Bool
    /// Process numbers that the kernel of a live fixture knows although no listing shows them.
    package var knownProcesses: Set<Int32> = []
    /// The parts without a slash in front of their names, by name.
    package var notes: [String: String] = [:]
    /// What stands above the first part.
    package var comment: String
    var nodes: [RawText: Node] = [:]
    private var children: [RawText: [RawText]] = [:]

    /// Reads the text; problems are told in a sentence, so that a stranger can mend the fixture.
    package init(_ text: String) throws(FixtureError) {
        let archive = try Txtar(text)
        comment = archive.comment
        kind = comment.contains("[live]") ? .live : .root
        isOwnFileSystem = !comment.contains("[copied]")
        add("/", Node(status: FixtureHost.status(kind: .directory, mode: 0o755)))
        var untimed: Set<RawText> = []
        for part in archive.parts {
            guard part.path.hasPrefix("/") else {
                guard !part.path.contains("/") else { throw FixtureError("\(part.path) is neither absolute nor a note.") }
                notes[part.path.escaped()] = part.content
                continue
            }
            if part.attributes["mtime"] == nil { untimed.insert(part.path) }
            add(part.path, try FixturePart(part, number: nodes.count).node, isListed: part.attributes["unlisted"] == nil)
        }
        if let packages = notes["packages"] { try install(FixturePackages(packages), untimed) }
        for part in archive.parts {
            guard let source = part.attributes["same"] else { continue }
            guard let content = nodes[source]?.content else {
                throw FixtureError("\(source) is not there for \(part.path) to be the same.")
            }
            nodes[part.path]?.content = content
            nodes[part.path]?.status.size = Int64(content.count)
        }
        if let known = notes["known-processes"] {
            knownProcesses = Set(known.split(whereSeparator: \.isWhitespace).compactMap { Int32($0) })
        }
        // A sweep over all numbers that a kernel may give out says nothing more than one over a few.
        if kind == .live, nodes["/proc/sys/kernel/pid_max"] == nil { addFile("/proc/sys/kernel/pid_max", Array("2048\n".utf8)) }
        for path in children.keys { children[path]?.sort() }
    }

    /// Adds a regular file of mode 0644.
    mutating func addFile(_ path: RawText, _ content: [UInt8], mode: UInt16 = 0o644, modified: Timestamp = defaultTime) {
        var status = FixtureHost.status(kind: .regular, mode: mode)
        (status.size, status.inode) = (Int64(content.count), UInt64(nodes.count + 2))
        status.times = FileTimes(modified: modified, changed: modified, accessed: modified)
        add(path, Node(status: status, content: content))
    }

    private mutating func add(_ path: RawText, _ node: Node, isListed: Bool = true) {
        if nodes[path] == nil, path != "/", isListed { children[path.parentFolder, default: []].append(path.lastComponent) }
        nodes[path] = node
        var parent = path.parentFolder
        var child = path
        while child != "/", nodes[parent] == nil {
            nodes[parent] = Node(status: FixtureHost.status(kind: .directory, mode: 0o755))
            if parent != "/" { children[parent.parentFolder, default: []].append(parent.lastComponent) }
            child = parent
            parent = child.parentFolder
        }
    }

    /// When everything was written that says nothing else: 2025-01-01.
    static let defaultTime = Timestamp(seconds: 1_735_689_600)

    static func status(kind: FileKind, mode: UInt16) -> FileStatus {
        FileStatus(
            kind: kind, mode: mode, owner: 0, group: 0, size: 0, inode: 1,
            times: FileTimes(modified: defaultTime, changed: defaultTime, accessed: defaultTime))
    }

    // MARK: HostView

    private func node(_ path: RawText, followingLast: Bool) -> Result<(RawText, Node), AccessFailure> {
        var place = RawText("/")
        var pending = Array(path.split(0x2f).filter { !$0.isEmpty && $0 != "." }.reversed())
        var links = 0
        while let name = pending.popLast() {
            if name == ".." {
                place = place == "/" ? "/" : place.parentFolder
                continue
            }
            let next = place.appending(name)
            guard let node = nodes[next] else { return .failure(.absent) }
            if node.status.kind == .symbolicLink, followingLast || !pending.isEmpty {
                links += 1
                guard links <= 40 else { return .failure(.linkLoop) }
                if node.content.first == 0x2f { place = "/" }
                pending += RawText(node.content).split(0x2f).filter { !$0.isEmpty && $0 != "." }.reversed()
                continue
            }
            guard pending.isEmpty || node.status.kind == .directory else { return .failure(.absent) }
            place = next
        }
        guard let node = nodes[place] else { return .failure(.absent) }
        return .success((place, node))
    }

    package func status(_ path: RawText, followingLast: Bool) -> Result<FileStatus, AccessFailure> {
        node(path, followingLast: followingLast).map(\.1.status)
    }

    package func read(_ path: RawText, limit: Int) -> Result<FileContent, AccessFailure> {
        node(path, followingLast: true).flatMap { _, node in
            guard node.status.kind == .regular else { return .failure(.wrongKind(node.status.kind)) }
            guard !node.isUnreadable else { return .failure(.denied(isRoot: false)) }
            let isCut = node.content.count > limit || node.status.size > Int64(limit)
            return .success(FileContent(bytes: Array(node.content.prefix(limit)), status: node.status, isCut: isCut))
        }
    }

    package func open(_ path: RawText) -> Result<any OpenFile, AccessFailure> {
        node(path, followingLast: true).flatMap { _, node in
            guard node.status.kind == .regular else { return .failure(.wrongKind(node.status.kind)) }
            guard !node.isUnreadable else { return .failure(.denied(isRoot: false)) }
            return .success(MemoryFile(node.content, status: node.status))
        }
    }

    package func names(in path: RawText) -> Result<[RawText], AccessFailure> {
        node(path, followingLast: true).flatMap { place, node in
            guard node.status.kind == .directory else { return .failure(.wrongKind(node.status.kind)) }
            return node.isUnreadable ? .failure(.denied(isRoot: false)) : .success(children[place] ?? [])
        }
    }

    package func linkTarget(_ path: RawText) -> Result<RawText, AccessFailure> {
        node(path, followingLast: false).flatMap { _, node in
            guard !node.isUnreadable else { return .failure(.denied(isRoot: false)) }
            return node.status.kind == .symbolicLink ? .success(RawText(node.content)) : .failure(.system(22))
        }
    }

    package func withFile<Value>(_ path: RawText, _ body: (borrowing WalkedFile) -> Value) -> Result<Value, AccessFailure> {
        node(path, followingLast: true).flatMap { place, node in
            guard !node.isUnreadable else { return .failure(.denied(isRoot: false)) }
            return .success(body(WalkedFile(path: place, status: node.status, bytes: node.content, attributes: node.attributes)))
        }
    }

    package func walk<Visitor: WalkVisitor>(_ plan: WalkPlan, make: @Sendable () -> Visitor) async -> [Visitor] {
        var visitor = make()
        var pending = plan.start.map { (folder: $0, depth: 0) }
        while let (folder, depth) = pending.popLast() {
            if nodes[folder]?.isUnreadable == true {
                visitor.failed(folder, .denied(isRoot: false))
                continue
            }
            for name in children[folder] ?? [] {
                let path = folder.appending(name)
                guard let node = nodes[path] else { continue }
                if node.isUnreadable, node.status.kind == .regular {
                    visitor.failed(path, .denied(isRoot: false))
                    continue
                }
                let enters = visitor.visit(WalkedFile(path: path, status: node.status, bytes: node.content, attributes: node.attributes))
                guard enters, node.status.kind == .directory, !plan.skipped.contains(path) else { continue }
                if depth < plan.deepest {
                    pending.append((path, depth + 1))
                } else {
                    visitor.failed(path, .tooDeep(limit: plan.deepest))
                }
            }
        }
        return [visitor]
    }

    package func knownProcesses(upTo last: Int32) -> [Int32] {
        guard kind == .live else { return [] }
        let listed = nodes.keys.compactMap { path in path.hasPrefix("/proc/") ? Int32(path.escaped().dropFirst(6)) : nil }
        return knownProcesses.union(listed).filter { $0 <= last }.sorted()
    }

    /// A fixture says it with a part of that name that lists the process numbers.
    package func isProgramSealed(_ pid: Int32) -> Bool? {
        notes["sealed-processes"].map { $0.split(whereSeparator: \.isWhitespace).contains("\(pid)") }
    }

    package func knowsProcess(_ pid: Int32) -> Bool? {
        guard kind == .live else { return nil }
        return knownProcesses.contains(pid) || nodes[RawText("/proc/\(pid)")] != nil
    }
}
