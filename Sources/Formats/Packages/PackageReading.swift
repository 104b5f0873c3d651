import Model

/// What became of reading one database into an index.
package struct PackageReading: Sendable {
    /// A problem and the file of the database that it stands in, relative to the database's folder.
    package struct FileProblem: Hashable, Sendable {
        package var file: RawText
        package var problem: Problem

        package init(file: RawText, problem: Problem) { (self.file, self.problem) = (file, problem) }
    }

    /// How many packages were added.
    package var packages = 0
    /// At most `mostProblems`; `unlistedProblems` counts the rest.
    package private(set) var problems: [FileProblem] = []
    /// Packages that should own files and for which the database has no list of them.
    package private(set) var withoutList: [RawText] = []
    private var unlisted = 0

    package static let mostProblems = 1000

    package init() {}

    mutating func add(_ found: [Problem], file: RawText) {
        for problem in found {
            if problems.count < PackageReading.mostProblems {
                problems.append(FileProblem(file: file, problem: problem))
            } else {
                unlisted &+= 1
            }
        }
    }

    mutating func addWithoutList(_ name: RawText) {
        if withoutList.count < PackageReading.mostProblems { withoutList.append(name) }
    }

    /// How many problems are not in `problems`.
    package var unlistedProblems: Int { unlisted }
}
