import Archives
import Hosts
import Model
import Sys

/// A file of ours without a name that holds what was unpacked from a collection, while it is read.
final class Spool: Sendable {
    private let descriptor: Descriptor
    /// Bytes that a collection may unpack to.
    static let mostBytes: Int64 = 64 << 30

    init(in folder: SpoolFolder) throws(SpoolFailure) {
        guard case .at(let place) = folder else { throw .refused }
        do throws(Errno) { descriptor = try Descriptor.nameless(in: place) } catch { throw .kernel(error) }
    }

    func append(_ bytes: [UInt8]) throws(Errno) { try Output.write(bytes, to: descriptor.number) }

    func keep(_ bytes: [UInt8]) throws(SpoolFailure) {
        do throws(Errno) { try append(bytes) } catch { throw .kernel(error) }
    }

    func read(at offset: Int64, count: Int, into buffer: inout [UInt8]) throws(Errno) {
        try descriptor.read(at: offset, count: count, into: &buffer)
    }
}

/// A part of a spool as an open file.
final class SpooledFile: OpenFile {
    let status: FileStatus
    private let spool: Spool
    private let start: Int64

    init(_ spool: Spool, start: Int64, size: Int64, modified: Timestamp?) {
        (self.spool, self.start) = (spool, start)
        let time = modified ?? Timestamp(seconds: 0)
        status = FileStatus(
            kind: .regular, mode: 0o600, owner: 0, group: 0, size: size, inode: 0,
            times: FileTimes(modified: time, changed: time, accessed: time))
    }

    func read(at offset: Int64, count: Int, into buffer: inout [UInt8]) -> AccessFailure? {
        guard offset >= 0, offset < status.size else {
            buffer.removeAll(keepingCapacity: true)
            return nil
        }
        do throws(Errno) {
            try spool.read(at: start + offset, count: min(count, Int(clamping: status.size - offset)), into: &buffer)
            return nil
        } catch {
            buffer.removeAll(keepingCapacity: true)
            return AccessFailure(error)
        }
    }
}

/// The logs in a tar or zip collection, as UAC, CyLR and Velociraptor make them.
package enum CollectionArchive {
    private static let mostEntries = 2_000_000
    static let what = Localized(en: "The collection", ja: "収集ファイル")

    /// The logs in it, and why not all of it could be read.
    /// - Parameter folder: where what is unpacked may lie while it is read.
    package static func sources(
        _ file: any OpenFile, named name: RawText, spoolFolder folder: SpoolFolder
    ) -> (sources: [LogSource], failure: Localized?) {
        let spool: Spool
        do throws(SpoolFailure) { spool = try Spool(in: folder) } catch {
            return ([], error.reason(CollectionArchive.what))
        }
        var sources: [LogSource] = []
        var offset: Int64 = 0
        var failure: Localized?
        final class Place { var offset: Int64 = 0 }
        let place = Place()
        do {
            let stream = try PackedStream(.archive) { buffer in
                let failure = file.read(at: place.offset, count: PackedStream.pieceSize, into: &buffer)
                place.offset += Int64(buffer.count)
                return failure == nil
            }
            var entries = 0
            var buffer: [UInt8] = []
            while let entry = try stream.nextEntry() {
                entries += 1
                guard entries <= mostEntries, offset < Spool.mostBytes else { throw ArchiveFailure("it holds more than is read") }
                guard entry.kind == .regular, !entry.isHardLink, let path = LogPlaces.pathInHost(entry.path) else { continue }
                let start = offset
                while true {
                    buffer.removeAll(keepingCapacity: true)
                    if try stream.append(to: &buffer, count: 262_144) == 0 { break }
                    offset += Int64(buffer.count)
                    guard offset < Spool.mostBytes else { throw ArchiveFailure("it holds more than is read") }
                    try spool.append(buffer)
                }
                let (size, modified) = (offset - start, entry.modified)
                sources.append(
                    LogSource(path: name + "!" + path, size: size, modified: modified) {
                        .success(SpooledFile(spool, start: start, size: size, modified: modified))
                    })
            }
        } catch let error as ArchiveFailure {
            failure = Localized(
                en: "The collection could not be unpacked to its end: \(Prose([.words(error.reason)])).",
                ja: "収集ファイルを最後まで展開できませんでした(\(Prose([.words(error.reason)])))。")
        } catch {
            failure = Localized(en: "What was unpacked could not be kept: the disk may be full.", ja: "展開した内容を置けませんでした。ディスクがいっぱいかもしれません。")
        }
        return (sources.inRotationOrder, failure)
    }
}
