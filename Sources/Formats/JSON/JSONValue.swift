import Model

/// A value of a JSON text (RFC 8259). Text stays bytes: a file of a host may hold what is no UTF-8.
package indirect enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    /// As it is written: "-1.5e3".
    case number(RawText)
    case string(RawText)
    case array([JSONValue])
    /// Members in the order of the text; a name that stands twice stands twice.
    case object([JSONMember])

    /// The last member of that name, as most readers of JSON take it; nil where this is no object or has none.
    package subscript(_ name: RawText) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    package var text: RawText? {
        if case .string(let text) = self { text } else { nil }
    }

    package var isTrue: Bool { self == .bool(true) }

    /// A whole number without fraction and exponent that fits.
    package var integer: Int? {
        guard case .number(let text) = self, let digits = text.utf8 else { return nil }
        return Int(digits)
    }

    /// The elements; none where this is no array.
    package var elements: [JSONValue] {
        if case .array(let elements) = self { elements } else { [] }
    }

    /// The members; none where this is no object.
    package var members: [JSONMember] {
        if case .object(let members) = self { members } else { [] }
    }

    /// The strings of an array, or the one string.
    package var texts: [RawText] {
        text.map { [$0] } ?? elements.compactMap(\.text)
    }
}

/// A name and its value in an object of a JSON text.
package struct JSONMember: Hashable, Sendable {
    package var name: RawText
    package var value: JSONValue

    package init(_ name: RawText, _ value: JSONValue) {
        (self.name, self.value) = (name, value)
    }
}
