import Testing

/// Words that must not stand in code, where, and what to do instead.
struct ForbiddenWords: Sendable, CustomTestStringConvertible {
    let claim: String
    let words: [String]
    let instead: String
    /// Files that may, each with the reason.
    var exceptions: [String: String] = [:]
    let covers: @Sendable (SourceFile) -> Bool

    var testDescription: String { claim }

    /// Without an import, these are the only ways out of a pure module: what the language itself offers.
    static let inPureModules = ForbiddenWords(
        claim: "a pure module touches nothing outside itself",
        words: [
            "print(", "debugPrint(", "dump(", "readLine()", "readLine(strippingNewline", "CommandLine.arguments", "CommandLine.unsafeArgv",
            "FileManager", "FileHandle", "ProcessInfo", "URLSession",
            "fopen(",
            "getenv(", "getcwd(", "stdin", "stdout", "stderr", "ContinuousClock", "SuspendingClock", "Task", "DispatchQueue",
            "SystemRandomNumberGenerator", ".random(", ".randomElement(", ".shuffled(", "@_silgen_name", "@_extern", "@_cdecl",
        ],
        instead: "Take what is needed as an argument; what looks at the world belongs into Hosts, Sys or Collectors.",
        exceptions: ["Sources/Formats/Packages/PathTable.swift": "a key that the intruder cannot know, against paths made to collide"],
        covers: { file in file.isSwift && ModuleRule.all.contains { $0.name == file.module && $0.isPure } })

    static let printing = ForbiddenWords(
        claim: "only a command talks to people",
        words: ["print(", "debugPrint(", "dump(", "fputs(", "puts("],
        instead: "Return a value; Commands writes it through Sys.Output.",
        covers: { $0.module != "Commands" && $0.isSwift })

    /// A static program loads the name services of the host for each of these (see Documentation/Decisions/0005).
    static let nameServices = ForbiddenWords(
        claim: "no name service is asked, which would load a library of the host into our process",
        words: [
            "getpwnam", "getpwnam_r", "getpwuid", "getpwuid_r", "getpwent", "getpwent_r", "getgrnam", "getgrnam_r", "getgrgid",
            "getgrgid_r",
            "getgrent", "getgrouplist", "initgroups", "getspnam", "getlogin", "getlogin_r", "cuserid", "getaddrinfo", "getnameinfo",
            "gethostbyname", "gethostbyname2", "gethostbyaddr", "getservbyname", "getservbyport", "getprotobyname", "getnetbyname",
            "res_query", "res_search", "innetgr", "wordexp", "iconv_open", "setlocale", "localtime", "localtime_r", "mktime", "tzset",
        ],
        instead: "Read the host's own file through HostView and parse it in Formats.",
        covers: { _ in true })

    static let execution = ForbiddenWords(
        claim: "no program of the host is run and no library of it loaded",
        words: [
            "system(", "popen(", "posix_spawn", "posix_spawnp", "execve(", "execv(", "execvp(", "execl(", "execlp(", "fexecve(", "fork(",
            "vfork(",
            "dlopen(", "dlsym(", "dlmopen(",
        ],
        instead: "Ask the kernel through Sys, or parse the file that the program would have read.",
        exceptions: ["Sources/CLinux/printing.c": "prints a case on the machine of its reader (Documentation/Decisions/0013)"],
        covers: { _ in true })

    static let printer = ForbiddenWords(
        claim: "a program is started to print a case, and for nothing else",
        words: ["clinux_print", "PagePrinter", "CasePrinter"],
        instead: "Only `banken case report --format pdf` may; see Documentation/Decisions/0013.",
        exceptions: [
            "Sources/CLinux/printing.c": "starts it", "Sources/CLinux/include/clinux_printing.h": "says how",
            "Sources/Sys/PagePrinter.swift": "wraps the call", "Sources/Commands/CasePrinter.swift": "says with what",
            "Sources/Commands/CaseReportCommand.swift": "is the command",
        ],
        covers: { _ in true })

