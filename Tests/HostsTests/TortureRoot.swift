import Glibc
import Model

/// A folder made for one test, filled with what an intruder or a broken disk could leave, and removed with the test.
final class TortureRoot: Sendable {
    let path: String

    /// - Parameter inMemory: for trees so deep that a disk takes seconds to make and remove them.
    init(inMemory: Bool = false) throws(TortureError) {
        let isThere = unsafe inMemory && access("/dev/shm", W_OK) == 0
        var template = Array("\(isThere ? "/dev/shm" : "/tmp")/banken-torture-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else { throw TortureError("mkdtemp", errno) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        // The folder's name is our own; rm(1) removes what is nested deeper than a path can say.
        _ = unsafe system("rm -rf '\(path)' 2>/dev/null || { chmod -R u+rwx '\(path)'; rm -rf '\(path)'; }")
    }

    var location: RawText { RawText(path) }

    private func call(_ name: String, _ place: RawText, _ body: (UnsafePointer<CChar>) -> Int32) throws(TortureError) {
        let text = (location + "/" + place).bytes.map { CChar(bitPattern: $0) } + [0]
        let result = unsafe text.withUnsafeBufferPointer { buffer in unsafe buffer.baseAddress.map { unsafe body($0) } ?? -1 }
        guard result >= 0 else { throw TortureError("\(name) \(place)", errno) }
    }

    func folder(_ place: RawText) throws(TortureError) {
        try unsafe call("mkdir", place) { path in unsafe mkdir(path, 0o755) }
    }

    func file(_ place: RawText, _ content: String = "x", mode: mode_t = 0o644) throws(TortureError) {
        try unsafe call("open", place) { path in
            let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
            guard descriptor >= 0 else { return -1 }
            defer { close(descriptor) }
            let bytes = Array(content.utf8)
            _ = unsafe bytes.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, bytes.count) }
            return fchmod(descriptor, mode)
        }
    }

    func link(_ place: RawText, to target: String) throws(TortureError) {
        try unsafe call("symlink", place) { path in unsafe symlink(target, path) }
    }

    func fifo(_ place: RawText) throws(TortureError) {
        try unsafe call("mkfifo", place) { path in unsafe mkfifo(path, 0o644) }
    }

    /// A device file of the major and minor number of /dev/null; only root may make one.
    func device(_ place: RawText) throws(TortureError) {
        try unsafe call("mknod", place) { path in unsafe mknod(path, S_IFCHR | 0o644, 0x103) }
    }

    /// A socket that nobody listens on.
    func socket(_ place: RawText) throws(TortureError) {
        try unsafe call("mknod", place) { path in unsafe mknod(path, S_IFSOCK | 0o644, 0) }
    }

    /// A file that claims a size without having its bytes on the disk.
    func sparse(_ place: RawText, size: Int) throws(TortureError) {
        try file(place, "\u{7f}ELF", mode: 0o755)
        try unsafe call("truncate", place) { path in unsafe truncate(path, size) }
    }

    func mode(_ place: RawText, _ mode: mode_t) throws(TortureError) {
        try unsafe call("chmod", place) { path in unsafe chmod(path, mode) }
    }

    func remove(_ place: RawText) { try? unsafe call("remove", place) { path in unsafe Glibc.remove(path) } }

    func rename(_ place: RawText, to other: RawText) {
        let target = (location + "/" + other).bytes.map { CChar(bitPattern: $0) } + [0]
        try? unsafe call("rename", place) { from in
            unsafe target.withUnsafeBufferPointer { buffer in unsafe buffer.baseAddress.map { unsafe Glibc.rename(from, $0) } ?? -1 }
        }
    }

    /// Takes on a user's rights to files, in this thread alone. The corresponding call is `setfsuid`.
    static func actAs(_ user: UInt32) {
        guard let symbol = unsafe dlsym(nil, "setfsuid") else { return }
        let call = unsafe unsafeBitCast(symbol, to: (@convention(c) (UInt32) -> Int32).self)
        _ = call(user)
    }

    /// Folders named "d", each inside the one before, with a file "bottom" in the last; deeper than any path can name.
    func chain(levels: Int, siblings: Bool = false) throws(TortureError) {
        var place = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard place >= 0 else { throw TortureError("open", errno) }
        for _ in 0..<levels {
            if siblings { _ = unsafe mkdirat(place, "e", 0o755) }
            guard unsafe mkdirat(place, "d", 0o755) == 0 else { throw TortureError("mkdirat", errno) }
            let next = unsafe openat(place, "d", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            close(place)
            guard next >= 0 else { throw TortureError("openat", errno) }
            place = next
        }
        let bottom = unsafe openat(place, "bottom", O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        _ = unsafe write(bottom, "deep", 4)
        close(bottom)
        close(place)
    }
}

/// A call that the test itself could not make.
struct TortureError: Error, CustomStringConvertible {
    let call: String
    let code: Int32
    var description: String { "\(call): errno \(code)" }
    init(_ call: String, _ code: Int32) { (self.call, self.code) = (call, code) }
}
