import Model

/// JSON texts (RFC 8259), read without recursion and within limits: a file of a host may be made to break its reader.
package enum JSONFormat {
    static let mostDepth = 64
    static let mostValues = 2_000_000

    /// The value of the whole text; nil, with a problem, where it is none. What stands behind the value is a problem too.
    package static func parse(_ bytes: Span<UInt8>) -> Parsed<JSONValue?> {
        var reader = JSONReader()
        let value = reader.read(bytes)
        guard let value else {
            return Parsed(nil, problems: [Problem(offset: reader.place, reason: reader.reason ?? "no JSON value stands here")])
        }
        reader.skipSpace(bytes)
        guard reader.place >= bytes.count else {
            return Parsed(value, problems: [Problem(offset: reader.place, reason: "something follows the JSON value")])
        }
        return Parsed(value)
    }
}
