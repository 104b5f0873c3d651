import ArgumentParser
import ContentRules
import Detectors
import Formats
import Model
import Report
import Sigma
import Sys

/// `banken rules`: what is looked for, what it needs and what it cannot see; which logs are read, and the Sigma rules that are carried along.
struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "List the detectors, the kinds of logs and our Sigma rules, or show one.",
        subcommands: [List.self, Show.self], defaultSubcommand: List.self)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, markdown }
    enum Kind: String, ExpressibleByArgument, CaseIterable { case detector, log, sigma }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Every detector with what it claims, every kind of log, every Sigma rule of ours.")
        @Option(help: "Language of the words: ja or en.") var lang: Language?
        @Option(help: "text, json or markdown (the page of the documentation: detectors alone).") var format = Format.text
        @Option(help: "Only these: detector, log or sigma.") var kind: Kind?

        func validate() throws {
            guard format == .markdown, let kind, kind != .detector else { return }
            throw ValidationError("--format markdown is the page of the detectors; --kind \(kind.rawValue) goes with text or json.")
        }

        func run() throws {
            let language = lang ?? Language.ofEnvironment
            let detectors = kind ?? .detector == .detector ? Detectors.all.map(\.description) : nil
            let logs = kind ?? .log == .log ? RuleCatalogue.logs : nil
            let sigma = kind ?? .sigma == .sigma ? RuleCatalogue.sigma : nil
            let (color, width) = (Environment.isTerminal(1), Machine.terminalColumns(1) ?? 100)
            let text: String =
                switch format {
                case .text:
                    [
                        detectors.map { Report.detectorList($0, language: language, color: color, width: width) },
                        logs.map { Report.logList($0, language: language, color: color, width: width) },
                        sigma.map { Report.sigmaList($0, language: language, color: color, width: width) },
                    ].compactMap { $0 }.joined()
                case .json: Report.rulesJSON(detectors: detectors, logs: logs, sigma: sigma, language: language)
                case .markdown: Report.detectorsMarkdown(detectors ?? [], language: language)
                }
            RulesCommand.write(text)
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "One detector, kind of log or Sigma rule: claim, needs, limits, techniques.")
        @Argument(help: ArgumentHelp("An id, as `banken rules list` gives it.", valueName: "ID")) var id: String
        @Option(help: "Language of the words: ja or en.") var lang: Language?
        @Option(help: "Where an id means several things: detector, log or sigma.") var kind: Kind?

        func run() throws {
            let language = lang ?? Language.ofEnvironment
            let (color, width) = (Environment.isTerminal(1), Machine.terminalColumns(1) ?? 100)
            var shown: [String] = []
            if kind ?? .detector == .detector, let detector = Detectors.all.first(where: { $0.id == id }) {
                shown.append(Report.detector(detector.description, language: language, color: color, width: width))
            }
            if kind ?? .log == .log {
                for log in RuleCatalogue.logs where log.id == id {
                    shown.append(Report.log(log, language: language, color: color, width: width))
                }
            }
            if kind ?? .sigma == .sigma {
                for rule in RuleCatalogue.sigma where rule.id == id {
                    shown.append(Report.sigma(rule, language: language, color: color, width: width))
                }
            }
            guard !shown.isEmpty else {
                throw CommandFailure(
                    "There is no detector, kind of log or Sigma rule “\(RawText(id).escaped())”. `banken rules list` names them all.",
                    outcome: .wrongUsage)
            }
            RulesCommand.write(shown.joined(separator: "\n"))
        }
    }

    private static func write(_ text: String) {
        try? Output.write(Array((text.hasSuffix("\n") ? text : text + "\n").utf8), to: 1)
    }
}

/// What is read and carried along, in the terms of the report.
enum RuleCatalogue {
    /// Every kind of log, those with lines of their own first.
    static var logs: [LogDescription] {
        LogFormats.all.map { LogDescription(id: $0.id, title: $0.title, places: $0.names, shape: .lines) }
            + ProgramLogs.all.map { LogDescription(id: $0.id, title: $0.title, places: $0.programs, shape: .messages) }
            + RecordLogs.all.map { LogDescription(id: $0.id, title: $0.title, places: $0.names, shape: .records) }
    }

    /// The gravest first, rules that only serve a correlation last.
    static var sigma: [SigmaDescription] {
        let rules = SigmaRules.load(EmbeddedSigmaRules.sources)
        let all = rules.rules.map { ($0.header, false) } + rules.correlations.map { ($0.header, true) }
        return all.sorted { one, other in
            one.0.level != other.0.level ? one.0.level > other.0.level : one.0.title < other.0.title
        }.map { header, isCorrelation in
            SigmaDescription(
                id: header.id, title: header.title, level: header.level.rawValue, author: header.author, license: header.license,
                file: header.path, text: header.description, techniques: header.techniques, falsePositives: header.falsePositives,
                isCorrelation: isCorrelation)
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
