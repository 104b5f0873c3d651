import Model
import Provenance

extension Detector {
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
}
