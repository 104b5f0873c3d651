import Model
import Provenance

extension Detector {
    /// A rule of PAM that lets somebody in without asking for a secret.
    static let weakenedLogin = Detector(
        id: "pam.weakened",
        title: Localized(en: "A log-in asks no secret of whoever meets a condition", ja: "条件に合う人なら、パスワードなしでログインできます"),
        claim: Localized(
            en:
                "Followed rule by rule, the log-in ends well for somebody who knows no password, if a condition holds or a program says so.",
            ja: "ログインの規則(PAM)を順にたどると、条件に合う場合、または指定のプログラムが認めた場合に、パスワードを知らない人でも入れます。"),
        techniques: ["T1556.003"], aspect: .access, needs: [.autoruns, .packages],
        misses: Localized(
            en: "Modules of other makers are held to refuse strangers.", ja: "配布物以外のログイン部品は、知らない人を拒むものとみなしています。"),
        references: ["pam.conf(5)"], severities: .low ... .medium
    ) { situation in
        situation.facts.hooks.loginGrants.map { grant in
            let severity: Severity = isOften(grant.place.path.lastComponent) ? .low : .medium
            return Claim(
                severity, .likely, Subject(.config, path: grant.place.path, name: grant.service, line: grant.place.line),
                explanation: Localized(
                    en: "\(grant.place.path) lets in whoever this rule accepts, and asks no secret of him: \(grant.text).",
                    ja: "\(grant.place.path) の次の規則を満たす人は、パスワードなしで入れます: \(grant.text)"),
                evidence: [.line(grant.place, grant.text, source: "autoruns")], nextSteps: [.preserve(grant.place.path)]
            ).with(file: grant.file, situation, source: "autoruns")
        }
    }

    /// Services for which administrators write such rules: changing to another account, the local desktop, jobs.
    private static func isOften(_ service: RawText) -> Bool {
        let names: [RawText] = [
            "su", "su-l", "sudo", "sudo-i", "polkit-1", "cron", "crond", "atd", "runuser", "doas", "xscreensaver", "kde",
        ]
        return names.contains(service) || ["gdm", "lightdm", "sddm", "cockpit", "vsftpd", "proftpd"].contains { service.hasPrefix($0) }
    }
}
