/// Writes a JSON value (RFC 8259): in one line, or indented by two blanks a level.
struct JSONWriter {
    private(set) var text = ""
    private let isIndented: Bool

    static func compact(_ value: JSONValue) -> String { write(value, isIndented: false) }
    static func indented(_ value: JSONValue) -> String { write(value, isIndented: true) }

    private static func write(_ value: JSONValue, isIndented: Bool) -> String {
        var writer = JSONWriter(isIndented: isIndented)
        writer.write(value, depth: 0)
        return writer.text
    }

    private init(isIndented: Bool) { self.isIndented = isIndented }

    /// The values are built by this module and are fewer than ten levels deep.
    private mutating func write(_ value: JSONValue, depth: Int) {
        switch value {
        case .null: text += "null"
        case .bool(let bool): text += bool ? "true" : "false"
        case .integer(let number): text += String(number)
        case .string(let string): write(string)
        case .array(let values):
            list("[", values, "]", depth) { writer, value in writer.write(value, depth: depth + 1) }
        case .object(let object):
            list("{", object.members, "}", depth) { writer, member in
                writer.write(member.key)
                writer.text += writer.isIndented ? ": " : ":"
                writer.write(member.value, depth: depth + 1)
            }
        }
    }

    private mutating func write(_ string: String) { text += "\"" + JSONEscaping.words(string) + "\"" }

    private mutating func list<Item>(
        _ open: String, _ items: [Item], _ close: String, _ depth: Int, _ write: (inout JSONWriter, Item) -> Void
    ) {
        text += open
        for (index, item) in items.enumerated() {
            if index > 0 { text += "," }
            line(depth + 1)
            write(&self, item)
        }
        if !items.isEmpty { line(depth) }
        text += close
    }

    private mutating func line(_ depth: Int) {
        if isIndented { text += "\n" + String(repeating: "  ", count: depth) }
    }
}
