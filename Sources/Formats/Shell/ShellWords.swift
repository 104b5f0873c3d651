import Model

/// Splits shell text into simple commands, after XCU 2 and bash(1). It is no shell: it expands nothing and never fails.
///
/// Words that only steer (`if`, `then`, `do`, `{`, `!` …), patterns of `case` and heads of functions are left out, so that each
/// command begins with what would run. Command substitutions are read as commands of their own, at most eight deep; deeper
/// ones stay text. Here-documents are text.
package enum ShellWords {
    /// What is read of longer input.
    package static let longestInput = 4 << 20
    static let mostCommands = 200_000
    static let deepest = 8

    package static func split(_ text: Span<UInt8>) -> [ShellCommand] {
        split(ShellByte.copy(text, limit: longestInput))
    }

    static func split(_ bytes: [UInt8]) -> [ShellCommand] {
        var parser = ShellParser(bytes)
        var commands: [ShellCommand] = []
        // A stray closing bracket ends a list; what follows it is read as well.
        while parser.at < bytes.count, parser.commandsLeft > 0 {
            commands += parser.list(closer: nil, end: bytes.count, depth: 0)
        }
        return commands
    }
}

/// Where each line of a text begins.
struct LineStarts {
    private var starts: [Int] = [0]

    init(_ bytes: [UInt8]) {
        for (index, byte) in bytes.enumerated() where byte == 0x0a { starts.append(index + 1) }
    }

    /// The number, from 1, and the start of the line in which an offset lies.
    func line(at offset: Int) -> (number: Int, start: Int) {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return (low + 1, starts[low])
    }
}
