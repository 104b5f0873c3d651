import FixtureHosts
import Model

/// A line of the note `finds`: which detector says what of which subject. What the line leaves out may be anything.
struct ExpectedFinding: CustomStringConvertible, Sendable {
    let description: String
    let detector: String
    let severity: Severity
    private var confidence: Confidence?
    private var aspect: Aspect?
    private var path: RawText?
    private var user: RawText?
    private var name: RawText?
    private var address: RawText?
    private var pid: Int32?
    private var line: Int?

    init(_ text: Substring) throws(FixtureError) {
        description = String(text)
        let words = try Txtar.words(text)
        guard words.count >= 2, let detector = words.first?.value,
            let severity = Severity.allCases.first(where: { $0.name == words[1].key })
        else { throw FixtureError("No “detector severity key=value …”: \(text)") }
        (self.detector, self.severity) = (detector.escaped(), severity)
        for (key, value) in words.dropFirst(2) {
            switch key {
            case "path": path = value
            case "user": user = value
            case "name": name = value
            case "address": address = value
            case "pid": pid = Int32(value.escaped())
            case "line": line = Int(value.escaped())
            case "aspect": aspect = Aspect(rawValue: value.escaped())
            default:
                confidence = Confidence.allCases.first { $0.name == key }
                guard confidence != nil else { throw FixtureError("\(key) is nothing that a finding has: \(text)") }
            }
        }
        guard words.dropFirst(2).contains(where: { !$0.value.isEmpty }) else {
            throw FixtureError("A finding is expected of a subject: \(text)")
        }
    }

    func fits(_ finding: Finding) -> Bool {
        let subject = finding.subject
        return finding.detector == detector && finding.severity == severity && (confidence == nil || confidence == finding.confidence)
            && (aspect == nil || aspect == finding.aspect) && (path == nil || path == subject.path) && (user == nil || user == subject.user)
            && (name == nil || name == subject.name) && (address == nil || address?.escaped() == subject.address)
            && (pid == nil || pid == subject.pid) && (line == nil || line == subject.line)
    }
}

extension Finding {
    /// The finding as a line of the note `finds`.
    var asExpected: String {
        var line = "\(detector) \(severity.name) \(confidence.name)"
        if let path = subject.path { line += " path=\(path)" }
        if let pid = subject.pid { line += " pid=\(pid)" }
        if let user = subject.user { line += " user=\(user)" }
        if let name = subject.name { line += " name=\(name)" }
        if let address = subject.address { line += " address=\(address)" }
        if let number = subject.line { line += " line=\(number)" }
        return line + "   (" + evidence.prefix(3).map { $0.text.escaped() }.joined(separator: " | ") + ")"
    }
}
