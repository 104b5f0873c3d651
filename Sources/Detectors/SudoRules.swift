import Model
import Provenance

extension Detector {
    /// A rule of sudo or doas by which a service or everybody becomes root.
    static let sudoRule = Detector(
        id: "sudo.rule.open",
        title: Localized(en: "Somebody may become root without a password", ja: "パスワードなしで root になれる人がいます"),
        claim: Localized(
            en:
                "A rule of sudo or doas lets everybody or the account of a service run everything, or a program that gives a shell, as root. Where it is a person's account, it is only listed.",
            ja: "sudo や doas の設定で、全員またはサービス用のアカウントが root として何でも(あるいはシェルを開けるプログラムを)動かせます。個人のアカウントの場合は一覧として示します。"),
        techniques: ["T1548.003"], aspect: .persistence, needs: [.privileges, .accounts],
        misses: Localized(
            en: "Rules that a directory service (LDAP, SSSD) hands out, and holes in the programs that a rule allows.",
            ja: "LDAP などから配られる規則と、許可されたプログラム自体の抜け穴は分かりません。"),
        references: ["sudoers(5)", "doas.conf(5)"]
    ) { situation in
        let accounts = situation.accounts
        let isTargetPassword = situation.facts.access.sudoSettings.contains {
            ["targetpw", "rootpw"].contains($0.name) && !$0.isNegated && $0.scope.isEmpty
        }
        var claims: [Claim] = []
        for grant in situation.facts.access.grants where grant.reachesRoot && !grant.command.hasPrefix("!") {
            for user in grant.users.prefix(50) where !["root", "#0"].contains(user) && !user.hasPrefix("!") {
                guard let severity = severity(grant, user, accounts, asksRoot: isTargetPassword) else { continue }
                claims.append(claim(grant, user, severity, situation))
            }
        }
        return claims
    }

    private static func severity(_ grant: SudoGrant, _ user: RawText, _ accounts: [RawText: Account], asksRoot: Bool) -> Severity? {
        let isAll = grant.command == "ALL"
        let givesShell = isAll || givesShell(grant.command)
        if user == "ALL" {
            // SUSE ships "ALL ALL=(ALL) ALL" with "Defaults targetpw", which asks for root's own password.
            if grant.asksPassword { return isAll && !asksRoot ? .low : nil }
            return isAll ? .high : givesShell ? .medium : nil
        }
        if user.hasPrefix("%") {
            let group = RawText(Array(user.bytes.dropFirst()))
            if ServiceAccounts.isNobodys(group) { return givesShell && !grant.asksPassword ? .high : nil }
            return isAll && !grant.asksPassword ? .info : nil
        }
        if ServiceAccounts.isNobodys(user) {
            if isAll { return .high }
            return givesShell ? .high : isOdd(grant.command) ? .high : nil
        }
        if isOdd(grant.command) { return .medium }
        guard !grant.asksPassword else { return nil }
        if ServiceAccounts.isService(user, accounts) { return isAll ? .medium : givesShell ? .low : nil }
        return isAll || givesShell ? .low : nil
    }

    /// A program that hands its caller a shell or any file, without arguments that would tie it down.
    private static func givesShell(_ command: RawText) -> Bool {
        let words = command.split(0x20).filter { !$0.isEmpty }
        guard let program = words.first, program.hasPrefix("/"), ShellGivers.gives(program) || program.lastComponent == "su" else {
            return false
        }
        let arguments = words.dropFirst()
        // A client of containers is given to people on purpose, and their group is as good.
        if program.lastComponent == "docker" || program.lastComponent == "nmap" { return false }
        return arguments.isEmpty || arguments.contains { $0 == "*" } && arguments.count == 1
    }

    /// Out of a folder that everybody may write to, or that is hidden.
    private static func isOdd(_ command: RawText) -> Bool {
        guard let program = command.split(0x20).first, program.hasPrefix("/") else { return false }
        return Places.isTemporary(program) || Places.oddFolder(of: program) != nil
    }

