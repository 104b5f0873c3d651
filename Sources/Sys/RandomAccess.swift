import CLinux
import Model

extension Descriptor {
    /// Puts up to `count` bytes from `offset` into `buffer`, in place of what it held. The corresponding call is `pread`.
    package borrowing func read(at offset: Int64, count: Int, into buffer: inout [UInt8]) throws(Errno) {
        guard count > 0, offset >= 0 else {
            buffer.removeAll(keepingCapacity: true)
            return
        }
        if buffer.count > count { buffer.removeLast(buffer.count - count) }
        if buffer.count < count { buffer += [UInt8](repeating: 0, count: count - buffer.count) }
        var filled = 0
        while filled < count {
            let start = filled
            let got = try Errno.check(
                unsafe buffer.withUnsafeMutableBytes { bytes in
                    unsafe clinux_pread(number, bytes.baseAddress.map { unsafe $0 + start }, count - start, offset + Int64(start))
                })
            if got == 0 { break }
            filled += got
        }
        buffer.removeLast(count - filled)
    }

    /// Reads the next bytes behind what `buffer` holds, at most `count`, and gives their number, 0 at the end. The
    /// corresponding call is `read`.
    package borrowing func append(to buffer: inout [UInt8], count: Int) throws(Errno) -> Int {
        let start = buffer.count
        buffer += [UInt8](repeating: 0, count: count)
        var got = 0
        do {
            got = try Errno.check(
                unsafe buffer.withUnsafeMutableBytes { bytes in
                    unsafe clinux_read(number, bytes.baseAddress.map { unsafe $0 + start }, count)
                })
        } catch {
            buffer.removeLast(count)
            throw error
        }
        buffer.removeLast(count - got)
        return got
    }

    /// A file of ours without a name, which is gone when it is closed. The corresponding call is `open` with O_TMPFILE.
    package static func nameless(in folder: RawText) throws(Errno) -> Descriptor {
        let number = unsafe folder.withTerminatedBytes { name in unsafe clinux_nameless(name) }
        return Descriptor(owning: try Errno.check(number))
    }

    /// Opens a pipe, a terminal or the standard input, and waits for what comes. The corresponding call is `openat`.
    package static func waiting(_ path: RawText) throws(Errno) -> Descriptor {
        let number = unsafe path.withTerminatedBytes { name in unsafe clinux_open(clinux_at_fdcwd, name, clinux_o_stream) }
        return Descriptor(owning: try Errno.check(number))
    }
}

/// Counting over many bytes.
package enum ByteCount {
    /// How often a byte stands in a part of a buffer. The corresponding call is `clinux_count`, our own.
    package static func of(_ byte: UInt8, in bytes: [UInt8], _ range: Range<Int>) -> Int {
        guard range.upperBound <= bytes.count, !range.isEmpty else { return 0 }
        return unsafe bytes.withUnsafeBytes { buffer in
            unsafe Int(clinux_count(buffer.baseAddress.map { unsafe $0 + range.lowerBound }, range.count, byte))
        }
    }
}
