import Model

/// What the lines of passwd(5), shadow(5) and group(5) have in common in the eyes of the GNU C library (nss_files).
enum AccountLine {
    /// The fields between colons; nil for blank lines and comments, and for NIS lines, which are problems.
    ///
    /// The library skips blanks in front of a line, so an entry can be indented; that is a problem worth a look.
    static func fields(of line: HostLine, problems: inout HostFileProblems) -> [ArraySlice<UInt8>]? {
        let text = line.bytes[...].drop { $0.isCSpace }
        guard let first = text.first, first != 0x23 else { return nil }
        if text.count < line.bytes.count { problems.add("line begins with a blank", at: line) }
        if text.contains(0) { problems.add("line holds a NUL byte, where the C library stops reading", at: line) }
        if first == 0x2b || first == 0x2d {
            problems.add(first == 0x2b ? "line takes entries from NIS" : "line leaves entries of NIS out", at: line)
            return nil
        }
        return text.split(separator: 0x3a, omittingEmptySubsequences: false)
    }

    /// A user or group number as the library's strtou32 reads it: blanks and a sign in front are skipped, what is too large
    /// becomes 4294967295. So " 0", "+0", "-0" and "000" are all root.
    static func number(_ field: ArraySlice<UInt8>) -> UInt32? {
        var digits = field.drop { $0.isCSpace }
        let isNegative = digits.first == 0x2d
        if isNegative || digits.first == 0x2b { digits = digits.dropFirst() }
        guard !digits.isEmpty, digits.allSatisfy({ $0.isDecimalDigit }) else { return nil }
        guard let value = HostNumber.decimal(digits) else { return UInt32.max }
        return UInt32(clamping: isNegative ? 0 &- value : value)
    }

    /// Whether a number is written the plain way: digits, no zero in front.
    static func isPlain(_ field: ArraySlice<UInt8>) -> Bool {
        field.allSatisfy { $0.isDecimalDigit } && (field.count == 1 || field.first != 0x30)
    }
}
