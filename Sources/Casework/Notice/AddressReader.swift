import Model

/// Addresses, URLs, host names, paths and accounts in a notice, and which of them it accuses.
struct AddressReader {
    private struct Seen {
        var place: NoticePlace
        var score: Int
        var isTarget: Bool
        var order: Int
    }

    static let most = 300

    /// The domain of the sender, whose own pages are not accused.
    private let domain: [UInt8]

    init(sender: RawText) {
        let from = sender.bytes.lowercasedASCII
        domain = from.lastIndex(of: 0x40).map { Array(from[($0 + 1)...].prefix { $0.isAlphanumeric || $0 == 0x2d || $0 == 0x2e }) } ?? []
    }

    private func isOwn(_ text: RawText) -> Bool {
        let host = AddressScan.host(of: text)
        return !domain.isEmpty && (host == domain || host.suffix(domain.count + 1).elementsEqual([0x2e] + domain))
    }

    func read(_ lines: [NoticeLine], subject: NoticeLine, given: [Told<AccusedThing>]) -> [Told<AccusedThing>] {
        var seen: [AccusedThing: Seen] = [:]
        func add(_ kind: AccusedThing.Kind, _ text: RawText, _ line: NoticeLine, _ score: Int, isTarget: Bool) {
            let key = AccusedThing(kind, .mentioned, text)
            if var old = seen[key] {
                old.score += score
                old.isTarget = old.isTarget || isTarget
                seen[key] = old
            } else if seen.count < AddressReader.most {
                seen[key] = Seen(place: line.place, score: score, isTarget: isTarget, order: seen.count)
            }
        }
        var label = AddressLabel.none
        // Pages and files that stand outside logs, without a word that says what for.
        var content: Set<AccusedThing> = []
        for line in [subject] + lines {
            let isSubject = line.section == "header"
            let own = AddressLabel(line)
            let things = AddressScan.things(line.plain)
            // A heading labels the lines below it, up to one that names nothing.
            if things.isEmpty, !line.lower.isEmpty { label = line.lower.count < 60 || line.lower.last == 0x3a ? own : .none }
            for (kind, text, at) in things {
                let beside = line.isLog ? AddressLabel.inLog(line.lower, at) : AddressLabel(line, at: at, length: text.count)
                let role = beside == .none && !line.isLog ? label : beside
                let score = isSubject ? 6 : role == .accused ? 5 : role == .target ? 0 : 1
                if !isSubject, kind == .host || kind == .url, AddressScan.isOfDesk(text) || isOwn(text) { continue }
                let isContent = !line.isLog && (kind == .url || kind == .path) && role != .target
                if isContent, score < 5 { content.insert(AccusedThing(kind, .mentioned, text)) }
                add(kind, text, line, score, isTarget: role == .target && !isSubject)
            }
        }
        var things = given
        let sorted = seen.sorted { ($1.value.score, $0.value.order) < ($0.value.score, $1.value.order) }
        let hasGiven = given.contains { $0.value.role == .accused }
        let strongest = sorted.first { !$0.value.isTarget && $0.key.kind == .address }
        let hasPage = sorted.contains { ($0.key.kind == .url || $0.key.kind == .path) && $0.value.score >= 5 && !$0.value.isTarget }
        for (thing, mark) in sorted where !given.contains(where: { $0.value.kind == thing.kind && $0.value.text == thing.text }) {
            var thing = thing
            let isLabelled = mark.score >= 5
            // Where nothing is labelled, the address that is named first and most often is meant.
            let isOnly = !hasGiven && strongest?.key == thing && mark.score < 5
            let isShown = !hasGiven && !hasPage && content.contains(thing)
            thing.role = mark.isTarget ? .target : isLabelled || isOnly || isShown ? .accused : .mentioned
            things.append(Told(thing, mark.place))
        }
        return things
    }
}

/// What a line says about the addresses in it.
enum AddressLabel: Sendable, Hashable {
    case accused, target, none

    init(_ line: NoticeLine) {
        let head = NoticeLine(section: "", number: 0, raw: line.lower.prefix(160))
        if head.says(AddressLabel.targets) {
            self = .target
        } else {
            self = head.says(AddressLabel.accusing) ? .accused : .none
        }
    }

    /// The word that stands nearest before the address; else what stands behind it; else what the whole line says.
    init(_ line: NoticeLine, at place: Int, length: Int) {
        let accused = AddressLabel.accusing.compactMap { line.last($0, before: place) }.max() ?? -1
        let target = AddressLabel.targets.compactMap { line.last($0, before: place) }.max() ?? -1
        let behind = line.lower.dropFirst(place + length).prefix(24).drop { $0 == 0x20 || $0 == 0x29 }
        if AddressLabel.from.contains(where: { behind.starts(with: $0) }) {
            self = .accused
        } else if AddressLabel.toward.contains(where: { behind.starts(with: $0) }) {
            self = .target
        } else if accused >= 0 || target >= 0 {
            self = target >= accused ? .target : .accused
        } else {
            self.init(line)
        }
    }

    private static let from = DeadlineWords.words(
        "から", "より", "is listed", "has been listed", "keeps", "is sending", "is attacking", "has attacked")
    private static let toward = DeadlineWords.words("に対し", "に対する", "宛", "へ", "was attacked", "has been attacked")

    /// In a log the words before the address tell: `src=`, `dst=`, "from".
    static func inLog(_ text: [UInt8], _ place: Int) -> AddressLabel {
        let before = Array(text[..<min(place, text.count)].suffix(14))
        if ["src=", "from ", "src:", "src "].contains(where: { before.suffix(6).has($0.bytes) }) { return .accused }
        if [" > ", "-> ", "=>  ", "=> ", "dst=", "dst:", "dst ", "to ", "destination "].contains(where: { before.suffix(8).has($0.bytes) })
        {
            return .target
        }
        return .none
    }

    private static let accusing = DeadlineWords.words(
        "ip address", "ip:", "source ip", "source-ip", "source", "your server", "your ip", "your host", "your machine", "your instance",
        "your droplet", "your linode", "your node", "your customer", "your vps",
        "your system", "affected ip", "affected", "offending", "attacker", "abusive", "infected", "compromised", "url:", "urls:",
        "reported url", "reported ip", "host:", "hostname",
        "domain:", "domains:", "対象ip", "対象", "該当", "発信元", "送信元", "攻撃元", "ipアドレス", "ip アドレス", "お客様", "ご利用", "ご契約", "サーバー名", "ホスト名", "ドメイン",
        "url", "設置", "改ざん", "src", "from ip", "listed", "originating from", "coming from", "hosted on", "hosted at", "location:")
    private static let targets = DeadlineWords.words(
        "destination", "target", "dest ip", "dst ip", "victim", "attacked host", "attacked ip", "attacked server", "宛先", "攻撃先", "被害", "接続先",
        "送信先",
        "our server", "our ip", "our host", "our system", "my server", "our honeypot", "complainant", "reporter", "申告者", "通報者",
        "http://www.our", "nameserver", "当方", "弊社サーバ")
}
