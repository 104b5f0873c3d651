import ArgumentParser
import Casework
import Model
import Report
import Sys

/// `banken case new`.
struct CaseNewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Begin a case: from the mail of an abuse desk, or by hand.",
        discussion:
            "The mail is kept as it came: save it with its header (“show original”, .eml). A text that was copied out of a mail will do.")

    @Option(help: ArgumentHelp("The notice, as a mail or as text.", valueName: "FILE")) var mail: String?
    @Option(help: ArgumentHelp("What to call the case.", valueName: "WORDS")) var title: String?
    @Option(help: ArgumentHelp("The JSON of `banken examine --format json`.", valueName: "FILE")) var examination: String?
    @Option(help: "text or json.") var format = CaseShowCommand.Format.text
    @OptionGroup var options: CaseOptions

    func validate() throws {
        if mail == nil, title == nil, examination == nil { throw ValidationError("Give the notice with --mail, or a --title.") }
    }

    func run() throws {
        let now = options.moment
        let zone = options.timeZone.flatMap { ExaminationOptions.offset($0) } ?? (options.language == .ja ? 32_400 : 0)
        let mailBytes = try mail.map { try CaseOptions.read($0) }
        let examinationBytes = try examination.map { try CaseOptions.read($0) }
        let notice = mailBytes.map { NoticeReader(received: now, offset: zone).read($0.span) }
        let name = RawText(title ?? "").isEmpty ? CaseNewCommand.title(notice, options.language) : RawText(title ?? "")
        var folder = try CaseFolder(making: options.place.map { RawText($0) } ?? free(now, notice))
        var events: [CaseEvent] = [.opened(title: name)]
        if let mailBytes {
            events += try CaseIntake.events(
                mailBytes, name: mail ?? "", folder: folder, now: now, zone: notice?.sent?.value.offset ?? zone, language: options.language,
                isNotice: false)
        }
        if let examinationBytes {
            let taken = try CaseIntake.events(
                examinationBytes, name: examination ?? "", folder: folder, now: now, zone: zone, language: options.language, isNotice: false
            )
            guard case .examination = taken.first else {
                throw CommandFailure(
                    "\(RawText(examination ?? "").escaped()) is no examination. Make one with `banken examine --format json --output FILE`.",
                    outcome: .wrongUsage)
            }
            events += taken
        }
        try folder.add(events, time: now, by: options.writer)
        if let notice, !notice.isNotice {
            options.tell(
                Localized(
                    en:
                        "The mail accuses nobody of anything, as far as can be read; it was kept as a letter. If it is a notice all the same: banken case add --notice FILE",
                    ja: "このメールは、サーバーへの指摘とは読み取れませんでした。手紙として保存しました。指摘のメールであれば: banken case add --notice ファイル名"))
        }
        options.tell(Localized(en: "The case lies in \(folder.path)", ja: "案件のフォルダー: \(folder.path)"))
        try CaseShowCommand.show(folder, options, format, output: nil)
    }

    /// "さくらインターネット 20261118-004521".
    private static func title(_ notice: Notice?, _ language: Language) -> RawText {
        guard let notice else { return language == .ja ? "サーバーの調査" : "Examination of a server" }
        let desk = notice.desk.map { RawText($0.name) } ?? notice.reporter?.value ?? ""
        let what = notice.ticket ?? notice.subject
        return desk.isEmpty ? what : desk + " " + what
    }

    /// A folder of its own in the state folder: the day and a number.
    private func free(_ now: Timestamp, _ notice: Notice?) throws -> RawText {
        let day = now.rfc3339(offset: options.offset(nil)).prefix(10)
        let shelf = CaseShelf.folder(options.stateFolder)
        for number in 1..<1000 {
            let place = shelf + RawText("/\(day)-\(number)")
            if (try? OwnFile.status(place)) == nil { return place }
        }
        throw CommandFailure("There are a thousand cases of this day already. Name a folder with --case.")
    }
}
