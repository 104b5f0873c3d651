import Model

/// Sentences about causes.
enum CauseWords {
    static func record(_ channel: SourceChannel) -> Localized {
        switch channel {
        case .logins: Localized(en: "The log of log-ins (SSH, console)", ja: "ログインの記録(SSH・コンソール)")
        case .ftp: Localized(en: "The log of FTP log-ins and transfers", ja: "FTP のログインと転送の記録")
        case .web: Localized(en: "The access log of the web server", ja: "ウェブサーバーのアクセスログ")
        case .webErrors: Localized(en: "The error log of the web server", ja: "ウェブサーバーのエラーログ")
        case .jobs: Localized(en: "The log of scheduled jobs", ja: "定期実行の記録")
        case .packages: Localized(en: "The log of packages", ja: "パッケージの記録")
        case .audit: Localized(en: "The audit log", ja: "監査ログ")
        case .mail: Localized(en: "The mail log", ja: "メールの記録")
        case .database: Localized(en: "The log of the database", ja: "データベースの記録")
        case .histories: Localized(en: "The histories of shells", ja: "コマンドの履歴")
        case .system, .other: Localized(en: "The system log", ja: "システムの記録")
        }
    }

    /// What happened, in one sentence, by the leading explanation.
    static func account(_ cause: Cause, _ file: CaseFile) -> Localized? {
        let logIn = file.logIn?.logIn
        switch cause.kind {
        case .stolenCredential:
            guard let logIn, cause.standing != .undecidable else { return nil }
            return Localized(
                en: "At \(logIn.time) somebody logged in as \(logIn.user) from \(logIn.address), with the right password or key.",
                ja: "\(logIn.time) に、何者かが正しいパスワードか鍵を使い、\(logIn.address) から \(logIn.user) としてログインしています。")
        case .guessedCredential:
            guard let logIn, cause.standing != .undecidable else { return nil }
            return Localized(
                en: "At \(logIn.time) the password of \(logIn.user) was guessed from \(logIn.address).",
                ja: "\(logIn.time) に、\(logIn.address) から \(logIn.user) のパスワードが総当たりで破られています。")
        case .infectedClient:
            guard let logIn, cause.standing != .undecidable else { return nil }
            return Localized(
                en: "The harmful file came from \(logIn.address), where \(logIn.user) always works: that computer is likely infected.",
                ja: "問題のファイルは、\(logIn.user) がいつも使う \(logIn.address) から送られています。そのパソコンが感染している疑いがあります。")
        case .insider:
            guard let logIn, cause.standing != .undecidable else { return nil }
            return Localized(
                en: "It was done in a session of \(logIn.user) from the usual place.", ja: "\(logIn.user) のいつもの接続元からの操作中に行われています。")
        case .webVulnerability:
            guard let request = file.web.request, cause.standing != .undecidable else { return nil }
            return Localized(
                en: "At \(request.time) a request from \(request.address) to \(request.pathAlone) wrote the first file.",
                ja: "\(request.time) に、\(request.address) から \(request.pathAlone) へのリクエストで最初のファイルが書かれています。")
        case .serviceVulnerability:
            return Localized(en: "A service of this server was attacked through a hole of its own.", ja: "このサーバーのサービスの弱点が攻撃されています。")
        case .reinfection:
            guard let leftover = file.leftover else { return nil }
            return Localized(
                en: "\(leftover.source.path) stayed behind after an earlier clean-up and was used again.",
                ja: "以前の後始末で \(leftover.source.path) が残り、ふたたび使われています。")
        case .neighbour:
            return Localized(en: "It came from another customer of the same server.", ja: "同じサーバーのほかの利用者の領域から書き込まれています。")
        case .unknown: return nil
        }
    }
}

/// Questions that only the owner can answer, the most telling first.
enum OwnerQuestions {
    static func of(_ file: CaseFile, _ causes: [Cause]) -> [OwnerQuestion] {
        var questions: [OwnerQuestion] = []
        if let page = file.deeds.all.first(where: { $0.isWeb && !$0.isPlanted && !$0.isRecorded }) {
            questions.append(
                OwnerQuestion(
                    id: "copy.digest",
                    text: Localized(
                        en: "Is the same foreign text in your own copy of \(page.path), on the computer from which you put it up?",
                        ja: "\(page.path) をアップロードしたパソコンにある手元の控えにも、同じ見覚えのない内容が入っていますか。"), ifYes: .infectedClient, ifNo: .stolenCredential))
        }
        if let logIn = file.logIn?.logIn, !logIn.address.isEmpty {
            questions.append(
                OwnerQuestion(
                    id: "origin.known",
                    text: Localized(
                        en: "Did you or somebody of yours log in as \(logIn.user) from \(logIn.address) at \(logIn.time)?",
                        ja: "\(logIn.time) に \(logIn.address) から \(logIn.user) としてログインしたのは、あなたや関係者ですか。"), ifYes: .insider,
                    ifNo: .stolenCredential))
        }
        if file.deeds.isWeb, !file.ledger.sources.isEmpty || causes.first?.standing == .undecidable {
            questions.append(
                OwnerQuestion(
                    id: "cleanup.before",
                    text: Localized(
                        en: "Was this site cleaned, or moved from another server, before?",
                        ja: "このサイトは、以前に改ざんの後始末や、別のサーバーからの引っ越しをしたことがありますか。"), ifYes: .reinfection, ifNo: .webVulnerability))
        }
        return Array(questions.prefix(3))
    }
}
