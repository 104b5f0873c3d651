import ArgumentParser
import Model
import Report
import Sys

/// `banken examine`: the main job.
struct ExamineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "examine", abstract: "Look at a server, read only, and tell what happened, since when, and what to do next.")

    @OptionGroup var options: ExaminationOptions
    @OptionGroup var reliance: RelianceOptions
    @OptionGroup var inquiry: InquiryOptions

    func run() async throws {
        try inquiry.check(options)
        let examination = try await Examiner(
            options: options, drawsConclusions: true, inquiry: inquiry, origins: try inquiry.originBook()
        ).examine(relying: reliance)
        try inquiry.write(examination)
        try ReportOutput(options: options, kind: .examine).write(examination)
    }
}

/// `banken scan`: findings only.
struct ScanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "scan", abstract: "Look at a server, read only, and list what is wrong.")

    @OptionGroup var options: ExaminationOptions
    @OptionGroup var reliance: RelianceOptions

    func run() async throws {
        let examination = try await Examiner(options: options, drawsConclusions: false).examine(relying: reliance)
        try ReportOutput(options: options, kind: .scan).write(examination)
    }
}

/// Renders an examination and ends with its exit code.
struct ReportOutput {
    let options: ExaminationOptions
    let kind: ReportKind

    func write(_ examination: Examination) throws {
        let language = options.language
        let text: String =
            switch options.format {
            case .text:
                Report.text(
                    examination, language: language, color: options.output == nil && options.usesColor(1),
                    width: min(100, Machine.terminalColumns(1) ?? 80))
            case .json: Report.json(examination, kind: kind, language: language)
            case .jsonl: Report.jsonLines(examination, kind: kind, language: language)
            case .html: Report.html(examination, kind: kind, language: language)
            }
        var bytes = Array(text.utf8)
        if bytes.last != 0x0a { bytes.append(0x0a) }
        do throws(Errno) {
            if let output = options.output {
                try Output.replaceFile(RawText(output), with: bytes, mode: 0o600)
            } else {
                try Output.write(bytes, to: 1)
            }
        } catch {
            // A reader that has seen enough (`banken scan | head`) is no failure.
            if options.output == nil, error.code == 32 { throw options.outcome(examination) }
            let place = options.output.map { RawText($0).escaped() } ?? "standard output"
            throw CommandFailure(
                "The report could not be written to \(place): the kernel answered with error \(error.code). Nothing was left half-written.")
        }
        if options.verbose { tellCosts(examination) }
        let outcome = options.outcome(examination)
        if outcome.code != 0 { throw outcome }
    }

    func tellCosts(_ examination: Examination) {
        let wall = examination.finished.seconds - examination.started.seconds
        let lines =
            "files \(examination.coverage.files), bytes read \(examination.coverage.bytes), processes \(examination.coverage.processes)\n"
            + "wall \(wall) s, processor \(Machine.processorMicroseconds / 1000) ms, peak memory \(Machine.peakMemory) KiB\n"
        try? Output.write(Array(lines.utf8), to: 2)
    }
}
