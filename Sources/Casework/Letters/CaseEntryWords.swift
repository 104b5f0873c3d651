import Model

/// An entry of the journal in one line.
package enum CaseEntryWords {
    package static func line(_ event: CaseEvent) -> Localized {
        switch event {
        case .opened(let title): both("Case opened", "案件の開始", title)
        case .notice(let notice): both("Notice received", "通知の受信", notice.subject)
        case .examination(let examination):
            Localized(
                en: "Examination: \(CaseWords.verdict(examination.verdict).en)", ja: "調査結果: \(CaseWords.verdict(examination.verdict).ja)")
        case .decision(let decision): both("Decision", "判断", decision.subject, decision.because)
        case .deadline(let deadline): Localized(en: "Deadline: \(deadline.moment.time)", ja: "期限: \(deadline.moment.time)")
        case .deadlineMet(let id, let because): both("Deadline met", "期限に対応済み", id, because)
        case .letter(let letter):
            letter.direction == .sent ? both("Letter sent", "送った手紙", letter.subject) : both("Letter received", "届いた手紙", letter.subject)
        case .task(_, let text): both("Task", "やること", text)
        case .taskDone(let id): both("Task done", "済んだこと", id)
        case .action(let text): both("Done", "実施", text)
        case .answer(let question, let text): both("Owner's answer", "ご本人の回答", question, text)
        case .note(let text): both("Note", "メモ", text)
        case .closed(let because): both("Case closed", "案件の終了", because)
        case .other(let kind): both("Unknown entry", "不明な記録", kind)
        }
    }

    private static func both(_ en: StaticString, _ ja: StaticString, _ first: RawText, _ second: RawText? = nil) -> Localized {
        var words = first.spoken
        if let second, !second.isEmpty { words += " – " + second.spoken }
        let told = Prose([.words(": " + String(words.prefix(160)))])
        return Localized(en: "\(words: en)\(told)", ja: "\(words: ja)\(told)")
    }
}
