import Model
import Provenance

extension Detector {
    /// A program that a package brought and that is gone.
    static let missingProgram = Detector(
        id: "package.file.missing",
        title: Localized(en: "A program of a package is gone", ja: "配布物のプログラムがなくなっています"),
        claim: Localized(
            en: "A package is installed, but a program that it brought is not there: somebody deleted or renamed it.",
            ja: "パッケージは入っているのに、そのプログラムがありません。誰かが消したか、名前を変えています。"),
        techniques: ["T1070.004", "T1562.001"], aspect: .tampering, needs: [.packages, .files],
        misses: Localized(en: "Libraries and data that are gone.", ja: "部品やデータの欠落は対象外です。"), severities: .low ... .medium
    ) { situation in
        let missing = situation.facts.missingPackaged
        // Where very many are gone, the tree is a part of a system and not a system.
        guard !missing.isEmpty, missing.count <= 50 else { return [] }
        return missing.map { path in
            // A program of the same folder under another name is what a wrapper leaves behind.
            let kept = situation.files(inside: path.parentFolder).first { file in
                file.record == .unowned && (file.path.hasPrefix(path) || file.sameContentAs == path)
            }
            var explanation = Localized(
                en: "\(path) belongs to an installed package and is not there.", ja: "\(path) は入っているパッケージのものですが、存在しません。")
            if let kept {
                explanation = explanation + Localized(en: " Beside its place lies \(kept.path).", ja: "代わりに \(kept.path) があります。")
            }
            return Claim(
                kept == nil && !isWatchman(path.lastComponent) ? .low : .medium, .possible, Subject(.file, path: path),
                explanation: explanation,
                evidence: [EvidenceItem(.absence, source: "files", path: path, text: path)], related: kept.map { [$0.path] } ?? [])
        }
    }

    /// Programs that keep records or watch, and that intruders therefore remove.
    private static func isWatchman(_ name: RawText) -> Bool {
        [
            "rsyslogd", "syslogd", "syslog-ng", "auditd", "cron", "crond", "fail2ban-server", "last", "lastb", "who", "w", "lsattr",
            "chattr", "ps", "ss", "netstat",
        ]
        .contains(name)
    }
}
