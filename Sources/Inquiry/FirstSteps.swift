import Model

/// What to do next, the most urgent first.
enum FirstSteps {
    static func of(_ verdict: Verdict, _ findings: [Finding]) -> [NextStep] {
        switch verdict.state {
        case .compromised: compromised(findings)
        case .suspicious: [keep, ask] + doors(findings)
        case .attempted: doors(findings) + [again]
        case .undecided: [root, again]
        case .clean: [again] + doors(findings)
        }
    }

    private static func compromised(_ findings: [Finding]) -> [NextStep] {
        var steps = [isolate, keep, tell, secrets]
        // A fixed file has to be freed before anything can be repaired, but only after it was copied.
        if findings.contains(where: { $0.detector == "file.attribute.immutable" }) { steps.append(later) }
        return steps + doors(findings).prefix(1)
    }

    private static func doors(_ findings: [Finding]) -> [NextStep] {
        findings.filter { $0.aspect == .weakness && $0.severity >= .medium }.flatMap(\.nextSteps)
    }

    private static let isolate = NextStep(
        action: "host.isolate",
        text: Localized(
            en:
                "In the provider's control panel, close the network for everybody but your own address. Leave the machine running: do not shut it down, do not reboot it.",
            ja: "契約している事業者の管理画面で、自分以外からの通信を閉じてください。電源を切ったり再起動したりはしないでください。"))
    private static let keep = NextStep(
        action: "evidence.keep",
        text: Localized(
            en: "Keep everything as it is: take a snapshot of the disk in the control panel and do not delete anything.",
            ja: "いまの状態をそのまま残してください。管理画面でディスクの写し(スナップショット)を取り、何も消さないでください。"))
    private static let tell = NextStep(
        action: "provider.tell",
        text: Localized(
            en:
                "Tell the provider, and ask for the log-in and access records of the time before the break-in before they are rotated away.",
            ja: "事業者に連絡し、侵入より前からのログイン記録とアクセス記録を、消える前に残してもらってください。"))
    private static let secrets = NextStep(
        action: "secrets.change",
        text: Localized(
            en: "Change the passwords that this server knows, from another, clean computer; not from here.",
            ja: "このサーバーで使っていたパスワードを、別の安全なパソコンから変えてください。このサーバー上では変えないでください。"), reversible: false)
    private static let later = NextStep(
        action: "attribute.clear",
        text: Localized(
            en: "Repair comes after the evidence is safe: files that even root cannot change are freed with a chattr brought from outside.",
            ja: "修理は証拠を残したあとです。root でも変えられないファイルは、外から持ち込んだ chattr で外します。"))
    static let guardLogIns = NextStep(
        action: "logins.guard",
        text: Localized(
            en:
                "Passwords are being guessed. Give every account of this server a long password that is used nowhere else, and let log-ins through only from the addresses where you work.",
            ja: "パスワードが総当たりで試されています。どのアカウントも、ほかで使っていない長いパスワードに変え、ログインできる接続元を、仕事で使う場所だけに絞ってください。"))
    private static let ask = NextStep(
        action: "people.ask",
        text: Localized(
            en: "Ask everybody who works on this server whether they know what is listed here.",
            ja: "ここに挙げたものに心当たりがあるか、このサーバーを触る人全員に確かめてください。"))
    private static let root = NextStep(
        action: "examine.root",
        text: Localized(
            en: "Run the examination again as root, or on the disk attached to another machine.",
            ja: "root で、またはディスクを別の機械につないで、もう一度調べてください。"))
    private static let again = NextStep(
        action: "examine.offline",
        text: Localized(
            en: "If the suspicion stays, examine the disk from another machine: a running kernel can lie, a disk cannot.",
            ja: "それでも疑いが残るなら、ディスクを別の機械につないで調べてください。動いている OS は嘘をつけますが、ディスクは嘘をつけません。"))
}
