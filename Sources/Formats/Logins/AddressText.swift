/// Addresses in text: four bytes with dots, sixteen after RFC 5952 with the IPv4-mapped ones (::ffff:0:0/96) shown as IPv4.
enum AddressText {
    /// Of bytes in network order; any other number of bytes gives an empty text.
    static func text(_ bytes: [UInt8]) -> String {
        if bytes.count == 4 { return bytes.map { String($0) }.joined(separator: ".") }
        guard bytes.count == 16 else { return "" }
        if bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xff, bytes[11] == 0xff { return text(Array(bytes[12...])) }
        var groups: [UInt16] = []
        for index in 0..<8 { groups.append(UInt16(bytes[index * 2]) << 8 | UInt16(bytes[index * 2 + 1])) }
        let zeros = longestZeros(groups)
        let hexadecimal = groups.map { String($0, radix: 16) }
        guard zeros.count >= 2 else { return hexadecimal.joined(separator: ":") }
        return hexadecimal[..<zeros.lowerBound].joined(separator: ":") + "::" + hexadecimal[zeros.upperBound...].joined(separator: ":")
    }

    /// The first of the longest runs of zero groups.
    private static func longestZeros(_ groups: [UInt16]) -> Range<Int> {
        var best = 0..<0
        var start = 0
        for index in 0...groups.count where index == groups.count || groups[index] != 0 {
            if index - start > best.count { best = start..<index }
            start = index + 1
        }
        return best
    }
}
