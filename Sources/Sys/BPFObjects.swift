import CLinux
import Model

/// A program of the kernel's own small machine (bpf(2)), as the kernel tells of it.
package struct BPFProgramInfo: Hashable, Sendable {
    package var id: UInt32
    /// `enum bpf_prog_type` of linux/bpf.h.
    package var type: UInt32
    package var name: RawText
    /// A digest of the instructions, eight bytes.
    package var tag: [UInt8]
    /// Those of all its functions.
    package var functionTags: [[UInt8]]
    package var user: UInt32
    /// Nanoseconds from boot to its loading.
    package var loaded: UInt64
    /// The translated instructions, eight bytes each; empty where the kernel does not show them.
    package var code: [UInt8]

    package init(
        id: UInt32, type: UInt32, name: RawText, tag: [UInt8], functionTags: [[UInt8]], user: UInt32, loaded: UInt64, code: [UInt8]
    ) {
        (self.id, self.type, self.name, self.tag, self.functionTags) = (id, type, name, tag, functionTags)
        (self.user, self.loaded, self.code) = (user, loaded, code)
    }
}

/// What is loaded into that machine, and who holds it. Every call asks and changes nothing.
package enum BPFObjects {
    /// What has numbers there.
    package enum Kind: Int32, Sendable { case program = 0, map = 1, link = 3 }

    /// No host has more; a limit against a kernel that counts for ever.
    private static let most = 20_000

    /// All numbers of a kind. The corresponding call is `bpf` with BPF_PROG_GET_NEXT_ID and its kin.
    package static func numbers(_ kind: Kind) throws(Errno) -> [UInt32] {
        var found: [UInt32] = []
        var last: UInt32 = 0
        while found.count < most {
            let next = try Errno.check(clinux_bpf_next(kind.rawValue, last))
            guard next > 0, let id = UInt32(exactly: next), id > last else { break }
            found.append(id)
            last = id
        }
        return found
    }

    /// A program by its number. The corresponding call is `bpf` with BPF_OBJ_GET_INFO_BY_FD.
    package static func program(_ id: UInt32) throws(Errno) -> BPFProgramInfo {
        var raw = clinux_bpf_program()
        let most = 8 * 16_384
        var code = [UInt8](repeating: 0, count: most)
        _ = try Errno.check(unsafe clinux_bpf_program(id, &raw, &code, UInt32(most)))
        code.removeLast(most - min(most, Int(raw.code_size)))
        let tags = unsafe withUnsafeBytes(of: raw.tags) { unsafe [UInt8]($0) }
        let functions = (0..<min(64, Int(raw.tag_count))).map { Array(tags[($0 * 8)..<($0 * 8 + 8)]) }
        let tag = unsafe withUnsafeBytes(of: raw.tag) { unsafe [UInt8]($0) }
        let name = unsafe withUnsafeBytes(of: raw.name) { unsafe [UInt8]($0) }
        return BPFProgramInfo(
            id: id, type: raw.type, name: RawText(name.prefix { $0 != 0 }), tag: tag, functionTags: functions, user: raw.user,
            loaded: raw.loaded, code: code)
    }

    /// The program that a link attaches, and the name of the tracepoint where there is one. The corresponding call is `bpf`
    /// with BPF_OBJ_GET_INFO_BY_FD.
    package static func link(_ id: UInt32) throws(Errno) -> (type: UInt32, program: UInt32, name: RawText) {
        var raw = clinux_bpf_link()
        _ = try Errno.check(unsafe clinux_bpf_link(id, &raw))
        let name = unsafe withUnsafeBytes(of: raw.name) { unsafe [UInt8]($0) }
        return (raw.type, raw.program, RawText(name.prefix { $0 != 0 }))
    }

    /// The program behind a descriptor of another process, and what it watches. The corresponding call is `bpf` with
    /// BPF_TASK_FD_QUERY.
    package static func watched(by pid: Int32, descriptor: Int32) throws(Errno) -> (program: UInt32, name: RawText) {
        var raw = clinux_bpf_task()
        _ = try Errno.check(unsafe clinux_bpf_task(pid, descriptor, &raw))
        let name = unsafe withUnsafeBytes(of: raw.name) { unsafe [UInt8]($0) }
        return (raw.program, RawText(name.prefix { $0 != 0 }))
    }

    /// Opens what is pinned at a path. The corresponding call is `bpf` with BPF_OBJ_GET.
    package static func pinned(_ path: RawText) throws(Errno) -> Descriptor {
        let number = unsafe path.withTerminatedBytes { text in unsafe clinux_bpf_pinned(text) }
        return Descriptor(owning: try Errno.check(number))
    }
}
