import Model
import Provenance

extension Detector {
    /// The account of a service in a group that is as good as root.
    static let privilegedMember = Detector(
        id: "account.group.privileged",
        title: Localized(en: "A service's account is in a group of administrators", ja: "サービス用のアカウントが、管理者のグループに入っています"),
        claim: Localized(
            en:
                "The account of a web server or of the base system belongs to a group whose members may become root: a hole in a web page then opens the whole server.",
            ja: "ウェブサーバーなどのアカウントが、root になれるグループに入っています。ホームページの穴一つで、サーバー全体を乗っ取れます。"),
        techniques: ["T1098.007"], aspect: .persistence, needs: [.privileges, .accounts],
        misses: Localized(en: "Rights that are given by name, without a group.", ja: "グループを使わず名前で与えられた権限は別の項目です。")
    ) { situation in
        let accounts = situation.accounts
        let names = Dictionary(situation.facts.access.groups.map { ($0.number, $0.name) }, uniquingKeysWith: { first, _ in first })
        var claims: [Claim] = []
        for group in situation.facts.access.groups {
            guard let worst = groups[group.name] ?? (group.number == 0 ? .high : nil) else { continue }
            for member in group.members where ServiceAccounts.isNobodys(member) && member != "daemon" && member != "bin" && member != "adm"
            {
                claims.append(claim(member, group.name, group.place, worst))
            }
        }
        // A first group of number 0 is root's own; old systems gave it to the accounts that only switch the machine off.
        for account in accounts.values.sorted(by: { $0.name < $1.name }) {
            guard account.group == 0, account.user != 0, ServiceAccounts.isNobodys(account.name), account.name != "sync" else { continue }
            claims.append(claim(account.name, names[0] ?? "root", account.place, .medium))
        }
        return claims
    }

    private static let groups: [RawText: Severity] = [
        "root": .high, "sudo": .high, "wheel": .high, "admin": .high, "disk": .medium, "kmem": .high, "docker": .low, "lxd": .low,
        "incus-admin": .low,
        "libvirt": .low, "shadow": .low,
    ]

    private static func claim(_ account: RawText, _ group: RawText, _ place: Place, _ severity: Severity) -> Claim {
        Claim(
            severity, severity >= .high ? .likely : .possible,
            Subject(.account, path: place.path, user: account, name: group, line: place.line),
            explanation: Localized(
                en: "\(account) belongs to the group \(group), whose members can make themselves root.",
                ja: "\(account) がグループ \(group) に入っています。このグループの利用者は root になることができます。"),
            evidence: [.line(place, group + ": " + account, source: "privileges")], nextSteps: [.preserve(place.path)])
    }

    /// A password that stands in passwd, where everybody can read it.
    static let exposedPassword = Detector(
        id: "account.password.exposed",
        title: Localized(en: "A password stands where everybody can read it", ja: "パスワードが誰でも読める場所に書かれています"),
        claim: Localized(
            en:
                "passwd itself holds the hash of a password. For thirty years hashes have stood in shadow; tools of intruders that add a line to passwd put them here.",
            ja: "パスワードの元になる値が passwd に直接書かれています。今の仕組みでは shadow に置かれるもので、侵入者が行を書き足すときによく使う方法です。"),
        techniques: ["T1136.001", "T1098"], aspect: .access, needs: [.accounts],
        misses: Localized(en: "Passwords in the files of other programs.", ja: "ほかのプログラムの設定にあるパスワードは対象外です。"),
        references: ["passwd(5)"]
    ) { situation in
        // On small devices without a shadow file everybody's stands there.
        let inShadow = situation.facts.accounts.count { !$0.passwordInPasswd && $0.password != .unknown }
        return situation.facts.accounts.compactMap { account -> Claim? in
            guard account.passwordInPasswd, case .hashed(let method) = account.password else { return nil }
            let severity: Severity = inShadow == 0 ? .low : account.user == 0 ? .critical : account.hasLoginShell ? .high : .medium
            return Claim(
                severity, .likely, Subject(.account, path: account.place.path, user: account.name, line: account.place.line),
                explanation: Localized(
                    en: "The line of \(account.name) in \(account.place.path) holds a password (\(Prose([.words(method)]))).",
                    ja: "\(account.place.path) の \(account.name) の行に、パスワードの値(\(Prose([.words(method)])))が直接書かれています。"),
                evidence: [.line(account.place, account.name + " " + RawText(method), source: "accounts")],
                nextSteps: [.preserve(account.place.path)])
        }
    }

