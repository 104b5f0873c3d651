import Model
import Sys

/// An entry that a walk met, with a way to its bytes that no rename of a folder above can lead astray.
package struct WalkedFile: ~Copyable {
    enum Access {
        /// The number of the open folder that the entry lies in.
        case folder(Int32)
        /// Content and extended attributes of a fixture.
        case bytes([UInt8], [RawText: [UInt8]])
        /// An inode of an image.
        case image(ExtFileSystem, UInt32)
    }

    package let path: RawText
    package let status: FileStatus
    let access: Access

    init(path: RawText, status: FileStatus, access: Access) {
        (self.path, self.status, self.access) = (path, status, access)
    }

    /// An entry whose bytes are at hand, for fixtures.
    package init(path: RawText, status: FileStatus, bytes: [UInt8], attributes: [RawText: [UInt8]] = [:]) {
        self.init(path: path, status: status, access: .bytes(bytes, attributes))
    }

    /// Hands the content to `body` piece by piece, each as long as `buffer` or shorter, until `body` gives false.
    /// A file that is no longer the one that was met, or larger than `limit` bytes, is a failure.
    package func forEachChunk(
        buffer: inout [UInt8], limit: Int64, _ body: (Span<UInt8>) -> Bool
    ) -> AccessFailure? {
        guard status.kind == .regular else { return .wrongKind(status.kind) }
        guard status.size <= limit else { return .tooLarge(limit: limit) }
        switch access {
        case .bytes(let bytes, _):
            _ = body(bytes.span)
            return nil
        case .image(let fileSystem, let number):
            var offset: Int64 = 0
            let step = max(4_096, buffer.count)
            do throws(AccessFailure) {
                while offset < status.size {
                    try fileSystem.read(number, at: offset, count: min(step, Int(clamping: status.size - offset)), into: &buffer)
                    if buffer.isEmpty || !body(buffer.span) { break }
                    offset += Int64(buffer.count)
                }
            } catch {
                return error
            }
            if buffer.count < step { buffer += [UInt8](repeating: 0, count: step - buffer.count) }
            return nil
        case .folder(let number):
            do throws(Errno) {
                let file = try Descriptor.open(name: path.lastComponent, inFolder: number)
                let opened = try file.status()
                guard opened.inode == status.inode, opened.device == status.device else { return .changedWhileRead }
                var total: Int64 = 0
                while true {
                    let length = try file.read(into: &buffer)
                    if length == 0 { return nil }
                    total += Int64(length)
                    guard total <= limit else { return .tooLarge(limit: limit) }
                    if !body(buffer.span.extracting(first: length)) { return nil }
                }
            } catch {
                return AccessFailure(error)
            }
        }
    }

    /// At most `limit` bytes from the start.
    package func head(_ limit: Int) -> Result<[UInt8], AccessFailure> {
        guard status.kind == .regular else { return .failure(.wrongKind(status.kind)) }
        switch access {
        case .bytes(let bytes, _): return .success(Array(bytes.prefix(limit)))
        case .image(let fileSystem, let number):
            var bytes: [UInt8] = []
            do throws(AccessFailure) {
                try fileSystem.read(number, at: 0, count: min(limit, Int(clamping: status.size)), into: &bytes)
                return .success(bytes)
            } catch {
                return .failure(error)
            }
        case .folder(let number):
            do throws(Errno) {
                let file = try Descriptor.open(name: path.lastComponent, inFolder: number)
                return .success(try file.read(limit: limit))
            } catch {
                return .failure(AccessFailure(error))
            }
        }
    }

    /// The value of an extended attribute of a regular file, at most `limit` bytes; nil where it has none of that name.
    package func attribute(_ name: RawText, limit: Int = 1_024) -> Result<[UInt8]?, AccessFailure> {
        guard status.kind == .regular else { return .success(nil) }
        switch access {
        case .bytes(_, let attributes): return .success(attributes[name].map { Array($0.prefix(limit)) })
        case .image(let fileSystem, let number):
            do throws(AccessFailure) { return .success(try fileSystem.attribute(number, name, limit: limit)) } catch {
                return .failure(error)
            }
        case .folder(let number):
            do throws(Errno) {
                let file = try Descriptor.open(name: path.lastComponent, inFolder: number)
                return .success(try file.attribute(name, limit: limit))
            } catch {
                return .failure(AccessFailure(error))
            }
        }
    }

    /// Where the link points, as written.
    package func linkTarget() -> RawText? {
        guard status.kind == .symbolicLink else { return nil }
        switch access {
        case .bytes(let bytes, _): return RawText(bytes)
        case .image(let fileSystem, let number): return try? fileSystem.link(number)
        case .folder(let number): return try? Descriptor.readLink(name: path.lastComponent, inFolder: number)
        }
    }
}
