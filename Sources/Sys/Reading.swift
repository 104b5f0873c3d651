import CLinux
import Model

extension Descriptor {
    /// Reads from the current place until `limit` bytes are there or the file ends. Files of procfs, whose size is 0, are
    /// read to their end all the same. The corresponding call is `read`.
    package borrowing func read(limit: Int) throws(Errno) -> [UInt8] {
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: min(limit, 65_536))
        while content.count < limit {
            let wanted = min(chunk.count, limit - content.count)
            let length = try Errno.check(unsafe clinux_read(number, &chunk, wanted))
            if length == 0 { break }
            content += chunk.prefix(length)
        }
        return content
    }

    /// Reads the next bytes into `buffer` and gives their number, 0 at the end. The corresponding call is `read`.
    package borrowing func read(into buffer: inout [UInt8]) throws(Errno) -> Int {
        let size = buffer.count
        return try Errno.check(unsafe clinux_read(number, &buffer, size))
    }

    /// Reads the next bytes until `buffer` is full or the file ends, and gives their number. The corresponding call is `read`.
    package borrowing func fill(_ buffer: inout [UInt8]) throws(Errno) -> Int {
        let size = buffer.count
        var filled = 0
        while filled < size {
            let taken = filled
            let length = try Errno.check(
                unsafe buffer.withUnsafeMutableBufferPointer { bytes in
                    guard let base = bytes.baseAddress else { return 0 }
                    return unsafe clinux_read(number, base + taken, size - taken)
                })
            if length == 0 { break }
            filled += length
        }
        return filled
    }

    /// Reads the next raw directory records into `buffer` and gives their number of bytes, 0 at the end. The
    /// corresponding call is `getdents64`.
    package borrowing func readRecords(into buffer: inout [UInt8]) throws(Errno) -> Int {
        let size = buffer.count
        return try Errno.check(unsafe clinux_getdents64(number, &buffer, size))
    }
}

/// An entry of a folder as `getdents64` gives it: its name, and the kind that the folder claims.
package struct FolderRecord: Hashable, Sendable {
    package var name: RawText
    package var inode: UInt64
    /// `d_type`; 0 where the file system does not tell.
    package var type: UInt8

    /// The records in `length` bytes of `buffer`, without `.` and `..`; layout after `struct linux_dirent64` of getdents(2).
    package static func parse(_ buffer: borrowing [UInt8], length: Int, _ body: (FolderRecord) -> Void) {
        var offset = 0
        while offset + 19 <= length {
            let size = Int(buffer[offset + 16]) | Int(buffer[offset + 17]) << 8
            guard size >= 20, offset + size <= length else { return }
            var inode: UInt64 = 0
            for index in 0..<8 { inode |= UInt64(buffer[offset + index]) << UInt64(8 * index) }
            var end = offset + 19
            while end < offset + size, buffer[end] != 0 { end += 1 }
            let isSelf = end == offset + 20 && buffer[offset + 19] == 0x2e
            let isParent = end == offset + 21 && buffer[offset + 19] == 0x2e && buffer[offset + 20] == 0x2e
            if !isSelf, !isParent, end > offset + 19 {
                body(FolderRecord(name: RawText(Array(buffer[offset + 19..<end])), inode: inode, type: buffer[offset + 18]))
            }
            offset += size
        }
    }
}

extension Descriptor {
    /// Opens the file `name` of the open folder `number`, which somebody else owns, without following a link.
    /// The corresponding call is `openat`.
    package static func open(name: RawText, inFolder number: Int32) throws(Errno) -> Descriptor {
        let flags = clinux_o_file | clinux_o_noatime | 0o400000
        let opened = unsafe name.withTerminatedBytes { text in unsafe clinux_open(number, text, flags) }
        return Descriptor(owning: try Errno.check(opened))
    }

    /// Where the link `name` of the open folder `number` points. The corresponding call is `readlinkat`.
    package static func readLink(name: RawText, inFolder number: Int32) throws(Errno) -> RawText {
        var buffer = [CChar](repeating: 0, count: 4096)
        let length = try Errno.check(unsafe name.withTerminatedBytes { text in unsafe clinux_readlink(number, text, &buffer, 4096) })
        return RawText(buffer.prefix(length).map { UInt8(bitPattern: $0) })
    }
}

extension Descriptor {
    /// What the kernel tells of the entry `name` of the open folder `number`, itself and not what it links to. The
    /// corresponding call is `statx` with AT_SYMLINK_NOFOLLOW.
    package static func status(of name: RawText, inFolder number: Int32) throws(Errno) -> FileStatus {
        var raw = clinux_status()
        _ = try Errno.check(unsafe name.withTerminatedBytes { text in unsafe clinux_statx(number, text, 0, &raw) })
        return FileStatus(raw)
    }
}
