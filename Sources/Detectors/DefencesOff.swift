import Model
import Provenance

extension Detector {
    /// A name that matters for protection, sent somewhere else by /etc/hosts.
    static let redirectedName = Detector(
        id: "defence.hosts.redirected",
        title: Localized(en: "Updates or protection are cut off by /etc/hosts", ja: "/etc/hosts によって、更新や対策ソフトの通信が断たれています"),
        claim: Localized(
            en:
                "A name of the distribution's updates, of a virus scanner or of a cloud provider's own protection is sent to this host itself or elsewhere; or rival mining pools are shut out, as miners do to each other.",
            ja: "更新、ウイルス対策、クラウド事業者の監視などの接続先が、このサーバー自身や別の場所に向けられています。競合する採掘プールを締め出す設定も、採掘プログラムがよく行うものです。"),
        techniques: ["T1562.001", "T1565.001"], aspect: .hiding, needs: [.defences],
        misses: Localized(en: "Names that a resolver or a proxy sends elsewhere.", ja: "DNS やプロキシーでのすり替えは分かりません。"),
        references: ["hosts(5)"]
    ) { situation in
        let entries = situation.facts.defence.hosts
        // Lists that block advertisements hold thousands of names, pools of miners among them.
        let isBlockList = entries.count > 1_000
        // One pool among advertisers is a careful administrator's; a miner shuts his rivals out, or the scanners with them.
        let shutOut = entries.filter { AddressKind.of($0.address) == .nowhere }.compactMap { ProtectedNames.of($0.name) }
        let isMiners = shutOut.contains { $0 != .pool } || shutOut.count >= 3
        return entries.compactMap { entry -> Claim? in
            guard let subject = ProtectedNames.of(entry.name) else { return nil }
            let isShutOut = AddressKind.of(entry.address) == .nowhere
            let isPrivate = AddressKind.of(entry.address) == .inside
            let severity: Severity
            switch subject {
            case .scanner: severity = isBlockList ? .low : isShutOut ? .high : .low
            case .updates: severity = isBlockList || isPrivate ? .low : .medium
            case .pool: severity = isBlockList || !isShutOut || !isMiners ? .low : .medium
            }
            return Claim(
                severity, severity >= .high ? .likely : .possible,
                Subject(.config, path: entry.place.path, address: entry.address.escaped(), name: entry.name, line: entry.place.line),
                aspect: severity >= .medium ? nil : .weakness,
                explanation: Localized(
                    en: "\(entry.place.path), line \(entry.place.line ?? 0), sends \(entry.name) to \(entry.address).",
                    ja: "\(entry.place.path) の \(entry.place.line ?? 0) 行目が、\(entry.name) を \(entry.address) に向けています。"),
                evidence: [.line(entry.place, entry.address + " " + entry.name, source: "defences")],
                nextSteps: [.preserve(entry.place.path)])
        }
    }

    /// A setting that takes a defence away.
    static let weakenedDefence = Detector(
        id: "defence.setting.weak",
        title: Localized(en: "A defence of the system is switched off", ja: "システムの守りの仕組みが止められています"),
        claim: Localized(
            en:
                "Logging, updates, access control or a guard of the kernel is switched off on disk. Administrators do this too; you should know why.",
            ja: "記録、自動更新、アクセス制御、カーネルの守りのいずれかが設定で止められています。管理者が止めることもあるので、理由に心当たりがあるか確かめてください。"),
        techniques: ["T1562.001", "T1562.006", "T1562.012"], aspect: .weakness, needs: [.defences],
        misses: Localized(en: "Defences that were switched off while the host runs and not on disk.", ja: "起動後に一時的に止められたものは分かりません。"),
        references: ["journald.conf(5)", "sysctl.d(5)", "selinux(8)"], severities: .info ... .medium
    ) { situation in
        situation.facts.defence.settings.compactMap { setting in weakness(setting).map { claim(setting, $0.0, $0.1) } }
            + forwards(situation) + jobs(situation)
    }