    private static func claim(_ grant: SudoGrant, _ user: RawText, _ severity: Severity, _ situation: Situation) -> Claim {
        let text = user + " (" + (grant.targets.first ?? "root") + ") " + (grant.asksPassword ? "" : "NOPASSWD: ") + grant.command
        var claim = Claim(
            severity, severity >= .high ? .likely : .possible,
            Subject(.config, path: grant.place.path, user: user, name: grant.command, line: grant.place.line),
            aspect: severity >= .medium ? nil : .weakness,
            explanation: Localized(
                en:
                    "\(grant.place.path), line \(grant.place.line ?? 0): \(user) may run \(grant.command) as root \(words: grant.asksPassword ? "after a password" : "without a password").",
                ja:
                    "\(grant.place.path) の \(grant.place.line ?? 0) 行目: \(user) は \(grant.command) を\(words: grant.asksPassword ? "パスワードを入れれば" : "パスワードなしで")root として動かせます。"
            ),
            evidence: [.line(grant.place, text, source: "privileges")], nextSteps: [.preserve(grant.place.path)])
        if let file = situation.facts.access.deciding.first(where: { $0.path == grant.place.path }) {
            claim = claim.with(file: file, situation, source: "privileges")
        }
        return claim
    }

    /// A setting of sudo that takes its guard away.
    static let sudoSetting = Detector(
        id: "sudo.setting.weak",
        title: Localized(en: "A setting takes sudo's guard away", ja: "sudo の守りを外す設定があります"),
        claim: Localized(
            en:
                "A setting of sudo asks for no password, never forgets one, hands on variables that load code, looks for programs in an odd folder, or loads a plugin that no package brought.",
            ja: "sudo の設定で、パスワードを聞かない、一度の入力がずっと有効、部品を読み込ませる変数を引き継ぐ、おかしな場所のプログラムを使う、配布物にない部品を読み込む、のいずれかになっています。"),
        techniques: ["T1548.003", "T1574.006"], aspect: .persistence, needs: [.privileges],
        misses: Localized(en: "Settings that a directory service hands out.", ja: "LDAP などから配られる設定は分かりません。"),
        references: ["sudoers(5)", "sudo.conf(5)"]
    ) { situation in
        situation.facts.access.sudoSettings.compactMap { setting -> Claim? in
            guard let (severity, why) = weakness(setting) else { return nil }
            return .setting(
                RawText(setting.name), at: setting.place, severity, surely: .medium, why, source: "privileges",
                written: "Defaults" + setting.scope + " " + (setting.isNegated ? "!" : "") + RawText(setting.name) + " "
                    + (setting.value ?? ""))
        } + plugins(situation) + includes(situation)
    }

    private static func weakness(_ setting: SudoSetting) -> (Severity, Localized)? {
        let value = setting.value ?? ""
        let isGlobal = setting.scope.isEmpty
        switch setting.name {
        case "authenticate" where setting.isNegated:
            return (
                isGlobal ? .medium : .low,
                Localized(en: "sudo asks for no password (!authenticate).", ja: "sudo がパスワードを聞きません(!authenticate)。")
            )
        case "timestamp_timeout" where value.hasPrefix("-"):
            return (
                .low, Localized(en: "a password once typed holds until the next boot (\(value)).", ja: "一度入れたパスワードが再起動まで有効です(\(value))。")
            )
        case "env_keep", "env_check":
            guard !setting.isNegated else { return nil }
            let names = value.split(0x20)
            if let bad = names.first(where: { $0.hasPrefix("LD_PRELOAD") || $0.hasPrefix("LD_AUDIT") || $0 == "LD_*" }) {
                return (
                    .high,
                    Localized(
                        en: "\(bad) is handed on, so that whoever may use sudo at all loads a library of his own as root.",
                        ja: "\(bad) が引き継がれるため、sudo を少しでも使える人は、自分の部品を root として読み込ませられます。")
                )
            }
            let loaders: [RawText] = [
                "LD_LIBRARY_PATH", "PYTHONPATH", "PERL5LIB", "PERL5OPT", "RUBYLIB", "BASH_ENV", "ENV", "PYTHONSTARTUP", "NODE_OPTIONS",
            ]
            guard let weak = names.first(where: { loaders.contains($0) }) else { return nil }
            return (
                .low,
                Localized(
                    en: "\(weak) is handed on, which lets programs load code of the caller.", ja: "\(weak) が引き継がれ、呼び出した人のコードを読み込ませられます。")
            )
        case "env_reset" where setting.isNegated:
            return (
                .low, Localized(en: "the caller's whole environment is handed on (!env_reset).", ja: "呼び出した人の環境変数がすべて引き継がれます(!env_reset)。")
            )
        case "visiblepw" where !setting.isNegated:
            return (
                .low, Localized(en: "passwords may be typed where they can be seen (visiblepw).", ja: "入力中のパスワードが見える状態を許しています(visiblepw)。")
            )
        case "secure_path", "editor", "mailerpath", "noexec_file":
            let folders = value.split(0x3a).filter { $0.hasPrefix("/") }
            guard let odd = folders.first(where: { Places.isTemporary($0 + "/x") || Places.oddFolder(of: $0 + "/x") != nil }) else {
                return setting.name == "mailerpath" ? mailer(value) : nil
            }
            return (.high, Localized(en: "sudo looks for programs in \(odd).", ja: "sudo が \(odd) のプログラムを使います。"))
        case "syslog" where setting.isNegated && isGlobal:
            return (.low, Localized(en: "sudo writes nothing to the system's log (!syslog).", ja: "sudo の使用が記録に残りません(!syslog)。"))
        default: return nil
        }
    }

