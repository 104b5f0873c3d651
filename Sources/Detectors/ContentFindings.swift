import Model
import Provenance

extension Detector {
    /// A page or program of a web site that lets somebody run commands.
    static let webShell = Detector(
        id: "web.shell",
        title: Localized(en: "A web page that runs commands for a stranger", ja: "外から誰でもサーバーを操作できるページ(ウェブシェル)があります"),
        claim: Localized(
            en: "What a visitor sends reaches a function that runs programs or code.",
            ja: "訪問者が送った内容が、そのままプログラムとして実行される作りになっています。"),
        techniques: ["T1505.003"], aspect: .persistence, needs: [.content],
        misses: Localized(
            en: "A shell written unlike any technique that the rules describe, or compiled.", ja: "ルールに書かれていない手口や、実行形式のものは分かりません。")
    ) { situation in content(situation, [.webShell, .backdoor], severity: .critical, web: true) }

    /// A page that serves its visitors something that its owner did not write.
    static let injectedPage = Detector(
        id: "web.page.injected",
        title: Localized(en: "A page of the site attacks its visitors", ja: "サイトのページに、閲覧者を狙う仕掛けが埋め込まれています"),
        claim: Localized(
            en: "A page or CGI program gives out hidden frames, disguised scripts or redirections to another place.",
            ja: "ページや CGI が、見えない枠や読み取れない形のスクリプトを出し、別の場所へ誘導しています。"),
        techniques: ["T1189", "T1505.003"], aspect: .tampering, needs: [.content],
        misses: Localized(
            en: "Changes that a database holds, and pages changed without any of the known tricks.",
            ja: "データベースの中の改ざんや、知られた手口を使わない書き換えは分かりません。")
    ) { situation in content(situation, [.injectedPage, .phishing, .mailer], severity: .critical, web: true) }

    /// A program or a configuration of a chat bot.
    static let botFiles = Detector(
        id: "bot.files",
        title: Localized(en: "A remote-controlled program (a bot) lies here", ja: "遠隔操作プログラム(ボット)のファイルがあります"),
        claim: Localized(
            en: "A program or its configuration is made to take commands over IRC or a like channel.",
            ja: "チャット(IRC)などを通じて外から命令を受けるためのプログラム、またはその設定です。"),
        techniques: ["T1071", "T1583.005"], aspect: .activity, needs: [.content],
        misses: Localized(en: "Bots that were packed or encrypted.", ja: "圧縮や暗号化で中身を隠したものは分かりません。")
    ) { situation in content(situation, [.ircBot], severity: .critical, web: false) }

    /// Other content that belongs to an intruder's kit.
    static let intruderTool = Detector(
        id: "intruder.tool",
        title: Localized(en: "A tool of an intruder lies here", ja: "侵入者の道具が置かれています"),
        claim: Localized(
            en: "A miner, a rootkit, a scanner, an exploit or a back door, told by its content.",
            ja: "仮想通貨の採掘、隠蔽、攻撃などに使う道具です(中身から判定しました)。"),
        techniques: ["T1588.002"], aspect: .activity, needs: [.content],
        misses: Localized(en: "Tools that were packed or encrypted.", ja: "圧縮や暗号化で中身を隠したものは分かりません。")
    ) { situation in
        content(situation, [.miner, .rootkit, .scanner, .exploit], severity: .high, web: false)
            + content(situation, [.backdoor], severity: .critical, web: false)
    }

