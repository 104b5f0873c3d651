import Model

/// Where data does what it says.
extension PHPInterpreter {
    func report(_ technique: TaintTechnique, _ certainty: TaintCertainty, _ taint: Taint?, _ offset: Int, _ name: [UInt8]) {
        let sink = place(offset)
        if let index = traces.firstIndex(where: { $0.technique == technique && $0.sink.line == sink.line && $0.sink.layer == sink.layer }) {
            if traces[index].certainty < certainty {
                traces[index] = TaintTrace(
                    technique, .php, certainty, source: taint?.place, steps: taint?.steps ?? [], sink: sink, function: RawText(name))
            }
            return
        }
        guard traces.count < 256 else { return }
        traces.append(
            TaintTrace(technique, .php, certainty, source: taint?.place, steps: taint?.steps ?? [], sink: sink, function: RawText(name)))
    }

    /// How sure a trace is by what was done to the data on its way.
    func certainty(_ taint: Taint, raw: TaintCertainty) -> TaintCertainty {
        if taint.marks.contains(.laundered) { return .note }
        if taint.marks.contains(.listed) { return .note }
        return raw
    }

    func codeSink(_ value: PHPValue, _ offset: Int, _ name: [UInt8]) {
        if let taint = value.anyTaint {
            switch taint.source {
            case .request, .upload:
                var raw: TaintCertainty = taint.marks.contains(.escaped) ? .possible : .certain
                // A part of an expression that a larger program puts together is careless, not planted.
                if taint.marks.isSuperset(of: [.prefixed, .suffixed]), frames.count > 1, facts.size > 6_000 { raw = .note }
                report(.requestToCode, certainty(taint, raw: raw), taint, offset, name)
            case .remote: report(.remoteToCode, certainty(taint, raw: .likely), taint, offset, name)
            case .carried:
                report(.carriedCode, certainty(taint, raw: taint.marks.contains(.checked) ? .possible : .likely), taint, offset, name)
            case .unset: report(.unsetToSink, .possible, taint, offset, name)
            }
            return
        }
        guard let text = value.constantText else {
            if case .undefined = value.form { unsetSink(offset, name) }
            return
        }
        if value.isDecoded, text.count > 4 {
            report(.carriedCode, text.count > 24 ? .likely : .possible, nil, offset, name)
        } else if value.isAssembled, text.contains(0x28), text.count > 8, PHPTables.mentionsHarm(text) {
            report(.carriedCode, .possible, nil, offset, name)
        }
        _ = runLayer(text, offset, inCode: true)
    }

    /// Old PHP lets a visitor fill a variable that nothing sets.
    private func unsetSink(_ offset: Int, _ name: [UInt8]) {
        guard frame.isOutermost, frames.count == 1, !facts.isPart, !facts.isGuarded, facts.size < 65_536 else { return }
        report(.unsetToSink, .possible, nil, offset, name)
    }

    func commandSink(_ value: PHPValue, _ offset: Int, _ name: [UInt8]) {
        if let taint = value.anyTaint {
            if taint.marks.contains(.escaped), taint.source == .request || taint.source == .upload {
                report(.requestToCommand, .note, taint, offset, name)
                return
            }
            switch taint.source {
            case .request, .upload:
                // A fixed command with an argument of the visitor's is careless, and honest pages have that.
                // What stands before it may be known in other files alone.
                let isUnknown = value.hint.isEmpty && facts.isPart
                let isArgument = taint.marks.contains(.prefixed) && (isUnknown || !PHPTables.startsShell(value.hint))
                report(.requestToCommand, certainty(taint, raw: isArgument ? .possible : .certain), taint, offset, name)
            case .remote:
                let isArgument = taint.marks.contains(.prefixed) && !PHPTables.startsShell(value.hint)
                report(
                    .remoteToCommand, certainty(taint, raw: isArgument || taint.marks.contains(.escaped) ? .note : .likely), taint, offset,
                    name)
            case .carried:
                report(.carriedProgram, certainty(taint, raw: taint.marks.contains(.checked) ? .note : .likely), taint, offset, name)
            case .unset: report(.unsetToSink, .possible, taint, offset, name)
            }
            return
        }
        if let text = value.constantText {
            if PHPTables.startsShell(text) { facts.runsShell = facts.runsShell ?? place(offset) }
            if value.isDecoded, text.count > 4 { report(.carriedProgram, .likely, nil, offset, name) }
        } else if case .undefined = value.form {
            unsetSink(offset, name)
        }
    }

