import Model

/// The name under which content stands on the host, for rules that ask for it.
///
/// Rules see it as the external variables `filename`, `filepath` and `extension`, which the rule collections of the field
/// take from LOKI. `filetype`, `owner` and `md5` are defined for the same reason, and are empty.
package struct ScannedFile: Hashable, Sendable {
    /// Absolute within the host; empty where the content has no name.
    package var path: RawText

    package init(path: RawText) { self.path = path }

    /// Content that has no name on the host.
    package static let unnamed = ScannedFile(path: "")

    /// What follows the last slash.
    package var name: RawText {
        guard let slash = path.bytes.lastIndex(of: 0x2f) else { return path }
        return RawText(path.bytes[(slash + 1)...])
    }

    /// The last dot of the name and what follows it, ".php"; empty without one.
    package var nameExtension: RawText {
        let name = name
        guard let dot = name.bytes.lastIndex(of: 0x2e) else { return "" }
        return RawText(name.bytes[dot...])
    }
}

/// How far a scan may go. Whoever calls chooses: the content is the intruder's.
package struct ScanLimits: Hashable, Sendable {
    /// Wall-clock seconds for one content; at least 1.
    package var seconds: Int
    /// Rules reported for one content.
    package var rules: Int
    /// Places reported for one rule.
    package var hitsPerRule: Int

    package init(seconds: Int, rules: Int, hitsPerRule: Int) {
        (self.seconds, self.rules, self.hitsPerRule) = (seconds, rules, hitsPerRule)
    }

    /// For the files of a web site or a home folder.
    package static let ordinary = ScanLimits(seconds: 20, rules: 32, hitsPerRule: 8)
}

/// What the rules said of one content.
package struct ContentScan: Hashable, Sendable {
    /// Why matches may be missing.
    package enum Problem: Hashable, Sendable {
        case timedOut(seconds: Int)
        /// A string of this rule occurred more often than the engine counts (1,000,000 times).
        case tooManyHits(rule: String)
        /// More rules matched than `ScanLimits.rules`.
        case tooManyRules
        /// The engine gave up; the number is libyara's error code (yara/error.h).
        case failed(code: Int)
    }
    /// In the order of the rules.
    package var matches: [ContentMatch]
    /// The first that was met; nil where the content was judged in full.
    package var problem: Problem?

    package init(matches: [ContentMatch] = [], problem: Problem? = nil) {
        self.matches = matches
        self.problem = problem
    }
}

extension ContentScan.Problem {
    /// The words that a gap shows.
    package var reason: Localized {
        switch self {
        case .timedOut(let seconds):
            Localized(
                en: "The content rules were not done with this file after \(seconds) seconds.",
                ja: "このファイルの中身の検査が \(seconds) 秒では終わりませんでした。")
        case .tooManyHits(let rule):
            Localized(
                en: "A pattern of the rule \(RawText(rule)) occurs so often in this file that it was not followed to the end.",
                ja: "ルール \(RawText(rule)) のパターンがこのファイルに多すぎるため、途中で打ち切りました。")
        case .tooManyRules:
            Localized(
                en: "So many content rules match this file that not all are listed.",
                ja: "このファイルに当てはまるルールが多すぎるため、一部だけを示しています。")
        case .failed(let code):
            Localized(
                en: "The content rules could not judge this file (libyara error \(code)).",
                ja: "このファイルの中身を検査できませんでした(libyara のエラー \(code))。")
        }
    }
}
