import Model
import Provenance

extension Detector {
    /// A library that the loader puts into every program.
    static let preloadLibrary = Detector(
        id: "preload.library",
        title: Localized(en: "A library is forced into every program", ja: "すべてのプログラムに部品が割り込まされています"),
        claim: Localized(
            en: "/etc/ld.so.preload names a library that every program loads first: what it hides, no program on this host can see.",
            ja: "/etc/ld.so.preload に書かれた部品は、すべてのプログラムに最初に読み込まれます。それが隠すものは、このサーバーのどのプログラムにも見えません。"),
        techniques: ["T1574.006"], aspect: .hiding, needs: [.preload],
        misses: Localized(
            en:
                "A loader that was patched to read another file shows as an altered packaged file; such a list outside of /etc is not found.",
            ja: "別のファイルを読むように改造されたローダーは「書き換え」として別に示します。/etc 以外に置かれた一覧は分かりません。")
    ) { situation in
        situation.autoruns.compactMap { judgement in
            let entry = judgement.entry
            guard entry.mechanism == .preload else { return nil }
            let target = entry.targets.first
            let origin = target?.file.map(Origin.of)
            if case .packaged = origin { return nil }
            let isOther = entry.place.path != "/etc/ld.so.preload"
            var explanation =
                isOther
                ? Localized(
                    en:
                        "\(entry.place.path) holds nothing but the path of a library, \(entry.command), as a loader reads it that was patched to force it into every program.",
                    ja: "\(entry.place.path) の中身は部品 \(entry.command) の場所だけです。改造されたローダーが、すべてのプログラムに割り込ませるために読む一覧と同じ形です。")
                : Localized(
                    en: "\(entry.place.path) makes every program load \(entry.command).",
                    ja: "\(entry.place.path) により、すべてのプログラムが \(entry.command) を読み込みます。")
            if target?.file == nil {
                explanation =
                    explanation
                    + Localized(en: " Nothing is there now, or it hides itself.", ja: "いまは見当たらないか、隠れています。")
            } else {
                explanation = explanation + Localized(en: " No package brought it.", ja: "どの配布物にも属しません。")
            }
            var claim = Claim(
                isOther ? .medium : target?.file == nil ? .high : .critical, isOther || target?.file == nil ? .likely : .certain,
                Subject(.config, path: entry.place.path, name: entry.command, line: entry.place.line), explanation: explanation,
                evidence: [.line(entry.place, entry.command, source: "preload")],
                nextSteps: [.preserve(target?.path ?? entry.command), .isolate], related: [target?.path ?? entry.command])
            if let file = entry.file { claim = claim.with(file: file, situation, source: "preload") }
            if let file = target?.file { claim = claim.with(file: file, situation, source: "preload") }
            return claim
        }
    }

    /// A running program into which a variable loads a library that nothing explains.
    static let preloadVariable = Detector(
        id: "preload.variable",
        title: Localized(en: "A variable forces a library into a running program", ja: "動いているプログラムに、環境変数で部品が割り込まされています"),
        claim: Localized(
            en: "LD_PRELOAD or LD_AUDIT of a running process names a library outside the system folders.",
            ja: "動いているプロセスの LD_PRELOAD や LD_AUDIT に、システム以外の場所の部品が指定されています。"),
        techniques: ["T1574.006"], aspect: .hiding, needs: [.processes],
        misses: Localized(en: "A process that overwrote its own environment.", ja: "自分の環境変数を上書きしたプロセスは分かりません。")
    ) { situation in
        situation.facts.processes.compactMap { process in
            let odd = process.loaderVariables.filter { variable in
                guard variable.hasPrefix("LD_PRELOAD=") || variable.hasPrefix("LD_AUDIT="),
                    let equals = variable.bytes.firstIndex(of: 0x3d)
                else { return false }
                return variable.bytes[(equals + 1)...].split(whereSeparator: { $0 == 0x3a || $0 == 0x20 }).contains { path in
                    let path = RawText(Array(path))
                    return path.hasPrefix("/") && (Places.isTemporary(path) || Places.oddFolder(of: path) != nil)
                }
            }
            guard let variable = odd.first else { return nil }
            return Claim(
                .high, .likely, Subject(.process, path: process.executable, pid: process.pid, name: process.name),
                explanation: Localized(
                    en: "Process \(process.pid) (\(process.name)) was started with \(variable).",
                    ja: "プロセス \(process.pid)(\(process.name))は \(variable) を付けて起動されています。"),
                evidence: [EvidenceItem(.process, source: "processes", path: RawText("/proc/\(process.pid)/environ"), text: variable)],
                nextSteps: [.isolate])
        }
    }
}
