extension PHPInterpreter {
    func evaluate(_ expression: PHPExpression) -> PHPValue {
        guard spend(), depth < PHPInterpreter.deepestExpressions else {
            isCut = true
            return .unknown
        }
        depth &+= 1
        defer { depth &-= 1 }
        switch expression.kind {
        case .integer(let number): return PHPValue(.int(number))
        case .double(let number): return PHPValue(.double(number))
        case .text(let text): return PHPValue(text: text)
        case .joined(let parts): return join(parts)
        case .variable(let name): return readVariable(name, expression.offset)
        case .namedBy(let inner): return readNamed(evaluate(inner), expression.offset)
        case .constant(let word): return constant(word, expression.offset)
        case .classConstant(let type, let name): return classConstant(type, name)
        case .index(let base, let key): return element(base, key, expression.offset)
        case .property(let object, let name): return property(object, name, expression.offset)
        case .staticProperty(_, let name):
            return evaluate(name).text.flatMap { properties[ByteSearch.lower($0)] } ?? .unknown
        case .call(let callee, let arguments): return call(callee, arguments, expression.offset)
        case .methodCall(let object, let name, let arguments): return callMethod(object, name, arguments, expression.offset)
        case .staticCall(let type, let name, let arguments): return callStatic(type, name, arguments, expression.offset)
        case .new(let type, let arguments): return make(type, arguments, expression.offset)
        case .array(let elements): return arrayValue(elements)
        case .assign(let target, let value, let isReference): return assignment(target, value, isReference: isReference)
        case .assignWith(let symbol, let target, let value): return assignment(symbol, target, value)
        case .step(let target, let by, let isBefore):
            let old = evaluate(target)
            let new = PHPOperators.stepped(old, by: by)
            assign(target, new)
            return isBefore ? new : old
        case .binary(let symbol, let left, let right): return binary(symbol, left, right)
        case .unary(let symbol, let operand): return PHPOperators.unary(symbol, evaluate(operand))
        case .cast(let type, let operand): return PHPOperators.cast(type, evaluate(operand))
        case .conditional(let condition, let first, let second): return conditional(condition, first, second)
        case .isSet(let values):
            for value in values { if case .index(_, let key?) = value.kind { _ = evaluate(key) } }
            return .unknown
        case .isEmpty(let value):
            let value = evaluate(value)
            return value.taint == nil && concrete > 0 ? value.truth.map { PHPValue(.bool(!$0)) } ?? .unknown : .unknown
        case .special(let word, let value): return special(word, value, expression.offset)
        case .command(let parts):
            let value = join(parts)
            commandSink(value, expression.offset, Array("`…`".utf8))
            return PHPValue(tainted: nil)
        case .closure(let function):
            function.layer = layer
            return PHPValue(.closure(function), taint: nil)
        case .match(let subject, let arms):
            _ = evaluate(subject)
            var result = PHPValue.null
            for arm in arms { result = result.joined(evaluate(arm.value)) }
            return result
        case .nothing: return .unknown
        }
    }

    // MARK: Texts

    private func join(_ parts: [PHPExpression]) -> PHPValue {
        var value = PHPValue(text: [])
        // Bare words of a letter or two, put together: old PHP takes each for a text.
        let isSpelt = parts.count { if case .constant(let word) = $0.kind { word.count <= 3 } else { false } } >= 3
        for (index, part) in parts.enumerated() {
            var next = evaluate(part)
            if isSpelt, !next.isKnown, case .constant(let word) = part.kind, let spelt = spelling(of: word, part.offset) {
                next = PHPValue(text: spelt)
            }
            value = index == 0 && parts.count > 1 ? asText(next) : joined(value, next)
            if steps <= 0 { break }
        }
        return value
    }

    /// The value as the text that it turns into; an object of the file by its own method.
    func asText(_ value: PHPValue) -> PHPValue {
        if case .object(let name) = value.form, let method = method(Array("__tostring".utf8), in: name) {
            return invoke(method, [], [], owner: name)
        }
        guard let text = value.text else {
            var result = value
            if case .unknown = value.form {} else { result.form = .unknown }
            result.taint = value.anyTaint
            return result
        }
        var result = value
        if case .text = value.form {} else { result.form = .text(text) }
        if case .array = value.form { result.isAssembled = true }
        result.taint = value.anyTaint
        return result
    }

    /// A name that is put together letter by letter.
    private func noteSpelling(_ first: [UInt8], _ second: [UInt8], _ whole: PHPValue) {
        guard second.count == 1, first.count > 2, first.count < 24, let text = whole.constantText, facts.spelt.count < 16 else { return }
        let name = ByteSearch.lower(text)
        if PHPTables.runsSomething(name) { facts.spelt.insert(name) }
    }

    /// Two texts put together.
    func joined(_ left: PHPValue, _ right: PHPValue) -> PHPValue {
        let left = asText(left), right = asText(right)
        var value: PHPValue
        if let first = left.text, let second = right.text {
            guard spend(bytes: first.count &+ second.count) else { return .unknown }
            value = PHPValue(text: first + second)
            value.isAssembled = left.isAssembled || right.isAssembled || !first.isEmpty && !second.isEmpty
            noteSpelling(first, second, value)
        } else {
            value = .unknown
            value.hint = Array(((left.text ?? left.hint) + (right.text ?? right.hint)).suffix(PHPValue.longestHint))
            value.isAssembled = left.isAssembled || right.isAssembled
        }
        value.isDecoded = left.isDecoded || right.isDecoded
        var first = left.taint, second = right.taint
        if let text = left.text, !text.isEmpty || !left.hint.isEmpty { second = second?.with(.prefixed) }
        if left.text == nil, left.taint == nil { second = second?.with(.prefixed) }
        if right.text?.isEmpty != true { first = first?.with(.suffixed) }
        value.taint = Taint.stronger(first, second)
        return value
    }

