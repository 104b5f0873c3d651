import Model

/// What speaks for and against a log-in with a stolen or guessed password, by an infected computer, or by somebody who may.
enum CredentialArguments {
    private typealias Kinds = [CauseKind: Int]

    static func add(_ file: CaseFile, to balance: inout Balance) {
        RotationArguments.add(file, to: &balance)
        guard let trace = file.logIn else {
            silence(file, &balance)
            return
        }
        tie(trace, &balance)
        origin(trace, file, &balance)
        guessing(trace, file, &balance)
        method(trace, file, &balance)
        manner(trace, file, &balance)
    }

    /// No log-in at all, where the records prove it.
    private static func silence(_ file: CaseFile, _ balance: inout Balance) {
        guard let moment = file.moment, let firm = file.deeds.all.first, firm.time != nil else { return }
        let needed = file.channels.filter { $0 != .web && $0 != .system }
        guard !needed.isEmpty, needed.allSatisfy({ file.ledger.proves($0, moment) }) else { return }
        let witnesses = needed.compactMap { file.ledger.witness($0, moment)?.name }
        balance.add(
            "logins.silent", group: "logins",
            [.stolenCredential: -15, .guessedCredential: -15, .infectedClient: -15, .insider: -12],
            Localized(
                en: "\(list: witnesses) cover the moment and tell of no log-in that could have done it.",
                ja: "\(list: witnesses) はその時刻を含んでいますが、それができたログインは記録されていません。"),
            witnesses.map { EvidenceItem(.absence, source: "logs", path: $0, text: "") }, records: 50)
    }

    private static func tie(_ trace: LogInTrace, _ balance: inout Balance) {
        let (user, address) = (trace.logIn.user, trace.logIn.address)
        let line = trace.logIn.event.evidence
        if let upload = trace.uploads.first(where: { $0.strength >= .fitting }) {
            let all = trace.uploads.filter { $0.strength >= .fitting }.map(\.evidence)
            balance.add(
                "link.upload", group: "link", [.stolenCredential: 15, .guessedCredential: 15, .infectedClient: 15, .insider: 13],
                Localized(
                    en: "\(user) from \(address) uploaded the harmful file at \(upload.time).",
                    ja: "\(upload.time) に、\(user) が \(address) から問題のファイルをアップロードしています。"), Array(all.prefix(5)) + [line],
                records: all.count)
            balance.add(
                "link.upload", group: "explained",
                [.webVulnerability: -20, .serviceVulnerability: -15, .neighbour: -12, .unknown: -15, .reinfection: -8],
                Localized(en: "An upload by \(user) explains how the file came.", ja: "ファイルは \(user) のアップロードで置かれたと説明できます。"),
                [upload.evidence],
                records: all.count)
        } else if let request = trace.siteRequest {
            balance.add(
                "link.panel", group: "link", [.stolenCredential: 14, .guessedCredential: 14, .infectedClient: 6, .insider: 11],
                Localized(
                    en:
                        "\(user.isEmpty ? address : user) logged in to the site's administration from \(address), and this request wrote the file.",
                    ja: "サイトの管理画面に \(address) からログインしたあと、この操作でファイルが書かれています。"), [request.evidence, line])
            balance.add(
                "link.panel", group: "explained", [.webVulnerability: -10, .serviceVulnerability: -12, .neighbour: -10, .unknown: -12],
                Localized(en: "The administration of the site did it, after a log-in.", ja: "ログイン後の管理画面の操作として説明できます。"), [request.evidence])
        } else if let deed = trace.acted.first, let record = deed.record {
            let all = Array(trace.acted.map(\.evidence).prefix(4))
            balance.add(
                "link.acted", group: "link", [.stolenCredential: 15, .guessedCredential: 15, .infectedClient: 9, .insider: 13],
                Localized(
                    en: "\(user) was logged in from \(address) and did this at \(record.time).",
                    ja: "\(record.time) に、\(address) からログインした \(user) がこの操作をしています。"), all + [line], records: trace.acted.count)
            balance.add(
                "link.acted", group: "explained",
                [.webVulnerability: -12, .serviceVulnerability: -12, .neighbour: -10, .unknown: -12, .reinfection: -6],
                Localized(en: "The log-in of \(user) explains it.", ja: "\(user) のログインで説明できます。"), [line], records: trace.acted.count)
        } else if let deed = trace.spanned.first, let time = deed.time {
            let isClose = time.seconds - trace.logIn.time.seconds <= 3_600
            let weight = isClose ? 11 : 4
            balance.add(
                "link.session", group: "link",
                [.stolenCredential: weight, .guessedCredential: weight, .infectedClient: weight - 3, .insider: weight],
                deed.isRecorded
                    ? Localized(
                        en: "\(user) was logged in from \(address) when this was done, at \(time).",
                        ja: "これが行われた \(time) に、\(user) が \(address) からログインしていました。")
                    : Localized(
                        en: "\(user) was logged in from \(address) when \(deed.path) was written.",
                        ja: "\(deed.path) が書かれたとき、\(user) が \(address) からログインしていました。"), [line, deed.evidence],
                records: trace.spanned.count)
            if isClose {
                balance.add(
                    "link.session", group: "explained", [.webVulnerability: -6, .serviceVulnerability: -8, .neighbour: -8, .unknown: -8],
                    Localized(en: "An open session of \(user) explains it.", ja: "\(user) のログイン中の操作として説明できます。"), [line],
                    records: trace.spanned.count)
            }
        }
        if trace.isMarked {
            balance.add(
                "link.address", group: "address", [.stolenCredential: 8, .guessedCredential: 8, .infectedClient: 2, .insider: -4],
                Localized(en: "The address \(address) stands in what the intruder left.", ja: "アドレス \(address) は、侵入者の残したものにも出てきます。"), [line]
            )
        }
    }

