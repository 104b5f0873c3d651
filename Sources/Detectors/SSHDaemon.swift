import Model
import Provenance

extension Detector {
    /// Root may log in with a password.
    static let rootLogin = Detector(
        id: "sshd.root-login",
        title: Localized(en: "root may log in over SSH with a password", ja: "root が、パスワードだけで外からログインできます"),
        claim: Localized(
            en: "sshd lets root in by password: the one account name that everybody knows.",
            ja: "誰もが名前を知っている root に、パスワードを当てるだけで入れる設定です。"),
        techniques: ["T1021.004"], aspect: .weakness, needs: [.sshDaemon],
        misses: Localized(en: "Settings given on sshd's command line.", ja: "起動時の引数で渡された設定は分かりません。"),
        references: ["sshd_config(5)"]
    ) { situation in
        guard let sshd = situation.facts.sshDaemon else { return [] }
        var claims: [Claim] = []
        let root = sshd.global("permitrootlogin")
        let isOpen = root.map { $0.value.asciiLowercased == "yes" } ?? false
        let allowsPassword = sshd.global("passwordauthentication").map { $0.value.asciiLowercased != "no" } ?? true
        if let root, isOpen, allowsPassword {
            claims.append(
                Claim(
                    isKeptOut(sshd, situation) ? .low : .medium, .certain,
                    Subject(.config, path: root.place.path, name: "PermitRootLogin", line: root.place.line),
                    explanation: Localized(
                        en: "\(root.place.path), line \(root.place.line ?? 0): PermitRootLogin \(root.value), and passwords are accepted.",
                        ja: "\(root.place.path) の \(root.place.line ?? 0) 行目: PermitRootLogin \(root.value)。パスワードも受け付けます。"),
                    evidence: [.line(root.place, "PermitRootLogin " + root.value, source: "sshDaemon")], nextSteps: [closeRoot]))
        }
        if let empty = sshd.global("permitemptypasswords"), empty.value.asciiLowercased == "yes" {
            claims.append(
                Claim(
                    .high, .certain, Subject(.config, path: empty.place.path, name: "PermitEmptyPasswords", line: empty.place.line),
                    explanation: Localized(
                        en: "\(empty.place.path): accounts without a password may log in.", ja: "\(empty.place.path): パスワードのないアカウントでも入れます。"),
                    evidence: [.line(empty.place, "PermitEmptyPasswords " + empty.value, source: "sshDaemon")]))
        }
        return claims
    }

    /// Whether lists of who may log in leave root out, so that the setting has no effect.
    private static func isKeptOut(_ sshd: SSHDaemonSettings, _ situation: Situation) -> Bool {
        func names(_ keyword: String) -> [RawText] {
            sshd.settings.filter { $0.keyword == keyword && $0.match == nil }.flatMap { $0.value.split(0x20) }.filter { !$0.isEmpty }
        }
        func mayBe(_ pattern: RawText, _ name: RawText) -> Bool {
            pattern.bytes.contains(0x2a) || pattern.bytes.contains(0x3f) || pattern == name || pattern.hasPrefix(name + "@")
        }
        let users = names("allowusers"), groups = names("allowgroups")
        if !users.isEmpty, !users.contains(where: { mayBe($0, "root") }) { return true }
        guard !groups.isEmpty else { return false }
        let own = ["root"] + situation.facts.access.groups.filter { $0.members.contains("root") || $0.number == 0 }.map(\.name)
        return !groups.contains { pattern in own.contains { mayBe(pattern, $0) } }
    }

    private static let closeRoot = NextStep(
        action: "sshd.root.close",
        text: Localized(
            en:
                "First prove that you can log in as another account with a key, in a second window; then set PermitRootLogin to no and reload sshd.",
            ja: "まず別の窓で、鍵を使って別のアカウントから入れることを確かめてください。そのあと PermitRootLogin を no にして読み込み直します。"))

    /// Anybody who guesses a password may log in.
    static let passwordLogin = Detector(
        id: "sshd.password-login",
        title: Localized(en: "SSH accepts passwords", ja: "SSH がパスワードを受け付けます"),
        claim: Localized(
            en: "sshd accepts passwords, which strangers try all day. Keys cannot be guessed.",
            ja: "外からのログインにパスワードが使えます。見知らぬ人が一日中試しています。鍵なら当てられません。"),
        techniques: ["T1110"], aspect: .weakness, needs: [.sshDaemon],
        misses: Localized(en: "How good the passwords are.", ja: "パスワードの強さまでは分かりません。"),
        references: ["sshd_config(5)"]
    ) { situation in
        guard let sshd = situation.facts.sshDaemon else { return [] }
        let setting = sshd.global("passwordauthentication")
        guard setting.map({ $0.value.asciiLowercased != "no" }) ?? true else { return [] }
        let place = setting?.place ?? Place("/etc/ssh/sshd_config")
        return [
            Claim(
                .low, .certain, Subject(.config, path: place.path, name: "PasswordAuthentication", line: place.line),
                explanation: setting == nil
                    ? Localized(
                        en: "PasswordAuthentication is not set, and its default is yes.",
                        ja: "PasswordAuthentication の指定がなく、初期値の yes になっています。")
                    : Localized(en: "PasswordAuthentication is yes.", ja: "PasswordAuthentication が yes です。"),
                evidence: setting.map { [.line($0.place, "PasswordAuthentication " + $0.value, source: "sshDaemon")] } ?? [])
        ]
    }
}
