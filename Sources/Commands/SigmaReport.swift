import Model
import Report
import Sigma

/// What Sigma rules found, for programs and for people.
struct SigmaReport {
    /// A match that is told.
    enum Told {
        case event(SigmaWorker.Match, RawText)
        case correlation(CorrelationMatch)

        var rule: Int {
            switch self {
            case .event(let match, _): match.rule
            case .correlation(let match): match.number
            }
        }
    }

    /// Of one rule, for people.
    private struct Row {
        var count = 0
        var examples: [String] = []
    }

    let set: SigmaRuleSet
    let language: Language
    var events = 0
    private(set) var told = 0
    private(set) var worst: SigmaLevel?
    private var rows: [Int: Row] = [:]
    /// Matches of a rule that are told in words.
    static let mostExamples = 3
    /// What stands before the time in a match of each rule, made once.
    private var heads: [Int: [UInt8]] = [:]
    /// What stands between the time and the event, which is the same for all matches in a log.
    private var source: (path: RawText, bytes: [UInt8])?

    init(set: SigmaRuleSet, language: Language) { (self.set, self.language) = (set, language) }

    mutating func add(_ match: Told) {
        told += 1
        let level = set.header(match.rule).level
        worst = max(worst ?? level, level)
        var row = rows[match.rule] ?? Row()
        row.count += 1
        if row.examples.count < SigmaReport.mostExamples, let words = words(match) { row.examples.append(words) }
        rows[match.rule] = row
    }

    private func words(_ match: Told) -> String? {
        switch match {
        case .event(let match, let path): return match.words.map { $0 + "  (" + path.escaped() + ")" }
        case .correlation(let match):
            let group = match.group.map { "\($0.field)=\($0.value.escaped())" }.joined(separator: " ")
            return "\(match.first.rfc3339()) – \(match.last.rfc3339())  \(group)  \(number(match.value))"
        }
    }

    private func number(_ value: Double) -> String { value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value) }

    /// Adds one match as a JSON object without a newline.
    mutating func write(_ match: Told, to bytes: inout [UInt8]) {
        let head = heads[match.rule] ?? Array(("{\"rule\":" + rule(set.header(match.rule)) + ",\"time\":").utf8)
        heads[match.rule] = head
        bytes += head
        switch match {
        case .event(let match, let path):
            bytes += JSONText.time(match.time).utf8
            if source?.path != path { source = (path, Array((",\"source\":" + JSONText.quoted(path) + ",\"event\":").utf8)) }
            bytes += source?.bytes ?? []
            if RawText(match.event).utf8 == nil { bytes += "null".utf8 } else { bytes += match.event }
        case .correlation(let match):
            var text = JSONText.time(match.last) + ",\"source\":null,\"event\":null,\"correlation\":{\"first\":"
            text +=
                JSONText.time(match.first) + ",\"last\":" + JSONText.time(match.last) + ",\"value\":" + number(match.value) + ",\"group\":{"
            text += match.group.map { JSONText.quoted($0.field) + ":" + JSONText.quoted($0.value) }.joined(separator: ",") + "}}"
            bytes += text.utf8
        }
        bytes.append(0x7d)
    }

    private func rule(_ header: SigmaHeader) -> String {
        "{\"id\":" + JSONText.quoted(header.id) + ",\"title\":" + JSONText.quoted(header.title) + ",\"author\":"
            + JSONText.quoted(header.author) + ",\"license\":" + JSONText.quoted(header.license) + ",\"level\":"
            + JSONText.quoted(header.level.rawValue) + ",\"path\":" + JSONText.quoted(header.path) + "}"
    }

    /// What was loaded, what was not and why, and how many events there were.
    func summary(isLine: Bool) -> String {
        let exclusions = set.rules.notApplicable.map { exclusion in
            "{\"id\":" + JSONText.quoted(exclusion.header.id) + ",\"title\":" + JSONText.quoted(exclusion.header.title) + ",\"reason\":"
                + JSONText.quoted(DoctorCommand.plain(exclusion.reason[language])) + "}"
        }
        let failures = set.rules.failed.map { failure in
            "{\"path\":" + JSONText.quoted(failure.path) + ",\"document\":\(failure.document),\"reason\":" + JSONText.quoted(failure.reason)
                + "}"
        }
        let body =
            "\"rules\":{\"loaded\":\(set.count),\"notApplicable\":[" + exclusions.joined(separator: ",") + "],\"failed\":["
            + failures.joined(separator: ",") + "]},\"events\":\(events),\"matched\":\(told)"
        return isLine ? "{\"summary\":{\"schema\":\"banken.sigma/1\"," + body + "}}" : "{" + body + "}"
    }

    /// The rules that matched, the gravest first.
    func text() -> String {
        let order = rows.sorted { one, other in
            let levels = (set.header(one.key).level, set.header(other.key).level)
            return levels.0 != levels.1 ? levels.0 > levels.1 : (other.value.count, one.key) < (one.value.count, other.key)
        }
        var lines: [String] = []
        for (number, row) in order {
            let header = set.header(number)
            lines.append("[\(header.level.rawValue)] \(escaped(header.title))  ×\(row.count)")
            lines.append("    \(header.id)  \(escaped(header.author))  \(escaped(header.license))")
            lines += row.examples.map { "    " + $0 }
            if row.count > row.examples.count { lines.append("    …") }
        }
        let (loaded, other, failed) = (set.count, set.rules.notApplicable.count, set.rules.failed.count)
        lines.append(
            language == .ja
                ? "ルール \(loaded) 個、イベント \(events) 件: 一致 \(told) 件。このサーバーのログに当てはまらないルール \(other) 個、読めなかったルール \(failed) 個。"
                : "\(loaded) rules, \(events) events: \(told) matches. \(other) rules are for other logs, \(failed) could not be loaded.")
        for failure in set.rules.failed.prefix(20) { lines.append("    \(escaped(failure.path)): \(escaped(failure.reason))") }
        return lines.joined(separator: "\n") + "\n"
    }

    private func escaped(_ text: String) -> String { RawText(text).escaped() }
}
