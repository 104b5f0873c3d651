import Model
import Provenance

extension Detector {
    /// A file or folder that decides who is root, and that others than root may change.
    static let openFile = Detector(
        id: "file.mode.open",
        title: Localized(en: "Others than root may change what decides who is root", ja: "root 以外の人が、管理者を決めるファイルを書き換えられます"),
        claim: Localized(
            en:
                "A file or folder of the system that decides who may log in, who is root or what root runs can be written by everybody, or belongs to somebody else; or the file of passwords can be read by everybody.",
            ja: "ログインや root の権限、root が動かすものを決めるファイルやフォルダーが、誰でも書き込めるか、root 以外の持ち物になっています。パスワードのファイルが誰でも読める場合も含みます。"),
        techniques: ["T1222.002", "T1098"], aspect: .persistence, needs: [.privileges],
        misses: Localized(en: "Access lists of other files, and rules of a security module.", ja: "ほかのファイルの ACL と、セキュリティ機構の規則は対象外です。")
    ) { situation in
        situation.facts.access.deciding.compactMap { file -> Claim? in
            let status = file.status
            let isFolder = status.kind == .directory
            guard isFolder || status.kind == .regular else { return nil }
            let isSecret = ["/etc/shadow", "/etc/gshadow", "/etc/shadow-"].contains(file.path)
            let why: Localized
            let severity: Severity
            var title: Localized?
            if status.isWorldWritable, !isFolder || status.mode & 0o1000 == 0 {
                severity = writable(file.path, isFolder: isFolder)
                why = Localized(en: "everybody may write to it", ja: "誰でも書き込めます")
            } else if isSecret, status.mode & 0o004 != 0 {
                severity = .low
                title = Localized(en: "The file of passwords can be read by everybody", ja: "パスワードのファイルを誰でも読めます")
                why = Localized(en: "everybody may read the hashes of passwords in it", ja: "パスワードの元になる値を誰でも読めます")
            } else if status.owner != 0, !usualOwner(file, situation) {
                let owner = situation.facts.accounts.first { $0.user == status.owner }
                let isService = owner.map { ServiceAccounts.isNobodys($0.name) } ?? false
                severity = isFolder ? .low : isService ? .high : isGrave(file.path) ? .medium : .low
                why = Localized(
                    en: "it belongs to user \(status.owner) \(owner?.name ?? "")",
                    ja: "持ち主が root ではなく、ユーザー番号 \(status.owner) \(owner?.name ?? "")です")
            } else {
                return nil
            }
            return Claim(
                severity, .likely, Subject(.file, path: file.path), title: title, aspect: severity <= .low ? .weakness : nil,
                explanation: Localized(en: "\(file.path): ", ja: "\(file.path): ") + why + Localized(en: ".", ja: "。"),
                nextSteps: [.preserve(file.path)]
            ).with(file: file, situation, source: "privileges")
        } + lists(situation)
    }

    /// What decides directly who is root.
    private static func isGrave(_ path: RawText) -> Bool {
        let files: Set<RawText> = [
            "/etc/passwd", "/etc/shadow", "/etc/group", "/etc/gshadow", "/etc/sudoers", "/etc/doas.conf", "/etc/crontab",
            "/etc/ld.so.preload",
            "/etc/profile", "/etc/nsswitch.conf",
        ]
        return files.contains(path) || path.isInside("/etc/sudoers.d") || path.isInside("/etc/pam.d") || path.isInside("/etc/cron.d")
    }

    /// Units and settings of programs are sometimes left open by people in a hurry; nobody leaves the list of accounts open.
    private static func writable(_ path: RawText, isFolder: Bool) -> Severity {
        if isGrave(path) || ["/etc", "/root", "/root/.ssh", "/etc/systemd/system"].contains(path) { return .high }
        if isFolder { return .medium }
        let lax: [RawText] = ["/etc/systemd/system", "/etc/logrotate.d", "/etc/apt/apt.conf.d", "/etc/modprobe.d", "/etc/udev/rules.d"]
        if lax.contains(where: { path.isInside($0) }) || ["/etc/hosts", "/etc/resolv.conf", "/etc/fstab"].contains(path) { return .low }
        return .medium
    }

    /// What access lists give beyond the mode.
    private static func lists(_ situation: Situation) -> [Claim] {
        let isSecret: Set<RawText> = ["/etc/shadow", "/etc/gshadow", "/etc/shadow-", "/etc/gshadow-"]
        let lists = situation.facts.access.lists
        return lists.keys.sorted().compactMap { path -> Claim? in
            let grants = (lists[path] ?? []).filter { grant in
                grant.number != 0 && (grant.permissions & 2 != 0 || isSecret.contains(path) && grant.permissions & 4 != 0)
            }
            guard let first = grants.first else { return nil }
            let canWrite = grants.contains { $0.permissions & 2 != 0 }
            return Claim(
                canWrite ? .high : .medium, .likely, Subject(.file, path: path, name: "acl"),
                explanation: Localized(
                    en:
                        "\(path): an access list lets \(words: first.isGroup ? "group" : "user") \(first.number) \(words: canWrite ? "write to it" : "read it"), which the mode does not show.",
                    ja:
                        "\(path): ACL(アクセス制御リスト)により、\(words: first.isGroup ? "グループ" : "ユーザー")番号 \(first.number) が\(words: canWrite ? "書き込めます" : "読めます")。通常の権限表示には出ません。"
                ),
                evidence: grants.prefix(8).map {
                    EvidenceItem(
                        .metadata, source: "privileges", path: path,
                        text: RawText("acl \($0.isGroup ? "group" : "user"):\($0.number):\($0.permissions)"))
                }, nextSteps: [.preserve(path)])
        }
    }

    /// Hosts on which nothing belongs to root (a copy made by an ordinary user, a container seen from outside) say nothing by it.
    private static func usualOwner(_ file: FileFact, _ situation: Situation) -> Bool {
        let etc = situation.facts.access.deciding.first { $0.path == "/etc" }?.status.owner ?? 0
        if etc == file.status.owner { return true }
        // Own programs of an administrator; a resolver's own file.
        let own: [RawText] = ["/usr/local/bin", "/usr/local/sbin", "/etc/resolv.conf", "/etc/hosts", "/var/spool/cron"]
        return own.contains(file.path)
    }
}
