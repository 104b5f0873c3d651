import Model
import Provenance

extension Detector {
    /// An account other than root that is root.
    static let secondRoot = Detector(
        id: "account.uid-zero",
        title: Localized(en: "A second root", ja: "root と同じ権限を持つ別のアカウントがあります"),
        claim: Localized(en: "An account other than root has user number 0.", ja: "root 以外のアカウントに、root と同じ番号(0)が付いています。"),
        techniques: ["T1136.001", "T1098"], aspect: .access, needs: [.accounts],
        misses: Localized(en: "Rights given by sudo or by groups.", ja: "sudo やグループで与えられた権限は別です。")
    ) { situation in
        situation.facts.accounts.filter { $0.user == 0 && $0.name != "root" }.map { account in
            // BSD's "toor" and old Unix accounts without a way in are a habit, not a break-in.
            let isClosed = account.password == .locked && !account.hasLoginShell
            return Claim(
                isClosed ? .low : .critical, isClosed ? .possible : .certain,
                Subject(.account, path: account.place.path, user: account.name, line: account.place.line),
                explanation: Localized(
                    en: "The account \(account.name) has user number 0: whoever logs in as \(account.name) is root.",
                    ja: "アカウント \(account.name) の番号が 0 です。\(account.name) でログインした人は root になります。"),
                evidence: [entry(account)], nextSteps: [.preserve(account.place.path), lock(account)], times: [])
        }
    }

    /// An account that lets anybody in without a password, or whose password stands where everybody can read it.
    static let openAccount = Detector(
        id: "account.password.none",
        title: Localized(en: "An account without a password", ja: "パスワードなしで入れるアカウントがあります"),
        claim: Localized(en: "An account that may log in asks for no password.", ja: "ログインできるアカウントに、パスワードが設定されていません。"),
        techniques: ["T1078.003"], aspect: .access, needs: [.accounts],
        misses: Localized(en: "Guessable passwords.", ja: "推測されやすいパスワードかどうかは分かりません。")
    ) { situation in
        situation.facts.accounts.compactMap { account in
            guard account.password == .empty else { return nil }
            let isOpen = account.hasLoginShell
            return Claim(
                account.user == 0 ? .critical : isOpen ? .high : .low, .certain,
                Subject(.account, path: account.place.path, user: account.name, line: account.place.line),
                explanation: Localized(
                    en: "The account \(account.name) is not asked for a password (/etc/shadow).",
                    ja: "アカウント \(account.name) はパスワードを聞かれません(/etc/shadow)。"),
                evidence: [entry(account)], nextSteps: [lock(account)])
        }
    }

    /// An account of the system that suddenly may log in.
    static let systemLogin = Detector(
        id: "account.system.login",
        title: Localized(en: "A system account may log in", ja: "システム用アカウントでログインできます"),
        claim: Localized(
            en: "An account that belongs to a service has a password and a shell; distributions give it neither.",
            ja: "サービス専用のアカウントに、本来ないはずのパスワードとログイン方法が付いています。"),
        techniques: ["T1098"], aspect: .access, needs: [.accounts],
        misses: Localized(en: "Accounts whose number is that of a person.", ja: "一般利用者の番号を使うアカウントは分かりません。")
    ) { situation in
        situation.facts.accounts.compactMap { account in
            guard case .hashed(let method) = account.password, account.user != 0, account.user < 500,
                !["root", "git", "postgres", "oracle", "mysql", "ftp", "cyrus", "vmail"].contains(account.name)
            else { return nil }
            if !account.hasLoginShell { return closedPassword(account, method) }
            return Claim(
                .high, .likely, Subject(.account, path: account.place.path, user: account.name, line: account.place.line),
                explanation: Localized(
                    en:
                        "The service account \(account.name) (\(account.user)) has a password (\(Prose([.words(method)])) in /etc/shadow) and the shell \(account.shell).",
                    ja: "サービス用のアカウント \(account.name)(番号 \(account.user))に、パスワード(\(Prose([.words(method)])))とシェル \(account.shell) が設定されています。"
                ),
                evidence: [entry(account)], nextSteps: [lock(account)])
        }
    }