    private static func content(
        _ situation: Situation, _ kinds: Set<ContentMatch.Kind>, severity: Severity, web: Bool
    ) -> [Claim] {
        situation.facts.files.compactMap { file in
            let matches = file.matches.filter { kinds.contains($0.kind) }
            guard let first = matches.max(by: { weight($0, severity) < weight($1, severity) }), !file.record.isEqual else { return nil }
            let isWeb = situation.facts.webRoots.contains { file.path.isInside($0) }
            // A back door inside a web root is a web shell; elsewhere it is a tool.
            if first.kind == .backdoor, isWeb != web { return nil }
            let isOwn = matches.contains { $0.author == "The Banken authors" }
            var explanation = Localized(en: "\(file.path): \(first.title.en).", ja: "\(file.path):\(first.title.ja)。")
            for hit in first.hits.prefix(2) {
                if let line = hit.line {
                    explanation = explanation + Localized(en: " Line \(line): \(hit.text).", ja: "\(line) 行目: \(hit.text)。")
                } else {
                    explanation =
                        explanation + Localized(en: " At byte \(hit.offset): \(hit.text).", ja: "\(hit.offset) バイト目: \(hit.text)。")
                }
            }
            explanation = explanation + sibling(of: file, situation)
            // What is made for a web server harms nobody where no server gives it out; it may still be on its way there.
            let isStranded = web && !isWeb && Places.oddFolder(of: file.path) == nil && !file.status.isExecutable
            if isStranded {
                explanation =
                    explanation
                    + Localized(
                        en: " It lies outside of every web site, so no visitor reaches it there.", ja: "サイトの外にあるため、ここにある限り閲覧者は触れられません。")
            }
            // A text that nothing runs may quote what it warns of: a log, a page of notes, a dump.
            let isQuote = !isWeb && !isStranded && [.backdoor, .exploit, .rootkit].contains(first.kind) && isQuotation(file, situation)
            if isQuote {
                explanation =
                    explanation
                    + Localized(
                        en: " It is a text that nothing here runs, and may only quote such a thing.",
                        ja: "ここでは何からも実行されない文章で、引用しているだけかもしれません。")
            }
            // In a home it may as well be what somebody studies.
            let isInHome = file.path.isInside("/home") || file.path.isInside("/root")
            let worst = isStranded && isInHome ? min(.low, first.severity ?? severity) : first.severity ?? severity
            var claim = Claim(
                isQuote ? min(.low, worst) : isStranded ? min(isMention(file) ? .low : .medium, worst) : worst,
                isQuote || isStranded ? .possible : first.confidence ?? (isOwn ? .likely : .possible),
                Subject(.file, path: file.path), aspect: isQuote ? .weakness : nil,
                explanation: explanation,
                nextSteps: isQuote ? [] : [.preserve(file.path)],
                rule: RuleCredit(name: first.rule, author: first.author, license: first.license), references: first.references)
            var shown = file
            shown.matches = matches
            claim = claim.with(file: shown, situation)
            return claim
        }
    }

    /// Whether a file is a text that cannot be run as it is, that nothing here starts, and that either is of a kind which tells of
    /// things or is far longer than what it was told by.
    private static func isQuotation(_ file: FileFact, _ situation: Situation) -> Bool {
        guard !file.status.isExecutable, file.shape == .text || file.shape == .data, Places.oddFolder(of: file.path) == nil,
            !file.path.lastComponent.hasPrefix("."), NameDeception.of(file.path.lastComponent)?.isDeliberate != true,
            !situation.autoruns.contains(where: { $0.entry.targets.contains { $0.path == file.path } })
        else { return false }
        if isMention(file) { return true }
        let scripts: Set<RawText> = ["sh", "bash", "py", "pl", "rb", "php", "js", "lua", "awk", "pm", "so", "ko", "o", "bin"]
        let shown = file.matches.flatMap(\.hits).reduce(0) { $0 + $1.text.count }
        return !scripts.contains(file.path.fileExtension) && file.status.size > 16_384 && file.status.size > 32 * Int64(shown)
    }

    /// Whether a file that no server gives out is a text of another kind that holds such a program: a source, a page of notes.
    private static func isMention(_ file: FileFact) -> Bool {
        let texts: Set<RawText> = [
            "md", "txt", "rst", "adoc", "swift", "go", "rs", "c", "h", "cpp", "java", "kt", "cs", "json", "yml", "yaml", "toml", "yar",
            "yara", "rules", "log", "diff", "patch", "csv", "tex", "ipynb",
        ]
        return texts.contains(file.path.fileExtension)
    }

    /// By which of several matches a file is told: the worst and surest.
    private static func weight(_ match: ContentMatch, _ severity: Severity) -> (Int, Int) {
        ((match.severity ?? severity).rawValue, (match.confidence ?? .likely).rawValue)
    }

    /// What sets an altered page apart from the others that lie beside it: owner and time.
    private static func sibling(of file: FileFact, _ situation: Situation) -> Localized {
        guard situation.stamps.doubt(file) == nil else { return Localized(en: "", ja: "") }
        let moment = file.status.times.modified
        return Localized(en: " It was last written \(moment).", ja: "最後に書き込まれたのは \(moment) です。")
    }
}
