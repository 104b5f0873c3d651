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
            return Claim(
                severity, severity >= .high ? .likely : .possible,
                Subject(.config, path: setting.place.path, name: RawText(setting.keyword), line: setting.place.line),
                aspect: severity >= .medium ? nil : .weakness,
                explanation: Localized(
                    en: "\(setting.place.path), line \(setting.place.line ?? 0): ",
                    ja: "\(setting.place.path) の \(setting.place.line ?? 0) 行目: ") + why,
                evidence: [
                    .line(
                        setting.place, (setting.match.map { "Match " + $0 + ": " } ?? "") + RawText(setting.keyword) + " " + setting.value,
                        source: "sshDaemon")
                ], nextSteps: [.preserve(setting.place.path)])
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

    /// A command of the SSH client that is hidden, or a stranger among the system's programs.
    static let clientCommand = Detector(
        id: "ssh.client.command",
        title: Localized(en: "Every connection by SSH starts a strange program", ja: "SSH で接続するたびに、出所の分からないプログラムが動きます"),
        claim: Localized(
            en:
                "A setting of the SSH client or sshrc runs a program that no package brought and that is hidden or lies among the system's own.",
            ja: "SSH の接続側の設定や sshrc が、隠されているか、システムの場所に紛れた、配布物にないプログラムを動かしています。"),
        techniques: ["T1546.004", "T1556"], aspect: .persistence, needs: [.autoruns],
        misses: Localized(en: "A program in an ordinary place: it is listed as unexplained.", ja: "普通の場所のプログラムは「出所不明」としてだけ示します。"),
        references: ["ssh_config(5)"]
    ) { situation in
        situation.autoruns.compactMap { judgement -> Claim? in
            let entry = judgement.entry
            let place = entry.place.path
            guard place == "/etc/ssh/sshrc" || place.hasSuffix("/.ssh/config") || place.hasPrefix("/etc/ssh/ssh_config") else { return nil }
            let strangers = judgement.unexplainedTargets.filter { target in
                guard let path = target.path, let file = target.file, file.status.kind == .regular, path != entry.place.path else {
                    return false
                }
                let isAmongSystem = Places.isSystem(path) && file.shape.isProgram && !situation.facts.packageSources.isEmpty
                return path.lastComponent.hasPrefix(".") || Places.isTemporary(path) || Places.oddFolder(of: path) != nil || isAmongSystem
            }
            guard !strangers.isEmpty else { return nil }
            var claim = Claim(
                .medium, .likely, Subject(.config, path: entry.place.path, user: entry.user, name: entry.name, line: entry.place.line),
                explanation: Localized(
                    en: "\(entry.place.path) runs \(list: strangers.compactMap(\.path)), and no package brought it.",
                    ja: "\(entry.place.path) が \(list: strangers.compactMap(\.path)) を動かします。どの配布物にも属しません。"),
                evidence: [.line(entry.place, RawText(Array(entry.command.bytes.prefix(200))), source: "autoruns")],
                nextSteps: [.preserve(entry.place.path)], related: strangers.compactMap(\.path))
            for file in strangers.compactMap(\.file).prefix(3) { claim = claim.with(file: file, situation, source: "autoruns") }
            return claim
        }
    }

    /// Hosts that may log in without a password, as rlogin and sshd's host-based log-in have it.
    static let trustedHost = Detector(
        id: "ssh.host.trusted",
        title: Localized(en: "Other hosts are let in without a password", ja: "他のホストをパスワードなしで入れる設定があります"),
        claim: Localized(
            en: "hosts.equiv, .rhosts or .shosts name hosts or users who need no password; a plus sign stands for everybody.",
            ja: "hosts.equiv や .rhosts、.shosts に、パスワードの要らないホストや利用者が書かれています。「+」は全員を意味します。"),
        techniques: ["T1098", "T1021"], aspect: .access, needs: [.privileges],
        misses: Localized(en: "Whether a daemon that reads these files runs.", ja: "これらを読むサービスが動いているかどうかは別です。"),
        references: ["hosts.equiv(5)"]
    ) { situation in
        situation.facts.access.trustedHosts.prefix(100).map { trusted in
            let isEverybody = trusted.host == "+" || trusted.user == "+"
            return Claim(
                isEverybody ? .high : .low, isEverybody ? .likely : .possible,
                Subject(.config, path: trusted.place.path, user: trusted.account, name: trusted.host, line: trusted.place.line),
                explanation: Localized(
                    en: "\(trusted.place.path) lets \(trusted.host) \(trusted.user) in without a password.",
                    ja: "\(trusted.place.path) により、\(trusted.host) \(trusted.user) がパスワードなしで入れます。"),
                evidence: [.line(trusted.place, trusted.host + " " + trusted.user, source: "privileges")],
                nextSteps: [.preserve(trusted.place.path)])
        }
    }

    /// A key that opens many accounts, stands in a second file, or lies as a private key with a service.
    static let oddKey = Detector(
        id: "ssh.key.unusual",
        title: Localized(en: "A key for log-in is unusual", ja: "普通と違うところのあるログイン用の鍵があります"),
        claim: Localized(
            en:
                "One key opens many accounts, keys stand in the second file that hardly anybody uses, a key sets variables or vouches for others, or a private key lies in the home of a service.",
            ja: "一つの鍵で多くのアカウントに入れる、ほとんど使われない二つ目の鍵ファイルがある、鍵に変数や他の鍵の保証が付いている、サービスのホームに秘密鍵がある、のいずれかです。"),
        techniques: ["T1098.004", "T1552.004"], aspect: .weakness, needs: [.keys, .privileges],
        misses: Localized(en: "Whose key it is: compare with the keys that you know.", ja: "誰の鍵かは、心当たりと突き合わせてください。"),
        severities: .info ... .low
    ) { situation in
        let byKey = Dictionary(grouping: situation.facts.keys, by: \.key)
        var claims: [Claim] = []
        for keys in byKey.values {
            let accounts = Set(keys.map(\.account))
            guard accounts.count >= 4, let first = keys.min(by: { $0.place.path < $1.place.path }) else { continue }
            claims.append(
                Claim(
                    .low, .possible,
                    Subject(.account, path: first.place.path, user: first.account, name: first.comment, line: first.place.line),
                    explanation: Localized(
                        en: "One key (\(first.comment)) opens \(accounts.count) accounts: \(list: accounts.sorted()).",
                        ja: "一つの鍵(\(first.comment))で \(accounts.count) 個のアカウントに入れます: \(list: accounts.sorted())。"),
                    evidence: keys.prefix(10).map { .line($0.place, $0.algorithm + " … " + $0.comment, source: "keys") },
                    related: keys.map(\.place.path)))
        }
        for key in situation.facts.keys {
            let isSecond = key.place.path.hasSuffix("/authorized_keys2")
            let option = key.options.first { $0.asciiLowercased.hasPrefix("environment=") || $0.asciiLowercased == "cert-authority" }
            guard isSecond || option != nil else { continue }
            claims.append(
                Claim(
                    .low, .possible, Subject(.account, path: key.place.path, user: key.account, name: key.comment, line: key.place.line),
                    explanation: Localized(
                        en:
                            "The key \(key.comment) in \(key.place.path) lets its holder in as \(key.account)\(option.map { Prose(" with the option \($0)") } ?? "").",
                        ja: "\(key.place.path) の鍵 \(key.comment) で \(key.account) としてログインできます\(option.map { Prose("(指定: \($0))") } ?? "")。"),
                    evidence: [.line(key.place, key.algorithm + " … " + key.comment, source: "keys")]))
        }
        return claims.sorted { ($0.subject.path ?? "", $0.subject.line ?? 0) < ($1.subject.path ?? "", $1.subject.line ?? 0) }
            + privateKeys(situation)
    }

    private static func privateKeys(_ situation: Situation) -> [Claim] {
        let homes = situation.facts.accounts.filter { ServiceAccounts.isNobodys($0.name) && $0.home.count > 1 }
        let usual: [RawText] = ["id_rsa", "id_ed25519", "id_ecdsa", "id_dsa", "identity"]
        let lists = Set(situation.facts.keys.map(\.place.path))
        return situation.facts.access.privateKeys.compactMap { file -> Claim? in
            // A key made on the host that it opens lies beside the list that admits it.
            let list = file.path.parentFolder + "/authorized_keys"
            if !usual.contains(file.path.lastComponent), lists.contains(list) {
                return Claim(
                    .low, .possible, Subject(.file, path: file.path),
                    explanation: Localized(
                        en: "A private key of an unusual name lies beside \(list), the list of keys that it may open.",
                        ja: "見慣れない名前の秘密鍵が、ログインできる鍵の一覧 \(list) と同じ場所にあります。"),
                    related: [list]
                ).with(file: file, situation, source: "keys")
            }
            guard let owner = homes.first(where: { file.path.isInside($0.home) }) else { return nil }
            return Claim(
                .low, .possible, Subject(.file, path: file.path, user: owner.name),
                explanation: Localized(
                    en: "A private key lies in the home of the service \(owner.name): from here somebody logs in elsewhere.",
                    ja: "サービス \(owner.name) のホームに秘密鍵があります。ここから他のサーバーに入るために使われます。")
            ).with(file: file, situation, source: "keys")
        }
    }
}

extension String {
    /// A keyword of ours or of a known list, shown like text of the host.
    fileprivate var hostText: RawText { RawText(self) }
}