    /// A visitor chooses the function that is called.
    func nameSink(_ target: PHPValue, _ values: [PHPValue], _ offset: Int) {
        guard let taint = target.anyTaint else { return }
        let name = Array("$…()".utf8)
        if taint.source == .carried || taint.source == .remote {
            let technique: TaintTechnique = taint.source == .remote ? .remoteToCode : .carriedCode
            report(technique, taint.marks.isDisjoint(with: [.laundered, .checked]) ? .possible : .note, taint, offset, name)
            return
        }
        let given = values.reduce(nil as Taint?) { Taint.stronger($0, $1.anyTaint) }
        let isGiven = given.map { !$0.marks.contains(.laundered) && ($0.source == .request || $0.source == .upload) } ?? false
        var certainty: TaintCertainty = isGiven ? .certain : values.isEmpty ? .possible : .possible
        // What is deciphered afterwards is no name with something of the page's own before or behind it.
        if !taint.marks.isDisjoint(with: [.prefixed, .suffixed]), !taint.marks.contains(.decoded) { certainty = .note }
        if taint.marks.contains(.checked) { certainty = min(certainty, isGiven && !facts.isPart ? .possible : .note) }
        if !isGiven, facts.isPart || facts.isGuarded { certainty = .note }
        report(.requestNamesFunction, self.certainty(taint, raw: certainty), taint, offset, name)
    }

    func methodSink(_ target: PHPValue, _ values: [PHPValue], _ offset: Int) {
        guard let taint = target.anyTaint, taint.source == .request else { return }
        let isGiven = values.contains { $0.anyTaint?.source == .request && $0.anyTaint?.marks.contains(.laundered) == false }
        let isRaw = taint.marks.isDisjoint(with: [.prefixed, .suffixed, .checked])
        let raw: TaintCertainty = isGiven && isRaw && !facts.isPart && !facts.isGuarded ? .likely : .note
        report(.requestNamesFunction, certainty(taint, raw: raw), taint, offset, Array("->…()".utf8))
    }

    func classSink(_ target: PHPValue, _ values: [PHPValue], _ offset: Int) {
        guard let taint = target.anyTaint, taint.source == .request else { return }
        let isGiven = values.contains { $0.anyTaint?.source == .request && $0.anyTaint?.marks.contains(.laundered) == false }
        let isRaw = taint.marks.isDisjoint(with: [.prefixed, .suffixed, .checked])
        report(
            .requestNamesClass, certainty(taint, raw: isGiven && isRaw && !facts.isPart && !facts.isGuarded ? .likely : .note), taint,
            offset, Array("new".utf8))
    }

    /// A harmful function whose name was put together out of pieces.
    func disguised(_ name: [UInt8], _ target: PHPValue, _ values: [PHPValue], _ offset: Int) {
        report(.disguisedFunction, PHPTables.runsSomething(name) ? .likely : .possible, nil, offset, name)
    }

