/// A regular expression as a machine of states over classes of bytes.
struct RegexProgram: Hashable, Sendable {
    /// States of one expression; what needs more is refused.
    static let mostSteps = 12_000

    enum Step: Hashable, Sendable {
        case bytes(Int, next: Int)
        case fork(Int, Int)
        case assertion(RegexAssertion, next: Int)
        case match
    }

    private(set) var steps: [Step] = [.match]
    private(set) var sets: [ByteSet] = []
    private(set) var start = 0
    /// The class of each byte: bytes that no set tells apart are one class.
    private(set) var classes: [UInt8] = []
    /// One byte of each class.
    private(set) var samples: [UInt8] = []

    init(_ source: RegexSource) throws {
        start = try add(try RegexParser.parse(source), before: 0)
        classify()
    }

    private mutating func add(_ step: Step) throws -> Int {
        guard steps.count < RegexProgram.mostSteps else { throw SigmaProblem("The regular expression is too large.") }
        steps.append(step)
        return steps.count - 1
    }

    /// Adds a node that goes on at `next`, and gives where it begins.
    private mutating func add(_ node: RegexNode, before next: Int) throws -> Int {
        switch node {
        case .empty: return next
        case .bytes(let set):
            let index = sets.firstIndex(of: set) ?? sets.count
            if index == sets.count { sets.append(set) }
            return try add(.bytes(index, next: next))
        case .assertion(let assertion): return try add(.assertion(assertion, next: next))
        case .sequence(let nodes):
            var place = next
            for part in nodes.reversed() { place = try add(part, before: place) }
            return place
        case .choice(let branches):
            var place = try add(branches.last ?? .empty, before: next)
            for branch in branches.dropLast().reversed() {
                let start = try add(branch, before: next)
                place = try add(.fork(start, place))
            }
            return place
        case .repeated(let part, let least, let most):
            var place = next
            if let most {
                for _ in least..<max(most, least) {
                    let start = try add(part, before: place)
                    place = try add(.fork(start, next))
                }
            } else {
                let fork = try add(.fork(next, next))
                let start = try add(part, before: fork)
                steps[fork] = .fork(start, next)
                place = fork
            }
            for _ in 0..<least { place = try add(part, before: place) }
            return place
        }
    }

    private mutating func classify() {
        var known: [[Bool]: UInt8] = [:]
        for byte in UInt8.min...UInt8.max {
            var key = sets.map { $0.contains(byte) }
            key.append(ByteSet.word.contains(byte))
            key.append(byte == 0x0a)
            key.append(byte & 0xc0 == 0x80)
            if let found = known[key] {
                classes.append(found)
            } else {
                let fresh = UInt8(truncatingIfNeeded: samples.count)
                known[key] = fresh
                samples.append(byte)
                classes.append(fresh)
            }
        }
    }
}

extension RegexProgram {
    /// The longest text that everything that matches holds, where the expression tells it; empty where it does not. Folded to lower case.
    static func requiredLiteral(_ source: RegexSource) -> [UInt8] {
        guard let node = try? RegexParser.parse(source) else { return [] }
        var best: [UInt8] = []
        var run: [UInt8] = []
        func close() {
            if run.count > best.count { best = run }
            run = []
        }
        func walk(_ node: RegexNode) {
            switch node {
            case .empty, .assertion: break
            case .bytes(let set):
                let folded = Set((UInt8.min...UInt8.max).filter { set.contains($0) }.map(foldedASCII))
                if folded.count == 1, let byte = folded.first { run.append(byte) } else { close() }
            case .sequence(let nodes): for part in nodes { walk(part) }
            case .choice: close()
            case .repeated(let part, let least, let most):
                if least == 1, most == 1 {
                    walk(part)
                } else {
                    close()
                    if least >= 1 {
                        walk(part)
                        close()
                    }
                }
            }
        }
        walk(node)
        close()
        return best
    }
}
