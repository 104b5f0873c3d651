import Formats
import Hosts
import Model
import Sys

/// The kernel of a live fixture. Unless notes of the fixture say otherwise, it tells by calls what the files of /proc tell.
///
/// `netlink-shows`: lines `FAMILY ADDRESS PORT INODE` of listening sockets that netlink alone tells of; `netlink-hides`: inodes that it
/// leaves out; `taken-ports`: TCP ports that cannot be had; `packet-sockets`: lines `INODE link=N promisc=N filter=CODE:T:F:VALUE,…`
/// with values in hexadecimal; `links`: lines `INDEX NAME flags=HEX promisc=N master=N lower=N`; `bpf`: lines `program ID TYPE NAME TAG
/// [CODE]`, `link ID PROGRAM NAME`, `pin PATH program|link ID` and `watch PID FD PROGRAM NAME`; `fresh-proc`: lines of /proc/PID/stat that
/// a procfs without mounts shows; `below`: lines `file PATH TEXT` and `folder PATH NAME…` that mounts hide; `memory`: lines `PID ADDRESS
/// HEX` of pages that were changed. The disk of a live fixture has every part, those too that are `unlisted`.
package struct FixtureKernel: KernelAnswers {
    let host: FixtureHost

    private func lines(_ note: String) -> [[String]] {
        (host.notes[note] ?? "").split(separator: "\n").filter { !$0.hasPrefix("#") }.map { $0.split(separator: " ").map(String.init) }
    }

    private func value(_ words: [String], _ key: String, radix: Int = 10) -> Int? {
        words.first { $0.hasPrefix(key + "=") }.flatMap { Int($0.dropFirst(key.count + 1), radix: radix) }
    }

    package func sockets(_ family: NetTableFormat.Family) -> Result<[SocketFact], AccessFailure> {
        let hidden = Set(lines("netlink-hides").flatMap { $0 }.compactMap { UInt64($0) })
        var sockets: [SocketFact] = []
        if case .success(let content) = host.read(RawText("/proc/net/\(family.rawValue)"), limit: 1 << 20) {
            sockets = NetTableFormat.parse(content.bytes.span, family: family).value.filter { !hidden.contains($0.inode) }
        }
        for words in lines("netlink-shows") where words.count == 4 && words[0] == family.rawValue {
            sockets.append(
                SocketFact(
                    family: words[0], localAddress: words[1], localPort: UInt16(words[2]) ?? 0, remoteAddress: "0.0.0.0", remotePort: 0,
                    isListening: true, isEstablished: false, inode: UInt64(words[3]) ?? 0, user: 0))
        }
        return .success(sockets)
    }

    package func unixSockets() -> Result<[UInt64], AccessFailure> { .success([]) }

    package func packetSockets() -> Result<[PacketSocketFact], AccessFailure> {
        .success(
            lines("packet-sockets").compactMap { words in
                guard let inode = words.first.flatMap({ UInt64($0) }) else { return nil }
                let filter = words.first { $0.hasPrefix("filter=") }?.dropFirst(7).split(separator: ",") ?? []
                return PacketSocketFact(
                    inode: inode, protocolNumber: 3, link: Int32(value(words, "link") ?? 0),
                    promiscuousLinks: value(words, "promisc").map { [Int32($0)] } ?? [],
                    filter: filter.compactMap { text in
                        let parts = text.split(separator: ":").compactMap { UInt32($0, radix: 16) }
                        guard parts.count == 4 else { return nil }
                        return FilterInstruction(
                            code: UInt16(parts[0]), ifTrue: UInt8(parts[1]), ifFalse: UInt8(parts[2]), value: parts[3])
                    })
            })
    }

    package func links() -> Result<[NetworkLink], AccessFailure> {
        .success(
            lines("links").compactMap { words in
                guard words.count >= 2, let index = Int32(words[0]) else { return nil }
                return NetworkLink(
                    index: index, name: RawText(words[1]), flags: UInt32(value(words, "flags", radix: 16) ?? 0),
                    promiscuity: UInt32(value(words, "promisc") ?? 0), master: value(words, "master").map { Int32($0) },
                    lower: value(words, "lower").map { Int32($0) })
            })
    }

    package func isPortFree(_ port: UInt16) -> Bool? { !lines("taken-ports").flatMap { $0 }.contains("\(port)") }

    package func bpfNumbers(_ kind: BPFObjects.Kind) -> Result<[UInt32], AccessFailure> {
        let word = kind == .program ? "program" : kind == .link ? "link" : "map"
        return .success(lines("bpf").filter { $0.first == word && $0.count > 1 }.compactMap { UInt32($0[1]) })
    }

    package func bpfProgram(_ id: UInt32) -> Result<BPFProgramInfo, AccessFailure> {
        guard let words = lines("bpf").first(where: { $0.count >= 5 && $0[0] == "program" && $0[1] == "\(id)" }) else {
            return .failure(.absent)
        }
        let tag = bytes(words[4])
        return .success(
            BPFProgramInfo(
                id: id, type: UInt32(words[2]) ?? 0, name: RawText(words[3]), tag: tag, functionTags: [tag], user: 0, loaded: 0,
                code: words.count > 5 ? bytes(words[5]) : []))
    }

    package func bpfLink(_ id: UInt32) -> Result<(program: UInt32, name: RawText), AccessFailure> {
        guard let words = lines("bpf").first(where: { $0.count >= 4 && $0[0] == "link" && $0[1] == "\(id)" }) else {
            return .failure(.absent)
        }
        return .success((UInt32(words[2]) ?? 0, RawText(words[3])))
    }

    package func bpfWatched(by pid: Int32, descriptor: Int32) -> Result<(program: UInt32, name: RawText), AccessFailure> {
        guard let words = lines("bpf").first(where: { $0.count >= 5 && $0[0] == "watch" && $0[1] == "\(pid)" && $0[2] == "\(descriptor)" })
        else { return .failure(.absent) }
        return .success((UInt32(words[3]) ?? 0, RawText(words[4])))
    }

    package func bpfPinned(_ path: RawText) -> Result<DescriptorInfo, AccessFailure> {
        guard let words = lines("bpf").first(where: { $0.count >= 4 && $0[0] == "pin" && RawText($0[1]) == path }) else {
            return .failure(.absent)
        }
        let id = UInt32(words[3])
        return .success(words[2] == "link" ? DescriptorInfo(link: id) : DescriptorInfo(program: id))
    }

    package func rawDisk(_ device: RawText) -> Result<any RawDisk, AccessFailure> {
        // What lies below mounts is another host, which has no disk.
        host.notes["below"] == nil ? .success(FixtureDisk(host: host)) : .failure(.absent)
    }

    package func freshProc() -> (any HostView)? {
        guard let text = host.notes["fresh-proc"] else { return nil }
        var parts = ""
        for line in text.split(separator: "\n") {
            let pid = line.prefix { $0 != " " }
            let name = line.drop { $0 != "(" }.dropFirst().prefix { $0 != ")" }
            parts += "-- /\(pid)/stat --\n\(line)\n-- /\(pid)/status --\nName:\t\(name)\nTgid:\t\(pid)\nPid:\t\(pid)\nUid:\t0\t0\t0\t0\n"
        }
        return try? FixtureHost(parts)
    }

    package func bareMount(at path: RawText) -> (any HostView)? {
        guard host.notes["below"] != nil else { return nil }
        var parts = ""
        for words in lines("below") where words.count >= 2 {
            if words[0] == "file" { parts += "-- \(words[1]) --\n\(words.dropFirst(2).joined(separator: " "))\n" }
            if words[0] == "folder" { for name in words.dropFirst(2) { parts += "-- \(words[1])/\(name) --\nx\n" } }
        }
        return try? FixtureHost(parts)
    }

    package func ownPages(of pid: Int32, from start: UInt64, to end: UInt64) -> Result<[UInt64], AccessFailure> {
        .success(
            lines("memory").filter { $0.first == "\(pid)" && $0.count == 3 }.compactMap { UInt64($0[1], radix: 16) }
                .filter { $0 >= start && $0 < end })
    }

    package func memory(of pid: Int32, at address: UInt64, count: Int) -> Result<[UInt8], AccessFailure> {
        guard let words = lines("memory").first(where: { $0.count == 3 && $0[0] == "\(pid)" && UInt64($0[1], radix: 16) == address }) else {
            return .failure(.absent)
        }
        return .success(Array(bytes(words[2]).prefix(count)))
    }

    private func bytes(_ text: String) -> [UInt8] {
        let digits = Array(text)
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap { UInt8(String(digits[$0...($0 + 1)]), radix: 16) }
    }
}

extension FixtureHost {
    package var kernel: (any KernelAnswers)? { kind == .live ? FixtureKernel(host: self) : nil }
}
