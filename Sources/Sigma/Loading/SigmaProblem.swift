/// What is wrong with a rule, as a sentence.
struct SigmaProblem: Error, Hashable, Sendable {
    var reason: String

    init(_ reason: String) { self.reason = reason }
}
