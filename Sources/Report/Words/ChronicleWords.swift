import Model

/// The words in and around the picture of what happened when.
enum ChronicleWords {
    static func lane(_ lane: ChronicleLane) -> Localized {
        switch lane {
        case .files: Localized(en: "Files", ja: "ファイル")
        case .logins: Localized(en: "Log-ins, boots", ja: "ログイン・起動")
        case .jobs: Localized(en: "Jobs", ja: "定期実行")
        case .others: Localized(en: "Others", ja: "そのほか")
        }
    }
    static let caption = Localized(
        en: "Each dot is one or more traces; the larger the dot, the more traces. Breaks in the axis leave out long quiet times.",
        ja: "点は残っていた痕跡です。大きい点ほど多くの痕跡が集まっています。軸が途切れたところは、何も起きていない長い期間を省いたものです。")
    static let window = Localized(en: "The shaded band is the likely time of the break-in.", ja: "色の付いた帯は、侵入されたと考えられる時間です。")
    static let windowLabel = Localized(en: "break-in", ja: "侵入")
    static let table = Localized(en: "The same as a table", ja: "同じ内容を表で見る")
    static let time = Localized(en: "Time", ja: "時刻")
    static let lane = Localized(en: "What", ja: "種類")
    static let text = Localized(en: "Trace", ja: "痕跡")
    static let number = Localized(en: "Number", ja: "件数")
    static let doubtful = Localized(en: "Hollow dots are stamps that may have been set by hand.", ja: "白抜きの点は、書き換えられた疑いのある時刻です。")

    static let mark = Localized(en: "? marks a stamp that may have been set by hand.", ja: "「?」は、書き換えられた疑いのある時刻です。")

    static func quiet(_ seconds: Int64) -> Localized { TimeWords.duration(seconds) }
    static func traces(_ count: Int) -> Localized {
        Localized(en: count == 1 ? "1 trace" : "\(count) traces", ja: "\(count) 件")
    }
    static func description(_ count: Int, _ first: Timestamp, _ last: Timestamp) -> Localized {
        Localized(
            en: "\(traces(count).en) from \(first) to \(last).", ja: "\(first) から \(last) までの痕跡 \(count) 件。")
    }
    static let empty = Localized(en: "No trace carries a usable time.", ja: "時刻のわかる痕跡はありませんでした。")
    static func leftOut(_ count: Int) -> Localized {
        Localized(en: "\(count) further traces are not shown.", ja: "ほか \(count) 件の痕跡は表示していません。")
    }
}