    private static func origin(_ trace: LogInTrace, _ file: CaseFile, _ balance: inout Balance) {
        let (user, address, line) = (trace.logIn.user, trace.logIn.address, trace.logIn.event.evidence)
        switch trace.familiarity {
        case .neverSeen(let others):
            balance.add(
                "origin.new", group: "origin", [.stolenCredential: 9, .guessedCredential: 5, .infectedClient: -20, .insider: -10],
                Localized(
                    en: "\(user) logged in from \(address) for the first time; \(others) earlier log-ins came from elsewhere.",
                    ja: "\(user) が \(address) からログインしたのは初めてです。それ以前の \(others) 回は別の場所からでした。"), [line])
        case .usual(let times):
            balance.add(
                "origin.usual", group: "origin", [.stolenCredential: -13, .guessedCredential: -12, .infectedClient: 8, .insider: 7],
                Localized(
                    en: "\(address) is where \(user) always logs in from: \(times) times before.",
                    ja: "\(address) は \(user) のいつもの接続元です(以前に \(times) 回)。"), [line], records: times)
        case .unknown: break
        }
        travel(Travel(trace.logIn, file.history, file.origins), trace, &balance)
    }

    /// What the operator's databases and lists add. It is of the same group as the address itself: neither counts twice.
    private static func travel(_ travel: Travel, _ trace: LogInTrace, _ balance: inout Balance) {
        let (user, address, line) = (trace.logIn.user, trace.logIn.address, trace.logIn.event.evidence)
        guard let origin = travel.origin else { return }
        if let jump = travel.jump {
            balance.add(
                "origin.travel", group: "origin", [.stolenCredential: 11, .guessedCredential: 6, .infectedClient: -20, .insider: -12],
                Localized(
                    en:
                        "\(user) also logged in from \(jump.before.address), \(jump.kilometres) km from \(address), within \(jump.minutes) minutes: nobody travels so fast.",
                    ja:
                        "\(user) は \(jump.minutes) 分の間に、\(address) から \(jump.kilometres) km 離れた \(jump.before.address) からもログインしています。人には移動できない速さです。"
                ),
                [line, jump.before.event.evidence])
        }
        if travel.isForeign, let country = origin.country {
            balance.add(
                "origin.country", group: "origin", [.stolenCredential: 10, .guessedCredential: 6, .infectedClient: -20, .insider: -10],
                Localized(
                    en: "\(user) never logged in from \(country) before (\(origin.words)).",
                    ja: "\(user) が \(country) からログインしたことは、それまで一度もありません(\(origin.words))。"), [line])
        }
        if let list = origin.lists.first {
            balance.add(
                "origin.list", group: "address", [.stolenCredential: 3, .guessedCredential: 3, .infectedClient: -4, .insider: -3],
                Localized(en: "\(address) is on your list “\(list)”.", ja: "\(address) は、お持ちの一覧「\(list)」に載っています。"), [line])
        }
    }

