import Model
import Provenance

extension Detector {
    /// A mount that hides what was there before.
    static let coveringMount = Detector(
        id: "mount.covers",
        title: Localized(en: "Something is mounted over a part of the system", ja: "システムの一部の上に、別のものが重ねられています"),
        claim: Localized(
            en:
                "A file is mounted over a file that a package brought, a folder over a folder of the system that is not empty, or something over a part of /proc: what was there cannot be seen any more, and the disk shows nothing of it.",
            ja: "配布されたファイルや、中身のあるシステムのフォルダー、/proc の一部の上に、別のものがマウントされています。元のものは見えなくなり、ディスクには跡が残りません。"),
        techniques: ["T1564", "T1036"], aspect: .hiding, needs: [.covering],
        misses: Localized(
            en: "Mounts that only other processes see, each in a name space of its own.", ja: "ほかのプロセスの名前空間だけにあるマウントは分かりません。"),
        severities: .low ... .critical
    ) { situation in
        situation.facts.covering.compactMap { covering in
            guard let (severity, how) = grade(covering, situation.facts) else { return nil }
            let mount = covering.mount
            var claim = Claim(
                severity, severity >= .high ? .certain : .possible, Subject(.mount, path: mount.point, name: mount.source),
                explanation: Localized(
                    en: "Mount \(mount.id) (\(mount.type), \(mount.root) of \(mount.source)) lies over \(mount.point): ",
                    ja: "マウント \(mount.id)(\(mount.type)、\(mount.source) の \(mount.root))が \(mount.point) の上にあります。") + how,
                evidence: [
                    EvidenceItem(
                        .record, source: "mounts", path: "/proc/self/mountinfo",
                        text: RawText("\(mount.id) \(mount.parent) ") + mount.root + " " + mount.point + " " + mount.type + " "
                            + mount.source)
                ],
                nextSteps: severity >= .medium
                    ? [
                        NextStep(
                            action: "mount.look",
                            text: Localized(
                                en: "After copying what is mounted there, `umount \(mount.point)` shows what is below it.",
                                ja: "上にあるものを写したあと、`umount \(mount.point)` で下にあるものが見えるようになります。"))
                    ] : [], related: [mount.point])
            if let below = covering.below { claim.evidence.append(.status(below, source: "covering")) }
            if let above = covering.above { claim = claim.with(file: above, situation, source: "covering") }
            return claim
        }
    }

    private static func grade(_ covering: CoveringMount, _ facts: Facts) -> (Severity, Localized)? {
        let mount = covering.mount
        if mount.point.isInside("/proc") { return gradeOfProc(mount) }
        // In a container everything is put together from mounts.
        let isContainer = facts.mounts.contains { $0.point == "/" && $0.type == "overlay" }
        if let count = covering.namesBelow { return gradeOfFolder(mount, count, isContainer, facts) }
        guard let below = covering.below, covering.above != nil else { return nil }
        guard let package = below.record.package, Places.isSystem(mount.point), !mount.point.isInside("/etc") else {
            return mount.point.isInside("/etc") && !isContainer && !configured.contains(mount.point)
                ? (.low, Localized(en: "a file of settings stands in for another.", ja: "設定ファイルが別のものに差し替わって見えています。")) : nil
        }
        // The same bytes are no lie.
        if let above = covering.above, above.sameContentAs == mount.point || above.record.isEqual && below.record.isEqual { return nil }
        return (
            isContainer ? .medium : .critical,
            Localized(
                en: "every program sees the mounted file instead of the one that the package \(package) brought.",
                ja: "どのプログラムからも、パッケージ \(package) のファイルの代わりに、重ねられたファイルが見えます。")
        )
    }

    /// What containers, resolvers and provisioning put over a file of settings.
    private static let configured: Set<RawText> = [
        "/etc/hosts", "/etc/hostname", "/etc/resolv.conf", "/etc/localtime", "/etc/machine-id", "/etc/mtab",
    ]

    private static func gradeOfProc(_ mount: MountFact) -> (Severity, Localized)? {
        let rest = RawText(mount.point.bytes.dropFirst(6))
        let first = RawText(rest.bytes.prefix { $0 != 0x2f })
        if !first.isEmpty, first.bytes.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
            return (
                .critical, Localized(en: "what process \(first) is cannot be read any more.", ja: "プロセス \(first) の中身が読めなくなっています。")
            )
        }
        // Containers are denied these by a mount over them; of the rest each is a list that a rootkit would want to edit.
        let lists: Set<RawText> = ["modules", "kallsyms", "mounts", "net", "self", "thread-self", "version", "filesystems"]
        if lists.contains(first), mount.type != "proc" || mount.root != "/" + rest {
            return (.high, Localized(en: "a list of the kernel is covered.", ja: "カーネルの一覧が隠されています。"))
        }
        return nil
    }

    private static func gradeOfFolder(_ mount: MountFact, _ count: Int, _ isContainer: Bool, _ facts: Facts) -> (Severity, Localized)? {
        guard count > 0 else { return nil }
        let how = Localized(en: "\(count) entries below it cannot be seen.", ja: "その下の \(count) 件が見えなくなっています。")
        // Extensions of the system come as overlays (systemd-sysext), and read-only systems are put together so.
        if mount.type == "overlay",
            facts.mounts.contains(where: { $0.point.isInside("/run/systemd/sysext") || $0.point.isInside("/run/systemd/confext") })
                || mount.options.contains("/run/systemd/sysext") || mount.options.contains("/run/systemd/confext")
                || mount.options.contains("extensions")
        {
            return nil
        }
        let programs: Set<RawText> = ["/bin", "/sbin", "/usr/bin", "/usr/sbin", "/lib", "/usr/lib", "/lib64", "/usr/lib64"]
        let starts: [RawText] = [
            "/etc/cron.d", "/etc/systemd", "/etc/ssh", "/etc/pam.d", "/var/spool/cron", "/etc/init.d", "/lib/systemd", "/usr/lib/systemd",
        ]
        if isContainer { return nil }
        // Another disk or partition over a folder that was left full is an oversight of whoever set it up.
        let isDisk = mount.root == "/" && mount.source.hasPrefix("/dev/")
        if isDisk { return (.low, how) }
        if programs.contains(mount.point) || Places.isProgramFolder(mount.point) { return (.medium, how) }
        if starts.contains(where: { mount.point.isInside($0) }) { return (.medium, how) }
        return mount.point.isInside("/var/log") || mount.point.isInside("/root") ? (.low, how) : nil
    }
}
