import Model

/// A word of a shell line with quotes and escapes taken away.
package struct ShellWord: Hashable, Sendable {
    /// Quotes and escapes are removed; expansions (`$HOME`, `$(…)`) stand as written.
    package var text: RawText
    /// Whether any part of it was quoted or escaped.
    package var isQuoted: Bool
    /// Whether it holds an expansion or a pattern that only a shell with its files and variables could resolve.
    package var isDynamic: Bool
    /// Where it stands in the input, quotes included, in bytes.
    package var range: Range<Int>
    /// The commands of every `$(…)`, `` `…` ``, `<(…)` and `>(…)` in it, one after another.
    package var substitutions: [ShellCommand]

    package init(
        text: RawText, isQuoted: Bool = false, isDynamic: Bool = false, range: Range<Int> = 0..<0, substitutions: [ShellCommand] = []
    ) {
        (self.text, self.isQuoted, self.isDynamic) = (text, isQuoted, isDynamic)
        (self.range, self.substitutions) = (range, substitutions)
    }
}

/// `NAME=value` before a command, or alone.
package struct ShellAssignment: Hashable, Sendable {
    package var name: RawText
    package var value: ShellWord

    package init(name: RawText, value: ShellWord) { (self.name, self.value) = (name, value) }
}

/// `<`, `>` and their kin, after XCU 2.7 and bash(1) REDIRECTION.
package struct ShellRedirection: Hashable, Sendable {
    package enum Operation: Hashable, Sendable {
        case input, output, append, inputOutput, duplicateInput, duplicateOutput
        /// `&>` and `>&file`: standard output and standard error.
        case outputAndError
        /// The target is the text itself.
        case hereDocument, hereString
    }
    package var operation: Operation
    /// The descriptor written before the operator; nil where none is.
    package var descriptor: Int?
    package var target: ShellWord

    package init(operation: Operation, descriptor: Int?, target: ShellWord) {
        (self.operation, self.descriptor, self.target) = (operation, descriptor, target)
    }

    /// Whether it empties or writes its target.
    package var isWriting: Bool { operation == .output || operation == .append || operation == .outputAndError }
}

/// A simple command: assignments, words and redirections, and what stands between it and the next one.
package struct ShellCommand: Hashable, Sendable {
    package enum Ending: Hashable, Sendable {
        case end, newline, semicolon, background, and, or, pipe
    }
    package var assignments: [ShellAssignment]
    package var words: [ShellWord]
    package var redirections: [ShellRedirection]
    package var ending: Ending
    /// Bytes from the start of the input.
    package var offset: Int
    /// Line number from 1.
    package var line: Int
    /// Whether it is only the end of a group or loop (`} > file`, `done < file`), which redirects what stands before it.
    package var closesGroup: Bool

    package init(
        assignments: [ShellAssignment] = [], words: [ShellWord] = [], redirections: [ShellRedirection] = [], ending: Ending = .end,
        offset: Int = 0, line: Int = 1, closesGroup: Bool = false
    ) {
        (self.assignments, self.words, self.redirections) = (assignments, words, redirections)
        (self.ending, self.offset, self.line, self.closesGroup) = (ending, offset, line, closesGroup)
    }

    var isEmpty: Bool { assignments.isEmpty && words.isEmpty && redirections.isEmpty }
}
