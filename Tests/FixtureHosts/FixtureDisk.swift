import Hosts
import Model

/// The disk of a fixture: all its parts by the numbers of their inodes, whether a listing shows them or not.
package struct FixtureDisk: RawDisk {
    let host: FixtureHost

    package var topFolder: UInt32 { number(of: "/") }

    private func number(of path: RawText) -> UInt32 { UInt32(truncatingIfNeeded: (host.paths.firstIndex(of: path) ?? -3) + 2) }

    private func path(of inode: UInt32) -> RawText? {
        let paths = host.paths
        let index = Int(inode) - 2
        return paths.indices.contains(index) ? paths[index] : nil
    }

    package func listing(_ folder: UInt32) throws(AccessFailure) -> [(name: RawText, inode: UInt32, isFolder: Bool)]? {
        guard let path = path(of: folder) else { throw .absent }
        return host.paths.filter { $0 != "/" && $0.parentFolder == path }.map { inner in
            (inner.lastComponent, number(of: inner), host.status(of: inner)?.kind == .directory)
        }
    }

    package func living(_ inode: UInt32) throws(AccessFailure) -> FileStatus? { path(of: inode).flatMap { host.status(of: $0) } }

    package func entry(_ name: RawText, of folder: UInt32) throws(AccessFailure) -> UInt32 {
        guard let path = path(of: folder), host.status(of: path.appending(name)) != nil else { throw .absent }
        return number(of: path.appending(name))
    }

    package func withFile<Value>(_ inode: UInt32, at path: RawText, _ status: FileStatus, _ body: (borrowing WalkedFile) -> Value) -> Value {
        body(WalkedFile(path: path, status: status, bytes: self.path(of: inode).flatMap { host.content(of: $0) } ?? []))
    }
}

extension FixtureHost {
    /// All paths, sorted.
    fileprivate var paths: [RawText] { nodes.keys.sorted() }
    fileprivate func status(of path: RawText) -> FileStatus? { nodes[path]?.status }
    fileprivate func content(of path: RawText) -> [UInt8]? { nodes[path]?.content }
}
