import Model

/// Text that a terminal does not show as it is.
enum ConcealedText {
    /// Whether the line holds characters that can hide or reorder text when it is shown with cat(1): control characters other
    /// than a tab, the C1 controls, and the characters that change direction.
    ///
    /// One carriage return at the end is the line end of DOS and hides nothing.
    static func conceals(_ line: [UInt8]) -> Bool {
        let end = line.last == 0x0d ? line.count - 1 : line.count
        var index = 0
        while index < end {
            if line[index] >= 0x20, line[index] < 0x7f {
                index += 1
                continue
            }
            let (scalar, length) = RawText.decode(line, at: index)
            if let value = scalar?.value {
                switch value {
                case 0x00...0x08, 0x0a...0x1f, 0x7f...0x9f: return true
                case 0x202a...0x202e, 0x2066...0x2069, 0x200b...0x200f: return true
                default: break
                }
            } else if line[index] >= 0x80, line[index] <= 0x9f {
                // A C1 control of an eight-bit terminal.
                return true
            }
            index += length
        }
        return false
    }
}
