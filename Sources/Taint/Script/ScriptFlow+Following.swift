import Model

extension ScriptFlow {
    /// What a stretch of tokens holds of a visitor's data.
    func taint(in range: Range<Int>) -> Taint? {
        var found: Taint?
        var index = range.lowerBound
        while index < range.upperBound {
            let token = tokens[index]
            if token.kind == .name, profile.cleaning.contains(token.lower), index &+ 1 < range.upperBound,
                tokens[index &+ 1].isSymbol(0x28),
                let close = closing(index &+ 1)
            {
                index = close
            } else if let taint = source(at: index) {
                found = Taint.stronger(found, taint)
            } else if token.kind == .name, let taint = held(token.lower, at: index) ?? answer(at: index) {
                found = Taint.stronger(found, taint)
            } else if let taint = carried(at: index) ?? quoted(token) {
                found = Taint.stronger(found, taint)
            } else if profile.interpolates, token.kind == .text || token.kind == .command, let taint = inside(token) {
                found = Taint.stronger(found, taint)
            }
            index &+= 1
        }
        return found
    }

    private func held(_ name: [UInt8], at index: Int) -> Taint? {
        guard let taint = tainted[name] else { return nil }
        if profile.language == .perl, !hasSigil(index) { return nil }
        // A name of a method or of a field of something else is not the variable.
        if index > 0, tokens[index &- 1].isSymbol(0x2e), !profile.hasSigils { return nil }
        return taint
    }

    func source(at index: Int) -> Taint? {
        for pattern in profile.sources where match(pattern, at: index) != nil {
            if profile.language == .perl, !pattern.isCall {
                guard hasSigil(index) || index > 0 && tokens[index &- 1].isSymbol(0x3c) else { continue }
            }
            // What a servlet laid down for its page is its own.
            if tokens[index].isName("request"), index &+ 2 < tokens.count, tokens[index &+ 2].isName("getattribute"), !setsAttributes {
                continue
            }
            return Taint(source: .request, place: place(tokens[index].offset))
        }
        return nil
    }

    /// Whether a name is that of a variable: `$x`, `@x`, `%x`, `${x}`.
    private func hasSigil(_ index: Int) -> Bool {
        guard index > 0 else { return false }
        let before = tokens[index &- 1]
        return before.isSymbol(0x24) || before.isSymbol(0x40) || before.isSymbol(0x25)
            || before.isSymbol(0x7b) && index > 1 && (tokens[index &- 2].isSymbol(0x24) || tokens[index &- 2].isSymbol(0x40))
    }

    /// Variables in a text: "$x", "${x}", "#{x}".
    private func inside(_ token: ScriptToken) -> Taint? {
        var place = 0
        while place < token.text.count {
            let byte = token.text[place]
            if byte == 0x24 || byte == 0x23 || byte == 0x40 {
                var start = place &+ 1
                while start < token.text.count, token.text[start] == 0x7b || token.text[start] == 0x24 { start &+= 1 }
                var stop = start
                while stop < token.text.count, ByteSearch.isNameByte(token.text[stop]) { stop &+= 1 }
                if stop > start, let taint = tainted[ByteSearch.lower(Array(token.text[start..<stop]))] {
                    return isFolder(token.text[..<place]) ? taint.with(.prefixed) : taint
                }
                let rest = token.text[start...]
                if rest.starts(with: "ENV{QUERY_STRING".utf8) || rest.starts(with: "ENV{HTTP_".utf8) || rest.starts(with: "in{".utf8)
                    || rest.starts(with: "params[".utf8)
                {
                    return Taint(source: .request, place: self.place(token.offset))
                }
                place = max(stop, place &+ 1)
            } else {
                place &+= 1
            }
        }
        return nil
    }

    /// Whether what stands before a name in a text leads into a folder: the whole is a path there, and no command.
    private func isFolder(_ text: ArraySlice<UInt8>) -> Bool {
        text.contains(0x2f) && !text.contains { ByteSearch.isSpace($0) || [0x3b, 0x7c, 0x26, 0x22, 0x27, 0x28].contains($0) }
    }

    mutating func propagate(_ range: Range<Int>) {
        passArguments(range)
        noteAnswer(range)
        for pattern in profile.fills {
            for index in range where match(pattern, at: index) != nil {
                guard index &+ 1 < range.upperBound, tokens[index &+ 1].isSymbol(0x28), let close = closing(index &+ 1) else { continue }
                let pieces = arguments(index &+ 1, close)
                guard pieces.count > 1, tokens[pieces[0]].contains(where: { $0.isName("stdin") }) else { continue }
                for name in tokens[pieces[1]] where name.kind == .name {
                    hold(name.lower, Taint(source: .request, place: place(name.offset)))
                }
            }
        }
        // `if (…) name = …`: the condition tells nothing about what is assigned.
        if let rest = behindCondition(range) {
            assign(range.lowerBound..<rest.lowerBound)
            assign(rest)
        } else {
            assign(range)
        }
    }

