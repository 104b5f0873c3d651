import Hosts
import Model

/// A host that is written down in a text file: every detector and collector is tested on one, without root and without
/// temporary folders.
///
/// The file is in txtar form: a comment, then `-- path key=value … --` with the content below. Keys: `mode=0755`, `uid=`,
/// `gid=`, `mtime=`, `ctime=`, `btime=` (RFC 3339; `ctime` follows `mtime`, which is 2025-01-01 unless said), `attrs=i`,
/// `link="target"`, `kind=fifo|socket|char|block|dir`, `size=`, `unreadable`, `hex` (content in hexadecimal), `base64`. A path with
/// blanks or odd bytes is quoted, with `\x1b`, `\n`, `\u{202e}`, `\"` and `\\` inside. A file named `finds` or `expects`, without a
/// slash, is for the test and not on the host.
package struct FixtureHost: HostView {
    struct Node: Sendable {
        var status: FileStatus
        var content: [UInt8] = []
        var isUnreadable = false
    }

    package var kind: HostIdentity.View
    package var location: RawText { kind == .live ? "/" : "/fixture" }
    package var isOwnFileSystem: Bool
    /// Process numbers that the kernel of a live fixture knows although no listing shows them.
    package var knownProcesses: Set<Int32> = []
    /// The parts without a slash in their names, by name.
    package var notes: [String: String] = [:]
    /// What stands above the first part.
    package var comment: String
    private(set) var nodes: [RawText: Node] = [:]
    private var children: [RawText: [RawText]] = [:]

    /// Reads the text; problems are told in a sentence, so that a stranger can mend the fixture.
    package init(_ text: String) throws(FixtureError) {
        let archive = try Txtar(text)
        comment = archive.comment
        kind = comment.contains("[live]") ? .live : .root
        isOwnFileSystem = !comment.contains("[copied]")
        add("/", Node(status: FixtureHost.status(kind: .directory, mode: 0o755)))
        for part in archive.parts {
            guard part.path.hasPrefix("/") else {
                notes[part.path.escaped()] = part.content
                continue
            }
            try add(part)
        }
        if let known = notes["known-processes"] {
            knownProcesses = Set(known.split(whereSeparator: \.isWhitespace).compactMap { Int32($0) })
        }
        for path in children.keys { children[path]?.sort() }
    }

    private mutating func add(_ path: RawText, _ node: Node) {
        if nodes[path] == nil, path != "/" { children[path.parentFolder, default: []].append(path.lastComponent) }
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

    private mutating func add(_ part: Txtar.Part) throws(FixtureError) {
        func time(_ key: String) throws(FixtureError) -> Timestamp? {
            guard let text = part.attributes[key] else { return nil }
            guard let time = Timestamp(rfc3339: text.escaped()) else {
                throw FixtureError("\(key) of \(part.path) is no RFC 3339 time: \(text)")
            }
            return time
        }
        func number(_ key: String, radix: Int = 10) -> UInt64? {
            part.attributes[key].flatMap { UInt64($0.escaped(), radix: radix) }
        }
        var content = Array(part.content.utf8)
        if part.attributes["hex"] != nil {
            guard let bytes = [UInt8](hexadecimal: content.filter { $0 > 0x20 }) else {
                throw FixtureError("The content of \(part.path) is not hexadecimal.")
            }
            content = bytes
        }
        var kind = FileKind.regular
        if let target = part.attributes["link"] {
            kind = .symbolicLink
            content = target.bytes
        }
        let kinds: [RawText: FileKind] = [
            "fifo": .fifo, "socket": .socket, "char": .characterDevice, "block": .blockDevice, "dir": .directory,
        ]
        if let name = part.attributes["kind"] {
            guard let known = kinds[name] else { throw FixtureError("\(name) of \(part.path) is no kind of file.") }
            kind = known
        }
        let modified = try time("mtime") ?? FixtureHost.defaultTime
        let changed = try time("ctime") ?? modified
        var attributes: FileAttributes = []
        if part.attributes["attrs"]?.contains("i") == true { attributes.insert(.immutable) }
        if part.attributes["attrs"]?.contains("a") == true { attributes.insert(.appendOnly) }
        let status = FileStatus(
            kind: kind, mode: UInt16(number("mode", radix: 8) ?? (kind == .directory ? 0o755 : 0o644)),
            owner: UInt32(number("uid") ?? 0), group: UInt32(number("gid") ?? 0),
            size: Int64(number("size") ?? UInt64(content.count)), inode: UInt64(nodes.count + 2),
            times: FileTimes(modified: modified, changed: changed, accessed: modified, born: try time("btime")),
            attributes: attributes)
        add(part.path, Node(status: status, content: content, isUnreadable: part.attributes["unreadable"] != nil))
    }

    private static let defaultTime = Timestamp(seconds: 1_735_689_600)

    private static func status(kind: FileKind, mode: UInt16) -> FileStatus {
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
            return .success(
                FileContent(bytes: Array(node.content.prefix(limit)), status: node.status, isCut: node.content.count > limit))
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
            node.status.kind == .symbolicLink ? .success(RawText(node.content)) : .failure(.system(22))
        }
    }

    package func withFile<Value>(_ path: RawText, _ body: (borrowing WalkedFile) -> Value) -> Result<Value, AccessFailure> {
        node(path, followingLast: true).map { place, node in
            body(WalkedFile(path: place, status: node.status, bytes: node.content))
        }
    }

    package func walk<Visitor: WalkVisitor>(_ plan: WalkPlan, make: @Sendable () -> Visitor) async -> [Visitor] {
        var visitor = make()
        var pending = plan.start
        while let folder = pending.popLast() {
            if nodes[folder]?.isUnreadable == true {
                visitor.failed(folder, .denied(isRoot: false))
                continue
            }
            for name in children[folder] ?? [] {
                let path = folder.appending(name)
                guard let node = nodes[path] else { continue }
                let enters = visitor.visit(WalkedFile(path: path, status: node.status, bytes: node.content))
                if node.isUnreadable, node.status.kind == .regular { visitor.failed(path, .denied(isRoot: false)) }
                if enters, node.status.kind == .directory, !plan.skipped.contains(path) { pending.append(path) }
            }
        }
        return [visitor]
    }

    package func knowsProcess(_ pid: Int32) -> Bool? {
        guard kind == .live else { return nil }
        return knownProcesses.contains(pid) || nodes[RawText("/proc/\(pid)")] != nil
    }
}
