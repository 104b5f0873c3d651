import Model

extension PHPInterpreter {
    /// A function of PHP itself, or one that is not in the file.
    func builtin(_ name: [UInt8], _ values: [PHPValue], _ expressions: [PHPExpression], _ offset: Int) -> PHPValue {
        if name.elementsEqual("ord".utf8), let taint = values.first?.anyTaint, !taint.marks.contains(.laundered) {
            return PHPValue(tainted: taint.with([.letter, .laundered]))
        }
        if PHPTables.cleaning.contains(name) {
            fileAction(name, values, offset)
            return PHPText.folded(name, values) ?? .unknown
        }
        orderSink(name, values, offset)
        if let result = outputFunction(name, offset) ?? accountFunction(name, values, offset) ?? storedFunction(name, values, offset) {
            return result
        }
        if let result = hookFunction(name, values, offset) ?? sinkFunction(name, values, expressions, offset) { return result }
        if let callback = PHPTables.callbacks[name] { return callBack(name, callback, values, expressions, offset) }
        if let result = sourceFunction(name, values, expressions, offset) { return result }
        if let result = arrayFunction(name, values, expressions) { return result }
        if let result = PHPText.folded(name, values) {
            if let text = result.constantText, !spend(bytes: text.count) { return .unknown }
            var folded = result
            folded.isAssembled = folded.isAssembled || values.contains { $0.isAssembled } || PHPText.disguises(name)
            folded.isDecoded =
                folded.isDecoded || values.contains { $0.isDecoded }
                || PHPTables.decoders.contains(name) && (values.first?.text?.count ?? 0) > 16
            folded.taint = values.reduce(folded.taint) { Taint.stronger($0, $1.anyTaint) }
            return folded
        }
        leavesOut(values, offset, name)
        if PHPTables.escaping.contains(name) { return PHPValue(tainted: values.first?.anyTaint?.with(.escaped)) }
        if name.elementsEqual("basename".utf8) { return PHPValue(tainted: values.first?.anyTaint?.with(.named)) }
        var taint = values.reduce(nil as Taint?) { Taint.stronger($0, $1.anyTaint) }
        if name.elementsEqual("chr".utf8) || name.elementsEqual("pack".utf8) || name.elementsEqual("mb_chr".utf8) { taint = taint?.spelt() }
        if PHPTables.decoders.contains(name) {
            if let taint { return PHPValue(tainted: taint.with(.decoded)) }
            // A long constant that could not be decoded here is still carried by the file.
            if let text = values.compactMap(\.constantText).max(by: { $0.count < $1.count }), text.count > 60 {
                return PHPValue(tainted: Taint(source: .carried, place: place(offset), marks: .decoded))
            }
            return .unknown
        }
        if PHPTables.passing.contains(name) {
            var value = PHPValue(tainted: taint)
            value.hint = values.lazy.map { $0.text ?? $0.hint }.first { !$0.isEmpty }.map { Array($0.suffix(PHPValue.longestHint)) } ?? []
            value.isAssembled = values.contains { $0.isAssembled }
            if let taint, isOfLines(name, values) { value.taint = taint.with(.piece) }
            return value
        }
        return PHPValue(tainted: taint?.with(.laundered))
    }

    /// Whether a text is taken apart into its lines.
    private func isOfLines(_ name: [UInt8], _ values: [PHPValue]) -> Bool {
        guard ["explode", "split", "preg_split"].contains(where: { name.elementsEqual($0.utf8) }) else { return false }
        let mark = values.first?.text ?? []
        return mark.contains(0x0a) || mark.contains(0x0d) || ByteSearch.contains("\\n", mark) || ByteSearch.contains("\\r", mark)
    }

    private func text(_ name: [UInt8]) -> String { String(validating: name, as: UTF8.self) ?? "" }

    // MARK: Sources

    private func request(_ offset: Int) -> PHPValue { PHPValue(tainted: Taint(source: .request, place: place(offset))) }

