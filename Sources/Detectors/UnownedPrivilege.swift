import Model
import Provenance

extension Detector {
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
            en: "File capabilities, and bits added to other packaged programs: those have checks of their own.",
            ja: "ケーパビリティ(部分的な権限)と、そのほかの配布物のプログラムに足された権限は、別の項目で調べます。")
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
            let isAmongSystem = file.status.isSetGroup && Places.isSystem(file.path) && !situation.facts.packageSources.isEmpty
            guard isRoot || isOdd || isAmongSystem else { return nil }
            // Software below /opt, /usr/local and image stores brings its own helpers (browsers, containers).
            let isForeign = ["/opt", "/usr/local", "/var/lib", "/var/cache", "/snap", "/srv", "/nix"].contains { (folder: RawText) in
                file.path.isInside(folder)
            }
            let severity: Severity =
                isOdd
                ? .critical
                : isForeign || HandBuiltPrograms.isKnown(file.path) && file.shape == .elf || !isRoot && ShippedPrivileges.isSetID(file.path)
                    ? .low : isHome || !isRoot ? .medium : .high
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
}
