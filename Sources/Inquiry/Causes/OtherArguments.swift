import Model

/// What speaks for and against the less common explanations.
enum OtherArguments {
    static func add(_ file: CaseFile, to balance: inout Balance) {
        service(file, &balance)
        nameless(file, &balance)
        leftover(file, &balance)
        neighbour(file, &balance)
        unexplained(file, &balance)
    }

    /// A daemon's own words, or its account, at the moment.
    private static func service(_ file: CaseFile, _ balance: inout Balance) {
        let odd = file.trail[.services].filter { $0.kind == .processFault }
        let moment = file.moment
        let near = odd.filter { event in
            guard let moment else { return true }
            return event.time.seconds >= moment.seconds - 3_600 && event.time.seconds <= moment.seconds + 60
        }
        if let attack = file.attack {
            words(attack, file, &balance)
            owner(file, &balance)
            return
        }
        contact(file, &balance)
        let isKernel: (TrailEvent) -> Bool = { $0.process == "kernel" || $0.text.contains("segfault") }
        if let burst = file.faults {
            faults(burst, file, &balance)
        } else if let event = near.first(where: { !isKernel($0) }) {
            let who = event.process.isEmpty ? event.format : event.process.escaped()
            balance.add(
                "service.words", group: "link", [.serviceVulnerability: 18],
                Localized(
                    en: "Shortly before, the service \(RawText(who)) wrote down an attack on itself.",
                    ja: "直前に、サービス \(RawText(who)) が自分への攻撃を記録しています。"), near.prefix(3).map(\.evidence), records: near.count)
            balance.add(
                "service.words", group: "explained", [.stolenCredential: -5, .guessedCredential: -5, .insider: -5, .unknown: -8],
                Localized(en: "An attack on a service explains it.", ja: "サービスへの攻撃で説明できます。"), [event.evidence], records: near.count)
        } else if !near.isEmpty {
            balance.add(
                "service.crash", group: "link", [.serviceVulnerability: 8],
                Localized(en: "Shortly before, a program crashed.", ja: "直前にプログラムが異常終了しています。"), near.prefix(3).map(\.evidence),
                records: near.count)
        }
        owner(file, &balance)
    }

    /// A service that somebody tried until it did as it was told.
    private static func faults(_ burst: FaultBurst, _ file: CaseFile, _ balance: inout Balance) {
        let event = burst.first.event
        let who = event.process.isEmpty ? event.format : event.process.escaped()
        let sender = event.address.isEmpty ? file.sender(of: event) : nil
        let address = event.address.isEmpty ? sender?.address ?? "" : event.address
        let from =
            address.isEmpty
            ? Localized(en: "", ja: "") : Localized(en: ", each time for \(address)", ja: "(相手は \(address))")
        let evidence = [event.evidence] + [sender?.event.evidence].compactMap { $0 }
        balance.add(
            "service.faults", group: "link", [.serviceVulnerability: burst.weight],
            Localized(
                en: "In the hour before, the service \(RawText(who)) broke down \(burst.count) times, as on no other day",
                ja: "直前の 1 時間に、サービス \(RawText(who)) がふだんはない異常を \(burst.count) 回起こしています") + from
                + Localized(en: ".", ja: "。"), evidence, records: burst.count)
        guard burst.weight >= 14 else { return }
        balance.add(
            "service.faults", group: "explained",
            [.stolenCredential: -5, .guessedCredential: -5, .infectedClient: -5, .insider: -5, .webVulnerability: -4, .unknown: -9],
            Localized(en: "Somebody tried a hole in a service until it gave way.", ja: "サービスの弱点が繰り返し試されたことで説明できます。"), [event.evidence],
            records: burst.count)
    }

    /// Somebody whom only the service's own log knows came minutes before.
    private static func contact(_ file: CaseFile, _ balance: inout Balance) {
        guard let contact = file.contact else { return }
        balance.add(
            "service.contact", group: "contact", [.serviceVulnerability: contact.isOwn ? 8 : 6, .unknown: contact.isOwn ? -8 : -6],
            contact.isOwn
                ? Localized(
                    en: "Minutes before, the service's own log tells of \(contact.address), a stranger and the only one.",
                    ja: "その数分前に、サービス自身の記録に、見知らぬ相手 \(contact.address) が 1 件だけ現れています。")
                : Localized(
                    en: "Minutes before, the log of a program tells of \(contact.address), a stranger and the only one.",
                    ja: "その数分前に、プログラムの記録に、見知らぬ相手 \(contact.address) が 1 件だけ現れています。"), [contact.event.evidence])
    }

    /// An attack that the service itself, or its database, wrote down.
    private static func words(_ attack: Telltale, _ file: CaseFile, _ balance: inout Balance) {
        let event = attack.event
        let who = event.process.isEmpty ? event.format : event.process.escaped()
        let apart = (file.moment?.seconds ?? event.time.seconds) - event.time.seconds
        let weight = attack.gravity == .proof ? 22 : apart <= 3_600 ? 18 : 13
        let sender = file.sender(of: event)
        let from =
            sender.map { sender in
                Localized(
                    en: " \(sender.address) had come to it seconds before.", ja: "その数秒前に \(sender.address) が接続しています。")
            } ?? Localized(en: "", ja: "")
        balance.add(
            "service.words", group: "link", [.serviceVulnerability: weight],
            Localized(
                en: "At \(event.time) the service \(RawText(who)) wrote down an attack on itself.",
                ja: "\(event.time) に、サービス \(RawText(who)) が自分への攻撃を記録しています。") + from,
            [event.evidence] + [sender?.event.evidence].compactMap { $0 }
                + file.furtherAttacks.filter { $0 != attack }.prefix(3).map(\.event.evidence), records: attack.count)
        balance.add(
            "service.words", group: "explained",
            [.stolenCredential: -6, .guessedCredential: -6, .infectedClient: -6, .insider: -6, .unknown: -9, .neighbour: -6],
            Localized(en: "An attack on a service explains it.", ja: "サービスへの攻撃で説明できます。"), [event.evidence], records: attack.count)
    }

