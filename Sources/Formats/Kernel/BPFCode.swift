import Model

/// Instructions of the kernel's small machine as the kernel shows them translated (linux/bpf.h, `struct bpf_insn`).
package enum BPFCode {
    /// Which of the kernel's functions the instructions call.
    ///
    /// - Parameters:
    ///   - base: the address of `__bpf_call_base`, from which the kernel counts.
    ///   - targets: addresses of the functions asked for, by their names.
    package static func calls(_ input: Span<UInt8>, base: UInt64, targets: [RawText: UInt64]) -> Parsed<[RawText]> {
        guard base != 0 else { return Parsed([]) }
        let offsets = Dictionary(
            targets.filter { $0.value != 0 }.map { (UInt32(truncatingIfNeeded: $0.value &- base), $0.key) },
            uniquingKeysWith: { first, _ in first })
        var found: Set<RawText> = []
        var place = 0
        while input.count - place >= 8 {
            // BPF_JMP | BPF_CALL, and not a call of a function of the program itself (source register 1) or of a kfunc (2).
            if input[place] == 0x85, input[place + 1] >> 4 == 0 {
                let value = UInt32(BinaryField.unsigned(input, place + 4, bytes: 4, isBigEndian: false))
                if let name = offsets[value] { found.insert(name) }
            }
            place += 8
        }
        return Parsed(found.sorted())
    }
}
