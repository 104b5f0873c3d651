import Model

/// In which language a script is written, by its first lines.
enum ScriptLanguage {
    static func of(_ bytes: [UInt8]) -> Interpreter.Language {
        if bytes.starts(with: [0x23, 0x21]), let interpreter = ScriptHeader.interpreter(bytes) {
            return Interpreter.named(interpreter.lastPathComponent)?.language ?? .other
        }
        let head = RawText(bytes.prefix(512))
        if head.asciiLowercased.contains("<?php") || head.contains("<?=") { return .php }
        // Without `#!`: the first lines that say something, twenty of them.
        for line in bytes.prefix(4096).split(separator: 0x0a).prefix(40) {
            let text = RawText(line.drop(while: ShellByte.isBlank))
            if text.bytes.first == 0x23 || text.isEmpty { continue }
            if starts(text, ["import ", "from ", "def ", "class ", "\"\"\"", "\'\'\'", "r\"\"\"", "u\"\"\"", "async def ", "@"]),
                isPython(text)
            {
                return .python
            }
            if starts(
                text,
                [
                    "use strict", "use warnings", "package ", "my $", "our $", "use Socket", "use IO::", "use 5.", "use v5", "=head",
                    "=pod", "BEGIN {", "require 5",
                ])
            {
                return .perl
            }
            if starts(text, ["require '", "require \""]) { return .ruby }
            if starts(text, ["export "]), !isScriptExport(text) { return .shell }
            if starts(
                text,
                [
                    "const ", "'use strict'", "\"use strict\"", "var ", "let ", "/*", "//", "(function", "!function", "module.exports",
                    ";(function", "export ",
                ])
            {
                return .javaScript
            }
            return .shell
        }
        return .shell
    }

    private static func starts(_ text: RawText, _ words: [RawText]) -> Bool { words.contains { text.hasPrefix($0) } }

    /// `export default …` of a module, and not `export NAME=value` of a shell.
    private static func isScriptExport(_ text: RawText) -> Bool {
        starts(text, ["export default ", "export const ", "export function ", "export class ", "export {", "export *"])
    }

    /// `import` is also a program of ImageMagick, and "from" begins sentences.
    private static func isPython(_ text: RawText) -> Bool {
        if text.hasPrefix("from ") { return text.contains(" import ") }
        if text.hasPrefix("import ") {
            return text.bytes.dropFirst(7).allSatisfy {
                ShellByte.isName($0) || ShellByte.isBlank($0) || $0 == 0x2e || $0 == 0x2c || $0 == 0x3b || $0 == 0x0d
            }
        }
        return true
    }
}
