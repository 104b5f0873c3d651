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
            return Claim(
                isSystem || isOdd ? .high : .medium, isSystem ? .certain : .likely, Subject(.file, path: file.path),
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

    /// Where administrators and programs are known to set the attributes themselves.
    private static func isUsual(_ path: RawText) -> Bool {
        path == "/etc/resolv.conf" || path.isInside("/var/log/journal") || path.isInside("/sys") || path.hasPrefix("/.snapshots")
            || path.hasSuffix("/.autorelabel") || path.lastComponent == ".user.ini" || path == "/swapfile"
            || path.isInside("/var/lib/pve-cluster") || path.isInside("/sys/firmware/efi/efivars")
    }

    /// A program or page whose modification time was copied from elsewhere or set by hand.
    static let handSetTime = Detector(
        id: "file.time.hand-set",
        title: Localized(en: "A file's time was set by hand", ja: "ファイルの日時が偽装されています"),
        claim: Localized(
            en: "A program that no package explains carries a modification time that it cannot have by itself.",
            ja: "出所の分からないプログラムに、本来あり得ない更新日時が付いています。"),
        techniques: ["T1070.006"], aspect: .tracks, needs: [.files],
        misses: Localized(
            en: "In a copied tree only the modification time is left, and a plausible one cannot be told from a true one.",
            ja: "写しの中では更新日時しか残らないため、もっともらしい日時に偽装されると見分けられません。")
    ) { situation in
        situation.facts.files.compactMap { file in
            guard let doubt = situation.stamps.doubt(file), file.sameContentAs == nil, !file.record.isEqual else { return nil }
            let isProgram = file.shape.isProgram || file.shape == .php || file.status.isExecutable
            let isOdd =
                file.record.isDifferent || !file.matches.isEmpty || Places.oddFolder(of: file.path) != nil
                || Places.isSystem(file.path) && file.record == .unowned && Places.isProgramFolder(file.path.parentFolder)
            guard isProgram, isOdd else { return nil }
            return Claim(
                .medium, .likely, Subject(.file, path: file.path),
                explanation: Localized(en: "\(file.path): ", ja: "\(file.path):") + doubt
            ).with(file: file, situation)
        }
    }

    /// A set-user-ID or set-group-ID program that no package brought.
    static let unownedPrivilege = Detector(
        id: "file.privilege.unowned",
        title: Localized(en: "A program gives away root's rights", ja: "誰でも管理者になれるプログラムが置かれています"),
        claim: Localized(
            en:
                "A set-user-ID or set-group-ID program that no package brought, or a packaged shell, interpreter or file tool that was given the bit. On a clean server there is none.",
            ja: "実行すると他人(多くは root)の権限で動くプログラムで、配布物に含まれないもの、または配布物のシェルやファイル操作の道具に後からその権限が付けられたものです。きれいなサーバーには一つもありません。"),
        techniques: ["T1548.001"], aspect: .persistence, needs: [.files, .packages],
        misses: Localized(
            en: "File capabilities, and bits added to packaged programs that hand nobody a shell or a file of his choice.",
            ja: "ケーパビリティ(部分的な権限)の付与と、操作を明け渡さない配布物のプログラムに足された権限は対象外です。")
    ) { situation in
        situation.facts.files.compactMap { file in
            guard file.status.isSetUser || file.status.isSetGroup else { return nil }
            if case .owned(let package, .equal) = file.record { return given(file, package, situation) }
            guard file.record == .unowned else { return nil }
            let isRoot = file.status.isSetUser && file.status.owner == 0
            // A root that was unpacked somewhere holds the distribution's own programs under their own names.
            if isUsual(file, situation) { return lowClaim(file, situation) }
            let isOdd = Places.isTemporary(file.path) || Places.oddFolder(of: file.path) != nil || file.sameContentAs != nil
            let isHome = file.path.isInside("/home") || file.path.isInside("/root")
            guard isRoot || isOdd else { return nil }
            // Software below /opt, /usr/local and image stores brings its own helpers (browsers, containers).
            let isForeign = ["/opt", "/usr/local", "/var/lib", "/var/cache", "/snap", "/srv", "/nix"].contains { (folder: RawText) in
                file.path.isInside(folder)
            }
            let severity: Severity = isOdd ? .critical : isForeign ? .low : isHome ? .medium : .high
            var explanation = Localized(
                en: "\(file.path) runs with the rights of user \(file.status.owner), whoever starts it, and no package brought it.",
                ja: "\(file.path) は誰が動かしてもユーザー番号 \(file.status.owner) の権限になります。どの配布物にも属しません。")
            if let same = file.sameContentAs {
                explanation =
                    explanation
                    + Localized(en: " It is a copy of \(same).", ja: "中身は \(same) の写しです。")
            }
            return Claim(
                severity, isOdd ? .certain : .likely, Subject(.file, path: file.path), explanation: explanation,
                nextSteps: [.preserve(file.path)]
            ).with(file: file, situation)
        }
    }

    /// A packaged program that hands its starter a shell, and that somebody gave the bit.
    private static func given(_ file: FileFact, _ package: RawText, _ situation: Situation) -> Claim? {
        guard ShellGivers.isRaised(file.path, file.status) else { return nil }
        return Claim(
            file.status.isSetUser && file.status.owner == 0 ? .critical : .high, .certain, Subject(.file, path: file.path),
            explanation: Localized(
                en:
                    "\(file.path) of the package \(package) runs with the rights of user \(file.status.owner) and group \(file.status.group), whoever starts it. No distribution gives this program such a bit.",
                ja:
                    "パッケージ \(package) の \(file.path) が、誰が動かしてもユーザー番号 \(file.status.owner)・グループ番号 \(file.status.group) の権限で動くようにされています。配布物がこのプログラムにこの権限を付けることはありません。"
            ),
            nextSteps: [.preserve(file.path), .reinstall(package)]
        ).with(file: file, situation)
    }

    /// Whether it is a program that distributions ship with these bits, in a folder named as they name it: a part of another
    /// system's root that lies here, a chroot or an image.
    private static func isUsual(_ file: FileFact, _ situation: Situation) -> Bool {
        let name = file.path.lastComponent
        guard usualFolders.contains(file.path.parentFolder.lastComponent), usualNames.contains(name),
            Places.oddFolder(of: file.path) == nil
        else { return false }
        var root = file.path.parentFolder
        while usualFolders.contains(root.lastComponent) { root = root.parentFolder }
        guard root.count > 1 else { return false }
        if let same = file.sameContentAs, same.lastComponent != name { return false }
        // A single "su" may be anybody's; a whole root holds several programs of this kind, also where everybody may write.
        guard file.shape == .elf else { return false }
        let isTemporary = Places.isTemporary(file.path)
        if !isTemporary, file.sameContentAs != nil { return true }
        let others = situation.files(inside: root).count { $0.status.isSetUser && usualNames.contains($0.path.lastComponent) }
        return others >= (isTemporary ? 6 : 3)
    }

    private static let usualFolders: Set<RawText> = [
        "bin", "sbin", "usr", "lib", "lib64", "libexec", "openssh", "ssh", "dbus-1.0", "polkit-1", "auth_pam_tool_dir", "snapd", "utempter",
    ]

    /// Set-user-ID and set-group-ID programs of Debian, Ubuntu, RHEL, SUSE, Arch and Alpine base systems and servers.
    private static let usualNames: Set<RawText> = [
        "su", "sudo", "mount", "umount", "passwd", "chsh", "chfn", "chage", "newgrp", "gpasswd", "expiry", "unix_chkpwd", "crontab",
        "ssh-agent",
        "ssh-keysign", "dbus-daemon-launch-helper", "polkit-agent-helper-1", "pkexec", "fusermount", "fusermount3", "wall", "write",
        "bsd-write",
        "at", "pam_timestamp_check", "userhelper", "sg", "pam_extrausers_chkpwd", "dotlockfile", "postdrop", "postqueue", "ntfs-3g", "ping",
        "bbsuid",
        "utempter", "locate", "mlocate", "plocate", "screen", "traceroute6.iputils", "mount.nfs", "mount.cifs", "exim4", "doas", "ping6",
        "newuidmap",
        "newgidmap", "usernetctl", "unix2_chkpwd", "ksu", "staprun", "snap-confine", "pppd", "bwrap", "suexec", "auth_pam_tool",
    ]

    private static func lowClaim(_ file: FileFact, _ situation: Situation) -> Claim {
        Claim(
            .low, .possible, Subject(.file, path: file.path),
            explanation: Localized(
                en:
                    "\(file.path) is what distributions ship under this name, outside of this system's own folders: another system's root lies here.",
                ja: "\(file.path) は、この名前で普通に配布されるプログラムです。別のシステムの一式がここに置かれているようです。")
        ).with(file: file, situation)
    }

    /// A regular file among the devices.
    static let fileAmongDevices = Detector(
        id: "file.device-folder.regular",
        title: Localized(en: "An ordinary file among the devices", ja: "機器用の場所(/dev)に普通のファイルがあります"),
        claim: Localized(
            en: "/dev holds devices, made anew at every boot; intruders keep programs and sniffed passwords there.",
            ja: "/dev は機器の入口だけが置かれる場所で、侵入者がプログラムや盗んだパスワードの隠し場所に使います。"),
        techniques: ["T1564"], aspect: .hiding, needs: [.files],
        misses: Localized(en: "Files in /dev/shm and /dev/mqueue, which programs use.", ja: "/dev/shm と /dev/mqueue は普通に使われるため対象外です。")
    ) { situation in
        situation.facts.files.compactMap { file in
            guard file.path.isInside("/dev"), file.status.kind == .regular, !file.path.isInside("/dev/shm"),
                !file.path.isInside("/dev/mqueue"), !file.path.isInside("/dev/hugepages"), file.status.size > 0,
                Places.oddFolder(of: file.path) == nil, !["MAKEDEV", ".udev.tdb"].contains(file.path.lastComponent)
            else { return nil }
            let isProgram = file.shape.isProgram || !file.matches.isEmpty
            return Claim(
                isProgram ? .high : .medium, .likely, Subject(.file, path: file.path),
                explanation: Localized(
                    en: "\(file.path) is an ordinary file of \(file.status.size) bytes; nothing of the system writes there.",
                    ja: "\(file.path) は \(file.status.size) バイトの普通のファイルです。システムがここに書くことはありません。"),
                nextSteps: [.preserve(file.path)]
            ).with(file: file, situation)
        }
    }

    /// A program in a system folder that no package brought.
    static let unownedProgram = Detector(
        id: "file.program.unowned",
        title: Localized(en: "A program of the system that no package brought", ja: "どの配布物にも属さないプログラムがシステムの場所にあります"),
        claim: Localized(
            en: "A program or library lies where the distribution keeps its own, and no package names it.",
            ja: "配布物の場所に、どの配布物にも属さないプログラムや部品があります。"),
        techniques: ["T1036.005"], aspect: .tampering, needs: [.files, .packages],
        misses: Localized(en: "Programs in /usr/local and /opt, which are the administrator's.", ja: "/usr/local と /opt は管理者が使う場所のため対象外です。")
    ) { situation in
        // Where no database was read nothing is owned, and the claim means nothing.
        guard !situation.facts.packageSources.isEmpty else { return [] }
        return situation.facts.files.compactMap { file in
            let folder = file.path.parentFolder
            guard file.record == .unowned, Origin.of(file) == .unexplained, file.status.kind == .regular,
                Places.isProgramFolder(folder) || Places.isLibraryFolder(folder), Places.oddFolder(of: file.path) == nil,
                file.shape.isProgram || file.path.lastComponent.contains(".so")
            else { return nil }
            let worst = file.traits.map(\.trait.severity).max() ?? .info
            let isModule = folder.lastComponent == "security" || file.path.lastComponent.hasPrefix("libnss_")
            let severity: Severity = worst >= .high || isModule ? .high : .low
            return Claim(
                severity, severity == .low ? .possible : .likely, Subject(.file, path: file.path),
                explanation: Localized(
                    en: "\(file.path) lies among the distribution's own programs, and no package brought it.",
                    ja: "\(file.path) は配布物のプログラムに混じって置かれていますが、どの配布物にも属しません。")
            ).with(file: file, situation)
        }
    }
}
