import Formats
import Hosts
import Model
import Sys

/// Small programs inside the kernel (bpf(2)): which there are, who holds them, and whether the kernel's symbols know of more.
enum BPFPrograms {
    static let id = "bpfPrograms"
    private static let kinds: Set<FactKind> = [.bpfPrograms]
    private static let mostPins = 10_000
    /// Helpers that reach into other programs, as the kernel's symbols name them.
    private static let dangerous: Set<RawText> = ["bpf_probe_write_user", "bpf_override_return", "bpf_send_signal"]

    static func collect(_ collection: inout Collection) {
        guard let kernel = collection.host.kernel else { return collection.gaps.add(.notRunning(id, kinds)) }
        let numbers: [UInt32]
        switch kernel.bpfNumbers(.program) {
        case .success(let found): numbers = found
        case .failure(let failure): return collection.gaps.add(.unanswered(id, "bpf(2)", failure, kinds, isTotal: true))
        }
        let symbols = symbols(&collection)
        var programs = read(numbers, kernel, symbols, &collection)
        let first = hold(&programs, kernel, &collection)
        // Who holds a program may come or go while it is asked for: what nobody holds is asked for again.
        if programs.values.contains(where: { $0.needsHolder && $0.holders.isEmpty }) {
            let before = programs
            refresh(&collection)
            _ = hold(&programs, kernel, &collection)
            let still = Set((try? kernel.bpfNumbers(.program).get()) ?? [])
            programs = programs.filter { still.contains($0.key) || before[$0.key]?.holders.isEmpty == false }
        }
        collection.facts.kernel.bpf = programs.values.map(\.fact).sorted { $0.id < $1.id }
        collection.facts.kernel.unlistedBPF = unlisted(symbols, programs, kernel, &collection)
        if !first { collection.gaps.add(.unanswered(id, "BPF_LINK_GET_NEXT_ID", .absent, kinds)) }
    }

    private struct Program {
        var fact: BPFProgramFact
        var functionTags: Set<RawText>
        var needsHolder: Bool { fact.needsHolder }
        var holders: Set<BPFProgramFact.Holder> { fact.holders }
    }

    private static func symbols(_ collection: inout Collection) -> KernelSymbols {
        guard case .success(let content) = collection.host.read("/proc/kallsyms", limit: 64 << 20) else { return KernelSymbols() }
        return KernelSymbolsFormat.parse(content.bytes.span, wanted: dangerous.union(["__bpf_call_base"])).value
    }

    private static func read(
        _ numbers: [UInt32], _ kernel: any KernelAnswers, _ symbols: KernelSymbols, _ collection: inout Collection
    ) -> [UInt32: Program] {
        var programs: [UInt32: Program] = [:]
        let booted = collection.facts.processes.first { $0.startTicks == 0 }?.started ?? collection.facts.booted
        for number in numbers {
            guard case .success(let info) = kernel.bpfProgram(number) else { continue }
            let code = info.code
            let calls = BPFCode.calls(
                code.span, base: symbols.addresses["__bpf_call_base"] ?? 0, targets: symbols.addresses.filter { dangerous.contains($0.key) }
            )
            let fact = BPFProgramFact(
                id: number, type: info.type, name: info.name, tag: hexadecimal(info.tag), user: info.user,
                loaded: booted.map { $0.adding(seconds: Int64(clamping: info.loaded / 1_000_000_000)) }, dangerousCalls: calls.value)
            programs[number] = Program(fact: fact, functionTags: Set(info.functionTags.map(hexadecimal)))
        }
        return programs
    }

