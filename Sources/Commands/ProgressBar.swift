import Collectors
import Model
import Synchronization
import Sys

/// A line on the terminal that says how far an examination is; nothing where standard error is no terminal.
final class ProgressBar: Sendable {
    private let isShown: Bool
    private let language: Language
    private let state = Mutex((collector: "", last: Timestamp(seconds: 0)))

    init(isShown: Bool, language: Language) {
        (self.isShown, self.language) = (isShown, language)
    }

    func show(_ progress: Collection.Progress) {
        guard isShown else { return }
        let now = Machine.now()
        let isDue = state.withLock { state in
            let isNew = state.collector != progress.collector
            let age = (now.seconds - state.last.seconds) * 1_000_000_000 + Int64(now.nanoseconds) - Int64(state.last.nanoseconds)
            guard isNew || age > 100_000_000 else { return false }
            state = (progress.collector, now)
            return true
        }
        guard isDue else { return }
        let all = Collector.all.map(\.id)
        let step = (all.firstIndex(of: progress.collector) ?? 0) + 1
        let filled = step * 20 / all.count
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 20 - filled)
        let files = progress.files > 0 ? (language == .ja ? " \(progress.files) 個のファイル" : " \(progress.files) files") : ""
        write("\r\u{1b}[K\(bar) \(step)/\(all.count) \(progress.collector)\(files)")
    }

    func finish() {
        if isShown { write("\r\u{1b}[K") }
    }

    private func write(_ text: String) { try? Output.write(Array(text.utf8), to: 2) }
}
