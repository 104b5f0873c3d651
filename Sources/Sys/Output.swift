import CLinux
import Glibc
import Model

/// Writing: to the standard streams, and to files beside their name and renamed into place when whole.
package enum Output {
    /// Writes all bytes to a descriptor. The corresponding call is `write`.
    package static func write(_ bytes: [UInt8], to descriptor: Int32) throws(Errno) {
        var offset = 0
        while offset < bytes.count {
            let written = unsafe bytes.withUnsafeBytes { buffer in
                unsafe clinux_write(descriptor, buffer.baseAddress.map { unsafe $0 + offset }, bytes.count - offset)
            }
            offset += try Errno.check(written)
        }
    }

    /// Writes a whole file or nothing: beside its name, then `fsync`, then `rename`; the folder is synchronised last.
    package static func replaceFile(_ path: RawText, with bytes: [UInt8], mode: Int32 = 0o600) throws(Errno) {
        let beside = path + RawText(".banken-\(Machine.ownProcess)")
        let created = unsafe beside.withTerminatedBytes { name in unsafe clinux_create(clinux_at_fdcwd, name, mode) }
        do {
            let file = Descriptor(owning: try Errno.check(created))
            try write(bytes, to: file.number)
            _ = try Errno.check(clinux_fsync(file.number))
        } catch {
            if created >= 0 { _ = unsafe beside.withTerminatedBytes { name in unsafe clinux_unlink(name) } }
            throw error
        }
        let renamed = unsafe beside.withTerminatedBytes { from in
            unsafe path.withTerminatedBytes { to in unsafe clinux_rename(from, to) }
        }
        if renamed < 0 { _ = unsafe beside.withTerminatedBytes { name in unsafe clinux_unlink(name) } }
        _ = try Errno.check(renamed)
        let slash = path.bytes.lastIndex(of: 0x2f)
        let parent = slash.map { $0 == 0 ? RawText("/") : RawText(path.bytes[..<$0]) } ?? "."
        if let folder = try? Descriptor.root(parent) { _ = clinux_fsync(folder.number) }
    }

    /// Ends the process with a code, after what is buffered is out. The corresponding call is `exit`.
    package static func exit(_ code: Int32) -> Never { Glibc.exit(code) }
}
