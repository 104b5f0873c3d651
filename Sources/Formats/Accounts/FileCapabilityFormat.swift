import Model

/// The extended attribute `security.capability`, after `struct vfs_cap_data` of linux/capability.h: a little-endian word with the
/// revision in its upper byte and the effective bit in its lowest, then pairs of permitted and inheritable bits of 32 each.
package enum FileCapabilityFormat {
    /// The capabilities; nil where the bytes are none.
    package static func parse(_ input: Span<UInt8>) -> Parsed<FileCapabilities?> {
        guard input.count >= 12 else { return Parsed(nil, problems: [Problem(offset: 0, reason: "shorter than 12 bytes")]) }
        let head = word(input, 0)
        let revision = head >> 24
        guard (1...3).contains(revision) else {
            return Parsed(nil, problems: [Problem(offset: 0, reason: "revision \(revision) is not known")])
        }
        var capabilities = FileCapabilities(
            permitted: UInt64(word(input, 4)), inheritable: UInt64(word(input, 8)), isEffective: head & 1 != 0)
        if revision >= 2 {
            guard input.count >= 20 else { return Parsed(capabilities, problems: [Problem(offset: 12, reason: "second pair is missing")]) }
            capabilities.permitted |= UInt64(word(input, 12)) << 32
            capabilities.inheritable |= UInt64(word(input, 16)) << 32
        }
        return Parsed(capabilities)
    }

    /// Capabilities in the text form of cap_from_text(3), as rpm records them: "cap_net_raw=ep", "= cap_net_admin,cap_net_raw+p".
    package static func parse(text: RawText) -> FileCapabilities? {
        var result = FileCapabilities(permitted: 0, isEffective: false)
        for clause in text.bytes.prefix(4_096).split(separator: 0x20).prefix(64) {
            guard let sign = clause.firstIndex(where: { $0 == 0x3d || $0 == 0x2b }) else { continue }
            let names = clause[..<sign].split(separator: 0x2c).map { RawText(Array($0)).asciiLowercased }
            let isAll = names.contains("all")
            let bits = isAll ? (1 << UInt64(FileCapabilities.names.count)) - 1 : FileCapabilities.bits(names)
            let flags = clause[(sign + 1)...]
            if flags.contains(0x70) { result.permitted |= bits }
            if flags.contains(0x69) { result.inheritable |= bits }
            if flags.contains(0x65), bits != 0 { result.isEffective = true }
        }
        return result.permitted == 0 && result.inheritable == 0 ? nil : result
    }

    private static func word(_ input: Span<UInt8>, _ start: Int) -> UInt32 {
        UInt32(input[start]) | UInt32(input[start + 1]) << 8 | UInt32(input[start + 2]) << 16 | UInt32(input[start + 3]) << 24
    }
}
