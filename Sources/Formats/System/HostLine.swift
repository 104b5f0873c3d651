import Model

/// A line of a text file of the host, without its newline.
struct HostLine {
    /// From 1.
    var number: Int
    /// Bytes from the start of the input to the start of the line.
    var offset: Int
    var bytes: [UInt8]
    /// Whether a newline ended it; false only for a last line that lacks one.
    var isEnded: Bool

    /// Calls `body` with each line in turn; one line at a time is held in memory.
    static func each(in input: Span<UInt8>, _ body: (HostLine) -> Void) {
        var number = 0
        var start = 0
        while start < input.count {
            var line: [UInt8] = []
            var index = start
            while index < input.count, input[index] != 0x0a {
                line.append(input[index])
                index += 1
            }
            number += 1
            body(HostLine(number: number, offset: start, bytes: line, isEnded: index < input.count))
            start = index + 1
        }
    }

    /// The words between blanks and tabs.
    var words: [ArraySlice<UInt8>] { bytes.split { $0.isBlank } }

    /// The pieces between occurrences of `separator`; empty pieces are kept.
    func fields(_ separator: UInt8) -> [ArraySlice<UInt8>] {
        bytes.split(separator: separator, omittingEmptySubsequences: false)
    }
}

extension UInt8 {
    /// A space or a tab.
    var isBlank: Bool { self == 0x20 || self == 0x09 }
    var isDecimalDigit: Bool { self >= 0x30 && self <= 0x39 }
    var isAsciiLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7a }
    /// What isspace(3) of the C locale accepts.
    var isCSpace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0d) }
}

extension ArraySlice<UInt8> {
    /// Without blanks and tabs at both ends.
    var trimmed: ArraySlice<UInt8> { trimmed { $0.isBlank } }

    func trimmed(where isTrimmed: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        var low = startIndex
        var high = endIndex
        while low < high, isTrimmed(self[low]) { low += 1 }
        while low < high, isTrimmed(self[high - 1]) { high -= 1 }
        return self[low..<high]
    }

    func equals(_ text: StaticString) -> Bool { elementsEqual(RawText(stringLiteral: text).bytes) }
    func begins(with text: StaticString) -> Bool { starts(with: RawText(stringLiteral: text).bytes) }
    func ends(with text: StaticString) -> Bool {
        let tail = RawText(stringLiteral: text).bytes
        return count >= tail.count && suffix(tail.count).elementsEqual(tail)
    }
}

/// Numbers in text; nil for anything but digits, for nothing at all, and for what does not fit.
enum HostNumber {
    static func decimal(_ text: some Sequence<UInt8>) -> UInt64? {
        var value: UInt64 = 0
        var isEmpty = true
        for byte in text {
            guard byte.isDecimalDigit else { return nil }
            let (product, tooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, carried) = product.addingReportingOverflow(UInt64(byte &- 0x30))
            guard !tooLarge, !carried else { return nil }
            value = sum
            isEmpty = false
        }
        return isEmpty ? nil : value
    }

    static func signed(_ text: ArraySlice<UInt8>) -> Int64? {
        if text.first == 0x2d {
            guard let value = decimal(text.dropFirst()), value <= UInt64(Int64.max) else { return nil }
            return -Int64(value)
        }
        return decimal(text).flatMap { Int64(exactly: $0) }
    }

    static func hexadecimal(_ text: some Sequence<UInt8>) -> UInt64? {
        var value: UInt64 = 0
        var isEmpty = true
        for byte in text {
            guard let digit = hexDigit(byte), value >> 60 == 0 else { return nil }
            value = value << 4 | UInt64(digit)
            isEmpty = false
        }
        return isEmpty ? nil : value
    }

    static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte &- 0x30
        case 0x41...0x46: byte &- 0x37
        case 0x61...0x66: byte &- 0x57
        default: nil
        }
    }
}
