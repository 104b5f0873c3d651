import Model

/// What speaks for and against a hole in a site's program.
enum WebArguments {
    static func add(_ file: CaseFile, to balance: inout Balance) {
        let web = file.web
        if let request = web.request, let deed = web.deed, file.logIn?.siteRequest == nil {
            let delay = (web.call?.time.seconds ?? 0) - request.time.seconds
            var weight = web.isBeforeCall ? (delay <= 120 ? 11 : 6) : web.crowd <= 3 ? 13 : web.crowd <= 30 ? 9 : 4
            if !web.isBeforeCall, !deed.hasFirmTime { weight -= 2 }
            if web.isByMomentAlone { weight = min(weight, web.strangers <= 1 ? 8 : 4) }
            balance.add(
                "link.request", group: "link", [.webVulnerability: weight],
                web.isBeforeCall
                    ? Localized(
                        en: "\(request.address) sent this request, and \(delay) seconds later was the first to call \(deed.path).",
                        ja: "\(request.address) はこのリクエストを送った \(delay) 秒後に、だれよりも先に \(deed.path) を呼び出しています。")
                    : deed.isRecorded
                        ? Localized(
                            en: "Shortly before this, \(request.address) sent this request.",
                            ja: "この直前に、\(request.address) からこのリクエストが来ています。")
                        : Localized(
                            en: "This request from \(request.address) came in the very seconds in which \(deed.path) was written.",
                            ja: "\(deed.path) が書かれたまさにその時刻に、\(request.address) からこのリクエストが来ています。"), [request.evidence, deed.evidence])
            if weight >= 9 {
                balance.add(
                    "link.request", group: "explained",
                    [
                        .stolenCredential: -8, .guessedCredential: -8, .infectedClient: -8, .insider: -8, .serviceVulnerability: -6,
                        .unknown: -8, .neighbour: -5,
                    ],
                    Localized(en: "A request to the site explains how the file came.", ja: "サイトへのリクエストで置かれたと説明できます。"), [request.evidence])
            }
            if request.attack?.isGrave ?? false {
                balance.add(
                    "request.attack", group: "attack", [.webVulnerability: 7],
                    Localized(en: "Its words are those of an attack.", ja: "その内容は攻撃の手口そのものです。"), [request.evidence])
            }
        }
        if let call = web.call {
            let isSame = web.request?.address == call.address
            balance.add(
                "call.first", group: "caller", [.webVulnerability: isSame ? 9 : 3, .insider: -3],
                isSame
                    ? Localized(
                        en: "The same address was the first to call what was planted, at \(call.time).",
                        ja: "同じアドレスが、置かれたファイルを最初に呼び出しています(\(call.time))。")
                    : Localized(
                        en: "\(call.address) was the first to call what was planted, at \(call.time).",
                        ja: "置かれたファイルを最初に呼び出したのは \(call.address) です(\(call.time))。"), [call.evidence])
        }
        if web.attacks.count >= 2 {
            balance.add(
                "attacks.before", group: "attack", [.webVulnerability: 6],
                Localized(
                    en: "\(web.attacks.count) attacks from that address were answered before.",
                    ja: "それ以前にも、そのアドレスからの攻撃 \(web.attacks.count) 回に応答しています。"),
                web.attacks.prefix(4).map(\.evidence), records: web.attacks.count)
        }
        if let error = web.errors.first {
            balance.add(
                "errors.near", group: "errors", [.webVulnerability: 2],
                Localized(en: "The site's program reported an error in those seconds.", ja: "その時刻にサイトのプログラムがエラーを出しています。"), [error.evidence])
        }
        owner(file, &balance)
        silence(file, &balance)
    }

    /// Whether the owner of the files is the account that the web server runs as.
    private static func owner(_ file: CaseFile, _ balance: inout Balance) {
        let deeds = file.deeds.all.filter { $0.isWeb && !$0.owner.isEmpty }
        if let first = file.deeds.all.first(where: { ServiceNames.isApplication($0.owner, file.facts.accounts) }),
            let request = file.web.request
        {
            balance.add(
                "owner.application", group: "owner",
                [.webVulnerability: 8, .stolenCredential: -3, .guessedCredential: -3, .infectedClient: -6, .insider: -3],
                Localized(
                    en: "It was done as \(first.owner), as which the server runs that took the request.",
                    ja: "リクエストを受けたサーバーが動く \(first.owner) として行われています。"), [request.evidence, first.evidence])
            return
        }
        guard let first = deeds.first else {
            if !file.deeds.all.isEmpty, !file.deeds.isWeb, file.deeds.owners.isDisjoint(with: ServiceNames.web) {
                balance.add(
                    "owner.system", group: "owner", [.webVulnerability: -6],
                    Localized(
                        en: "Nothing that was done lies in a site or belongs to the web server.", ja: "見つかったものはサイトの中になく、ウェブサーバーの所有でもありません。"),
                    file.deeds.all.prefix(2).map(\.evidence), records: file.deeds.all.count)
            }
            return
        }
        if deeds.allSatisfy({ ServiceNames.web.contains($0.owner) }) {
            balance.add(
                "owner.web", group: "owner",
                [.webVulnerability: 7, .stolenCredential: -3, .guessedCredential: -3, .infectedClient: -6, .insider: -3],
                Localized(
                    en: "The files belong to \(first.owner), as which the site's programs run.",
                    ja: "ファイルの所有者は、サイトのプログラムが動く \(first.owner) です。"),
                deeds.prefix(3).map(\.evidence), records: deeds.count)
        } else if deeds.allSatisfy({ !ServiceNames.web.contains($0.owner) }) {
            balance.add(
                "owner.person", group: "owner", [.webVulnerability: -5],
                Localized(
                    en: "The files belong to \(first.owner), not to the web server.", ja: "ファイルの所有者は \(first.owner) で、ウェブサーバーではありません。"),
                deeds.prefix(3).map(\.evidence), records: deeds.count)
        }
    }

    /// No request that could write, where the log proves it.
    private static func silence(_ file: CaseFile, _ balance: inout Balance) {
        guard let moment = file.moment, file.deeds.isWeb, file.web.request == nil, file.ledger.proves(.web, moment) else { return }
        let near = (file.trail[.nearRequests] + file.trail[.pageRequests] + file.trail[.requests]).contains { event in
            abs(event.time.seconds - moment.seconds) <= 60
        }
        guard !near, let witness = file.ledger.witness(.web, moment) else { return }
        balance.add(
            "web.silent", group: "link", [.webVulnerability: -18],
            Localized(
                en: "\(witness.name) covers the moment and holds no request that could have written anything.",
                ja: "\(witness.name) はその時刻を含んでいますが、書き込めるリクエストはありません。"),
            [EvidenceItem(.absence, source: "logs", path: witness.name, text: "")],
            records: 50)
    }
}
