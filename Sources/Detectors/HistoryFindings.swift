import Model
import Provenance

extension Detector {
    /// A history that was made not to be kept.
    static let suppressedHistory = Detector(
        id: "shell.history.suppressed",
        title: Localized(en: "A shell history is kept from being written", ja: "打ち込んだ命令の記録が残らないようにされています"),
        claim: Localized(
            en: "The history file of an account is a link to nowhere, a folder, or made unchangeable.",
            ja: "アカウントの命令履歴のファイルが、捨て場所へのつなぎ替えなどで、記録されないようになっています。"),
        techniques: ["T1070.003", "T1562.003"], aspect: .tracks, needs: [.histories],
        misses: Localized(en: "A history that was emptied and then used again.", ja: "一度消されたあと普通に使われている履歴は分かりません。")
    ) { situation in
        situation.facts.histories.compactMap { history in
            let file = history.file
            // Handbooks of databases advise to throw their clients' history away, because passwords stand in it.
            let isClients = file.path.hasSuffix("/.mysql_history") || file.path.hasSuffix("/.python_history")
            let isNowhere = file.status.kind == .symbolicLink && file.linkTarget.map { $0 == "/dev/null" || $0.hasPrefix("/dev/") } ?? false
            let isFolder = file.status.kind == .directory
            let isFixed = !file.status.attributes.isDisjoint(with: [.immutable]) || file.status.kind == .characterDevice
            guard isNowhere || isFolder || isFixed else { return nil }
            return Claim(
                isClients ? .low : history.account == "root" ? .high : .medium, isClients ? .possible : .likely,
                Subject(.file, path: file.path, user: history.account),
                explanation: Localized(
                    en:
                        "\(file.path) \(isNowhere ? Prose("leads to \(file.linkTarget ?? "")") : isFolder ? "is a folder" : "cannot be changed"): what \(history.account) types is not recorded.",
                    ja:
                        "\(file.path) は\(isNowhere ? Prose(" \(file.linkTarget ?? "") につながっていて") : isFolder ? "フォルダーになっていて" : "変更できないようにされていて")、\(history.account) の打ち込んだ命令が残りません。"
                ),
                nextSteps: [.preserve(file.path)]
            ).with(file: file, situation, source: "histories")
        }
    }

    /// Commands in a history that are an intruder's.
    static let harmfulHistory = Detector(
        id: "shell.history.harmful",
        title: Localized(en: "A shell history holds an intruder's commands", ja: "命令の記録に、侵入者のものと思われる操作があります"),
        claim: Localized(
            en: "Commands that download and run code, hide traces or open shells stand in an account's history.",
            ja: "外から取ってきて動かす、痕跡を消す、操作を外に明け渡すといった命令が、履歴に残っています。"),
        techniques: ["T1059.004"], aspect: .activity, needs: [.histories],
        misses: Localized(en: "Commands typed with the history switched off.", ja: "履歴を止めてから打たれた命令は残りません。")
    ) { situation in
        situation.facts.histories.compactMap { history in
            let bad = history.traits.filter { $0.trait.severity >= .high }
            guard !bad.isEmpty else { return nil }
            let isStrong = isIntruders(bad)
            var claim = Claim(
                isStrong ? .high : .low, isStrong ? .likely : .possible,
                Subject(.file, path: history.file.path, user: history.account),
                explanation: Localized(
                    en: "In \(history.file.path): \(list: bad.map(\.text), most: 4). What they do: \(bad.map(\.trait).words.en).",
                    ja: "\(history.file.path) の中: \(list: bad.map(\.text), most: 4)。内容: \(bad.map(\.trait).words.ja)。"),
                evidence: bad.prefix(8).map { .trait($0, path: history.file.path, source: "histories") },
                nextSteps: [.preserve(history.file.path)])
            if isStrong {
                claim.times = situation.stamps.marks(history.file).map { mark in
                    var mark = mark
                    mark.meaning = .active
                    return mark
                }
            }
            return claim
        }
    }

    /// Whether no honest person types this. An installer is piped into a shell, a log emptied on a full disk, an account made
    /// and a history cleared after a password slipped in by many; records of log-ins are wiped by intruders.
    private static func isIntruders(_ bad: [TraitHit]) -> Bool {
        let kinds = Set(bad.map(\.trait))
        if !kinds.isDisjoint(with: [.reverseShell, .bindShell, .minesCurrency, .deceptivePath, .decodeAndRun, .speaksIRC]) { return true }
        if kinds.isSuperset(of: [.hidesHistory, .wipesLogs]) { return true }
        let records: [RawText] = ["wtmp", "btmp", "utmp", "lastlog", "auth.log", "/secure"]
        if bad.contains(where: { hit in hit.trait == .wipesLogs && records.contains { hit.text.contains($0) } }) { return true }
        return kinds.count >= 3 && !kinds.isDisjoint(with: [.hidesHistory, .preloadsLibrary, .sendsOut, .loadsKernelModule])
    }

