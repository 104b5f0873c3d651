import Model

/// Something that a policy allows, and to whom.
package struct PolicyAllowance: Hashable, Sendable {
    package var breadth: PolicyGrant.Breadth
    /// The lines that allow it, or the conditions in force.
    package var text: RawText
    package var line: Int

    package init(breadth: PolicyGrant.Breadth, text: RawText, line: Int) {
        (self.breadth, self.text, self.line) = (breadth, text, line)
    }
}

/// Reads rules of polkit(8), which are JavaScript, for answers of "yes" and the conditions in force where they are given:
/// those of the blocks around them, and those of earlier blocks of the same function that end it otherwise.
package enum PolkitRuleFormat {
    private static let longest = 256 << 10
    private static let deepest = 64

    package static func parse(_ text: Span<UInt8>) -> Parsed<[PolicyAllowance]> {
        var reader = Reader(bytes: withoutComments(ShellByte.copy(text, limit: longest)))
        reader.read()
        return Parsed(reader.found)
    }

    /// Comments as blanks, so that lines stay; strings are left alone.
    private static func withoutComments(_ bytes: [UInt8]) -> [UInt8] {
        var result = bytes
        var at = 0
        var quote: UInt8 = 0
        while at < bytes.count {
            let byte = bytes[at]
            let next = at + 1 < bytes.count ? bytes[at + 1] : 0
            if quote != 0 {
                if byte == 0x5c { at += 1 } else if byte == quote || byte == 0x0a { quote = 0 }
                at += 1
            } else if byte == 0x22 || byte == 0x27 || byte == 0x60 {
                quote = byte
                at += 1
            } else if byte == 0x2f, next == 0x2f {
                while at < bytes.count, bytes[at] != 0x0a {
                    result[at] = 0x20
                    at += 1
                }
            } else if byte == 0x2f, next == 0x2a {
                while at < bytes.count, !(bytes[at] == 0x2a && at + 1 < bytes.count && bytes[at + 1] == 0x2f) {
                    if bytes[at] != 0x0a { result[at] = 0x20 }
                    at += 1
                }
                for index in at..<min(at + 2, bytes.count) { result[index] = 0x20 }
                at += 2
            } else {
                at += 1
            }
        }
        return result
    }

    private struct Block {
        /// The condition in front of it; empty for a function's or another one.
        var condition: [UInt8]
        /// Conditions of earlier blocks inside it that ended the function otherwise.
        var passed: [UInt8] = []
        var endsOtherwise = false
    }

    private struct Reader {
        let bytes: [UInt8]
        var found: [PolicyAllowance] = []
        private var blocks: [Block] = [Block(condition: [])]
        /// A condition whose block or statement has not begun.
        private var pending: [UInt8] = []
        private var line = 1

        init(bytes: [UInt8]) { self.bytes = bytes }

        mutating func read() {
            var at = 0
            while at < bytes.count, found.count < 200 {
                let byte = bytes[at]
                switch byte {
                case 0x0a:
                    line += 1
                    at += 1
                case 0x22, 0x27, 0x60: at = end(ofString: at)
                case 0x7b:
                    if blocks.count < deepest { blocks.append(Block(condition: pending)) }
                    pending = []
                    at += 1
                case 0x7d:
                    close()
                    at += 1
                case 0x3b:
                    pending = []
                    at += 1
                default: at = word(at)
                }
            }
        }

        private mutating func close() {
            guard blocks.count > 1, let block = blocks.popLast() else { return }
            if block.endsOtherwise { blocks[blocks.count - 1].passed += block.condition + block.passed }
            pending = []
        }

        private mutating func word(_ start: Int) -> Int {
            guard ShellByte.isName(bytes[start]) else { return start + 1 }
            var end = start
            while end < bytes.count, ShellByte.isName(bytes[end]) || bytes[end] == 0x2e { end += 1 }
            let word = RawText(bytes[start..<end]).comparable
            if word == "if" {
                let close = self.close(of: end)
                pending += bytes[min(end, close)..<close]
                line += bytes[end..<max(end, close)].count { $0 == 0x0a }
                return max(close, end)
            }
            guard word == "return" else { return end }
            var statementEnd = end
            while statementEnd < bytes.count, statementEnd - end < 400, bytes[statementEnd] != 0x3b, bytes[statementEnd] != 0x7d {
                statementEnd += 1
            }
            let value = bytes[end..<statementEnd]
            let answer = RawText(value)
            let isYes = answer.contains("Result.YES") || answer.contains("\"yes\"") || answer.contains("'yes'")
            if isYes {
                allow(RawText(ConfigurationLine.trim(value.filter { $0 != 0x0a }[...])))
            } else if pending.isEmpty {
                blocks[blocks.count - 1].endsOtherwise = true
            } else {
                blocks[blocks.count - 1].passed += pending
            }
            line += value.count { $0 == 0x0a }
            return max(statementEnd, end)
        }

        private mutating func allow(_ answer: RawText) {
            // A choice within the answer is a condition like any other.
            var conditions = pending + answer.bytes
            for block in blocks { conditions += block.condition + block.passed }
            let text = RawText(conditions)
            let asksSubject = ["isInGroup", "isInNetGroup", "subject.user", "subject.local", "subject.active", "subject.groups"].contains {
                text.contains($0)
            }
            let asksAction = ["action.id", "action.lookup", "indexOf", ".test(", "match("].contains { text.contains($0) }
            let breadth: PolicyGrant.Breadth
            switch (asksSubject, asksAction) {
            case (false, false): breadth = .everything
            case (false, true): breadth = .anybody
            case (true, false): breadth = .named
            case (true, true): return
            }
            let shown = conditions.filter { $0 != 0x0a }.prefix(160)
            found.append(PolicyAllowance(breadth: breadth, text: RawText(ConfigurationLine.trim(shown)), line: line))
        }

        /// Behind the string that begins at `start`.
        private mutating func end(ofString start: Int) -> Int {
            var at = start + 1
            while at < bytes.count, bytes[at] != bytes[start], bytes[at] != 0x0a {
                at += bytes[at] == 0x5c ? 2 : 1
            }
            return min(at + (at < bytes.count && bytes[at] == 0x0a ? 0 : 1), bytes.count)
        }

        /// Behind the bracket that closes the first one from `start`; `start` where none opens.
        private func close(of start: Int) -> Int {
            var at = start
            while at < bytes.count, ConfigurationLine.isBlank(bytes[at]) || bytes[at] == 0x0a { at += 1 }
            guard at < bytes.count, bytes[at] == 0x28 else { return start }
            var depth = 0
            while at < bytes.count, at - start < 8_192 {
                if bytes[at] == 0x28 { depth += 1 }
                if bytes[at] == 0x29 {
                    depth -= 1
                    if depth == 0 { return at + 1 }
                }
                at += 1
            }
            return at
        }
    }
}
