import Model

/// The few looks that text in a terminal can have: SGR parameters of ECMA-48, 8.3.117.
enum TerminalStyle: String, Sendable, Hashable {
    case plain = ""
    case strong = "1"
    case quiet = "2"
    case code = "36"
    case bad = "1;31"
    case warning = "1;33"
    case good = "1;32"

    static func of(_ severity: Severity) -> TerminalStyle {
        switch severity {
        case .critical, .high: .bad
        case .medium: .warning
        case .low, .info: .strong
        }
    }

    static func of(_ tone: VerdictBlock.Tone) -> TerminalStyle {
        switch tone {
        case .bad: .bad
        case .warning: .warning
        case .good: .good
        case .open: .strong
        }
    }
}

/// Text of one look, already escaped for the terminal.
struct TerminalRun: Sendable, Hashable {
    var text: String
    var style: TerminalStyle

    init(_ text: String, _ style: TerminalStyle = .plain) { (self.text, self.style) = (text, style) }
}
