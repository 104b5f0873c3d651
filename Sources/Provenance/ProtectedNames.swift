import Model

/// Where an address leads, by its text alone.
package enum AddressKind: Sendable, Hashable {
    /// This host itself, or no address at all: 127.0.0.0/8, 0.0.0.0, ::1, ::.
    case nowhere
    /// A network that is not routed: RFC 1918, RFC 4193, link-local.
    case inside
    case outside

    package static func of(_ text: RawText) -> AddressKind {
        if ["::1", "::", "0", "localhost"].contains(text) || text.hasPrefix("127.") || text.hasPrefix("0.0.0.0") || text.hasPrefix("[::1]")
        {
            return .nowhere
        }
        if text.hasPrefix("10.") || text.hasPrefix("192.168.") || text.hasPrefix("169.254.") || text.hasPrefix("fe80:") { return .inside }
        if text.hasPrefix("fd") || text.hasPrefix("fc"), text.bytes.contains(0x3a) { return .inside }
        if text.hasPrefix("172."), let second = text.split(0x2e).dropFirst().first, let number = second.utf8.flatMap({ UInt8($0) }) {
            return (16...31).contains(number) ? .inside : .outside
        }
        if text.hasPrefix("100."), let second = text.split(0x2e).dropFirst().first, let number = second.utf8.flatMap({ UInt8($0) }) {
            return (64...127).contains(number) ? .inside : .outside
        }
        return .outside
    }
}

/// Names on the network that matter for the protection of a host.
package enum ProtectedNames: Sendable, Hashable {
    /// The archives of distributions.
    case updates
    /// Virus scanners, and the agents of cloud providers that watch their machines.
    case scanner
    /// Pools of miners.
    case pool

    package static func of(_ name: RawText) -> ProtectedNames? {
        if ends(name, scanners) { return .scanner }
        if ends(name, archives) { return .updates }
        return ends(name, pools) ? .pool : nil
    }

    private static func ends(_ name: RawText, _ list: [RawText]) -> Bool {
        list.contains { name == $0 || name.hasSuffix("." + $0) }
    }

    private static let archives: [RawText] = [
        "security.debian.org", "deb.debian.org", "ftp.debian.org", "archive.ubuntu.com", "security.ubuntu.com", "esm.ubuntu.com",
        "mirrorlist.centos.org",
        "mirrors.fedoraproject.org", "cdn.redhat.com", "subscription.rhsm.redhat.com", "mirrors.rockylinux.org", "mirrors.almalinux.org",
        "download.opensuse.org", "updates.suse.com", "dl-cdn.alpinelinux.org", "yum.oracle.com", "httpupdate.cpanel.net",
        "autoinstall.plesk.com",
        "api.wordpress.org", "downloads.wordpress.org",
    ]
    private static let scanners: [RawText] = [
        "database.clamav.net", "clamav.net", "rfxn.com", "virustotal.com", "update.aegis.aliyun.com", "update2.aegis.aliyun.com",
        "update3.aegis.aliyun.com",
        "update4.aegis.aliyun.com", "update5.aegis.aliyun.com", "aegis.aliyun.com", "jsrv.aegis.aliyun.com", "jsrv2.aegis.aliyun.com",
        "s.yd.qcloud.com", "imunify360.com", "imunify.com", "wordfence.com", "sucuri.net", "sophosupd.com", "sophosxl.net",
        "crowdstrike.com",
        "cloudsink.net", "sentinelone.net", "wazuh.com", "kaspersky.com", "eset.com", "bitdefender.net", "urlhaus.abuse.ch", "abuse.ch",
    ]
    private static let pools: [RawText] = [
        "minexmr.com", "supportxmr.com", "nanopool.org", "moneroocean.stream", "hashvault.pro", "xmrpool.eu", "c3pool.com",
        "xmr.crypto-pool.fr",
        "crypto-pool.fr", "f2pool.com", "monerohash.com", "dwarfpool.com", "minergate.com", "2miners.com", "herominers.com", "nicehash.com",
        "unmineable.com", "prohash.net", "viabtc.com", "zergpool.com",
    ]
}
