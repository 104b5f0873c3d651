/// Rules in the form in which they are matched: atoms that many rules share, and what has to be found before a rule is looked at.
struct CompiledRules: Sendable {
    /// What is asked about an atom for each event: plain numbers, so that to ask costs no count of references.
    struct Atom: Sendable {
        var field: Int
        /// Whether the automaton of its field has to find something before the atom can hold.
        var needsHit = false
        /// Whether it holds exactly where its literal was found, between the bounds below.
        var isLiteral = false
        var atStart = false
        var atEnd = false
        var isCased = false
        /// Bytes of the literal.
        var length = 0
    }

    enum Test: Sendable {
        /// A literal of the automaton. An empty one is in none, and holds where it may end before the value does.
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
    struct Node: Sendable {
        enum Kind: Sendable { case atom, all, any, atLeast, not }
        var kind: Kind
        /// How many children have to hold, of `atLeast`.
        var needed = 0
        /// The place of its children in `children`; of an atom its number.
        var start: Int
        var end = 0
    }

    struct Rule: Sendable {
        var scope: LogScope
        var root: Int
    }

    var fields: [String] = []
    var fieldScopes: [LogScope] = []
    var fieldNumbers: [String: Int] = [:]
    var atoms: [Atom] = []
    /// Of the atoms, in their order.
    var tests: [Test] = []
    var nodes: [Node] = []
    /// Numbers of nodes.
    var children: [Int] = []
    var rules: [Rule] = []
    var programs: [RegexProgram] = []
    /// For each field the number of its automaton. Fields that are other names of one thing share it.
    var groups: [Int] = []
    var automata: [LiteralAutomaton?] = []
    /// For each atom, the rules that are looked at when it was found, from here on in `triggered`; they end where those of the next begin.
    var triggers: [Int] = []
    var triggered: [Int32] = []
    /// Rules that no literal announces: they are looked at for each event of their scope.
    var unannounced: [Int32] = []
}
