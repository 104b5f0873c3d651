import Model
import Provenance

extension Detector {
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
            if process.isKernelThread { return falseThread(process) }
            guard let executable = process.executable, let first = process.arguments.first else { return nil }
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

    /// A process with the mark of a kernel thread that has what none has: a parent of its own, connections, arguments. Only
    /// something inside the kernel can set the mark.
    private static func falseThread(_ process: ProcessFact) -> Claim? {
        var signs: [RawText] = []
        if process.pid != 2, process.parent != 2, process.parent != 0 { signs.append(RawText("its parent is \(process.parent)")) }
        if !process.sockets.isEmpty { signs.append(RawText("it holds \(process.sockets.count) sockets")) }
        if let argument = process.arguments.first { signs.append("its command line is " + argument) }
        guard !signs.isEmpty else { return nil }
        return Claim(
            signs.count > 1 ? .critical : .medium, signs.count > 1 ? .certain : .possible,
            Subject(.process, pid: process.pid, name: process.name),
            explanation: Localized(
                en: "Process \(process.pid) (\(process.name)) bears the kernel's mark of a thread of its own, but: \(list: signs).",
                ja: "プロセス \(process.pid)(\(process.name))にはカーネルの部品の印が付いていますが、本物にはないものがあります: \(list: signs)。"),
            evidence: signs.map { EvidenceItem(.process, source: "processes", path: RawText("/proc/\(process.pid)/stat"), text: $0) },
            nextSteps: [.isolate])
    }
}