    /// A setting of the kernel that runs a program which nothing explains.
    static let kernelHelperSetting = Detector(
        id: "defence.kernel.helper",
        title: Localized(en: "The kernel is told to run a strange program as root", ja: "カーネルが、出所の分からないプログラムを root で動かす設定になっています"),
        claim: Localized(
            en:
                "A setting such as core_pattern or modprobe names a program that no package brought: the kernel runs it as root whenever a program crashes or a module is wanted.",
            ja: "core_pattern や modprobe の設定が、どの配布物にも属さないプログラムを指しています。プログラムが異常終了するたびに、カーネルがそれを root で動かします。"),
        techniques: ["T1546", "T1611"], aspect: .persistence, needs: [.defences, .packages],
        misses: Localized(en: "The setting that holds now on a running host: that is looked at by itself.", ja: "稼働中のカーネルの現在の値は別の項目です。"),
        references: ["core(5)", "sysctl.d(5)"]
    ) { situation in
        situation.facts.defence.settings.compactMap { setting -> Claim? in
            guard let target = setting.target, let path = target.path else { return nil }
            let isOdd = Places.isTemporary(path) || Places.oddFolder(of: path) != nil || path.isInside("/dev")
            let isUnexplained = target.file.map { Origin.of($0) == .unexplained } ?? isOdd
            guard isUnexplained || isOdd else { return nil }
            let isAdministrators = path.isInside("/usr/local") || path.isInside("/opt") || path.isInside("/srv")
            let claim = Claim(
                isOdd ? .critical : isAdministrators ? .low : .high, isOdd ? .certain : .likely,
                Subject(.config, path: setting.place.path, name: RawText(setting.name), line: setting.place.line),
                explanation: Localized(
                    en: "\(setting.place.path) makes the kernel run \(path), and no package brought it.",
                    ja: "\(setting.place.path) により、カーネルが \(path) を動かします。どの配布物にも属しません。"),
                evidence: [.line(setting.place, RawText(setting.name) + " = " + setting.value, source: "defences")],
                nextSteps: [.preserve(setting.place.path)], related: [path])
            return target.file.map { claim.with(file: $0, situation, source: "defences") } ?? claim
        }
    }

    private static func claim(_ setting: DefenceSetting, _ severity: Severity, _ why: Localized) -> Claim {
        Claim(
            severity, .possible, Subject(.config, path: setting.place.path, name: RawText(setting.name), line: setting.place.line),
            explanation: Localized(
                en: "\(setting.place.path), line \(setting.place.line ?? 0): ",
                ja: "\(setting.place.path) の \(setting.place.line ?? 0) 行目: ") + why,
            evidence: [.line(setting.place, RawText(setting.name) + " = " + setting.value, source: "defences")])
    }

    private static func weakness(_ setting: DefenceSetting) -> (Severity, Localized)? {
        let value = setting.value.asciiLowercased
        switch setting.name {
        case "journald.Storage" where value == "none":
            return (.medium, Localized(en: "the journal keeps nothing (Storage=none).", ja: "システムの記録(journal)が一切残りません(Storage=none)。"))
        case "selinux.SELINUX" where value == "disabled":
            return (.low, Localized(en: "SELinux is switched off.", ja: "SELinux が止められています。"))
        case "audit.write_logs" where value == "no":
            return (.low, Localized(en: "the audit daemon writes no log.", ja: "監査の記録が書かれません。"))
        case "audit.log_file" where value == "/dev/null":
            return (.medium, Localized(en: "the audit log is written into nothing.", ja: "監査の記録が捨てられています(/dev/null)。"))
        case "rsyslog.off":
            return (
                .low,
                Localized(
                    en: "the log of log-ins is not written any more: \(setting.value).", ja: "ログインの記録を書く行が無効にされています(\(setting.value))。")
            )
        case "mail.copy":
            return (
                .low,
                Localized(
                    en: "every mail is copied to somebody (\(setting.value)).", ja: "すべてのメールの写しが別の宛先に送られています(\(setting.value))。")
            )
        case "apt.APT::Periodic::Unattended-Upgrade" where value == "0", "apt.APT::Periodic::Enable" where value == "0":
            return (.low, Localized(en: "updates are not installed by themselves.", ja: "自動更新が止められています。"))
        case "rsyslog.stop": return discarded(setting.value)
        case "audit.off":
            return (
                .low,
                Localized(
                    en: "the kernel's audit is told to leave things out (\(setting.value)).",
                    ja: "カーネルの監査が、記録しないように指定されています(\(setting.value))。")
            )
        case "kernel.cmdline":
            return (.low, Localized(en: "the kernel starts with \(setting.value).", ja: "カーネルが \(setting.value) 付きで起動します。"))
        case "apparmor.disable":
            return (
                .low, Localized(en: "AppArmor's profile \(setting.value) is switched off.", ja: "AppArmor の \(setting.value) の守りが外されています。")
            )
        case "fail2ban.ignoreip" where value.contains("0.0.0.0/0") || value.contains("::/0"):
            return (
                .low,
                Localized(
                    en: "fail2ban bans nobody: every address is on its list of friends.", ja: "fail2ban が誰も締め出しません(すべての接続元が除外されています)。")
            )
        case "sysctl.kernel.yama.ptrace_scope" where value == "0", "sysctl.kernel.dmesg_restrict" where value == "0",
            "sysctl.kernel.kptr_restrict" where value == "0", "sysctl.kernel.unprivileged_bpf_disabled" where value == "0":
            return (.info, Localized(en: "a guard of the kernel is lowered.", ja: "カーネルの守りが一つ緩められています。"))
        case "sysctl.kernel.randomize_va_space" where value != "2":
            return (.low, Localized(en: "memory is not laid out by chance, which makes exploits easy.", ja: "メモリーの配置が固定され、攻撃しやすくなっています。"))
        case "sysctl.fs.protected_symlinks" where value == "0", "sysctl.fs.protected_hardlinks" where value == "0":
            return (.low, Localized(en: "links in shared folders are followed without a guard.", ja: "共有フォルダーのリンクに対する守りが外れています。"))
        case "sysctl.vm.mmap_min_addr" where value == "0":
            return (
                .low,
                Localized(en: "the lowest page of memory may be used, which helps exploits of the kernel.", ja: "カーネルへの攻撃に使われる番地が許可されています。")
            )
        case "sysctl.fs.suid_dumpable" where value == "1":
            return (
                .low,
                Localized(en: "privileged programs leave their memory behind where users can read it.", ja: "特権プログラムのメモリーが、利用者の読める場所に残ります。")
            )
        default: return nil
        }
    }

