import Model

extension PHPInterpreter {
    /// Functions that do what they are told; nil for all others.
    func sinkFunction(
        _ name: [UInt8], _ values: [PHPValue], _ expressions: [PHPExpression], _ offset: Int
    ) -> PHPValue? {
        let first = values.first ?? .unknown
        doorSink(name, values, expressions, offset)
        if PHPTables.commands.contains(name) {
            commandSink(name.elementsEqual("ssh2_exec".utf8) && values.count > 1 ? .null : first, offset, name)
            // `pcntl_exec` takes its program and arguments apart.
            if name.elementsEqual("pcntl_exec".utf8), values.count > 1, values[1].anyTaint != nil { commandSink(values[1], offset, name) }
            if let list = first.array {
                for value in list.values.prefix(8) where value.anyTaint != nil { commandSink(value, offset, name) }
            }
            if expressions.count > 1, name.elementsEqual("exec".utf8) { assign(expressions[1], .unknown) }
            return .unknown
        }
        switch String(validating: name, as: UTF8.self) ?? "" {
        case "eval":
            codeSink(first, offset, name)
            return .unknown
        case "assert":
            if first.anyTaint != nil || first.constantText != nil { codeSink(first, offset, name) }
            return .unknown
        case "create_function", "runkit_function_add", "runkit_method_add", "runkit7_function_add":
            return createFunction(name, values, offset)
        case "preg_replace", "preg_filter", "mb_ereg_replace", "mb_eregi_replace", "mb_regex_replace":
            return replace(name, values, offset)
        case "file_put_contents":
            if values.count > 1 { writeSink(first, values[1], offset, name) }
            return .unknown
        case "fwrite", "fputs", "fputcsv", "gzwrite":
            if values.count > 1, case .object(let kind) = first.form, kind.elementsEqual("resource:write".utf8) {
                var path = first
                path.form = .unknown
                writeSink(path, values[1], offset, name)
            }
            return .unknown
        case "move_uploaded_file":
            uploadSink(first, values.count > 1 ? values[1] : .unknown, offset, name)
            return .unknown
        case "copy", "rename", "link", "symlink":
            guard values.count > 1 else { return .unknown }
            if name.elementsEqual("copy".utf8) { copiesItself(first, values[1], offset, name) }
            if first.anyTaint?.source == .upload {
                uploadSink(first, values[1], offset, name)
            } else if PHPText.isRemote(first.text ?? first.hint) {
                writeSink(values[1], PHPValue(tainted: Taint(source: .remote, place: place(offset))), offset, name)
            } else if let taint = first.anyTaint, let other = values[1].anyTaint, taint.source == .request, other.source == .request {
                noteAction(.rename, taint, offset, name)
                if name.elementsEqual("copy".utf8), taint.marks.isDisjoint(with: [.prefixed, .laundered, .checked]) {
                    report(
                        .requestToFile,
                        facts.isPart || facts.isGuarded || other.marks.contains(.laundered) || facts.size > 2_500 ? .note : .possible,
                        taint, offset, name)
                }
            }
            return .unknown
        case "opendir", "scandir", "glob", "dir":
            if let taint = first.anyTaint { noteAction(.list, taint, offset, name) }
            return .unknown
        case "yaml_parse", "yaml_parse_url", "yaml_parse_file":
            // The text names which of the functions that stand at its end is called.
            if values.count > 3, let list = values[3].array, let taint = values.prefix(3).lazy.compactMap(\.anyTaint).first ?? list.taint {
                for value in list.values.prefix(8) {
                    if let text = value.text, PHPTables.isHarmful(text), taint.source == .request {
                        report(.requestNamesFunction, .likely, taint, offset, name)
                    } else {
                        _ = call(value: value, [PHPValue(tainted: taint)], [], offset)
                    }
                }
            }
            return .unknown
        case "dl":
            if let taint = first.anyTaint {
                report(.requestToNative, taint.marks.contains(.laundered) ? .note : .likely, taint, offset, name)
            }
            return .unknown
        case "putenv":
            let text = first.text ?? first.hint
            if ByteSearch.contains("ld_preload", text), text.count > 11 { report(.requestToNative, .likely, first.anyTaint, offset, name) }
            return .unknown
        case "mail", "mb_send_mail":
            mailSink(values, offset, name)
            return .unknown
        case "imap_open":
            if ByteSearch.contains("proxycommand", first.text ?? first.hint) {
                report(.requestToCommand, .likely, first.anyTaint, offset, name)
            }
            return .unknown
        case "ini_set", "ini_alter":
            if values.count > 1, let key = first.text,
                ByteSearch.contains("auto_prepend_file", key) || ByteSearch.contains("auto_append_file", key)
            {
                report(.prependedFile, .possible, values[1].anyTaint, offset, name)
            }
            return .unknown
        default: return nil
        }
    }

