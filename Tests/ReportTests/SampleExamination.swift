import Model

/// Examinations to be told: one as an owner would meet it, one whose every field is hostile.
enum SampleExamination {
    static func time(_ text: String) -> Timestamp { Timestamp(rfc3339: text) ?? Timestamp(seconds: 0) }

    static let host = HostIdentity(
        name: "www.example.jp", machineID: "0f1e2d3c4b5a69788796a5b4c3d2e1f0", system: "Debian GNU/Linux 6.0.2 (squeeze)",
        family: ["debian"], kernel: "2.6.32-5-amd64", timeZone: "Asia/Tokyo", view: .image, root: "/srv/images/www.img",
        offset: 32_400)

    static func plain(_ text: Prose) -> Localized { Localized(en: text, ja: text) }

    /// The chat bot behind ". ..", locked out by its own lock file.
    static var bot: Examination {
        let since = TimeSpan(time("2011-03-12T00:30:00+09:00"), time("2011-03-12T00:30:40+09:00"), clock: .kernel)
        let job = Finding(
            detector: "cron.job.deceptive", severity: .critical, confidence: .certain, aspect: .persistence,
            title: Localized(en: "A scheduled job runs a hidden program", ja: "隠されたプログラムが定期的に動くよう仕掛けられています"),
            explanation: Localized(
                en: "Every minute the job runs \(RawText("sh . ../update")), a script in a folder named to escape notice.",
                ja: "毎分 \(RawText("sh . ../update")) を動かす設定です。人の目に付きにくい名前のフォルダーに置かれています。"),
            subject: Subject(.job, path: "/var/spool/cron/crontabs/root", user: "root", line: 3), techniques: ["T1053.003"],
            evidence: (1...5).map { number in
                EvidenceItem(
                    .content, source: "autoruns", path: "/var/spool/cron/crontabs/root", line: number,
                    text: "* * * * * cd /var/tmp && sh . ../update >/dev/null 2>&1")
            },
            misses: Localized(en: "A job that runs only on demand.", ja: "定期実行以外で動くもの。"),
            references: ["https://attack.mitre.org/techniques/T1053/003/"],
            nextSteps: [
                NextStep(action: "job.freeze", text: Localized(en: "Freeze the job.", ja: "この定期実行を止めます。"))
            ],
            times: [TimeMark(time("2011-03-12T00:31:00+09:00"), .modified, clock: .kernel)], related: ["/var/tmp/. ../update"])
        let folder = Finding(
            detector: "file.name.deceptive", severity: .high, confidence: .certain, aspect: .hiding,
            title: Localized(en: "A folder has a name that hides it", ja: "見つかりにくい名前のフォルダーがあります"),
            explanation: Localized(
                en: "The folder \(RawText("/var/tmp/. ..")) looks like the entry for the folder above.",
                ja: "\(RawText("/var/tmp/. ..")) は、「一つ上のフォルダー」を表す記号に見せかけた名前です。"),
            subject: Subject(.file, path: "/var/tmp/. .."),
            evidence: [EvidenceItem(.metadata, source: "files", path: "/var/tmp/. ..", text: "drwxr-xr-x root root")],
            misses: plain("–"),
            times: (0..<24).map {
                TimeMark(time("2011-03-12T00:30:00+09:00").adding(seconds: Int64($0)), .modified, clock: .settable)
            } + [TimeMark(time("2009-11-02T10:00:00+09:00"), .modified, clock: .settable, doubt: plain("whole second"))])
        let weak = Finding(
            detector: "ssh.password.root", severity: .medium, confidence: .certain, aspect: .weakness,
            title: Localized(en: "root can log in with a password", ja: "管理者(root)がパスワードだけでログインできます"),
            explanation: Localized(
                en: "Anyone who guesses the password owns the server.", ja: "パスワードを当てられると、サーバーのすべてを操作されます。"),
            subject: Subject(.config, path: "/etc/ssh/sshd_config", line: 26),
            evidence: [EvidenceItem(.content, source: "sshDaemon", path: "/etc/ssh/sshd_config", line: 26, text: "PermitRootLogin yes")],
            misses: plain("–"))
        var examination = Examination(
            host: host, version: "0.1.0", started: time("2011-07-20T10:00:00+09:00"), finished: time("2011-07-20T10:01:12+09:00"),
            findings: [job, folder, weak],
            gaps: [
                Gap(
                    collector: "login-records", subject: "/var/log/wtmp.1",
                    reason: Localized(en: "The file has rotated away.", ja: "古い記録は自動で消されていました。"), facts: [.loginRecords]),
                Gap(
                    collector: "processes",
                    reason: Localized(en: "A disk image has no running programs.", ja: "ディスクの写しなので、動いているプログラムは見られません。"),
                    facts: [.processes, .sockets, .processProbe], isTotal: true),
            ],
            coverage: Coverage(), packageSources: [PackageSource(kind: "dpkg", path: "/var/lib/dpkg/status", packages: 412, files: 40_112)])
        examination.coverage.files = 151_234
        examination.coverage.bytes = 3_912_334_555
        examination.coverage.ran = ["cron.job.deceptive", "file.name.deceptive", "ssh.password.root"]
        examination.coverage.notChecked = ["process.hidden"]
        examination.unanswered = [.processes: ["process.hidden"], .loginRecords: ["login.origin.new"]]
        examination.verdict = Verdict(
            state: .compromised, since: since, active: false, dormantSince: time("2011-03-12T23:10:00+09:00"),
            activityReason: Localized(
                en: "Its lock file is left over, and the program refuses to start while that exists.",
                ja: "動作中を示す目印のファイルが残っていて、プログラムがそれを見て起動をやめているためです。"),
            dwellSeconds: 11_266_200,
            summary: Localized(
                en: "Somebody planted a program that takes orders over a chat network.",
                ja: "チャットを通じて外から命令を受けるプログラムが仕掛けられていました。"))
        examination.stories = [
            Story(
                title: Localized(en: "A chat bot was planted", ja: "外から操られるプログラム(ボット)が仕掛けられていました"),
                explanation: Localized(
                    en: "A job, a hidden folder and a lock file belong together.",
                    ja: "定期実行、隠しフォルダー、目印のファイルが一つにつながっています。"),
                findings: [job.id, folder.id], severity: .critical, confidence: .certain, since: since,
                lastActive: time("2011-03-12T23:00:00+09:00"))
        ]
        examination.timeline = [
            TimelineEntry(
                time: time("2011-03-12T00:29:12+09:00"), clock: .record, kind: "login.success",
                text: Localized(en: "root logged in from \(RawText("203.0.113.7"))", ja: "\(RawText("203.0.113.7")) から root がログイン"),
                subject: Subject(.account, user: "root")),
            TimelineEntry(
                time: time("2011-03-12T23:10:00+09:00"), clock: .record, kind: "host.boot",
                text: Localized(en: "The server was restarted", ja: "サーバーの再起動"), subject: Subject(.host)),
            TimelineEntry(
                time: time("2011-07-18T04:02:00+09:00"), clock: .kernel, kind: "job.replaced",
                text: Localized(en: "The job list was replaced", ja: "定期実行の一覧が差し替えられた"),
                subject: Subject(.job, path: "/var/spool/cron/crontabs/root")),
        ]
        examination.nextSteps = [
            NextStep(
                action: "preserve.copy",
                text: Localized(
                    en: "Make a copy of the disk and keep it somewhere else.", ja: "ディスクの写しを取り、別の場所に保管してください。")),
            NextStep(
                action: "host.rebuild",
                text: Localized(en: "Build the server anew.", ja: "サーバーを新しく作り直してください。"), reversible: false),
        ]
        return examination
    }
}
