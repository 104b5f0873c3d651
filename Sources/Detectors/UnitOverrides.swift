import Model
import Provenance

extension Detector {
    /// A service that records or protects, and that somebody made impossible to start.
    static let maskedUnit = Detector(
        id: "unit.masked",
        title: Localized(en: "A service that records or protects cannot be started", ja: "記録や防御のサービスが、起動できないようにされています"),
        claim: Localized(
            en:
                "A unit of an installed service that keeps records, updates the system or guards it is masked: a link to /dev/null lies over it, so that nothing can start it.",
            ja: "入っている記録・更新・防御のサービスが、/dev/null への置き換え(mask)で起動できなくされています。"),
        techniques: ["T1562.001"], aspect: .tampering, needs: [.autoruns, .packages],
        misses: Localized(
            en: "A service that was only disabled.", ja: "無効にしただけのものは対象外です。"),
        references: ["systemctl(1)"], severities: .low ... .high
    ) { situation in
        let masked = situation.facts.hooks.unitOverrides.filter { $0.kind == .masked && watch($0.unit) != nil }
        let recorders = masked.filter { $0.packaged != nil && watch($0.unit) == .recorder }
        return masked.map { unit in
            let isJournal = unit.unit == "systemd-journald.service"
            let severity: Severity =
                isJournal ? .high : unit.packaged != nil && watch(unit.unit) == .recorder && recorders.count > 1 ? .medium : .low
            var claim = Claim(
                severity, severity == .low ? .possible : .likely, Subject(.unit, path: unit.place.path, name: unit.unit),
                aspect: severity == .low ? .weakness : nil,
                explanation: unit.packaged == nil
                    ? Localized(
                        en: "\(unit.place.path) keeps \(unit.unit) from ever being started. It is not installed, or not any more.",
                        ja: "\(unit.place.path) により \(unit.unit) は起動できません(いまは入っていません)。")
                    : Localized(
                        en: "\(unit.unit) is installed (\(unit.packaged ?? "")), and \(unit.place.path) keeps it from ever being started.",
                        ja: "\(unit.unit)(\(unit.packaged ?? ""))は入っていますが、\(unit.place.path) により起動できません。"),
                evidence: [EvidenceItem(.metadata, source: "autoruns", path: unit.place.path, text: "/dev/null")])
            if let file = unit.file { claim = claim.with(file: file, situation, source: "autoruns") }
            return claim
        }
    }

    private enum Watch { case recorder, guardian, updater }

    private static func watch(_ unit: RawText) -> Watch? {
        let stem = RawText(unit.bytes.prefix { $0 != 0x2e && $0 != 0x40 })
        let recorders: [RawText] = [
            "auditd", "rsyslog", "syslog-ng", "systemd-journald", "fail2ban", "sshguard", "crowdsec", "wazuh-agent", "wazuh-manager",
            "ossec", "falco", "osqueryd", "aide", "aidecheck", "dailyaidecheck", "samhain", "denyhosts", "filebeat", "auditbeat",
            "falcon-sensor", "mdatp", "sysmon", "psacct", "acct", "snort", "suricata",
        ]
        if recorders.contains(stem) { return .recorder }
        let guardians: [RawText] = [
            "apparmor", "ufw", "firewalld", "nftables", "iptables", "ip6tables", "netfilter-persistent", "clamav-daemon",
            "clamav-freshclam",
            "clamd", "rkhunter", "chkrootkit", "selinux-autorelabel", "csf", "lfd", "maldet",
        ]
        if guardians.contains(stem) { return .guardian }
        let updaters: [RawText] = ["unattended-upgrades", "apt-daily", "apt-daily-upgrade", "dnf-automatic", "yum-cron", "packagekit"]
        return updaters.contains(stem) ? .updater : nil
    }

    /// A packaged unit that another file covers or adds to, so that something else is run.
    static let shadowedUnit = Detector(
        id: "unit.shadowed",
        title: Localized(en: "A packaged service was made to run something else", ja: "配布物のサービスが、別のものを動かすように変えられています"),
        claim: Localized(
            en:
                "A file over a packaged unit, or a drop-in beside it, adds commands or variables that the package does not have.",
            ja: "配布物のサービス設定に、別のファイルや追加設定(drop-in)で、元にはないコマンドや環境変数が加えられています。"),
        techniques: ["T1543.002"], aspect: .persistence, needs: [.autoruns, .packages],
        misses: Localized(
            en: "Changes to other keys than commands, variables, the account and the files that are laid over others.",
            ja: "コマンド、環境変数、実行者、ファイルの重ね合わせ以外の項目の変更は対象外です。"),
        references: ["systemd.unit(5)"], severities: .low ... .high
    ) { situation in
        situation.facts.hooks.unitOverrides.compactMap { unit in
            guard unit.kind != .masked else { return nil }
            let foreign = unit.targets.filter { target in target.file.map { Origin.of($0) == .unexplained } ?? (target.path != nil) }
            let loads = unit.added.contains { $0.contains("LD_PRELOAD=") || $0.contains("LD_AUDIT=") }
            guard !foreign.isEmpty || loads && !unit.targets.allSatisfy(isExplained) else { return nil }
            let isCore = isCore(unit.unit)
            let severity: Severity = isCore ? .medium : .low
            var claim = Claim(
                severity, .possible, Subject(.unit, path: unit.place.path, name: unit.unit, line: unit.place.line),
                explanation: Localized(
                    en:
                        "\(unit.place.path) changes \(unit.unit) of the distribution. What \(unit.packaged ?? "") does not have: \(list: unit.added).",
                    ja: "\(unit.place.path) が、配布物の \(unit.unit) を変えています。元の \(unit.packaged ?? "") にないもの: \(list: unit.added)"),
                evidence: unit.added.prefix(6).map { .line(unit.place, $0, source: "autoruns") },
                nextSteps: severity >= .medium ? [.preserve(unit.place.path)] : [], related: foreign.compactMap(\.path))
            if let file = unit.file, severity >= .medium { claim = claim.with(file: file, situation, source: "autoruns") }
            return claim
        }
    }

    private static func isExplained(_ target: AutorunTarget) -> Bool { target.file.map { Origin.of($0).isExplained } ?? false }

    /// Services of the system itself, which administrators set up by their settings and not by other commands.
    private static func isCore(_ unit: RawText) -> Bool {
        if unit.hasPrefix("systemd-") || unit.hasPrefix("dbus") || unit.hasPrefix("getty") || unit.hasPrefix("serial-getty") { return true }
        let cores: [RawText] = [
            "ssh.service", "sshd.service", "cron.service", "crond.service", "rsyslog.service", "auditd.service", "polkit.service",
            "networking.service", "NetworkManager.service", "atd.service", "user@.service", "service", "emergency.service",
            "rescue.service",
            "apt-daily.service", "apt-daily-upgrade.service", "logrotate.service", "man-db.service", "e2scrub_all.service",
            "fstrim.service",
            "dpkg-db-backup.service", "motd-news.service", "udev.service",
        ]
        return cores.contains(unit)
    }
}
