import Model
import Provenance

extension Detector {
    /// An attribute that keeps even root from changing a file, where no distribution sets one.
    static let immutableFile = Detector(
        id: "file.attribute.immutable",
        title: Localized(en: "Even root cannot change this", ja: "root でも変更できないように固定されています"),
        claim: Localized(
            en:
                "A file or folder carries the immutable or append-only attribute, which no distribution sets: it keeps what an intruder placed and blocks repair.",
            ja: "変更不可(immutable)や追記のみ(append-only)の属性が付いています。配布物がこれを付けることはなく、侵入者が消されないように、また修理を妨げるために使います。"),
        techniques: ["T1222.002"], aspect: .persistence, needs: [.files, .attributes],
        misses: Localized(
            en: "Other reasons why root cannot write: a read-only mount, a security module.",
            ja: "読み取り専用マウントなど、書き込めない別の理由は別に確かめてください。")
    ) { situation in
        let set = situation.facts.files.filter {
            !$0.status.attributes.isDisjoint(with: [.immutable, .appendOnly]) && !isUsual($0.path) && !isGuardedLog($0)
        }
        return set.map { file in
            let isImmutable = file.status.attributes.contains(.immutable)
            let isSystem = Places.isSystem(file.path) || file.record.package != nil
            let isOdd = Places.oddFolder(of: file.path) != nil || Places.isTemporary(file.path) || !file.matches.isEmpty
            let inside = file.status.kind == .directory
            let severity: Severity = isAdvised(file) ? .low : isSystem || isOdd ? .high : .medium
            return Claim(
                severity, severity == .low ? .possible : isSystem ? .certain : .likely, Subject(.file, path: file.path),
                explanation: Localized(
                    en:
                        "\(file.path) is \(words: isImmutable ? "immutable (chattr +i)" : "append-only (chattr +a)"): \(words: inside ? "nothing can be created, renamed or deleted in it" : "it cannot be changed or deleted"), not even by root. No distribution sets this.",
                    ja:
                        "\(file.path) に\(words: isImmutable ? "変更不可(chattr +i)" : "追記のみ(chattr +a)")の属性が付いていて、\(words: inside ? "中に作ることも、名前を変えることも、消すことも" : "変更も削除も")root でもできません。配布物がこの属性を付けることはありません。"
                ),
                nextSteps: [
                    .preserve(file.path),
                    NextStep(
                        action: "attribute.clear",
                        text: Localized(
                            en: "With your own copy of chattr, “chattr -ia” takes the attribute away again; note it down first.",
                            ja: "記録したあと、別の機械から持ち込んだ chattr で「chattr -ia」とすれば外せます。")),
                ]
            ).with(file: file, situation)
        }
    }

    /// A log that may only grow: what handbooks of hardening advise, and no hindrance to anybody but those who wipe logs.
    private static func isGuardedLog(_ file: FileFact) -> Bool {
        file.status.kind == .regular && file.status.attributes.isDisjoint(with: [.immutable])
            && file.path.isInside("/var/log") && file.matches.isEmpty && !file.shape.isProgram
    }

    /// What handbooks of hardening advise: settings of names and disks that nobody shall change, histories that may only grow.
    private static func isAdvised(_ file: FileFact) -> Bool {
        guard file.status.kind == .regular, file.matches.isEmpty, !file.shape.isProgram else { return false }
        if file.path.hasSuffix("_history") { return !file.status.attributes.contains(.immutable) && file.status.size > 0 }
        return ["/etc/hosts", "/etc/hostname", "/etc/fstab", "/etc/host.conf"].contains(file.path)
    }

    /// Where administrators and programs are known to set the attributes themselves.
    private static func isUsual(_ path: RawText) -> Bool {
        path == "/etc/resolv.conf" || path.isInside("/var/log/journal") || path.isInside("/sys") || path.hasPrefix("/.snapshots")
            || path.hasSuffix("/.autorelabel") || path.lastComponent == ".user.ini" || path == "/swapfile"
            || path.isInside("/var/lib/pve-cluster") || path.isInside("/sys/firmware/efi/efivars")
    }
}
