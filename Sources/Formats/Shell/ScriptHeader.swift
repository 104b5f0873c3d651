import Model

/// What the first bytes of a file say it is.
package enum ScriptHeader {
    /// How many bytes are looked at.
    package static let length = 512

    /// The shape of a file by its head, after execve(2) for `#!`, elf(5), and the published signatures of the archive and
    /// picture formats. Of `#!/usr/bin/env -S python3 -u` the interpreter is "python3".
    package static func shape(of head: Span<UInt8>) -> ContentShape {
        let bytes = ShellByte.copy(head, limit: length)
        if bytes.isEmpty { return .empty }
        if bytes.starts(with: [0x7f, 0x45, 0x4c, 0x46]) { return .elf }
        if bytes.starts(with: [0x23, 0x21]), let interpreter = interpreter(bytes) { return .script(interpreter: interpreter) }
        if archives.contains(where: { bytes.starts(with: $0) }) || isTar(bytes) { return .archive }
        if images.contains(where: { bytes.starts(with: $0) }) || isWebP(bytes) { return .image }
        let text = RawText(bytes)
        if text.asciiLowercased.contains("<?php") || text.contains("<?=") { return .php }
        return isText(bytes) ? .text : .data
    }

    /// The interpreter that a `#!` line names: the path, or for env(1) the name that it searches.
    static func interpreter(_ bytes: [UInt8]) -> RawText? {
        let line = bytes.dropFirst(2).prefix { $0 != 0x0a && $0 != 0x0d && $0 != 0 }
        let words = line.split(whereSeparator: ShellByte.isBlank).prefix(16).map { RawText($0) }
        guard let first = words.first else { return nil }
        guard first.lastPathComponent == "env" else { return first }
        return words.dropFirst().first { word in
            word.bytes.first != 0x2d && !word.bytes.contains(0x3d)
        } ?? first
    }

    /// gzip, bzip2, xz, zstd, zip (with empty and spanned), ar, cpio (new, crc, old, both byte orders of binary), 7z, rar, lz4.
    private static let archives: [[UInt8]] = [
        [0x1f, 0x8b], [0x42, 0x5a, 0x68], [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], [0x28, 0xb5, 0x2f, 0xfd],
        [0x50, 0x4b, 0x03, 0x04], [0x50, 0x4b, 0x05, 0x06], [0x50, 0x4b, 0x07, 0x08], Array("!<arch>\n".utf8),
        Array("070701".utf8), Array("070702".utf8), Array("070707".utf8), [0xc7, 0x71], [0x71, 0xc7],
        [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], Array("Rar!".utf8), [0x04, 0x22, 0x4d, 0x18],
    ]

    /// PNG, JPEG, GIF, ICO.
    private static let images: [[UInt8]] = [
        [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], [0xff, 0xd8, 0xff], Array("GIF87a".utf8), Array("GIF89a".utf8),
        [0x00, 0x00, 0x01, 0x00],
    ]

    private static func isTar(_ bytes: [UInt8]) -> Bool {
        bytes.count >= 262 && bytes[257..<262].elementsEqual(Array("ustar".utf8))
    }

    private static func isWebP(_ bytes: [UInt8]) -> Bool {
        bytes.count >= 12 && bytes.starts(with: Array("RIFF".utf8)) && bytes[8..<12].elementsEqual(Array("WEBP".utf8))
    }

    /// No zero byte, and few control bytes: text of any encoding.
    private static func isText(_ bytes: [UInt8]) -> Bool {
        var control = 0
        for byte in bytes {
            if byte == 0 { return false }
            if byte < 0x20, byte != 0x0a, byte != 0x0d, byte != 0x09, byte != 0x0c, byte != 0x1b { control += 1 }
        }
        return control * 20 <= bytes.count
    }
}
