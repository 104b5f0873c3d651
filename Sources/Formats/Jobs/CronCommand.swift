import Model

/// The sixth field of a crontab, where `%` has a meaning.
enum CronCommand {
    /// The command before the first `%` that no backslash escapes, and the input after it.
    ///
    /// After crontab(5) and Vixie cron: `\%` is a plain `%`, other backslashes stay; in the input each further `%` is a newline.
    static func split(_ field: ArraySlice<UInt8>) -> (command: RawText, input: RawText?) {
        var command: [UInt8] = []
        var isEscaped = false
        for index in field.indices {
            let byte = field[index]
            if isEscaped {
                isEscaped = false
                if byte == 0x25 { command.removeLast() }
            } else if byte == 0x5c {
                isEscaped = true
            } else if byte == 0x25 {
                return (RawText(command), input(field[(index + 1)...]))
            }
            command.append(byte)
        }
        return (RawText(command), nil)
    }

    private static func input(_ text: ArraySlice<UInt8>) -> RawText {
        var input: [UInt8] = []
        var isEscaped = false
        for byte in text {
            if isEscaped {
                isEscaped = false
                if byte == 0x25 { input.removeLast() }
                input.append(byte)
            } else {
                isEscaped = byte == 0x5c
                input.append(byte == 0x25 ? 0x0a : byte)
            }
        }
        return RawText(input)
    }
}
