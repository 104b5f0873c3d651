import Testing

/// A module, and what it may import. The table of ARCHITECTURE.md as a test: to let a module import another, add it to
/// the module's line here, and say in ARCHITECTURE.md why.
struct ModuleRule: Sendable, CustomTestStringConvertible {
    let name: String
    let mayImport: Set<String>
    /// No file, no clock, no network, no chance: the same input gives the same answer.
    let isPure: Bool

    var testDescription: String { name }

    init(_ name: String, _ mayImport: Set<String>, isPure: Bool = false) {
        (self.name, self.mayImport, self.isPure) = (name, mayImport, isPure)
    }

    static let all: [ModuleRule] = [
        ModuleRule("Archives", ["CArchive", "Evidence", "Formats", "Model"]),
        ModuleRule("CArchive", []),
        ModuleRule("CDigest", []),
        ModuleRule("CImage", []),
        ModuleRule("CLinux", []),
        ModuleRule("CPlaces", []),
        ModuleRule("CSQLite", []),
        ModuleRule("CYaml", []),
        ModuleRule("CYara", []),
        // Formats for its reader of JSON, so that hostile JSON has one.
        ModuleRule("Casework", ["Formats", "Model"], isPure: true),
        // Sys for what the running kernel tells without a file: process numbers, the clock tick.
        ModuleRule(
            "Collectors",
            ["ContentRules", "Evidence", "Formats", "Hosts", "Knowledge", "LogReading", "Model", "Synchronization", "Sys", "Taint"]),
        ModuleRule(
            "Commands",
            [
                "Archives", "ArgumentParser", "Casework", "Collectors", "ContentRules", "Detectors", "Drift", "Evidence", "Formats",
                "Hosts",
                "Inquiry", "Knowledge", "LogReading",
                "Model", "Origins",
                "Provenance",
                "Report", "Sigma", "Synchronization", "Sys",
            ]),
        ModuleRule("ContentRules", ["CYara", "Model"]),
        ModuleRule("Detectors", ["Knowledge", "Model", "Provenance"], isPure: true),
        ModuleRule("Drift", ["Model"], isPure: true),
        ModuleRule("Evidence", ["CDigest", "Crypto", "Model"]),
        ModuleRule("Formats", ["CSQLite", "Model"], isPure: true),
        ModuleRule("Hosts", ["CImage", "Formats", "Model", "Synchronization", "Sys"]),
        ModuleRule("Inquiry", ["Model"], isPure: true),
        ModuleRule("Knowledge", ["Model"], isPure: true),
        ModuleRule("LogReading", ["Archives", "Formats", "Hosts", "Model", "Synchronization", "Sys"]),
        ModuleRule("Model", [], isPure: true),
        ModuleRule("Origins", ["CPlaces", "Model"]),
        ModuleRule("Provenance", ["Model"], isPure: true),
        ModuleRule("Report", ["Casework", "Model"], isPure: true),
        ModuleRule("Sigma", ["CYaml", "Model"], isPure: true),
        ModuleRule("Sys", ["CLinux", "Glibc", "Model", "Synchronization"]),
        // Formats for decompression: disguised programs are compressed more often than not.
        ModuleRule("Taint", ["Formats", "Model"], isPure: true),
        ModuleRule("banken", ["Commands"]),
    ]

    /// Modules that only these files may import, so that what is unsafe about them lies in one place.
    static let doors: [(module: String, files: [String])] = [
        ("CArchive", ["Sources/Archives/PackedStream.swift", "Sources/Archives/TarReader.swift"]),
        ("CDigest", ["Sources/Evidence/MD5Lanes.swift"]),
        ("CImage", ["Sources/Hosts/Image/ExtFileSystem.swift"]),
        ("CPlaces", ["Sources/Origins/MaxMindDatabase.swift"]),
        ("CYara", ["Sources/ContentRules/YaraEngine.swift"]),
        ("CSQLite", ["Sources/Formats/Packages/RPMSQLite.swift"]),
        ("CYaml", ["Sources/Sigma/Loading/YAMLReader.swift"]),
    ]