    private mutating func assign(_ range: Range<Int>) {
        guard let equals = assignment(range) else { return loopVariable(range) }
        guard let taint = taint(in: (equals &+ 1)..<range.upperBound) else { return }
        // Perl's `my ($a, $b) = …` names several; else the name before the sign, or before the brackets of an element.
        let left = tokens[range.lowerBound..<equals]
        let names = left.filter { $0.kind == .name && $0.lower.count > 0 }
        if isUnpacking(range.lowerBound), left.count > 2, left[left.startIndex &+ 1].isSymbol(0x7b) {
            for name in names.dropFirst() { hold(name.lower, taint.passing(place(name.offset))) }
        } else if profile.hasSigils, left.contains(where: { $0.isSymbol(0x28) }) {
            for name in names where !name.isName("my") { hold(name.lower, taint.passing(place(name.offset))) }
        } else if let bracket = left.indices.first(where: {
            (tokens[$0].isSymbol(0x5b) || tokens[$0].isSymbol(0x7b)) && $0 &+ 1 < equals && !tokens[$0 &+ 1].isSymbol(0x5d)
        }), bracket > range.lowerBound, tokens[bracket &- 1].kind == .name {
            hold(tokens[bracket &- 1].lower, taint.passing(place(tokens[bracket].offset)))
        } else if let colon = left.indices.first(where: { tokens[$0].isSymbol(0x3a) }), colon > range.lowerBound,
            tokens[colon &- 1].kind == .name
        {
            // JScript declares with a type: `var text : String = …`.
            hold(tokens[colon &- 1].lower, taint.passing(place(tokens[colon].offset)))
        } else if let name = names.last {
            // `String context = …` is a text, whatever the name means elsewhere.
            hold(name.lower, taint.passing(place(name.offset)), isText: names.count == 2 && names[0].isName("string"))
            if let first = names.first, left.contains(where: { $0.isSymbol(0x2e) }) { hold(first.lower, taint) }
        }
    }

    mutating func hold(_ name: [UInt8], _ taint: Taint, isText: Bool = false) {
        let common: Set<[UInt8]> = [
            "this", "self", "response", "out", "system", "string", "request", "server", "context", "page", "byte", "my", "os", "sys", "req",
            "res",
        ]
        .reduce(into: []) { $0.insert(Array($1.utf8)) }
        guard tainted.count < 4_096, isText || !common.contains(name) else { return }
        if let old = tainted[name], old.source != .carried || taint.source == .carried {
            // `$name = "/some/folder/$name"`: from there on it is a path.
            guard taint.marks.contains(.prefixed), !old.marks.contains(.prefixed), taint.place == old.place else { return }
        }
        tainted[name] = taint
    }

    /// The sign of an assignment, not of a comparison.
    private func assignment(_ range: Range<Int>) -> Int? {
        var depth = 0
        for index in range where tokens[index].kind == .symbol {
            switch tokens[index].text.first {
            case 0x5b: depth &+= 1
            case 0x5d: depth &-= 1
            case 0x3d where depth <= 0:
                let next = index &+ 1 < range.upperBound ? tokens[index &+ 1] : nil
                let isPart = next.map { $0.isSymbol(0x3d) || $0.isSymbol(0x3e) || $0.isSymbol(0x7e) } ?? false
                let before = index > range.lowerBound ? tokens[index &- 1] : nil
                let isComparison = before.map { $0.isSymbol(0x3d) || $0.isSymbol(0x21) || $0.isSymbol(0x3c) || $0.isSymbol(0x3e) } ?? true
                if isPart || isComparison { continue }
                if profile.joiner == 0x26, tokens[range].contains(where: { $0.isName("if") || $0.isName("elseif") }),
                    !tokens[range.lowerBound..<index].contains(where: { $0.isName("then") })
                {
                    continue
                }
                return index
            default: break
            }
        }
        return nil
    }

    /// `for x in …`, `foreach my $x (…)`.
    private mutating func loopVariable(_ range: Range<Int>) {
        guard let first = tokens[range].first, first.isName("for") || first.isName("foreach"), let taint = taint(in: range) else { return }
        // `for (String part : parts)`, `foreach (var part in parts)`: the name before the mark.
        if let mark = range.first(where: { tokens[$0].isSymbol(0x3a) || tokens[$0].isName("in") }), mark > range.lowerBound,
            tokens[mark &- 1].kind == .name
        {
            hold(tokens[mark &- 1].lower, taint)
            return
        }
        for token in tokens[range].dropFirst() where token.kind == .name && !token.isName("my") && !token.isName("each") {
            hold(token.lower, taint)
            return
        }
    }