    /// A password that distributions give no account of the system, while its shell still lets nobody in: one of two steps is done.
    private static func closedPassword(_ account: Account, _ method: String) -> Claim? {
        guard ServiceAccounts.isBaseSystem(account.name) else { return nil }
        return Claim(
            .medium, .likely, Subject(.account, path: "/etc/shadow", user: account.name),
            explanation: Localized(
                en:
                    "/etc/shadow gives the account \(account.name) of the base system a password (\(Prose([.words(method)]))). Its shell lets nobody in, but mail, file transfer and su ask for the password alone.",
                ja:
                    "/etc/shadow で、システム用のアカウント \(account.name) にパスワード(\(Prose([.words(method)])))が設定されています。シェルは使えませんが、メールやファイル転送などはパスワードだけで入れます。"
            ),
            evidence: [entry(account)], nextSteps: [lock(account)])
    }

    /// A shell that differs from a true one by something that cannot be seen.
    static let oddShell = Detector(
        id: "account.shell.odd",
        title: Localized(en: "An account's shell is not what it seems", ja: "アカウントのログイン方法が偽装されています"),
        claim: Localized(
            en: "The shell of an account has a blank at its end, or lies where no shell lies.",
            ja: "アカウントのシェル(ログイン後に動くもの)の名前に余分な空白があるか、あり得ない場所にあります。"),
        techniques: ["T1564", "T1098"], aspect: .access, needs: [.accounts],
        misses: Localized(en: "A true shell whose program was replaced: that shows as an altered file.", ja: "本物のシェル自体の差し替えは「書き換え」として示します。")
    ) { situation in
        situation.facts.accounts.compactMap { account in
            let isBlank = account.shell.bytes.last == 0x20 || account.shell.bytes.last == 0x09
            let isHidden = account.shell.lastComponent.hasPrefix(".") || NameDeception.of(account.shell.lastComponent)?.isDeliberate == true
            let isOdd = isHidden || Places.isTemporary(account.shell) || Places.oddFolder(of: account.shell) != nil
            guard isBlank || isOdd else { return nil }
            return Claim(
                .high, .certain, Subject(.account, path: account.place.path, user: account.name, line: account.place.line),
                explanation: Localized(
                    en: "The account \(account.name) starts “\(account.shell)”.", ja: "アカウント \(account.name) は「\(account.shell)」を動かします。"),
                evidence: [entry(account)], nextSteps: [lock(account)], related: [account.shell])
        }
    }

    private static func entry(_ account: Account) -> EvidenceItem {
        .line(
            account.place,
            RawText(
                Array("\(account.user):".utf8) + account.name.bytes + Array(" home ".utf8) + account.home.bytes + Array(" shell ".utf8)
                    + account.shell.bytes), source: "accounts")
    }

    private static func lock(_ account: Account) -> NextStep {
        NextStep(
            action: "account.lock",
            text: Localized(
                en: "Lock the account \(account.name) after making sure that nobody of yours needs it.",
                ja: "身内が使っていないことを確かめてから、アカウント \(account.name) を使えなくしてください。"))
    }

