import Model

/// What the list of the kernel's symbols says of modules and of small programs.
package struct KernelSymbols: Hashable, Sendable {
    /// Names in brackets, those of the kernel's own ("bpf", "__builtin__ftrace") left out.
    package var modules: Set<RawText> = []
    /// Symbols of compiled small programs: "bpf_prog_6deef7357e7b4530_sd_fw_egress".
    package var bpfPrograms: Set<RawText> = []
    /// Addresses of the symbols that were asked for; 0 where the kernel does not show them.
    package var addresses: [RawText: UInt64] = [:]

    package init() {}
}

/// /proc/kallsyms, after kernel/kallsyms.c: `address type name [module]`; some 200,000 lines.
package enum KernelSymbolsFormat {
    /// Modules and programs beyond this number are left out.
    private static let most = 20_000

    /// - Parameter wanted: names whose addresses are asked for; few.
    package static func parse(_ input: Span<UInt8>, wanted: Set<RawText> = []) -> Parsed<KernelSymbols> {
        var symbols = KernelSymbols()
        var problems = HostFileProblems()
        let lengths = Set(wanted.map(\.count))
        var start = 0
        while start < input.count {
            var end = start
            while end < input.count, input[end] != 0x0a { end &+= 1 }
            line(input, start..<end, lengths, wanted, &symbols, &problems)
            start = end &+ 1
        }
        return Parsed(symbols, problems: problems.all)
    }

    private static func line(
        _ input: Span<UInt8>, _ range: Range<Int>, _ lengths: Set<Int>, _ wanted: Set<RawText>, _ symbols: inout KernelSymbols,
        _ problems: inout HostFileProblems
    ) {
        // The address has eight or sixteen digits; a blank, the type and a blank follow.
        var place = range.lowerBound
        while place < range.upperBound, input[place] != 0x20 { place &+= 1 }
        let name = place &+ 3
        guard name < range.upperBound, input[place &+ 2] == 0x20 else {
            if !range.isEmpty { problems.add("line is no symbol", at: range.lowerBound) }
            return
        }
        var end = name
        while end < range.upperBound, input[end] != 0x09, input[end] != 0x20 { end &+= 1 }
        if lengths.contains(end &- name) {
            let text = PackageBytes.text(input, name..<end)
            if wanted.contains(text) {
                symbols.addresses[text] = HostNumber.hexadecimal(PackageBytes.array(input, range.lowerBound..<place)) ?? 0
            }
        }
        guard input[range.upperBound &- 1] == 0x5d, let open = PackageBytes.last(0x5b, input, end..<range.upperBound) else { return }
        let module = PackageBytes.text(input, (open &+ 1)..<(range.upperBound &- 1))
        if module == "bpf" {
            let symbol = PackageBytes.text(input, name..<end)
            if symbol.hasPrefix("bpf_prog_"), symbols.bpfPrograms.count < most { symbols.bpfPrograms.insert(symbol) }
        } else if !module.hasPrefix("__builtin__"), !module.isEmpty, symbols.modules.count < most {
            symbols.modules.insert(module)
        }
    }
}
