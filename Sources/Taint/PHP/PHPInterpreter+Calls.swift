extension PHPInterpreter {
    func call(_ callee: PHPExpression, _ arguments: [PHPArgument], _ offset: Int) -> PHPValue {
        if case .constant(let word) = callee.kind {
            if functions[word] == nil, constants[word] == nil || !PHPTables.isHarmful(word) {
                return function(word, arguments, offset)
            }
            if let function = functions[word] {
                return invoke(function, evaluate(arguments), arguments.map(\.value), owner: [])
            }
        }
        let target = evaluate(callee)
        return call(value: target, evaluate(arguments), arguments.map(\.value), offset)
    }

    func evaluate(_ arguments: [PHPArgument]) -> [PHPValue] {
        var values: [PHPValue] = []
        for argument in arguments.prefix(64) {
            let value = evaluate(argument.value)
            if argument.isSpread {
                if let array = value.array, !array.isOpen {
                    values += array.values.prefix(64)
                } else {
                    values.append(PHPValue(tainted: value.anyTaint))
                }
            } else {
                values.append(value)
            }
        }
        return values
    }

    /// Calls what a value names or holds: a variable function, a callback, a closure.
    func call(value target: PHPValue, _ values: [PHPValue], _ expressions: [PHPExpression], _ offset: Int) -> PHPValue {
        switch target.form {
        case .closure(let function): return invoke(function, values, expressions, owner: frame.currentClass, isClosure: true)
        case .text(let text):
            let name = ByteSearch.lower(text.first == 0x5c ? Array(text.dropFirst()) : text)
            if target.taint != nil { nameSink(target, values, offset) }
            if let split = ByteSearch.find("::", name, 0..<name.count) {
                return invokeMethod(Array(name[..<split]), Array(name[(split &+ 2)...]), values, expressions)
            }
            if target.isAssembled, PHPTables.isHarmful(name) { disguised(name, target, values, offset) }
            if let function = functions[name] { return invoke(function, values, expressions, owner: []) }
            return builtin(name, values, expressions, offset)
        case .array(let array):
            guard array.count == 2, let method = array.values[1].text else {
                if target.anyTaint != nil { nameSink(target, values, offset) }
                return PHPValue(tainted: launder(values))
            }
            if array.values[1].taint != nil { nameSink(array.values[1], values, offset) }
            var type = array.values[0].text ?? []
            if case .object(let name) = array.values[0].form { type = name }
            return invokeMethod(ByteSearch.lower(type), ByteSearch.lower(method), values, expressions)
        case .object(let name):
            if name.elementsEqual("reflectionfunction".utf8) { return callReflected(target, values, offset) }
            return invokeMethod(name, Array("__invoke".utf8), values, expressions)
        default:
            if target.taint != nil { nameSink(target, values, offset) }
            return PHPValue(tainted: launder(values))
        }
    }

    /// What a call to code that is not in the file gives, of what it was given.
    func launder(_ values: [PHPValue]) -> Taint? {
        values.reduce(nil as Taint?) { Taint.stronger($0, $1.anyTaint) }?.with(.laundered)
    }

    /// A function by its name in the source.
    private func function(_ word: [UInt8], _ arguments: [PHPArgument], _ offset: Int) -> PHPValue {
        var name = word
        if let slash = word.lastIndex(of: 0x5c) { name = Array(word[(slash &+ 1)...]) }
        if let function = functions[name] { return invoke(function, evaluate(arguments), arguments.map(\.value), owner: []) }
        return builtin(name, evaluate(arguments), arguments.map(\.value), offset)
    }

    // MARK: Functions of the file

    func invoke(
        _ function: PHPFunction, _ values: [PHPValue], _ expressions: [PHPExpression], owner: [UInt8], isClosure: Bool = false
    ) -> PHPValue {
        let identity = ObjectIdentifier(function)
        let open = calling[identity, default: 0]
        guard frames.count <= PHPInterpreter.deepestCalls, open < 3, depth < PHPInterpreter.deepestExpressions &- 20, spend(5) else {
            return PHPValue(tainted: launder(values))
        }
        followed.insert(identity)
        let question = call(function, values)
        if let question, let answer = answers[question], answer.age == age, answer.depth <= frames.count { return answer.value }
        calling[identity] = open + 1
        let caller = frame
        let callee = PHPFrame()
        callee.currentClass = function.owner.isEmpty ? owner : function.owner
        callee.arguments = values
        for (index, parameter) in function.parameters.enumerated() {
            if parameter.isVariadic {
                callee.set(parameter.name, PHPValue(.array(PHPArray(Array(values.dropFirst(index))))))
                break
            }
            var value = index < values.count ? values[index] : parameter.initial.map { evaluate($0) } ?? .unknown
            if index < expressions.count, let taint = value.taint { value.taint = taint.passing(place(expressions[index].offset)) }
            callee.set(parameter.name, value)
            if parameter.isProperty { setProperty(ByteSearch.lower(parameter.name), value, weak: true) }
        }
        if isClosure {
            for use in function.uses { callee.set(use.name, read(use.name)) }
            if function.isArrow {
                for (name, value) in caller.variables where callee.value(name) == nil { callee.set(name, value) }
            }
        }
        let old = layer
        layer = function.layer
        frames.append(callee)
        _ = run(function.body)
        frames.removeLast()
        layer = old
        calling[identity] = open
        for (index, parameter) in function.parameters.enumerated() where parameter.isReference && index < expressions.count {
            if let value = callee.value(parameter.name) { assign(expressions[index], value) }
        }
        for use in function.uses where use.isReference && isClosure {
            if let value = callee.value(use.name) { write(use.name, value) }
        }
        let result = callee.result ?? .null
        if let question, answers.count < 20_000 { answers[question] = PHPReach.Answer(value: result, age: age, depth: frames.count) }
        return result
    }

    // MARK: Objects of the file

    func method(_ name: [UInt8], in type: [UInt8]) -> PHPFunction? {
        var current = type
        for _ in 0..<16 {
            guard let found = classes[current] else { return nil }
            if let method = found.methods.first(where: { $0.name == name }) { return method }
            for trait in found.traits {
                if let method = classes[trait]?.methods.first(where: { $0.name == name }) { return method }
            }
            current = found.parent
        }
        return nil
    }

    func invokeMethod(_ type: [UInt8], _ name: [UInt8], _ values: [PHPValue], _ expressions: [PHPExpression]) -> PHPValue {
        let type = ["self", "static", "parent"].contains { type.elementsEqual($0.utf8) } ? frame.currentClass : type
        if let method = method(name, in: type) { return invoke(method, values, expressions, owner: type) }
        if let catcher = method(Array("__call".utf8), in: type) ?? method(Array("__callstatic".utf8), in: type) {
            let list = PHPValue(.array(PHPArray(values)))
            return invoke(catcher, [PHPValue(text: name), list], [], owner: type)
        }
        return PHPValue(tainted: launder(values))
    }

    func callMethod(_ object: PHPExpression, _ name: PHPExpression, _ arguments: [PHPArgument], _ offset: Int) -> PHPValue {
        let owner = evaluate(object)
        let named = evaluate(name)
        let values = evaluate(arguments)
        let expressions = arguments.map(\.value)
        guard let text = named.text.map(ByteSearch.lower) else {
            if case .closure = named.form { return call(value: named, values, expressions, offset) }
            if let taint = named.taint, taint.source == .request, !taint.marks.contains(.prefixed) { methodSink(named, values, offset) }
            return PHPValue(tainted: launder(values))
        }
        if named.taint != nil { methodSink(named, values, offset) }
        orderSink(text, values, offset)
        if text.elementsEqual("getdoccomment".utf8) { return PHPValue(tainted: Taint(source: .carried, place: place(offset))) }
        if case .object(let type) = owner.form {
            if let result = builtinMethod(type, text, owner, values, offset) { return result }
            if method(text, in: type) != nil || classes[type] != nil { return invokeMethod(type, text, values, expressions) }
        }
        // A property that holds a closure is called like a method.
        if let held = properties[text], case .closure = held.form { return call(value: held, values, expressions, offset) }
        if case .unknown = owner.form, let only = onlyMethod(text) { return invoke(only, values, expressions, owner: only.owner) }
        return PHPValue(tainted: Taint.stronger(owner.anyTaint?.with(.laundered), launder(values)))
    }

    /// The method of that name, where one class of the file alone has it.
    private func onlyMethod(_ name: [UInt8]) -> PHPFunction? {
        var found: PHPFunction?
        for type in classes.values {
            guard let method = type.methods.first(where: { $0.name == name }) else { continue }
            if found != nil { return nil }
            found = method
        }
        return found
    }

    func callStatic(_ type: PHPExpression, _ name: PHPExpression, _ arguments: [PHPArgument], _ offset: Int) -> PHPValue {
        var owner = evaluate(type)
        if case .constant(let word) = type.kind { owner = PHPValue(text: word) }
        let named = evaluate(name)
        let values = evaluate(arguments)
        guard let typeName = owner.text.map(ByteSearch.lower), let text = named.text.map(ByteSearch.lower) else {
            let chosen = named.text == nil ? named : owner
            if chosen.taint?.source == .request { methodSink(chosen, values, offset) }
            return PHPValue(tainted: launder(values))
        }
        if typeName.elementsEqual("closure".utf8), text.elementsEqual("fromcallable".utf8) { return values.first ?? .unknown }
        if typeName.elementsEqual("ffi".utf8) { foreignSink(values, offset) }
        return invokeMethod(typeName, text, values, arguments.map(\.value))
    }

    func make(_ type: PHPExpression, _ arguments: [PHPArgument], _ offset: Int) -> PHPValue {
        var named = evaluate(type)
        if case .constant(let word) = type.kind { named = PHPValue(text: word) }
        let values = evaluate(arguments)
        if case .object = named.form { return named }
        guard let name = named.text.map(ByteSearch.lower) else {
            if let taint = named.taint, taint.source == .request { classSink(named, values, offset) }
            return PHPValue(tainted: launder(values))
        }
        let short = name.lastIndex(of: 0x5c).map { Array(name[(name.index(after: $0))...]) } ?? name
        if named.taint != nil { classSink(named, values, offset) }
        if let object = makeBuiltin(short, values, offset) { return object }
        guard classes[short] != nil else { return PHPValue(tainted: launder(values)) }
        if !made.contains(short), made.count < 4_096 { made.append(short) }
        for constructor in [Array("__construct".utf8), short] {
            if let method = method(constructor, in: short) {
                _ = invoke(method, values, arguments.map(\.value), owner: short)
                break
            }
        }
        if let method = method(Array("__destruct".utf8), in: short) { _ = invoke(method, [], [], owner: short) }
        return PHPValue(.object(short))
    }
}