    /// A key that lets somebody in, where nobody would have placed it.
    static let strangeKey = Detector(
        id: "ssh.key.strange",
        title: Localized(en: "A key that nobody may have placed", ja: "誰も入れた覚えのないログイン用の鍵があります"),
        claim: Localized(
            en:
                "A key lets somebody log in as a service account, runs a command of its own, or lies in a file that differs from the account's.",
            ja: "サービス用アカウントでログインできる鍵、または命令付きの鍵が登録されています。"),
        techniques: ["T1098.004"], aspect: .access, needs: [.keys],
        misses: Localized(
            en: "A key added to a person's own file: compare the list with the keys you know.", ja: "本人の鍵に混ぜて足された鍵は、心当たりと突き合わせてください。")
    ) { situation in
        let accounts = Dictionary(situation.facts.accounts.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        return situation.facts.keys.compactMap { key in
            let account = accounts[key.account]
            let isService = account.map { $0.user != 0 && ($0.user < 1000 && !$0.hasLoginShell || nobodys.contains($0.name)) } ?? false
            let command = key.options.first { $0.asciiLowercased.hasPrefix("command=") }
            let environment = key.options.first { $0.asciiLowercased.hasPrefix("environment=") && $0.contains("LD_") }
            let isImmutable = key.file.map { !$0.status.attributes.isDisjoint(with: [.immutable, .appendOnly]) } ?? false
            let isWritable = key.file.map { $0.status.isWorldWritable } ?? false
            // sshd reads keys out of the account's home or, where an administrator gathers them, out of /etc.
            let isElsewhere =
                account.map { account in
                    guard !key.place.path.isInside(account.home) else { return false }
                    return !key.place.path.isInside("/etc") || key.place.path.split(0x2f).contains { $0.hasPrefix(".") && $0.count > 1 }
                } ?? false
            guard isService || isImmutable || isWritable || isElsewhere || environment != nil || command.map(isHarmful) == true else {
                return nil
            }
            var claim = Claim(
                .high, isService || isImmutable ? .certain : .likely,
                Subject(.account, path: key.place.path, user: key.account, name: key.comment, line: key.place.line),
                explanation: Localized(
                    en:
                        "The key \(key.comment.isEmpty ? key.algorithm : key.comment) in \(key.place.path) lets its holder in as \(key.account).",
                    ja: "\(key.place.path) にある鍵(\(key.comment.isEmpty ? key.algorithm : key.comment))を持つ人は、\(key.account) としてログインできます。"),
                nextSteps: [.preserve(key.place.path)])
            claim.evidence.append(.line(key.place, key.algorithm + " … " + key.comment, source: "keys"))
            if let file = key.file { claim = claim.with(file: file, situation, source: "keys") }
            return claim
        }
    }

    /// Accounts of the base system that nobody ever logs in as, whatever shell they were given.
    private static let nobodys: Set<RawText> = [
        "daemon", "bin", "sys", "adm", "games", "man", "lp", "mail", "news", "uucp", "proxy", "list", "irc", "gnats", "nobody", "sshd",
        "dbus",
        "messagebus", "systemd-network", "systemd-resolve", "systemd-timesync", "polkitd", "avahi", "ntp", "chrony", "postfix", "named",
        "bind",
    ]

    private static func isHarmful(_ option: RawText) -> Bool {
        if ["/tmp/", "/dev/shm/", "/dev/tcp/", "base64"].contains(where: { (part: RawText) in option.contains(part) }) { return true }
        let words = option.bytes.split { !($0 >= 0x61 && $0 <= 0x7a || $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2d || $0 == 0x2e || $0 == 0x5f) }
        return words.contains { word in ["curl", "wget", "nc", "ncat", "netcat"].contains(RawText(Array(word))) }
    }

    /// Every key that lets somebody in, so that the owner can say which he does not know.
    static let keyInventory = Detector(
        id: "ssh.key.inventory",
        title: Localized(en: "Keys that let somebody in", ja: "ログインできる鍵の一覧"),
        claim: Localized(en: "These keys may log in. You should know the holder of each.", ja: "これらの鍵でログインできます。持ち主が全員分かるか確かめてください。"),
        techniques: ["T1098.004"], aspect: .weakness, needs: [.keys],
        misses: Localized(en: "Keys that an AuthorizedKeysCommand gives out.", ja: "別のプログラムが配る鍵は分かりません。")
    ) { situation in
        let byFile = Dictionary(grouping: situation.facts.keys, by: \.place.path)
        return byFile.keys.sorted().compactMap { path in
            guard let keys = byFile[path], let first = keys.first else { return nil }
            return Claim(
                .info, .possible, Subject(.account, path: path, user: first.account),
                explanation: Localized(
                    en:
                        "\(path) lets the holders of \(keys.count) keys in as \(first.account): \(list: keys.map { $0.comment.isEmpty ? $0.algorithm : $0.comment }).",
                    ja:
                        "\(path) により、\(keys.count) 個の鍵の持ち主が \(first.account) としてログインできます: \(list: keys.map { $0.comment.isEmpty ? $0.algorithm : $0.comment })。"
                ),
                evidence: keys.prefix(10).map { .line($0.place, $0.algorithm + " … " + $0.comment, source: "keys") })
        }
    }
}
