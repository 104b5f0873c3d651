import Casework
import Model

/// What a file that is put into a case becomes: a notice with its clocks, an examination, a letter.
enum CaseIntake {
    /// - Parameter isNotice: the operator says that it is a notice, whatever the reader thinks.
    static func events(_ bytes: [UInt8], name: String, folder: CaseFolder, now: Timestamp, zone: Int, language: Language, isNotice: Bool)
        throws -> [CaseEvent]
    {
        let item = try folder.keep(bytes)
        if let examination = CaseExaminationJSON.read(bytes, item: item) { return [.examination(examination)] }
        let notice = NoticeReader(received: now, offset: zone).read(bytes.span)
        guard notice.isNotice || isNotice else {
            return [
                .letter(
                    CaseLetter(
                        direction: .received, party: notice.reporter?.value ?? "",
                        subject: notice.subject.isEmpty ? RawText(name) : notice.subject, item: item))
            ]
        }
        return [.notice(CaseNotice(notice, item: item, received: now))] + clocks(notice, folder.file, language)
            + tasks(notice, folder.file, language)
    }

    private static func clocks(_ notice: Notice, _ file: CaseFile, _ language: Language) -> [CaseEvent] {
        let named = notice.desk?.name ?? notice.reporter?.value.spoken ?? ""
        let desk = named.isEmpty ? (language == .ja ? "指摘をくれた窓口" : "the desk that sent the notice") : named
        return notice.deadlines.prefix(5).enumerated().map { index, told in
            let text = language == .ja ? "\(desk)への返信" : "Answer to \(desk)"
            return .deadline(
                CaseDeadline(
                    id: RawText("desk-\(file.deadlines.count + index + 1)"), text: RawText(text), moment: told.value.moment,
                    source: RawText("\(told.place.section):\(told.place.line) ") + told.place.quote))
        }
    }

    private static func tasks(_ notice: Notice, _ file: CaseFile, _ language: Language) -> [CaseEvent] {
        let asked = notice.demands.filter { ![.reply, .investigate].contains($0.value) }
        return asked.prefix(12).enumerated().map { index, told in
            let words = CaseWords.demand(told.value)[language].pieces.map { if case .words(let words) = $0 { words } else { "" } }.joined()
            return .task(id: RawText("task-\(file.tasks.count + index + 1)"), text: RawText(words))
        }
    }
}
