import Glibc

/// Why a system call failed: the number of errno(3).
package struct Errno: Error, Hashable, Sendable {
    package var code: Int32

    package init(_ code: Int32) { self.code = code }

    package static let notFound = Errno(ENOENT)
    package static let denied = Errno(EACCES)
    package static let notPermitted = Errno(EPERM)
    package static let loop = Errno(ELOOP)
    package static let nameTooLong = Errno(ENAMETOOLONG)
    package static let notFolder = Errno(ENOTDIR)
    package static let notSupported = Errno(ENOSYS)
    package static let exists = Errno(EEXIST)
    package static let tooManyOpenFiles = Errno(EMFILE)
    package static let noProcess = Errno(ESRCH)
    package static let invalid = Errno(EINVAL)
    package static let tooLong = Errno(EMSGSIZE)
    package static let interrupted = Errno(EINTR)
    package static let tryAgain = Errno(EAGAIN)

    /// The value of a call that gives a negated errno when it fails.
    static func check<Value: FixedWidthInteger>(_ value: Value) throws(Errno) -> Value {
        guard value >= 0 else { throw Errno(Int32(truncatingIfNeeded: -Int64(value))) }
        return value
    }
}
