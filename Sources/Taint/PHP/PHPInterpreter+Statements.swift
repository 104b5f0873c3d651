extension PHPInterpreter {
    func run(_ statements: [PHPStatement]) -> Flow {
        for statement in statements {
            guard spend() else { return .exits }
            let flow = run(statement)
            // At the outermost level, what follows a return or an exit may still be reached in another way.
            if flow != .onward, !(frame.isOutermost && concrete == 0 && flow != .leaves && flow != .continues && depth == 0) { return flow }
        }
        return .onward
    }

    func run(_ statement: PHPStatement) -> Flow {
        switch statement.kind {
        case .expression(let expression):
            _ = evaluate(expression)
            if case .special(let word, _) = expression.kind, PHPTables.isExit(word) { return .exits }
        case .echo(let values):
            for value in values { shown(evaluate(value), value.offset) }
        case .block(let statements): return run(statements)
        case .branch(let branches, let otherwise): return branch(branches, otherwise)
        case .loop(let start, let condition, let step, let body, let bodyFirst):
            return loop(start, condition, step, body, bodyFirst: bodyFirst)
        case .each(let subject, let key, let value, let isReference, let body):
            return each(subject, key, value, isReference: isReference, body)
        case .choose(let subject, let cases): return choose(subject, cases)
        case .attempt(let body, let catches, let finally):
            let flow = run(body)
            for item in catches { aside([{ _ = self.run(item.body) }], mayBeNone: true) }
            let last = run(finally)
            return last == .onward ? (flow == .exits ? .onward : flow) : last
        case .giveBack(let value):
            let result = value.map { evaluate($0) } ?? .null
            frame.result = frame.result?.joined(result) ?? result
            return .returns
        case .leave(let continues): return continues ? .continues : .leaves
        case .global(let names):
            for name in names {
                if case .variable(let name) = name.kind, !frame.isOutermost { frame.globals.insert(name) }
            }
        case .fixed(let list):
            for item in list where frame.value(item.name) == nil { write(item.name, item.value.map { evaluate($0) } ?? .null) }
        case .unset(let values):
            for value in values {
                if case .variable(let name) = value.kind { write(name, .null) }
                if filtered != nil, case .index(_, let key?) = value.kind { takesAway(evaluate(key), value.offset) }
            }
        case .function(let function):
            if functions[function.name] == nil { functions[function.name] = function }
        case .constants(let list):
            for item in list { constants[item.name] = evaluate(item.value) }
        case .type, .html: break
        }
        return .onward
    }

    /// Follows ways of which one is taken, each from the same beginning, and joins what they leave.
    func aside(_ ways: [() -> Void], mayBeNone: Bool) {
        var changes: [[[UInt8]: PHPValue]] = []
        for way in ways {
            frame.enterBranch()
            way()
            changes.append(frame.leaveBranch())
        }
        frame.merge(changes, mayBeNone: mayBeNone)
    }

    private func branch(_ branches: [(condition: PHPExpression, body: [PHPStatement])], _ otherwise: [PHPStatement]?) -> Flow {
        var changes: [[[UInt8]: PHPValue]] = []
        var flows: [Flow] = []
        var isDecided = false
        for item in branches {
            let condition = evaluate(item.condition)
            note(check: item.condition)
            let truth = condition.taint == nil ? condition.truth : nil
            if truth == false {
                if concrete == 0 { ignore(item.body) }
                continue
            }
            if truth == true, changes.isEmpty {
                if concrete == 0, let otherwise { ignore(otherwise) }
                return run(item.body)
            }
            frame.enterBranch()
            let flow = run(item.body)
            let changed = frame.leaveBranch()
            flows.append(flow)
            // What a branch changes that ends the program or the call does not reach what follows.
            if flow == .onward || flow == .leaves || flow == .continues { changes.append(changed) }
            if truth == true {
                isDecided = true
                break
            }
        }
        if !isDecided, let otherwise {
            if changes.isEmpty, flows.isEmpty { return run(otherwise) }
            frame.enterBranch()
            let flow = run(otherwise)
            let changed = frame.leaveBranch()
            flows.append(flow)
            if flow == .onward || flow == .leaves || flow == .continues { changes.append(changed) }
            isDecided = true
        }
        if flows.contains(where: { $0 != .onward && $0 != .continues }) { openExits &+= 1 }
        frame.merge(changes, mayBeNone: !isDecided)
        if isDecided, let first = flows.first, first != .onward, flows.allSatisfy({ $0 == first }) { return first }
        return .onward
    }

    /// Follows what is not reached by the values that are known, for what is in it, and forgets what it changed.
    private func ignore(_ body: [PHPStatement]) {
        frame.enterBranch()
        _ = run(body)
        _ = frame.leaveBranch()
    }

    private func loop(
        _ start: [PHPExpression], _ condition: [PHPExpression], _ step: [PHPExpression], _ body: [PHPStatement], bodyFirst: Bool
    ) -> Flow {
        for item in start { _ = evaluate(item) }
        let isEndless = condition.isEmpty || condition.allSatisfy(\.isLiteral)
        // What properties hold is known for the file as a whole, not for one pass of a loop.
        let isVague = condition.contains(where: \.readsProperty)
        var left = isEndless ? 3_000 : 200_000
        var isFirst = bodyFirst
        let exits = openExits
        var passes = 0
        concrete += 1
        defer { concrete -= 1 }
        while left > 0, spend() {
            left -= 1
            if !isFirst {
                var value = PHPValue(.bool(true))
                for item in condition { value = evaluate(item) }
                for item in condition { note(check: item) }
                guard let truth = value.taint == nil && !isVague ? value.truth : nil else {
                    concrete -= 1
                    // Not known how often: twice, so that what one pass leaves is seen by the next.
                    for _ in 0..<2 {
                        var flow = Flow.onward
                        aside([{ flow = self.run(body) }], mayBeNone: true)
                        for item in step { _ = evaluate(item) }
                        for item in condition { _ = evaluate(item) }
                        if flow == .exits { break }
                    }
                    concrete += 1
                    return .onward
                }
                guard truth else { return .onward }
            }
            isFirst = false
            let flow = run(body)
            if flow == .leaves { return .onward }
            if flow == .returns || flow == .exits { return flow }
            for item in step { _ = evaluate(item) }
            passes &+= 1
            // Whether it goes on is not known: a few passes stand for all.
            if openExits &- exits >= PHPInterpreter.fewPasses, passes >= PHPInterpreter.fewPasses { return .onward }
        }
        if !isEndless { isCut = true }
        return .onward
    }

    private func each(
        _ subject: PHPExpression, _ key: PHPExpression?, _ value: PHPExpression, isReference: Bool, _ body: [PHPStatement]
    ) -> Flow {
        let whole = evaluate(subject)
        if let array = whole.array, !array.isOpen {
            concrete += 1
            defer { concrete -= 1 }
            for index in 0..<array.count {
                guard spend() else { return .exits }
                if let key { assign(key, array.keyValue(index)) }
                var item = array.values[index]
                item.taint = Taint.stronger(item.taint, whole.taint)
                assign(value, item)
                let flow = run(body)
                if isReference, case .variable(let name) = value.kind { assignElement(subject, array.keyValue(index), read(name)) }
                if flow == .leaves { break }
                if flow == .returns || flow == .exits { return flow }
            }
            return .onward
        }
        let taint = whole.anyTaint
        aside(
            [
                {
                    if let key { self.assign(key, PHPValue(tainted: taint)) }
                    self.assign(value, PHPValue(tainted: taint))
                    // `foreach ($_POST as $k => $v) $$k = $v` fills any variable.
                    _ = self.run(body)
                }
            ], mayBeNone: true)
        return .onward
    }

    private func choose(_ subject: PHPExpression, _ cases: [(value: PHPExpression?, body: [PHPStatement])]) -> Flow {
        let value = evaluate(subject)
        if value.taint == nil, value.isKnown, value.text != nil, concrete > 0 {
            var isMet = false
            for item in cases {
                if !isMet {
                    guard let wanted = item.value else { continue }
                    isMet = PHPOperators.looselyEqual(value, evaluate(wanted)) == true
                }
                if isMet {
                    let flow = run(item.body)
                    if flow == .leaves || flow == .continues { return flow == .continues ? .continues : .onward }
                    if flow != .onward { return flow }
                }
            }
            if !isMet, let other = cases.first(where: { $0.value == nil }) {
                let flow = run(other.body)
                return flow == .leaves ? .onward : flow
            }
            return .onward
        }
        aside(
            cases.map { item in
                {
                    if let wanted = item.value { _ = self.evaluate(wanted) }
                    _ = self.run(item.body)
                }
            }, mayBeNone: !cases.contains { $0.value == nil })
        return .onward
    }
}

extension PHPExpression {
    /// Whether a property or a method of an object is in it.
    var readsProperty: Bool {
        switch kind {
        case .property, .methodCall, .staticProperty, .staticCall: true
        case .binary(_, let left, let right): left.readsProperty || right.readsProperty
        case .unary(_, let operand), .cast(_, let operand), .isEmpty(let operand), .index(let operand, _): operand.readsProperty
        case .call(_, let arguments): arguments.contains { $0.value.readsProperty }
        case .assign(_, let value, _): value.readsProperty
        default: false
        }
    }

    /// Whether it is written out: nothing that the program does changes it.
    var isLiteral: Bool {
        switch kind {
        case .integer, .double, .text, .constant: true
        case .unary(_, let operand): operand.isLiteral
        default: false
        }
    }
}
