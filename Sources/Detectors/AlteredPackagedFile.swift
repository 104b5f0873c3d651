import Model
import Provenance

extension Detector {
    /// A file of a package whose bytes are not the recorded ones.
    static let alteredPackagedFile = Detector(
        id: "package.file.altered",
        title: Localized(en: "A file of the system was changed", ja: "システムのファイルが書き換えられています"),
        claim: Localized(
            en: "A file that a package brought does not have the content that the package record holds, and it is no configuration file.",
            ja: "配布物に含まれるファイルの中身が、配布時の記録と違っています(設定ファイルは除きます)。"),
        techniques: ["T1554", "T1036.005"], aspect: .tampering, needs: [.packages, .files],
        misses: Localized(
            en: "A file whose record was forged along with it: hold the host against the distribution's archive to see that.",
            ja: "記録のほうも一緒に書き換えられている場合は分かりません。配布元の内容と突き合わせる必要があります。")
    ) { situation in
        situation.facts.files.compactMap { file in
            guard case .owned(let package, .different) = file.record else { return nil }
            let isProgram = file.shape.isProgram || file.status.isExecutable || file.path.lastComponent.contains(".so")
            let becameScript: Bool = if case .script = file.shape { Places.isProgramFolder(file.path.parentFolder) } else { false }
            let isHarmful = !file.matches.isEmpty || !file.traits.isEmpty
            let isRead =
                file.shape == .text && file.path.fileExtension.isEmpty && (file.path.isInside("/usr/lib") || file.path.isInside("/lib"))
            let isKernel = file.path.hasPrefix("/boot/vmlinuz") || file.path.fileExtension == "ko" || file.path.fileExtension == "efi"
            let severity: Severity =
                isProgram || isHarmful || isKernel ? .critical : isCode(file) ? .high : isRead ? .medium : .low
            var explanation = Localized(
                en: "\(file.path) belongs to the package \(package), but its content is not what that package installed.",
                ja: "\(file.path) はパッケージ \(package) のファイルですが、中身が入れたときのものと違います。")
            if isProgram {
                explanation =
                    explanation
                    + Localized(
                        en: " Programs change only through updates, and those renew the record too: somebody replaced it.",
                        ja: "プログラムの中身が変わるのは更新のときだけで、そのときは記録も新しくなります。誰かが差し替えています。")
            }
            if becameScript {
                explanation = explanation + Localized(en: " It is a script now.", ja: "いまは台本(スクリプト)になっています。")
            }
            if !file.traits.isEmpty {
                explanation =
                    explanation
                    + Localized(
                        en: " What it does: \(file.traits.map(\.trait).words.en).", ja: "動作の内容: \(file.traits.map(\.trait).words.ja)。")
            }
            if let doubt = situation.stamps.doubt(file) { explanation = explanation + Localized(en: " ", ja: "") + doubt }
            return Claim(
                severity, isProgram || isHarmful ? .certain : .likely, Subject(.file, path: file.path, name: package),
                title: isProgram || isHarmful || isCode(file) || isRead || isKernel
                    ? nil : Localized(en: "A data file of a package was changed", ja: "配布物のデータファイルが書き換えられています"),
                explanation: explanation, nextSteps: [.preserve(file.path), .reinstall(package)]
            ).with(file: file, situation, source: "packages")
        }
    }

    /// Whether the file is run or interpreted, by its content or by the name that interpreters go by.
    private static func isCode(_ file: FileFact) -> Bool {
        file.shape == .php
            || ["php", "pl", "pm", "py", "rb", "sh", "js", "cgi", "lua", "jsp", "so", "ko", "service"].contains(file.path.fileExtension)
    }

    /// A configuration script of a package (an init script, a cron script) that was edited to do something bad.
    static let trappedConfiguration = Detector(
        id: "package.configuration.trapped",
        title: Localized(
            en: "A configuration file or boot script of a package does something bad", ja: "配布物の設定や起動スクリプトに、悪意のある処理が書き加えられています"),
        claim: Localized(
            en: "A file that may be edited was edited, and what stands in it is what intruders write.",
            ja: "編集してよい設定ファイルですが、書かれている内容が侵入者のものです。"),
        techniques: ["T1037", "T1554"], aspect: .tampering, needs: [.packages, .files],
        misses: Localized(en: "Edits that look like an administrator's.", ja: "管理者の編集と見分けが付かない変更は分かりません。")
    ) { situation in
        situation.facts.files.compactMap { file in
            guard case .owned(let package, .configurationChanged) = file.record else { return nil }
            let worst = [file.traits.map(\.trait.severity).max(), file.matches.isEmpty ? nil : .critical].compactMap { $0 }.max()
            guard let worst, worst >= .high else { return nil }
            return Claim(
                worst, .likely, Subject(.file, path: file.path, name: package),
                explanation: Localized(
                    en: "\(file.path) of the package \(package) was edited. What stands in it now: \(file.traits.map(\.trait).words.en).",
                    ja: "パッケージ \(package) の \(file.path) が編集されています。いま書かれている処理: \(file.traits.map(\.trait).words.ja)。"),
                nextSteps: [.preserve(file.path), .reinstall(package)]
            ).with(file: file, situation, source: "packages")
        }
    }
}