    /// Whether what was done was done as a service.
    private static func owner(_ file: CaseFile, _ balance: inout Balance) {
        if file.web.request != nil,
            file.deeds.all.contains(where: { ServiceNames.isApplication($0.owner, file.facts.accounts) })
        {
            return
        }
        let owned = file.deeds.all.filter { ServiceNames.isService($0.owner, file.facts.accounts) }
        if let first = owned.first, owned.count * 2 >= file.deeds.all.filter({ !$0.owner.isEmpty }).count {
            balance.add(
                "service.owner", group: "owner",
                [.serviceVulnerability: 12, .stolenCredential: -4, .guessedCredential: -4, .webVulnerability: -4, .infectedClient: -10],
                Localized(
                    en: "What was planted belongs to \(first.owner), the account of a service.",
                    ja: "置かれたものの所有者は、サービス用のアカウント \(first.owner) です。"),
                owned.prefix(3).map(\.evidence), records: owned.count)
        }
    }

    /// The file was uploaded through a service that asked for no name: rsync's modules, the anonymous of FTP.
    private static func nameless(_ file: CaseFile, _ balance: inout Balance) {
        let uploads = file.deeds.all.flatMap { file.search.uploads($0) }.filter { $0.isNameless && $0.strength >= .fitting }
        guard let upload = uploads.first, let address = upload.address else { return }
        balance.add(
            "upload.nameless", group: "link", [.serviceVulnerability: 20],
            Localized(
                en: "At \(upload.time) it was uploaded from \(address), and nobody was asked for a name or a password.",
                ja: "\(upload.time) に \(address) からアップロードされています。名前もパスワードも求められていません。"),
            uploads.prefix(3).map(\.evidence), records: uploads.count)
        balance.add(
            "upload.nameless", group: "explained",
            [.stolenCredential: -8, .guessedCredential: -8, .infectedClient: -8, .webVulnerability: -8, .insider: -6, .unknown: -10],
            Localized(en: "A folder that anybody may write to explains it.", ja: "だれでも書き込めるフォルダだったことで説明できます。"), [upload.evidence],
            records: uploads.count)
    }

    private static func leftover(_ file: CaseFile, _ balance: inout Balance) {
        guard let leftover = file.leftover else { return }
        balance.add(
            "link.leftover", group: "link",
            [.reinfection: 17, .webVulnerability: -8, .stolenCredential: -8, .guessedCredential: -8, .infectedClient: -6],
            Localized(
                en: "\(leftover.source.path), which is older than the clean-up of \(leftover.cleanUp.time), did it again.",
                ja: "\(leftover.cleanUp.time) の後始末より前からある \(leftover.source.path) が、ふたたび書き込んでいます。"),
            [leftover.channel.evidence, leftover.source.evidence])
        balance.add(
            "cleanup", group: "cleanup", [.reinfection: 8],
            Localized(en: "There had been a clean-up before.", ja: "その前に一度、後始末がされています。"), [leftover.cleanUp.evidence])
    }

    private static func neighbour(_ file: CaseFile, _ balance: inout Balance) {
        let people = file.facts.accounts.filter(\.isPerson)
        if people.count <= 1 {
            balance.add(
                "single.tenant", group: "tenant", [.neighbour: -10],
                Localized(en: "Nobody else has an account here.", ja: "ほかに利用者はいません。"), [], records: 5)
            return
        }
        let foreign = file.deeds.all.filter { deed in
            guard deed.isWeb, let owner = people.first(where: { $0.name == deed.owner }) else { return false }
            let home = people.first { $0.home.count > 1 && deed.path.isInside($0.home) }
            return home.map { $0.name != owner.name && $0.home != owner.home } ?? false
        }
        guard let first = foreign.first else { return }
        balance.add(
            "neighbour.owner", group: "owner",
            [.neighbour: 22, .webVulnerability: -4, .stolenCredential: -6, .guessedCredential: -6, .infectedClient: -10],
            Localized(
                en: "\(first.path) lies in one customer's site and belongs to another, \(first.owner).",
                ja: "\(first.path) はある利用者のサイトにありますが、所有者は別の利用者 \(first.owner) です。"), foreign.prefix(3).map(\.evidence),
            records: foreign.count)
    }

    /// Every record is there, and none tells.
    private static func unexplained(_ file: CaseFile, _ balance: inout Balance) {
        guard file.moment != nil, file.lost.isEmpty, file.logIn == nil, file.web.request == nil, file.leftover == nil,
            file.faults == nil, file.contact == nil, !file.deeds.all.isEmpty
        else { return }
        balance.add(
            "nothing", group: "link", [.unknown: 10],
            Localized(
                en: "The logs cover the moment, and none of the ways that they tell of leads to it.",
                ja: "記録はその時刻を含んでいますが、そこにつながる入り方は見当たりません。"), [], records: 5)
    }
}
