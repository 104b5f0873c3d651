import ArgumentParser
import LogReading
import Model
import Origins
import Report
import Sys

/// What `examine` reads beside the host's files, and where its list of visitors goes.
struct InquiryOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Further logs of this host that lie outside ROOT: files, folders, collections; may be repeated.", valueName: "PATH"))
    var logs: [String] = []

    @Flag(help: "Read no logs: only what files tell. How they got in stays open.")
    var noLogs = false

    @Option(help: ArgumentHelp("Write everybody who fetched an altered page as CSV to this file, for letters to them.", valueName: "FILE"))
    var visitors: String?

    @Option(
        help: ArgumentHelp(
            "Where collections of logs are unpacked while they are read: a nameless file. Default: TMPDIR or /tmp; nowhere where the running machine is examined.",
            valueName: "DIR"))
    var spool: String?

    /// Ends the command before it looks at anything, where it would have to write to the machine that it examines.
    func check(_ options: ExaminationOptions) throws {
        guard !noLogs, LogOptions.spoolFolder(spool, [options.root]) == .nowhere,
            let name = logs.first(where: { LogDiscovery.isCollection(RawText($0)) })
        else { return }
        let what = Localized(en: "The collection \(RawText(name))", ja: "収集ファイル \(RawText(name)) ")
        throw CommandFailure(DoctorCommand.plain(SpoolFailure.refused.reason(what)[options.language]), outcome: .refused)
    }

    @Option(
        help: ArgumentHelp(
            "What tells where addresses belong: databases in MaxMind's format (.mmdb), and lists of ranges such as hosting companies, a range a line, told by the file's name; may be repeated.",
            valueName: "FILE"))
    var origins: [String] = []

    /// Reads what tells where addresses belong. A file that cannot be read ends the command: the operator wants it to count.
    func originBook() throws -> any OriginSource {
        if origins.isEmpty { return NoOrigins() }
        return OriginBook(
            try origins.map { name -> any OriginSource in
                let path = RawText(name)
                if path.asciiLowercased.hasSuffix(".mmdb") {
                    do throws(MaxMindDatabase.Failure) {
                        return try MaxMindDatabase(path)
                    } catch {
                        throw CommandFailure(
                            "The database of addresses \(path.escaped()) could not be read: \(error.reason.escaped()). Give a file in MaxMind's format, or none."
                        )
                    }
                }
                do throws(Errno) {
                    let bytes = try Descriptor.file(path).read(limit: InquiryOptions.mostOfList)
                    let stem = path.lastComponent.split(0x2e).first ?? path.lastComponent
                    return RangeList.parse(bytes.span, name: stem).list
                } catch {
                    throw CommandFailure(
                        "The list of ranges \(path.escaped()) could not be read: the kernel answered with error \(error.code).")
                }
            })
    }

    private static let mostOfList = 64 << 20

    @Option(
        help: ArgumentHelp(
            "Weigh the owner's answer to a question of an earlier report: origin.known=no; yes, no or unknown; may be repeated.",
            valueName: "QUESTION=ANSWER"))
    var answer: [String] = []

    @Option(help: ArgumentHelp("Weigh the answers in this file, one a line (Documentation/Formats/Answers.md).", valueName: "FILE"))
    var answers: String?

    func validate() throws {
        for text in answer where OwnerAnswer(text) == nil {
            throw ValidationError("--answer \(text) is not understood. Write it like origin.known=no; the answers are yes, no and unknown.")
        }
    }

    /// What the owner answered: the file first, so that the command line has the last word.
    func replies() throws -> [OwnerAnswer] {
        try (answers.map { try AnswersFile.read($0) } ?? []) + answer.compactMap { OwnerAnswer($0) }
    }

    func write(_ examination: Examination) throws {
        guard let visitors else { return }
        do throws(Errno) {
            try Output.replaceFile(RawText(visitors), with: Array(Report.visitorTable(examination).utf8), mode: 0o600)
        } catch {
            throw CommandFailure(
                "The list of visitors could not be written to \(RawText(visitors).escaped()): the kernel answered with error \(error.code)."
            )
        }
    }
}
