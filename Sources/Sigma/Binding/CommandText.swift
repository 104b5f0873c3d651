/// Commands within a line that a shell was given: a history, a job, an argument of sudo.
enum CommandText {
    /// Commands of one line that are looked at.
    static let mostCommands = 8
    /// Bytes of a line that are looked at.
    static let mostBytes = 64 << 10

    /// Programs that run what their arguments name.
    private static let wrappers: Set<[UInt8]> = Set(
        ["sudo", "doas", "env", "nohup", "nice", "ionice", "time", "exec", "command", "setsid", "stdbuf", "timeout", "busybox", "xargs"]
            .map { Array($0.utf8) })

    /// The commands of a line, each from its first word to what ends it: what `;`, `|`, `&` and line feeds outside of quotes part, and
    /// what stands behind programs that run their arguments.
    static func commands(_ bytes: [UInt8], _ line: Range<Int>) -> [Range<Int>] {
        var commands: [Range<Int>] = []
        let end = min(line.upperBound, line.lowerBound + mostBytes)
        var start = line.lowerBound, place = line.lowerBound
        var quote: UInt8 = 0
        while place <= end, commands.count < mostCommands {
            let byte = place < end ? bytes[place] : 0x0a
            if place == end { quote = 0 }
            if quote != 0 {
                if byte == 0x5c, quote == 0x22 { place += 1 } else if byte == quote { quote = 0 }
            } else if byte == 0x22 || byte == 0x27 {
                quote = byte
            } else if byte == 0x5c {
                place += 1
            } else if byte == 0x3b || byte == 0x7c || byte == 0x0a || (byte == 0x26 && !isRedirection(bytes, place, line)) {
                add(bytes, start..<place, to: &commands)
                start = place + 1
            }
            place += 1
        }
        return commands
    }

    /// Whether an ampersand belongs to `>&`, `&>` or `<&`.
    private static func isRedirection(_ bytes: [UInt8], _ place: Int, _ line: Range<Int>) -> Bool {
        (place > line.lowerBound && (bytes[place - 1] == 0x3e || bytes[place - 1] == 0x3c))
            || (place + 1 < line.upperBound && bytes[place + 1] == 0x3e)
    }

    private static func add(_ bytes: [UInt8], _ piece: Range<Int>, to commands: inout [Range<Int>]) {
        var command = trimmed(bytes, piece)
        while commands.count < mostCommands, !command.isEmpty {
            let word = firstWord(bytes, command)
            if isAssignment(bytes, word) {
                command = trimmed(bytes, word.upperBound..<command.upperBound)
                continue
            }
            commands.append(command)
            guard wrappers.contains(Array(bytes[name(bytes, word)])) else { return }
            command = trimmed(bytes, word.upperBound..<command.upperBound)
            while !command.isEmpty {
                let option = firstWord(bytes, command)
                guard bytes[option.lowerBound] == 0x2d || (0x30...0x39).contains(bytes[option.lowerBound]) else { break }
                command = trimmed(bytes, option.upperBound..<command.upperBound)
                // `-u name`, `-g name` of sudo; `-n 10` of nice is a number and goes by itself.
                if option.count == 2, bytes[option.lowerBound] == 0x2d, [0x75, 0x67, 0x70, 0x43].contains(bytes[option.lowerBound + 1]),
                    !command.isEmpty
                {
                    command = trimmed(bytes, firstWord(bytes, command).upperBound..<command.upperBound)
                }
            }
        }
    }

    private static func trimmed(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, [0x20, 0x09, 0x28, 0x7b, 0x21].contains(bytes[start]) { start += 1 }
        while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        return start..<end
    }

    static func firstWord(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        while start < range.upperBound, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
        var end = start
        while end < range.upperBound, bytes[end] != 0x20, bytes[end] != 0x09, bytes[end] != 0x3e, bytes[end] != 0x3c { end += 1 }
        return start..<end
    }

    private static func isAssignment(_ bytes: [UInt8], _ word: Range<Int>) -> Bool {
        guard let sign = bytes[word].firstIndex(of: 0x3d), sign > word.lowerBound else { return false }
        return bytes[word.lowerBound..<sign].allSatisfy { SigmaEncoding.isWord($0) && $0 < 0x80 }
    }

    /// What stands behind the last slash.
    static func name(_ bytes: [UInt8], _ path: Range<Int>) -> Range<Int> {
        (bytes[path].lastIndex(of: 0x2f).map { $0 + 1 } ?? path.lowerBound)..<path.upperBound
    }
}
