import Formats
import Model
import Sys

/// Opens images of disks and of partitions as hosts.
package enum DiskImage {
    /// A file system in an image that can, or cannot, be read.
    package struct Part: Sendable {
        /// From 1; 0 where the image is one file system without a table.
        package var number: Int
        /// Bytes from the start of the image.
        package var start: UInt64
        package var length: UInt64
        /// "ext", or what it seems to be instead.
        package var kind: String
    }

    /// What lies in an image, by the magic numbers; empty where it is no image of a disk or a file system.
    package static func parts(_ file: any OpenFile) -> [Part] {
        var source = OpenFileBytes(file)
        let size = UInt64(clamping: file.status.size)
        if let kind = kind(&source, 0) { return [Part(number: 0, start: 0, length: size, kind: kind)] }
        return PartitionTableFormat.parse(&source).value.map { partition in
            Part(
                number: partition.number, start: partition.start, length: partition.length,
                kind: kind(&source, partition.start) ?? "unknown")
        }
    }

    /// Magic numbers: ext (s_magic at 1080), XFS, btrfs, LVM, LUKS, swap, SquashFS, ISO 9660.
    private static func kind(_ source: inout OpenFileBytes, _ start: UInt64) -> String? {
        func holds(_ text: [UInt8], at offset: UInt64) -> Bool {
            var bytes: [UInt8] = []
            source.read(at: Int64(clamping: start + offset), count: text.count, into: &bytes)
            return bytes == text
        }
        if holds([0x53, 0xef], at: 1080) { return "ext" }
        if holds(Array("XFSB".utf8), at: 0) { return "XFS" }
        if holds(Array("_BHRfS_M".utf8), at: 65_600) { return "btrfs" }
        if holds(Array("LABELONE".utf8), at: 512) { return "LVM" }
        if holds(Array("LUKS".utf8) + [0xba, 0xbe], at: 0) { return "LUKS" }
        if holds(Array("SWAPSPACE2".utf8), at: 4086) { return "swap" }
        if holds(Array("hsqs".utf8), at: 0) { return "SquashFS" }
        return nil
    }

    /// Why an image gives no host.
    package enum Failure: Error {
        /// It is no image.
        case notImage
        /// This build has no libext2fs.
        case unavailable
        /// None of its file systems is of the ext family; their kinds.
        case unsupported([String])
        case access(AccessFailure)
    }

    /// The host in an image: the partition that holds a root, else the one asked for, else the largest that can be read.
    /// - Parameters:
    ///   - path: on the machine that examines.
    ///   - mountedAt: where the partition belongs on the host; guessed from what it holds where nothing is said.
    package static func host(_ path: RawText, mountedAt: RawText?) throws(Failure) -> (host: ImageHost, others: [Part]) {
        let found: [Part]
        do throws(Errno) { found = parts(try KernelFile(Descriptor.file(path))) } catch { throw .access(AccessFailure(error)) }
        guard !found.isEmpty else { throw .notImage }
        let readable = found.filter { $0.kind == "ext" }.sorted { $0.length > $1.length }
        guard !readable.isEmpty else { throw .unsupported(found.map(\.kind)) }
        guard ExtFileSystem.isAvailable else { throw .unavailable }
        var hosts: [(part: Part, host: ImageHost)] = []
        var failure: AccessFailure?
        for part in readable {
            do throws(AccessFailure) { hosts.append((part, try ImageHost(path, offset: part.start))) } catch { failure = error }
        }
        guard let chosen = hosts.first(where: { isRoot($0.host) }) ?? hosts.first else { throw .access(failure ?? .absent) }
        let others = found.filter { $0.number != chosen.part.number }
        let place = mountedAt ?? (isRoot(chosen.host) ? "/" : guess(chosen.host))
        if place == "/" { return (chosen.host, others) }
        do throws(AccessFailure) {
            return (try ImageHost(path, offset: chosen.part.start, mountedAt: place), others)
        } catch {
            throw .access(error)
        }
    }

    private static func isRoot(_ host: ImageHost) -> Bool {
        has(host, "/etc") && (has(host, "/usr") || has(host, "/bin") || has(host, "/var"))
    }

    private static func has(_ host: ImageHost, _ path: RawText) -> Bool {
        if case .success = host.status(path, followingLast: false) { true } else { false }
    }

    /// Where a partition without /etc belongs: as its superblock remembers, else by the folders that it holds.
    private static func guess(_ host: ImageHost) -> RawText {
        let remembered = host.fileSystem.facts.lastMounted
        if (["/var", "/var/log", "/home", "/usr", "/srv", "/opt", "/boot", "/var/www", "/var/lib"] as [RawText]).contains(remembered) {
            return remembered
        }
        if has(host, "/log"), ["/lib", "/spool", "/run", "/mail", "/cache", "/db"].contains(where: { has(host, $0) }) { return "/var" }
        if has(host, "/bin"), has(host, "/share") { return "/usr" }
        if case .success(let names) = host.names(in: "/"), names.contains("wtmp") || names.contains("messages") || names.contains("syslog")
        {
            return "/var/log"
        }
        return "/"
    }
}