    /// What rsyslog throws away: noise of one program is thrown away by many; log-ins, root's commands and one address are not.
    private static func discarded(_ rule: RawText) -> (Severity, Localized)? {
        let guarded = ["sshd", "sudo", "su'", "su\"", "auth", "pam", "CRON", "useradd", "kernel"].first { (name: String) in
            rule.contains(RawText(name))
        }
        let address = rule.bytes.split(whereSeparator: { $0 != 0x2e && !($0 >= 0x30 && $0 <= 0x39) }).map { RawText(Array($0)) }.first {
            word in
            word.split(0x2e).count == 4 && word.split(0x2e).allSatisfy { !$0.isEmpty } && AddressKind.of(word) == .outside
        }
        guard guarded != nil || address != nil else { return nil }
        return (
            address != nil ? .medium : .low,
            Localized(en: "messages are thrown away before they are written (\(rule)).", ja: "一部の記録が、書かれる前に捨てられています(\(rule))。")
        )
    }

    /// Jobs that switch several guards off again and again: no administrator needs that.
    private static func jobs(_ situation: Situation) -> [Claim] {
        let guards: [RawText] = [
            "setenforce 0", "auditd", "fail2ban", "clamav", "apparmor", "iptables -F", "iptables -P INPUT ACCEPT", "ufw disable",
            "firewalld", "rsyslog",
            "nft flush", "crowdsec", "wazuh", "aegis",
        ]
        return situation.facts.autoruns.compactMap { entry -> Claim? in
            guard [.cronSystem, .cronUser, .at, .anacron, .systemdUnit, .rcLocal].contains(entry.mechanism),
                entry.traits.contains(where: { $0.trait == .disablesDefence })
            else { return nil }
            let hit = guards.filter { entry.command.contains($0) }
            guard hit.count >= 3 else { return nil }
            return Claim(
                .medium, .likely, Subject(.job, path: entry.place.path, user: entry.user, name: entry.name, line: entry.place.line),
                aspect: .hiding,
                explanation: Localized(
                    en: "\(entry.place.path) switches several guards off: \(list: hit).",
                    ja: "\(entry.place.path) が複数の守りを止めます: \(list: hit)。"),
                evidence: [.line(entry.place, entry.command, source: "autoruns")], nextSteps: [.preserve(entry.place.path)])
        }
    }

    private static func forwards(_ situation: Situation) -> [Claim] {
        situation.facts.defence.forwards.compactMap { forward -> Claim? in
            if forward.address == "redirect" {
                return Claim(
                    .low, .possible, Subject(.config, path: forward.place.path, line: forward.place.line),
                    explanation: Localized(
                        en:
                            "\(forward.place.path) sends what comes from one caller or port to another port of this host: a door for whoever knows it.",
                        ja: "\(forward.place.path) により、特定の相手や送信元ポートからの通信だけが別のポートに回されます。知る人だけの入口になります。"),
                    evidence: [.line(forward.place, forward.text, source: "defences")])
            }
            guard AddressKind.of(forward.address) == .outside else { return nil }
            return Claim(
                .low, .possible, Subject(.config, path: forward.place.path, address: forward.address.escaped(), line: forward.place.line),
                explanation: Localized(
                    en: "\(forward.place.path) sends traffic on to \(forward.address), outside of your own network.",
                    ja: "\(forward.place.path) により、通信が外部の \(forward.address) に転送されます。"),
                evidence: [.line(forward.place, forward.text, source: "defences")])
        }
    }
}
