import Model
import Provenance

extension Detector {
    /// Code in a packaged program that no package brought.
    static let foreignCode = Detector(
        id: "process.code.foreign",
        title: Localized(en: "Strange code inside an ordinary program", ja: "正規のプログラムの中に、よそのコードが入り込んでいます"),
        claim: Localized(
            en:
                "A running program of the distribution holds a library from a hidden or world-writable folder, from memory alone, or one that was deleted, or code that can be written while it runs.",
            ja: "配布元の正規プログラムのメモリに、隠し場所や誰でも書き込める場所、消された場所、メモリの中だけにある部品が読み込まれています。"),
        techniques: ["T1055", "T1574.006", "T1620"], aspect: .hiding, needs: [.processes, .processMemory, .packages],
        misses: Localized(
            en: "Code written into memory that the program itself asked for, and programs that compile code as they run.",
            ja: "プログラム自身が確保した領域に書き込まれたコードや、実行時にコードを作る種類のプログラムは分かりません。")
    ) { situation in
        situation.facts.processes.compactMap { process in
            // A page that differs from its file has a detector of its own.
            let codes = process.foreignCode.filter { $0.kind != .alteredText }
            let graded = codes.compactMap { code in grade(code, process).map { (code: code, grade: $0) } }
            guard let worst = graded.max(by: { $0.grade.severity < $1.grade.severity }) else { return nil }
            let path = worst.code.path ?? "[anonymous]"
            var claim = Claim(
                worst.grade.severity, worst.grade.confidence,
                Subject(.process, path: process.executable, pid: process.pid, name: process.name),
                explanation: Localized(
                    en: "Process \(process.pid) (\(process.executable ?? process.name)) runs code from \(path): ",
                    ja: "プロセス \(process.pid)(\(process.executable ?? process.name))は \(path) のコードを動かしています: ") + worst.grade.reason,
                evidence: graded.prefix(8).map {
                    EvidenceItem(
                        .process, source: "processMemory", path: RawText("/proc/\(process.pid)/maps"),
                        text: RawText(String($0.code.address, radix: 16) + " ") + ($0.code.path ?? "[anonymous]"))
                }, nextSteps: [.isolate], related: graded.compactMap(\.code.path))
            if let file = worst.code.file { claim = claim.with(file: file, situation, source: "processMemory") }
            return claim
        }
    }

    private struct Grade {
        var severity: Severity
        var confidence: Confidence
        var reason: Localized
    }

    private static func grade(_ code: ForeignCode, _ process: ProcessFact) -> Grade? {
        guard ProgramStanding.of(process) == .packaged, let program = process.executable?.lastComponent else { return nil }
        if let match = code.file?.matches.first(where: { [.rootkit, .backdoor].contains($0.kind) }) {
            return Grade(severity: .critical, confidence: .certain, reason: match.title + Localized(en: ".", ja: "。"))
        }
        // Virtual machines and interpreters unpack libraries of their own into /tmp, and delete them at once.
        let compiles = Interpreters.compile(program)
        switch code.kind {
        case .library, .deletedFile:
            guard let path = code.path else { return nil }
            let isOdd = Places.oddFolder(of: path) != nil || NameDeception.of(path.lastComponent)?.isDeliberate == true
            if isOdd, !compiles {
                return Grade(
                    severity: .critical, confidence: .likely,
                    reason: Localized(en: "it lies in a folder that is made not to be seen.", ja: "人目に付かないように作られた場所にあります。"))
            }
            guard Places.isTemporary(path) else { return nil }
            return compiles
                ? Grade(
                    severity: .low, confidence: .possible,
                    reason: Localized(en: "programs of this kind unpack libraries there.", ja: "この種のプログラムでは珍しくありません。"))
                : Grade(
                    severity: .high, confidence: .likely,
                    reason: Localized(en: "everybody may write to that folder.", ja: "誰でも書き込める場所です。"))
        case .memoryFile:
            guard !compiles else { return nil }
            return Grade(
                severity: .high, confidence: .likely,
                reason: Localized(en: "it exists in memory only.", ja: "ファイルとしては存在せず、メモリの中にしかありません。"))
        case .writable:
            guard Interpreters.neverCompile(program) else { return nil }
            return Grade(
                severity: .medium, confidence: .possible,
                reason: Localized(
                    en: "memory that can be written and run, which this program never asks for.", ja: "書き込みも実行もできる領域で、このプログラムは普通使いません。"))
        case .alteredText: return nil
        }
    }

