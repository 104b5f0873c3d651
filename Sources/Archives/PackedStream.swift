import Model

#if Archive
    import CArchive
#endif

/// Packed bytes that are unpacked piece by piece as they are read: gzip, bzip2, xz, zstd, lz4 and compress of one stream, and tar
/// and zip with their entries. Documentation/Decisions/0009.
///
/// libarchive gets those formats alone, and the bytes from us: never a file name and never a program to unpack with.
@safe
package final class PackedStream {
    /// What the packed bytes are.
    package enum Shape: Sendable {
        /// One stream.
        case stream
        /// Entries of tar or zip, packed or not.
        case archive
    }

    /// Whether this build can unpack.
    package static var isAvailable: Bool {
        #if Archive
            true
        #else
            false
        #endif
    }

    #if Archive
        private let archive: OpaquePointer
        private let feed: Feed
        private var isOpen = false

        /// - Parameter read: puts the next packed bytes into the buffer, in place of what it held; none at the end. False where
        ///   reading failed.
        package init(_ shape: Shape, read: @escaping (inout [UInt8]) -> Bool) throws(ArchiveFailure) {
            guard let archive = unsafe archive_read_new() else { throw ArchiveFailure("libarchive has no memory") }
            unsafe self.archive = unsafe archive
            feed = Feed(read)
            unsafe archive_read_support_filter_gzip(archive)
            unsafe archive_read_support_filter_bzip2(archive)
            unsafe archive_read_support_filter_xz(archive)
            unsafe archive_read_support_filter_lzma(archive)
            unsafe archive_read_support_filter_zstd(archive)
            unsafe archive_read_support_filter_lz4(archive)
            unsafe archive_read_support_filter_compress(archive)
            switch shape {
            case .stream:
                unsafe archive_read_support_format_raw(archive)
            case .archive:
                unsafe archive_read_support_format_tar(archive)
                unsafe archive_read_support_format_zip_streamable(archive)
            }
            let client = unsafe Unmanaged.passUnretained(feed).toOpaque()
            let opened = unsafe archive_read_open(
                archive, client, nil,
                { _, client, buffer in
                    guard let client = unsafe client, let buffer = unsafe buffer else { return -1 }
                    return unsafe Unmanaged<Feed>.fromOpaque(client).takeUnretainedValue().next(buffer)
                }, nil)
            guard opened == ARCHIVE_OK else { throw unsafe PackedStream.failure(archive) }
            if shape == .stream { _ = try nextEntry() }
        }

        deinit { unsafe archive_read_free(archive) }

        /// The next entry of an archive; nil at the end.
        package func nextEntry() throws(ArchiveFailure) -> TarMember? {
            var entry: OpaquePointer?
            let result = unsafe archive_read_next_header(archive, &entry)
            if result == ARCHIVE_EOF { return nil }
            guard result == ARCHIVE_OK || result == ARCHIVE_WARN, let entry = unsafe entry else {
                throw unsafe PackedStream.failure(archive)
            }
            return unsafe TarReader.describe(entry)
                ?? TarMember(
                    path: "", kind: .unknown, mode: 0, owner: "", group: "", size: 0, target: nil, isHardLink: false)
        }

        /// Adds the next unpacked bytes of the stream or of the current entry to `buffer`, at most `count`; 0 at the end.
        package func append(to buffer: inout [UInt8], count: Int) throws(ArchiveFailure) -> Int {
            let start = buffer.count
            buffer += [UInt8](repeating: 0, count: count)
            let got = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe archive_read_data(archive, bytes.baseAddress.map { unsafe $0 + start }, count)
            }
            buffer.removeLast(count - max(0, got))
            guard got >= 0 else { throw unsafe PackedStream.failure(archive) }
            return got
        }

        private static func failure(_ archive: OpaquePointer) -> ArchiveFailure {
            unsafe ArchiveFailure((TarReader.text(archive_error_string(archive)) ?? "it is damaged").escaped())
        }

        /// Where libarchive gets its bytes from.
        @safe
        private final class Feed {
            private let read: (inout [UInt8]) -> Bool
            private var buffer: [UInt8] = []
            private let pinned = UnsafeMutableRawBufferPointer.allocate(byteCount: 262_144, alignment: 16)

            init(_ read: @escaping (inout [UInt8]) -> Bool) { self.read = read }

            deinit { unsafe pinned.deallocate() }

            func next(_ place: UnsafeMutablePointer<UnsafeRawPointer?>) -> Int {
                guard read(&buffer) else { return -1 }
                let count = unsafe min(buffer.count, pinned.count)
                unsafe buffer.withUnsafeBytes { bytes in unsafe pinned.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[0..<count]))
                }
                unsafe place.pointee = unsafe UnsafeRawPointer(pinned.baseAddress)
                return count
            }
        }

        /// Bytes that the reader should give at once, at most.
        package static let pieceSize = 262_144
    #else
        package init(_ shape: Shape, read: @escaping (inout [UInt8]) -> Bool) throws(ArchiveFailure) {
            throw ArchiveFailure("this program was built without libarchive")
        }

        package func nextEntry() throws(ArchiveFailure) -> TarMember? { nil }
        package func append(to buffer: inout [UInt8], count: Int) throws(ArchiveFailure) -> Int { 0 }
        package static let pieceSize = 262_144
    #endif
}
