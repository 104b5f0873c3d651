import Model

extension SSHDaemonFormat {
    /// What takes effect: of the settings outside Match the first of each keyword, after sshd_config(5), and all of those
    /// that may be repeated; every setting within Match blocks. Old names of a keyword are given as the present one.
    package static func effective(_ settings: [SSHDaemonSettings.Setting]) -> SSHDaemonSettings {
        var seen: Set<String> = []
        var effective: [SSHDaemonSettings.Setting] = []
        for var setting in settings {
            setting.keyword = presentName[setting.keyword] ?? setting.keyword
            if setting.match == nil, !repeatable.contains(setting.keyword), !seen.insert(setting.keyword).inserted { continue }
            effective.append(setting)
        }
        return SSHDaemonSettings(settings: effective)
    }

    private static let repeatable: Set<String> = [
        "acceptenv", "allowgroups", "allowusers", "denygroups", "denyusers", "hostcertificate", "hostkey", "include",
        "listenaddress", "persourcepenalties", "port", "setenv", "subsystem",
    ]

    /// Keywords that sshd still takes under an older name.
    private static let presentName: [String: String] = [
        "challengeresponseauthentication": "kbdinteractiveauthentication",
        "skeyauthentication": "kbdinteractiveauthentication",
        "dsaauthentication": "pubkeyauthentication",
        "hostdsakey": "hostkey",
        "hostbasedacceptedkeytypes": "hostbasedacceptedalgorithms",
        "pubkeyacceptedkeytypes": "pubkeyacceptedalgorithms",
        "reversemappingcheck": "usedns",
        "verifyreversemapping": "usedns",
        "keepalive": "tcpkeepalive",
    ]
}
