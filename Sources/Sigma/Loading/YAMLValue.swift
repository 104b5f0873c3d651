/// A value of a rule file, as YAML 1.1 tells it: only what Sigma knows, without anchors and tags.
enum YAMLValue: Hashable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int64)
    case real(Double)
    case text(String)
    indirect case list([YAMLValue])
    indirect case map([YAMLEntry])

    var text: String? {
        switch self {
        case .text(let text): text
        case .integer(let number): String(number)
        case .real(let number): String(number)
        case .boolean(let flag): flag ? "true" : "false"
        case .null, .list, .map: nil
        }
    }

    var map: [YAMLEntry]? {
        if case .map(let entries) = self { entries } else { nil }
    }

    var list: [YAMLValue]? {
        if case .list(let values) = self { values } else { nil }
    }

    /// Texts of a list, or of the one value that stands in place of a list.
    var texts: [String] { list.map { $0.compactMap(\.text) } ?? text.map { [$0] } ?? [] }

    subscript(key: String) -> YAMLValue? { map?.first { $0.key == key }?.value }

    /// Another map laid over this one: maps grow together, everything else is replaced.
    func overlaid(by other: YAMLValue) -> YAMLValue {
        guard case .map(var entries) = self, case .map(let upper) = other else { return other }
        for entry in upper {
            if let index = entries.firstIndex(where: { $0.key == entry.key }) {
                entries[index].value = entries[index].value.overlaid(by: entry.value)
            } else {
                entries.append(entry)
            }
        }
        return .map(entries)
    }
}

/// A key of a map and its value, in the order of the file.
struct YAMLEntry: Hashable, Sendable {
    var key: String
    var value: YAMLValue
}
