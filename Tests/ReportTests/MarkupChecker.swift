import Foundation

/// A small strict reader of the HTML that the renderer writes: every element closed, every attribute in double quotes.
struct MarkupChecker {
    private(set) var problems: [String] = []
    private(set) var identifiers: [String] = []
    private(set) var targets: [String] = []
    private(set) var elements: Set<String> = []
    private(set) var attributes: Set<String> = []
    private let bytes: [UInt8]
    private var index = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
        var open: [String] = []
        while index < bytes.count {
            if bytes[index] == 0x26 { reference() }
            guard bytes[index] == 0x3c else {
                index += 1
                continue
            }
            index += 1
            if bytes[index] == 0x21 {
                index += take(until: 0x3e).count + 1
            } else if bytes[index] == 0x2f {
                index += 1
                let name = take(until: 0x3e)
                index += name.count + 1
                if open.popLast() != name { problems.append("</\(name)> closes something else") }
            } else {
                let name = tag()
                elements.insert(name)
                if !["meta", "br", "input"].contains(name) { open.append(name) }
                if name == "style" { index += take(until: 0x3c).count }
            }
        }
        if !open.isEmpty { problems.append("left open: \(open)") }
        if Set(identifiers).count != identifiers.count { problems.append("an id stands twice") }
    }

    private func take(until end: UInt8) -> String {
        let rest = bytes[index...]
        return String(bytes: rest.prefix { $0 != end }, encoding: .utf8) ?? ""
    }

    private mutating func reference() {
        let name = take(until: 0x3b)
        if !["&amp", "&lt", "&gt", "&quot", "&#39"].contains(name) { problems.append("unknown reference \(name.prefix(12))") }
    }

    private mutating func tag() -> String {
        var name = ""
        while bytes[index] != 0x3e, bytes[index] != 0x20 {
            name.unicodeScalars.append(Unicode.Scalar(bytes[index]))
            index += 1
        }
        while bytes[index] == 0x20 {
            index += 1
            let key = take(until: 0x3d)
            index += key.utf8.count + 1
            guard bytes[index] == 0x22 else {
                problems.append("\(key) is not quoted")
                return name
            }
            index += 1
            let value = take(until: 0x22)
            index += value.utf8.count + 1
            attributes.insert(key)
            if value.contains("<") || value.contains(">") { problems.append("markup in \(key)") }
            if key == "id" { identifiers.append(value) }
            if key == "href" { targets.append(value) }
        }
        if bytes[index] != 0x3e { problems.append("<\(name) does not end") }
        index += 1
        return name
    }
}
