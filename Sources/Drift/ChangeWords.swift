import Model

/// The words for differences from a baseline.
enum ChangeWords {
    static let untouchedButDifferent = Localized(
        en: "The content changed, although the kernel's marks say that nobody wrote to it",
        ja: "書き込まれた記録がないのに、中身が変わっています")
    static func recordRewritten(_ package: RawText) -> Localized {
        Localized(
            en: "The content and its package record changed together, and the package \(package) was not updated",
            ja: "パッケージ \(package) は更新されていないのに、中身とその記録が一緒に変わっています")
    }
    static let raised = Localized(
        en: "A program now runs with the rights of its owner or group (set-user-ID, set-group-ID)",
        ja: "プログラムが、所有者やグループの権限で動く設定(setuid・setgid)に変わっています")
    static let capable = Localized(
        en: "A program was given special rights (capabilities)", ja: "プログラムに特別な権限(ケーパビリティ)が付けられています")
    static let newPassword = Localized(en: "another password", ja: "パスワードが変わりました")

    static func title(_ how: Change.How, _ kind: FileChangeJudge.Kind) -> Localized {
        let name: Localized =
            switch kind {
            case .program: Localized(en: "A program that no package brought", ja: "配布物ではないプログラム")
            case .packagedProgram: Localized(en: "A program of a package", ja: "配布物のプログラム")
            case .packagedFile: Localized(en: "A file of a package", ja: "配布物のファイル")
            case .configuration: Localized(en: "A configuration file", ja: "設定ファイル")
            case .page: Localized(en: "A file of a web site", ja: "ウェブサイトのファイル")
            case .folder: Localized(en: "A folder", ja: "フォルダー")
            case .link: Localized(en: "A link", ja: "リンク")
            case .file: Localized(en: "A file", ja: "ファイル")
            case .special: Localized(en: "A device, pipe or socket", ja: "デバイス・パイプ・ソケット")
            }
        return title(how, name)
    }

    static func title(_ how: Change.How, _ name: Localized) -> Localized {
        switch how {
        case .added: name + Localized(en: " is new", ja: "が増えました")
        case .removed: name + Localized(en: " is gone", ja: "がなくなりました")
        case .altered: name + Localized(en: " was changed", ja: "が変わりました")
        }
    }

    static func item(_ kind: InventoryItem.Kind) -> (subject: Subject.Kind, name: Localized) {
        switch kind {
        case .package: (.package, Localized(en: "A package", ja: "パッケージ"))
        case .autorun: (.job, Localized(en: "An entry that starts something by itself", ja: "自動で動くものの登録"))
        case .account: (.account, Localized(en: "An account", ja: "アカウント"))
        case .key: (.account, Localized(en: "A key for logging in", ja: "ログイン用の鍵"))
        case .listener: (.socket, Localized(en: "A port that waits for connections", ja: "接続を待ち受けるポート"))
        case .mount: (.mount, Localized(en: "A mounted file system", ja: "つながれたファイルシステム"))
        case .setting: (.config, Localized(en: "A setting of the SSH server", ja: "SSH サーバーの設定"))
        }
    }

    /// What differs, in the order in which a reader asks.
    static func details(_ change: FileChange, _ aspects: Set<FileChange.Aspect>) -> [Localized] {
        guard let before = change.before, let after = change.after else { return [] }
        var details: [Localized] = []
        if aspects.contains(.kind) {
            details.append(
                Localized(
                    en: "it was a \(Prose([.words(before.status.kind.rawValue)])) and is a \(Prose([.words(after.status.kind.rawValue)]))",
                    ja: "種類: \(Prose([.words(before.status.kind.rawValue)])) → \(Prose([.words(after.status.kind.rawValue)]))"))
        }
        if aspects.contains(.content) || aspects.contains(.size) {
            details.append(
                before.status.size == after.status.size
                    ? Localized(en: "other content of the same length", ja: "中身(長さは同じ)")
                    : Localized(
                        en: "content (\(before.status.size) bytes before, \(after.status.size) now)",
                        ja: "中身(\(before.status.size) バイト → \(after.status.size) バイト)"))
        }
        if aspects.contains(.mode) {
            details.append(
                Localized(
                    en: "rights \(octal(before.status.mode)) before, \(octal(after.status.mode)) now",
                    ja: "権限 \(octal(before.status.mode)) → \(octal(after.status.mode))"))
        }
        if aspects.contains(.owner) {
            details.append(
                Localized(
                    en: "owner \(before.status.owner):\(before.status.group) before, \(after.status.owner):\(after.status.group) now",
                    ja: "所有者 \(before.status.owner):\(before.status.group) → \(after.status.owner):\(after.status.group)"))
        }
        if aspects.contains(.capabilities) { details.append(Localized(en: "capabilities", ja: "ケーパビリティ(特別な権限)")) }
        if aspects.contains(.attributes) { details.append(Localized(en: "attributes (chattr)", ja: "属性(chattr)")) }
        if aspects.contains(.target), let old = before.linkTarget, let new = after.linkTarget {
            details.append(Localized(en: "it pointed to \(old) and points to \(new)", ja: "リンク先 \(old) → \(new)"))
        }
        return details
    }

    private static func octal(_ mode: UInt16) -> Prose {
        let digits = String(mode, radix: 8)
        return Prose([.words(String(repeating: "0", count: max(0, 4 - digits.count)) + digits)])
    }
}