    /// Records of log-ins that were cut out or set to zero.
    static let wipedLogins = Detector(
        id: "log.wtmp.wiped",
        title: Localized(en: "Records of log-ins were wiped", ja: "ログインの記録が消されています"),
        claim: Localized(
            en:
                "wtmp holds records that are all zero, as programs that erase a log-in leave them, or a log of the system leads to nowhere.",
            ja: "ログイン記録(wtmp)がゼロで塗りつぶされているか、システムの記録が捨て場所につなぎ替えられています。痕跡を消した跡です。"),
        techniques: ["T1070.002"], aspect: .tracks, needs: [.loginRecords],
        misses: Localized(en: "Records that were cut out whole.", ja: "記録が丸ごと切り取られた場合は分かりません。")
    ) { situation in
        let byPath = Dictionary(grouping: situation.facts.loginProblems, by: { $0.path ?? "" })
        return thrownAway(situation)
            + byPath.keys.sorted().compactMap { path in
                guard let problems = byPath[path], !problems.isEmpty else { return nil }
                return Claim(
                    .high, .likely, Subject(.log, path: path),
                    explanation: Localized(
                        en: "\(path) holds \(problems.count) records that were overwritten with zeroes.",
                        ja: "\(path) に、ゼロで上書きされた記録が \(problems.count) 件あります。"),
                    evidence: Array(problems.prefix(8)), nextSteps: [.preserve(path)])
            }
    }

    /// Records that lead to nowhere: what the system writes of log-ins and events is lost.
    private static func thrownAway(_ situation: Situation) -> [Claim] {
        situation.facts.files.filter { file in
            file.path.isInside("/var/log") && file.status.kind == .symbolicLink && file.linkTarget?.hasSuffix("dev/null") == true
        }.map { file in
            Claim(
                .high, .likely, Subject(.log, path: file.path),
                explanation: Localized(
                    en: "\(file.path) leads to \(file.linkTarget ?? ""): what the system writes there is thrown away.",
                    ja: "\(file.path) が \(file.linkTarget ?? "") につながっていて、記録が残らないようにされています。"),
                nextSteps: [.preserve(file.path)]
            ).with(file: file, situation)
        }
    }

    /// Addresses that tried passwords in numbers, told apart by whether one of them got in.
    static let passwordGuessing = Detector(
        id: "login.guessing",
        title: Localized(en: "Somebody tried passwords", ja: "パスワードを次々に試されています"),
        claim: Localized(
            en: "One address failed to log in many times. Where the same address then got in, the password was found.",
            ja: "同じアドレスから何度もログインに失敗しています。そのあとに成功していれば、パスワードを当てられています。"),
        techniques: ["T1110"], aspect: .weakness, needs: [.loginAttempts],
        misses: Localized(en: "Guesses spread over many addresses, and logs that are gone.", ja: "多数のアドレスに分けた試行や、すでに消えた記録は分かりません。")
    ) { situation in
        let tried = situation.facts.loginAttempts.filter { $0.failures >= 10 }
        let broken = tried.filter { attempt in attempt.firstSuccess.map { $0 >= attempt.first } ?? false }
        let people = Set(situation.facts.accounts.filter(\.isPerson).map(\.name))
        var claims = broken.map { attempt in
            // People mistype their own password now and then, between log-ins that succeed; a guesser fails again and again,
            // with many names or many passwords.
            let isOften = attempt.failures >= 3 * attempt.successes && (attempt.failures >= 20 || attempt.users.count >= 4)
            // Behind one address may sit a whole office: who was let in without a failure of his own did not guess, where those that failed
            // are people of this host. A guesser tries root, and names that nobody has.
            let isAnother =
                attempt.users.count <= 2 && attempt.users.allSatisfy(people.contains) && !attempt.admitted.isEmpty
                && attempt.admitted.allSatisfy { $0.count > 1 && !attempt.users.contains($0) }
            let isGuessing = isOften && !isAnother
            return Claim(
                isGuessing ? .critical : .low, isGuessing ? .likely : .possible,
                Subject(.host, path: attempt.place.path, address: attempt.address),
                title: isGuessing
                    ? Localized(en: "A password was guessed", ja: "パスワードを破られた形跡があります")
                    : isAnother
                        ? Localized(
                            en: "From the same address one account was tried and another let in",
                            ja: "同じ接続元から、あるアカウントは失敗を重ね、別のアカウントはログインしています")
                        : Localized(en: "Log-ins failed and then succeeded", ja: "ログインに何度か失敗したあと、成功しています"),
                aspect: isGuessing ? .access : .weakness,
                explanation: Localized(
                    en:
                        "\(RawText(attempt.address)) failed \(attempt.failures) times from \(attempt.first) on (accounts: \(list: attempt.users)) and then logged in at \(attempt.firstSuccess ?? attempt.last).",
                    ja:
                        "\(RawText(attempt.address)) は \(attempt.first) から \(attempt.failures) 回失敗したあと(試したアカウント: \(list: attempt.users))、\(attempt.firstSuccess ?? attempt.last) にログインに成功しています。"
                ),
                evidence: [.line(attempt.place, RawText("\(attempt.failures) failures"), source: "logins")],
                times: attempt.firstSuccess.map { [TimeMark($0, .created, clock: .record)] } ?? [])
        }
        let others = tried.filter { attempt in !broken.contains(attempt) }
        if let worst = others.max(by: { $0.failures < $1.failures }) {
            let total = others.reduce(0) { $0 + $1.failures }
            claims.append(
                Claim(
                    .low, .certain, Subject(.host, path: worst.place.path, address: worst.address),
                    explanation: Localized(
                        en:
                            "\(others.count) addresses failed to log in \(total) times in all; most often \(RawText(worst.address)) (\(worst.failures)). None of them got in, as far as the logs reach.",
                        ja:
                            "\(others.count) 個のアドレスから合計 \(total) 回、ログインに失敗しています。最多は \(RawText(worst.address))(\(worst.failures) 回)。記録の残る範囲では、どれも成功していません。"
                    ),
                    evidence: [.line(worst.place, RawText("\(worst.failures) failures"), source: "logins")]))
        }
        return claims
    }
}
