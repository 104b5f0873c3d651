import ArgumentParser
import Casework
import Model
import Report
import Sys

/// `banken case show`.
struct CaseShowCommand: ParsableCommand {
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, html, markdown }

    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Where the case stands, the deadlines, and the one next step.",
        discussion: "Exit code 1 tells that a deadline has passed, 3 that the journal or an item of the case is damaged.")

    @Option(help: "text, json, html or markdown.") var format = Format.text
    @Option(help: ArgumentHelp("Write to this file instead of standard output.", valueName: "FILE")) var output: String?
    @OptionGroup var options: CaseOptions

    func run() throws {
        let folder = try options.folder()
        try CaseShowCommand.show(folder, options, format, output: output)
        let file = folder.file
        let lost = folder.lostItems
        if !lost.isEmpty {
            options.tell(
                Localized(
                    en: "These items are gone or were changed since they were kept: \(list: lost)",
                    ja: "保存したあとに無くなったか、書き換えられたもの(items): \(list: lost)"))
        }
        if !file.damages.isEmpty || !lost.isEmpty { throw ExitOutcome.incomplete }
        if file.clocks.contains(where: { $0.isOverdue(at: options.moment) }) { throw ExitOutcome.found }
    }

    static func show(_ folder: CaseFolder, _ options: CaseOptions, _ format: Format, output: String?) throws {
        let file = folder.file
        let offset = options.offset(file)
        if format == .json {
            return try write(Report.json(file, place: folder.path, language: options.language, now: options.moment, offset: offset), output)
        }
        if !file.damages.isEmpty {
            options.tell(
                Localized(
                    en: "The journal is damaged: \(damages(file)). What can be read is shown.",
                    ja: "記録が壊れているか、書き換えられています: \(damages(file))。読めるところだけを表示します。"))
        }
        guard let document = CaseReports.document(.owner, file, language: options.language, now: options.moment, offset: offset) else {
            return
        }
        try write(CaseReportCommand.rendered(document, format), output)
    }

    private static func damages(_ file: CaseFile) -> Prose {
        let list = file.damages.prefix(5).map { "line \($0.line) \($0.kind.rawValue)" }.joined(separator: ", ")
        return Prose([.words(list)])
    }

    static func write(_ text: String, _ output: String?) throws {
        guard let output else { return try Output.write(Array(text.utf8), to: 1) }
        do throws(Errno) { try Output.replaceFile(RawText(output), with: Array(text.utf8)) } catch {
            throw CommandFailure("\(RawText(output).escaped()) could not be written: the kernel answered with error \(error.code).")
        }
    }
}

/// `banken case list`.
struct CaseListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "All cases, those with the most urgent deadline first.",
        discussion: "Exit code 1 tells that a deadline has passed.")

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, jsonl }

    @Option(help: "text or jsonl.") var format = Format.text
    @Flag(help: "Show closed cases too.") var all = false
    @OptionGroup var options: CaseOptions

    func run() throws {
        let now = options.moment
        var cases: [(file: CaseFile, place: RawText)] = []
        for place in CaseShelf.places(options.stateFolder) {
            // A case that cannot be read must not hide the others.
            do { cases.append((try CaseFolder(place).file, place)) } catch {
                options.tell(Localized(en: "\(place) could not be read.", ja: "\(place) は読めませんでした。"))
            }
        }
        cases = cases.filter { all || $0.file.closed == nil }
        cases.sort { urgency($0.file) < urgency($1.file) }
        if format == .jsonl {
            try CaseShowCommand.write(Report.jsonLines(cases, language: options.language, now: now, offset: options.offset(nil)), nil)
        } else {
            try CaseShowCommand.write(cases.map { line($0.file, $0.place, now) }.joined(), nil)
        }
        if cases.contains(where: { $0.file.clocks.contains { $0.isOverdue(at: now) } }) { throw ExitOutcome.found }
    }

    private func urgency(_ file: CaseFile) -> Timestamp {
        file.clocks.first { $0.met == nil }?.deadline.moment.time ?? Timestamp(seconds: .max)
    }

    private func line(_ file: CaseFile, _ place: RawText, _ now: Timestamp) -> String {
        var state = options.language == .ja ? "期限なし" : "no deadline"
        if file.closed != nil {
            state = options.language == .ja ? "終了" : "closed"
        } else if let clock = file.clocks.first(where: { $0.met == nil }) {
            let left = CaseWords.left(clock.left(at: now))[options.language].pieces.map {
                if case .words(let words) = $0 { words } else { "" }
            }.joined()
            state =
                (clock.isOverdue(at: now) ? "! " : "") + left + " ("
                + clock.deadline.moment.time.rfc3339(offset: clock.deadline.moment.offset) + ")"
        }
        return "\(place.escaped())\n  \(file.title.spoken)\n  \(state)\n"
    }
}
