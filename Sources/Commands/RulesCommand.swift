import ArgumentParser
import ContentRules
import Detectors
import Model
import Report
import Sys

/// `banken rules`: what is looked for, what it needs and what it cannot see.
struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "List the detectors and content rules, or show one.", subcommands: [List.self, Show.self],
        defaultSubcommand: List.self)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, markdown }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "Every detector with what it claims.")
        @Option(help: "Language of the words: ja or en.") var lang: Language?
        @Option(help: "text, json or markdown (the page of the documentation).") var format = Format.text

        func run() throws {
            let language = lang ?? Language.ofEnvironment
            let detectors = Detectors.all.map(\.description)
            let text: String =
                switch format {
                case .text:
                    Report.detectorList(
                        detectors, language: language, color: Environment.isTerminal(1), width: Machine.terminalColumns(1) ?? 100)
                case .json: Report.detectorsJSON(detectors, language: language)
                case .markdown: Report.detectorsMarkdown(detectors, language: language)
                }
            try? Output.write(Array((text.hasSuffix("\n") ? text : text + "\n").utf8), to: 1)
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "show", abstract: "One detector: claim, needs, limits, techniques.")
        @Argument(help: ArgumentHelp("The detector's id, as `banken rules list` gives it.", valueName: "ID")) var id: String
        @Option(help: "Language of the words: ja or en.") var lang: Language?

        func run() throws {
            guard let detector = Detectors.all.first(where: { $0.id == id }) else {
                throw CommandFailure(
                    "There is no detector “\(RawText(id).escaped())”. `banken rules list` names them all.", outcome: .wrongUsage)
            }
            let text = Report.detector(
                detector.description, language: lang ?? Language.ofEnvironment, color: Environment.isTerminal(1),
                width: Machine.terminalColumns(1) ?? 100)
            try? Output.write(Array((text.hasSuffix("\n") ? text : text + "\n").utf8), to: 1)
        }
    }
}

extension Detector {
    /// The detector in the terms of the report.
    var description: DetectorDescription {
        DetectorDescription(
            id: id, title: title, claim: claim, needs: FactKind.allCases.filter { needs.contains($0) }, misses: misses,
            techniques: techniques,
            aspect: aspect, severities: severities)
    }
}
