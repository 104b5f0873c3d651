import CLinux
import Model

/// An open file descriptor that closes itself.
package struct Descriptor: ~Copyable, Sendable {
    package let number: Int32

    init(owning number: Int32) { self.number = number }

    deinit { _ = clinux_close(number) }

    /// Opens the folder that an examination is anchored to. The corresponding call is `openat`.
    package static func root(_ path: RawText) throws(Errno) -> Descriptor {
        let number = unsafe path.withTerminatedBytes { name in unsafe clinux_open(clinux_at_fdcwd, name, clinux_o_folder & ~0o400000) }
        return Descriptor(owning: try Errno.check(number))
    }

    /// Opens a file that the operator named, for reading. The corresponding call is `openat` with AT_FDCWD.
    package static func file(_ path: RawText) throws(Errno) -> Descriptor {
        let number = unsafe path.withTerminatedBytes { name in unsafe clinux_open(clinux_at_fdcwd, name, clinux_o_file) }
        return Descriptor(owning: try Errno.check(number))
    }

    /// Opens `path` below this folder for reading, following links that stay inside it; `..` and absolute links end at
    /// this folder. Never blocks on a FIFO and leaves no access time where the kernel allows it. The corresponding call is
    /// `openat2` with RESOLVE_IN_ROOT and RESOLVE_NO_MAGICLINKS; kernels before 5.6 lack it, and the links are then resolved here.
    package borrowing func open(inRoot path: RawText) throws(Errno) -> Descriptor {
        let flags = clinux_o_file | clinux_o_noatime
        let number = unsafe path.withTerminatedBytes { name in unsafe clinux_open_in_root(self.number, name, flags) }
        if number == -Errno.notSupported.code { return try openStepwise(path, flags: flags) }
        return Descriptor(owning: try Errno.check(number))
    }

    /// Opens the file that `path` leads to below this folder, so that it can be looked at but not read. The corresponding
    /// call is `openat2` with O_PATH.
    package borrowing func locate(inRoot path: RawText, followingLast: Bool) throws(Errno) -> Descriptor {
        let flags = clinux_o_path | (followingLast ? 0 : 0o400000)
        let number = unsafe path.withTerminatedBytes { name in unsafe clinux_open_in_root(self.number, name, flags) }
        if number == -Errno.notSupported.code { return try openStepwise(path, flags: flags) }
        return Descriptor(owning: try Errno.check(number))
    }

    /// Opens what lies at `path` below this folder, so that it can be looked at but not read, if no folder on the way is a link; the
    /// last component may be one. The corresponding call is `openat2` with O_PATH, O_NOFOLLOW and RESOLVE_NO_SYMLINKS; kernels that
    /// lack it refuse.
    package borrowing func locate(withoutLinks path: RawText) throws(Errno) -> Descriptor {
        let number = unsafe path.withTerminatedBytes { name in
            unsafe clinux_open_plain(self.number, name, clinux_o_path | 0o400000)
        }
        return Descriptor(owning: try Errno.check(number))
    }

    /// Opens the folder `name` of this folder without following a link. The corresponding call is `openat` with
    /// O_DIRECTORY and O_NOFOLLOW.
    package borrowing func folder(named name: RawText) throws(Errno) -> Descriptor {
        let flags = clinux_o_folder | clinux_o_noatime
        let number = unsafe name.withTerminatedBytes { text in unsafe clinux_open(self.number, text, flags) }
        return Descriptor(owning: try Errno.check(number))
    }

    /// The type of the file system, `f_type` of statfs(2). The corresponding call is `fstatfs`.
    package borrowing func fileSystemType() throws(Errno) -> Int64 {
        try Errno.check(clinux_filesystem_type(number))
    }
}

extension RawText {
    /// Hands the bytes to a C function as text that ends in NUL; text that holds a NUL itself ends there.
    func withTerminatedBytes<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        var terminated = bytes
        terminated.append(0)
        return unsafe terminated.withUnsafeBufferPointer { buffer in
            unsafe buffer.withMemoryRebound(to: CChar.self) { text in
                guard let base = text.baseAddress else { preconditionFailure("a terminated array is never empty") }
                return unsafe body(base)
            }
        }
    }
}