    static let place = "Tests/ArchitectureTests/ModuleTable.swift"
}

@Suite struct `A module` {
    @Test func `stands in the table of modules`() {
        let known = Set(ModuleRule.all.map(\.name))
        for module in SourceTree.modules where !known.contains(module) {
            Issue.record(
                "Sources/\(module) is not in the table. Add `ModuleRule(\"\(module)\", […]),` to \(ModuleRule.place) and a line to ARCHITECTURE.md."
            )
        }
        for module in known.subtracting(SourceTree.modules).sorted() {
            Issue.record("There is no Sources/\(module). Remove its line from \(ModuleRule.place).")
        }
    }

    @Test(arguments: ModuleRule.all)
    func `imports only what its line allows`(rule: ModuleRule) {
        for file in SourceTree.module(rule.name) {
            for (module, line) in file.imports where !rule.mayImport.contains(module) && module != rule.name {
                Issue.record(
                    """
                    \(file.path):\(line.number) imports \(module), which \(rule.name) may not. Move what needs it to a module that may, \
                    or add "\(module)" to the line of \(rule.name) in \(ModuleRule.place) and say why in ARCHITECTURE.md.
                    """)
            }
        }
    }

    @Test func `stands in ARCHITECTURE with the same imports`() {
        let ours = Set(ModuleRule.all.map(\.name)).subtracting(["CArchive", "CImage", "CYaml", "CYara", "CSQLite"])
        let rows = SourceTree.file("ARCHITECTURE.md").lines.compactMap { line -> (module: String, imports: String)? in
            let cells = line.text.split(separator: "|").map { $0.split(separator: " ").joined(separator: " ") }
            guard cells.count == 4, let name = cells.first?.filter({ $0 != "`" }), ours.contains(name) else { return nil }
            return (name, cells[2])
        }
        let told = Dictionary(rows.map { ($0.module, $0.imports) }, uniquingKeysWith: { first, _ in first })
        for rule in ModuleRule.all where ours.contains(rule.name) {
            guard let imports = told[rule.name] else {
                Issue.record("ARCHITECTURE.md has no row for \(rule.name). Add: | `\(rule.name)` | what it is | imports | outside |")
                continue
            }
            let named = Set(imports.split { !$0.isLetter }.map(String.init)).intersection(ours)
            let wanted = imports == "all of the above" ? named : rule.mayImport.intersection(ours)
            if named != wanted {
                let list = wanted.sorted().joined(separator: ", ")
                Issue.record("ARCHITECTURE.md says that \(rule.name) imports \(imports), but \(ModuleRule.place) says: \(list).")
            }
        }
    }

    @Test func `for the kernel and the C library is Sys alone`() {
        for file in SourceTree.sources where file.module != "Sys" {
            for (module, line) in file.imports where ["CLinux", "Glibc", "Musl", "Foundation", "FoundationEssentials"].contains(module) {
                Issue.record("\(file.path):\(line.number) imports \(module). Add a wrapper to Sources/Sys instead and call that.")
            }
        }
    }

    @Test(arguments: ModuleRule.doors)
    func `of a C library has few doors`(module: String, doors: [String]) {
        for file in SourceTree.sources where !doors.contains(file.path) {
            for (name, line) in file.imports where name == module {
                Issue.record(
                    "\(file.path):\(line.number) imports \(module). Only \(doors.joined(separator: ", ")) may; add what is needed there.")
            }
        }
    }

    @Test func `for fixtures is for tests alone`() {
        for file in SourceTree.sources {
            for (module, line) in file.imports where module == "FixtureHosts" || module == "Testing" {
                Issue.record("\(file.path):\(line.number) imports \(module), which only Tests may.")
            }
        }
    }
}
