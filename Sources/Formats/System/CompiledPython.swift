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
        let code = ShellByte.copy(compiled, limit: 4 << 20), text = ShellByte.copy(source, limit: 4 << 20)
        return grave.filter { name in
            let bytes = Array(name.utf8)
            // marshal writes short names as their kind, their length, and themselves; the high bit of the kind marks a reference.
            let isUsed = [0x5a, 0xda, 0x7a, 0xfa].contains { (kind: UInt8) in
                ByteSearch.first([kind, UInt8(bytes.count)] + bytes, in: code, from: 0, to: code.count) != nil
            }
            return isUsed && !holds(bytes, text)
        }.map { RawText($0) }
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

    private static let grave = [
        "system", "popen", "Popen", "exec", "eval", "b64decode", "urlopen", "socket", "connect", "fork", "execve", "execl", "dup2",
        "setsid",
        "ctypes", "subprocess", "marshal", "check_output", "loads",
    ]
}
