import Model

/// The list of commands that is being read: what is finished, what is under way, and which brackets and words are open.
struct ShellDraft {
    var commands: [ShellCommand] = []
    var current = ShellCommand()
    /// Subshells and groups opened by `(`.
    var openGroups = 0
    /// `case … in` without `esac` yet.
    var openCases = 0
    /// Whether a pattern of `case` stands next.
    var expectsPattern = false
    private var namesFunction = false

    /// Words that stand before a command and run nothing, after XCU 2.4.
    private static let openers: Set<String> = ["if", "then", "else", "elif", "do", "while", "until", "!", "{", "time", "coproc"]
    private static let closers: Set<String> = ["}", "fi", "done"]
    /// How far `[[` is searched for its `]]`.
    private static let longestTest = 4096

    /// Whether the reading is inside of `[[ … ]]`, where operators are no operators.
    func isTest(at offset: Int) -> Bool {
        guard let first = current.words.first, first.text.count == 2, first.text == "[[", !first.isQuoted, current.words.last?.text != "]]"
        else { return false }
        return offset - first.range.lowerBound < Self.longestTest
    }

    /// Adds a word to the command under way; tells whether the command is complete with it.
    mutating func take(_ word: ShellWord) -> Bool {
        let isPlain = !word.isQuoted && !word.isDynamic
        if expectsPattern {
            if isPlain, word.text == "esac" { closeCase() }
            return false
        }
        if current.words.isEmpty {
            if namesFunction {
                namesFunction = false
                return false
            }
            if isPlain, word.text.count <= 8, current.assignments.isEmpty {
                let name = word.text.comparable
                if Self.openers.contains(name) { return false }
                if Self.closers.contains(name) {
                    current.closesGroup = true
                    return false
                }
                if name == "esac" {
                    closeCase()
                    return false
                }
                if name == "function" {
                    namesFunction = true
                    return false
                }
            }
            if let assignment = Self.assignment(word) {
                current.assignments.append(assignment)
                return false
            }
        }
        current.words.append(word)
        if current.words.count >= 3, isPlain, word.text == "in", current.words[0].text == "case", !current.words[0].isQuoted {
            openCases = min(openCases + 1, 1 << 20)
            expectsPattern = true
            return true
        }
        return false
    }

    mutating func endPattern() {
        expectsPattern = false
        current = ShellCommand()
    }

    private mutating func closeCase() {
        openCases = max(0, openCases - 1)
        expectsPattern = false
        current.closesGroup = true
    }

    /// Ends the command under way; false where there is none.
    mutating func finish(_ ending: ShellCommand.Ending) -> Bool {
        defer { current = ShellCommand() }
        if current.closesGroup, let last = commands.indices.last {
            // What follows a group belongs to all of it; its last command stands for it.
            if ending == .pipe || commands[last].ending != .pipe { commands[last].ending = ending }
        }
        if current.isEmpty { return false }
        current.ending = ending
        commands.append(current)
        return true
    }

    /// The word as `NAME=value` or `NAME+=value`.
    static func assignment(_ word: ShellWord) -> ShellAssignment? {
        let bytes = word.text.bytes
        guard let first = bytes.first, ShellByte.isNameStart(first), let equals = bytes.firstIndex(of: 0x3d) else { return nil }
        var nameEnd = equals
        if bytes[equals - 1] == 0x2b { nameEnd -= 1 }
        guard nameEnd > 0, bytes[..<nameEnd].allSatisfy(ShellByte.isName) else { return nil }
        var value = word
        value.text = RawText(bytes[(equals + 1)...])
        return ShellAssignment(name: RawText(bytes[..<nameEnd]), value: value)
    }
}
