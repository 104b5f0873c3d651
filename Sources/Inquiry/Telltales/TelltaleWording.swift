import Model

/// Telltales in words for people, and as findings.
enum TelltaleWording {
    static func title(_ kind: Telltale.Kind) -> Localized {
        switch kind {
        case .command: Localized(en: "A log holds an intruder's command", ja: "ログに、侵入者のものと思われる操作があります")
        case .job: Localized(en: "A log holds an intruder's scheduled job", ja: "ログに、侵入者のものと思われる定期実行があります")
        case .output: Localized(en: "A server started programs that fetched something", ja: "サーバーのプログラムから、外部のファイルが取り込まれています")
        case .secondRoot: Localized(en: "A second root was made", ja: "root と同じ権限のアカウントが作られています")
        case .identity: Localized(en: "The account of a service acted like a person", ja: "サービス用のアカウントが、人のように操作しています")
        case .serviceLogIn: Localized(en: "Somebody logged in as the account of a service", ja: "サービス用のアカウントでログインされています")
        case .program: Localized(en: "A program in the site takes commands from one visitor", ja: "サイトの中のプログラムが、特定の訪問者の命令で動いています")
        case .attack: Localized(en: "A service carried out what an attacker sent", ja: "サービスが、攻撃者の送ったものを実行しています")
        case .database: Localized(en: "A database was made to run programs", ja: "データベースからプログラムが実行されています")
        case .guessedLogIn: Localized(en: "A password was guessed", ja: "パスワードを破られた形跡があります")
        case .attackerLogIn: Localized(en: "Somebody who had attacked before logged in", ja: "攻撃していた相手が、ログインに成功しています")
        case .console: Localized(en: "A console for programmers took a stranger's command", ja: "開発者用の操作画面が、外部からの命令を受け付けています")
        case .injection: Localized(en: "A page of the site ran a stranger's commands", ja: "サイトのページが、外部から送られた命令を実行しています")
        case .copyTaken: Localized(en: "A stranger fetched a copy of a database", ja: "データベースの写しが、見知らぬ相手に持ち出されています")
        case .contact: Localized(en: "A stranger used a service", ja: "見知らぬ相手がサービスを使っています")
        case .fault: Localized(en: "A service broke down", ja: "サービスが異常終了しています")
        }
    }

    private static func explanation(_ telltale: Telltale, _ containers: [RawText: RawText]) -> Localized {
        let event = telltale.event
        let place = ContainerName.told(event.place.path, containers)
        let who = event.user.isEmpty ? event.address : event.user
        switch telltale.kind {
        case .command:
            return Localized(
                en: "\(place): \(who) ran “\(event.path)” at \(event.time).",
                ja: "\(place): \(event.time) に \(who) が「\(event.path)」を実行しています。")
        case .job:
            return Localized(
                en: "\(place): a job of \(who) ran “\(event.path)” \(telltale.count) times, from \(event.time) to \(telltale.last).",
                ja: "\(place): \(event.time) から \(telltale.last) まで、\(who) の定期実行が「\(event.path)」を \(telltale.count) 回動かしています。")
        case .program:
            return Localized(
                en:
                    "\(event.path) was called \(telltale.count) times, first at \(event.time) by \(event.address), and hardly by anybody else.",
                ja: "\(event.path) は \(telltale.count) 回呼び出されています。最初は \(event.time) の \(event.address) で、ほかの訪問者はほとんど使っていません。")
        case .copyTaken:
            return Localized(
                en: "\(event.address) fetched \(event.pathAlone) at \(event.time) and never logged in to the site.",
                ja: "\(event.time) に、ログインしたことのない \(event.address) が \(event.pathAlone) を取得しています。")
        case .guessedLogIn, .serviceLogIn, .attackerLogIn:
            return Localized(
                en: "\(place): \(event.user) was logged in to from \(event.address) at \(event.time).",
                ja: "\(place): \(event.time) に、\(event.address) から \(event.user) としてログインされています。")
        case .secondRoot, .identity, .output, .attack, .database, .console, .injection, .contact, .fault:
            return Localized(en: "\(place), \(event.time): \(event.text)", ja: "\(place)、\(event.time): \(event.text)")
        }
    }

    private static func techniques(_ kind: Telltale.Kind) -> [String] {
        switch kind {
        case .command, .output: ["T1059.004", "T1105"]
        case .job: ["T1053.003"]
        case .secondRoot: ["T1136.001"]
        case .identity, .serviceLogIn: ["T1078.003"]
        case .attackerLogIn: ["T1078"]
        case .console, .injection: ["T1190", "T1059"]
        case .copyTaken: ["T1213", "T1567"]
        case .contact: ["T1133"]
        case .program: ["T1505.003"]
        case .attack, .fault: ["T1190"]
        case .database: ["T1505.001", "T1059"]
        case .guessedLogIn: ["T1110"]
        }
    }

    private static func aspect(_ kind: Telltale.Kind) -> Aspect {
        switch kind {
        case .command, .output, .attack, .database, .console, .injection, .copyTaken, .contact, .fault: .activity
        case .job, .program: .persistence
        case .secondRoot, .identity, .serviceLogIn, .guessedLogIn, .attackerLogIn: .access
        }
    }

    /// The findings of a list, where no other finding says the same already.
    static func findings(_ list: TelltaleList, known: [Finding], containers: [RawText: RawText] = [:]) -> [Finding] {
        let addresses = Set(known.filter { $0.detector == "login.guessing" && $0.severity >= .high }.compactMap(\.subject.address))
        var findings: [Finding] = []
        for telltale in list.proofs.prefix(100) {
            let event = telltale.event
            if telltale.kind == .guessedLogIn, let address = event.address.utf8, addresses.contains(address) { continue }
            let times =
                [TimeMark(telltale.time, .created, clock: .record)]
                + (telltale.last > telltale.time ? [TimeMark(telltale.last, .active, clock: .record)] : [])
            findings.append(
                Finding(
                    detector: "record." + telltale.kind.rawValue, severity: telltale.kind == .copyTaken ? .medium : .critical,
                    confidence: .likely, aspect: aspect(telltale.kind),
                    title: title(telltale.kind), explanation: explanation(telltale, containers),
                    subject: Subject(
                        .log, path: event.place.path, user: event.user.isEmpty ? nil : event.user, address: event.address.utf8,
                        name: telltale.kind == .job ? event.path : nil, line: event.place.line),
                    techniques: techniques(telltale.kind), evidence: [event.evidence],
                    misses: Localized(en: "Only what the logs keep.", ja: "ログに残っているものだけが対象です。"), times: times,
                    firstSeen: TimeSpan(telltale.time, clock: .record), lastActive: telltale.last))
        }
        return findings
    }
}

/// Containers in paths of logs, which bear their numbers.
enum ContainerName {
    /// Names by the number under which the engine keeps a container and its logs.
    static func all(_ containers: [ContainerFact]) -> [RawText: RawText] {
        let named = containers.filter { $0.engine == "docker" && !$0.name.isEmpty }
        return Dictionary(named.map { ($0.file.path.parentFolder.lastComponent, RawText($0.name.bytes.prefix(128))) }) { first, _ in first }
    }

    /// The path with the name that the engine gives to the container behind it, where one is known.
    static func told(_ path: RawText, _ names: [RawText: RawText]) -> RawText {
        if names.isEmpty { return path }
        for part in path.split(0x2f) {
            guard part.count >= 12, let name = names[part] else { continue }
            return path + " (" + name + ")"
        }
        return path
    }
}