    /// Accounts of which something is unusual and may be honest.
    static let oddAccount = Detector(
        id: "account.unusual",
        title: Localized(en: "An account is unusual", ja: "普通と違うところのあるアカウントがあります"),
        claim: Localized(
            en:
                "Two accounts share a number or a name, an account's password is kept by an outdated method, or an account was added or opened by the last change of the account files.",
            ja: "二つのアカウントが同じ番号や名前を持つ、パスワードの保存方法が古い、あるいは直前の変更で追加・開放されたアカウントです。心当たりがあるか確かめてください。"),
        techniques: ["T1136.001", "T1098"], aspect: .weakness, needs: [.accounts, .privileges],
        misses: Localized(
            en: "Changes before the last one: only one earlier version of the account files is kept on the host.",
            ja: "一つ前より古い変更は、サーバー上に残っていないため分かりません。"),
        severities: .info ... .medium
    ) { situation in duplicates(situation) + outdated(situation) + changed(situation) + subordinate(situation) }

    /// Accounts of services that may make user names spaces of their own (subuid(5)).
    private static func subordinate(_ situation: Situation) -> [Claim] {
        situation.facts.access.subordinates.filter { ServiceAccounts.isBaseSystem($0.account) }.map { change in
            Claim(
                .low, .possible, Subject(.account, path: change.place.path, user: change.account, line: change.place.line),
                explanation: Localized(
                    en: "\(change.place.path) gives the system's account \(change.account) numbers of its own to hand out.",
                    ja: "\(change.place.path) で、システム用のアカウント \(change.account) に、配り分けられる番号が与えられています。"),
                evidence: [.line(change.place, change.account + ":" + change.detail, source: "privileges")])
        }
    }

    /// A user record of systemd that makes somebody root, beside passwd.
    static let rootRecord = Detector(
        id: "account.record.root",
        title: Localized(en: "A user record beside passwd makes somebody root", ja: "passwd 以外の場所に、root と同じ権限の利用者登録があります"),
        claim: Localized(
            en: "A record for systemd-userdbd or systemd-homed gives an account user number 0; passwd does not show it.",
            ja: "systemd の利用者登録(userdb)に、番号 0 のアカウントがあります。passwd を見ても分かりません。"),
        techniques: ["T1136.001", "T1564.002"], aspect: .access, needs: [.privileges],
        misses: Localized(en: "Records that a directory service gives.", ja: "LDAP などの利用者登録は分かりません。"), references: ["nss-systemd(8)"]
    ) { situation in
        situation.facts.access.userRecords.filter { $0.user == 0 && $0.name != "root" }.map { account in
            Claim(
                .critical, .certain, Subject(.account, path: account.place.path, user: account.name),
                explanation: Localized(
                    en: "\(account.place.path) makes \(account.name) root.", ja: "\(account.place.path) により、\(account.name) は root になります。"),
                evidence: [.line(account.place, account.name + " uid 0", source: "privileges")], nextSteps: [.preserve(account.place.path)])
        }
    }

    private static func duplicates(_ situation: Situation) -> [Claim] {
        var byNumber: [UInt32: Account] = [:]
        var names: Set<RawText> = []
        return situation.facts.accounts.compactMap { account -> Claim? in
            let isSecondName = !names.insert(account.name).inserted
            let other = byNumber[account.user]
            if other == nil { byNumber[account.user] = account }
            // What an account with root's number means is told by its own check.
            guard isSecondName || other.map({ $0.name != account.name }) == true && account.user != 0 else { return nil }
            // Nobody gives a person the number of an account of the system.
            let isSystems = other.map { ServiceAccounts.isBaseSystem($0.name) && $0.user < 100 } ?? false
            let isRisky = isSystems && account.hasLoginShell && !isSecondName
            return Claim(
                isRisky ? .medium : .low, .possible,
                Subject(.account, path: account.place.path, user: account.name, line: account.place.line),
                aspect: isRisky ? .access : nil,
                explanation: isSecondName
                    ? Localized(
                        en: "The name \(account.name) stands in \(account.place.path) twice; only the first line counts.",
                        ja: "\(account.place.path) に \(account.name) が二度書かれています。有効なのは先の行だけです。")
                    : Localized(
                        en:
                            "\(account.name) has the number \(account.user) of \(other?.name ?? ""): what belongs to one belongs to the other.",
                        ja: "\(account.name) の番号 \(account.user) は \(other?.name ?? "") と同じです。持ち物はすべて共有になります。"),
                evidence: [.line(account.place, account.name, source: "accounts")])
        }
    }

    /// A password by a method of the nineties, where the host keeps others by a present one.
    private static func outdated(_ situation: Situation) -> [Claim] {
        let old: Set<String> = ["md5crypt", "descrypt", "bigcrypt", "bsdicrypt", "nt"]
        return situation.facts.accounts.compactMap { account -> Claim? in
            guard case .hashed(let method) = account.password, old.contains(method), account.hasLoginShell, !account.passwordInPasswd else {
                return nil
            }
            return Claim(
                .low, .possible, Subject(.account, path: "/etc/shadow", user: account.name),
                explanation: Localized(
                    en:
                        "The password of \(account.name) is kept by \(Prose([.words(method)])), an outdated method that present systems do not choose by themselves.",
                    ja: "\(account.name) のパスワードは古い方式(\(Prose([.words(method)])))で保存されています。今のシステムが自分から選ぶことはありません。"),
                evidence: [.line(account.place, account.name + " " + RawText(method), source: "accounts")])
        }
    }

