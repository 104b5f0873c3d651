import Model

/// Which packages changed between two moments.
struct PackageHistory: Sendable {
    struct Update: Hashable, Sendable {
        var before: RawText?
        var after: RawText?
    }
    /// By the name of the package alone, as files name their package.
    private(set) var updates: [RawText: Update] = [:]

    init(before: [InventoryItem], after: [InventoryItem]) {
        let old = PackageHistory.versions(before), new = PackageHistory.versions(after)
        for (name, version) in new where old[name] != version { updates[name] = Update(before: old[name], after: version) }
        for (name, version) in old where new[name] == nil { updates[name] = Update(before: version, after: nil) }
    }

    /// All versions of a name that is installed for several architectures, joined.
    private static func versions(_ items: [InventoryItem]) -> [RawText: RawText] {
        var versions: [RawText: RawText] = [:]
        for item in items where item.kind == .package {
            let words = item.name.split(0x20)
            guard words.count > 1 else { continue }
            versions[words[1]] = (versions[words[1]].map { $0 + " " } ?? "") + item.value
        }
        return versions
    }

    var isEmpty: Bool { updates.isEmpty }

    /// Why a file of the package is another one now; nil where the package is the same as before.
    func reason(_ package: RawText) -> Localized? {
        guard let update = updates[package] else { return nil }
        guard let after = update.after else {
            return Localized(en: "The package \(package) was removed.", ja: "パッケージ \(package) が削除されました。")
        }
        guard let before = update.before else {
            return Localized(en: "The package \(package) \(after) was installed.", ja: "パッケージ \(package) \(after) が入りました。")
        }
        return Localized(
            en: "The package \(package) was updated from \(before) to \(after).",
            ja: "パッケージ \(package) が \(before) から \(after) に更新されました。")
    }
}
