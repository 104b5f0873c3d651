import CLinux
import Model

/// A file of ours that is written piece by piece and appears under its name only when it is whole.
package struct OutputFile: ~Copyable {
    private let file: Descriptor
    private let path: RawText
    private let beside: RawText
    private var isDone = false

    /// Begins it beside its name. The corresponding call is `openat` with O_CREAT and O_EXCL.
    package init(_ path: RawText, mode: Int32) throws(Errno) {
        let beside = path + RawText(".banken-\(Machine.ownProcess)")
        let created = unsafe beside.withTerminatedBytes { name in unsafe clinux_create(clinux_at_fdcwd, name, mode) }
        file = Descriptor(owning: try Errno.check(created))
        (self.path, self.beside) = (path, beside)
    }

    deinit {
        if !isDone { _ = unsafe beside.withTerminatedBytes { name in unsafe clinux_unlink(name) } }
    }

    package borrowing func write(_ bytes: [UInt8]) throws(Errno) { try Output.write(bytes, to: file.number) }

    /// Puts it on the disk and gives it its name. The corresponding calls are `fsync` and `rename`.
    package mutating func finish() throws(Errno) {
        _ = try Errno.check(clinux_fsync(file.number))
        let renamed = unsafe beside.withTerminatedBytes { from in
            unsafe path.withTerminatedBytes { to in unsafe clinux_rename(from, to) }
        }
        _ = try Errno.check(renamed)
        isDone = true
        let slash = path.bytes.lastIndex(of: 0x2f)
        let parent = slash.map { $0 == 0 ? RawText("/") : RawText(path.bytes[..<$0]) } ?? "."
        if let folder = try? Descriptor.root(parent) { _ = clinux_fsync(folder.number) }
    }
}

/// Files of our own, which lie on the machine that examines and not on the host.
package enum OwnFile {
    /// At most `limit` bytes and one more. The corresponding call is `openat`.
    package static func read(_ path: RawText, limit: Int) throws(Errno) -> [UInt8] {
        let opened = unsafe path.withTerminatedBytes { name in
            unsafe clinux_open(clinux_at_fdcwd, name, clinux_o_file)
        }
        let file = Descriptor(owning: try Errno.check(opened))
        let status = try file.status()
        guard status.kind == .regular else { throw .invalid }
        var content: [UInt8] = []
        content.reserveCapacity(min(limit, Int(clamping: status.size)) + 1)
        var chunk = [UInt8](repeating: 0, count: 262_144)
        while content.count <= limit {
            let length = try file.read(into: &chunk)
            if length == 0 { break }
            content += chunk.prefix(length)
        }
        return content
    }

    /// What lies at a path of ours. The corresponding call is `statx`.
    package static func status(_ path: RawText) throws(Errno) -> FileStatus {
        let opened = unsafe path.withTerminatedBytes { name in unsafe clinux_open(clinux_at_fdcwd, name, clinux_o_path) }
        return try Descriptor(owning: try Errno.check(opened)).status()
    }

    /// Makes a folder and those above it, for its owner alone. The corresponding call is `mkdir`.
    package static func makeFolder(_ path: RawText) throws(Errno) {
        var sofar: [UInt8] = path.hasPrefix("/") ? [] : Array(".".utf8)
        for name in path.split(0x2f) where !name.isEmpty {
            sofar += [0x2f] + name.bytes
            let made = unsafe RawText(sofar).withTerminatedBytes { text in unsafe clinux_mkdir(text, 0o700) }
            // EEXIST of errno(3).
            if made != -17 { _ = try Errno.check(made) }
        }
    }
}

extension Output {
    /// Gives a file of ours another name in the same file system. The corresponding call is `rename`.
    package static func rename(_ path: RawText, to other: RawText) throws(Errno) {
        let renamed = unsafe path.withTerminatedBytes { from in
            unsafe other.withTerminatedBytes { to in unsafe clinux_rename(from, to) }
        }
        _ = try Errno.check(renamed)
    }
}
