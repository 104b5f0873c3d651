import Model

/// Files and addresses that a program opens, and who decides what is read from them.
extension PHPInterpreter {
    /// What opening a path gives: who decides what is read from it.
    func opened(_ name: [UInt8], _ values: [PHPValue], _ offset: Int) -> PHPValue {
        let isHandle = name.elementsEqual("fopen".utf8) || name.elementsEqual("gzopen".utf8)
        let path = values.first ?? .unknown
        let known = path.text ?? path.hint
        sendsPassword(values, offset, name)
        var taint: Taint?
        if PHPText.isInputStream(known) {
            taint = Taint(source: .request, place: place(offset))
        } else if known.starts(with: "data:".utf8) {
            taint = path.anyTaint
            if let text = PHPText.dataURL(path.text ?? []) {
                var value = PHPValue(text: text)
                (value.isAssembled, value.isDecoded) = (true, true)
                return value
            }
        } else if PHPText.isRemote(known) {
            taint = Taint(source: .remote, place: place(offset))
        } else if path.text.map({ $0.elementsEqual(PHPTables.ownFile.utf8) }) == true {
            taint = Taint(source: .carried, place: place(offset))
        } else if let upload = path.anyTaint, upload.source == .upload {
            taint = upload
        } else if ["/tmp/", "/var/tmp/", "/dev/shm/"].contains(where: { known.starts(with: $0.utf8) }),
            path.anyTaint?.marks.contains(.laundered) != false
        {
            // What lies there was put there by a program, under a name that it can find again.
            taint = Taint(source: .carried, place: place(offset), marks: .checked)
        } else if let visitor = path.anyTaint {
            // Whoever writes the whole address, or all behind `php`, has his own data read by `php://input` or `data:`.
            let isWhole = visitor.source == .request && visitor.marks.isDisjoint(with: [.prefixed, .checked, .listed, .named])
            let names = known.starts(with: "php".utf8) || known.starts(with: "data".utf8) || known.starts(with: "http".utf8)
            let isChosen = isWhole || visitor.source == .request && names && visitor.marks.isDisjoint(with: [.checked, .listed])
            taint =
                isChosen
                ? Taint(source: .remote, place: visitor.place, marks: visitor.marks, steps: visitor.steps) : visitor.with(.laundered)
            if visitor.source == .request { noteAction(isHandle ? .open : .read, visitor, offset, name) }
            if isWhole, known.isEmpty, visitor.marks.isDisjoint(with: [.suffixed, .laundered]) {
                facts.chosenFile = visitor
                if !isHandle, !name.starts(with: "file".utf8), !name.starts(with: "curl".utf8) { readSink(visitor, offset, name) }
            }
        } else if let text = path.text, PHPText.isNoProgram(text) {
            taint = Taint(source: .carried, place: place(offset), marks: .checked)
        }
        guard isHandle else {
            var value = PHPValue(tainted: taint)
            if path.text.map({ $0.elementsEqual(PHPTables.ownFile.utf8) }) == true { value.hint = path.text ?? [] }
            return value
        }
        let mode = values.count > 1 ? values[1].text ?? [] : []
        let writes = mode.contains { [0x77, 0x61, 0x78, 0x63, 0x2b].contains($0 | 0x20) || $0 == 0x2b }
        var handle = PHPValue(.object(Array((writes ? "resource:write" : "resource").utf8)), taint: writes ? path.anyTaint : taint)
        handle.hint = Array(known.suffix(PHPValue.longestHint))
        if writes, let visitor = path.anyTaint, visitor.source == .request { noteAction(.write, visitor, offset, name) }
        return handle
    }

    /// A small page gives out whatever file it is asked for.
    func readSink(_ taint: Taint, _ offset: Int, _ name: [UInt8]) {
        guard !facts.isPart, !facts.isGuarded, facts.size < 3_000 else { return }
        report(.requestReadsFile, .possible, taint, offset, name)
    }

    func content(of handle: PHPValue) -> PHPValue {
        if case .object(let kind) = handle.form, kind.elementsEqual("resource".utf8) { return PHPValue(tainted: handle.taint) }
        return PHPValue(tainted: handle.anyTaint?.with(.laundered))
    }

    /// A file that PHP names itself; what is known of its path is that it is that file.
    func temporary(_ kind: String?) -> PHPValue {
        var value = PHPValue(kind.map { .object(Array($0.utf8)) } ?? .unknown)
        value.hint = Array("\u{1}temporary".utf8)
        return value
    }
}
