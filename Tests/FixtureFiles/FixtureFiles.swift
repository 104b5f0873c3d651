import Glibc

/// Reads the fixtures of the tests from the repository. Paths are below `Tests`: "FormatsTests/Logs/sshd.txt".
package enum FixtureFiles {
    private static let root =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/")

    /// The content of a file; nil where it cannot be read.
    package static func bytes(_ path: String) -> [UInt8]? {
        guard let file = unsafe fopen(root + "/" + path, "rb") else { return nil }
        defer { unsafe _ = fclose(file) }
        var all: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe fread($0.baseAddress, 1, $0.count, file) }
            guard count > 0 else { return all }
            all += chunk[..<count]
        }
    }

    /// The names in a folder, sorted; none where it cannot be read.
    package static func names(in path: String) -> [String] {
        guard let folder = unsafe opendir(root + "/" + path) else { return [] }
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
