import CLinux
import Model

extension Descriptor {
    /// What the kernel tells of the open file. The corresponding call is `statx` with AT_EMPTY_PATH.
    package borrowing func status() throws(Errno) -> FileStatus {
        var raw = clinux_status()
        _ = try Errno.check(unsafe clinux_statx_descriptor(number, &raw))
        return FileStatus(raw)
    }

    /// What the kernel tells of the entry `name` of this folder, itself and not what it links to. The corresponding call
    /// is `statx` with AT_SYMLINK_NOFOLLOW.
    package borrowing func status(of name: RawText) throws(Errno) -> FileStatus {
        var raw = clinux_status()
        _ = try Errno.check(unsafe name.withTerminatedBytes { text in unsafe clinux_statx(self.number, text, 0, &raw) })
        return FileStatus(raw)
    }

    /// Where the link `name` of this folder points, as written; at most 4,096 bytes. The corresponding call is `readlinkat`.
    package borrowing func readLink(_ name: RawText) throws(Errno) -> RawText {
        var buffer = [CChar](repeating: 0, count: 4096)
        let length = try Errno.check(
            unsafe name.withTerminatedBytes { text in unsafe clinux_readlink(self.number, text, &buffer, 4096) })
        return RawText(buffer.prefix(length).map { UInt8(bitPattern: $0) })
    }
}

extension FileStatus {
    /// From `struct statx`: kind and permissions after inode(7), attributes after STATX_ATTR_IMMUTABLE (0x10) and
    /// STATX_ATTR_APPEND (0x20).
    init(_ raw: clinux_status) {
        let kind = FileKind(mode: UInt32(raw.mode))
        var attributes: FileAttributes = []
        if raw.attributes & 0x10 != 0 { attributes.insert(.immutable) }
        if raw.attributes & 0x20 != 0 { attributes.insert(.appendOnly) }
        if raw.attributes_mask & 0x30 != 0x30 { attributes.insert(.unknown) }
        let born = Timestamp(seconds: raw.born, nanoseconds: raw.born_ns)
        self.init(
            kind: kind, mode: UInt16(raw.mode & 0o7777), owner: raw.uid, group: raw.gid, size: raw.size, links: raw.links,
            device: raw.device, inode: raw.inode,
            times: FileTimes(
                modified: Timestamp(seconds: raw.modified, nanoseconds: raw.modified_ns),
                changed: Timestamp(seconds: raw.changed, nanoseconds: raw.changed_ns),
                accessed: Timestamp(seconds: raw.accessed, nanoseconds: raw.accessed_ns),
                born: raw.has_born == 0 || raw.born == 0 ? nil : born),
            attributes: attributes)
    }
}
