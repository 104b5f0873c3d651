/// A step through a YAML text, as far as it matters to rules: tags and styles are left behind. Lines count from 1.
enum YAMLEvent: Hashable, Sendable {
    case streamStart
    case streamEnd
    case documentStart
    case documentEnd
    case alias(String, line: Int)
    /// `isPlain`: without quotes and without a tag, so that its text decides what it is.
    case scalar(String, isPlain: Bool, anchor: String?)
    case listStart(anchor: String?)
    case listEnd
    case mapStart(anchor: String?)
    case mapEnd
}

extension SigmaProblem {
    /// A file that is no YAML; lines count from 1.
    static func broken(_ words: String, line: Int? = nil) -> SigmaProblem {
        SigmaProblem("The YAML is broken: \(line.map { "line \($0): " } ?? "")\(words).")
    }
}
