import Model
import Provenance

extension Detector {
    /// A file among the distribution's own that everybody may write to.
    static let sharedFile = Detector(
        id: "file.system.shared",
        title: Localized(en: "A file among the system's that everybody may write to", ja: "システムの場所に、誰でも書き込めるファイルがあります"),
        claim: Localized(
            en:
                "A file that no package brought lies among programs, libraries, headers or settings of the distribution and can be written by everybody. A library that is forced into every program collects passwords in such a file, because each program writes as its own account.",
            ja: "配布物のプログラムや部品、設定の場所に、どの配布物にも属さず、誰でも書き込めるファイルがあります。すべてのプログラムに割り込む部品は、盗んだパスワードをこのようなファイルに書き溜めます。"),
        techniques: ["T1074.001", "T1556"], aspect: .weakness, needs: [.files, .packages],
        misses: Localized(
            en: "Files in homes and below /var, where programs keep what they share.", ja: "ホームや /var の下は、普通に共有されるため対象外です。"),
        severities: .low ... .low
    ) { situation in
        guard !situation.facts.packageSources.isEmpty else { return [] }
        let files = situation.facts.files.filter { file in
            file.status.kind == .regular && file.status.isWorldWritable && file.record == .unowned && Places.isSystem(file.path)
                && file.sameContentAs == nil
        }
        // Who opens a whole tree to everybody is in a hurry: that is one claim.
        let folders = Dictionary(grouping: files) { $0.path.parentFolder }
        return folders.keys.sorted().prefix(200).flatMap { folder -> [Claim] in
            let inside = (folders[folder] ?? []).sorted { $0.path < $1.path }
            return inside.prefix(inside.count > 5 ? 1 : 5).map { file in
                Claim(
                    .low, .possible, Subject(.file, path: inside.count > 5 ? folder : file.path),
                    explanation: inside.count > 5
                        ? Localized(
                            en: "Everybody may write to \(inside.count) files in \(folder), and no package brought them.",
                            ja: "\(folder) の \(inside.count) 個のファイルは誰でも書き込め、どの配布物にも属しません。")
                        : Localized(
                            en: "\(file.path) can be written by everybody, and no package brought it.",
                            ja: "\(file.path) は誰でも書き込め、どの配布物にも属しません。")
                ).with(file: file, situation)
            }
        }
    }
}
