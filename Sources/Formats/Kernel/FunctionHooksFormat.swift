import Model

/// enabled_functions and touched_functions of tracefs, after t_show of kernel/trace/ftrace.c and Documentation/trace/ftrace.rst.
package enum FunctionHooksFormat {
    /// A host that traces everything lists some 60,000 functions.
    private static let most = 100_000

    package static func parse(_ input: Span<UInt8>, list: FunctionHook.List) -> Parsed<[FunctionHook]> {
        var hooks: [FunctionHook] = []
        var problems = HostFileProblems()
        HostLine.each(in: input) { line in
            if line.bytes.first == 0x09 {
                // A line of its own for what is called directly.
                guard !hooks.isEmpty else { return problems.add("line belongs to no function", at: line) }
                hooks[hooks.count - 1].callees += callees(line.bytes[...])
                return
            }
            guard hooks.count < most else { return }
            let words = line.words
            guard let name = words.first, let count = words.firstIndex(where: { $0.first == 0x28 && $0.last == 0x29 }) else {
                return problems.add("line is no function with its number of users", at: line)
            }
            var hook = FunctionHook(list: list, function: RawText(name), line: RawText(line.bytes.prefix(200)))
            if count == 2, words[1].first == 0x5b { hook.module = RawText(words[1].dropFirst().dropLast()) }
            let flags = words[(count + 1)...].prefix { $0.count == 1 }
            hook.redirects = flags.contains { $0.equals("I") || $0.equals("D") || $0.equals("M") }
            if let tab = line.bytes.firstIndex(of: 0x09) {
                hook.callees = callees(line.bytes[tab...])
            } else if let arrow = RawText(line.bytes).firstRange(of: "->") {
                hook.callees = callees(line.bytes[arrow.lowerBound...])
            }
            hooks.append(hook)
        }
        return Parsed(hooks, problems: problems.all)
    }

    /// The symbols of a text such as "tramp: f+0x0/0x70 (g+0x0/0x60 [m]) ->h+0x0/0x10": "g [m]", "h"; an address without a
    /// symbol stays as it is. The trampoline itself is memory of the tracer and has none.
    private static func callees(_ text: ArraySlice<UInt8>) -> [RawText] {
        let words = text.split { $0.isBlank }
        var found: [RawText] = []
        for (index, word) in words.enumerated() {
            let symbol: ArraySlice<UInt8>
            if word.first == 0x28 {
                symbol = word.dropFirst()
            } else if let arrow = RawText(word).firstRange(of: "->") {
                symbol = word.dropFirst(arrow.upperBound)
            } else {
                continue
            }
            let name = symbol.prefix { $0 != 0x2b && $0 != 0x29 }
            guard !name.isEmpty, found.count < 64 else { continue }
            var callee = RawText(name)
            if index + 1 < words.count, words[index + 1].first == 0x5b {
                callee = callee + " " + RawText(words[index + 1].prefix { $0 != 0x29 })
            }
            found.append(callee)
        }
        return found
    }
}

/// kprobes/list of debugfs, after report_probe of kernel/kprobes.c: `address type function+offset module [state]`.
package enum ProbeListFormat {
    package static func parse(_ input: Span<UInt8>) -> Parsed<[FunctionHook]> {
        var hooks: [FunctionHook] = []
        var problems = HostFileProblems()
        HostLine.each(in: input) { line in
            let words = line.words
            guard words.count >= 3, HostNumber.hexadecimal(words[0]) != nil, words[1].count == 1, hooks.count < 100_000 else {
                return problems.add("line is no probe", at: line)
            }
            var hook = FunctionHook(
                list: .probe, function: RawText(words[2].prefix { $0 != 0x2b }), line: RawText(line.bytes.prefix(200)))
            if words.count > 3, words[3].first != 0x5b { hook.module = RawText(words[3]) }
            hooks.append(hook)
        }
        return Parsed(hooks, problems: problems.all)
    }
}
