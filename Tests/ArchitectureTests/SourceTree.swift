import Hosts
import Model
import Testing

/// The sources of the package, found from the place of this file and read with our own reader.
enum SourceTree {
    /// Everything in Sources that is Swift or C.
    static let sources = files(in: "Sources")
    /// Everything in Tests that is Swift.
    static let tests = files(in: "Tests").filter(\.isSwift)

    static var swift: [SourceFile] { sources.filter(\.isSwift) }

    static func module(_ name: String) -> [SourceFile] { sources.filter { $0.module == name } }

    /// The folders directly below Sources.
    static let modules: [String] = Array(Set(sources.map(\.module))).sorted()

    /// A file by its path within the package; empty where it is not there, which the rules then tell.
    static func file(_ path: String) -> SourceFile {
        SourceFile(path: path, bytes: read("/" + path))
    }

    private static let root: RawText = {
        let folder = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        return RawText("/" + folder)
    }()

    private static func read(_ path: String) -> [UInt8] {
        guard let host = try? RootedHost(root), case .success(let content) = host.read(RawText(path), limit: 4 << 20) else { return [] }
        return content.bytes
    }

    private static func files(in folder: String) -> [SourceFile] {
        guard let host = try? RootedHost(root) else { return [] }
        var found: [SourceFile] = []
        var pending = [RawText("/" + folder)]
        while let place = pending.popLast(), found.count < 10_000 {
            guard case .success(let names) = host.names(in: place) else { continue }
            for name in names where !name.hasPrefix(".") {
                let path = place.appending(name)
                guard case .success(let status) = host.status(path, followingLast: false) else { continue }
                if status.kind == .directory { pending.append(path) }
                guard ["swift", "c", "h"].contains(path.fileExtension), status.kind == .regular,
                    case .success(let content) = host.read(path, limit: 4 << 20)
                else { continue }
                found.append(SourceFile(path: RawText(Array(path.bytes.dropFirst())).escaped(), bytes: content.bytes))
            }
        }
        return found.sorted { $0.path < $1.path }
    }
}

@Suite struct `The sources that the rules look at` {
    @Test func `are found where this file lies`() {
        #expect(SourceTree.swift.count > 100)
        #expect(SourceTree.module("CLinux").contains { $0.name == "startup.c" })
        #expect(!SourceTree.tests.isEmpty)
    }

    @Test(arguments: [
        ("let a = open(path)", "open(", true),
        ("let a = reopen(path)", "open(", false),
        ("let a = file.open(path)", "open(", false),
        ("let a = Glibc.open(path)", "open(", true),
        ("    case open(Path)", "open(", false),
        ("// open(path)", "open(", false),
        (#"let a = "open(path)""#, "open(", false),
        (#"let a = "\(open(path))""#, "open(", true),
        (##"let a = #"\(open(path))"#"##, "open(", false),
        ("/* /* open( */ open( */ try! f()", "open(", false),
        ("/* /* open( */ open( */ try! f()", "try!", true),
        ("let a = \"\"\"\nopen(\n\"\"\"\nopen(b)", "open(", true),
        ("let a = \"\"\"\nopen(\n\"\"\"\n", "open(", false),
        ("if (c == '\"') open(path);\nopen(b)", "open(", true),
    ])
    func `are told from what they only say`(text: String, word: String, isCode: Bool) {
        #expect(SourceFile(path: "x.swift", bytes: Array(text.utf8)).lines(with: word).isEmpty == !isCode)
    }
}
