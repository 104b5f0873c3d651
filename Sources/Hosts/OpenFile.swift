import Model
import Sys

/// A regular file of a host that is open for reading at any place.
package protocol OpenFile: AnyObject, Sendable {
    /// As of when it was opened.
    var status: FileStatus { get }

    /// Puts up to `count` bytes from `offset` into `buffer`, in place of what it held; fewer only at the end.
    func read(at offset: Int64, count: Int, into buffer: inout [UInt8]) -> AccessFailure?
}

/// An open file of a file system that the kernel knows.
package final class KernelFile: OpenFile {
    package let status: FileStatus
    private let descriptor: Descriptor

    package init(_ descriptor: consuming Descriptor) throws(Errno) {
        status = try descriptor.status()
        self.descriptor = descriptor
    }

    package func read(at offset: Int64, count: Int, into buffer: inout [UInt8]) -> AccessFailure? {
        do throws(Errno) {
            try descriptor.read(at: offset, count: count, into: &buffer)
            return nil
        } catch {
            buffer.removeAll(keepingCapacity: true)
            return AccessFailure(error)
        }
    }
}

/// Bytes in memory as an open file.
package final class MemoryFile: OpenFile {
    package let status: FileStatus
    private let bytes: [UInt8]

    package init(_ bytes: [UInt8], status: FileStatus) { (self.bytes, self.status) = (bytes, status) }

    package func read(at offset: Int64, count: Int, into buffer: inout [UInt8]) -> AccessFailure? {
        var memory = MemoryBytes(bytes)
        memory.read(at: offset, count: count, into: &buffer)
        return nil
    }
}

/// An open file as a source of bytes; what cannot be read is noted and reads as the end.
package struct OpenFileBytes: ByteSource {
    private let file: any OpenFile
    package private(set) var failure: AccessFailure?

    package init(_ file: any OpenFile) { self.file = file }

    package var count: Int64 { file.status.size }

    package mutating func read(at offset: Int64, count: Int, into buffer: inout [UInt8]) {
        if let failure = file.read(at: offset, count: count, into: &buffer) { self.failure = failure }
    }
}
