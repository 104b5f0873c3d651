import Model
import Provenance

extension Detector {
    /// A program or page whose modification time was copied from elsewhere or set by hand.
    static let handSetTime = Detector(
        id: "file.time.hand-set",
        title: Localized(en: "A file's time was set by hand", ja: "ファイルの日時が偽装されています"),
        claim: Localized(
            en: "A program that no package explains carries a modification time that it cannot have by itself.",
            ja: "出所の分からないプログラムに、本来あり得ない更新日時が付いています。"),
        techniques: ["T1070.006"], aspect: .tracks, needs: [.files],
        misses: Localized(
            en: "In a copied tree only the modification time is left, and a plausible one cannot be told from a true one.",
            ja: "写しの中では更新日時しか残らないため、もっともらしい日時に偽装されると見分けられません。")
    ) { situation in
        situation.facts.files.compactMap { file in
            guard let doubt = situation.stamps.doubt(file), file.sameContentAs == nil, !file.record.isEqual else { return nil }
            let isProgram = file.shape.isProgram || file.shape == .php || file.status.isExecutable
            let isOdd =
                file.record.isDifferent || !file.matches.isEmpty || Places.oddFolder(of: file.path) != nil
                || Places.isSystem(file.path) && file.record == .unowned && Places.isProgramFolder(file.path.parentFolder)
            guard isProgram, isOdd else { return nil }
            return Claim(
                .medium, .likely, Subject(.file, path: file.path),
                explanation: Localized(en: "\(file.path): ", ja: "\(file.path):") + doubt
            ).with(file: file, situation)
        }
    }
}
