import Model

/// A line of /proc/modules.
package struct LoadedModule: Hashable, Sendable {
    package var name: RawText
    /// Modules that need it.
    package var usedBy: [RawText]
    /// "Live", "Loading" or "Unloading".
    package var state: RawText
    /// The letters in brackets at the end, without them.
    package var taint: RawText

    package init(name: RawText, usedBy: [RawText] = [], state: RawText = "Live", taint: RawText = "") {
        (self.name, self.usedBy, self.state, self.taint) = (name, usedBy, state, taint)
    }
}

/// /proc/modules, after proc_modules(5) and m_show of kernel/module/procfs.c: name, size, references, users, state, address, taint.
package enum ModuleListFormat {
    package static func parse(_ input: Span<UInt8>) -> Parsed<[LoadedModule]> {
        var modules: [LoadedModule] = []
        var problems = HostFileProblems()
        HostLine.each(in: input) { line in
            let words = line.words
            // A kernel that cannot unload shows neither references nor users.
            guard words.count >= 4, HostNumber.decimal(words[1]) != nil else { return problems.add("line is no module", at: line) }
            let users = words.count >= 6 ? words[3].split(separator: 0x2c).filter { !$0.equals("-") }.map { RawText($0) } : []
            let taint = words.last.map { $0.first == 0x28 && $0.last == 0x29 ? RawText($0.dropFirst().dropLast()) : "" } ?? ""
            let state = words.count >= 6 ? RawText(words[4]) : RawText(words[2])
            modules.append(LoadedModule(name: RawText(words[0]), usedBy: users, state: state, taint: taint))
        }
        return Parsed(modules, problems: problems.all)
    }
}

/// modules.dep(5) and modules.builtin: the names of the modules whose files a kernel's folder holds.
package enum ModuleFilesFormat {
    /// Names as the kernel says them ("nf_tables" of "kernel/net/netfilter/nf-tables.ko.xz").
    package static func parse(_ input: Span<UInt8>) -> Parsed<Set<RawText>> {
        var names: Set<RawText> = []
        var problems = HostFileProblems()
        HostLine.each(in: input) { line in
            let path = line.bytes.prefix { $0 != 0x3a }
            guard !path.isEmpty else { return }
            let start = path.lastIndex(of: 0x2f).map { $0 + 1 } ?? path.startIndex
            let file = RawText(path[start...])
            guard let dot = file.firstRange(of: ".ko") else { return problems.add("line names no module", at: line) }
            names.insert(RawText(file.bytes[..<dot.lowerBound].map { $0 == 0x2d ? 0x5f : $0 }))
        }
        return Parsed(names, problems: problems.all)
    }
}
