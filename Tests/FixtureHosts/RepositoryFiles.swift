import Glibc

/// Reads what lies in this repository, for tests that hold code against files.
package enum RepositoryFiles {
    /// The folder of the package, two above this one.
    private static let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")

    /// The text of a file below the root; nil where it cannot be read or is no UTF-8.
    package static func text(_ path: String) -> String? {
        guard let file = unsafe fopen("\(root)/\(path)", "rb") else { return nil }
        defer { unsafe _ = fclose(file) }
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe fread($0.baseAddress, 1, $0.count, file) }
            guard count > 0 else { return String(validating: all, as: UTF8.self) }
            all += chunk[..<count]
        }
    }

    /// The names in a folder below the root, sorted, without those that begin with a dot.
    package static func names(in path: String) -> [String] {
        guard let folder = unsafe opendir("\(root)/\(path)") else { return [] }
        defer { unsafe _ = closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }
}
