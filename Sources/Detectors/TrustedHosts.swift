import Model
import Provenance

extension Detector {
    /// Hosts that may log in without a password, as rlogin and sshd's host-based log-in have it.
    static let trustedHost = Detector(
        id: "ssh.host.trusted",
        title: Localized(en: "Other hosts are let in without a password", ja: "他のホストをパスワードなしで入れる設定があります"),
        claim: Localized(
            en:
                "hosts.equiv, .rhosts, .shosts or .k5login name hosts or users who need no password of this host; a plus sign stands for everybody.",
            ja: "hosts.equiv や .rhosts、.shosts、.k5login に、このサーバーのパスワードなしで入れるホストや利用者が書かれています。「+」は全員を意味します。"),
        techniques: ["T1098", "T1021"], aspect: .access, needs: [.privileges],
        misses: Localized(en: "Whether a daemon that reads these files runs.", ja: "これらを読むサービスが動いているかどうかは別です。"),
        references: ["hosts.equiv(5)", "k5login(5)"]
    ) { situation in
        situation.facts.access.trustedHosts.prefix(100).map { trusted in
            let isEverybody = trusted.host == "+" || trusted.user == "+"
            return Claim(
                isEverybody ? .high : .low, isEverybody ? .likely : .possible,
                Subject(.config, path: trusted.place.path, user: trusted.account, name: trusted.host, line: trusted.place.line),
                explanation: Localized(
                    en: "\(trusted.place.path) lets \(trusted.host) \(trusted.user) in without a password.",
                    ja: "\(trusted.place.path) により、\(trusted.host) \(trusted.user) がパスワードなしで入れます。"),
                evidence: [.line(trusted.place, trusted.host + " " + trusted.user, source: "privileges")],
                nextSteps: [.preserve(trusted.place.path)])
        }
    }
}
