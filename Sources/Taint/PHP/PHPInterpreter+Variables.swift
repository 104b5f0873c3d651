extension PHPInterpreter {
    // MARK: Reading

    func readVariable(_ name: [UInt8], _ offset: Int) -> PHPValue {
        if name.first == 0x5f || name.first == 0x48 || name.first == 0x47, let value = superglobal(name, offset) { return value }
        if name.elementsEqual("this".utf8) {
            return frame.currentClass.isEmpty ? .unknown : PHPValue(.object(frame.currentClass))
        }
        return read(name)
    }

    func read(_ name: [UInt8]) -> PHPValue {
        let frame = frame
        if frame.globals.contains(name) { return outermost.value(name) ?? flooded(outermost) }
        if let value = frame.value(frame.aliases[name] ?? name) { return value }
        return flooded(frame)
    }

    private func flooded(_ frame: PHPFrame) -> PHPValue {
        frame.flood.map { PHPValue(tainted: $0) } ?? .undefined
    }

    /// Variables that PHP fills with what a visitor sends.
    func superglobal(_ name: [UInt8], _ offset: Int) -> PHPValue? {
        guard let kind = PHPTables.superglobalKind(name) else { return nil }
        switch kind {
        case .request: return PHPValue(tainted: Taint(source: .request, place: place(offset)))
        case .upload: return PHPValue(tainted: Taint(source: .upload, place: place(offset)))
        case .server: return PHPValue(tainted: Taint(source: .request, place: place(offset)))
        case .session: return frame.isOutermost ? read(name) : outermost.value(name) ?? PHPValue(tainted: isSessionFed)
        case .environment: return .unknown
        case .globals: return .unknown
        }
    }

    func readNamed(_ name: PHPValue, _ offset: Int) -> PHPValue {
        guard let text = name.text else {
            // `${$_GET['x']}`: the visitor chooses the variable, not what it holds.
            return PHPValue(tainted: name.anyTaint?.with(.laundered))
        }
        if let value = superglobal(text, offset) { return value }
        return read(text)
    }

    func element(_ base: PHPExpression, _ key: PHPExpression?, _ offset: Int) -> PHPValue {
        if case .variable(let name) = base.kind, let kind = PHPTables.superglobalKind(name) {
            return superglobalElement(kind, key.map { evaluate($0) } ?? .unknown, offset)
        }
        if case .namedBy(let inner) = base.kind, let name = evaluate(inner).text, let kind = PHPTables.superglobalKind(name) {
            return superglobalElement(kind, key.map { evaluate($0) } ?? .unknown, offset)
        }
        let whole = evaluate(base)
        let index = key.map { evaluate($0) } ?? .unknown
        return element(of: whole, index)
    }

    private func superglobalElement(_ kind: PHPTables.Superglobal, _ key: PHPValue, _ offset: Int) -> PHPValue {
        switch kind {
        case .request:
            let isSecret = key.constantText.map { $0.elementsEqual("pwd".utf8) } ?? false
            return PHPValue(tainted: Taint(source: .request, place: place(offset), marks: isSecret ? .secret : []))
        case .upload: return PHPValue(tainted: Taint(source: .upload, place: place(offset)))
        case .server:
            guard let name = key.text else { return PHPValue(tainted: Taint(source: .request, place: place(offset))) }
            if PHPTables.isOwnFileKey(name) { return PHPValue(text: Array(PHPTables.ownFile.utf8)) }
            guard PHPTables.isVisitorsHeader(name) else { return .unknown }
            return PHPValue(tainted: Taint(source: .request, place: place(offset)))
        case .session:
            let stored = outermost.value(Array("_SESSION".utf8))
            if let stored, let value = PHPArray.key(key).flatMap({ stored.array?[$0] }) { return value }
            return PHPValue(tainted: isSessionFed)
        case .environment: return .unknown
        case .globals:
            guard let name = key.text else { return .unknown }
            if let value = superglobal(name, offset) { return value }
            return outermost.value(name) ?? flooded(outermost)
        }
    }

    func element(of whole: PHPValue, _ index: PHPValue) -> PHPValue {
        switch whole.form {
        case .array(let array):
            guard let key = PHPArray.key(index) else {
                // Chosen by somebody, out of a list that is known.
                return PHPValue(tainted: array.taint ?? whole.taint ?? index.taint?.with(.checked).with(.laundered))
            }
            var value = array[key] ?? array.taint.map { PHPValue(tainted: $0.with(.checked)) } ?? PHPValue(array.isOpen ? .unknown : .null)
            value.taint = Taint.stronger(value.taint, whole.taint)
            return value
        case .text(let text):
            guard let number = index.number, index.text != nil else { return PHPValue(tainted: whole.taint) }
            let place = number < 0 ? text.count &+ number : number
            guard text.indices.contains(place) else { return PHPValue(text: []) }
            var value = PHPValue(text: [text[place]], taint: whole.taint)
            value.isAssembled = true
            value.isDecoded = whole.isDecoded
            return value
        default:
            var value = PHPValue(tainted: whole.anyTaint)
            if whole.hint.first == 1 { value.hint = whole.hint }
            return value
        }
    }

    func property(_ object: PHPExpression, _ name: PHPExpression, _ offset: Int) -> PHPValue {
        let owner = evaluate(object)
        let named = evaluate(name)
        if isFollowingMagic, case .variable(let this) = object.kind, this.elementsEqual("this".utf8), let taint = unserialized {
            return PHPValue(tainted: taint)
        }
        guard let text = named.text else { return PHPValue(tainted: owner.anyTaint) }
        if let value = properties[ByteSearch.lower(text)] { return value }
        return PHPValue(tainted: owner.anyTaint)
    }

    // MARK: Writing

    func write(_ name: [UInt8], _ value: PHPValue) {
        if frame.globals.contains(name) {
            outermost.set(name, value)
        } else {
            frame.set(frame.aliases[name] ?? name, value)
        }
    }

    /// Notes that what calls give may have changed.
    private func grow(_ value: PHPValue) {
        if value.anyTaint != nil || value.isAssembled || value.constantText.map(PHPTables.isHarmful) == true { age &+= 1 }
        if case .closure = value.form { age &+= 1 }
    }

    func setProperty(_ name: [UInt8], _ value: PHPValue, weak: Bool) {
        grow(value)
        if weak || frame.isInBranch || !frame.isOutermost, let old = properties[name] {
            properties[name] = old.taint != nil && value.taint == nil ? old : old.joined(value)
        } else {
            properties[name] = value
        }
    }

    func assignment(_ target: PHPExpression, _ value: PHPExpression, isReference: Bool) -> PHPValue {
        if isReference, case .variable(let name) = target.kind, case .variable(let other) = value.kind, name != other,
            PHPTables.superglobalKind(other) == nil, frame.aliases.count < 1_000
        {
            let end = frame.aliases[other] ?? other
            if end != name { frame.aliases[name] = end }
            return read(name)
        }
        var result = evaluate(value)
        if let taint = result.taint { result.taint = taint.passing(place(target.offset)) }
        assign(target, result)
        return result
    }

    func assign(_ target: PHPExpression, _ value: PHPValue) {
        switch target.kind {
        case .variable(let name): write(name, value)
        case .namedBy(let inner):
            let name = evaluate(inner)
            if let text = name.text {
                write(text, value)
            } else if let taint = name.taint, taint.source == .request {
                frame.flood = Taint.stronger(value.taint ?? taint, frame.flood)
            }
        case .index(let base, let key):
            assignElement(base, key.map { evaluate($0) }, value)
        case .property(_, let name), .staticProperty(_, let name):
            leavesOut([value], target.offset, Array("pre_user_query".utf8))
            if let text = evaluate(name).text { setProperty(ByteSearch.lower(text), value, weak: false) }
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                let key = element.key.map { evaluate($0) } ?? PHPValue(.int(index))
                assign(element.value, self.element(of: value, key))
            }
        case .call(_, let arguments):
            for (index, argument) in arguments.enumerated() { assign(argument.value, element(of: value, PHPValue(.int(index)))) }
        default: break
        }
    }

    /// Changes one element of what an expression holds; nil as key appends.
    func assignElement(_ base: PHPExpression, _ key: PHPValue?, _ value: PHPValue) {
        if case .namedBy(let inner) = base.kind, let name = evaluate(inner).text {
            assignElement(PHPExpression(kind: .variable(name), offset: base.offset), key, value)
            return
        }
        switch base.kind {
        case .variable(let name):
            if let kind = PHPTables.superglobalKind(name) {
                switch kind {
                case .globals:
                    if let text = key?.text { outermost.set(text, value) }
                    return
                case .session:
                    grow(value)
                    if let taint = value.anyTaint { isSessionFed = Taint.stronger(isSessionFed, taint) }
                default: return
                }
            }
            let isGlobal = frame.globals.contains(name) || PHPTables.superglobalKind(name) != nil
            let holder = isGlobal ? outermost : frame
            if holder.isInBranch, let array = read(name).array, !spend(array.count / 16) { return }
            holder.change(isGlobal ? name : frame.aliases[name] ?? name) { Self.store(&$0, key, value) }
        case .property(_, let name):
            grow(value)
            guard let text = evaluate(name).text.map(ByteSearch.lower), spend((properties[text]?.array?.count ?? 0) / 16) else { return }
            Self.store(&properties[text, default: .null], key, value)
        default:
            var whole = evaluate(base)
            // The whole is copied here, which a loop would do again and again.
            guard spend((whole.array?.count ?? 0) / 4) else { return }
            Self.store(&whole, key, value)
            assign(base, whole)
        }
    }

    private static func store(_ whole: inout PHPValue, _ key: PHPValue?, _ value: PHPValue) {
        switch whole.form {
        case .array(var array):
            whole.form = .null
            if let key {
                if let place = PHPArray.key(key) { array[place] = value } else { array.open(Taint.stronger(value.anyTaint, key.taint)) }
            } else {
                array.grow(value)
            }
            whole.form = .array(array)
        case .text(var text) where !text.isEmpty:
            guard let place = key?.number, text.indices.contains(place), let byte = value.text?.first else {
                whole.taint = Taint.stronger(whole.taint, value.anyTaint)
                return
            }
            whole.form = .null
            text[place] = byte
            whole.form = .text(text)
            whole.isAssembled = true
            whole.taint = Taint.stronger(whole.taint, value.taint)
        case .null, .undefined, .text, .bool:
            var array = PHPArray()
            if let key {
                if let place = PHPArray.key(key) { array[place] = value } else { array.open(value.anyTaint) }
            } else {
                array.append(value)
            }
            whole.form = .array(array)
        default:
            whole.taint = Taint.stronger(whole.taint, value.anyTaint)
        }
    }

    /// `.=`, `+=` and the like.
    func assignment(_ symbol: PHPSymbol, _ target: PHPExpression, _ value: PHPExpression) -> PHPValue {
        var right = evaluate(value)
        if symbol == "??" {
            let old = evaluate(target)
            let result = old.joined(right)
            assign(target, result)
            return result
        }
        guard symbol == "." else {
            let result = PHPOperators.binary(symbol, evaluate(target), right)
            assign(target, result)
            return result
        }
        if let taint = right.taint { right.taint = taint.passing(place(target.offset)) }
        // Texts that grow byte by byte are changed in their place.
        if case .variable(let name) = target.kind, let piece = right.text, right.taint == nil, PHPTables.superglobalKind(name) == nil {
            guard spend(bytes: piece.count) else { return .unknown }
            let isGlobal = frame.globals.contains(name)
            let holder = isGlobal ? outermost : frame
            let place = isGlobal ? name : frame.aliases[name] ?? name
            let isDone = holder.change(place) { old -> Bool in
                guard case .text(var text) = old.form, old.taint == nil else { return false }
                old.form = .null
                text += piece
                old.form = .text(text)
                old.isAssembled = true
                old.isDecoded = old.isDecoded || right.isDecoded
                return true
            }
            if isDone { return .unknown }
        }
        let result = joined(evaluate(target), right)
        assign(target, result)
        return result
    }
}
