import Model

/// The head of a compiled module of Python (.pyc): PEP 552, Lib/importlib/_bootstrap_external.py.
package struct CompiledPython: Hashable, Sendable {
    /// The version of the byte code: 3495 of Python 3.11.
    package var magic: Int
    /// Seconds since 1970 of the source that it was made of; nil where it goes by a hash.
    package var sourceTime: UInt32?
    /// Bytes of that source, modulo 2^32.
    package var sourceSize: UInt32?
    /// It goes by a hash of its source, and is loaded without looking whether the source has that hash.
    package var isUnchecked: Bool

    /// Nil where there is no head of Python 3.7 or newer.
    package static func parse(_ bytes: Span<UInt8>) -> Parsed<CompiledPython?> {
        guard bytes.count >= 16, bytes[2] == 0x0d, bytes[3] == 0x0a else {
            return Parsed(nil, problems: [Problem(offset: 0, reason: "not a compiled module of Python")])
        }
        func number(_ place: Int) -> UInt32 { (0..<4).reduce(0) { $0 | UInt32(bytes[place &+ $1]) << UInt32(8 &* $1) } }
        let magic = Int(bytes[0]) | Int(bytes[1]) << 8
        // Before 3.7 there are no flags, and 3.6 ended with 3379; Python 2 counts from 62,000.
        guard magic >= 3390, magic < 20_000 else { return Parsed(nil) }
        let flags = number(4)
        if flags & 1 == 1 { return Parsed(CompiledPython(magic: magic, isUnchecked: flags & 2 == 0)) }
        return Parsed(CompiledPython(magic: magic, sourceTime: number(8), sourceSize: number(12), isUnchecked: false))
    }

    /// Names of functions by which programs are run, code is made or connections are opened, that the byte code uses and its source
    /// does not hold: no compiler adds them.
    package static func addedNames(_ compiled: Span<UInt8>, source: Span<UInt8>) -> [RawText] {
        names(usedNames(compiled), missingFrom: source)
    }

    /// Those of some names that a source does not hold as words.
    package static func names(_ names: [RawText], missingFrom source: Span<UInt8>) -> [RawText] {
        guard !names.isEmpty else { return [] }
        let text = ShellByte.copy(source, limit: 4 << 20)
        return names.filter { !holds($0.bytes, text) }
    }

    /// The grave ones among the names that byte code uses. marshal writes short names as their kind, their length, and themselves; the high bit
    /// of the kind marks a reference.
    package static func usedNames(_ compiled: Span<UInt8>) -> [RawText] {
        var used = [Bool](repeating: false, count: grave.count)
        let end = min(compiled.count, 4 << 20)
        var at = 0
        while at < end - 4 {
            let kind = compiled[at] & 0x7f
            if kind == 0x5a || kind == 0x7a {
                let length = Int(compiled[at + 1])
                if length < byLength.count, !byLength[length].isEmpty, length <= end - at - 2 {
                    for number in byLength[length] where !used[number] {
                        let name = grave[number].bytes
                        var index = 0
                        while index < length, compiled[at + 2 + index] == name[index] { index += 1 }
                        if index == length { used[number] = true }
                    }
                }
            }
            at += 1
        }
        return grave.indices.filter { used[$0] }.map { grave[$0] }
    }

    /// Whether a text holds a name as a whole word: "filesystem" does not hold "system".
    private static func holds(_ name: [UInt8], _ text: [UInt8]) -> Bool {
        var from = 0
        while let at = ByteSearch.first(name, in: text, from: from, to: text.count) {
            let end = at + name.count
            if at == 0 || !ShellByte.isName(text[at - 1]), end == text.count || !ShellByte.isName(text[end]) { return true }
            from = at + 1
        }
        return false
    }

    private static let grave: [RawText] = [
        "system", "popen", "Popen", "exec", "eval", "b64decode", "urlopen", "socket", "connect", "fork", "execve", "execl", "dup2",
        "setsid",
        "ctypes", "subprocess", "marshal", "check_output", "loads",
    ]
    /// The places of the names in their list, by their length.
    private static let byLength: [[Int]] = (0..<16).map { length in grave.indices.filter { grave[$0].count == length } }
}
