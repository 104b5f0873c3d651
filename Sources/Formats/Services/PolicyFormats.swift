import Model

/// Reads the older form of polkit's rules (pklocalauthority(8)): groups with `Identity=`, `Action=` and `ResultAny=`.
package enum LocalAuthorityFormat {
    package static func parse(_ text: Span<UInt8>) -> Parsed<[PolicyAllowance]> {
        var parsed = Parsed<[PolicyAllowance]>([])
        var identity: RawText = "", action: RawText = "", answers: [(text: RawText, line: Int)] = []
        func close() {
            guard let answer = answers.first(where: { $0.text.hasSuffix("=yes") }) else { return }
            let isAnybody = identity.contains("unix-user:*") || identity == "*" || identity.contains("unix-group:*")
            let isEverything = action.split(0x3b).contains("*")
            let shown = "Identity=" + identity + " Action=" + action + " " + answer.text
            if isAnybody || isEverything {
                let breadth: PolicyGrant.Breadth = isAnybody ? isEverything ? .everything : .anybody : .named
                parsed.value.append(PolicyAllowance(breadth: breadth, text: shown, line: answer.line))
            }
        }
        for line in ConfigurationText.lines(text) where parsed.value.count < 500 {
            let bytes = line.trimmed
            guard let first = bytes.first, first != 0x23, first != 0x3b else { continue }
            if first == 0x5b {
                close()
                (identity, action, answers) = ("", "", [])
                continue
            }
            let setting = SettingLine(bytes: bytes, number: line.number)
            switch setting.key {
            case "identity": identity = setting.value
            case "action": action = setting.value
            case "resultany", "resultinactive", "resultactive":
                answers.append((setting.writtenKey + "=" + setting.value.asciiLowercased, line.number))
            default: parsed.note(line, "a line is no setting of a rule")
            }
        }
        close()
        return parsed
    }
}

/// Reads declarations of polkit's actions (polkit(8), DECLARING ACTIONS) for those that anybody may do unasked.
package enum PolkitActionFormat {
    package static func parse(_ text: Span<UInt8>) -> Parsed<[PolicyAllowance]> {
        var parsed = Parsed<[PolicyAllowance]>([])
        var action: RawText = ""
        for tag in XMLTags.read(text) {
            if tag.name == "action" { action = tag.attribute("id") ?? "" }
            guard tag.name == "allow_any" || tag.name == "allow_inactive", tag.text.asciiLowercased == "yes" else { continue }
            parsed.value.append(
                PolicyAllowance(breadth: .anybody, text: action + " " + RawText(tag.name) + "=yes", line: tag.line))
        }
        return parsed
    }
}

/// Reads policies of D-Bus (dbus-daemon(1), CONFIGURATION FILE) for rules that let anybody be or call everything.
package enum BusPolicyFormat {
    package static func parse(_ text: Span<UInt8>) -> Parsed<[PolicyAllowance]> {
        var parsed = Parsed<[PolicyAllowance]>([])
        var isDefault = false
        for tag in XMLTags.read(text) {
            if tag.name == "policy" { isDefault = tag.attribute("context") != nil }
            guard tag.name == "allow", isDefault else { continue }
            if let own = tag.attribute("own"), own != "*" {
                parsed.value.append(PolicyAllowance(breadth: .anybody, text: "allow own=\"" + own + "\"", line: tag.line))
            }
            for name in ["own", "send_destination", "send_interface", "own_prefix"] where tag.attribute(name) == "*" {
                parsed.value.append(PolicyAllowance(breadth: .everything, text: "allow " + RawText(name) + "=\"*\"", line: tag.line))
            }
        }
        return parsed
    }
}

/// The opening tags of a small XML text, with their attributes and the text behind them. Nesting is not followed.
enum XMLTags {
    struct Tag {
        var name: String
        var attributes: [(name: String, value: RawText)]
        /// Up to the next tag.
        var text: RawText
        var line: Int

        func attribute(_ name: String) -> RawText? { attributes.first { $0.name == name }?.value }
    }
    private static let mostTags = 20_000

    static func read(_ text: Span<UInt8>) -> [Tag] {
        let bytes = ShellByte.copy(text, limit: 1 << 20)
        var tags: [Tag] = []
        var at = 0
        var line = 1
        while at < bytes.count, tags.count < mostTags {
            guard bytes[at] == 0x3c else {
                if bytes[at] == 0x0a { line += 1 }
                at += 1
                continue
            }
            if bytes[at...].prefix(4).elementsEqual(Array("<!--".utf8)) {
                let end = ByteSearch.first(Array("-->".utf8), in: bytes, from: at, to: bytes.count) ?? bytes.count
                line += bytes[at..<end].count { $0 == 0x0a }
                at = end
                continue
            }
            var end = at
            var quote: UInt8 = 0
            while end < bytes.count, quote != 0 || bytes[end] != 0x3e {
                if quote != 0 {
                    if bytes[end] == quote { quote = 0 }
                } else if bytes[end] == 0x22 || bytes[end] == 0x27 {
                    quote = bytes[end]
                }
                end += 1
            }
            let inside = bytes[(at + 1)..<max(at + 1, end)]
            var next = min(end + 1, bytes.count)
            let start = next
            while next < bytes.count, bytes[next] != 0x3c { next += 1 }
            if let first = inside.first, first != 0x2f, first != 0x21, first != 0x3f {
                tags.append(tag(inside, text: RawText(ConfigurationLine.trim(bytes[start..<next])), line: line))
            }
            line += bytes[at..<start].count { $0 == 0x0a }
            at = start
        }
        return tags
    }

    private static func tag(_ inside: ArraySlice<UInt8>, text: RawText, line: Int) -> Tag {
        let isBlank = { (byte: UInt8) in ConfigurationLine.isBlank(byte) || byte == 0x0a || byte == 0x2f }
        let name = inside.prefix { !isBlank($0) }
        var tag = Tag(name: RawText(name).comparable, attributes: [], text: text, line: line)
        var rest = inside[name.endIndex...]
        while tag.attributes.count < 32 {
            rest = rest.drop(while: isBlank)
            guard let equals = rest.firstIndex(of: 0x3d), let quote = rest[(equals + 1)...].first(where: { !isBlank($0) }),
                quote == 0x22 || quote == 0x27, let open = rest[(equals + 1)...].firstIndex(of: quote),
                let close = rest[(open + 1)...].firstIndex(of: quote)
            else { break }
            let name = RawText(ConfigurationLine.trim(rest[..<equals])).comparable
            tag.attributes.append((name, RawText(rest[(open + 1)..<close])))
            rest = rest[(close + 1)...]
        }
        return tag
    }
}
