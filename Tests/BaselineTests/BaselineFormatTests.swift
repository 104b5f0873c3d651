import Evidence
import Model
import Testing

@testable import Formats

@Suite struct `A baseline` {
    static let saved = Timestamp(seconds: 1_750_000_000, nanoseconds: 5)
    static let header = BaselineHeader(
        saved: saved, hostName: "node03", machineID: "0123456789abcdef0123456789abcdef", view: "live", version: "0.1.0",
        rules: ContentDigester.fingerprint([1, 2, 3]), asRoot: true)
    static let items = [
        InventoryItem(.account, "root", "0 0 /root /bin/bash locked"), InventoryItem(.package, "dpkg bash amd64", "5.2"),
    ]

    static func file(_ name: RawText, size: Int64 = 3, seconds: Int64 = 1_700_000_000, born: Timestamp? = nil) -> RecordedFile {
        let time = Timestamp(seconds: seconds, nanoseconds: UInt32(size % 1_000))
        return RecordedFile(
            name: name,
            status: FileStatus(
                kind: .regular, mode: 0o4755, owner: 0, group: 7, size: size, links: 2, inode: 99,
                times: FileTimes(modified: time, changed: time.adding(seconds: 3), accessed: time, born: born), attributes: [.immutable]),
            content: ContentDigester.fingerprint(name.bytes), linkTarget: "a", capabilities: "\u{1}b",
            judgement: RecordedFile.Judgement(recordCheck: 0xdead_beef, shape: .elf))
    }

    static func bytes(_ folders: [(RawText, [RecordedFile])]) -> [UInt8] {
        var bytes = BaselineFormat.beginning(header, items: items, folders: folders.count)
        for (path, files) in folders { BaselineFormat.append(folder: path, files, saved: saved, to: &bytes) }
        return bytes
    }

    static let folders: [(RawText, [RecordedFile])] = [
        ("/", [file("bin"), file("etc")]),
        ("/bin", [file("a", born: saved), file("b", size: 1 << 40, seconds: -5), file(RawText([0xff, 0x0a]))]),
        ("/bin/x", []),
    ]

    @Test func `gives back what was written`() throws {
        let baseline = try #require(BaselineFormat.parse(Self.bytes(Self.folders)).value)
        #expect(baseline.header == Self.header)
        #expect(baseline.items == Self.items.sorted())
        #expect(baseline.fileCount == 5)
        for (number, folder) in Self.folders.enumerated() {
            #expect(baseline.folder(folder.0) == number)
            #expect(baseline.files(inFolder: number).map(\.name) == folder.1.map(\.name))
            for (read, written) in zip(baseline.files(inFolder: number), folder.1) {
                var expected = written
                expected.status.times.accessed = written.status.times.modified
                #expect(read == expected)
            }
        }
        #expect(baseline.folder("/bi") == nil)
        #expect(baseline.folder("/zzz") == nil)
        #expect(baseline.file("/bin/b")?.status.size == 1 << 40)
    }

    @Test func `that is cut off anywhere is none`() {
        let whole = Self.bytes(Self.folders)
        for length in 0..<whole.count { #expect(BaselineFormat.parse(Array(whole.prefix(length))).value == nil, "\(length)") }
        #expect(BaselineFormat.parse(whole + [0]).value == nil)
    }

    @Test func `that was changed anywhere neither traps nor lasts`() {
        let whole = Self.bytes(Self.folders)
        for place in whole.indices {
            for value in [0x00, 0x01, 0x7f, 0x80, 0xff] as [UInt8] {
                var bytes = whole
                bytes[place] = value
                if let baseline = BaselineFormat.parse(bytes).value {
                    for number in 0..<baseline.folderCount {
                        #expect(baseline.files(inFolder: number).count == baseline.count(inFolder: number))
                    }
                }
            }
        }
    }

    @Test func `whose folders or files are not in order is none`() {
        #expect(BaselineFormat.parse(Self.bytes([("/b", []), ("/a", [])])).value == nil)
        #expect(BaselineFormat.parse(Self.bytes([("/a", []), ("/a", [])])).value == nil)
        #expect(BaselineFormat.parse(Self.bytes([("/a", [Self.file("x"), Self.file("x")])])).value == nil)
        #expect(BaselineFormat.parse(Self.bytes([("/a", []), ("/a/b", []), ("/b", [])])).value != nil)
    }

    @Test func `takes few bytes a file`() throws {
        let time = Timestamp(seconds: 1_700_000_000, nanoseconds: 123_456_789)
        let files = (0..<1000).map { number in
            RecordedFile(
                name: RawText("file-name-\(number + 1000)"),
                status: FileStatus(
                    kind: .regular, mode: 0o644, owner: 0, group: 0, size: 12_345, inode: UInt64(4_000_000 + number),
                    times: FileTimes(modified: time, changed: Timestamp(seconds: 1_700_000_100, nanoseconds: 5), accessed: time, born: time)
                ),
                content: ContentDigester.fingerprint([UInt8(number & 255)]), judgement: .init(recordCheck: 7, shape: .notRead))
        }.sorted { $0.name < $1.name }
        let bytes = Self.bytes([("/usr/share/some/folder", files)])
        #expect(bytes.count / 1000 <= 100)
    }

    @Test(arguments: FormatParser.ownFiles.map(\.name))
    func `and its kin survive every cut and any byte`(name: String) throws {
        let parser = try #require(FormatParser.ownFiles.first { $0.name == name })
        let key = try #require(SigningKey(secret: [UInt8](repeating: 7, count: 32)))
        let acceptance = Acceptance(.path("/a b"), seal: ContentDigester.fingerprint([1]), time: Self.saved, by: "", because: "x")
        let part = AcceptedFormat.signedPart(acceptance, previous: ContentDigester.fingerprint([2]), publicKey: key.publicKey)
        let signature = try #require(key.signature(over: ContentDigester.fingerprint(part.bytes)))
        let accepted = (AcceptedFormat.magic + "\n" + AcceptedFormat.line(signed: part, signature: signature) + "\n").bytes
        for seed in [Self.bytes(Self.folders), accepted, SignatureLine(publicKey: key.publicKey, signature: signature).bytes] {
            for length in stride(from: 0, to: seed.count, by: 3) { _ = parser.run(seed.span.extracting(first: length)) }
            for place in seed.indices {
                var bytes = seed
                bytes[place] = bytes[place] ^ 0x81
                _ = parser.run(bytes.span)
            }
        }
    }
}