    // MARK: Names

    private func constant(_ word: [UInt8], _ offset: Int) -> PHPValue {
        if let value = constants[word] { return value }
        switch String(validating: word, as: UTF8.self) ?? "" {
        case "true": return PHPValue(.bool(true))
        case "false": return PHPValue(.bool(false))
        case "null": return .null
        case "__file__": return PHPValue(text: Array(PHPTables.ownFile.utf8))
        case "__dir__": return PHPValue(.unknown)
        case "__line__": return PHPValue(.int(place(offset).line))
        case "__function__", "__method__": return .unknown
        case "__class__": return PHPValue(text: frame.currentClass)
        case "php_os", "php_eol", "directory_separator", "php_version", "path_separator", "php_self": return .unknown
        case "nan": return PHPValue(.double(.nan))
        case "inf": return PHPValue(.double(.infinity))
        case "m_pi": return PHPValue(.double(.pi))
        case "input_get", "input_post", "input_cookie", "input_server": return PHPValue(text: word)
        default: break
        }
        // Old PHP takes a word that is no constant for a text.
        guard let spelt = spelling(of: word, offset) else { return .unknown }
        if word.count > 2, !PHPTables.isHarmful(word), spelt == spelt.map({ $0 >= 0x61 && $0 <= 0x7a ? $0 & 0xdf : $0 }),
            !PHPTables.superglobals.contains(spelt), ![[0x47, 0x45, 0x54], [0x50, 0x4f, 0x53, 0x54]].contains(spelt)
        {
            return .unknown
        }
        return PHPValue(text: spelt)
    }

    /// A word as it is spelt in the source; nil where another text stands there.
    private func spelling(of word: [UInt8], _ offset: Int) -> [UInt8]? {
        let bytes = layers[layer].text.bytes
        let start = offset < bytes.count && bytes[offset] == 0x5c ? offset &+ 1 : offset
        guard start &+ word.count <= bytes.count else { return word }
        let spelt = Array(bytes[start..<start &+ word.count])
        return ByteSearch.lower(spelt) == word ? spelt : nil
    }

    private func classConstant(_ type: PHPExpression, _ name: [UInt8]) -> PHPValue {
        guard case .constant(let word) = type.kind else { return .unknown }
        let owner = word.elementsEqual("self".utf8) || word.elementsEqual("static".utf8) ? frame.currentClass : word
        if name.elementsEqual("class".utf8) { return PHPValue(text: owner) }
        guard let found = classes[owner]?.constants.first(where: { $0.name == name }) else { return .unknown }
        return evaluate(found.value)
    }

    private func arrayValue(_ elements: [PHPElement]) -> PHPValue {
        var array = PHPArray()
        for element in elements {
            let value = evaluate(element.value)
            if element.isSpread {
                if let inner = value.array { for item in inner.values { array.append(item) } } else { array.open(value.anyTaint) }
            } else if let key = element.key {
                let key = evaluate(key)
                if let place = PHPArray.key(key) {
                    array[place] = value
                } else {
                    array.open(Taint.stronger(value.anyTaint, key.taint))
                    // Under whichever key, a function that is named stays one.
                    if let text = value.constantText, PHPTables.isHarmful(text) { array.append(value) }
                }
            } else {
                array.append(value)
            }
            if steps <= 0 { break }
        }
        return PHPValue(.array(array))
    }

    // MARK: Operators

    private func binary(_ symbol: PHPSymbol, _ left: PHPExpression, _ right: PHPExpression) -> PHPValue {
        switch symbol {
        case "&&", "||":
            let first = evaluate(left)
            note(check: left)
            let truth = first.taint == nil ? first.truth : nil
            if concrete > 0, let truth {
                if symbol == "&&", !truth { return PHPValue(.bool(false)) }
                if symbol == "||", truth { return PHPValue(.bool(true)) }
                return PHPOperators.cast(Array("bool".utf8), evaluate(right))
            }
            var second = PHPValue.unknown
            aside([{ second = self.evaluate(right) }], mayBeNone: true)
            if let truth, let other = second.taint == nil ? second.truth : nil {
                return PHPValue(.bool(symbol == "&&" ? truth && other : truth || other))
            }
            return .unknown
        case "??":
            let first = evaluate(left)
            if case .undefined = first.form {} else if first.isKnown, first.truth == true { return first }
            return first.joined(evaluate(right))
        case "is":
            _ = evaluate(left)
            return .unknown
        default: break
        }
        let first = evaluate(left), second = evaluate(right)
        return PHPOperators.binary(symbol, first, second)
    }

    private func conditional(_ condition: PHPExpression, _ first: PHPExpression?, _ second: PHPExpression) -> PHPValue {
        let value = evaluate(condition)
        note(check: condition)
        let truth = value.taint == nil ? value.truth : nil
        if let truth {
            if truth { return first.map { evaluate($0) } ?? value }
            if concrete == 0, let first { aside([{ _ = self.evaluate(first) }], mayBeNone: true) }
            return evaluate(second)
        }
        var yes = value, no = PHPValue.unknown
        aside([{ if let first { yes = self.evaluate(first) } }, { no = self.evaluate(second) }], mayBeNone: false)
        if let first, asksForNumber(condition, first), let taint = yes.taint { yes.taint = taint.with(.listed) }
        return yes.joined(no)
    }
}