    func includeSink(_ value: PHPValue, _ offset: Int, _ name: [UInt8]) {
        let known = value.text ?? value.hint
        if PHPText.isInputStream(known) {
            report(.requestToCode, .certain, Taint(source: .request, place: place(offset)), offset, name)
            return
        }
        if known.starts(with: "data:".utf8) {
            if let taint = value.anyTaint {
                report(.requestToCode, taint.marks.contains(.laundered) ? .possible : .certain, taint, offset, name)
            } else if let text = value.text, let content = PHPText.dataURL(text) {
                report(.carriedCode, .likely, nil, offset, name)
                _ = runLayer(content, offset, inCode: false)
            }
            return
        }
        if let taint = value.anyTaint {
            switch taint.source {
            case .upload: report(.requestToCode, certainty(taint, raw: .certain), taint, offset, name)
            case .request:
                var raw: TaintCertainty = .likely
                if !taint.marks.isDisjoint(with: [.prefixed, .suffixed, .checked, .named]) { raw = .note }
                if raw == .likely, facts.isGuarded || facts.size > 6_000 { raw = .possible }
                report(.requestToInclude, certainty(taint, raw: raw), taint, offset, name)
            case .remote: report(.remoteToCode, certainty(taint, raw: .likely), taint, offset, name)
            default: break
            }
            return
        }
        if let source = fed[known] {
            report(source.source == .remote ? .remoteToCode : .requestToCode, .likely, source, offset, name)
            if !written.contains(known) { return }
        }
        guard let text = value.constantText else { return }
        if written.contains(text) {
            report(.hiddenInclude, .likely, nil, offset, name)
        } else if PHPText.isRemote(text), !text.starts(with: "//".utf8) {
            report(.remoteToCode, .likely, nil, offset, name)
        } else if PHPText.isNoProgram(text), facts.size < 300 {
            // A program that does nothing but load what does not look like one.
            report(.hiddenInclude, PHPText.isPicture(text) ? .likely : .possible, nil, offset, name)
        } else if PHPText.isPicture(text) {
            report(.hiddenInclude, .likely, nil, offset, name)
        } else if text.starts(with: "/tmp/".utf8) || text.starts(with: "/dev/shm/".utf8) || text.starts(with: "/var/tmp/".utf8) {
            report(.hiddenInclude, .possible, nil, offset, name)
        }
    }

    func foreignSink(_ values: [PHPValue], _ offset: Int) {
        let taint = values.reduce(nil as Taint?) { Taint.stronger($0, $1.anyTaint) }
        if let text = values.first?.text, ByteSearch.contains("system", text) || ByteSearch.contains("popen", text) {
            report(.requestToNative, taint == nil ? .likely : .certain, taint, offset, Array("FFI::cdef".utf8))
        } else if let taint {
            report(.requestToNative, certainty(taint, raw: .certain), taint, offset, Array("FFI::cdef".utf8))
        }
    }

    // MARK: File managers

    func noteAction(_ action: PHPFileAction, _ taint: Taint, _ offset: Int, _ name: [UInt8]) {
        guard taint.source == .request || taint.source == .upload, handled[action] == nil else { return }
        handled[action] = (taint.place, place(offset), RawText(name))
    }

    func fileAction(_ name: [UInt8], _ values: [PHPValue], _ offset: Int) {
        guard let taint = values.first?.anyTaint else { return }
        switch String(validating: name, as: UTF8.self) ?? "" {
        case "unlink", "rmdir": noteAction(.delete, taint, offset, name)
        case "chmod", "touch": noteAction(.mode, taint, offset, name)
        case "mkdir": noteAction(.makeFolder, taint, offset, name)
        case "chdir", "is_dir": noteAction(.list, taint, offset, name)
        default: break
        }
    }

    func concludeShapes() {
        if let socket = facts.opensSocket, let shell = facts.runsShell {
            traces.append(TaintTrace(.socketShell, .php, .likely, source: socket, sink: shell, function: "proc_open"))
        }
        // One name may come about by chance; several tell what they are wanted for.
        if facts.spelt.count > 2 {
            let names = Array(facts.spelt.map { String(validating: $0, as: UTF8.self) ?? "" }.sorted().joined(separator: ", ").utf8)
            report(.disguisedFunction, .possible, nil, 0, names)
        }
        let changes = handled.keys.filter { $0 != .list && $0 != .read && $0 != .open }.count
        if handled.count >= 4, changes >= 2, !facts.isPart, !facts.isGuarded,
            let one = handled[.write] ?? handled[.delete] ?? handled.values.first
        {
            traces.append(
                TaintTrace(
                    .fileManager, .php, handled.count >= 5 ? .likely : .possible, source: one.source,
                    steps: handled.values.map(\.sink).sorted { $0.line < $1.line }.prefix(4).map { $0 }, sink: one.sink,
                    function: one.function))
        }
    }
}
