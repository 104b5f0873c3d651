import Model
import Provenance

extension Detector {
    /// A process that another one looks into.
    static let tracedProcess = Detector(
        id: "process.traced",
        title: Localized(en: "A process looks into another one", ja: "別のプロセスの中をのぞいているものがあります"),
        claim: Localized(
            en: "A process is traced (ptrace(2)): what it reads and writes, passwords among it, can be seen and changed.",
            ja: "プロセスが追跡(ptrace)されています。パスワードを含め、読み書きする内容を見たり変えたりできます。"),
        techniques: ["T1055.008", "T1056"], aspect: .activity, needs: [.processes],
        misses: Localized(en: "A tracer that lets go as soon as it has what it wants.", ja: "用が済んですぐ手を離したものは分かりません。"),
        severities: .low ... .critical
    ) { situation in
        let byNumber = Dictionary(situation.facts.processes.map { ($0.pid, $0) }, uniquingKeysWith: { first, _ in first })
        return situation.facts.processes.compactMap { process in
            guard let number = process.tracer, !process.isElsewhere else { return nil }
            let tracer = byNumber[number]
            let standing = tracer.map(ProgramStanding.of)
            // Whose work is to take passwords, or to begin everything.
            let isKeeper = process.executable.map { Interpreters.neverCompile($0.lastComponent) } ?? false
            let severity: Severity
            switch standing {
            case .strange, nil: severity = isKeeper ? .critical : .medium
            case .ownInstallation: severity = isKeeper ? .high : .low
            case .packaged: severity = isKeeper ? .medium : .low
            case .elsewhere: severity = isKeeper ? .medium : .low
            }
            // Programs trace themselves to guard against being traced, and developers trace their own.
            if severity == .low, standing == .packaged || tracer?.user == process.user && process.user != 0 { return nil }
            let who = tracer?.executable ?? tracer?.name ?? "?"
            return Claim(
                severity, severity >= .high ? .likely : .possible,
                Subject(.process, path: tracer?.executable, pid: number, name: tracer?.name),
                explanation: Localized(
                    en: "Process \(number) (\(who)) traces process \(process.pid) (\(process.executable ?? process.name)).",
                    ja: "プロセス \(number)(\(who))が、プロセス \(process.pid)(\(process.executable ?? process.name))の中をのぞいています。"),
                evidence: [
                    EvidenceItem(
                        .process, source: "processes", path: RawText("/proc/\(process.pid)/status"), text: RawText("TracerPid: \(number)"))
                ], nextSteps: [.isolate], related: [tracer?.executable].compactMap { $0 })
        }
    }

    /// A log-in by SSH that utmp does not know.
    static let unrecordedLogin = Detector(
        id: "login.session.unrecorded",
        title: Localized(en: "Somebody is logged in and stands in no list", ja: "一覧に出てこないログインがあります"),
        claim: Localized(
            en: "A log-in by SSH holds a terminal for which utmp, the list that `who` shows, has no entry, though it has others.",
            ja: "SSH でログイン中の端末があるのに、`who` などが見る一覧(utmp)に載っていません。ほかのログインは載っています。"),
        techniques: ["T1070.006", "T1564"], aspect: .tracks, needs: [.processes],
        misses: Localized(en: "Log-ins without a terminal, and systems that keep no utmp.", ja: "端末を使わないログインと、utmp を使わないシステムでは分かりません。"),
        severities: .medium ... .medium
    ) { situation in
        guard let recorded = situation.facts.recordedTerminals else { return [] }
        return situation.facts.processes.compactMap { process in
            guard let terminal = process.loginTerminal, !recorded.contains(terminal),
                process.executableFile.map(Origin.of)?.isExplained == true,
                let begun = process.started, begun.adding(seconds: 4) < situation.facts.now
            else { return nil }
            return Claim(
                .medium, .likely, Subject(.process, path: process.executable, pid: process.pid, user: nil, name: terminal),
                explanation: Localized(
                    en: "Process \(process.pid) holds \(terminal) since \(begun), and utmp does not list it.",
                    ja: "プロセス \(process.pid) は \(begun) から \(terminal) を使っていますが、一覧(utmp)にありません。"),
                evidence: [
                    EvidenceItem(
                        .process, source: "processes", path: RawText("/proc/\(process.pid)/cmdline"), text: process.arguments.first ?? "")
                ], times: [TimeMark(begun, .active, clock: .system)])
        }
    }
}
