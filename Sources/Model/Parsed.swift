/// What a parser made of bytes: the values it understood, and what it could not understand, with its place.
///
/// Parsing never fails and never drops input in silence: a line that makes no sense is a `Problem`, not an exception.
package struct Parsed<Value: Sendable>: Sendable {
    package var value: Value
    package var problems: [Problem]

    package init(_ value: Value, problems: [Problem] = []) {
        self.value = value
        self.problems = problems
    }
}

/// A place in the input that a parser could not make sense of.
package struct Problem: Hashable, Sendable {
    /// Offset in bytes from the start of the input.
    package var offset: Int
    /// Line number from 1, where the format has lines.
    package var line: Int?
    /// What is wrong, as a short English phrase: "field 3 is not a number".
    package var reason: String

    package init(offset: Int, line: Int? = nil, reason: String) {
        self.offset = offset
        self.line = line
        self.reason = reason
    }
}
