import Model

/// What passwd, shadow and group say that their copies of before the last change (passwd-, shadow-, group-) do not; see
/// useradd(8) and vipw(8), which leave these copies behind.
package enum AccountComparison {
    private static let mostChanges = 1_000

    /// Accounts that are new or were opened.
    package static func accounts(_ now: [Account], before: [Account]) -> [AccountChange] {
        let old = Dictionary(before.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        guard !old.isEmpty else { return [] }
        return Array(
            now.lazy.compactMap { account -> AccountChange? in
                guard let earlier = old[account.name] else {
                    return AccountChange(
                        kind: .added, account: account.name, detail: RawText("user \(account.user) shell ") + account.shell,
                        place: account.place)
                }
                var parts: [RawText] = []
                if earlier.user != account.user { parts.append(RawText("user \(earlier.user) → \(account.user)")) }
                if earlier.shell != account.shell, !earlier.hasLoginShell, account.hasLoginShell {
                    parts.append("shell " + earlier.shell + " → " + account.shell)
                }
                guard !parts.isEmpty else { return nil }
                let detail = RawText(Array(parts.map(\.bytes).joined(separator: Array(", ".utf8))))
                return AccountChange(kind: .opened, account: account.name, detail: detail, place: account.place)
            }.prefix(mostChanges))
    }

    /// Accounts of the system that got a password.
    package static func passwords(
        _ now: [RawText: ShadowEntry], before: [RawText: ShadowEntry], path: RawText
    ) -> [AccountChange] {
        guard !before.isEmpty else { return [] }
        return now.values.sorted { $0.line < $1.line }.prefix(100_000).compactMap { entry in
            guard case .hashed(let method) = entry.password, let earlier = before[entry.name] else { return nil }
            if case .hashed = earlier.password { return nil }
            if earlier.isLockedHash { return nil }
            return AccountChange(
                kind: .opened, account: entry.name, detail: RawText("password, " + method), place: Place(path, line: entry.line))
        }
    }

    /// Members that groups have gained.
    package static func members(_ now: [GroupEntry], before: [GroupEntry], path: RawText) -> [AccountChange] {
        let old = Dictionary(before.map { ($0.name, Set($0.members)) }, uniquingKeysWith: { $0.union($1) })
        guard !old.isEmpty else { return [] }
        return Array(
            now.lazy.flatMap { group in
                group.members.filter { old[group.name]?.contains($0) == false }.map {
                    AccountChange(kind: .joined, account: $0, detail: group.name, place: Place(path, line: group.line))
                }
            }.prefix(mostChanges))
    }
}
