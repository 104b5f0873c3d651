import Model

/// Classes of PHP itself that call, run or read.
extension PHPInterpreter {
    func makeBuiltin(_ name: [UInt8], _ values: [PHPValue], _ offset: Int) -> PHPValue? {
        let first = values.first ?? .unknown
        switch String(validating: name, as: UTF8.self) ?? "" {
        case "reflectionfunction":
            var object = PHPValue(.object(name), taint: first.anyTaint)
            object.hint = first.constantText ?? []
            // Nobody takes this way to a function that runs commands but to hide it.
            if PHPTables.runsSomething(ByteSearch.lower(object.hint)), !facts.isPart {
                report(.disguisedFunction, .likely, first.anyTaint, offset, ByteSearch.lower(object.hint))
            }
            object.isAssembled = first.isAssembled
            return object
        case "reflectionclass":
            var object = PHPValue(.object(name), taint: first.anyTaint)
            object.hint = first.constantText ?? []
            return object
        case "com":
            return PHPValue(.object(name), taint: first.anyTaint)
        case "splfileobject":
            let mode = values.count > 1 ? values[1].text ?? [] : []
            let handle = builtin(Array("fopen".utf8), [first, PHPValue(text: mode)], [], offset)
            guard case .object(let kind) = handle.form else { return nil }
            var object = handle
            object.form = .object(Array("spl".utf8) + kind)
            return object
        case "callbackfilteriterator", "recursivecallbackfilteriterator":
            if values.count > 1 { _ = call(value: values[1], [PHPValue(tainted: first.anyTaint)], [], offset) }
            return nil
        case "arrayiterator", "arrayobject": return first
        case "zendcode", "perl":
            return PHPValue(.object(name))
        default: return nil
        }
    }

    /// A method of such an object; nil where it has none of that name.
    func builtinMethod(_ type: [UInt8], _ name: [UInt8], _ owner: PHPValue, _ values: [PHPValue], _ offset: Int) -> PHPValue? {
        let method = String(validating: name, as: UTF8.self) ?? ""
        switch String(validating: type, as: UTF8.self) ?? "" {
        case "reflectionfunction":
            guard method == "invoke" || method == "invokeargs" else { return .unknown }
            var given = values
            if method == "invokeargs" { given = values.first?.array?.values ?? [PHPValue(tainted: values.first?.anyTaint)] }
            return callReflected(owner, given, offset)
        case "reflectionclass":
            guard method.hasPrefix("newinstance") else { return nil }
            let given = method == "newinstanceargs" ? values.first?.array?.values ?? [PHPValue(tainted: values.first?.anyTaint)] : values
            let type = ByteSearch.lower(owner.hint)
            if owner.hint.isEmpty, owner.taint != nil { classSink(owner, given, offset) }
            guard classes[type] != nil else { return PHPValue(tainted: launder(given)) }
            if !made.contains(type), made.count < 4_096 { made.append(type) }
            if let constructor = self.method(Array("__construct".utf8), in: type) { _ = invoke(constructor, given, [], owner: type) }
            return PHPValue(.object(type))
        case "com":
            if ["run", "exec", "shellexecute"].contains(method) {
                for value in values { commandSink(value, offset, Array("COM->\(method)".utf8)) }
            }
            return PHPValue(.object(type), taint: nil)
        case "perl":
            if method == "eval", let value = values.first { commandSink(value, offset, Array("Perl->eval".utf8)) }
            return .unknown
        case "splresource:write", "splresource":
            if method == "fwrite", let value = values.first {
                var path = owner
                path.form = .unknown
                writeSink(path, value, offset, Array("SplFileObject->fwrite".utf8))
            }
            return PHPValue(tainted: owner.taint)
        default: return nil
        }
    }

    func callReflected(_ owner: PHPValue, _ values: [PHPValue], _ offset: Int) -> PHPValue {
        var target = owner.hint.isEmpty ? PHPValue(tainted: owner.taint) : PHPValue(text: owner.hint, taint: owner.taint)
        target.isAssembled = owner.isAssembled
        return call(value: target, values, [], offset)
    }

    // MARK: What conditions say of data

    /// Marks data that a condition holds against a list or a pattern.
    func note(check condition: PHPExpression) {
        switch condition.kind {
        case .unary(_, let inner): note(check: inner)
        case .binary(let symbol, let left, let right) where symbol == "&&" || symbol == "||":
            note(check: left)
            note(check: right)
        case .isSet(let values):
            for value in values {
                // `isset($table[$name])` looks the name up.
                if case .index(let base, let key?) = value.kind {
                    if case .variable(let name) = base.kind, PHPTables.superglobalKind(name) != nil { continue }
                    mark(key, .listed)
                }
            }
        case .call(let callee, let arguments):
            guard case .constant(let name) = callee.kind, let first = arguments.first?.value else { return }
            switch String(validating: name, as: UTF8.self) ?? "" {
            case "in_array", "array_key_exists", "key_exists", "array_search": mark(first, .listed)
            case "preg_match", "ereg", "eregi", "mb_ereg":
                if arguments.count > 1 { mark(arguments[1].value, .checked) }
            case "ctype_alnum", "ctype_alpha", "ctype_digit", "is_numeric", "method_exists", "function_exists", "is_callable",
                "class_exists",
                "file_exists", "is_file", "is_readable":
                mark(first, .checked)
                if name.elementsEqual("method_exists".utf8), arguments.count > 1 { mark(arguments[1].value, .checked) }
            default: break
            }
        default: break
        }
    }

    /// Whether a condition holds for numbers alone: `is_numeric($_GET['x']) ? $_GET['x'] : 6`.
    func asksForNumber(_ condition: PHPExpression, _ value: PHPExpression) -> Bool {
        switch condition.kind {
        case .binary(let symbol, let left, let right) where symbol == "&&":
            return asksForNumber(left, value) || asksForNumber(right, value)
        case .call(let callee, let arguments):
            guard case .constant(let name) = callee.kind, let first = arguments.first?.value,
                name.elementsEqual("is_numeric".utf8) || name.elementsEqual("ctype_digit".utf8),
                case .index(let base, let key?) = first.kind, case .index(let other, let otherKey?) = value.kind,
                case .variable(let table) = base.kind, case .variable(let otherTable) = other.kind, table == otherTable,
                case .text(let word) = key.kind, case .text(let otherWord) = otherKey.kind
            else { return false }
            return word == otherWord
        default: return false
        }
    }

    private func mark(_ expression: PHPExpression, _ marks: Taint.Marks) {
        guard case .variable(let name) = expression.kind, PHPTables.superglobalKind(name) == nil else { return }
        var value = read(name)
        guard let taint = value.taint else { return }
        value.taint = taint.with(marks)
        write(name, value)
    }
}
