import Model

#if Archive
    import CArchive
#endif

/// tar archives, plain or packed with gzip, xz, zstd or bzip2, from bytes in memory: Documentation/Decisions/0009.
///
/// libarchive gets those formats alone, never a file name and never a program to unpack with.
package enum TarReader {
    /// Why no archive can be read in this build; nil where it can.
    package static var unavailable: Localized? {
        #if Archive
            nil
        #else
            Localized(
                en: "This build of Banken cannot read packages (it was built without libarchive).",
                ja: "この Banken は配布物のファイルを読めません(libarchive なしでビルドされています)。")
        #endif
    }

    /// Gives each entry, then its content piece by piece, then nil for its end.
    package static func forEach(
        _ bytes: [UInt8], limits: TarLimits, member: (TarMember) -> Void, content: (Span<UInt8>?) -> Void
    ) throws(ArchiveFailure) {
        #if Archive
            guard let archive = unsafe archive_read_new() else { throw ArchiveFailure("libarchive has no memory") }
            defer { unsafe archive_read_free(archive) }
            unsafe archive_read_support_filter_gzip(archive)
            unsafe archive_read_support_filter_xz(archive)
            unsafe archive_read_support_filter_zstd(archive)
            unsafe archive_read_support_filter_bzip2(archive)
            unsafe archive_read_support_format_tar(archive)
            let failure = unsafe bytes.withUnsafeBytes { buffer -> ArchiveFailure? in
                guard unsafe archive_read_open_memory(archive, buffer.baseAddress, buffer.count) == ARCHIVE_OK else {
                    return unsafe reason(archive)
                }
                return unsafe read(archive, limits, member, content)
            }
            if let failure { throw failure }
        #else
            throw ArchiveFailure("this program was built without libarchive")
        #endif
    }

    #if Archive
        private static func read(
            _ archive: OpaquePointer, _ limits: TarLimits, _ member: (TarMember) -> Void, _ content: (Span<UInt8>?) -> Void
        ) -> ArchiveFailure? {
            var members = 0
            var total: Int64 = 0
            var buffer = [UInt8](repeating: 0, count: 262_144)
            while true {
                var entry: OpaquePointer?
                let result = unsafe archive_read_next_header(archive, &entry)
                if result == ARCHIVE_EOF { return nil }
                guard result == ARCHIVE_OK || result == ARCHIVE_WARN, let entry = unsafe entry else { return unsafe reason(archive) }
                members += 1
                guard members <= limits.members else { return ArchiveFailure("more entries than are read") }
                guard let found = unsafe describe(entry) else { return ArchiveFailure("an entry has no name") }
                member(found)
                if found.kind == .regular, !found.isHardLink {
                    while true {
                        let length = unsafe archive_read_data(archive, &buffer, buffer.count)
                        if length < 0 { return unsafe reason(archive) }
                        if length == 0 { break }
                        total += Int64(length)
                        guard total <= limits.bytes else { return ArchiveFailure("more content than is read") }
                        content(buffer.span.extracting(first: Int(length)))
                    }
                }
                content(nil)
            }
        }

        static func describe(_ entry: OpaquePointer) -> TarMember? {
            guard let path = unsafe text(archive_entry_pathname(entry)) else { return nil }
            let mode = unsafe UInt32(archive_entry_mode(entry))
            let kind = FileKind(mode: mode)
            let hardLink = unsafe text(archive_entry_hardlink(entry))
            let link = unsafe text(archive_entry_symlink(entry))
            var member = unsafe TarMember(
                path: path, kind: hardLink != nil ? .regular : kind, mode: UInt16(mode & 0o7777),
                owner: text(archive_entry_uname(entry)) ?? "", group: text(archive_entry_gname(entry)) ?? "",
                size: archive_entry_size(entry), target: hardLink ?? link, isHardLink: hardLink != nil)
            if unsafe archive_entry_mtime_is_set(entry) != 0 {
                member.modified = unsafe Timestamp(
                    seconds: Int64(archive_entry_mtime(entry)), nanoseconds: UInt32(clamping: archive_entry_mtime_nsec(entry)))
            }
            return member
        }

        /// At most 64 KiB up to the NUL.
        static func text(_ pointer: UnsafePointer<CChar>?) -> RawText? {
            guard let pointer = unsafe pointer else { return nil }
            var bytes: [UInt8] = []
            while bytes.count < 65_536 {
                let byte = unsafe UInt8(bitPattern: pointer[bytes.count])
                if byte == 0 { break }
                bytes.append(byte)
            }
            return RawText(bytes)
        }

        private static func reason(_ archive: OpaquePointer) -> ArchiveFailure {
            let words = unsafe text(archive_error_string(archive)) ?? "it is damaged"
            return ArchiveFailure(words.escaped())
        }
    #endif
}
