import Model
import Provenance

extension Detector {
    /// A process that the kernel knows and a listing of /proc does not show.
    static let hiddenProcess = Detector(
        id: "process.hidden",
        title: Localized(en: "A process is hidden", ja: "隠されたプロセスがあります"),
        claim: Localized(
            en:
                "The kernel answers for a process number that no listing of /proc shows, or something is mounted over its folder. Looked at twice, so that a process that just began or ended is not taken for one.",
            ja: "カーネルには存在するのに、一覧(/proc)に出てこないプロセスです。起動・終了直後のものと取り違えないよう、二度確かめています。"),
        techniques: ["T1014", "T1564"], aspect: .hiding, needs: [.processes, .processProbe],
        misses: Localized(
            en: "A kernel rootkit that hides the process from every call: examine the disk from another system.",
            ja: "カーネル自体が改造されていて、すべての問い合わせに嘘をつく場合は分かりません。ディスクを別の機械で調べてください。")
    ) { situation in
        let covered = Set(situation.facts.mounts.compactMap { mount in pid(ofMount: mount.point) })
        // With hidepid= (proc(5)) everybody but root is shown his own processes alone.
        let isPartial =
            !situation.facts.asRoot && situation.facts.mounts.contains { $0.point == "/proc" && $0.options.contains("hidepid=") }
        return situation.facts.processes.compactMap { process in
            let isCovered = covered.contains(process.pid)
            if isPartial, !isCovered { return nil }
            guard !process.seen.contains(.procListing) || isCovered else { return nil }
            guard !process.seen.isEmpty else { return nil }
            let how =
                isCovered
                ? Localized(
                    en: "Something is mounted over /proc/\(process.pid), so that no program can read what it is.",
                    ja: "/proc/\(process.pid) の上に別のものが重ねられ(マウント)、中身が読めなくされています。")
                : Localized(
                    en: "The kernel answers for process \(process.pid), but a listing of /proc does not show it.",
                    ja: "プロセス \(process.pid) はカーネルに存在しますが、一覧(/proc)に出てきません。")
            return Claim(
                .critical, .certain, Subject(.process, path: process.executable, pid: process.pid, name: process.name), explanation: how,
                evidence: [
                    EvidenceItem(
                        .process, source: "processes", path: RawText("/proc/\(process.pid)"),
                        text: RawText("seen by: " + process.seen.map(\.rawValue).sorted().joined(separator: ", ")))
                ], nextSteps: [.isolate], related: [process.executable].compactMap { $0 })
        }
    }

