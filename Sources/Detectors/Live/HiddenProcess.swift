import Model
import Provenance

extension Detector {
    /// A process that the kernel knows and a listing of /proc does not show.
    static let hiddenProcess = Detector(
        id: "process.hidden",
        title: Localized(en: "A process is hidden", ja: "隠されたプロセスがあります"),
        claim: Localized(
            en:
                "The kernel's calls, a control group or a procfs of our own know a process or a thread that no listing of /proc shows, or something is mounted over its folder. Looked at three times by number and start time, so that a process that just began or ended is not taken for one.",
            ja: "カーネルには存在するのに、一覧(/proc)に出てこないプロセスやスレッドです。起動・終了直後のものと取り違えないよう、番号と開始時刻で三度確かめています。"),
        techniques: ["T1014", "T1564"], aspect: .hiding, needs: [.processes, .processProbe],
        misses: Localized(
            en: "A kernel rootkit that hides the process from every call and every list: examine the disk from another system.",
            ja: "カーネル自体が改造されていて、すべての問い合わせに嘘をつく場合は分かりません。ディスクを別の機械で調べてください。")
    ) { situation in
        let mounts = Dictionary(
            situation.facts.mounts.compactMap { mount in pid(ofMount: mount.point).map { ($0, mount) } },
            uniquingKeysWith: { first, _ in first })
        // With hidepid= (proc(5)) everybody but root is shown his own processes alone.
        let isPartial =
            !situation.facts.asRoot && situation.facts.mounts.contains { $0.point == "/proc" && $0.options.contains("hidepid=") }
        return situation.facts.processes.compactMap { process in
            let mount = mounts[process.pid]
            if isPartial, mount == nil { return nil }
            guard !process.seen.contains(.procListing) || mount != nil, !process.seen.isEmpty else { return nil }
            var evidence = [
                EvidenceItem(
                    .process, source: "processes", path: RawText("/proc/\(process.pid)"),
                    text: RawText("seen by: " + process.seen.map(\.rawValue).sorted().joined(separator: ", ")))
            ]
            if let mount {
                evidence.append(
                    EvidenceItem(
                        .record, source: "mounts", path: "/proc/self/mountinfo",
                        text: RawText("\(mount.id) ") + mount.root + " " + mount.point + " " + mount.type + " " + mount.source))
            }
            return Claim(
                .critical, .certain, Subject(.process, path: process.executable, pid: process.pid, name: process.name),
                explanation: how(process, mount) + what(process), evidence: evidence, nextSteps: [.isolate],
                times: process.started.map { [TimeMark($0, .active, clock: .system, path: process.executable)] } ?? [],
                related: [process.executable].compactMap { $0 })
        }
    }

    /// Who lies about it, as far as that can be told.
    private static func how(_ process: ProcessFact, _ mount: MountFact?) -> Localized {
        if let mount {
            return Localized(
                en:
                    "Mount \(mount.id) (\(mount.type), from \(mount.source)) lies over \(mount.point), so that no program can read what process \(process.pid) is.",
                ja: "マウント \(mount.id)(\(mount.type)、元は \(mount.source))が \(mount.point) の上に重ねられ、プロセス \(process.pid) の中身が読めなくされています。")
        }
        if let whole = process.threadOf {
            return Localized(
                en: "The kernel answers for thread \(process.pid) of process \(whole), but the listing of its threads leaves it out.",
                ja: "スレッド \(process.pid)(プロセス \(whole) の一部)はカーネルに存在しますが、スレッドの一覧に出てきません。")
        }
        if process.seen.contains(.freshListing) {
            return Localized(
                en:
                    "A view of /proc of our own shows process \(process.pid), and the one mounted on this host does not: something is mounted over it.",
                ja: "新しく開いた /proc にはプロセス \(process.pid) が出てきますが、このサーバーの /proc には出てきません。上に何かが重ねられています。")
        }
        if process.seen == [.cgroup] {
            return Localized(
                en: "Its control group names process \(process.pid), but neither a listing of /proc nor any call of the kernel admits it.",
                ja: "プロセス \(process.pid) は制御グループの名簿にありますが、一覧(/proc)にもカーネルの問い合わせにも出てきません。")
        }
        return Localized(
            en:
                "The kernel answers for process \(process.pid), but its listing of /proc does not show it. Our program asks the kernel without any library of this host, so it is the kernel itself that lies.",
            ja: "プロセス \(process.pid) はカーネルに存在しますが、一覧(/proc)に出てきません。番犬はこのサーバーの部品を使わずカーネルに直接聞いているため、嘘をついているのはカーネル自身です。")
    }

    private static func what(_ process: ProcessFact) -> Localized {
        guard let executable = process.executable else { return Localized(en: "", ja: "") }
        return Localized(
            en: " It is \(executable), which calls itself \(process.name).", ja: " 実体は \(executable)、名乗りは \(process.name) です。")
    }

    private static func pid(ofMount point: RawText) -> Int32? {
        guard point.hasPrefix("/proc/") else { return nil }
        let digits = point.bytes.dropFirst(6).prefix { $0 != 0x2f }
        guard !digits.isEmpty, digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), digits.count < 10 else { return nil }
        return digits.reduce(0) { $0 * 10 + Int32($1 - 0x30) }
    }

    /// More threads than are shown, counted while nothing began or ended.
    static let uncountedProcess = Detector(
        id: "process.uncounted",
        title: Localized(en: "The kernel counts more than it shows", ja: "カーネルの数える数と、見えている数が合いません"),
        claim: Localized(
            en: "While no process began or ended, the kernel counted more threads than the folders of /proc show.",
            ja: "プロセスの増減がない間に数えたスレッドの数が、/proc に見えている数より多くなっています。"),
        techniques: ["T1014"], aspect: .hiding, needs: [.processes],
        misses: Localized(
            en:
                "A machine so busy that processes begin and end all the time, and a container, where the count is that of the whole machine.",
            ja: "プロセスの増減が絶えない機械や、コンテナーの中では数えられません。"), severities: .high ... .high
    ) { situation in
        let shown = situation.facts.processes.filter { !$0.seen.contains(.procListing) }.count
        guard let surplus = situation.facts.kernel.uncountedThreads, surplus > shown else { return [] }
        return [
            Claim(
                .high, .likely, Subject(.host, name: "/proc/loadavg"),
                explanation: Localized(
                    en: "The kernel counts \(surplus) threads more than /proc shows.", ja: "カーネルは、/proc に見えているより \(surplus) 個多くスレッドを数えています。"
                ),
                evidence: [
                    EvidenceItem(
                        .record, source: "processes", path: "/proc/loadavg", text: RawText("\(surplus) threads more than are listed"))
                ], nextSteps: [.isolate])
        ]
    }
}
