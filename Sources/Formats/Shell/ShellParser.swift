import Model

/// The state of one reading of shell text; `ShellWords` is its door.
struct ShellParser {
    let bytes: [UInt8]
    let lines: LineStarts
    var at = 0
    var commandsLeft = ShellWords.mostCommands
    /// Ends of here-documents by the offset of the newline before their text.
    private var hereDocuments: [Int: Int] = [:]
    private var knownNewline = -1

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        lines = LineStarts(bytes)
    }

    func byte(_ offset: Int, _ end: Int) -> UInt8 { offset < end ? bytes[offset] : 0 }

    /// Reads commands up to `closer` (a closing bracket) or `end`.
    mutating func list(closer: UInt8?, end: Int, depth: Int) -> [ShellCommand] {
        var draft = ShellDraft()
        while at < end, commandsLeft > 0 {
            let byte = bytes[at]
            if draft.isTest(at: at), ShellByte.isMeta(byte), !ShellByte.isBlank(byte) {
                at += 1
                continue
            }
            switch byte {
            case 0x20, 0x09, 0x0d:
                at += 1
            case 0x5c where self.byte(at + 1, end) == 0x0a:
                at += 2
            case 0x0a:
                finish(&draft, .newline)
                at = max(at + 1, hereDocuments[at] ?? 0)
            case 0x23:
                while at < end, bytes[at] != 0x0a { at += 1 }
            case 0x3b:
                at += 1
                finish(&draft, .semicolon)
                if self.byte(at, end) == 0x3b || self.byte(at, end) == 0x26 {
                    at += self.byte(at + 1, end) == 0x26 ? 2 : 1
                    draft.expectsPattern = draft.openCases > 0
                }
            case 0x26 where self.byte(at + 1, end) == 0x3e:
                redirection(&draft, end: end, depth: depth)
            case 0x26:
                let isAnd = self.byte(at + 1, end) == 0x26
                at += isAnd ? 2 : 1
                finish(&draft, isAnd ? .and : .background)
            case 0x7c where draft.expectsPattern:
                at += 1
            case 0x7c:
                let next = self.byte(at + 1, end)
                at += next == 0x7c || next == 0x26 ? 2 : 1
                finish(&draft, next == 0x7c ? .or : .pipe)
            case 0x28:
                open(&draft, end: end)
            case 0x29:
                at += 1
                if draft.expectsPattern {
                    draft.endPattern()
                } else if draft.openGroups > 0 {
                    draft.openGroups -= 1
                    finish(&draft, .semicolon)
                    draft.current.closesGroup = true
                } else if closer == 0x29 {
                    finish(&draft, .end)
                    return draft.commands
                } else {
                    finish(&draft, .semicolon)
                }
            case 0x3c, 0x3e:
                if self.byte(at + 1, end) == 0x28 {
                    add(processSubstitution(end: end, depth: depth), to: &draft, end: end)
                } else {
                    redirection(&draft, end: end, depth: depth)
                }
            default:
                if ShellByte.isDigit(byte), let operation = descriptorEnd(end) {
                    redirection(&draft, end: end, depth: depth, operation: operation)
                } else {
                    add(word(end: end, depth: depth), to: &draft, end: end)
                }
            }
        }
        finish(&draft, .end)
        return draft.commands
    }

    /// `(`: a group, an arithmetic command, the head of a function, or the value of an array.
    private mutating func open(_ draft: inout ShellDraft, end: Int) {
        if draft.expectsPattern {
            at += 1
        } else if draft.current.words.isEmpty, draft.current.assignments.isEmpty, byte(at + 1, end) == 0x28 {
            skipArithmetic(end: end)
        } else if let last = draft.current.assignments.last, draft.current.words.isEmpty, last.value.text.isEmpty,
            last.value.range.upperBound == at
        {
            at += 1
            var values: [ShellWord] = []
            while at < end, bytes[at] != 0x29 {
                if ShellByte.isMeta(bytes[at]) { at += 1 } else { values.append(word(end: end, depth: ShellWords.deepest)) }
            }
            at = min(at + 1, end)
        } else {
            at += 1
            var next = at
            while next < end, ShellByte.isBlank(bytes[next]) { next += 1 }
            if draft.current.words.count == 1, byte(next, end) == 0x29 {
                at = next + 1
                draft.current = ShellCommand()
            } else {
                finish(&draft, .semicolon)
                draft.openGroups += 1
            }
        }
    }

    /// Steps over `((…))`.
    mutating func skipArithmetic(end: Int) {
        var depth = 0
        while at < end {
            switch bytes[at] {
            case 0x28: depth += 1
            case 0x29: depth -= 1
            case 0x5c: at += 1
            default: break
            }
            at += 1
            if depth == 0 { return }
        }
        at = min(at, end)
    }

    private mutating func add(_ word: ShellWord, to draft: inout ShellDraft, end: Int) {
        if draft.current.isEmpty {
            draft.current.offset = word.range.lowerBound
            draft.current.line = lines.line(at: word.range.lowerBound).number
        }
        if draft.take(word) { finish(&draft, .semicolon) }
    }

    private mutating func finish(_ draft: inout ShellDraft, _ ending: ShellCommand.Ending) {
        if !draft.finish(ending) { return }
        commandsLeft -= 1
    }

    /// The end of the digits at `at` where a redirection follows them at once.
    private func descriptorEnd(_ end: Int) -> Int? {
        var next = at
        while next < end, next - at < 4, ShellByte.isDigit(bytes[next]) { next += 1 }
        return byte(next, end) == 0x3c || byte(next, end) == 0x3e ? next : nil
    }

    private mutating func redirection(_ draft: inout ShellDraft, end: Int, depth: Int, operation: Int? = nil) {
        let start = at
        var descriptor: Int?
        if let operation {
            descriptor = bytes[at..<operation].reduce(0) { $0 &* 10 &+ Int($1 &- 0x30) }
            at = operation
        }
        var kind: ShellRedirection.Operation
        var isHere = false
        var stripsTabs = false
        let (first, second, third) = (byte(at, end), byte(at + 1, end), byte(at + 2, end))
        switch (first, second) {
        case (0x26, _):
            kind = .outputAndError
            at += third == 0x3e ? 3 : 2
        case (0x3e, 0x3e): (kind, at) = (.append, at + 2)
        case (0x3e, 0x7c): (kind, at) = (.output, at + 2)
        case (0x3e, 0x26): (kind, at) = (.duplicateOutput, at + 2)
        case (0x3e, _): (kind, at) = (.output, at + 1)
        case (0x3c, 0x3c) where third == 0x3c: (kind, at) = (.hereString, at + 3)
        case (0x3c, 0x3c):
            (kind, isHere, stripsTabs) = (.hereDocument, true, third == 0x2d)
            at += stripsTabs ? 3 : 2
        case (0x3c, 0x3e): (kind, at) = (.inputOutput, at + 2)
        case (0x3c, 0x26): (kind, at) = (.duplicateInput, at + 2)
        default: (kind, at) = (.input, at + 1)
        }
        while at < end, ShellByte.isBlank(bytes[at]) { at += 1 }
        var target = ShellWord(text: "", range: at..<at)
        if at < end, !ShellByte.isMeta(bytes[at]) {
            target = word(end: end, depth: depth)
        } else if byte(at, end) == 0x3c || byte(at, end) == 0x3e, byte(at + 1, end) == 0x28 {
            target = processSubstitution(end: end, depth: depth)
        }
        if kind == .duplicateOutput, descriptor == nil, !(target.text.bytes.allSatisfy { ShellByte.isDigit($0) || $0 == 0x2d }) {
            kind = .outputAndError
        }
        if isHere { target.text = hereDocument(delimiter: target.text, stripsTabs: stripsTabs, end: end) }
        if draft.current.isEmpty {
            draft.current.offset = start
            draft.current.line = lines.line(at: start).number
        }
        draft.current.redirections.append(ShellRedirection(operation: kind, descriptor: descriptor, target: target))
    }

    /// The text of a here-document whose operator stands on the line at `at`; the reading jumps over it at that line's end.
    private mutating func hereDocument(delimiter: RawText, stripsTabs: Bool, end: Int) -> RawText {
        if knownNewline < at {
            knownNewline = at
            while knownNewline < end, bytes[knownNewline] != 0x0a { knownNewline += 1 }
        }
        guard knownNewline < end else { return "" }
        let start = hereDocuments[knownNewline] ?? knownNewline + 1
        var lineStart = min(start, end)
        while lineStart < end {
            var lineEnd = lineStart
            while lineEnd < end, bytes[lineEnd] != 0x0a { lineEnd += 1 }
            var textStart = lineStart
            if stripsTabs { while textStart < lineEnd, bytes[textStart] == 0x09 { textStart += 1 } }
            if bytes[textStart..<lineEnd].elementsEqual(delimiter.bytes) {
                hereDocuments[knownNewline] = min(lineEnd + 1, end)
                return RawText(bytes[start..<lineStart])
            }
            lineStart = min(lineEnd + 1, end)
        }
        hereDocuments[knownNewline] = end
        return RawText(bytes[min(start, end)..<end])
    }
}
