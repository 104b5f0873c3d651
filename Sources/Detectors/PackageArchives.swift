import Model
import Provenance

extension Detector {
    /// A place that packages come from and that nobody vouches for.
    static let untrustedArchive = Detector(
        id: "package.source.untrusted",
        title: Localized(en: "Packages are fetched from a place that nobody vouches for", ja: "署名を確かめずに配布物を取り込む設定があります"),
        claim: Localized(
            en:
                "A list of package archives switches the check of signatures off, or names an archive by a number on the open internet. Whoever stands behind it, or on the way, is root at the next update.",
            ja: "配布元の一覧に、署名を確かめない設定、または数字だけのアドレスの配布元があります。その相手(や途中にいる人)は、次の更新のときに管理者の権限を得ます。"),
        techniques: ["T1195.002"], aspect: .weakness, needs: [.autoruns],
        misses: Localized(en: "Archives with a key of their own, which many makers have.", ja: "独自の鍵を持つ配布元は多くあり、対象外です。"),
        references: ["sources.list(5)", "apt-secure(8)", "yum.conf(5)"], severities: .low ... .medium
    ) { situation in
        let archives = situation.facts.hooks.archives
        return archives.map { archive in
            // Unsigned, from a number on the open internet: no maker and no company keeps an archive so.
            let isBoth = archives.contains {
                $0.place.path == archive.place.path && $0.doubt != archive.doubt
                    && ($0.doubt == .bareAddress || archive.doubt == .bareAddress)
            }
            return Claim(
                isBoth ? .medium : .low, .possible,
                Subject(.config, path: archive.place.path, name: RawText(archive.doubt.rawValue), line: archive.place.line),
                aspect: isBoth ? .persistence : nil,
                explanation: Localized(
                    en: "\(archive.place.path): \(archive.text).", ja: "\(archive.place.path): \(archive.text)"),
                evidence: [.line(archive.place, archive.text, source: "autoruns")])
        }
    }

    /// A script that dpkg runs for a package that is not installed.
    static let strayPackageScript = Detector(
        id: "package.script.stray",
        title: Localized(en: "A script of a package that is not installed", ja: "入っていない配布物のスクリプトが置かれています"),
        claim: Localized(
            en:
                "Among dpkg's own files lies a script that dpkg runs with root's rights, for a package whose list of files is not there. dpkg never leaves one behind without the other.",
            ja: "dpkg が管理者権限で動かすスクリプトがありますが、その配布物のファイル一覧がありません。dpkg が片方だけを残すことはありません。"),
        techniques: ["T1546.016"], aspect: .persistence, needs: [.autoruns, .packages],
        misses: Localized(
            en: "A script of an installed package that was changed: dpkg keeps no digest of it.",
            ja: "入っている配布物のスクリプトの書き換えは、dpkg が記録を持たないため分かりません。"),
        references: ["deb-postinst(5)"], severities: .medium ... .critical
    ) { situation in
        situation.facts.hooks.strayPackageScripts.map { file in
            let worst = file.traits.map(\.trait.severity).max() ?? .info
            return Claim(
                max(.medium, file.matches.isEmpty ? worst : .critical), .likely, Subject(.file, path: file.path),
                explanation: file.shape == .elf
                    ? Localized(
                        en: "\(file.path) is a compiled program where packages have a script.",
                        ja: "\(file.path) は、普通ならスクリプトであるはずの場所に置かれた、コンパイル済みのプログラムです。")
                    : Localized(
                        en: "\(file.path) has no list of files beside it: no such package was unpacked here.",
                        ja: "\(file.path) に対応するファイル一覧がありません。そのような配布物は入れられていません。"),
                nextSteps: [.preserve(file.path)]
            ).with(file: file, situation, source: "autoruns")
        }
    }
}
