import Hosts
import Model

/// One file of the package as the rules look at it.
struct SourceFile: Sendable {
    struct Line: Sendable {
        /// Counted from 1.
        let number: Int
        let text: String
        /// Without comments and the text of literals.
        let code: String
    }

    /// Within the package: "Sources/Detectors/Detector.swift".
    let path: String
    let lines: [Line]
    /// Every name that stands in its code, so that most words need no search.
    private let names: Set<String>

    /// The folder below Sources or Tests.
    var module: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
    var name: String { path.split(separator: "/").last.map(String.init) ?? "" }
    var isSwift: Bool { path.hasSuffix(".swift") }

    init(path: String, bytes: [UInt8]) {
        func lines(_ bytes: [UInt8]) -> [String] {
            bytes.split(separator: 0x0a, omittingEmptySubsequences: false).map { RawText($0).utf8 ?? "" }
        }
        let blanked = SwiftCode.blanked(bytes)
        self.path = path
        names = Set(SourceFile.names(in: blanked))
        self.lines = zip(lines(bytes), lines(blanked)).enumerated().map { index, pair in
            Line(number: index + 1, text: pair.0, code: pair.1)
        }
    }

    /// The modules that it imports, with the line.
    var imports: [(module: String, line: Line)] {
        guard isSwift else { return [] }
        return lines.compactMap { line in
            var words = line.code.split(separator: " ")[...]
            while let word = words.first, word.hasPrefix("@") || ["package", "internal", "private", "public"].contains(word) {
                words = words.dropFirst()
            }
            guard words.popFirst() == "import", let last = words.last else { return nil }
            return last.split(separator: ".").first.map { (String($0), line) }
        }
    }

    /// The lines whose code holds the word, as a whole word: "open(" stands in "open(path)" and in neither "reopen(path)"
    /// nor "file.open(path)" nor "func open(", which are our own.
    func lines(with word: String) -> [Line] {
        guard SourceFile.names(in: Array(word.utf8)).allSatisfy({ names.contains($0) }) else { return [] }
        return lines.filter { SourceFile.holds($0.code, word) }
    }

    private static func names(in bytes: [UInt8]) -> [String] {
        bytes.split { !isNameByte($0) }.compactMap { RawText($0).utf8 }
    }

    private static func holds(_ code: String, _ word: String) -> Bool {
        guard code.utf8.count >= word.utf8.count else { return false }
        let startsAsName = word.utf8.first.map(isNameByte) ?? false
        let endsAsName = word.utf8.last.map(isNameByte) ?? false
        for range in code.ranges(of: word) {
            let before = code[..<range.lowerBound], after = code[range.upperBound...].utf8.first
            let isMember = startsAsName && before.utf8.last == 0x2e && !before.hasSuffix("Glibc.")
            let cutsBefore = startsAsName && before.utf8.last.map(isNameByte) ?? false
            let cutsAfter = endsAsName && after.map(isNameByte) ?? false
            let declares = before.hasSuffix("case ") || before.hasSuffix("func ")
            if !isMember, !declares, !cutsBefore, !cutsAfter { return true }
        }
        return false
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        byte == 0x5f || byte >= 0x30 && byte <= 0x39 || byte >= 0x41 && byte <= 0x5a || byte >= 0x61 && byte <= 0x7a || byte >= 0x80
    }
}
