import Model

/// Who tried to get in, and whether anything came through.
struct AttackerList: Sendable {
    private(set) var listed: [Attacker] = []
    private(set) var count = 0
    private(set) var failedLogIns = 0
    private(set) var attacks = 0
    /// Whether one of them came through.
    private(set) var hasSuccess = false

    private static let most = 200
    /// Fewer failures than this are slips.
    private static let fewest = 5
    /// So many from where somebody always works are no slips.
    private static let slips = 100

    init(_ file: CaseFile) {
        var byAddress: [RawText: Attacker] = [:]
        let named = Set(file.trail.failures.entries.filter { $0.key.service != "pam" }.map(\.key.address))
        for (key, tally) in file.trail.failures.entries
        where !key.address.isEmpty && (key.service != "pam" || !named.contains(key.address)) {
            AttackerList.add(
                "login." + key.service, tally.count, key.address, tally.first, tally.last, tally.lines.first?.evidence, &byAddress)
        }
        for (key, tally) in file.trail.attempts {
            AttackerList.add(
                "web." + key.kind.rawValue, tally.count, file.trail.text(key.address), tally.first, tally.last, nil, &byAddress)
        }
        if let request = AttackerList.entry(file), byAddress[request.address] == nil {
            AttackerList.add("web.entry", 1, request.address, request.time, request.time, request.evidence, &byAddress)
        }
        for logIn in file.telltales.proofs where logIn.kind == .attackerLogIn && byAddress[logIn.event.address] == nil {
            let event = logIn.event
            AttackerList.add("contact", 1, event.address, event.time, event.time, event.evidence, &byAddress)
        }
        let nameless = AttackerList.nameless(file)
        for upload in nameless where upload.address.map({ byAddress[$0] == nil }) ?? false {
            AttackerList.add("contact", 1, upload.address ?? "", upload.time, upload.time, upload.evidence, &byAddress)
        }
        let callers = WebTrace.callers(file.deeds, file.trail)
        // Who tried nothing else and used what was planted is told, too.
        let others = callers.subtracting(byAddress.keys)
        for event in file.trail[.pageRequests] where others.contains(event.address) {
            AttackerList.add("web.planted", 1, event.address, event.time, event.time, event.evidence, &byAddress)
        }
        let logIns = Dictionary(grouping: file.history.all, by: \.address)
        let answered = Dictionary(grouping: file.trail[.requests] + file.trail[.nearRequests], by: \.address)
        var all: [Attacker] = []
        for var attacker in byAddress.values {
            let isGrave = attacker.attempts.contains { key, _ in
                key.hasPrefix("web.") && key != "web.probe" && key != "web.login" && key != "web.secret"
            }
            guard
                attacker.total >= AttackerList.fewest || isGrave
                    || attacker.attempts.keys.contains(where: { $0 == "web.entry" || $0 == "contact" })
            else { continue }
            // Who works here slips now and then, and opens the page for logging in every day.
            if !isGrave, attacker.total < AttackerList.slips, let last = logIns[attacker.address]?.last,
                case .usual = file.history.familiarity(last)
            {
                continue
            }
            attacker.success = AttackerList.success(
                attacker, logIns[attacker.address] ?? [], answered[attacker.address] ?? [], callers, nameless, file)
            attacker.origin = NetworkAddress(attacker.address).flatMap { file.origins.origin(of: $0) }
            failedLogIns &+= attacker.attempts.filter { $0.key.hasPrefix("login.") }.values.reduce(0, &+)
            attacks &+= attacker.attempts.filter { $0.key.hasPrefix("web.") }.values.reduce(0, &+)
            all.append(attacker)
        }
        count = all.count
        hasSuccess = all.contains { $0.success != nil }
        listed = Array(
            all.sorted { left, right in
                if (left.success != nil) != (right.success != nil) { return left.success != nil }
                return (-left.total, left.address) < (-right.total, right.address)
            }.prefix(AttackerList.most))
    }

    /// The request that explains what was done, where it is tied to it, or nobody else as strange wrote anything in those minutes.
    private static func entry(_ file: CaseFile) -> TrailEvent? {
        guard let request = file.web.request, file.logIn?.siteRequest == nil, !request.address.isEmpty else { return nil }
        return file.isTiedToWeb || file.web.isByMomentAlone && file.web.strangers <= 1 ? request : nil
    }

    /// Uploads of what was planted by visitors who were asked for no name.
    private static func nameless(_ file: CaseFile) -> [WriteChannel] {
        file.deeds.all.prefix(50).flatMap { file.search.uploads($0) }.filter { $0.isNameless && $0.strength >= .fitting }
    }

