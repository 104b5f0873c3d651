import Hosts
import Model

/// What one part of a fixture puts on the host: its header line understood, its content turned into bytes.
struct FixturePart {
    let node: FixtureHost.Node

    private static let kinds: [RawText: FileKind] = [
        "fifo": .fifo, "socket": .socket, "char": .characterDevice, "block": .blockDevice, "dir": .directory,
    ]
    private static let attributes: Set<String> = [
        "mode", "uid", "gid", "mtime", "ctime", "btime", "attrs", "link", "kind", "size", "unreadable", "unlisted", "hex", "elf", "nul",
        "utmp", "same", "bare", "caps",
    ]

    init(_ part: Txtar.Part, number place: Int) throws(FixtureError) {
        if let unknown = part.attributes.keys.first(where: { !FixturePart.attributes.contains($0) }) {
            throw FixtureError("\(unknown) of \(part.path) is no attribute of a fixture.")
        }
        var content = try FixturePart.content(part)
        var kind = FileKind.regular
        if let target = part.attributes["link"] {
            kind = .symbolicLink
            content = target.bytes
        }
        if let name = part.attributes["kind"] {
            guard let known = FixturePart.kinds[name] else { throw FixtureError("\(name) of \(part.path) is no kind of file.") }
            kind = known
        }
        let modified = try FixturePart.time("mtime", part) ?? FixtureHost.defaultTime
        let changed = try FixturePart.time("ctime", part) ?? modified
        var attributes: FileAttributes = []
        if part.attributes["attrs"]?.contains("i") == true { attributes.insert(.immutable) }
        if part.attributes["attrs"]?.contains("a") == true { attributes.insert(.appendOnly) }
        func number(_ key: String, radix: Int = 10) throws(FixtureError) -> UInt64? {
            guard let text = part.attributes[key] else { return nil }
            guard let number = UInt64(text.escaped(), radix: radix) else { throw FixtureError("\(key) of \(part.path) is no number.") }
            return number
        }
        let status = FileStatus(
            kind: kind, mode: UInt16(truncatingIfNeeded: try number("mode", radix: 8) ?? (kind == .directory ? 0o755 : 0o644)),
            owner: UInt32(truncatingIfNeeded: try number("uid") ?? 0), group: UInt32(truncatingIfNeeded: try number("gid") ?? 0),
            size: Int64(clamping: try number("size") ?? UInt64(content.count)), inode: UInt64(place + 2),
            times: FileTimes(modified: modified, changed: changed, accessed: modified, born: try FixturePart.time("btime", part)),
            attributes: attributes)
        var node = FixtureHost.Node(status: status, content: content, isUnreadable: part.attributes["unreadable"] != nil)
        if let text = part.attributes["caps"] {
            guard let bytes = [UInt8](hexadecimal: text.bytes) else { throw FixtureError("caps of \(part.path) is not hexadecimal.") }
            node.attributes["security.capability"] = bytes
        }
        self.node = node
    }

    private static func time(_ key: String, _ part: Txtar.Part) throws(FixtureError) -> Timestamp? {
        guard let text = part.attributes[key] else { return nil }
        guard let time = Timestamp(rfc3339: text.escaped()) else {
            throw FixtureError("\(key) of \(part.path) is no RFC 3339 time: \(text)")
        }
        return time
    }

    private static func content(_ part: Txtar.Part) throws(FixtureError) -> [UInt8] {
        var content = Array(part.content.utf8)
        if part.attributes["bare"] != nil, content.last == 0x0a { content.removeLast() }
        if part.attributes["hex"] != nil {
            guard let bytes = [UInt8](hexadecimal: content.filter { $0 > 0x20 }) else {
                throw FixtureError("The content of \(part.path) is not hexadecimal.")
            }
            return bytes
        }
        if part.attributes["nul"] != nil { return content.map { $0 == 0x0a ? 0 : $0 } }
        if part.attributes["elf"] != nil { return programHead + content }
        if part.attributes["utmp"] != nil { return try FixtureRecords.bytes(part) }
        return content
    }

    /// The first bytes of a program for x86-64 in ELF.
    static let programHead: [UInt8] = [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0x3e, 0]
}

/// Records of wtmp(5) as glibc lays them out on x86-64, from lines: `boot TIME`, `user NAME LINE HOST TIME`, `dead LINE TIME`, `zero`.
enum FixtureRecords {
    static func bytes(_ part: Txtar.Part) throws(FixtureError) -> [UInt8] {
        var bytes: [UInt8] = []
        for line in part.content.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            switch (words.first, words.count) {
            case ("zero", 1): bytes += [UInt8](repeating: 0, count: 384)
            case ("boot", 2): bytes += record(2, "reboot", "~", "6.1.0-18-amd64", try time(words[1], part))
            case ("user", 5): bytes += record(7, words[1], words[2], words[3], try time(words[4], part))
            case ("dead", 3): bytes += record(8, "", words[1], "", try time(words[2], part))
            default: throw FixtureError("A line of \(part.path) is no record: \(line)")
            }
        }
        return bytes
    }

    private static func time(_ text: String, _ part: Txtar.Part) throws(FixtureError) -> Timestamp {
        guard let time = Timestamp(rfc3339: text) else { throw FixtureError("\(text) of \(part.path) is no RFC 3339 time.") }
        return time
    }

    private static func record(_ kind: UInt8, _ user: String, _ line: String, _ host: String, _ time: Timestamp) -> [UInt8] {
        var record = [UInt8](repeating: 0, count: 384)
        func put(_ text: some Sequence<UInt8>, at start: Int, most: Int) {
            for (index, byte) in text.prefix(most).enumerated() { record[start + index] = byte }
        }
        record[0] = kind
        put(line.utf8, at: 8, most: 32)
        put(user.utf8, at: 44, most: 32)
        put(host.utf8, at: 76, most: 256)
        let seconds = UInt32(truncatingIfNeeded: time.seconds)
        put((0..<4).map { UInt8(truncatingIfNeeded: seconds >> UInt32(8 * $0)) }, at: 340, most: 4)
        return record
    }
}
