import FixtureFiles

/// Reads what lies in this repository, for tests that hold code against files. Paths are below the folder of the package.
enum SourceFiles {
    /// The bytes of a file; empty where it cannot be read.
    static func bytes(_ path: String) -> [UInt8] { FixtureFiles.bytes("../" + path) ?? [] }

    /// The names in a folder, sorted, without those that begin with a dot.
    static func names(in path: String) -> [String] { FixtureFiles.names(in: "../" + path) }
}
