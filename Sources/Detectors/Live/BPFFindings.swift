import Model
import Provenance

extension Detector {
    /// A small program of the kernel that nobody holds, or that a list leaves out.
    static let hiddenBPF = Detector(
        id: "kernel.bpf.hidden",
        title: Localized(en: "A small program inside the kernel has no owner", ja: "カーネルの中に、持ち主のいない小さなプログラムがあります"),
        claim: Localized(
            en:
                "A program of bpf(2) that watches the kernel is held by no process and no name, though it would be unloaded without either: its owner is hidden. Or the kernel's symbols know one that the kernel's own listing leaves out.",
            ja: "カーネルを監視する eBPF プログラムが、どのプロセスにも名前にも属していません。本来は消えるはずなので、持ち主が隠されています。または、一覧から消された eBPF プログラムがあります。"),
        techniques: ["T1014", "T1205"], aspect: .hiding, needs: [.bpfPrograms, .processes],
        misses: Localized(
            en: "Programs that the kernel holds itself, for a control group, a network device or a socket.",
            ja: "制御グループ、ネットワーク機器、ソケットに取り付けられた、カーネル自身が持つものは分かりません。"), severities: .low ... .critical
    ) { situation in
        let kernel = situation.facts.kernel
        var claims = kernel.bpf.filter { $0.needsHolder && $0.holders.isEmpty }.map { program in
            // In a container the owner may be outside.
            let isComplete = situation.facts.asRoot && isWhole(situation.facts)
            return Claim(
                isComplete ? .high : .low, isComplete ? .likely : .possible, Subject(.host, name: name(program)),
                explanation: Localized(
                    en: "The small program \(name(program)) of type \(program.typeName)",
                    ja: "eBPF プログラム \(name(program))(種類 \(program.typeName))") + watches(program)
                    + Localized(en: " is held by no process and no name.", ja: "の持ち主が、プロセスにも名前にも見当たりません。"),
                evidence: [evidence(program)], nextSteps: [.isolate],
                times: program.loaded.map { [TimeMark($0, .created, clock: .system)] } ?? [])
        }
        for tag in kernel.unlistedBPF {
            claims.append(
                Claim(
                    .critical, .likely, Subject(.host, name: "bpf_prog_" + tag),
                    explanation: Localized(
                        en:
                            "The kernel's symbols name a small program with the tag \(tag), and its listing leaves it out: the call bpf(2) was made to lie.",
                        ja: "カーネルのシンボルには eBPF プログラム \(tag) がありますが、一覧には出てきません。bpf の問い合わせが嘘をつくように変えられています。"),
                    evidence: [EvidenceItem(.absence, source: "bpfPrograms", path: "/proc/kallsyms", text: "bpf_prog_" + tag)],
                    nextSteps: [.isolate]))
        }
        return claims
    }

    /// A small program of the kernel that reaches into other programs, or whose owner is a stranger.
    static let strangeBPF = Detector(
        id: "kernel.bpf.strange",
        title: Localized(en: "A small program inside the kernel watches for somebody", ja: "カーネルの中で、よその小さなプログラムが見張っています"),
        claim: Localized(
            en:
                "A program of bpf(2) that watches calls of the kernel belongs to a process that nothing explains, or changes the memory of other programs.",
            ja: "カーネルの動きを見張る eBPF プログラムの持ち主が怪しいか、ほかのプログラムのメモリを書き換える働きを持っています。"),
        techniques: ["T1014", "T1056"], aspect: .hiding, needs: [.bpfPrograms, .processes],
        misses: Localized(
            en: "What a program does with what it sees; where the kernel does not show the instructions, what they call.",
            ja: "見たものを何に使うかと、カーネルが命令を見せない場合の中身は分かりません。"), severities: .low ... .critical
    ) { situation in
        let byNumber = Dictionary(situation.facts.processes.map { ($0.pid, $0) }, uniquingKeysWith: { first, _ in first })
        return situation.facts.kernel.bpf.compactMap { program in
            let owners = program.holders.compactMap { holder -> ProcessFact? in
                if case .process(let pid) = holder { byNumber[pid] } else { nil }
            }
            let standings = owners.map(ProgramStanding.of)
            let writes = program.dangerousCalls.contains("bpf_probe_write_user") || program.dangerousCalls.contains("bpf_override_return")
            let severity: Severity
            if standings.contains(.strange) {
                severity = writes ? .critical : .high
            } else if writes, !standings.contains(.packaged) {
                // Tracers of programming languages hand values on by writing them into the traced program.
                severity = owners.isEmpty ? .medium : .low
            } else {
                return nil
            }
            let who = owners.compactMap(\.executable)
            return Claim(
                severity, severity >= .high ? .likely : .possible,
                Subject(.process, path: who.first, pid: owners.first?.pid, name: name(program)),
                explanation: Localized(
                    en: "The small program \(name(program)) of type \(program.typeName)",
                    ja: "eBPF プログラム \(name(program))(種類 \(program.typeName))") + watches(program)
                    + (who.isEmpty
                        ? Localized(en: " is held by a name alone", ja: "は名前だけで保持されています")
                        : Localized(en: " belongs to \(list: who)", ja: "の持ち主は \(list: who) です"))
                    + (program.dangerousCalls.isEmpty
                        ? Localized(en: ".", ja: "。")
                        : Localized(en: " and calls \(list: program.dangerousCalls).", ja: "。\(list: program.dangerousCalls) を呼びます。")),
                evidence: [evidence(program)], nextSteps: severity >= .high ? [.isolate] : [], related: who)
        }
    }

    private static func name(_ program: BPFProgramFact) -> RawText {
        program.name.isEmpty ? RawText("\(program.id)") : RawText("\(program.id) ") + program.name
    }

    private static func watches(_ program: BPFProgramFact) -> Localized {
        program.watches.isEmpty
            ? Localized(en: "", ja: "") : Localized(en: " on \(list: program.watches)", ja: "(監視先 \(list: program.watches))")
    }

    private static func evidence(_ program: BPFProgramFact) -> EvidenceItem {
        EvidenceItem(
            .record, source: "bpfPrograms",
            text: RawText("id \(program.id) type ") + program.typeName + " tag " + program.tag + RawText(" uid \(program.user)"))
    }

    private static func isWhole(_ facts: Facts) -> Bool {
        facts.processes.contains { $0.pid == 2 && $0.isKernelThread && $0.name == "kthreadd" }
    }
}
