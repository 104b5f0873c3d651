import Model
import Sys

/// Entries of one open folder that a walk has met and not visited yet.
package struct AwaitedEntries: ~Copyable {
    package let entries: [(path: RawText, status: FileStatus)]
    /// The number of the open folder.
    private let folder: Int32

    init(_ entries: [(path: RawText, status: FileStatus)], folder: Int32) { (self.entries, self.folder) = (entries, folder) }

    /// Opens an entry for reading from its beginning; nil where it is no regular file, no longer the one that was met, or refused.
    package func open(_ number: Int) -> AwaitedFile? {
        let (path, status) = entries[number]
        guard status.kind == .regular, let file = try? Descriptor.open(name: path.lastComponent, inFolder: folder),
            let opened = try? file.status(), opened.inode == status.inode, opened.device == status.device
        else { return nil }
        return AwaitedFile(file)
    }
}

/// One of them, open.
package final class AwaitedFile {
    private let descriptor: Descriptor

    init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }

    /// Fills the buffer with the next bytes; gives their number, which is less than the buffer's only at the end. Nil where the
    /// file cannot be read.
    package func fill(_ buffer: inout [UInt8]) -> Int? { try? descriptor.fill(&buffer) }
}
