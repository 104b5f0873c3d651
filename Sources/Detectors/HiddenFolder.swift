import Model
import Provenance

extension Detector {
    /// A folder whose name begins with a dot where no program is known to make one.
    static let hiddenFolder = Detector(
        id: "file.folder.hidden",
        title: Localized(en: "A hidden folder where none belongs", ja: "あるはずのない場所に隠しフォルダーがあります"),
        claim: Localized(
            en: "A folder whose name begins with a dot lies in a system or temporary folder where no known program makes one.",
            ja: "システムや一時ファイル用の場所に、名前が点で始まる(一覧に出ない)フォルダーがあります。"),
        techniques: ["T1564.001"], aspect: .hiding, needs: [.files],
        misses: Localized(en: "Hidden folders in homes, where programs keep many.", ja: "利用者のホームの隠しフォルダーは普通にあるため対象外です。")
    ) { situation in
        situation.facts.files.compactMap { file in
            let name = file.path.lastComponent
            guard file.status.kind == .directory, file.record == .unowned, name.hasPrefix("."),
                NameDeception.of(name)?.isDeliberate != true, !Places.hiddenFolderBelongs(file.path)
            else { return nil }
            if let odd = Places.oddFolder(of: file.path), odd != file.path { return nil }
            let inside = situation.files(inside: file.path)
            let matches = inside.flatMap(\.matches)
            let programs = inside.filter { $0.shape.isProgram || $0.status.isExecutable }
            let isTemporary = Places.isTemporary(file.path)
            // What its programs would do counts more than where they lie.
            let worst = programs.flatMap(\.traits).map(\.trait.severity).max() ?? .info
            let severity: Severity =
                !matches.isEmpty
                ? .critical
                : worst >= .high && isTemporary
                    ? .high
                    : !programs.isEmpty && !isTemporary
                        ? .high : isPlainShelf(file.path) && !inside.isEmpty ? .medium : programs.isEmpty && !isTemporary ? .info : .low
            var claim = Claim(
                severity, matches.isEmpty ? .possible : .certain, Subject(.file, path: file.path),
                explanation: Localized(
                    en:
                        "\(file.path) does not show in a plain listing, and no package or known program makes it. It holds \(inside.count) entries, \(programs.count) of them programs.",
                    ja: "\(file.path) は普通の一覧に出ません。配布物や知られたプログラムが作るものでもありません。中に \(inside.count) 個、うちプログラムが \(programs.count) 個あります。"),
                nextSteps: [.preserve(file.path)], related: inside.map(\.path)
            ).with(file: file, situation)
            for inner in inside.prefix(500) { claim.times += situation.stamps.marks(inner) }
            for inner in (programs + inside).prefix(6) {
                claim.evidence.append(.status(inner))
                claim.evidence += EvidenceItem.matches(inner.matches, path: inner.path)
            }
            return claim
        }
    }

    /// Folders of manuals, translations and headers, in which nothing that a program makes is hidden.
    private static func isPlainShelf(_ path: RawText) -> Bool {
        ["/usr/share/man", "/usr/share/locale", "/usr/share/info", "/usr/include"].contains { (folder: RawText) in path.isInside(folder) }
    }
}
