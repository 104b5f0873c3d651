import Model
import Provenance

extension Detector {
    /// A compiled module that runs in place of a source that says something else.
    static let compiledModule = Detector(
        id: "language.compiled.foreign",
        title: Localized(en: "A compiled module does not fit its source", ja: "コンパイル済みの部品が、元のソースと合っていません"),
        claim: Localized(
            en:
                "A compiled module of Python is loaded in place of its source and uses functions that the source does not name, or is marked to be loaded whatever the source holds.",
            ja: "Python のコンパイル済みファイルが、元のソースにない処理を含んでいるか、ソースと照らし合わせずに読み込まれる印が付いています。"),
        techniques: ["T1554", "T1546"], aspect: .persistence, needs: [.autoruns, .packages],
        misses: Localized(
            en: "Byte code that was changed with the names of its own source only.", ja: "元のソースにある名前だけを使った書き換えは分かりません。"),
        references: ["PEP 552"], severities: .medium ... .high
    ) { situation in
        guard !situation.facts.packageSources.isEmpty else { return [] }
        return situation.facts.hooks.compiledModules.map { module in
            Claim(
                module.isUnchecked ? .medium : .high, .likely, Subject(.file, path: module.file.path),
                explanation: module.isUnchecked
                    ? Localized(
                        en:
                            "\(module.file.path) is loaded without a look at \(module.source): it is marked so, which no tool of the distribution does.",
                        ja: "\(module.file.path) には、\(module.source) と照らし合わせずに読み込む印が付いています。配布物の道具はこの印を付けません。")
                    : Localized(
                        en: "\(module.file.path) passes for \(module.source) by time and size, and uses what that does not name: \(list: module.addedNames).",
                        ja: "\(module.file.path) は日時と大きさを \(module.source) に合わせてありますが、そこにない処理を使います: \(list: module.addedNames)"),
                nextSteps: [.preserve(module.file.path)], related: [module.source]
            ).with(file: module.file, situation, source: "autoruns")
        }
    }
}