    static let traps = ForbiddenWords(
        claim: "input never traps, and state is never shared unseen",
        words: [
            "try!", "as!", "fatalError(", "nonisolated(unsafe)", "unsafeBitCast(", "Task.detached", "DispatchQueue", "DispatchSemaphore",
        ],
        instead: "Give a problem, a gap or an error back; share state through Mutex or an argument.",
        covers: \.isSwift)

    static let hostText = ForbiddenWords(
        claim: "bytes of a host become text only where a renderer escapes them",
        words: ["String(decoding:", "String(cString:"],
        instead: "Keep RawText, or use RawText.utf8 or RawText.escaped().",
        exceptions: ["Sources/Model/Digest.swift": "hexadecimal digits that we made ourselves"],
        covers: { $0.isSwift && !["Report", "ContentRules"].contains($0.module) })

    static let platforms = ForbiddenWords(
        claim: "platforms are told apart in Sys alone",
        words: ["canImport"], instead: "Say Linux; the one ladder stands in Sys.",
        covers: { $0.isSwift && $0.module != "Sys" })

    static let place = "Tests/ArchitectureTests/ForbiddenWords.swift"
    static let all = [inPureModules, printing, nameServices, execution, printer, traps, hostText, platforms]
}

@Suite struct `Code` {
    @Test(arguments: ForbiddenWords.all)
    func `keeps to what it may say`(rule: ForbiddenWords) {
        let files = SourceTree.sources.filter(rule.covers)
        #expect(!files.isEmpty)
        for (path, reason) in rule.exceptions where rule.words.allSatisfy({ SourceTree.file(path).lines(with: $0).isEmpty }) {
            Issue.record("\(path) needs no exception any more (\(reason)). Remove it from \(ForbiddenWords.place).")
        }
        for file in files where rule.exceptions[file.path] == nil {
            for word in rule.words {
                for line in file.lines(with: word) {
                    Issue.record("\(file.path):\(line.number) says `\(word)`, but \(rule.claim). \(rule.instead)")
                }
            }
        }
    }

    @Test func `leaves nothing for later`() {
        for file in SourceTree.sources + SourceTree.tests where !file.path.hasPrefix("Tests/ArchitectureTests/") {
            for line in file.lines {
                for word in ["TODO", "FIXME", "XXX", "HACK"] where SourceFile(path: "x", bytes: Array(line.text.utf8)).says(word) {
                    Issue.record("\(file.path):\(line.number) holds \(word). Do it, or write it into the issue tracker.")
                }
            }
        }
    }

    @Test func `says beside each unchecked Sendable why it is sound`() {
        for file in SourceTree.swift {
            for line in file.lines(with: "@unchecked Sendable") {
                let nearby = file.lines.filter { abs($0.number - line.number) <= 3 && $0.number != line.number }
                if !nearby.contains(where: { $0.text.contains("//") && $0.text.contains("@unchecked Sendable") }) {
                    Issue.record(
                        "\(file.path):\(line.number) has no reason. Add a comment line beside it: // `@unchecked Sendable` is sound: …")
                }
            }
        }
    }

    @Test func `has no mutable state that outlives a call`() {
        for file in SourceTree.swift {
            for line in file.lines {
                let code = line.code
                let isStatic = code.contains("static var ") || code.contains("class var ")
                let isGlobal = ["var ", "package var ", "private var ", "fileprivate var ", "internal var ", "public var "].contains {
                    code.hasPrefix($0)
                }
                guard isStatic || isGlobal else { continue }
                // A computed property opens a brace and assigns nothing before it.
                let beforeBrace = code.prefix { $0 != "{" }
                if beforeBrace.count == code.count || beforeBrace.contains("=") {
                    Issue.record("\(file.path):\(line.number) is mutable and global. Make it a `let`, or pass it in.")
                }
            }
        }
    }
}

extension SourceFile {
    /// Whether any text of it, comments included, holds the word as a whole.
    fileprivate func says(_ word: String) -> Bool {
        lines.contains { line in
            line.text.split { !$0.isLetter && !$0.isNumber }.contains { $0 == word }
        }
    }
}
