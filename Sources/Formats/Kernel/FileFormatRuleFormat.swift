import Model

/// An entry of binfmt_misc, after entry_status of fs/binfmt_misc.c and Documentation/admin-guide/binfmt-misc.rst.
package enum FileFormatRuleFormat {
    package static func parse(_ input: Span<UInt8>) -> Parsed<FileFormatRule> {
        var rule = FileFormatRule(isEnabled: false)
        var problems = HostFileProblems()
        HostLine.each(in: input) { line in
            let words = line.bytes.split(separator: 0x20, maxSplits: 1, omittingEmptySubsequences: true)
            let value = words.count > 1 ? words[1] : []
            switch words.first.map({ RawText($0) }) {
            case "enabled": rule.isEnabled = true
            case "disabled": rule.isEnabled = false
            case "interpreter": rule.interpreter = RawText(value)
            case "flags:": rule.flags = RawText(value)
            case "offset": rule.offset = HostNumber.decimal(value).flatMap { Int(exactly: $0) } ?? 0
            case "magic": rule.magic = bytes(value)
            case "mask": rule.mask = bytes(value)
            case "extension": rule.suffix = RawText(value)
            default: problems.add("line is none of an entry of binfmt_misc", at: line)
            }
        }
        if rule.interpreter.isEmpty { problems.add("no interpreter", at: 0) }
        return Parsed(rule, problems: problems.all)
    }

    /// At most 128 bytes (BINPRM_BUF_SIZE is 256) of hexadecimal digits.
    private static func bytes(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = text.prefix(512)
        while rest.count >= 2, let high = HostNumber.hexDigit(rest[rest.startIndex]),
            let low = HostNumber.hexDigit(rest[rest.startIndex + 1])
        {
            bytes.append(high << 4 | low)
            rest = rest.dropFirst(2)
        }
        return bytes
    }
}
