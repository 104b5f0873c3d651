import Model
import Provenance

extension Detector {
    /// A setting of sshd that opens a door of its own.
    static let trappedDaemon = Detector(
        id: "sshd.setting.trap",
        title: Localized(en: "sshd has a door of its own", ja: "SSH に、通常と違う入口が作られています"),
        claim: Localized(
            en:
                "A setting of sshd reads keys from an odd place, trusts certificates or hosts, lets root in for some addresses, hands on variables that load code, or writes no log.",
            ja: "SSH の設定で、鍵をおかしな場所から読む、証明書や他のホストを信用する、特定の接続元だけ root を入れる、部品を読み込ませる変数を受け取る、記録を残さない、のいずれかになっています。"),
        techniques: ["T1556", "T1098.004"], aspect: .access, needs: [.sshDaemon],
        misses: Localized(
            en: "Settings given on sshd's command line, and a second sshd with a file of its own.", ja: "起動時の引数と、別の設定で動くもう一つの SSH は分かりません。"),
        references: ["sshd_config(5)"]
    ) { situation in
        (situation.facts.sshDaemon?.settings ?? []).compactMap { setting -> Claim? in
            guard let (severity, why) = door(setting) else { return nil }
            return .setting(
                RawText(setting.keyword), at: setting.place, severity, surely: .high, why, source: "sshDaemon",
                written: (setting.match.map { "Match " + $0 + ": " } ?? "") + RawText(setting.keyword) + " " + setting.value)
        }
    }

    private static func door(_ setting: SSHDaemonSettings.Setting) -> (Severity, Localized)? {
        let value = setting.value.asciiLowercased
        switch setting.keyword {
        case "authorizedkeysfile": return keysFile(setting.value)
        case "trustedusercakeys", "hostkey", "authorizedprincipalsfile", "banner":
            guard value != "none", let odd = oddPlace(setting.value) else {
                return setting.keyword == "trustedusercakeys" && value != "none"
                    ? (
                        .low,
                        Localized(
                            en: "whoever holds a certificate signed by \(setting.value) may log in.",
                            ja: "\(setting.value) で署名された証明書を持つ人がログインできます。")
                    )
                    : nil
            }
            return (.high, Localized(en: "\(setting.keyword.hostText) lies in \(odd).", ja: "\(setting.keyword.hostText) が \(odd) にあります。"))
        case "permitrootlogin" where setting.match != nil && value == "yes":
            let everywhere = [
                "all", "address *", "address 0.0.0.0/0", "user root", "host *", "user *", "address *,0.0.0.0/0", "address 0.0.0.0/0,::/0",
            ]
            let match = setting.match ?? ""
            return (
                everywhere.contains { match.asciiLowercased == RawText($0) } ? .medium : .low,
                Localized(en: "root may log in where Match \(match) holds.", ja: "Match \(match) に当たる場合、root でログインできます。")
            )
        case "permitemptypasswords" where setting.match != nil && value == "yes":
            return (
                .high,
                Localized(
                    en: "accounts without a password may log in where Match \(setting.match ?? "") holds.",
                    ja: "Match \(setting.match ?? "") に当たる場合、パスワードのないアカウントでも入れます。")
            )
        case "authenticationmethods" where value == "none":
            return (.critical, Localized(en: "anybody may log in, without a password or a key.", ja: "パスワードも鍵もなしで、誰でもログインできます。"))
        case "permituserenvironment" where value != "no":
            let loads = value == "yes" || value.contains("ld_")
            return (
                loads ? .low : .info,
                Localized(en: "accounts may set variables that load code at their log-in.", ja: "ログイン時に、部品を読み込ませる変数を利用者が設定できます。")
            )
        case "acceptenv", "setenv":
            guard value.contains("ld_preload") || value.contains("ld_audit") || value.contains("ld_*") || value.contains("bash_env") else {
                return nil
            }
            return (
                setting.keyword == "setenv" ? .high : .medium,
                Localized(
                    en: "variables that load code (\(setting.value)) reach every session.",
                    ja: "部品を読み込ませる変数(\(setting.value))が、接続ごとに有効になります。")
            )
        case "xauthlocation" where value != "none" && setting.value.lastComponent != "xauth":
            return (
                oddPlace(setting.value) == nil ? .medium : .high,
                Localized(
                    en: "every session with X11 forwarding runs \(setting.value) in place of xauth.",
                    ja: "画面転送(X11)を使う接続のたびに、xauth の代わりに \(setting.value) が動きます。")
            )
        case "loglevel" where value == "quiet":
            return (.low, Localized(en: "log-ins leave no line in the log.", ja: "ログインが記録に残りません。"))
        case "strictmodes" where value == "no":
            return (.low, Localized(en: "key files that others may write to are taken.", ja: "他人が書き換えられる鍵のファイルでも受け付けます。"))
        case "hostbasedauthentication" where value == "yes":
            return (.low, Localized(en: "other hosts are trusted to say who logs in.", ja: "誰がログインするかを、他のホストの言い分で決めています。"))
        case "ignorerhosts" where value == "no":
            return (.low, Localized(en: "accounts may name hosts to trust.", ja: "信用するホストを利用者が決められます。"))
        default: return nil
        }
    }

    private static func oddPlace(_ path: RawText) -> RawText? {
        guard path.hasPrefix("/") else { return nil }
        // A hidden name outside of homes: nobody looks there.
        let isHidden = path.split(0x2f).contains { $0.hasPrefix(".") && $0.count > 1 } && !path.isInside("/home") && !path.isInside("/root")
        return isHidden || Places.isTemporary(path) || Places.oddFolder(of: path) != nil || path.isInside("/dev") ? path.parentFolder : nil
    }

    private static func keysFile(_ value: RawText) -> (Severity, Localized)? {
        for place in value.split(0x20) where !place.isEmpty && place != "none" {
            if oddPlace(place) != nil {
                return (.high, Localized(en: "keys are read from \(place), where nobody looks for them.", ja: "誰も見ない場所 \(place) から鍵を読みます。"))
            }
            let isOwn = place.contains("%h") || place.contains("%u") || place.contains("%U") || !place.hasPrefix("/")
            if !isOwn {
                return (
                    .low, Localized(en: "the keys in \(place) open every account.", ja: "\(place) の鍵で、すべてのアカウントに入れます。")
                )
            }
            let plain = ["/.ssh/authorized_keys", ".ssh/authorized_keys", ".ssh/authorized_keys2"].contains { (end: RawText) in
                place.hasSuffix(end)
            }
            if !plain, place.hasPrefix("%h") || !place.hasPrefix("/"), !place.contains("authorized") {
                return (.low, Localized(en: "keys are read from \(place).", ja: "鍵を \(place) から読みます。"))
            }
        }
        return nil
    }
}

extension String {
    /// A keyword of ours or of a known list, shown like text of the host.
    fileprivate var hostText: RawText { RawText(self) }
}