    private static func changed(_ situation: Situation) -> [Claim] {
        situation.facts.access.changes.prefix(50).map { change in
            let accounts = situation.accounts
            let isRisky =
                change.kind == .opened || change.kind == .joined && groups[change.detail] != nil
                || change.kind == .added && accounts[change.account]?.hasLoginShell == true
            let words: Localized =
                switch change.kind {
                case .added: Localized(en: "was added", ja: "追加されました")
                case .opened: Localized(en: "was opened", ja: "ログインできるように変わりました")
                case .joined: Localized(en: "came into a group", ja: "グループに加わりました")
                }
            return Claim(
                isRisky ? .low : .info, .possible,
                Subject(.account, path: change.place.path, user: change.account, name: change.detail, line: change.place.line),
                explanation: Localized(
                    en: "By the last change of \(change.place.path), \(change.account) ",
                    ja: "\(change.place.path) の直前の変更で、\(change.account) が") + words
                    + Localized(en: ": \(change.detail).", ja: "(\(change.detail))。"),
                evidence: [.line(change.place, change.account + " " + change.detail, source: "privileges")])
        }
    }

    /// A shell that is not the program that its name promises.
    static let replacedShell = Detector(
        id: "account.shell.replaced",
        title: Localized(en: "An account's shell leads to another program", ja: "アカウントのログイン後の動作が、別のプログラムにすり替えられています"),
        claim: Localized(
            en:
                "The shell of an account is called nologin or false, or nearly so, and what lies there is another program; or a service's account has a shell that no package brought.",
            ja: "「ログインさせない」ためのプログラム(nologin や false)のはずが、実際には別のプログラムにつながっています。または、サービス用のアカウントに配布物にないシェルが付いています。"),
        techniques: ["T1036.005", "T1098"], aspect: .access, needs: [.privileges, .accounts, .packages],
        misses: Localized(en: "A true shell whose bytes were changed: that shows as an altered file.", ja: "本物のシェルの中身の書き換えは「書き換え」として示します。")
    ) { situation in
        var told: Set<RawText> = []
        return situation.facts.accounts.compactMap { account -> Claim? in
            guard let file = situation.facts.access.shells[account.shell] else { return nil }
            let name = account.shell.lastComponent, end = file.path.lastComponent
            let refusers: [RawText] = ["nologin", "false"]
            let isMultiCall = ["busybox", "toybox", "coreutils", "ash", "uutils", "true"].contains(end)
            let isSwapped = refusers.contains(name) && !refusers.contains(end) && !isMultiCall && ShellGivers.gives(file.path)
            let copies = refusers.contains(name) && file.sameContentAs.map(ShellGivers.gives) == true && !isMultiCall
            let imitates = !refusers.contains(name) && file.record == .unowned && isNear(name)
            let isStranger =
                ServiceAccounts.isNobodys(account.name) && Origin.of(file) == .unexplained && !situation.facts.packageSources.isEmpty
                && !account.shell.isInside("/usr/local") && !account.shell.isInside("/opt")
            guard isSwapped || copies || imitates || isStranger else { return nil }
            // What was exchanged is the program, and the accounts that have it are many.
            guard !(isSwapped || copies) || told.insert(account.shell).inserted else { return nil }
            let subject =
                isSwapped || copies
                ? Subject(.file, path: account.shell, user: account.name)
                : Subject(.account, path: account.place.path, user: account.name, line: account.place.line)
            return Claim(
                isSwapped || copies ? .critical : .high, isSwapped || copies ? .certain : .likely, subject,
                explanation: Localized(
                    en: "The shell of \(account.name), \(account.shell), is really \(file.sameContentAs ?? file.path).",
                    ja: "\(account.name) のシェル \(account.shell) の実体は \(file.sameContentAs ?? file.path) です。"),
                nextSteps: [.preserve(account.place.path), .preserve(file.path)], related: [file.path, account.shell]
            ).with(file: file, situation, source: "privileges")
        }
    }

    /// Whether a name is read as "nologin" or "false" at a glance.
    private static func isNear(_ name: RawText) -> Bool {
        let plain = RawText(name.bytes.map { $0 == 0x31 ? 0x6c : $0 == 0x30 ? 0x6f : $0 }).asciiLowercased
        return ["nologin", "n0login", "nologln", "nologins", "no-login", "no1ogin", "nologin.", "fa1se", "fals", "flase"].contains(name)
            || ["nologin", "false"].contains(plain)
    }
}
