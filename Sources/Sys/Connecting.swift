import CLinux
import Model

extension Descriptor {
    /// A connection to a socket of this machine by its path; reading and writing give up after `seconds`. The corresponding
    /// calls are `socket` and `connect`.
    package static func connection(toLocal path: RawText, seconds: Int32) throws(Errno) -> Descriptor {
        let number = unsafe path.withTerminatedBytes { name in unsafe clinux_connect_unix(name, seconds) }
        return Descriptor(owning: try Errno.check(number))
    }

    /// A connection over TCP; reading and writing give up after `seconds`. The corresponding calls are `socket` and `connect`.
    package static func connection(to address: NetworkAddress, port: UInt16, seconds: Int32) throws(Errno) -> Descriptor {
        let number = unsafe address.bytes.withUnsafeBufferPointer { bytes in
            unsafe clinux_connect_internet(bytes.baseAddress, port, seconds)
        }
        return Descriptor(owning: try Errno.check(number))
    }
}
