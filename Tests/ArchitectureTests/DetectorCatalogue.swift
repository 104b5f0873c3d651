import Testing

/// A detector as its source declares it.
struct DeclaredDetector: Sendable {
    let name: String
    let id: String
    let file: String
    let line: Int

    static let list = "Sources/Detectors/Detectors.swift"

    /// Every `static let name = Detector(` of the module, with the id that follows it.
    static let all: [DeclaredDetector] = SourceTree.module("Detectors").flatMap { file in
        file.lines.enumerated().compactMap { index, line in
            guard line.code.contains("static let "), line.code.contains("= Detector(") else { return nil }
            let words = line.code.split(separator: " ")
            guard let place = words.firstIndex(of: "let"), place + 1 < words.count else { return nil }
            let name = String(words[place + 1].prefix { $0 != ":" })
            let id = file.lines[index..<min(index + 3, file.lines.count)].compactMap { quoted(after: "id: \"", in: $0.text) }.first
            return DeclaredDetector(name: name, id: id ?? "", file: file.path, line: line.number)
        }
    }

    /// The names in the list, in its order.
    static let listed: [String] = SourceTree.file(list).lines.compactMap { line in
        let entry = line.code.drop { $0 == " " }
        guard entry.hasPrefix("."), entry.hasSuffix(",") else { return nil }
        return String(entry.dropFirst().dropLast())
    }

    private static func quoted(after start: String, in text: String) -> String? {
        guard let range = text.firstRange(of: start) else { return nil }
        return String(text[range.upperBound...].prefix { $0 != "\"" })
    }
}

@Suite struct `A detector` {
    @Test func `is listed once`() {
        #expect(DeclaredDetector.all.count > 20)
        for detector in DeclaredDetector.all {
            let count = DeclaredDetector.listed.count { $0 == detector.name }
            if count != 1 {
                Issue.record(
                    "\(detector.file):\(detector.line) declares `\(detector.name)`, listed \(count) times. Add `.\(detector.name),` to `all` in \(DeclaredDetector.list), once."
                )
            }
        }
        let declared = Set(DeclaredDetector.all.map(\.name))
        for name in DeclaredDetector.listed where !declared.contains(name) {
            Issue.record("\(DeclaredDetector.list) lists `.\(name)`, which no file declares. Remove the line.")
        }
    }

    @Test func `stands in the catalogue of techniques, which names no other`() {
        let page = "Documentation/Catalogue.md"
        let ids = Set(DeclaredDetector.all.map(\.id))
        let named = Set(
            SourceTree.file(page).lines.filter { $0.text.hasPrefix("| ") }.flatMap { line in
                line.text.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }.map {
                    String($0.element)
                }
            }.filter { $0.contains(".") && $0.allSatisfy { $0.isLowercase || $0 == "." || $0 == "-" } })
        for id in named.subtracting(ids) { Issue.record("\(page) names `\(id)`, which is no detector.") }
        for id in ids.subtracting(named).sorted() {
            Issue.record("\(page) has no row that names `\(id)`. Add it to the techniques that it looks for.")
        }
    }

    @Test func `stands in the list in the order of its id`() {
        let ids = Dictionary(DeclaredDetector.all.map { ($0.name, $0.id) }, uniquingKeysWith: { first, _ in first })
        let listed = DeclaredDetector.listed.map { (name: $0, id: ids[$0] ?? "") }
        for (left, right) in zip(listed, listed.dropFirst()) where left.id > right.id {
            Issue.record("In \(DeclaredDetector.list) `.\(right.name)` (\(right.id)) has to stand before `.\(left.name)` (\(left.id)).")
        }
    }

    @Test func `has an id of its own, in dotted lower case`() {
        var seen: [String: String] = [:]
        for detector in DeclaredDetector.all {
            let parts = detector.id.split(separator: ".", omittingEmptySubsequences: false)
            let isWell =
                parts.count >= 2
                && parts.allSatisfy { part in
                    !part.isEmpty && part.utf8.allSatisfy { $0 >= 0x61 && $0 <= 0x7a || $0 == 0x2d || $0 >= 0x30 && $0 <= 0x39 }
                }
            if !isWell {
                Issue.record(
                    "\(detector.file):\(detector.line) has the id \"\(detector.id)\". Ids are words in lower case with dots between: \"file.name.deceptive\"."
                )
            }
            if let other = seen.updateValue(detector.name, forKey: detector.id) {
                Issue.record("\(detector.file):\(detector.line) has the id of `\(other)`, \"\(detector.id)\". Give it one of its own.")
            }
        }
    }
}
