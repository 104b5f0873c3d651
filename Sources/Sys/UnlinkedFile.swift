import CLinux
import Model

/// Files that have no name any more and live on because a process holds them open.
package enum UnlinkedFile {
    /// `f_type` of procfs, PROC_SUPER_MAGIC of linux/magic.h.
    private static let procfs: Int64 = 0x9fa0

    /// A regular file without a name that a process holds open, for reading; nil where the number is something else.
    ///
    /// The link of procfs is followed to the very file that the process holds, by a handle that can only be looked at; nothing else is
    /// opened for reading, so that a pipe or a device cannot be put in its place. The corresponding calls are `openat` and `statx`.
    /// - Parameter number: of the descriptor in the process.
    package static func open(heldBy process: Int32, number: Int32) throws(Errno) -> Descriptor? {
        let proc = try Descriptor.root("/proc")
        guard try proc.fileSystemType() == procfs else { throw .notSupported }
        let folder = try proc.folder(named: RawText(String(process))).folder(named: "fd")
        let found = unsafe RawText(String(number)).withTerminatedBytes { name in unsafe clinux_open(folder.number, name, clinux_o_path) }
        let handle = Descriptor(owning: try Errno.check(found))
        let status = try handle.status()
        guard status.kind == .regular, status.links == 0 else { return nil }
        let opened = unsafe RawText("self/fd/\(handle.number)").withTerminatedBytes { name in
            unsafe clinux_open(proc.number, name, clinux_o_file | clinux_o_noatime)
        }
        return Descriptor(owning: try Errno.check(opened))
    }
}