    /// Says of each program who holds it; false where links cannot be asked for.
    private static func hold(_ programs: inout [UInt32: Program], _ kernel: any KernelAnswers, _ collection: inout Collection) -> Bool {
        var linkHolders: [UInt32: Set<BPFProgramFact.Holder>] = [:]
        for process in collection.facts.processes {
            for program in process.bpfPrograms { programs[program]?.fact.holders.insert(.process(process.pid)) }
            for link in process.bpfLinks { linkHolders[link, default: []].insert(.process(process.pid)) }
        }
        for mount in collection.facts.mounts where mount.type == "bpf" {
            pins(below: mount.point, kernel, &collection) { path, info in
                if let program = info.program { programs[program]?.fact.holders.insert(.pin(path)) }
                if let link = info.link { linkHolders[link, default: []].insert(.pin(path)) }
            }
        }
        guard case .success(let links) = kernel.bpfNumbers(.link) else { return false }
        for link in links {
            guard case .success(let info) = kernel.bpfLink(link) else { continue }
            programs[info.program]?.fact.holders.formUnion(linkHolders[link] ?? [])
            if !info.name.isEmpty, programs[info.program]?.fact.watches.contains(info.name) == false {
                programs[info.program]?.fact.watches.append(info.name)
            }
        }
        return true
    }

    private static func pins(
        below point: RawText, _ kernel: any KernelAnswers, _ collection: inout Collection, _ body: (RawText, DescriptorInfo) -> Void
    ) {
        var pending = [point]
        var seen = 0
        while let folder = pending.popLast() {
            for name in collection.names(in: folder, id, kinds) {
                seen += 1
                guard seen <= mostPins else { return collection.gaps.add(id, point, .tooDeep(limit: mostPins), kinds) }
                let path = folder.appending(name)
                guard case .success(let status) = collection.host.status(path, followingLast: false) else { continue }
                switch status.kind {
                case .directory: pending.append(path)
                case .regular: if case .success(let info) = kernel.bpfPinned(path) { body(path, info) }
                default: break
                }
            }
        }
    }

    /// Looks again at the descriptors of every process.
    private static func refresh(_ collection: inout Collection) {
        let view = ProcessView.mounted(collection.host)
        for index in collection.facts.processes.indices {
            var process = collection.facts.processes[index]
            ProcessTable.readDescriptors(&process, view.folder(process.pid), collection.host)
            collection.facts.processes[index].bpfPrograms.formUnion(process.bpfPrograms)
            collection.facts.processes[index].bpfLinks.formUnion(process.bpfLinks)
        }
        for pid in view.listing() ?? [] where !collection.facts.processes.contains(where: { $0.pid == pid }) {
            var process = ProcessFact(pid: pid, name: "", seen: [])
            ProcessTable.readDescriptors(&process, view.folder(pid), collection.host)
            guard !process.bpfPrograms.isEmpty || !process.bpfLinks.isEmpty else { continue }
            if let process = ProcessTable.read(pid, nil, seen: [.procListing], view, &collection) {
                collection.facts.processes.append(process)
            }
        }
    }

    /// Tags of compiled programs that the symbols name, twice, and that belong to no program of the listing.
    private static func unlisted(
        _ symbols: KernelSymbols, _ programs: [UInt32: Program], _ kernel: any KernelAnswers, _ collection: inout Collection
    ) -> [RawText] {
        let known = programs.values.reduce(into: Set<RawText>()) { $0.formUnion($1.functionTags.union([$1.fact.tag])) }
        var suspects = Set(symbols.bpfPrograms.compactMap(tag)).subtracting(known)
        guard !suspects.isEmpty else { return [] }
        // A program that was unloaded since is in neither now; one that was loaded since is in both.
        let again = Self.symbols(&collection)
        suspects.formIntersection(again.bpfPrograms.compactMap(tag))
        guard !suspects.isEmpty, case .success(let numbers) = kernel.bpfNumbers(.program) else { return [] }
        for program in read(numbers, kernel, again, &collection).values {
            suspects.subtract(program.functionTags.union([program.fact.tag]))
        }
        let last = Self.symbols(&collection)
        return suspects.intersection(last.bpfPrograms.compactMap(tag)).sorted()
    }

    /// "6deef7357e7b4530" of "bpf_prog_6deef7357e7b4530_sd_fw_egress".
    private static func tag(_ symbol: RawText) -> RawText? {
        let digits = RawText(symbol.bytes.dropFirst(9).prefix(16))
        return digits.count == 16 ? digits : nil
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> RawText {
        RawText(bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    }
}