    private static func add(
        _ kind: String, _ count: Int, _ address: RawText, _ first: Timestamp, _ last: Timestamp, _ evidence: EvidenceItem?,
        _ all: inout [RawText: Attacker]
    ) {
        var attacker = all[address] ?? Attacker(address: address, attempts: [:], first: first, last: last, evidence: [])
        attacker.attempts[kind, default: 0] &+= count
        (attacker.first, attacker.last) = (min(attacker.first, first), max(attacker.last, last))
        if let evidence, attacker.evidence.count < 3 { attacker.evidence.append(evidence) }
        all[address] = attacker
    }

    private static func success(
        _ attacker: Attacker, _ logIns: [LogIn], _ answered: [TrailEvent], _ callers: Set<RawText>,
        _ nameless: [WriteChannel], _ file: CaseFile
    ) -> Localized? {
        let failed = attacker.attempts.filter { $0.key.hasPrefix("login.") }.values.reduce(0, &+)
        if failed >= fewest,
            let logIn = logIns.prefix(400).first(where: { $0.time >= attacker.first && isBehindFailures($0, file) })
        {
            if case .usual = file.history.familiarity(logIn) { return nil }
            return Localized(en: "It was let in as \(logIn.user) at \(logIn.time).", ja: "\(logIn.time) に \(logIn.user) としてログインに成功しています。")
        }
        if callers.contains(attacker.address) {
            return Localized(en: "It used what was planted.", ja: "置かれたファイルを使っています。")
        }
        if let logIn = file.telltales.proofs.first(where: { $0.kind == .attackerLogIn && $0.event.address == attacker.address })?.event {
            return Localized(en: "It was let in as \(logIn.user) at \(logIn.time).", ja: "\(logIn.time) に \(logIn.user) としてログインに成功しています。")
        }
        if let upload = nameless.first(where: { $0.address == attacker.address }) {
            return Localized(en: "It uploaded what was planted, at \(upload.time).", ja: "\(upload.time) に、問題のファイルを送り込んでいます。")
        }
        if file.isTiedToWeb, let request = file.web.request, request.address == attacker.address {
            return Localized(en: "Its request at \(request.time) wrote a file.", ja: "\(request.time) のリクエストでファイルが書かれています。")
        }
        if let request = entry(file), request.address == attacker.address {
            return Localized(
                en: "Right after its request at \(request.time) the intruder's program ran.",
                ja: "\(request.time) のリクエストの直後に、侵入者のプログラムが動いています。")
        }
        return nil
    }

    /// Whether failures at the same door came before a log-in. A browser's first request to a page with a password fails each time.
    private static func isBehindFailures(_ logIn: LogIn, _ file: CaseFile) -> Bool {
        if logIn.event.service == "web" { return TelltaleList.isGuessed(logIn, file.history, file.search.failures) }
        let guess = Guessing(logIn, file.search.failures)
        return max(guess.fromAddress, guess.slowly) >= fewest
    }

    /// What was tried, and that nothing or something came through; nil where nobody tried.
    var summary: Localized? {
        guard count > 0 else { return nil }
        let text = Localized(
            en: "\(count) addresses tried: \(failedLogIns) failed log-ins, \(attacks) attacks on the web server.",
            ja: "\(count) か所のアドレスが試みています(ログイン失敗 \(failedLogIns) 回、ウェブへの攻撃 \(attacks) 回)。")
        return text
            + (hasSuccess
                ? Localized(en: " At least one came through.", ja: "少なくとも 1 つは成功しています。")
                : Localized(en: " None of them came through", ja: "成功したものは見つかっていません"))
    }

    /// The same, with the records that prove that nothing came through.
    func statement(_ ledger: CoverageLedger) -> Localized? {
        guard var text = summary else { return nil }
        if hasSuccess { return text }
        let witnesses = AttackerList.witnesses(ledger)
        guard !witnesses.isEmpty else {
            return text + Localized(en: ", as far as the records go, which show holes.", ja: "(ただし記録に欠けがあります)。")
        }
        for source in witnesses.prefix(4) {
            guard let first = source.first, let last = source.last else { continue }
            text =
                text
                + Localized(
                    en: "; \(source.name) is whole from \(first) to \(last)", ja: "。\(source.name) は \(first) から \(last) まで欠けなく残っています")
        }
        return text + Localized(en: ".", ja: "。")
    }

    /// The same for the verdict: in short where whole logs prove it, else with what is missing.
    func verdict(_ ledger: CoverageLedger) -> Localized? {
        if hasSuccess || AttackerList.witnesses(ledger).isEmpty { return statement(ledger) }
        return summary.map { $0 + Localized(en: "; the logs that show it are named below.", ja: "。それを示す記録は下に挙げています。") }
    }

    /// Logs of doors in which nothing is missing.
    private static func witnesses(_ ledger: CoverageLedger) -> [SourceCoverage] {
        ledger.sources.filter { source in
            !source.channels.isDisjoint(with: [.logins, .ftp, .web]) && source.first != nil && source.holes.isEmpty
                && source.tampering.isEmpty
        }
    }
}
