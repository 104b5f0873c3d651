import Model

/// What functions of a page give back, and what objects are given to keep.
extension ScriptFlow {
    /// Methods that put what they are given into the object.
    static let putting: Set<[UInt8]> = [
        "append", "add", "put", "addall", "push", "write", "concat", "setcommand", "update", "offer", "enqueue", "insert", "addelement",
        "addfirst", "addlast", "unshift",
    ].reduce(into: []) { $0.insert(Array($1.utf8)) }

    private static let mostBodies = 2_048

    /// Notes the body of a function: what stands between its braces, or up to the next function.
    mutating func noteBody(_ name: Int, behind close: Int) {
        guard bodies.count < Self.mostBodies else { return }
        if profile.language == .python || profile.language == .ruby {
            if let last = bodies.indices.last, bodies[last].range.upperBound > name {
                bodies[last].range = bodies[last].range.lowerBound..<max(bodies[last].range.lowerBound, name)
            }
            bodies.append((tokens[name].lower, close..<tokens.count))
            return
        }
        let start = tokens[close..<min(tokens.count, close &+ 16)].firstIndex { $0.isSymbol(0x7b) }
        guard let start, let end = closingBrace(start) else { return }
        bodies.append((tokens[name].lower, start..<end))
    }

    private func closingBrace(_ open: Int) -> Int? {
        var depth = 0
        for index in open..<tokens.count where tokens[index].kind == .symbol {
            switch tokens[index].text.first {
            case 0x7b: depth &+= 1
            case 0x7d:
                depth &-= 1
                if depth == 0 { return index }
            default: break
            }
        }
        return nil
    }

    /// `return x`: the function in whose body that stands gives back what `x` holds.
    mutating func noteAnswer(_ range: Range<Int>) {
        guard !bodies.isEmpty, let word = range.first(where: { tokens[$0].isName("return") }) else { return }
        guard let taint = taint(in: (word &+ 1)..<range.upperBound), taint.source == .request,
            let body = bodies.filter({ $0.range.contains(word) }).min(by: { $0.range.count < $1.range.count }),
            answers[body.name] == nil
        else { return }
        answers[body.name] = taint.passing(place(tokens[word].offset))
    }

    /// What a call of such a function holds.
    func answer(at index: Int) -> Taint? {
        guard !answers.isEmpty, index &+ 1 < tokens.count, tokens[index &+ 1].isSymbol(0x28) else { return nil }
        return answers[tokens[index].lower]
    }
}