    private func sourceFunction(
        _ name: [UInt8], _ values: [PHPValue], _ expressions: [PHPExpression], _ offset: Int
    ) -> PHPValue? {
        switch text(name) {
        case "getallheaders", "apache_request_headers", "import_request_variables", "session_id", "http_get_request_body",
            "http_get_request_headers":
            if name.first == 0x69 { frame.flood = Taint(source: .request, place: place(offset)) }
            return request(offset)
        case "filter_input", "filter_input_array": return request(offset)
        case "filter_var", "filter_var_array":
            guard let options = callbackOption(values.last ?? .unknown, 0) else { return nil }
            _ = call(value: options, [PHPValue(tainted: values.first?.anyTaint)], [], offset)
            return PHPValue(tainted: values.first?.anyTaint)
        case "getenv", "apache_getenv":
            guard let key = values.first?.text else { return .unknown }
            return PHPTables.isVisitorsHeader(key) ? request(offset) : .unknown
        case "func_get_args": return PHPValue(.array(PHPArray(frame.arguments)))
        case "func_get_arg":
            guard let index = values.first?.number, frame.arguments.indices.contains(index) else { return .unknown }
            return frame.arguments[index]
        case "get_defined_vars":
            var array = PHPArray()
            for word in ["_GET", "_POST", "_COOKIE", "_REQUEST"] { array[.text(Array(word.utf8))] = request(offset) }
            array.open(nil)
            return PHPValue(.array(array), taint: Taint(source: .request, place: place(offset), marks: .laundered))
        case "get_defined_functions", "get_defined_constants", "getdate", "localtime": return .unknown
        case "file_get_contents", "file", "readfile", "php_strip_whitespace", "show_source", "highlight_file", "curl_init", "fopen",
            "gzopen", "gzfile", "simplexml_load_file":
            return opened(name, values, offset)
        case "fpassthru":
            if let taint = facts.chosenFile { readSink(taint, offset, name) }
            return content(of: values.first ?? .unknown)
        case "fread", "fgets", "fgetss", "stream_get_contents", "fgetc", "stream_get_line", "fscanf", "gzread", "socket_read",
            "stream_socket_recvfrom", "fgetcsv", "gzgets":
            return content(of: values.first ?? .unknown)
        case "fsockopen", "pfsockopen", "stream_socket_client", "socket_create", "socket_accept", "stream_socket_server":
            facts.opensSocket = facts.opensSocket ?? place(offset)
            if let taint = values.first?.anyTaint, taint.source == .request, !facts.isPart, !facts.isGuarded {
                let isRaw = taint.marks.isDisjoint(with: [.laundered, .checked, .listed])
                report(.tunnel, isRaw && facts.sendsBody ? .likely : .note, taint, offset, name)
            }
            return PHPValue(.object(Array("resource".utf8)), taint: Taint(source: .remote, place: place(offset)))
        case "plugin_basename", "realpath":
            guard let path = values.first?.constantText, path.elementsEqual(PHPTables.ownFile.utf8) else { return nil }
            var value = PHPValue.unknown
            value.hint = path
            return value
        case "tempnam": return temporary(nil)
        case "tmpfile": return temporary("resource:write")
        case "stream_get_meta_data":
            guard let handle = values.first, handle.hint.first == 1 else { return .unknown }
            return temporary(nil)
        case "wp_remote_post", "wp_remote_request":
            sendsPassword(values, offset, name)
            return PHPValue(tainted: Taint(source: .remote, place: place(offset)))
        case "curl_exec", "wp_remote_get", "wp_remote_retrieve_body", "http_get", "curl_multi_getcontent":
            return PHPValue(tainted: Taint(source: .remote, place: place(offset)))
        case "exif_read_data", "read_exif_data", "iptcparse", "imagecolorat", "zip_entry_read":
            return PHPValue(tainted: Taint(source: .carried, place: place(offset)))
        case "dns_get_record", "gethostbyaddr": return PHPValue(tainted: Taint(source: .remote, place: place(offset)))
        case "extract":
            flood(values.first ?? .unknown, values.count < 3)
            return .unknown
        case "parse_str", "mb_parse_str":
            let taint = values.first?.anyTaint
            if expressions.count > 1 {
                assign(expressions[1], PHPValue(tainted: taint))
            } else if let text = values.first?.constantText {
                for piece in text.split(separator: 0x26) {
                    let parts = piece.split(separator: 0x3d, maxSplits: 1, omittingEmptySubsequences: false)
                    if let key = parts.first, parts.count == 2 { write(Array(key), PHPValue(text: PHPText.urlDecoded(Array(parts[1])))) }
                }
            } else if let taint {
                frame.flood = Taint.stronger(frame.flood, taint)
            }
            return .unknown
        case "preg_match", "preg_match_all", "ereg", "eregi", "mb_ereg", "sscanf":
            if expressions.count > 2 {
                let subject = name.elementsEqual("sscanf".utf8) ? values.first : values.dropFirst().first
                assign(expressions[2], PHPValue(tainted: subject?.anyTaint))
            }
            return .unknown
        case "unserialize":
            guard let taint = values.first?.anyTaint else { return .unknown }
            if taint.source == .request, !taint.marks.contains(.laundered) {
                unserialized = Taint.stronger(unserialized, taint)
                report(.requestToObjects, .note, taint, offset, name)
            }
            return PHPValue(tainted: taint.with(.decoded))
        case "constant":
            return values.first?.text.flatMap { constants[ByteSearch.lower($0)] } ?? PHPValue(tainted: values.first?.anyTaint)
        case "define":
            if let key = values.first?.text, values.count > 1 { constants[ByteSearch.lower(key)] = values[1] }
            return .unknown
        default: return nil
        }
    }

