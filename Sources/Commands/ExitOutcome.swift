import Model

/// How a command ended. The one place where exit codes are given out.
enum ExitOutcome: Error, Sendable {
    case done, found, wrongUsage, incomplete, failed, refused, interrupted

    var code: Int32 {
        switch self {
        case .done: 0
        case .found: 1
        case .wrongUsage: 2
        case .incomplete: 3
        case .failed: 4
        case .refused: 5
        case .interrupted: 130
        }
    }
}

/// Why nothing can be said: a sentence with what was attempted, why it failed and what to try.
struct CommandFailure: Error, CustomStringConvertible, Sendable {
    var description: String
    var outcome: ExitOutcome

    init(_ description: String, outcome: ExitOutcome = .failed) {
        (self.description, self.outcome) = (description, outcome)
    }
}
