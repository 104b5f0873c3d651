import CLinux
import Model

extension Descriptor {
    /// A procfs of our own process namespace with nothing mounted over any part of it, attached to no folder and gone when it
    /// is closed; needs Linux 5.2 and root. The corresponding call is `fsmount`.
    package static func freshProc() throws(Errno) -> Descriptor {
        Descriptor(owning: try Errno.check(clinux_fresh_proc()))
    }

    /// The mount that a path lies in, without what is mounted inside it: a copy that is attached to no folder and gone when it
    /// is closed. The corresponding call is `open_tree` with OPEN_TREE_CLONE.
    package static func bareMount(at path: RawText) throws(Errno) -> Descriptor {
        let number = unsafe path.withTerminatedBytes { text in unsafe clinux_bare_mount(text) }
        return Descriptor(owning: try Errno.check(number))
    }
}