    /// The program to which sudo hands its warnings, as root: a sendmail of some kind.
    private static func mailer(_ path: RawText) -> (Severity, Localized)? {
        let name = path.lastComponent
        let usual: [RawText] = ["sendmail", "msmtp", "ssmtp", "nullmailer-inject", "exim", "exim4", "dma", "esmtp", "mail", "mailx"]
        guard !usual.contains(name), !name.hasPrefix("sendmail") else { return nil }
        return (
            Places.isSystem(path) ? .medium : .low,
            Localized(en: "sudo runs \(path) as root to send its warnings.", ja: "sudo が警告を送るたびに、\(path) を root として動かします。")
        )
    }

    /// Rules taken in from where nobody looks.
    private static func includes(_ situation: Situation) -> [Claim] {
        situation.facts.access.sudoIncludes.compactMap { include -> Claim? in
            let path = include.value ?? ""
            let isHidden = path.split(0x2f).contains { $0.hasPrefix(".") && $0.count > 1 }
            guard
                isHidden || Places.isTemporary(path + "/x") || path.isInside("/home") || path.isInside("/var/www") || path.isInside("/dev")
            else {
                return nil
            }
            return Claim(
                .high, .likely, Subject(.config, path: include.place.path, name: path, line: include.place.line),
                explanation: Localized(
                    en:
                        "\(include.place.path), line \(include.place.line ?? 0), takes rules of sudo in from \(path), where nobody looks for them.",
                    ja: "\(include.place.path) の \(include.place.line ?? 0) 行目が、誰も見ない場所 \(path) から sudo の規則を読み込んでいます。"),
                evidence: [.line(include.place, "include " + path, source: "privileges")], nextSteps: [.preserve(include.place.path)],
                related: [path])
        }
    }

    private static func plugins(_ situation: Situation) -> [Claim] {
        situation.facts.access.sudoPlugins.compactMap { plugin -> Claim? in
            guard let file = plugin.file, Origin.of(file) == .unexplained || Origin.of(file) == .altered(file.record.package ?? "") else {
                return nil
            }
            let isOdd = !file.path.isInside("/usr/local") && !file.path.isInside("/opt")
            return Claim(
                isOdd && !situation.facts.packageSources.isEmpty ? .high : .low, .likely,
                Subject(.file, path: file.path, name: plugin.written),
                explanation: Localized(
                    en: "/etc/sudo.conf makes sudo load \(file.path), which no package brought: it runs as root and sees passwords.",
                    ja: "/etc/sudo.conf により、sudo がどの配布物にも属さない \(file.path) を読み込みます。root として動き、パスワードも見えます。"),
                nextSteps: [.preserve(file.path)], related: ["/etc/sudo.conf"]
            ).with(file: file, situation, source: "privileges")
        }
    }
}
