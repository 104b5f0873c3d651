import Testing

@Suite struct `A source file` {
    /// Longer than this, a file has more than one subject.
    static let mostLines = 300
    /// Files that are one long table, each with the reason.
    static let longFiles: [String: String] = [
        "Sources/ContentRules/EmbeddedRules.swift": "written by scripts/embed-rules",
        "Sources/Sigma/Loading/EmbeddedSigmaRules.swift": "written by scripts/embed-rules",
    ]

    @Test func `has one subject, so it is short`() {
        for file in SourceTree.sources where file.lines.count > Self.mostLines && Self.longFiles[file.path] == nil {
            Issue.record(
                """
                \(file.path) has \(file.lines.count) lines, more than \(Self.mostLines). Split it by subject (Type+Topic.swift), or add it \
                with its reason to longFiles in Tests/ArchitectureTests/FileRules.swift.
                """)
        }
        for path in Self.longFiles.keys where SourceTree.file(path).lines.count <= Self.mostLines {
            Issue.record("\(path) is short or gone. Remove it from longFiles in Tests/ArchitectureTests/FileRules.swift.")
        }
    }

    @Test func `is named after its subject`() {
        for file in SourceTree.sources {
            let stem = file.name.split(separator: ".").first ?? ""
            for word in ["Manager", "Utils", "Util", "Utilities", "Helper", "Helpers", "Common", "Misc", "Base", "Extensions"]
            where stem.hasSuffix(word) {
                Issue.record("\(file.path) is named \(word), which says nothing. Name it after the one thing that it holds.")
            }
        }
    }

    @Test func `says of each type of the package what it is`() {
        for file in SourceTree.swift {
            for (index, line) in file.lines.enumerated() where FileRule.declaresPackageType(line.code) {
                if FileRule.documentation(above: index, in: file).isEmpty {
                    Issue.record("\(file.path):\(line.number) has no doc comment. Say above it what it is: /// …")
                }
            }
        }
    }

    @Test func `of Sys names the call behind each wrapper`() {
        for file in SourceTree.module("Sys") {
            for (index, line) in file.lines.enumerated() where FileRule.declaresPackageMember(line.code) {
                let body = FileRule.body(from: index, in: file)
                guard body.contains(where: { $0.code.contains("clinux_") || $0.code.contains("Glibc.") }) else { continue }
                let words = FileRule.documentation(above: index, in: file).joined(separator: " ")
                if !words.contains("orresponding call is `") && words.split(separator: "`").count < 2 {
                    Issue.record(
                        "\(file.path):\(line.number) does not name its call. Add to its comment: /// The corresponding call is `…`.")
                }
            }
        }
    }

    @Test func `of CLinux gives its functions one prefix`() {
        let headers = SourceTree.module("CLinux").filter { $0.name.hasSuffix(".h") && $0.name != "CLinux.h" }
        #expect(!headers.isEmpty)
        for file in headers {
            for line in file.lines where line.code.hasSuffix(");") && !line.code.hasPrefix(" ") {
                let name = line.code.prefix { $0 != "(" }.split { $0 == " " || $0 == "*" }.last ?? ""
                if !name.hasPrefix("clinux_") {
                    Issue.record("\(file.path):\(line.number) declares \(name). Name it clinux_\(name).")
                }
            }
        }
    }
}

/// How the rules above read declarations.
enum FileRule {
    static func declaresPackageType(_ code: String) -> Bool {
        let words = code.split(separator: " ")
        // A type inside another is told by the one around it.
        guard !code.hasPrefix(" "), words.contains("package"),
            let kind = words.firstIndex(where: { ["struct", "enum", "class", "protocol", "actor"].contains($0) })
        else { return false }
        return words[..<kind].allSatisfy { ["package", "final", "indirect", "@safe"].contains($0) }
    }

    static func declaresPackageMember(_ code: String) -> Bool {
        let words = code.split(separator: " ")
        guard words.first == "package", let kind = words.firstIndex(where: { $0 == "func" || $0 == "var" }) else { return false }
        return words[..<kind].allSatisfy { ["package", "static", "borrowing", "mutating", "consuming"].contains($0) }
    }

    /// The words of the doc comment that stands directly above, attributes between them left out.
    static func documentation(above index: Int, in file: SourceFile) -> [String] {
        var words: [String] = []
        for line in file.lines[..<index].reversed() {
            let text = line.text.drop { $0 == " " }
            if text.hasPrefix("///") {
                words.append(String(text.dropFirst(3)))
            } else if !text.hasPrefix("@") && !text.hasPrefix("#if") {
                break
            }
        }
        return words.reversed()
    }

    /// The lines from a declaration to the brace that closes it.
    static func body(from index: Int, in file: SourceFile) -> [SourceFile.Line] {
        var depth = 0
        var lines: [SourceFile.Line] = []
        for line in file.lines[index...] {
            lines.append(line)
            for byte in line.code.utf8 {
                if byte == 0x7b { depth += 1 }
                if byte == 0x7d { depth -= 1 }
            }
            if depth <= 0, line.code.contains("}") { break }
        }
        return lines
    }
}
