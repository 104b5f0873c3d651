import Model
import Provenance

extension Detector {
    /// A loader that was patched to read another preload file.
    static let alteredLoader = Detector(
        id: "preload.loader",
        title: Localized(en: "The loader of all programs was patched", ja: "すべてのプログラムを読み込む部品(ローダー)が改造されています"),
        claim: Localized(
            en:
                "The loader of the GNU C library does not name /etc/ld.so.preload, as every one does: it was patched to read another file, which forces a library into every program.",
            ja: "ローダーの中に、必ずあるはずの /etc/ld.so.preload の文字がありません。別のファイルを読むように改造され、すべてのプログラムに部品が割り込まされています。"),
        techniques: ["T1574.006"], aspect: .hiding, needs: [.preload],
        misses: Localized(
            en: "A loader that was changed in another way shows as an altered packaged file.", ja: "別の形の改造は、配布物の「書き換え」として示します。"),
        severities: .critical ... .critical
    ) { situation in
        situation.facts.loaders.filter { $0.isGNU && !$0.namesPreload }.map { loader in
            Claim(
                .critical, .certain, Subject(.file, path: loader.file.path),
                explanation: Localized(
                    en:
                        "\(loader.file.path) does not name /etc/ld.so.preload. Paths in it that a loader has no use for: \(list: loader.strangePaths).",
                    ja: "\(loader.file.path) の中に /etc/ld.so.preload がありません。ローダーには要らないはずのパス: \(list: loader.strangePaths)。"),
                evidence: loader.strangePaths.map { EvidenceItem(.content, source: "preload", path: loader.file.path, text: $0) },
                nextSteps: [.preserve(loader.file.path), .isolate], related: [loader.file.path] + loader.strangePaths
            ).with(file: loader.file, situation, source: "preload")
        }
    }
}