    /// The function that stands under "options" in what a filter is given.
    private func callbackOption(_ value: PHPValue, _ depth: Int) -> PHPValue? {
        guard let array = value.array, depth < 3 else { return nil }
        if let found = array[.text(Array("options".utf8))] { return found.array == nil ? found : callbackOption(found, depth + 1) }
        return array.values.lazy.compactMap { self.callbackOption($0, depth + 1) }.first
    }

    private func flood(_ value: PHPValue, _ overwrites: Bool) {
        if let array = value.array, !array.isOpen {
            for index in 0..<array.count { if let key = array.keyValue(index).constantText { write(key, array.values[index]) } }
        } else if let taint = value.anyTaint {
            frame.flood = Taint.stronger(frame.flood, taint)
        }
    }

    // MARK: Functions that call functions

    private func callBack(
        _ name: [UInt8], _ callback: (function: Int, data: [Int]), _ values: [PHPValue], _ expressions: [PHPExpression], _ offset: Int
    ) -> PHPValue {
        let place = callback.function < 0 ? values.count &+ callback.function : callback.function
        guard values.indices.contains(place) else {
            if name.elementsEqual("ob_start".utf8) { heldBack = (.unknown, nil) }
            // `usort(...$_GET)`: the visitor gives all arguments, the function among them.
            if let taint = values.last?.anyTaint, taint.source == .request, taint.marks.isEmpty, values.count == 1,
                ["usort", "uasort", "uksort", "array_walk", "array_reduce"].contains(where: { name.elementsEqual($0.utf8) })
            {
                report(.requestNamesFunction, .certain, taint, offset, name)
            }
            return PHPValue(tainted: launder(values))
        }
        if name.elementsEqual("ob_start".utf8), let text = values[place].text, PHPTables.runsSomething(ByteSearch.lower(text)) {
            report(.requestToCode, .likely, nil, offset, name)
        }
        let target = values[place]
        if name.elementsEqual("ob_start".utf8) { heldBack = (target, nil) }
        var data = callback.data.filter { values.indices.contains($0) && $0 != place }.map { values[$0] }
        var given = data
        if name.elementsEqual("call_user_func_array".utf8) || name.elementsEqual("forward_static_call_array".utf8) {
            let list = data.first ?? .unknown
            given =
                list.array.map { $0.isOpen ? [PHPValue(tainted: list.anyTaint)] : Array($0.values.prefix(32)) } ?? [
                    PHPValue(tainted: list.anyTaint)
                ]
            data = given
        } else if name.elementsEqual("iterator_apply".utf8) {
            given = values.count > 2 ? values[2].array.map { Array($0.values.prefix(32)) } ?? [PHPValue(tainted: values[2].anyTaint)] : []
        } else if !name.starts(with: "call_user".utf8), !name.starts(with: "forward".utf8), !name.starts(with: "register".utf8) {
            // Functions over arrays hand the elements on, one at a time.
            if let first = data.first?.array, !first.isOpen, name.elementsEqual("array_map".utf8) || name.elementsEqual("array_filter".utf8)
            {
                return mapped(name, target, first, data.dropFirst().first, expressions, offset)
            }
            given = data.map { value in
                value.array?.first.map { element in
                    var element = element
                    element.taint = Taint.stronger(value.anyTaint, element.taint)
                    return element
                } ?? PHPValue(tainted: value.anyTaint)
            }
            if name.starts(with: "array_walk".utf8), given.count > 1 { given.removeLast() }
        }
        if name.elementsEqual("ob_start".utf8) || name.elementsEqual("set_error_handler".utf8), !target.isKnown, target.taint == nil {
            return .unknown
        }
        if let text = target.text, text.isEmpty { return .unknown }
        let result = call(value: target, given, [], offset)
        if name.elementsEqual("array_walk".utf8), let first = expressions.first, case .closure = target.form {
            assign(first, PHPValue(tainted: data.first?.anyTaint))
        }
        return Taint.stronger(result.anyTaint, nil) == nil && PHPTables.passing.contains(name) && !name.starts(with: "call".utf8)
            ? PHPValue(tainted: launder(data)) : result
    }

    private func mapped(
        _ name: [UInt8], _ target: PHPValue, _ array: PHPArray, _ other: PHPValue?, _ expressions: [PHPExpression], _ offset: Int
    ) -> PHPValue {
        var result = PHPArray()
        for index in 0..<min(array.count, 4_096) {
            guard spend() else { break }
            var values = [array.values[index]]
            if let second = other?.array, name.elementsEqual("array_map".utf8), index < second.count { values.append(second.values[index]) }
            let value = call(value: target, values, [], offset)
            if name.elementsEqual("array_map".utf8) {
                result[array.keys[index]] = value
            } else if value.truth != false {
                result[array.keys[index]] = array.values[index]
            }
        }
        return PHPValue(.array(result))
    }
}
