import CLinux
import Model

/// A file of ours that only grows: lines are added at its end, and nobody else adds to it meanwhile.
package struct AppendedFile: ~Copyable {
    private let file: Descriptor

    /// Opens a file that is there, and locks it until this value ends. Errors: `tryAgain` where another program has it locked.
    /// The corresponding calls are `openat` with O_APPEND and `flock`.
    package init(_ path: RawText) throws(Errno) {
        let opened = unsafe path.withTerminatedBytes { name in unsafe clinux_open(clinux_at_fdcwd, name, clinux_o_append) }
        let file = Descriptor(owning: try Errno.check(opened))
        guard try file.status().kind == .regular else { throw .invalid }
        _ = try Errno.check(clinux_lock(file.number))
        self.file = file
    }

    /// What it holds, at most `limit` bytes and one chunk. Call it once: it reads from where the last read ended.
    package borrowing func content(limit: Int) throws(Errno) -> [UInt8] {
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 262_144)
        while content.count <= limit {
            let length = try file.read(into: &chunk)
            if length == 0 { break }
            content += chunk.prefix(length)
        }
        return content
    }

    /// Adds bytes and puts them on the disk; where that fails, the file is cut back to its old length.
    /// The corresponding calls are `write`, `fsync` and `ftruncate`.
    /// - Parameter length: bytes that it held before.
    package borrowing func add(_ bytes: [UInt8], after length: Int) throws(Errno) {
        do {
            try Output.write(bytes, to: file.number)
            _ = try Errno.check(clinux_fsync(file.number))
        } catch {
            _ = clinux_truncate(file.number, Int64(length))
            _ = clinux_fsync(file.number)
            throw error
        }
    }
}
