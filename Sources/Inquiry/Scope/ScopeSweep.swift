import Model

/// Accounts and sites that the marks of this case touch, and the secrets that the intruder could read.
struct ScopeSweep: Sendable {
    let file: CaseFile
    let findings: [Finding]

    private static let most = 200

    func scope() -> Scope {
        var scope = Scope()
        scope.accounts = accounts()
        scope.sites = sites()
        scope.credentials = credentials(touched: scope.accounts.map(\.name))
        return scope
    }

    /// Addresses of the intruder: of the log-in, of the request, and those that called what was planted.
    static func addresses(_ file: CaseFile) -> Set<RawText> {
        var addresses = WebTrace.callers(file.deeds, file.trail)
        if let trace = file.logIn, trace.tie >= 3 || trace.guessing.isGuessing {
            if case .usual = trace.familiarity {} else if !trace.logIn.address.isEmpty { addresses.insert(trace.logIn.address) }
        }
        if file.isTiedToWeb, let request = file.web.request { addresses.insert(request.address) }
        return addresses.filter { !Origin.isLocal($0) }
    }

    private func accounts() -> [TouchedThing] {
        let addresses = ScopeSweep.addresses(file)
        var things: [RawText: TouchedThing] = [:]
        for logIn in file.history.all where addresses.contains(logIn.address) && !logIn.user.isEmpty {
            guard things[logIn.user] == nil else { continue }
            things[logIn.user] = TouchedThing(
                name: logIn.user,
                why: Localized(
                    en: "It was logged in to from the intruder's address \(logIn.address) at \(logIn.time).",
                    ja: "侵入者のアドレス \(logIn.address) から \(logIn.time) にログインされています。"),
                evidence: [logIn.event.evidence])
        }
        for deed in file.deeds.all where !deed.owner.isEmpty && things[deed.owner] == nil && deed.owner != "root" {
            things[deed.owner] = TouchedThing(
                name: deed.owner,
                why: deed.isRecorded
                    ? deed.title
                    : Localized(
                        en: "\(deed.path), which was altered or planted, belongs to it.", ja: "書き換えられた、または置かれた \(deed.path) の所有者です。"),
                evidence: [deed.evidence])
        }
        for finding in findings where finding.subject.kind == .account && finding.aspect != .weakness && finding.severity >= .medium {
            guard let user = finding.subject.user, things[user] == nil else { continue }
            things[user] = TouchedThing(name: user, why: finding.title, evidence: Array(finding.evidence.prefix(1)))
        }
        return Array(things.values.sorted { $0.name < $1.name }.prefix(ScopeSweep.most))
    }

    private func sites() -> [TouchedThing] {
        var things: [RawText: TouchedThing] = [:]
        for deed in file.deeds.all where deed.isWeb && !deed.isRecorded {
            let root = file.facts.webRoots.filter { deed.path.isInside($0) }.max { $0.count < $1.count } ?? deed.path.parentFolder
            if things[root] == nil {
                things[root] = TouchedThing(
                    name: root, why: Localized(en: "\(deed.path) lies in it.", ja: "\(deed.path) があります。"), evidence: [deed.evidence])
            }
        }
        let addresses = ScopeSweep.addresses(file)
        for event in file.trail[.requests]
        where addresses.contains(event.address) && !event.site.isEmpty && things[event.site] == nil && things.count < ScopeSweep.most {
            things[event.site] = TouchedThing(
                name: event.site,
                why: Localized(
                    en: "The intruder's address \(event.address) wrote to it.", ja: "侵入者のアドレス \(event.address) からも書き込みのリクエストがあります。"),
                evidence: [event.evidence])
        }
        return Array(things.values.sorted { $0.name < $1.name }.prefix(ScopeSweep.most))
    }

    /// Whether the intruder became root, as far as what was done tells.
    private var wasRoot: Bool {
        if file.deeds.owners.contains("root") { return true }
        return file.logIn.map { $0.logIn.user == "root" && $0.tie >= 3 } ?? false
    }

    private func credentials(touched: [RawText]) -> [ExposedCredential] {
        guard !file.deeds.all.isEmpty || file.logIn != nil else { return [] }
        var list: [ExposedCredential] = []
        func add(_ kind: String, _ owner: RawText, _ why: Localized, _ path: RawText? = nil) {
            guard list.count < ScopeSweep.most, !list.contains(where: { $0.kind == kind && $0.owner == owner }) else { return }
            list.append(ExposedCredential(kind: kind, owner: owner, order: list.count + 1, why: why, path: path))
        }
        if let logIn = file.logIn?.logIn, file.logIn?.tie ?? 0 >= 3 || file.logIn?.guessing.isGuessing ?? false {
            let kind = logIn.event.method.asciiLowercased.contains("publickey") ? "ssh.key" : logIn.event.service + ".password"
            add(kind, logIn.user, Localized(en: "The intruder used it to come in.", ja: "侵入に使われました。"))
        }
        add(
            "panel.password", "",
            Localized(
                en:
                    "The provider's control panel and the mail account that resets it open everything else; change them from a clean computer.",
                ja: "契約事業者の管理画面と、そのパスワード再設定に使うメールは、ほかのすべてを開けます。安全なパソコンから変えてください。"))
        if wasRoot {
            add(
                "account.password", "root",
                Localized(en: "The intruder was root and could read every password file.", ja: "侵入者は root になり、すべてのパスワードのファイルを読めました。"),
                "/etc/shadow")
            add("ssh.hostkey", "", Localized(en: "The server's own SSH keys could be copied.", ja: "サーバー自身の SSH の鍵を写し取れました。"), "/etc/ssh")
            for key in file.facts.access.privateKeys.prefix(20) {
                add(
                    "ssh.key", key.path,
                    Localized(
                        en: "This private key lay where root could read it; it opens other servers.", ja: "この秘密鍵を読めました。ほかのサーバーに入れる鍵です。"),
                    key.path)
            }
        }
        if wasRoot || file.deeds.isWeb {
            for site in file.facts.webRoots.filter({ root in
                root.lastComponent != "cgi-bin" && (wasRoot || file.deeds.all.contains { $0.path.isInside(root) })
            }).prefix(20) {
                add(
                    "database.password", site,
                    Localized(
                        en: "The site's settings hold the password of its database, and whoever runs programs in the site can read them.",
                        ja: "サイトの設定にはデータベースのパスワードがあり、サイトでプログラムを動かせる者は読めます。"), site)
                add(
                    "site.administrator", site,
                    Localized(en: "The site's own administrators could be copied or added to.", ja: "サイトの管理者のパスワードを取られたり、管理者を足されたりします。"),
                    site)
            }
        }
        for user in touched where user != "root" && !ServiceNames.web.contains(user) {
            add(
                "account.password", user,
                Localized(en: "The account was used, or its files were written.", ja: "このアカウントが使われたか、そのファイルが書き換えられています。"))
        }
        return list
    }
}
