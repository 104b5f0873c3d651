import Model

/// A desk that sends notices: a hosting company, a national team, a list, a reporting tool.
package struct Desk: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// It can cut the server off.
        case provider
        /// A national or governmental team.
        case authority
        /// A list that others block by.
        case blocklist
        /// Passes on what it saw.
        case reporter
    }

    package var name: String
    package var kind: Kind
    /// The language that it is answered in, where the mail does not tell better.
    package var language: Language
    /// Of its senders, with those below it.
    package var domains: [[UInt8]]
    /// Words of its mails, in lower case, for mails that were forwarded.
    package var marks: [[UInt8]]

    private init(_ name: String, _ kind: Kind, _ language: Language, _ domains: [String], _ marks: [String] = []) {
        (self.name, self.kind, self.language) = (name, kind, language)
        (self.domains, self.marks) = (domains.map(\.bytes), marks.map(\.bytes))
    }

    /// Public contact domains of the desks, as their abuse pages and RIR records name them.
    package static let all: [Desk] = [
        Desk("さくらインターネット", .provider, .ja, ["sakura.ad.jp", "sakura.ne.jp"], ["さくらインターネット"]),
        Desk(
            "GMOインターネット (ConoHa・お名前.com)", .provider, .ja, ["conoha.jp", "gmo.jp", "onamae.com", "gmo-internet.jp"], ["conoha", "お名前.com"]),
        Desk("エックスサーバー", .provider, .ja, ["xserver.ne.jp", "xserver.co.jp", "xserver.jp"], ["エックスサーバー"]),
        Desk("KAGOYA", .provider, .ja, ["kagoya.com", "kagoya.net", "kagoya.jp"], ["カゴヤ", "kagoya"]),
        Desk("ロリポップ・GMOペパボ", .provider, .ja, ["lolipop.jp", "pepabo.com", "heteml.jp"], ["ロリポップ", "ペパボ"]),
        Desk("mixhost", .provider, .ja, ["mixhost.jp"], ["mixhost"]),
        Desk("WebARENA (NTTPC)", .provider, .ja, ["arena.ne.jp", "nttpc.co.jp", "indigo.arena.ne.jp"], ["webarena"]),
        Desk("Hetzner", .provider, .en, ["hetzner.com", "hetzner.de", "your-server.de"], ["hetzner"]),
        Desk("OVHcloud", .provider, .en, ["ovh.net", "ovh.com", "ovhcloud.com", "ovh.ca"], ["ovhcloud", "ovh "]),
        Desk("DigitalOcean", .provider, .en, ["digitalocean.com"], ["digitalocean", "droplet"]),
        Desk("AWS", .provider, .en, ["amazonaws.com", "amazon.com", "aws.com"], ["aws trust", "amazon ec2", "amazon web services"]),
        Desk("Linode (Akamai)", .provider, .en, ["linode.com", "akamai.com"], ["linode"]),
        Desk("Vultr", .provider, .en, ["vultr.com"], ["vultr"]),
        Desk("Contabo", .provider, .en, ["contabo.com", "contabo.de"], ["contabo"]),
        Desk("Google Cloud", .provider, .en, ["google.com"], ["google cloud trust"]),
        Desk("Microsoft Azure", .provider, .en, ["microsoft.com"], ["azure safeguards"]),
        Desk("IONOS", .provider, .en, ["ionos.com", "ionos.de", "1und1.de"], ["ionos"]),
        Desk("JPCERT/CC", .authority, .ja, ["jpcert.or.jp"], ["jpcert/cc", "jpcertコーディネーションセンター"]),
        Desk("IPA", .authority, .ja, ["ipa.go.jp"], ["情報処理推進機構"]),
        Desk("NICT NOTICE", .authority, .ja, ["notice.go.jp", "nict.go.jp"], ["notice サポートセンター", "noticeサポートセンター"]),
        Desk("CERT-Bund (BSI)", .authority, .en, ["cert-bund.de", "bsi.bund.de", "reports.cert-bund.de"], ["cert-bund"]),
        Desk("NCSC-FI", .authority, .en, ["ncsc.fi", "traficom.fi"], ["ncsc-fi"]),
        Desk("Shadowserver", .reporter, .en, ["shadowserver.org"], ["shadowserver"]),
        Desk("Netcraft", .reporter, .en, ["netcraft.com"], ["netcraft"]),
        Desk("Spamhaus", .blocklist, .en, ["spamhaus.org", "spamhaus.com"], ["spamhaus"]),
        Desk("SpamCop", .reporter, .en, ["spamcop.net"], ["spamcop"]),
        Desk("blocklist.de", .reporter, .en, ["blocklist.de"], ["blocklist.de"]),
        Desk("AbuseIPDB", .reporter, .en, ["abuseipdb.com"], []),
        Desk("fail2ban", .reporter, .en, [], ["fail2ban"]),
    ]

    /// By the domain of the sender; else by words of the mail, which a forwarded one keeps.
    static func known(sender: RawText, lines: [NoticeLine]) -> Desk? {
        let from = sender.bytes.lowercasedASCII
        let domain = Array(from.reversed().prefix { $0 != 0x40 }.reversed().prefix { $0.isAlphanumeric || $0 == 0x2d || $0 == 0x2e })
        if from.contains(0x40) {
            for desk in all where desk.domains.contains(where: { domain == $0 || domain.suffix($0.count + 1).elementsEqual([0x2e] + $0) }) {
                return desk
            }
        }
        // A name in a sentence may be anybody's; at the head and in the signature it is the sender's.
        let near = lines.prefix(12) + lines.suffix(12)
        var best: (desk: Desk, count: Int)?
        for desk in all {
            let count =
                near.filter { line in desk.marks.contains { line.lower.has($0) } }.count + (desk.marks.contains { from.has($0) } ? 3 : 0)
            if count > (best?.count ?? 0) { best = (desk, count) }
        }
        return best?.desk
    }
}
