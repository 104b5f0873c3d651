import Model

/// A file system as its disk has it, asked by numbers of inodes and past the kernel that mounted it.
package protocol RawDisk: Sendable {
    /// The inode of the top folder.
    var topFolder: UInt32 { get }
    /// The entries of a folder, each with whether the entry itself says that it is a folder. Names of an encrypted folder mean
    /// nothing without its key: nil.
    func listing(_ folder: UInt32) throws(AccessFailure) -> [(name: RawText, inode: UInt32, isFolder: Bool)]?
    /// What is known of the file of an inode; nil where it is deleted.
    func living(_ inode: UInt32) throws(AccessFailure) -> FileStatus?
    /// The inode of an entry of a folder.
    func entry(_ name: RawText, of folder: UInt32) throws(AccessFailure) -> UInt32
    /// Hands the file of an inode to `body`, under a path of the host.
    func withFile<Value>(_ inode: UInt32, at path: RawText, _ status: FileStatus, _ body: (borrowing WalkedFile) -> Value) -> Value
}

extension ExtFileSystem: RawDisk {
    package var topFolder: UInt32 { ExtFileSystem.top }

    package func withFile<Value>(_ inode: UInt32, at path: RawText, _ status: FileStatus, _ body: (borrowing WalkedFile) -> Value) -> Value {
        body(WalkedFile(path: path, status: status, access: .image(self, inode)))
    }
}
