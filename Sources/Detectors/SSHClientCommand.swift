import Model
import Provenance

extension Detector {
    /// A command of the SSH client that is hidden, or a stranger among the system's programs.
    static let clientCommand = Detector(
        id: "ssh.client.command",
        title: Localized(en: "Every connection by SSH starts a strange program", ja: "SSH で接続するたびに、出所の分からないプログラムが動きます"),
        claim: Localized(
            en:
                "A setting of the SSH client or sshrc runs a program that no package brought and that is hidden or lies among the system's own.",
            ja: "SSH の接続側の設定や sshrc が、隠されているか、システムの場所に紛れた、配布物にないプログラムを動かしています。"),
        techniques: ["T1546.004", "T1556"], aspect: .persistence, needs: [.autoruns],
        misses: Localized(en: "A program in an ordinary place: it is listed as unexplained.", ja: "普通の場所のプログラムは「出所不明」としてだけ示します。"),
        references: ["ssh_config(5)"]
    ) { situation in
        situation.autoruns.compactMap { judgement -> Claim? in
            let entry = judgement.entry
            let place = entry.place.path
            guard place == "/etc/ssh/sshrc" || place.hasSuffix("/.ssh/config") || place.hasPrefix("/etc/ssh/ssh_config") else { return nil }
            let strangers = judgement.unexplainedTargets.filter { target in
                guard let path = target.path, let file = target.file, file.status.kind == .regular, path != entry.place.path else {
                    return false
                }
                let isAmongSystem = Places.isSystem(path) && file.shape.isProgram && !situation.facts.packageSources.isEmpty
                return path.lastComponent.hasPrefix(".") || Places.isTemporary(path) || Places.oddFolder(of: path) != nil || isAmongSystem
            }
            guard !strangers.isEmpty else { return nil }
            var claim = Claim(
                .medium, .likely, Subject(.config, path: entry.place.path, user: entry.user, name: entry.name, line: entry.place.line),
                explanation: Localized(
                    en: "\(entry.place.path) runs \(list: strangers.compactMap(\.path)), and no package brought it.",
                    ja: "\(entry.place.path) が \(list: strangers.compactMap(\.path)) を動かします。どの配布物にも属しません。"),
                evidence: [.line(entry.place, RawText(Array(entry.command.bytes.prefix(200))), source: "autoruns")],
                nextSteps: [.preserve(entry.place.path)], related: strangers.compactMap(\.path))
            for file in strangers.compactMap(\.file).prefix(3) { claim = claim.with(file: file, situation, source: "autoruns") }
            return claim
        }
    }
}
