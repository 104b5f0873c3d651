import Model
import Provenance

extension Detector {
    /// Something that a list or rule of the operator's knows.
    static let listedIndicator = Detector(
        id: "indicator.listed",
        title: Localized(en: "Something here stands in your lists or matches your rules", ja: "お渡しの一覧(侵害指標)やルールに当てはまるものがあります"),
        claim: Localized(
            en: "A file, an address or a name of this host is in the lists or matches the rules that you gave.",
            ja: "渡された一覧やルールに載っているファイル・通信先・名前が、このサーバーにあります。"),
        techniques: [], aspect: .activity, needs: [.files, .content],
        misses: Localized(
            en: "What your lists do not name. Addresses and names are looked for in content only where content is judged.",
            ja: "一覧にないもの。宛先や名前は、中身を調べる対象になったファイルの中だけで探します。"),
        severities: .low ... .high
    ) { situation in
        files(situation) + histories(situation) + peers(situation)
    }

    private static func files(_ situation: Situation) -> [Claim] {
        situation.facts.files.compactMap { file in
            let matches = file.matches.filter { $0.kind == .other || $0.kind == .indicator }
            guard !file.indicators.isEmpty || !matches.isEmpty, let words = words(file, matches) else { return nil }
            // A digest is the thing itself; a name or a word in a text may be chance.
            let isExact = file.indicators.contains { $0.kind == .digest }
            let isPeer = matches.contains { $0.kind == .indicator }
            var shown = file
            shown.matches = matches
            return Claim(
                isExact || isPeer ? .high : .medium, isExact ? .likely : .possible, Subject(.file, path: file.path), explanation: words,
                nextSteps: [.preserve(file.path)],
                rule: matches.first.flatMap {
                    $0.kind == .other ? RuleCredit(name: $0.rule, author: $0.author, license: $0.license) : nil
                }, references: matches.flatMap(\.references)
            ).with(file: shown, situation)
        }
    }

    private static func words(_ file: FileFact, _ matches: [ContentMatch]) -> Localized? {
        if let known = file.indicators.first {
            return Localized(en: "\(file.path): ", ja: "\(file.path):") + told(known)
        }
        guard let match = matches.first else { return nil }
        let hit = match.hits.first.map { Localized(en: " At byte \($0.offset): \($0.text).", ja: " \($0.offset) バイト目: \($0.text)") }
        return Localized(en: "\(file.path): \(match.title.en).", ja: "\(file.path):\(match.title.ja)。") + (hit ?? Localized(en: "", ja: ""))
    }

    private static func told(_ known: Indicator) -> Localized {
        let what =
            switch known.kind {
            case .digest: Localized(en: "the content has the digest \(known.value)", ja: "内容の指紋が \(known.value) です")
            case .path: Localized(en: "the path is listed", ja: "この場所が一覧にあります")
            case .fileName: Localized(en: "the name \(known.value) is listed", ja: "\(known.value) という名前が一覧にあります")
            case .address, .host: Localized(en: "\(known.value) is listed", ja: "\(known.value) が一覧にあります")
            }
        guard !known.about.isEmpty else { return what + Localized(en: " (\(known.list)).", ja: "(\(known.list))。") }
        return what + Localized(en: " (\(known.list): \(known.about)).", ja: "(\(known.list):\(known.about))。")
    }

    private static func histories(_ situation: Situation) -> [Claim] {
        situation.facts.histories.compactMap { history in
            guard let known = history.file.indicators.first else { return nil }
            return Claim(
                .high, .possible, Subject(.log, path: history.file.path, user: history.account),
                explanation: Localized(en: "Commands that \(history.account) typed name it: ", ja: "\(history.account) が打った命令の記録にあります:")
                    + told(known), nextSteps: [.preserve(history.file.path)]
            ).with(file: history.file, situation)
        }
    }

    /// Addresses and names in connections, log-ins, and what starts by itself.
    private static func peers(_ situation: Situation) -> [Claim] {
        let facts = situation.facts, set = facts.indicators
        guard !set.isEmpty else { return [] }
        var claims: [Claim] = []
        for socket in facts.sockets where socket.isEstablished {
            guard let known = set.peer(RawText(socket.remoteAddress)) else { continue }
            let owner = facts.processes.first { $0.sockets.contains(socket.inode) }
            claims.append(
                Claim(
                    .high, .likely,
                    Subject(.socket, path: owner?.executable, pid: owner?.pid, address: socket.remoteAddress, name: owner?.name),
                    explanation: Localized(en: "This host is connected to it now: ", ja: "いま接続しています:") + told(known),
                    nextSteps: [.isolate]))
        }
        for entry in facts.autoruns {
            let texts = [entry.command] + entry.traits.map(\.text) + entry.targets.flatMap { ($0.file?.traits ?? []).map(\.text) }
            guard let known = texts.lazy.compactMap({ set.peer(in: $0) }).first else { continue }
            claims.append(
                Claim(
                    .high, .likely, Subject(.job, path: entry.place.path, user: entry.user, name: entry.name, line: entry.place.line),
                    explanation: Localized(
                        en: "\(entry.place.path) starts by itself and names it: ", ja: "自動で動く \(entry.place.path) に書かれています:")
                        + told(known),
                    evidence: [.line(entry.place, entry.command, source: "autoruns")], nextSteps: [.disableJob(entry.place)]))
        }
        for attempts in facts.loginAttempts {
            guard let known = set.peer(RawText(attempts.address)) else { continue }
            let isIn = attempts.successes > 0
            claims.append(
                Claim(
                    isIn ? .high : .low, .likely, Subject(.log, path: attempts.place.path, address: attempts.address),
                    explanation: isIn
                        ? Localized(en: "It logged in \(attempts.successes) times: ", ja: "\(attempts.successes) 回ログインしています:") + told(known)
                        : Localized(en: "It tried to log in and did not succeed: ", ja: "ログインを試みましたが、成功していません:") + told(known),
                    times: attempts.firstSuccess.map { [TimeMark($0, .active, clock: .record)] } ?? []))
        }
        for login in facts.logins where login.kind == .user {
            let peer = login.address.map { RawText($0) } ?? login.host
            guard let known = set.peer(peer) else { continue }
            claims.append(
                Claim(
                    .high, .likely,
                    Subject(
                        .log, path: "/var/log/wtmp", user: login.user, address: known.kind == .address ? peer.utf8 : nil, name: login.host),
                    explanation: Localized(en: "\(login.user) logged in from it: ", ja: "\(login.user) がそこからログインしています:") + told(known),
                    times: [TimeMark(login.time, .active, clock: .record)]))
        }
        return claims
    }
}