    private static func guessing(_ trace: LogInTrace, _ file: CaseFile, _ balance: inout Balance) {
        let guess = trace.guessing
        let (user, address) = (trace.logIn.user, trace.logIn.address)
        let line = trace.logIn.event.evidence
        let isUsual = if case .usual = trace.familiarity { true } else { false }
        if guess.fromAddress >= 6, !isUsual {
            let weight = guess.fromAddress >= 100 ? 20 : guess.fromAddress >= 20 ? 16 : 11
            balance.add(
                "guess.address", group: "guess", [.guessedCredential: weight, .stolenCredential: -10, .infectedClient: -8, .insider: -8],
                Localized(
                    en: "\(guess.fromAddress) failed log-ins from \(address) came in the day before it was let in.",
                    ja: "ログインに成功する前の 1 日に、\(address) から \(guess.fromAddress) 回失敗しています。"), guess.lines + [line], records: guess.fromAddress)
            if trace.tie == 0 {
                balance.add(
                    "guess.address", group: "link", [.guessedCredential: 9],
                    Localized(en: "The guesses ended in a log-in.", ja: "推測の末にログインに成功しています。"), [line], records: guess.fromAddress)
            }
            balance.add(
                "guess.address", group: "explained", [.webVulnerability: -6, .serviceVulnerability: -8, .neighbour: -8, .unknown: -10],
                Localized(en: "A guessed password explains it.", ja: "推測されたパスワードで説明できます。"), [line], records: guess.fromAddress)
        } else if guess.slowly >= 10, !isUsual {
            balance.add(
                "guess.slow", group: "guess", [.guessedCredential: 13, .stolenCredential: -7],
                Localized(
                    en: "\(address) failed \(guess.slowly) times in the month before, slowly, and then was let in.",
                    ja: "\(address) はそれまでの 1 か月に \(guess.slowly) 回、少しずつ失敗を重ねたあとで成功しています。"), guess.lines + [line], records: guess.slowly)
        } else if guess.forUser >= 30, guess.addresses >= 5, !isUsual {
            // Everybody tries root everywhere, every day alike; a club's own name is tried by those who mean the club.
            let channel: SourceChannel = trace.logIn.event.service == "ftp" ? .ftp : .logins
            let isSurge = guess.isSurge && file.ledger.covers(channel, trace.logIn.time.adding(seconds: -8 * 86_400))
            let weight = (user == "root" || user == "admin") && !isSurge ? 8 : 13
            balance.add(
                "guess.spread", group: "guess", [.guessedCredential: weight, .stolenCredential: -4],
                Localized(
                    en: "\(guess.forUser) failed log-ins as \(user) came from \(guess.addresses) addresses in the day before.",
                    ja: "その前日に、\(guess.addresses) か所のアドレスから \(user) として \(guess.forUser) 回失敗しています。"), guess.lines + [line],
                records: guess.forUser)
        } else if guess.fromAddress <= 2, !isUsual {
            let channel: SourceChannel = trace.logIn.event.service == "ftp" ? .ftp : trace.logIn.event.service == "web" ? .web : .logins
            let day = trace.logIn.time.adding(seconds: -86_400)
            guard file.ledger.proves(channel, trace.logIn.time), file.ledger.covers(channel, day) else { return }
            balance.add(
                "guess.none", group: "guess", [.guessedCredential: -20, .stolenCredential: 6],
                Localized(
                    en: "The very first try from \(address) succeeded: the password was known.",
                    ja: "\(address) からは最初からログインに成功しています。パスワードは知られていました。"), [line], records: 50)
        }
        if isUsual, guess.fromAddress > 0 {
            balance.add(
                "guess.slip", group: "guess", [.guessedCredential: -8],
                Localized(en: "Failures from the usual place are slips of the fingers.", ja: "いつもの接続元からの失敗は、打ち間違いと見られます。"), guess.lines,
                records: guess.fromAddress)
        }
    }

