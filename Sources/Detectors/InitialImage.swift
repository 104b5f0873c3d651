import Model
import Provenance

extension Detector {
    /// A script or program in the image that boots the kernel that the disk does not explain.
    static let initialImage = Detector(
        id: "boot.image.altered",
        title: Localized(en: "The image that boots the kernel holds something foreign", ja: "カーネルを起動するイメージに、見覚えのないものが組み込まれています"),
        claim: Localized(
            en:
                "The initial image (initrd, initramfs) holds a script or program that is neither a package's nor made of a file of this host's disk. It runs as root before everything else.",
            ja: "起動用のイメージ(initrd)の中に、配布物にもこのサーバーのディスクにも元がないスクリプトやプログラムがあります。何よりも先に、管理者の権限で動きます。"),
        techniques: ["T1542", "T1543"], aspect: .persistence, needs: [.autoruns, .packages],
        misses: Localized(
            en: "Programs in the image that differ from the disk's: an image may be older than an update. Images in EFI programs.",
            ja: "ディスクにもあるプログラムの差し替え(イメージの方が古いだけのことがあります)と、EFI プログラムに入ったイメージは分かりません。"),
        references: ["initramfs-tools(7)", "dracut(8)"], severities: .low ... .critical
    ) { situation in
        guard !situation.facts.packageSources.isEmpty else { return [] }
        return situation.facts.hooks.imageFiles.compactMap { inner in
            let worst = inner.traits.map(\.trait.severity).max() ?? .info
            let isUnmade = inner.isHook && inner.counterpart == nil && inner.path.contains("scripts/")
            // Honest scripts of an image load modules and make folders below /run and /tmp.
            let severity: Severity =
                !inner.matches.isEmpty ? .critical : worst >= .high && harms(inner) ? .high : isUnmade ? .medium : .low
            if severity == .low, inner.counterpart != nil { return nil }
            var claim = Claim(
                severity, severity == .low ? .possible : .likely, Subject(.file, path: inner.image.path, name: inner.path),
                aspect: severity == .low ? .weakness : nil,
                explanation: explanation(inner), evidence: [],
                nextSteps: severity >= .medium ? [.preserve(inner.image.path)] : [], related: [inner.counterpart].compactMap { $0 })
            claim.evidence += inner.traits.prefix(5).map { .trait($0, path: inner.image.path, source: "autoruns") }
            claim.evidence += EvidenceItem.matches(inner.matches, path: inner.image.path)
            return severity >= .medium ? claim.with(file: inner.image, situation, source: "autoruns") : claim
        }
    }

    private static func harms(_ inner: InitialImageFile) -> Bool {
        inner.traits.contains { $0.trait.severity >= .high && $0.trait != .loadsKernelModule }
    }

    private static func explanation(_ inner: InitialImageFile) -> Localized {
        var text =
            inner.counterpart.map { source in
                Localized(
                    en: "\(inner.path) in \(inner.image.path) is not as \(source) has it.",
                    ja: "\(inner.image.path) の中の \(inner.path) は、元の \(source) と違っています。")
            }
            ?? Localized(
                en: "\(inner.image.path) holds \(inner.path), and nothing on the disk is its source.",
                ja: "\(inner.image.path) の中に \(inner.path) があり、ディスクのどこにも元がありません。")
        if !inner.traits.isEmpty {
            let words = inner.traits.map(\.trait).words
            text = text + Localized(en: " What it does: \(words.en).", ja: "動作の内容: \(words.ja)。")
        }
        return text
    }
}
