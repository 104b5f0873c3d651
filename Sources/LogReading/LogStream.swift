import Archives
import Hosts
import Model

/// How a log is packed, by its first bytes.
enum Packing {
    case plain, packed, tar, zip

    /// The magic numbers of gzip (RFC 1952), bzip2, xz, Zstandard (RFC 8878), LZ4 frames, compress, LZMA alone, zip and tar.
    init(_ head: [UInt8]) {
        let magics: [[UInt8]] = [
            [0x1f, 0x8b], [0x42, 0x5a, 0x68], [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], [0x28, 0xb5, 0x2f, 0xfd], [0x04, 0x22, 0x4d, 0x18],
            [0x1f, 0x9d], [0x5d, 0x00, 0x00, 0x80, 0x00],
        ]
        if magics.contains(where: { head.starts(with: $0) }) {
            self = .packed
        } else if head.starts(with: [0x50, 0x4b, 0x03, 0x04]) {
            self = .zip
        } else if head.count >= 262, head[257..<262].elementsEqual("ustar".utf8) {
            self = .tar
        } else {
            self = .plain
        }
    }
}

/// The unpacked bytes of a log from its start to its end.
struct LogStream {
    /// Why the stream ended before its end.
    enum Failure: Error {
        case access(AccessFailure)
        case damaged(String)
        case bomb
    }

    private enum Kind {
        case plain
        case packed(PackedStream)
    }

    private let file: any OpenFile
    private let kind: Kind
    private var offset: Int64 = 0
    private var unpacked: Int64 = 0
    /// What is read goes through here, so that its memory is used again.
    private var piece: [UInt8] = []
    let isPacked: Bool

    /// Unpacked bytes for each packed one, beyond the first GiB: text of logs reaches some hundreds.
    private static let mostRatio: Int64 = 2_000
    private static let freeBytes: Int64 = 1 << 30

    init(_ file: any OpenFile, head: [UInt8]) throws(Failure) {
        self.file = file
        guard case .packed = Packing(head) else {
            (kind, isPacked) = (.plain, false)
            return
        }
        let place = Place()
        do throws(ArchiveFailure) {
            kind = .packed(
                try PackedStream(.stream) { buffer in
                    let failure = file.read(at: place.offset, count: PackedStream.pieceSize, into: &buffer)
                    place.offset += Int64(buffer.count)
                    return failure == nil
                })
        } catch {
            throw .damaged(error.reason)
        }
        isPacked = true
    }

    private final class Place { var offset: Int64 = 0 }

    /// Leaves bytes out that were read elsewhere.
    mutating func skip(_ count: Int64) throws(Failure) {
        if case .plain = kind {
            offset += count
            return
        }
        var left = count
        var buffer: [UInt8] = []
        while left > 0 {
            buffer.removeAll(keepingCapacity: true)
            let got = try append(to: &buffer, count: Int(min(left, 1 << 18)))
            if got == 0 { return }
            left -= Int64(got)
        }
    }

    /// Adds up to `count` bytes to the buffer and gives their number; 0 at the end.
    mutating func append(to buffer: inout [UInt8], count: Int) throws(Failure) -> Int {
        switch kind {
        case .plain:
            if let failure = file.read(at: offset, count: count, into: &piece) { throw .access(failure) }
            offset += Int64(piece.count)
            buffer += piece
            return piece.count
        case .packed(let stream):
            do throws(ArchiveFailure) {
                var total = 0
                while total < count {
                    let got = try stream.append(to: &buffer, count: count - total)
                    if got == 0 { break }
                    total += got
                }
                unpacked += Int64(total)
                if unpacked > LogStream.freeBytes, unpacked / LogStream.mostRatio > max(1, file.status.size) { throw ArchiveFailure("") }
                return total
            } catch {
                if error.reason.isEmpty { throw .bomb }
                throw .damaged(error.reason)
            }
        }
    }
}