    private static func method(_ trace: LogInTrace, _ file: CaseFile, _ balance: inout Balance) {
        let method = trace.logIn.event.method.asciiLowercased
        guard trace.logIn.event.service == "ssh" else { return }
        let line = trace.logIn.event.evidence
        if method.contains("publickey") || method.contains("hostbased") {
            balance.add(
                "method.key", group: "method", [.guessedCredential: -30, .stolenCredential: 2],
                Localized(en: "It logged in with a key, which nobody can guess.", ja: "鍵でログインしています。鍵は推測できません。"), [line])
        } else if let setting = file.facts.sshDaemon?.settings.first(where: { $0.keyword.lowercased() == "passwordauthentication" }),
            setting.value.asciiLowercased == "no", setting.match == nil, !method.contains("password"), !method.contains("keyboard")
        {
            balance.add(
                "method.nopassword", group: "method", [.guessedCredential: -15],
                Localized(en: "Passwords are not accepted here.", ja: "このサーバーはパスワードでのログインを受け付けません。"),
                [EvidenceItem(.content, source: "sshDaemon", path: setting.place.path, line: setting.place.line, text: setting.value)])
        }
    }

    /// How it went about: among a batch of honest files, or index pages alone, fetched and put back.
    private static func manner(_ trace: LogInTrace, _ file: CaseFile, _ balance: inout Balance) {
        guard let upload = trace.uploads.first(where: { $0.strength >= .fitting }) else { return typed(trace, &balance) }
        let (user, address) = (trace.logIn.user, trace.logIn.address)
        let own = file.trail[.transfers].filter { event in
            event.kind == .fileUpload && event.user == user && event.address == address
                && abs(event.time.seconds - upload.time.seconds) <= 900
        }
        let honest = own.filter { event in !file.deeds.all.contains { WriteSearch.isSame(event.path, $0.path) } }
        if honest.count >= 4, honest.contains(where: { $0.time <= upload.time }), honest.contains(where: { $0.time >= upload.time }) {
            balance.add(
                "manner.batch", group: "manner", [.infectedClient: 9, .insider: 2, .stolenCredential: -8, .guessedCredential: -8],
                Localized(
                    en: "The harmful file came in the middle of \(honest.count) honest ones, as when somebody puts up a site.",
                    ja: "問題のファイルは、ふだんの更新のように、ほかの \(honest.count) 個のファイルに混じって送られています。"), honest.prefix(4).map(\.evidence),
                records: honest.count)
        }
        let fetched = file.trail[.downloads].first { event in
            event.user == user && event.address == address && event.time <= upload.time && upload.time.seconds - event.time.seconds <= 60
                && file.deeds.all.contains { WriteSearch.isSame(event.path, $0.path) }
        }
        if let fetched, honest.isEmpty {
            balance.add(
                "manner.putback", group: "manner", [.stolenCredential: 5, .guessedCredential: 3, .infectedClient: -5, .insider: -2],
                Localized(
                    en: "The page was fetched and put back changed within seconds, and nothing else was touched: a program's work.",
                    ja: "ページを取り出して数十秒以内に書き換えて戻し、ほかには触れていません。自動化された手口です。"), [fetched.evidence, upload.evidence])
        }
    }

    /// Commands that somebody gave: a program that steals passwords from a client puts files into sites and makes no accounts.
    private static func typed(_ trace: LogInTrace, _ balance: inout Balance) {
        let typed = (trace.acted + trace.spanned).filter { deed in
            deed.record.map { [.command, .privilegeUse, .accountCreate, .accountChange, .passwordChange].contains($0.kind) } ?? false
        }
        guard trace.logIn.event.service == "ssh", let first = typed.first else { return }
        balance.add(
            "manner.typed", group: "manner", [.infectedClient: -5],
            Localized(
                en: "It was done by commands, not by files put into a site.", ja: "サイトへのアップロードではなく、コマンドの入力で行われています。"),
            [first.evidence], records: typed.count)
    }
}