    private func createFunction(_ name: [UInt8], _ values: [PHPValue], _ offset: Int) -> PHPValue {
        let isRunkit = name.first == 0x72
        let body = values.count > (isRunkit ? 2 : 1) ? values[isRunkit ? 2 : 1] : .unknown
        let parameters = values.count > (isRunkit ? 1 : 0) ? values[isRunkit ? 1 : 0] : .unknown
        if parameters.anyTaint != nil { codeSink(parameters, offset, name) }
        guard body.anyTaint == nil, let code = body.constantText else {
            codeSink(body, offset, name)
            return .unknown
        }
        if body.isDecoded, code.count > 24 { report(.carriedCode, .likely, nil, offset, name) }
        let text = Array("return function(".utf8) + (parameters.constantText ?? []) + Array("){".utf8) + code + Array("\n};".utf8)
        let value = runLayer(text, offset, inCode: true)
        if case .closure = value.form { return value }
        _ = runLayer(code, offset, inCode: true)
        return .unknown
    }

    /// Replacing by patterns, which runs the replacement where the pattern says so.
    private func replace(_ name: [UInt8], _ values: [PHPValue], _ offset: Int) -> PHPValue? {
        guard values.count > 2 else { return nil }
        let pattern = values[0], replacement = values[1], subject = values[2]
        let options = name.first == 0x6d && values.count > 3 ? values[3].text ?? [] : []
        var runs = options.contains(0x65)
        if name.first == 0x70 {
            for text in [pattern.constantText].compactMap({ $0 }) + (pattern.array?.values.compactMap(\.constantText) ?? [])
            where PHPPattern.runs(text) {
                runs = true
            }
        }
        if let taint = pattern.anyTaint, taint.source == .request || taint.source == .carried,
            taint.marks.isDisjoint(with: [.laundered, .prefixed, .suffixed, .checked]),
            let other = replacement.anyTaint, other.source == .request || other.source == .carried, !other.marks.contains(.laundered)
        {
            report(.requestToCode, facts.isPart || facts.isGuarded ? .note : .likely, other, offset, name)
        }
        guard runs else { return nil }
        if replacement.anyTaint != nil {
            codeSink(replacement, offset, name)
        } else if let text = replacement.array?.first?.constantText ?? replacement.constantText {
            let inner = text.filter { !ByteSearch.isSpace($0) && $0 != 0x22 && $0 != 0x27 && $0 != 0x3b }
            let isWhole = ["\\0", "\\1", "$0", "$1", "\\\\1", "\\\\0"].contains { inner.elementsEqual($0.utf8) }
            if isWhole {
                codeSink(subject, offset, name)
            } else {
                if PHPTables.mentionsHarm(text), let taint = subject.anyTaint, taint.source == .request,
                    text.contains(0x5c) || text.contains(0x24)
                {
                    report(.requestToCode, taint.marks.contains(.laundered) ? .note : .likely, taint, offset, name)
                }
                var code = replacement.array?.first ?? replacement
                code.isAssembled = code.isAssembled && PHPTables.mentionsHarm(text)
                codeSink(code, offset, name)
            }
        }
        return PHPValue(tainted: subject.anyTaint)
    }

    private func mailSink(_ values: [PHPValue], _ offset: Int, _ name: [UInt8]) {
        guard values.count > 2 else { return }
        mailsPassword(values, offset, name)
        if values.count > 4, let taint = values[4].anyTaint, taint.source == .request {
            report(.requestToCommand, taint.marks.contains(.laundered) || facts.isPart ? .note : .possible, taint, offset, name)
        }
        // All of a mail chosen by the visitor: a relay for spam.
        let chosen = values.prefix(3).compactMap(\.anyTaint).filter {
            $0.source == .request && $0.marks.isDisjoint(with: [.laundered, .checked])
        }
        let isListed = chosen.count > 1 && values[0].anyTaint?.marks.contains(.piece) ?? false
        if chosen.count == 3 || isListed, !facts.isPart, !facts.isGuarded {
            report(.requestToMail, .possible, chosen.first, offset, name)
        }
    }

    // MARK: Statements that are sinks

    func special(_ word: [UInt8], _ operand: PHPExpression?, _ offset: Int) -> PHPValue {
        let value = operand.map { evaluate($0) } ?? .null
        switch String(validating: word, as: UTF8.self) ?? "" {
        case "eval":
            let before = frame.result
            frame.result = nil
            codeSink(value, offset, word)
            let result = frame.result
            frame.result = before
            return result ?? .unknown
        case "include", "include_once", "require", "require_once":
            includeSink(value, offset, word)
            return .unknown
        case "print", "exit", "die":
            shown(value, offset)
            return .unknown
        case "clone": return value
        default: return .unknown
        }
    }

    /// Reads decoded text as code and follows it where it stands; gives what it returns.
    func runLayer(_ text: [UInt8], _ offset: Int, inCode: Bool) -> PHPValue {
        let depth = layers[layer].depth &+ 1
        guard depth <= PHPInterpreter.deepestLayers, layers.count < PHPInterpreter.mostLayers, text.count <= PHPText.longest,
            !layers.contains(where: { $0.text.bytes == text })
        else { return .unknown }
        let origin = layers[layer].origin ?? place(offset)
        layers.append(Layer(text: SourceText(text), origin: origin, depth: depth))
        let old = layer
        layer = layers.count &- 1
        let program = PHPParser.parse(text, inCode: inCode)
        isCut = isCut || program.isCut
        declare(program)
        let before = frame.result
        frame.result = nil
        _ = run(program.statements)
        let result = frame.result
        frame.result = before
        layer = old
        if let result { frame.result = frame.result ?? nil; return result }
        return .unknown
    }
}
