#if Yara
    import CYara
    import Model

    /// Rules compiled by libyara (https://yara.readthedocs.io/en/v4.2.3/capi.html), freed when nobody holds them any more.
    @safe final class RuleEngine: @unchecked Sendable {
        // `@unchecked Sendable` is sound: libyara does not change compiled rules while it scans, and lets one YR_RULES be shared
        // by threads that each scan with a YR_SCANNER of their own (capi, "Scanning data"). Nothing here defines variables on
        // the rules or disables any of them; `scan` makes its own scanner, and `deinit` runs when the last holder is gone.
        private let rules: UnsafeMutablePointer<YR_RULES>
        private let descriptions: [RuleDescription]

        private init(owning rules: UnsafeMutablePointer<YR_RULES>, descriptions: [RuleDescription]) {
            unsafe self.rules = rules
            self.descriptions = descriptions
        }

        deinit { unsafe yr_rules_destroy(rules) }

        static var unavailable: Localized? { nil }

        /// `yr_initialize` counts its callers without a lock; a constant is computed once.
        private static let started = yr_initialize() == ERROR_SUCCESS

        /// External variables that foreign rules expect to exist.
        private static let externals = ["filename", "filepath", "extension", "filetype", "owner", "md5"]

        // MARK: Compiling

        static func compile(_ sources: [RuleSource]) -> ContentRulesCompilation {
            guard started else {
                let problem = RuleProblem(severity: .error, file: "", line: 0, message: "libyara does not start")
                return ContentRulesCompilation(rules: nil, problems: [problem])
            }
            let whole = compileTogether(sources)
            if let rules = whole.rules { return ContentRulesCompilation(rules: rules, problems: whole.problems) }
            // A compiler that met an error takes nothing more: find the files that have one, and compile the others again.
            var sound: [RuleSource] = []
            var problems: [RuleProblem] = []
            for source in sources {
                let alone = compileTogether([source])
                if alone.rules == nil { problems += alone.problems } else { sound.append(source) }
            }
            guard !sound.isEmpty, !problems.isEmpty else { return ContentRulesCompilation(rules: nil, problems: problems + whole.problems) }
            let rest = compileTogether(sound)
            return ContentRulesCompilation(rules: rest.rules, problems: problems + rest.problems)
        }

        private static func compileTogether(_ sources: [RuleSource]) -> (rules: ContentRules?, problems: [RuleProblem]) {
            var found: UnsafeMutablePointer<YR_COMPILER>?
            guard unsafe yr_compiler_create(&found) == ERROR_SUCCESS, let compiler = unsafe found else {
                return (nil, [RuleProblem(severity: .error, file: "", line: 0, message: "no memory for the compiler of rules")])
            }
            defer { unsafe yr_compiler_destroy(compiler) }
            unsafe yr_compiler_set_include_callback(compiler, nil, nil, nil)
            for name in externals { unsafe yr_compiler_define_string_variable(compiler, name, "") }
            let notes = CompilerNotes()
            unsafe yr_compiler_set_callback(compiler, noteCompilerMessage, Unmanaged.passUnretained(notes).toOpaque())
            for (index, source) in sources.enumerated() {
                notes.file = source.name
                guard !source.text.contains(0) else {
                    notes.add(.error, line: 0, message: "the rule file holds a zero byte")
                    return (nil, notes.problems)
                }
                // Each file is a name space of its own, named by its number so that descriptions find their file again.
                let errors = unsafe (source.text + [0]).withUnsafeBytes { text in
                    unsafe yr_compiler_add_string(compiler, text.baseAddress?.assumingMemoryBound(to: CChar.self), String(index))
                }
                guard errors == 0 else {
                    if !notes.problems.contains(where: { $0.severity == .error }) {
                        notes.add(.error, line: 0, message: "the rule file does not compile")
                    }
                    return (nil, notes.problems)
                }
            }
            var compiled: UnsafeMutablePointer<YR_RULES>?
            guard unsafe yr_compiler_get_rules(compiler, &compiled) == ERROR_SUCCESS, let rules = unsafe compiled else {
                notes.add(.error, line: 0, message: "the rules cannot be put together")
                return (nil, notes.problems)
            }
            let descriptions = unsafe describe(rules, sources: sources)
            let engine = unsafe RuleEngine(owning: rules, descriptions: descriptions)
            return (ContentRules(engine: engine, descriptions: descriptions), notes.problems)
        }

        private static func describe(_ rules: UnsafeMutablePointer<YR_RULES>, sources: [RuleSource]) -> [RuleDescription] {
            (0..<Int(unsafe rules.pointee.num_rules)).map { index in
                let rule = unsafe rules.pointee.rules_table + index
                let file = unsafe Int(text(rule.pointee.ns.pointee.name).utf8 ?? "") ?? -1
                let identifier = unsafe text(rule.pointee.identifier).utf8 ?? ""
                return unsafe RuleDescription(
                    identifier: identifier, file: sources.indices.contains(file) ? sources[file].name : "", metas: metas(of: rule))
            }
        }

        private static let mostMetas = 256

        private static func metas(of rule: UnsafeMutablePointer<YR_RULE>) -> [(name: String, value: RawText)] {
            var found: [(name: String, value: RawText)] = []
            var next = unsafe rule.pointee.metas
            while let meta = unsafe next, found.count < mostMetas {
                let name = unsafe text(meta.pointee.identifier).utf8 ?? ""
                let value = unsafe meta.pointee.type == META_TYPE_STRING ? text(meta.pointee.string) : RawText(String(meta.pointee.integer))
                found.append((name, value))
                unsafe next = meta.pointee.flags & META_FLAGS_LAST_IN_RULE != 0 ? nil : meta + 1
            }
            return found
        }

        /// The bytes of a zero-terminated string that libyara owns.
        private static func text(_ pointer: UnsafePointer<CChar>?) -> RawText {
            guard let pointer = unsafe pointer else { return "" }
            return unsafe RawText(UnsafeBufferPointer(start: pointer, count: strlen(pointer)).map { UInt8(bitPattern: $0) })
        }

        // MARK: Scanning

        func scan(_ bytes: Span<UInt8>, of file: ScannedFile, limits: ScanLimits) -> ContentScan {
            var created: UnsafeMutablePointer<YR_SCANNER>?
            let made = unsafe yr_scanner_create(rules, &created)
            guard made == ERROR_SUCCESS, let scanner = unsafe created else { return ContentScan(problem: .failed(code: Int(made))) }
            defer { unsafe yr_scanner_destroy(scanner) }
            for (name, value) in [("filename", file.name), ("filepath", file.path), ("extension", file.nameExtension)] {
                let terminated = value.bytes.prefix { $0 != 0 }.map { CChar(bitPattern: $0) } + [0]
                unsafe yr_scanner_define_string_variable(scanner, name, terminated)
            }
            let seconds = min(max(limits.seconds, 1), 86_400)
            let tally = unsafe ScanTally(first: rules.pointee.rules_table, descriptions: descriptions, limits: limits)
            // No handler for SIGBUS and SIGSEGV: the bytes are in memory of our own, and handlers belong to the whole process.
            unsafe yr_scanner_set_flags(scanner, SCAN_FLAGS_REPORT_RULES_MATCHING | SCAN_FLAGS_NO_TRYCATCH)
            unsafe yr_scanner_set_timeout(scanner, Int32(seconds))
            unsafe yr_scanner_set_callback(scanner, tallyScanMessage, Unmanaged.passUnretained(tally).toOpaque())
            let result = unsafe bytes.withUnsafeBufferPointer { buffer in
                // libyara wants an address even where there are no bytes.
                var nothing: UInt8 = 0
                return if let start = buffer.baseAddress {
                    unsafe yr_scanner_scan_mem(scanner, start, buffer.count)
                } else {
                    unsafe yr_scanner_scan_mem(scanner, &nothing, 0)
                }
            }
            var scan = withExtendedLifetime(tally) { tally.scan }
            switch result {
            case ERROR_SUCCESS: break
            case ERROR_SCAN_TIMEOUT: scan.problem = .timedOut(seconds: seconds)
            default: scan.problem = scan.problem ?? .failed(code: Int(result))
            }
            return scan
        }
    }

    /// What the compiler says while it compiles; used by one thread, for the time of one call.
    private final class CompilerNotes {
        static let most = 500
        var file = ""
        var problems: [RuleProblem] = []

        func add(_ severity: RuleProblem.Severity, line: Int, message: String) {
            guard problems.count < Self.most else { return }
            problems.append(RuleProblem(severity: severity, file: file, line: line, message: message))
        }
    }

    private let noteCompilerMessage: YR_COMPILER_CALLBACK_FUNC = { level, _, line, _, message, context in
        guard let context = unsafe context, let message = unsafe message else { return }
        let notes = unsafe Unmanaged<CompilerNotes>.fromOpaque(context).takeUnretainedValue()
        notes.add(level == YARA_ERROR_LEVEL_ERROR ? .error : .warning, line: Int(line), message: unsafe String(cString: message))
    }

    /// What the scanner says while it scans; used by one thread, for the time of one call.
    @safe private final class ScanTally {
        let first: UnsafeMutablePointer<YR_RULE>
        let descriptions: [RuleDescription]
        let limits: ScanLimits
        var scan = ContentScan()

        init(first: UnsafeMutablePointer<YR_RULE>, descriptions: [RuleDescription], limits: ScanLimits) {
            unsafe self.first = first
            self.descriptions = descriptions
            self.limits = limits
        }

        func description(of rule: UnsafeMutablePointer<YR_RULE>) -> RuleDescription? {
            let index = unsafe rule - first
            return descriptions.indices.contains(index) ? descriptions[index] : nil
        }

        /// The places where strings of the rule stand, the first ones of each string before all of one.
        func hits(of rule: UnsafeMutablePointer<YR_RULE>, in context: UnsafeMutablePointer<YR_SCAN_CONTEXT>) -> [ContentMatch.Hit] {
            var hits: [ContentMatch.Hit] = []
            var next = unsafe rule.pointee.strings
            let most = max(limits.hitsPerRule, 0)
            var left = 10_000  // DEFAULT_MAX_STRINGS_PER_RULE
            while let string = unsafe next, left > 0 {
                left -= 1
                var match = unsafe context.pointee.matches[Int(string.pointee.idx)].head
                var taken = 0
                while let found = unsafe match, taken < most {
                    if unsafe !found.pointee.is_private {
                        hits.append(unsafe hit(found.pointee))
                        taken += 1
                    }
                    unsafe match = found.pointee.next
                }
                let isLast = unsafe string.pointee.flags & UInt32(STRING_FLAGS_LAST_IN_RULE) != 0
                unsafe next = isLast ? nil : string + 1
            }
            return Array(hits.sorted { ($0.offset, $0.length) < ($1.offset, $1.length) }.prefix(most))
        }

        private func hit(_ match: YR_MATCH) -> ContentMatch.Hit {
            let shown = unsafe min(max(Int(match.data_length), 0), 160)
            let text = unsafe RawText(UnsafeBufferPointer(start: match.data, count: match.data == nil ? 0 : shown))
            return unsafe ContentMatch.Hit(
                offset: Int(match.base &+ match.offset), length: max(Int(match.match_length), 0), text: text)
        }
    }

    private let tallyScanMessage: YR_CALLBACK_FUNC = { context, message, data, user in
        guard let context = unsafe context, let user = unsafe user else { return CALLBACK_ERROR }
        let tally = unsafe Unmanaged<ScanTally>.fromOpaque(user).takeUnretainedValue()
        switch message {
        case CALLBACK_MSG_RULE_MATCHING:
            guard let rule = unsafe data?.assumingMemoryBound(to: YR_RULE.self),
                let description = unsafe tally.description(of: rule)
            else { return CALLBACK_CONTINUE }
            guard tally.scan.matches.count < tally.limits.rules else {
                tally.scan.problem = tally.scan.problem ?? .tooManyRules
                return CALLBACK_ABORT
            }
            tally.scan.matches.append(description.match(hits: unsafe tally.hits(of: rule, in: context)))
        case CALLBACK_MSG_TOO_MANY_MATCHES:
            let string = unsafe data?.assumingMemoryBound(to: YR_STRING.self)
            let index = unsafe string.map { Int(unsafe $0.pointee.rule_idx) } ?? -1
            let rule = tally.descriptions.indices.contains(index) ? tally.descriptions[index].id : ""
            tally.scan.problem = tally.scan.problem ?? .tooManyHits(rule: rule)
        default: break
        }
        return CALLBACK_CONTINUE
    }
#endif
