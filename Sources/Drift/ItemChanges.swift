import Model

/// Differences between what two moments held that is no file.
enum ItemChanges {
    static func changes(from before: [InventoryItem], to after: [InventoryItem]) -> [Change] {
        let old = grouped(before), new = grouped(after)
        var changes: [Change] = []
        for key in Set(old.keys).union(new.keys).sorted() {
            let gone = (old[key] ?? []).subtracting(new[key] ?? []).sorted()
            let come = (new[key] ?? []).subtracting(old[key] ?? []).sorted()
            if gone.count == 1, come.count == 1 {
                changes.append(change(.altered, key, from: gone[0], to: come[0]))
            } else {
                changes += gone.map { change(.removed, key, from: $0, to: nil) }
                changes += come.map { change(.added, key, from: nil, to: $0) }
            }
        }
        return changes
    }

    /// Values by kind and name; a value stands for the whole item.
    private static func grouped(_ items: [InventoryItem]) -> [InventoryItem: Set<RawText>] {
        var groups: [InventoryItem: Set<RawText>] = [:]
        for item in items { groups[InventoryItem(item.kind, item.name, ""), default: []].insert(item.value) }
        return groups
    }

    private static func change(_ how: Change.How, _ item: InventoryItem, from: RawText?, to: RawText?) -> Change {
        let words = ChangeWords.item(item.kind)
        var details: [Localized] = []
        // The digest of a password is of no use to a person.
        let (before, after) = item.kind == .account ? (shown(from), shown(to)) : (from, to)
        switch (before, after) {
        case (let before?, let after?) where before == after: details = [ChangeWords.newPassword]
        case (let before?, let after?): details = [Localized(en: "from \(before) to \(after)", ja: "\(before) → \(after)")]
        case (let value?, nil), (nil, let value?): if !value.isEmpty { details = [Localized(en: "\(value)", ja: "\(value)")] }
        case (nil, nil): break
        }
        var change = Change(
            how, Subject(words.subject, path: path(item), name: item.name), severity: severity(item.kind, how),
            title: ChangeWords.title(how, words.name), details: details)
        if item.kind == .package {
            change.reason = Localized(en: "A package was installed, updated or removed.", ja: "パッケージの導入・更新・削除です。")
        }
        return change
    }

    private static func severity(_ kind: InventoryItem.Kind, _ how: Change.How) -> Severity {
        switch kind {
        case .account, .key, .autorun, .setting: how == .removed ? .info : .low
        case .package, .listener, .mount: .info
        }
    }

    /// The file that an entry that starts something stands in.
    private static func path(_ item: InventoryItem) -> RawText? {
        guard item.kind == .autorun || item.kind == .key else { return nil }
        return item.name.split(0x20).first { $0.hasPrefix("/") }
    }

    private static func shown(_ value: RawText?) -> RawText? {
        guard let value else { return nil }
        let words = value.split(0x20)
        guard let last = words.last, last.count == 64 else { return value }
        return RawText(Array(words.dropLast().map(\.bytes).joined(separator: [0x20])))
    }
}
