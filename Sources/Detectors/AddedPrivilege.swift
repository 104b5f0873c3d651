import Model
import Provenance

extension Detector {
    /// A packaged program with a set-user-ID or set-group-ID bit that its package does not give it.
    static let addedPrivilege = Detector(
        id: "file.privilege.added",
        title: Localized(
            en: "A packaged program was given somebody else's rights", ja: "配布物のプログラムに、あとから特別な権限が付けられています"),
        claim: Localized(
            en:
                "A program of a package has the set-user-ID or set-group-ID bit, and its package record, an override of the record, or what distributions ship says otherwise.",
            ja: "配布物のプログラムに、配布時にはない「他人の権限で動く」印(set-user-ID / set-group-ID)が付いています。"),
        techniques: ["T1548.001"], aspect: .persistence, needs: [.files, .packages],
        misses: Localized(
            en: "On Debian, where the record holds no modes, a bit on a program that some distribution ships with it.",
            ja: "Debian 系の記録には権限が含まれないため、ほかの配布物で同じ印が付くことのあるプログラムは分かりません。"),
        references: ["dpkg-statoverride(1)", "rpm(8)"]
    ) { situation in
        situation.facts.files.compactMap { file -> Claim? in
            guard case .owned(let package, let check) = file.record, check == .equal || check == .configurationChanged,
                file.status.isSetUser || file.status.isSetGroup, !ShellGivers.isRaised(file.path, file.status)
            else { return nil }
            let added = file.status.mode & 0o6000 & ~(file.expectedMode ?? 0)
            guard added != 0 else { return nil }
            let isKnown = file.expectedMode != nil
            if !isKnown, ShippedPrivileges.isSetID(file.path) { return nil }
            let isRoot = added & 0o4000 != 0 && file.status.owner == 0
            // Without a mode in the record a program that this table lacks may be shipped so; one that changed later is not.
            let severity: Severity =
                isRoot
                ? (isKnown && !ShippedPrivileges.isSetID(file.path) ? .high : isKnown || file.changedSinceInstall ? .medium : .low) : .low
            return Claim(
                severity, isKnown ? .likely : .possible, Subject(.file, path: file.path, name: package),
                explanation: explanation(file, package, isKnown: isKnown), nextSteps: [.preserve(file.path), .reinstall(package)]
            ).with(file: file, situation)
        }
    }

    private static func explanation(_ file: FileFact, _ package: RawText, isKnown: Bool) -> Localized {
        let status = file.status
        var text = Localized(
            en:
                "\(file.path) of the package \(package) runs with the rights of user \(status.owner) and group \(status.group), whoever starts it.",
            ja: "パッケージ \(package) の \(file.path) は、誰が動かしてもユーザー番号 \(status.owner)・グループ番号 \(status.group) の権限になります。")
        if let mode = file.expectedMode {
            let recorded = RawText(String(mode, radix: 8)), found = RawText(String(status.mode, radix: 8))
            text =
                text
                + Localized(
                    en: " The package record says mode \(recorded), the file has \(found).",
                    ja: "配布時の記録では \(recorded)、いまは \(found) です。")
        } else {
            text = text + Localized(en: " No distribution is known to ship it so.", ja: "この権限を付けて配布されるプログラムとしては知られていません。")
        }
        if file.changedSinceInstall {
            text =
                text
                + Localized(
                    en: " Its mode or owner was changed on \(status.times.changed), long after the package was installed.",
                    ja: "配布物が入ったあとの \(status.times.changed) に、権限や持ち主が変更されています。")
        }
        return text
    }
}
