import CLinux
import Glibc
import Model

/// Runs the browser that prints a report on the machine of whoever reads it: the one program that Banken ever starts, and never while a
/// host is examined.
package enum PagePrinter {
    /// Runs a program to its end, with its streams at /dev/null. The corresponding calls are `posix_spawn` and `waitpid`.
    /// - Parameters:
    ///   - program: its whole path; no folder is searched.
    ///   - arguments: without the program's own name.
    ///   - environment: all of it, each `NAME=value`.
    ///   - seconds: it is ended by force after so long, and the error is `timedOut`.
    /// - Returns: its exit status, or 128 and the number of the signal that ended it.
    package static func run(_ program: RawText, _ arguments: [RawText], environment: [RawText], seconds: Int32) throws(Errno) -> Int32 {
        var status: Int32 = 0
        let outcome = unsafe withStrings([program] + arguments) { arguments in
            unsafe withStrings(environment) { environment in
                unsafe program.withTerminatedBytes { name in unsafe clinux_print(name, arguments, environment, seconds, &status) }
            }
        }
        _ = try Errno.check(outcome)
        return status
    }

    /// Hands on the addresses of texts that end with NUL, and NULL behind them.
    private static func withStrings<Value>(_ texts: [RawText], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>?) -> Value) -> Value {
        var bytes: [CChar] = []
        var starts: [Int] = []
        for text in texts {
            starts.append(bytes.count)
            for byte in text.bytes where byte != 0 { bytes.append(CChar(bitPattern: byte)) }
            bytes.append(0)
        }
        return unsafe bytes.withUnsafeMutableBufferPointer { buffer in
            let base = buffer.baseAddress
            var addresses: [UnsafeMutablePointer<CChar>?] = unsafe []
            for start in starts { unsafe addresses.append(unsafe base.map { unsafe $0 + start }) }
            unsafe addresses.append(nil)
            return unsafe addresses.withUnsafeBufferPointer { list in
                let first = list.baseAddress
                return unsafe body(first)
            }
        }
    }
}

extension Errno {
    package static let timedOut = Errno(ETIMEDOUT)
}

extension OwnFile {
    /// Takes a file of ours away. The corresponding call is `unlink`.
    package static func remove(_ path: RawText) { _ = unsafe path.withTerminatedBytes { name in unsafe clinux_unlink(name) } }
}

extension Environment {
    /// The folder that we work in; nil where it is gone. The corresponding call is `getcwd`.
    package static var workingFolder: RawText? {
        guard let text = unsafe getcwd(nil, 0) else { return nil }
        defer { unsafe free(text) }
        return unsafe RawText(Array(UnsafeBufferPointer(start: text, count: strlen(text))).map { UInt8(bitPattern: $0) })
    }
}
