import Model

/// All files of sudoers(5) together: aliases written out.
package enum SudoersPolicy {
    /// Names that one alias may stand for, with those of the aliases inside it.
    private static let mostMembers = 2_000
    private static let mostGrants = 50_000

    package static func grants(_ files: [SudoersFile]) -> [SudoGrant] {
        var aliases: [RawText: [RawText]] = [:]
        for file in files { aliases.merge(file.aliases) { first, second in first + second } }
        var grants: [SudoGrant] = []
        for grant in files.lazy.flatMap(\.grants) {
            let users = expand(grant.users, aliases), targets = expand(grant.targets, aliases)
            for command in expand([grant.command], aliases) {
                guard grants.count < mostGrants else { return grants }
                var grant = grant
                (grant.users, grant.targets, grant.command) = (users, targets, command)
                grants.append(grant)
            }
        }
        return grants
    }

    /// The names with aliases replaced by what they stand for, to a depth of eight; a "!" goes over to all that an alias holds.
    private static func expand(_ names: [RawText], _ aliases: [RawText: [RawText]], depth: Int = 0) -> [RawText] {
        var result: [RawText] = []
        for name in names {
            guard result.count < mostMembers else { break }
            let isNegated = name.hasPrefix("!")
            let plain = isNegated ? RawText(Array(name.bytes.drop { $0 == 0x21 || $0 == 0x20 })) : name
            if depth < 8, let members = aliases[plain] {
                result += expand(members, aliases, depth: depth + 1).prefix(mostMembers).map { isNegated ? "!" + $0 : $0 }
            } else {
                result.append(name)
            }
        }
        return Array(result.prefix(mostMembers))
    }
}
