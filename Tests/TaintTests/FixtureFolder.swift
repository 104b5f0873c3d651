import FixtureFiles

/// The fixtures of this test.
enum FixtureFolder {
    /// Every file in every folder, with its path below `Fixtures`.
    static func files() -> [(path: String, bytes: [UInt8])] {
        let root = "TaintTests/Fixtures"
        return FixtureFiles.names(in: root).flatMap { folder in
            FixtureFiles.names(in: root + "/" + folder).map { name in
                (folder + "/" + name, FixtureFiles.bytes(root + "/" + folder + "/" + name) ?? [])
            }
        }
    }
}