    /// Code of a program that differs from its file.
    static let alteredCode = Detector(
        id: "process.code.altered",
        title: Localized(en: "A running program was altered in memory", ja: "動いているプログラムが、メモリの中で書き換えられています"),
        claim: Localized(
            en:
                "A page of code of a running program differs from the file that it was loaded from, and the file is as its package recorded it.",
            ja: "動いているプログラムのコードが、元のファイルと違っています。ファイルのほうは配布されたときのままです。"),
        techniques: ["T1055.008", "T1055.009"], aspect: .tampering, needs: [.processes, .processMemory],
        misses: Localized(
            en: "Data of a program, such as the addresses that it calls, and pages that were written out to the swap space.",
            ja: "プログラムのデータ(呼び先の番地など)の書き換えと、スワップに出た部分は分かりません。"),
        severities: .low ... .high
    ) { situation in
        situation.facts.processes.compactMap { process in
            guard let code = process.foreignCode.first(where: { $0.kind == .alteredText }), let path = code.path,
                let file = code.file, Origin.of(file).isExplained
            else { return nil }
            let changed = zip(code.inMemory, code.inFile).filter { $0 != $1 }
            // A breakpoint of a debugger or a tracer is one byte.
            let isBreakpoint = changed.count == 1 && changed[0].0 == 0xcc
            let isTraced = process.tracer != nil || situation.facts.kernel.hasTraceEvents || isBreakpoint
            let isPatched = situation.facts.processes.contains {
                ["kcarectl", "libcare-ctl", "ulp"].contains($0.executable?.lastComponent ?? "")
            }
            return Claim(
                isTraced || isPatched ? .low : .high, isTraced || isPatched ? .possible : .likely,
                Subject(.process, path: process.executable, pid: process.pid, name: process.name),
                explanation: Localized(
                    en: "In process \(process.pid), the code of \(path) differs from the file at offset \(code.offset).",
                    ja: "プロセス \(process.pid) の中で、\(path) のコードがファイルの位置 \(code.offset) から違っています。"),
                evidence: [
                    EvidenceItem(
                        .content, source: "processMemory", path: RawText("/proc/\(process.pid)/mem"), offset: Int(exactly: code.address),
                        length: code.inMemory.count, text: hexadecimal(code.inMemory)),
                    EvidenceItem(
                        .content, source: "processMemory", path: path, offset: Int(exactly: code.offset), length: code.inFile.count,
                        text: hexadecimal(code.inFile)),
                ], nextSteps: [.isolate], related: [path])
        }
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> RawText {
        RawText(bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " "))
    }
}

/// Programs by whether they make code as they run.
enum Interpreters {
    private static let compiling: [RawText] = [
        "java", "node", "nodejs", "python", "ruby", "perl", "php", "mono", "dotnet", "R", "julia", "chromium", "chrome", "firefox",
        "electron",
        "qemu", "wine", "luajit", "postgres", "mysqld", "mariadbd", "gjs", "guile", "emacs", "erl", "beam", "deno", "bun", "pwsh",
        "apache2",
        "httpd", "Xorg", "gnome", "plasma", "code", "lldb", "gdb", "swift",
    ]
    /// Programs that take passwords or begin everything, and that hold no compiler and no library with one.
    private static let plain: Set<RawText> = [
        "sshd", "sshd-session", "sshd-auth", "cron", "crond", "atd", "agetty", "login", "su", "init", "inetd", "xinetd", "telnetd",
        "vsftpd", "proftpd",
    ]

    static func compile(_ program: RawText) -> Bool { compiling.contains { program.hasPrefix($0) } }
    static func neverCompile(_ program: RawText) -> Bool { plain.contains(program) }
}
