import CLinux
import Model

extension Descriptor {
    /// The value of an extended attribute of the open file, at most `limit` bytes; nil where the file has none of that name or
    /// its file system keeps none. The corresponding call is `fgetxattr`.
    package borrowing func attribute(_ name: RawText, limit: Int) throws(Errno) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: limit)
        let length = unsafe name.withTerminatedBytes { text in unsafe clinux_getxattr(self.number, text, &buffer, limit) }
        // ENODATA and EOPNOTSUPP of errno(3).
        if length == -61 || length == -95 { return nil }
        return Array(buffer.prefix(try Errno.check(length)))
    }
}
