import Model
import Provenance

extension Detector {
    /// A compiled program in a folder that everybody may write to.
    static let temporaryProgram = Detector(
        id: "file.program.temporary",
        title: Localized(en: "A program lies where everybody may write", ja: "誰でも書き込める場所に、プログラムが置かれています"),
        claim: Localized(
            en:
                "A compiled program that no package brought lies in a folder for temporary files. Installers and compilers leave some behind; so does everybody who breaks in by a service.",
            ja: "一時ファイル用の場所に、どの配布物にも属さない実行形式のプログラムがあります。導入作業の残りのこともありますが、侵入者が最初に道具を置く場所でもあります。"),
        techniques: ["T1105", "T1036.005"], aspect: .weakness, needs: [.files],
        misses: Localized(en: "Scripts, and programs that were deleted after they were started.", ja: "スクリプトや、起動後に消されたプログラムは対象外です。"),
        severities: .low ... .low
    ) { situation in
        situation.facts.files.compactMap { file in
            // What hides or deceives is told by others, with more weight.
            guard Places.isTemporary(file.path), file.status.kind == .regular, file.shape == .elf, file.status.isExecutable,
                file.record == .unowned, file.sameContentAs == nil, file.matches.isEmpty, Places.oddFolder(of: file.path) == nil,
                NameDeception.of(file.path.lastComponent)?.isDeliberate != true, isShallow(file.path)
            else { return nil }
            return Claim(
                .low, .possible, Subject(.file, path: file.path),
                explanation: Localized(
                    en: "\(file.path) is a compiled program, and belongs to the account with the number \(file.status.owner).",
                    ja: "\(file.path) は実行形式のプログラムです(所有者の番号は \(file.status.owner))。")
            ).with(file: file, situation)
        }
    }

    /// At most two folders down; what lies deeper belongs to a tree that somebody builds or unpacks.
    private static func isShallow(_ path: RawText) -> Bool { path.bytes.count { $0 == 0x2f } <= 4 }
}
