import CImage
import Model
import Synchronization

/// A file system of the ext family in an image, read without mounting it: Documentation/Decisions/0010.
///
/// libext2fs is not made for several threads, so one asks at a time.
@safe
package final class ExtFileSystem: Sendable {
    /// The inode of the top folder (EXT2_ROOT_INO).
    static let top: UInt32 = 2

    /// What the superblock says.
    package struct Facts: Sendable {
        package var blockSize: Int
        package var blocks: UInt64
        package var freeBlocks: UInt64
        package var inodes: UInt32
        package var firstInode: UInt32
        package var label: RawText
        package var lastMounted: RawText
        package var mounted: Timestamp
        package var written: Timestamp
        package var made: Timestamp
        /// The journal holds changes that are not yet where they belong.
        package var needsRecovery: Bool
        package var isUnclean: Bool
    }

    package let facts: Facts
    private let image: Mutex<Handle>

    /// What libext2fs knows the image by.
    // `@unchecked Sendable` is sound: the library keeps nothing outside it, and the mutex lets one thread use it at a time.
    @safe
    private struct Handle: ~Copyable, @unchecked Sendable {
        let pointer: OpaquePointer

        deinit { unsafe cimage_close(pointer) }
    }

    /// Whether this build can read images.
    package static var isAvailable: Bool { cimage_available() != 0 }

    /// - Parameter offset: of the file system within the image, in bytes.
    package init(_ path: RawText, offset: UInt64) throws(AccessFailure) {
        var opened: OpaquePointer?
        var name = path.bytes.map { CChar(bitPattern: $0) }
        name.append(0)
        let code = unsafe cimage_open(name, offset, &opened)
        guard code == 0, let opened = unsafe opened else { throw ExtFileSystem.failure(code) }
        image = unsafe Mutex(Handle(pointer: opened))
        var raw = cimage_facts()
        unsafe cimage_facts(opened, &raw)
        facts = Facts(
            blockSize: Int(raw.block_size), blocks: raw.blocks, freeBlocks: raw.free_blocks, inodes: raw.inodes,
            firstInode: raw.first_inode,
            label: ExtFileSystem.text(of: raw.label), lastMounted: ExtFileSystem.text(of: raw.last_mounted),
            mounted: Timestamp(seconds: raw.mounted), written: Timestamp(seconds: raw.written), made: Timestamp(seconds: raw.made),
            needsRecovery: raw.needs_recovery != 0, isUnclean: raw.is_unclean != 0)
    }

    /// The bytes of a C array of characters up to its NUL.
    private static func text<Characters>(of characters: Characters) -> RawText {
        unsafe withUnsafeBytes(of: characters) { bytes in unsafe RawText(Array(bytes.prefix { $0 != 0 })) }
    }

    private static func failure(_ code: Int32) -> AccessFailure {
        switch code {
        case -2: .absent
        case -1, -13: .denied(isRoot: false)
        case -1_000_000: .system(117)
        default: .system(-code)
        }
    }

    private static func check(_ code: Int) throws(AccessFailure) -> Int {
        if code < 0 { throw failure(Int32(clamping: code)) }
        return code
    }

    /// An inode with what is not in `FileStatus`: when it was deleted.
    func inode(_ number: UInt32) throws(AccessFailure) -> (status: FileStatus, deleted: Timestamp?) {
        var raw = cimage_inode()
        let code = image.withLock { unsafe cimage_inode($0.pointer, number, &raw) }
        _ = try ExtFileSystem.check(Int(code))
        let kind = FileKind(mode: UInt32(raw.mode))
        var attributes: FileAttributes = []
        // EXT2_IMMUTABLE_FL, EXT2_APPEND_FL of linux/fs.h.
        if raw.flags & 0x10 != 0 { attributes.insert(.immutable) }
        if raw.flags & 0x20 != 0 { attributes.insert(.appendOnly) }
        let status = FileStatus(
            kind: kind, mode: UInt16(raw.mode & 0o7777), owner: raw.uid, group: raw.gid, size: max(0, raw.size), links: raw.links,
            device: 1,
            inode: UInt64(number),
            times: FileTimes(
                modified: Timestamp(seconds: raw.modified, nanoseconds: raw.modified_ns),
                changed: Timestamp(seconds: raw.changed, nanoseconds: raw.changed_ns),
                accessed: Timestamp(seconds: raw.accessed, nanoseconds: raw.accessed_ns),
                born: raw.has_born == 0 ? nil : Timestamp(seconds: raw.born, nanoseconds: raw.born_ns)),
            attributes: attributes)
        return (status, raw.deleted == 0 ? nil : Timestamp(seconds: Int64(raw.deleted)))
    }

    func read(_ number: UInt32, at offset: Int64, count: Int, into buffer: inout [UInt8]) throws(AccessFailure) {
        buffer = [UInt8](repeating: 0, count: max(0, count))
        let got = image.withLock { unsafe cimage_read($0.pointer, number, offset, &buffer, max(0, count)) }
        buffer.removeLast(buffer.count - max(0, got))
        _ = try ExtFileSystem.check(got)
    }

    func link(_ number: UInt32) throws(AccessFailure) -> RawText {
        var buffer = [CChar](repeating: 0, count: 4096)
        let got = image.withLock { unsafe cimage_link($0.pointer, number, &buffer, 4096) }
        return RawText(buffer.prefix(try ExtFileSystem.check(got)).map { UInt8(bitPattern: $0) })
    }

    func attribute(_ number: UInt32, _ name: RawText, limit: Int) throws(AccessFailure) -> [UInt8]? {
        var text = name.bytes.map { CChar(bitPattern: $0) }
        text.append(0)
        var buffer = [UInt8](repeating: 0, count: limit)
        let got = image.withLock { unsafe cimage_attribute($0.pointer, number, text, &buffer, limit) }
        if got == -61 { return nil }
        return Array(buffer.prefix(try ExtFileSystem.check(got)))
    }

    /// The inode of an entry of a folder.
    package func entry(_ name: RawText, of folder: UInt32) throws(AccessFailure) -> UInt32 {
        let text = name.bytes.map { CChar(bitPattern: $0) }
        var found: UInt32 = 0
        let code = image.withLock { unsafe cimage_lookup($0.pointer, folder, text, text.count, &found) }
        _ = try ExtFileSystem.check(Int(code))
        return found
    }

    package func listing(_ number: UInt32) throws(AccessFailure) -> [(name: RawText, inode: UInt32, isFolder: Bool)]? {
        var raw = cimage_inode()
        let code = image.withLock { unsafe cimage_inode($0.pointer, number, &raw) }
        _ = try ExtFileSystem.check(Int(code))
        // EXT4_ENCRYPT_FL of fs/ext4/ext4.h.
        if raw.flags & 0x800 != 0 { return nil }
        return try entries(number).map { ($0.name, $0.inode, $0.isFolder) }
    }

    package func living(_ number: UInt32) throws(AccessFailure) -> FileStatus? {
        let (status, deleted) = try inode(number)
        return deleted == nil && status.links > 0 ? status : nil
    }

    /// The entries of a folder without "." and "..".
    func entries(_ number: UInt32, deleted: Bool = false) throws(AccessFailure) -> [(name: RawText, inode: UInt32, isFolder: Bool)] {
        var place: UnsafeMutablePointer<UInt8>?
        let got = image.withLock { unsafe cimage_list($0.pointer, number, deleted ? 1 : 0, &place) }
        defer { unsafe cimage_free(place) }
        let count = try ExtFileSystem.check(got)
        guard let base = unsafe place else { return [] }
        let bytes = unsafe Array(UnsafeBufferPointer(start: base, count: count))
        var found: [(name: RawText, inode: UInt32, isFolder: Bool)] = []
        var at = 0
        while at + 6 <= bytes.count {
            let length = Int(bytes[at + 5])
            guard at + 6 + length <= bytes.count else { break }
            let inode = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[at + $1]) << UInt32(8 * $1) }
            let name = RawText(Array(bytes[at + 6..<at + 6 + length]))
            if name != ".", name != ".." { found.append((name, inode, bytes[at + 4] == 2)) }
            at += 6 + length
        }
        return found
    }

    /// The next run of blocks that no file owns, at or behind a block.
    package func freeRun(from start: UInt64) throws(AccessFailure) -> (first: UInt64, count: UInt64)? {
        var first: UInt64 = 0
        let got = image.withLock { unsafe cimage_free_run($0.pointer, start, &first) }
        if got < 0 { throw ExtFileSystem.failure(Int32(clamping: got)) }
        return got == 0 ? nil : (first, UInt64(got))
    }

    /// The bytes of blocks, whoever owns them.
    package func blocks(_ first: UInt64, _ count: Int, into buffer: inout [UInt8]) throws(AccessFailure) {
        buffer = [UInt8](repeating: 0, count: count * facts.blockSize)
        let got = image.withLock { unsafe cimage_blocks($0.pointer, first, UInt32(count), &buffer) }
        _ = try ExtFileSystem.check(got)
    }
}