    /// Calls of functions of the file hand taint to parameters; calls that put something into an object hand it to the object.
    private mutating func passArguments(_ range: Range<Int>) {
        for index in range where tokens[index].kind == .name && index &+ 1 < tokens.count {
            let name = tokens[index].lower
            if let names = parameters[name], tokens[index &+ 1].isSymbol(0x28), let close = closing(index &+ 1) {
                for (number, piece) in arguments(index &+ 1, close).enumerated() where number < names.count && !names[number].isEmpty {
                    if let taint = taint(in: piece) { hold(names[number], taint.passing(place(tokens[index].offset))) }
                }
            }
            // `stream.read(buffer)` fills what it is given.
            if name.elementsEqual("read".utf8) || name.elementsEqual("readfully".utf8), index >= 2, tokens[index &- 1].isSymbol(0x2e),
                let taint = tainted[tokens[index &- 2].lower], index &+ 2 < tokens.count, tokens[index &+ 1].isSymbol(0x28),
                tokens[index &+ 2].kind == .name
            {
                hold(tokens[index &+ 2].lower, taint)
            }
            let isPut = ScriptFlow.putting.contains(name)
            if isPut || runsSheets && name.elementsEqual("loadxml".utf8), tokens[index &+ 1].isSymbol(0x28), let receiver = receiver(index),
                let close = closing(index &+ 1),
                let taint = taint(in: (index &+ 2)..<max(index &+ 2, close))
            {
                hold(tokens[receiver].lower, taint)
            }
        }
    }

    // MARK: Sinks

    mutating func findSinks(_ range: Range<Int>) {
        for index in range {
            let token = tokens[index]
            if token.kind == .command, profile.runsBackticks, let taint = inside(token) {
                report(.requestToCommand, .certain, taint, index, Array("`…`".utf8))
            }
            guard token.kind == .name || index &+ 1 < range.upperBound && tokens[index &+ 1].kind == .name else { continue }
            for sink in profile.sinks {
                guard let after = match(sink.pattern, at: index) else { continue }
                if profile.language == .perl, after < tokens.count, tokens[after].isSymbol(0x7b) { continue }
                if profile.language == .perl,
                    hasSigil(index)
                        || index > 0
                            && (tokens[index &- 1].isSymbol(0x3e) || tokens[index &- 1].isSymbol(0x7b) || tokens[index &- 1].isSymbol(0x3a))
                {
                    continue
                }
                // A declaration of that name is no call.
                if index > range.lowerBound,
                    tokens[index &- 1].isName("function") || tokens[index &- 1].isName("def") || tokens[index &- 1].isName("sub")
                {
                    continue
                }
                let isLoose =
                    profile.language == .python || profile.language == .node || profile.language == .perl || profile.language == .ruby
                if isLoose, index > range.lowerBound, tokens[index &- 1].isSymbol(0x2e), sink.pattern.words.first?.first != 0x2a {
                    continue
                }
                var stretch = after..<range.upperBound
                if after < tokens.count, tokens[after].isSymbol(0x28), let close = closing(after) {
                    stretch = (after &+ 1)..<max(after &+ 1, close)
                } else if !sink.takesStatement {
                    continue
                }
                stretch = stretch.clamped(to: 0..<tokens.count)
                // A text that is run may read the request itself.
                if profile.language == .asp, sink.technique == .requestToCode,
                    let inner = tokens[stretch].first(where: { $0.kind == .text && ByteSearch.contains("request", $0.text) })
                {
                    report(
                        sink.technique, sink.certainty, Taint(source: .request, place: place(inner.offset)), index,
                        sink.pattern.words.last ?? [])
                    break
                }
                guard let taint = taint(in: stretch) ?? decodedHere(stretch, sink) else { continue }
                if isPipe(stretch, sink) {
                    report(.requestToCommand, .likely, taint, index, sink.pattern.words.last ?? [])
                } else {
                    let certainty = choosesFile(stretch, sink) ? max(sink.certainty, .likely) : sink.certainty
                    report(sink.technique, certainty, taint, index, sink.pattern.words.last ?? [])
                }
                break
            }
        }
    }

    mutating func report(_ technique: TaintTechnique, _ certainty: TaintCertainty, _ taint: Taint, _ index: Int, _ name: [UInt8]) {
        let sink = place(tokens[index].offset)
        var (technique, certainty) = (technique, certainty)
        if technique == .requestToCommand, taint.marks.contains(.prefixed) { certainty = .note }
        // A page that does little else but to make objects of what is sent to it is there for that.
        if technique == .requestToObjects, taint.source == .request, text.bytes.count < 2_048 { certainty = max(certainty, .possible) }
        if taint.source == .carried {
            // What the file itself holds does no harm but as code; old pages put code together for honest reasons, too.
            guard technique == .requestToCode else { return }
            (technique, certainty) = (.carriedCode, profile.language == .asp ? .possible : min(certainty, .likely))
        }
        guard traces.count < 64,
            !traces.contains(where: { $0.technique == technique && $0.sink.line == sink.line && $0.function.bytes == name })
        else { return }
        traces.append(
            TaintTrace(technique, profile.language, certainty, source: taint.place, steps: taint.steps, sink: sink, function: RawText(name))
        )
    }
}
