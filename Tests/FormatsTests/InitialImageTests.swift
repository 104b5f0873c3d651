import Formats
import Model
import Testing

@Suite struct `The image that boots the kernel` {
    /// An archive of the "new" form, as cpio(1) writes it.
    private static func cpio(_ files: [(name: String, content: String)]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (name, content) in files + [("TRAILER!!!", "")] {
            let fields = [1, 0o100755, 0, 0, 1, 1_700_000_000, content.utf8.count, 0, 0, 0, 0, name.utf8.count + 1, 0]
            bytes += Array("070701".utf8)
            for field in fields {
                let digits = String(field, radix: 16, uppercase: true)
                bytes += Array((String(repeating: "0", count: 8 - digits.count) + digits).utf8)
            }
            bytes += Array(name.utf8) + [0]
            while bytes.count % 4 != 0 { bytes.append(0) }
            bytes += Array(content.utf8)
            while bytes.count % 4 != 0 { bytes.append(0) }
        }
        return bytes
    }

    /// A member of a gzip file with one stored block (RFC 1951, 3.2.4).
    private static func gzip(_ content: [UInt8]) -> [UInt8] {
        let count = UInt16(content.count)
        var crc = UInt32.max
        for byte in content {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? 0xedb8_8320 ^ crc >> 1 : crc >> 1 }
        }
        crc = ~crc
        func little(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) } }
        let block: [UInt8] = [1] + little(UInt32(count)).prefix(2) + little(UInt32(~count)).prefix(2) + content
        return [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3] + block + little(crc) + little(UInt32(count))
    }

    private static func read(_ image: [UInt8]) -> (files: [String: String], problems: Int) {
        var files: [String: String] = [:]
        let problems = InitialImageFormat.each(image.span, limit: 1 << 20) { entry, archive in
            files[entry.path.escaped()] = RawText(archive[entry.content]).escaped()
            return true
        }
        return (files, problems.count)
    }

    @Test func `is read when it is plain, packed, and made of parts one behind the other`() {
        let first = Self.cpio([("kernel/microcode.bin", "m")]), main = Self.cpio([("init", "run"), ("sbin/x", "y")])
        let more = Self.cpio([("scripts/user", "z")])
        let image = first + [UInt8](repeating: 0, count: 60) + Self.gzip(main) + Self.gzip(more) + [0, 0, 0]
        let (files, problems) = Self.read(image)
        #expect(files == ["kernel/microcode.bin": "m", "init": "run", "sbin/x": "y", "scripts/user": "z"])
        #expect(problems == 0)
    }

    @Test func `is a problem where it is packed in an unknown way`() {
        let (files, problems) = Self.read(Self.cpio([("a", "b")]) + Array("BZh9".utf8))
        #expect(files == ["a": "b"])
        #expect(problems == 1)
    }

    @Test func `is read as far as it goes when it is cut off anywhere`() {
        let image = Self.cpio([("init", "run"), ("sbin/x", "yyyy")])
        for count in image.indices {
            let (files, _) = Self.read(Array(image.prefix(count)))
            #expect(files.count <= 2)
        }
    }

    @Test func `does not follow a length that leads behind its end`() {
        var image = Self.cpio([("init", "run")])
        for index in 54..<62 { image[index] = 0x46 }
        let (files, problems) = Self.read(image)
        #expect(files.isEmpty)
        #expect(problems == 1)
    }
}

@Suite struct `Compiled Python` {
    private static let head: [UInt8] = [0xa7, 0x0d, 0x0d, 0x0a]

    @Test func `tells the source that it was made of`() {
        let bytes = Self.head + [0, 0, 0, 0, 1, 2, 0, 0, 5, 0, 0, 0]
        let head = CompiledPython.parse(bytes.span).value
        #expect(head?.magic == 3495 && head?.sourceTime == 513 && head?.sourceSize == 5 && head?.isUnchecked == false)
    }

    @Test func `tells that nobody will look at its source`() {
        let unchecked = CompiledPython.parse((Self.head + [1, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]).span).value
        let checked = CompiledPython.parse((Self.head + [3, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]).span).value
        #expect(unchecked?.isUnchecked == true)
        #expect(checked?.isUnchecked == false)
    }

    @Test func `names what its source does not`() {
        let code = Self.head + [0xda, 6] + Array("system".utf8) + [0xda, 4] + Array("stat".utf8)
        let without = CompiledPython.addedNames(code.span, source: Array("import os; os.stat(1)".utf8).span)
        let with = CompiledPython.addedNames(code.span, source: Array("import os; os.system(1)".utf8).span)
        #expect(without == ["system"])
        #expect(with == [])
    }
}
