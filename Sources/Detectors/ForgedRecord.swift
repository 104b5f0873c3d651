import Model
import Provenance

extension Detector {
    /// A package record that does not say what the distribution's archive says of the same version.
    static let forgedRecord = Detector(
        id: "package.record.forged",
        title: Localized(en: "The record of a package was forged", ja: "パッケージの記録が書き換えられています"),
        claim: Localized(
            en: "The host's own record of a file says another digest than the distribution's archive, for the same version of the package.",
            ja: "同じバージョンのパッケージなのに、ファイルの照合値の記録が配布元のものと違っています。"),
        techniques: ["T1036.005", "T1554", "T1565.001"], aspect: .hiding, needs: [.packages, .files],
        misses: Localized(
            en: "Everything where no manifest pack was named (--manifest), and packages that the packs do not know in this version.",
            ja: "マニフェスト(--manifest)を指定していない場合と、そのバージョンがマニフェストにないパッケージは分かりません。"),
        severities: .high ... .critical
    ) { situation in
        situation.facts.files.compactMap { file in
            guard let verdict = file.pack, verdict.isRecordForged, let package = file.record.package else { return nil }
            let isReplaced = !verdict.isContentShipped
            var explanation = Localized(
                en:
                    "\(file.path), package \(package): the record of this host says \(hex(verdict.recorded)), the distribution's package of the same version says otherwise.",
                ja: "\(file.path)(パッケージ \(package)): この機械の記録では \(hex(verdict.recorded)) ですが、配布元の同じバージョンの値とは違います。")
            explanation =
                explanation
                + (isReplaced
                    ? Localized(
                        en:
                            " The file is \(hex(verdict.found)), the distribution's is \(hex(verdict.shipped)): file and record were replaced together.",
                        ja: "実物は \(hex(verdict.found))、配布元は \(hex(verdict.shipped)) です。ファイルと記録が一緒に差し替えられています。")
                    : Localized(
                        en: " The file itself is still the distribution's.", ja: "ファイル自体は配布元のままです。"))
            return Claim(
                isReplaced ? .critical : .high, .certain, Subject(.file, path: file.path, name: package), explanation: explanation,
                evidence: [
                    EvidenceItem(.digest, source: "packages", path: file.path, text: "record " + hex(verdict.recorded)),
                    EvidenceItem(.digest, source: "packages", path: file.path, text: "archive " + hex(verdict.shipped)),
                    EvidenceItem(.digest, source: "files", path: file.path, text: "file " + hex(verdict.found)),
                ],
                nextSteps: [.preserve(file.path), .reinstall(package)]
            ).with(file: file, situation, source: "packages")
        }
    }

    private static func hex(_ digest: Digest?) -> RawText {
        guard let digest else { return "nothing" }
        return RawText(digest.algorithm.rawValue) + " " + RawText(digest.hexadecimal)
    }
}
