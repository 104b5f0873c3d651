import Model

/// Follows what visitors send through programs of web servers, to where it acts.
package enum TaintAnalysis {
    /// Bytes of a file that are read as a program at most.
    package static let mostBytes = 4 << 20

    /// Bytes of a file in another language than PHP that are read at most.
    private static let mostScript = 1 << 20

    /// Judges one file by its content; the name only decides between languages that look alike.
    package static func judge(_ content: Span<UInt8>, path: RawText) -> TaintFindings {
        var findings = TaintFindings()
        guard content.count > 0 else { return findings }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(content.count, mostBytes))
        for index in 0..<min(content.count, mostBytes) { bytes.append(content[index]) }
        findings.isCut = content.count > mostBytes
        if let narrow = WideText.narrowed(bytes) { bytes = narrow }
        var traces: [TaintTrace] = []
        let words = TellingWord.found(in: bytes)
        findings.opensPHP = PHPScreen.opensCode(bytes, words)
        if findings.opensPHP, PHPScreen.isWorthReading(bytes) {
            let interpreter = PHPInterpreter(size: bytes.count)
            interpreter.run(bytes, words)
            traces += interpreter.traces
            findings.isCut = findings.isCut || interpreter.isCut
        }
        if bytes.count <= mostScript, ScriptAnalysis.isWorthReading(bytes, words, isPHP: findings.opensPHP) {
            let script = ScriptAnalysis.traces(bytes, path: path, words)
            traces += script.traces
            findings.isCut = findings.isCut || script.isCut
        }
        if !traces.contains(where: { $0.certainty > .note }), let language = language(words, findings.opensPHP, bytes),
            let tool = AttackTool.trace(bytes, words, language)
        {
            traces.append(tool)
        }
        traces.sort { ($1.certainty, $0.sink.offset) < ($0.certainty, $1.sink.offset) }
        findings.traces = Array(traces.prefix(16))
        return findings
    }

    /// The language of a page that a server would run.
    private static func language(_ words: Set<TellingWord>, _ opensPHP: Bool, _ bytes: [UInt8]) -> ScriptLanguage? {
        if opensPHP { return .php }
        if !words.isDisjoint(with: [.percent, .jspTag]) {
            if !words.isDisjoint(with: [.java, .jspTag, .getParameter]) { return .java }
            return words.isDisjoint(with: [.systemWeb, .runsAtServer, .pageDirective, .webHandler]) ? .asp : .csharp
        }
        return bytes.starts(with: "#!".utf8) && !words.isDisjoint(with: [.queryString, .contentType]) ? .perl : nil
    }
}
