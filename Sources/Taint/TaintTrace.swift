import Model

/// How sure it is that a trace does harm.
package enum TaintCertainty: Int, Sendable, Hashable, Comparable {
    /// Seen in honest, if careless, programs, too.
    case note
    case possible
    case likely
    case certain

    package static func < (left: TaintCertainty, right: TaintCertainty) -> Bool { left.rawValue < right.rawValue }
}

/// What was found in one file: data that somebody else chooses, on its way to a function that does what it says.
package struct TaintTrace: Sendable, Hashable {
    package var technique: TaintTechnique
    package var language: ScriptLanguage
    package var certainty: TaintCertainty
    /// Nil where the harm needs no data from outside: a disguised program that runs by itself.
    package var source: TaintPlace?
    package var steps: [TaintPlace]
    package var sink: TaintPlace
    /// The function or statement that does it, in the language's own spelling: "eval".
    package var function: RawText

    package init(
        _ technique: TaintTechnique, _ language: ScriptLanguage, _ certainty: TaintCertainty, source: TaintPlace?, steps: [TaintPlace] = [],
        sink: TaintPlace, function: RawText
    ) {
        (self.technique, self.language, self.certainty) = (technique, language, certainty)
        (self.source, self.steps, self.sink, self.function) = (source, steps, sink, function)
    }

    /// Stable name of the rule: "taint.php.request-to-code".
    package var rule: String { "taint.\(language.rawValue).\(technique.rawValue)" }
}

/// What an analysis of one file gave.
package struct TaintFindings: Sendable, Hashable {
    /// The surest first, one a technique and sink, at most 16.
    package var traces: [TaintTrace] = []
    /// Whether a bound was reached, so that more may be in the file than was followed.
    package var isCut = false
    /// Whether a server would run any part of the bytes as PHP.
    package var opensPHP = false

    package init() {}
}

/// The languages that are read.
package enum ScriptLanguage: String, Sendable, Hashable, CaseIterable {
    case php, java, asp, csharp, perl, python, shell, node, coldfusion, ruby, apache, html
}
