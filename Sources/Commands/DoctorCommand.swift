import ArgumentParser
import ContentRules
import Hosts
import Model
import Sys

/// `banken doctor`: what works on this machine and what does not, and why.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Tell what works on this machine and what does not, and why.")

    @Option(help: "Language of the words: ja or en.") var lang: Language?

    func run() throws {
        let language = lang ?? Language.ofEnvironment
        var text = ""
        for check in DoctorCheck.all {
            let result = check()
            text +=
                (result.works ? (language == .ja ? "○ " : "ok   ") : (language == .ja ? "× " : "no   "))
                + DoctorCommand.plain(result.title[language])
                + "\n"
            if let advice = result.advice { text += "     " + DoctorCommand.plain(advice[language]) + "\n" }
        }
        try? Output.write(Array(text.utf8), to: 1)
    }

    static func plain(_ prose: Prose) -> String {
        prose.pieces.map { piece in
            switch piece {
            case .words(let words): words
            case .host(let text): text.escaped()
            case .time(let time): time.rfc3339()
            }
        }.joined()
    }
}

/// One question about this machine.
struct DoctorCheck {
    var works: Bool
    var title: Localized
    var advice: Localized?

    static let all: [@Sendable () -> DoctorCheck] = [rights, processes, attributes, rules]

    private static func rights() -> DoctorCheck {
        let isRoot = Machine.effectiveUser == 0
        return DoctorCheck(
            works: isRoot, title: Localized(en: "Rights of root", ja: "root の権限"),
            advice: isRoot
                ? nil
                : Localized(
                    en: "Without them, other users' processes, passwords and private files are gaps. Run it with sudo.",
                    ja: "ないと、ほかの人のプロセスやパスワード、非公開のファイルが調べられません。sudo を付けて実行してください。"))
    }

    private static func processes() -> DoctorCheck {
        let host = try? RootedHost("/")
        let works = host.map { if case .success(let names) = $0.names(in: "/proc") { names.contains("self") } else { false } } ?? false
        return DoctorCheck(
            works: works, title: Localized(en: "Processes and connections (/proc)", ja: "プロセスと通信の一覧(/proc)"),
            advice: works ? nil : Localized(en: "/proc is not mounted: what runs cannot be seen.", ja: "/proc がないため、何が動いているか分かりません。"))
    }

    private static func attributes() -> DoctorCheck {
        let host = try? RootedHost("/")
        let known = host.flatMap { try? $0.status("/etc", followingLast: true).get() }.map { !$0.attributes.contains(.unknown) } ?? false
        return DoctorCheck(
            works: known, title: Localized(en: "Attributes that even root cannot override (chattr)", ja: "root でも変更できない属性(chattr)の確認"),
            advice: known ? nil : Localized(en: "This file system does not tell them.", ja: "このファイルシステムでは分かりません。"))
    }

    private static func rules() -> DoctorCheck {
        let compiled = ContentRules.compile(EmbeddedRules.sources)
        let errors = compiled.problems.filter { $0.severity == .error }
        let count = compiled.rules?.descriptions.count ?? 0
        return DoctorCheck(
            works: compiled.rules != nil && errors.isEmpty,
            title: Localized(en: "Content rules (\(count) of our own)", ja: "中身を調べるルール(\(count) 個)"), advice: ContentRules.unavailable)
    }
}