    private static func pid(ofMount point: RawText) -> Int32? {
        guard point.hasPrefix("/proc/") else { return nil }
        let digits = point.bytes.dropFirst(6)
        guard !digits.isEmpty, digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), digits.count < 10 else { return nil }
        return digits.reduce(0) { $0 * 10 + Int32($1 - 0x30) }
    }

    /// A process whose program was deleted, lies in memory only, or in a folder that everybody may write to.
    static let oddExecutable = Detector(
        id: "process.executable.odd",
        title: Localized(en: "A process runs from where no program should", ja: "おかしな場所のプログラムが動いています"),
        claim: Localized(
            en: "The program of a running process was deleted, exists in memory only, or lies in a hidden or world-writable folder.",
            ja: "動いているプログラムの本体が、消されている、メモリの中にしかない、または隠し場所や誰でも書き込める場所にあります。"),
        techniques: ["T1036", "T1620", "T1070.004"], aspect: .activity, needs: [.processes],
        misses: Localized(
            en: "A program run by an interpreter shows as the interpreter; its script is judged where it starts by itself.",
            ja: "台本(スクリプト)として動くものは、それを読む側のプログラムとして見えます。")
    ) { situation in
        situation.facts.processes.compactMap { process in oddExecutable(process, situation) }
    }

    private static func oddExecutable(_ process: ProcessFact, _ situation: Situation) -> Claim? {
        guard let path = process.executable, !process.isKernelThread else { return nil }
        let isMemory = path.hasPrefix("/memfd:") || path.hasPrefix("memfd:")
        let odd = Places.oddFolder(of: path) != nil || NameDeception.of(path.lastComponent)?.isDeliberate == true
        let temporary = Places.isTemporary(path)
        let matches = process.executableFile?.matches ?? []
        let severity: Severity
        let confidence: Confidence
        let how: Localized
        if !matches.isEmpty {
            (severity, confidence) = (.critical, .certain)
            how = Localized(
                en: "The content of its program, \(path): \(matches[0].title.en).", ja: "本体 \(path) の中身: \(matches[0].title.ja)。")
        } else if isMemory {
            if isKnownRuntime(path) { return nil }
            // Supervisors and container runtimes seal the copy that they run; what an intruder throws into memory is not sealed.
            (severity, confidence) = process.isSealed == true ? (.low, .possible) : (.high, .likely)
            how = Localized(
                en: "Its program exists in memory only (\(path)): there is no file to look at.",
                ja: "本体がメモリの中にしかありません(\(path))。ファイルとしては残っていません。")
        } else if odd, isElsewhere(process, path, situation) {
            (severity, confidence) = (.low, .possible)
            how = Localized(
                en: "Its program, \(path), lies in a container or in a mounted image, where hidden folders are common.",
                ja: "本体 \(path) はコンテナーや取り付けたイメージの中にあります。そこでは隠しフォルダーは珍しくありません。")
        } else if odd {
            (severity, confidence) = (.critical, .certain)
            how = Localized(
                en: "Its program, \(path), lies in a folder that is made not to be seen.", ja: "本体 \(path) は、人目に付かないように作られた場所にあります。")
        } else if process.executableDeleted, temporary {
            (severity, confidence) = (.high, .likely)
            how = Localized(
                en: "Its program, \(path), lay in a folder that everybody may write to, and was deleted while it runs.",
                ja: "本体 \(path) は誰でも書き込める場所にあり、動いたまま消されています。")
        } else if process.executableDeleted {
            // An upgrade leaves the old program running: a packaged file of the same path explains it.
            if let file = process.executableFile, Origin.of(file).isExplained { return nil }
            (severity, confidence) = (.low, .possible)
            how = Localized(
                en: "Its program, \(path), was deleted or replaced while it runs.", ja: "本体 \(path) は、動いている間に消されたか差し替えられています。")
        } else if temporary {
            (severity, confidence) = (.low, .possible)
            how = Localized(
                en: "Its program, \(path), lies in a folder that everybody may write to.", ja: "本体 \(path) は誰でも書き込める場所にあります。")
        } else {
            return nil
        }
        var claim = Claim(
            severity, confidence, Subject(.process, path: path, pid: process.pid, name: process.name),
            explanation: Localized(
                en: "Process \(process.pid), which calls itself \(process.name): ", ja: "プロセス \(process.pid)(名乗りは \(process.name)):") + how,
            evidence: [
                EvidenceItem(
                    .process, source: "processes", path: RawText("/proc/\(process.pid)/exe"),
                    text: path + (process.executableDeleted ? " (deleted)" : ""))
            ],
            nextSteps: [
                NextStep(
                    action: "process.keep",
                    text: Localized(
                        en: "Copy /proc/\(process.pid)/exe before the process ends: it may be the only copy.",
                        ja: "プロセスが終わる前に /proc/\(process.pid)/exe を写してください。唯一の現物かもしれません。"))
            ], related: [path])
        if let started = process.started { claim.times.append(TimeMark(started, .active, clock: .system, path: path)) }
        if let file = process.executableFile, severity >= .medium { claim = claim.with(file: file, situation, source: "processes") }
        return claim
    }

    /// Whether the path means something in another root, or in an image that was mounted there: what cannot be found here and
    /// was not deleted. A name made to deceive counts everywhere.
    private static func isElsewhere(_ process: ProcessFact, _ path: RawText, _ situation: Situation) -> Bool {
        let isDeceptive = path.split(0x2f).contains { NameDeception.of($0)?.isDeliberate == true }
        if isDeceptive || process.executableDeleted || Places.isTemporary(path) && process.executableFile == nil { return false }
        let isImage = situation.facts.mounts.contains { mount in
            mount.point.count > 1 && path.isInside(mount.point) && (mount.type.hasPrefix("fuse.") || mount.type == "squashfs")
        }
        return isImage || process.executableFile == nil
    }

    /// Runtimes that run themselves out of memory on purpose (container runtimes since CVE-2019-5736).
    private static func isKnownRuntime(_ path: RawText) -> Bool {
        let name = path.lastComponent
        return [
            "memfd:runc_cloned:/proc/self/exe", "memfd:crun_cloned", "memfd:runc_cloned",
        ].contains { (known: RawText) in name.hasPrefix(known) || path.contains(known) }
    }

    /// A program that poses as a thread of the kernel.
    static let masquerade = Detector(
        id: "process.masquerade",
        title: Localized(en: "A program poses as a part of the kernel", ja: "カーネル(OS の中枢)の部品に化けたプログラムがあります"),
        claim: Localized(
            en: "A process names itself like a kernel thread but has a program of its own; kernel threads have none.",
            ja: "カーネルの部品の名前を名乗っていますが、本物にはないはずの本体ファイルを持っています。"),
        techniques: ["T1036.004", "T1036.009"], aspect: .hiding, needs: [.processes],
        misses: Localized(en: "A program that poses as an ordinary one.", ja: "普通のプログラムを名乗るものは別に調べます。")
    ) { situation in
        situation.facts.processes.compactMap { process in
            guard !process.isKernelThread, let executable = process.executable, let first = process.arguments.first else { return nil }
            let poses =
                first.hasPrefix("[") && first.bytes.contains(0x5d) && KernelThreadNames.looksLike(first)
                || first.hasPrefix("[") && first.hasSuffix("]") && process.arguments.count == 1 && !first.contains(" ")
                || KernelThreadNames.looksLike(process.name) && process.name.contains("/") && process.parent != 2
            guard poses else { return nil }
            return Claim(
                .critical, .certain, Subject(.process, path: executable, pid: process.pid, name: first),
                explanation: Localized(
                    en: "Process \(process.pid) shows itself as \(first), but it is the program \(executable).",
                    ja: "プロセス \(process.pid) は \(first) と表示されますが、実体は \(executable) です。"),
                evidence: [
                    EvidenceItem(.process, source: "processes", path: RawText("/proc/\(process.pid)/cmdline"), text: first),
                    EvidenceItem(.process, source: "processes", path: RawText("/proc/\(process.pid)/exe"), text: executable),
                ], nextSteps: [.isolate], times: process.started.map { [TimeMark($0, .active, clock: .system, path: executable)] } ?? [],
                related: [executable])
        }
    }
}
