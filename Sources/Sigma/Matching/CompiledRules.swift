/// Rules in the form in which they are matched: atoms that many rules share, and what has to be found before a rule is looked at.
struct CompiledRules: Sendable {
    /// An atom of rules, bound to the number of its field.
    struct Atom: Sendable {
        var field: Int
        var test: Test
        /// Whether the automaton of its field has to find something before the atom can hold.
        var needsHit = false
    }

    enum Test: Sendable {
        /// A literal of the automaton: where it may stand, and whether its case counts.
        case literal([UInt8], atStart: Bool, atEnd: Bool, cased: Bool)
        case pattern(SigmaPattern, cased: Bool)
        /// The number of the regular expression.
        case regex(Int)
        case equals(Double)
        case compares(SigmaComparison, Double)
        case network(NetworkBounds)
        case absent
        case present
        case reference(Int, openStart: Bool, openEnd: Bool)
        case timePart(SigmaTimePart, Int)
    }

    /// A node of a rule's expression; nodes of all rules stand in one list.
    enum Node: Sendable {
        case atom(Int32)
        case all([Int32])
        case any([Int32])
        case atLeast(Int, [Int32])
        case not(Int32)
    }

    struct Rule: Sendable {
        var scope: LogScope
        var root: Int32
    }

    var fields: [String] = []
    var fieldScopes: [LogScope] = []
    var fieldNumbers: [String: Int] = [:]
    var atoms: [Atom] = []
    var nodes: [Node] = []
    var rules: [Rule] = []
    var programs: [RegexProgram] = []
    var automata: [LiteralAutomaton?] = []
    /// For each atom, the rules that are looked at when it was found.
    var triggers: [[Int32]] = []
    /// Rules that no literal announces: they are looked at for each event of their scope.
    var unannounced: [Int32] = []
}
