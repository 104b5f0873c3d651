import Model
import Sigma

/// The rules and events that were given.
struct Probe {
    var set: SigmaRuleSet
    var records: [SigmaRecord]

    static func read() -> Probe {
        var files: [SigmaRuleFile] = []
        var records: [SigmaRecord] = []
        while let line = readLine() {
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(unescaped)
            if parts.first == "R", parts.count == 3 { files.append(SigmaRuleFile(path: parts[1], text: parts[2])) }
            if parts.first == "E" { records.append(record(Array(parts.dropFirst()))) }
        }
        return Probe(set: SigmaRuleSet(SigmaRules.load(files, placeholders: ["site_hosts": ["web1", "web2"]])), records: records)
    }

    private static func unescaped(_ text: Substring) -> String {
        var out = ""
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if isEscaped {
                isEscaped = false
                switch scalar {
                case "n": out.unicodeScalars.append("\n")
                case "r": out.unicodeScalars.append("\r")
                case "t": out.unicodeScalars.append("\t")
                default: out.unicodeScalars.append(scalar)
                }
            } else if scalar == "\\" {
                isEscaped = true
            } else {
                out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    private static func record(_ parts: [String]) -> SigmaRecord {
        var record = SigmaRecord(fields: [], text: "")
        for index in stride(from: 0, to: parts.count - 1, by: 2) {
            let (name, value) = (parts[index], RawText(parts[index + 1]))
            if name == "@text" {
                record.text = value
            } else if name == "@logsource" {
                let names = parts[index + 1].split(separator: "/", omittingEmptySubsequences: false).map { $0.isEmpty ? nil : String($0) }
                if names.count == 3 { record.logSource = SigmaLogSource(category: names[0], product: names[1], service: names[2]) }
            } else {
                record.fields.append((name, value))
            }
        }
        return record
    }

    func load() {
        let rules = set.rules
        print("rules \(rules.rules.count), correlations \(rules.correlations.count), filters \(rules.filters)")
        print("not applicable \(rules.notApplicable.count), failed \(rules.failed.count)")
        for exclusion in rules.notApplicable { print("- \(exclusion.header.path): \(exclusion.header.title)") }
        for failure in rules.failed { print("! \(failure.path) (document \(failure.document)): \(failure.reason)") }
    }

    /// For each event a line with the ids of the rules that it matches.
    func match() {
        for failure in set.rules.failed { print("! \(failure.path): \(failure.reason)") }
        for exclusion in set.rules.notApplicable { print("- \(exclusion.header.id)") }
        var matcher = set.matcher()
        for record in records { print("=", matcher.match(record).map { set.header($0).id }.joined(separator: " ")) }
    }
}
