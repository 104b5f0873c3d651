import Model

/// /etc/doas.conf and /etc/doas.d, after doas.conf(5): `permit [nopass] [keepenv] identity [as target] [cmd command [args …]]`.
package enum DoasFormat {
    package static func parse(_ input: Span<UInt8>, path: RawText) -> Parsed<[SudoGrant]> {
        var grants: [SudoGrant] = []
        var problems = HostFileProblems()
        SudoersText.lines(input) { number, offset, text in
            var words = text[...].split(whereSeparator: \.isCSpace).prefix(1_000).map { RawText(Array($0)) }[...]
            guard let action = words.popFirst(), action == "permit" || action == "deny" else {
                return problems.add("line permits and denies nothing", at: offset, line: number)
            }
            guard action == "permit" else { return }
            var asksPassword = true, keepsEnvironment = false
            while let word = words.first, ["nopass", "nolog", "persist", "keepenv", "setenv"].contains(word) {
                words.removeFirst()
                if word == "nopass" { asksPassword = false }
                if word == "keepenv" { keepsEnvironment = true }
                if word == "setenv" {
                    while let next = words.popFirst(), !next.hasSuffix("}") { continue }
                }
            }
            guard let identity = words.popFirst() else { return problems.add("nobody is named", at: offset, line: number) }
            // Groups have a colon in front where sudo has a percent sign.
            let user = identity.hasPrefix(":") ? "%" + RawText(Array(identity.bytes.dropFirst())) : identity
            var target: RawText = "ALL", command: RawText = "ALL"
            if words.first == "as", words.count > 1 {
                target = words[words.startIndex + 1]
                words = words.dropFirst(2)
            }
            if words.first == "cmd", words.count > 1 {
                command = RawText(Array(words.dropFirst().map(\.bytes).joined(separator: [0x20])))
            }
            grants.append(
                SudoGrant(
                    users: [user], targets: [target], command: command, asksPassword: asksPassword, keepsEnvironment: keepsEnvironment,
                    place: Place(path, line: number)))
        }
        return Parsed(grants, problems: problems.all)
    }
}
