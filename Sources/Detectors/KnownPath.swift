import Knowledge
import Model
import Provenance

extension Detector {
    /// Something at a path that a known family is known for, and that no package explains.
    static let knownPath = Detector(
        id: "known.path",
        title: Localized(en: "Something lies where a known intruder's program keeps its files", ja: "既知の侵入プログラムが使う場所に、何かが置かれています"),
        claim: Localized(
            en:
                "A file or folder that no package brought lies at a path that is publicly known for one family of intruders' programs. A name is a hint and no proof; a program there is more.",
            ja: "公開情報で知られた侵入プログラム特有の場所に、どの配布物にも属さないファイルがあります。名前だけでは証拠になりませんが、プログラムであれば疑いが強まります。"),
        techniques: ["T1036.005"], aspect: .activity, needs: [.files],
        misses: Localized(
            en: "Families that choose other names, and families that are not known here.", ja: "別の名前を使うもの、まだ知られていないものは分かりません。"),
        severities: .low ... .medium
    ) { situation in
        situation.facts.knownPaths.compactMap { file -> Claim? in
            guard !Origin.of(file).isExplained, let known = KnownFamilies.paths.first(where: { KnownFamilies.fits(file.path, $0.path) })
            else {
                return nil
            }
            let isProgram = file.shape.isProgram || !file.matches.isEmpty
            let family = RawText(known.family.names[0])
            return Claim(
                isProgram ? .medium : .low, .possible, Subject(.file, path: file.path, name: family),
                aspect: isProgram ? nil : .weakness,
                explanation: Localized(
                    en: "\(file.path) is a path that \(family) is known for: ", ja: "\(file.path) は \(family) が使うことで知られる場所です。")
                    + known.family.about,
                nextSteps: [.preserve(file.path)], references: known.family.references
            ).with(file: file, situation)
        } + keys(situation)
    }

    /// A key that a known family places.
    private static func keys(_ situation: Situation) -> [Claim] {
        situation.facts.knownTexts.compactMap { item -> Claim? in
            guard let path = item.path, let family = KnownFamilies.family(in: item.text) else { return nil }
            let name = RawText(family.names[0])
            return Claim(
                .medium, .likely, Subject(.account, path: path, name: name, line: item.line), aspect: .access,
                explanation: Localized(
                    en: "\(path), line \(item.line ?? 0), holds a key that \(name) is known to place: ",
                    ja: "\(path) の \(item.line ?? 0) 行目に、\(name) が置くことで知られる鍵があります。") + family.about,
                evidence: [item], nextSteps: [.preserve(path)], references: family.references)
        }
    }
}
