import Model

/// A parameter of the kernel's command line, as a boot loader's file holds it.
package struct KernelParameter: Hashable, Sendable {
    /// "init=/bin/bash", quotes taken away.
    package var text: RawText
    package var line: Int

    package init(text: RawText, line: Int) { (self.text, self.line) = (text, line) }

    package var name: RawText { RawText(text.bytes.prefix { $0 != 0x3d }) }
    package var value: RawText? { text.bytes.firstIndex(of: 0x3d).map { RawText(text.bytes[($0 + 1)...]) } }
}

/// Finds kernel parameters in the files of boot loaders: `linux …` of grub.cfg, `options …` of the Boot Loader Specification,
/// `append …` of syslinux and lilo, `GRUB_CMDLINE_LINUX…="…"` of /etc/default/grub; and in a bare command line.
package enum KernelParameterFormat {
    private static let heads: Set<String> = [
        "linux", "linux16", "linuxefi", "kernel", "options", "append", "multiboot", "multiboot2", "module", "module2", "set", "kernelopts",
    ]

    /// - Parameter isBare: whether the text is the parameters and nothing else, as in /proc/cmdline and /etc/kernel/cmdline.
    package static func parse(_ text: Span<UInt8>, isBare: Bool = false) -> Parsed<[KernelParameter]> {
        var parsed = Parsed<[KernelParameter]>([])
        for line in ConfigurationText.joinedLines(text) {
            let bytes = line.trimmed
            guard let first = bytes.first, first != 0x23 else { continue }
            var rest = bytes
            if !isBare {
                let head = bytes.prefix { !ConfigurationLine.isBlank($0) && $0 != 0x3d }
                let name = RawText(head).asciiLowercased
                if name.hasPrefix("grub_cmdline_") || name == "append" || name == "kernelopts" || name == "default_kernelopts" {
                    rest = bytes[head.endIndex...].drop { ConfigurationLine.isBlank($0) || $0 == 0x3d || $0 == 0x2b }
                    rest = unquoted(rest)
                } else if heads.contains(name.comparable), bytes.count > head.count {
                    rest = bytes[head.endIndex...]
                } else {
                    continue
                }
            }
            for word in ConfigurationText.words(rest).prefix(200) where parsed.value.count < 5_000 && word.count < 4_096 {
                parsed.value.append(KernelParameter(text: word, line: line.number))
            }
        }
        return parsed
    }

    /// Without the quotes around the whole, so that those inside part words.
    private static func unquoted(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let quote = bytes.first, quote == 0x22 || quote == 0x27, bytes.last == quote, bytes.count > 1 else { return bytes }
        return bytes.dropFirst().dropLast()
    }
}
