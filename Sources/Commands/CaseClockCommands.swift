import ArgumentParser
import Casework
import Model

/// `banken case deadline`.
struct CaseDeadlineCommand: ParsableCommand {
    enum Law: String, ExpressibleByArgument, CaseIterable { case ppc, gdpr }

    static let configuration = CommandConfiguration(
        commandName: "deadline", abstract: "Set a deadline, say that it was met, or add those of the law.",
        discussion:
            "--law ppc adds the first and the final report to Japan's Personal Information Protection Commission, --law gdpr the 72 hours of article 33."
    )

    @Argument(help: ArgumentHelp("The id of a deadline.", valueName: "ID")) var id: String?
    @Option(help: ArgumentHelp("Until when: 2026-11-24T17:00:00+09:00.", valueName: "TIME")) var set: String?
    @Option(help: ArgumentHelp("What is due.", valueName: "WORDS")) var text: String?
    @Flag(help: "It was met, or does not count any more.") var met = false
    @Option(help: ArgumentHelp("Why.", valueName: "WORDS")) var because: String?
    @Option(help: "ppc or gdpr.") var law: Law?
    @OptionGroup var options: CaseOptions

    func validate() throws {
        if let set, Timestamp(rfc3339: set) == nil {
            throw ValidationError("--set \(set) is not a time. Write it like 2026-11-24T17:00:00+09:00.")
        }
        let wishes = (set == nil ? 0 : 1) + (met ? 1 : 0) + (law == nil ? 0 : 1)
        if wishes != 1 { throw ValidationError("Say one of --set TIME, --met and --law.") }
        if met, id == nil { throw ValidationError("Say which deadline was met. `banken case show --format json` lists them.") }
        if set != nil, text == nil { throw ValidationError("Say with --text what is due.") }
    }

    func run() throws {
        try options.record { folder in
            let file = folder.file
            if let law { return legal(law, file) }
            if met {
                let id = RawText(id ?? "")
                guard file.deadlines.contains(where: { $0.deadline.id == id }) else {
                    throw CommandFailure(
                        "There is no deadline \(id.escaped()). `banken case show --format json` lists them.", outcome: .wrongUsage)
                }
                return [.deadlineMet(id: id, because: RawText(because ?? ""))]
            }
            let moment = NoticeMoment(
                time: set.flatMap { Timestamp(rfc3339: $0) } ?? options.moment, offset: options.offset(file), hasZone: true, hasHour: true)
            let name = id.map { RawText($0) } ?? file.freeID("deadline")
            return [.deadline(CaseDeadline(id: name, text: RawText(text ?? ""), moment: moment, source: RawText(because ?? "")))]
        }
    }

    private func legal(_ law: Law, _ file: CaseFile) -> [CaseEvent] {
        let known = CaseReports.known(file, now: options.moment, offset: options.offset(file)) ?? options.moment
        func deadline(_ id: RawText, _ en: RawText, _ ja: RawText, _ time: Timestamp, _ offset: Int, hasHour: Bool, _ source: RawText)
            -> CaseEvent
        {
            .deadline(
                CaseDeadline(
                    id: id, text: options.language == .ja ? ja : en,
                    moment: NoticeMoment(time: time, offset: offset, hasZone: true, hasHour: hasHour), source: source))
        }
        switch law {
        case .ppc:
            let dates = ReportingDates.privacy(known: known)
            return [
                deadline(
                    "ppc-first", "First report to the PPC (about 3 to 5 days)", "個人情報保護委員会への速報(3〜5日が目安)", dates.firstUntil.timestamp,
                    32_400, hasHour: false, "個人情報保護法 26条、規則 8条1項"),
                deadline(
                    "ppc-final", "Final report to the PPC (60 days)", "個人情報保護委員会への確報(60日以内)", dates.final.timestamp, 32_400, hasHour: false,
                    "個人情報保護法 26条、規則 8条2項"),
            ]
        case .gdpr:
            return [
                deadline(
                    "gdpr-33", "Notification under GDPR, article 33", "GDPR第33条の通知(72時間)", ReportingDates.gdpr(aware: known),
                    options.offset(file), hasHour: true, "GDPR art. 33(1)")
            ]
        }
    }
}

/// `banken case letter`.
struct CaseLetterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "letter", abstract: "Keep a letter that came, or one that you have sent.",
        discussion:
            "This program sends nothing. Send the letter yourself, save it, and put it here: then the case can prove what was answered when."
    )

    @Argument(help: ArgumentHelp("The letter, as a mail or as text. None for a telephone call.", valueName: "FILE")) var file: String?
    @Flag(help: "You have sent it; without this it came.") var sent = false
    @Option(help: ArgumentHelp("To whom, or from whom.", valueName: "NAME")) var party: String?
    @Option(help: ArgumentHelp("What it is about.", valueName: "WORDS")) var subject: String?
    @Option(help: ArgumentHelp("It meets this deadline.", valueName: "ID")) var meets: String?
    @OptionGroup var options: CaseOptions

    func validate() throws {
        if file == nil, subject == nil { throw ValidationError("Give the letter, or its --subject.") }
    }

    func run() throws {
        try options.record { folder in
            let bytes = try file.map { try CaseOptions.read($0) }
            let read = bytes.map { NoticeReader(received: options.moment).read($0.span) }
            let notice = folder.file.notice
            let other = sent ? notice?.replyTo ?? notice?.reporter : read?.reporter?.value
            let told = read?.subject ?? ""
            let letter = CaseLetter(
                direction: sent ? .sent : .received, party: party.map { RawText($0) } ?? other ?? "",
                subject: subject.map { RawText($0) } ?? (told.isEmpty ? RawText(file ?? "") : told),
                item: try bytes.map { try folder.keep($0) })
            guard let meets else { return [.letter(letter)] }
            guard folder.file.deadlines.contains(where: { $0.deadline.id == RawText(meets) }) else {
                throw CommandFailure("There is no deadline \(RawText(meets).escaped()). Nothing was written.", outcome: .wrongUsage)
            }
            return [.letter(letter), .deadlineMet(id: RawText(meets), because: letter.subject)]
        }
    }
}
