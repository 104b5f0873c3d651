import Model

/// Files that a program writes, and who decides what they hold.
extension PHPInterpreter {
    /// Something is written to a file.
    func writeSink(_ path: PHPValue, _ data: PHPValue, _ offset: Int, _ name: [UInt8]) {
        let chosen = path.anyTaint, content = data.anyTaint
        if keepsPassword(path, data, offset, name) { return }
        copiesItself(data, path, offset, name)
        noteFed(path, data, content)
        if let content, content.source == .upload, chosen?.source == .upload, content.marks.isDisjoint(with: .laundered) {
            // What was sent is written under the name that was sent with it: an upload that is kept, by other means.
            keep(path, content, offset, name)
            return
        }
        if let chosen, chosen.source == .request, let content, content.source == .request || content.source == .upload {
            var raw: TaintCertainty = .likely
            if chosen.marks.contains(.prefixed) || !content.marks.isDisjoint(with: [.prefixed, .suffixed]) { raw = .possible }
            if chosen.marks.contains(.prefixed) && chosen.marks.contains(.suffixed), !PHPText.isProgram(path.hint) { raw = .note }
            if !chosen.marks.isDisjoint(with: [.checked, .listed, .named]) || facts.isGuarded || facts.isPart { raw = .note }
            if content.marks.contains(.laundered) { raw = .note }
            report(.requestToFile, certainty(chosen, raw: raw), content, offset, name)
            noteAction(.write, chosen, offset, name)
            return
        }
        if let chosen, chosen.source == .request, let content, content.source == .carried, content.marks.contains(.decoded),
            chosen.marks.isDisjoint(with: [.prefixed, .suffixed, .checked, .listed, .named, .laundered]), !facts.isPart, !facts.isGuarded
        {
            report(.carriedProgram, .likely, chosen, offset, name)
        }
        let target = path.text ?? path.hint
        if let file = path.constantText, !PHPText.isProgram(file), let code = data.text ?? (data.hint.isEmpty ? nil : data.hint),
            ByteSearch.starts(code, 0, "<?"), written.count < 64
        {
            written.insert(file)
        }
        if let content, content.source == .request || content.source == .upload,
            PHPText.isProgram(target) || target.elementsEqual(PHPTables.ownFile.utf8)
        {
            let isRaw = content.marks.isDisjoint(with: [.prefixed, .suffixed, .checked])
            report(
                .requestToFile, certainty(content, raw: isRaw && !facts.isPart && !facts.isGuarded ? .likely : .note), content, offset, name
            )
        } else if let content, content.source == .remote {
            let isChosen = chosen?.source == .request
            guard isChosen || PHPText.isProgram(target) else { return }
            var raw: TaintCertainty = isChosen && !facts.isPart ? .likely : .possible
            if facts.isGuarded { raw = .note }
            report(.remoteToFile, certainty(content, raw: raw), content, offset, name)
        } else if let text = data.constantText, text.count > 8 {
            if data.isDecoded, text.starts(with: "#!".utf8) || text.starts(with: [0x7f, 0x45, 0x4c, 0x46]) {
                report(.carriedProgram, .likely, nil, offset, name)
            } else if data.isDecoded, PHPText.isProgram(target) || sendsElsewhere(text) {
                report(.carriedProgram, .possible, nil, offset, name)
            }
            carried(text, offset)
        } else if let chosen, chosen.source == .request {
            noteAction(.write, chosen, offset, name)
        }
    }

    /// Whether a page does no more than to send its visitors to another server, as nobody would have to disguise.
    private func sendsElsewhere(_ page: [UInt8]) -> Bool {
        guard page.count < 4_096, ByteSearch.contains("http://", page) || ByteSearch.contains("https://", page) else { return false }
        let isTag = ByteSearch.contains("http-equiv", page) && ByteSearch.contains("refresh", page)
        return isTag || ByteSearch.contains("window.location", page) || ByteSearch.contains("location.href", page)
            || ByteSearch.contains("location.replace", page)
    }

    /// Notes a file that holds what a visitor sent, by its path or by what is known of it.
    private func noteFed(_ path: PHPValue, _ data: PHPValue, _ content: Taint?) {
        guard let content, content.source == .request || content.source == .upload || content.source == .remote, fed.count < 64,
            content.marks.isDisjoint(with: [.laundered, .checked, .listed])
        else { return }
        guard content.marks.isDisjoint(with: [.prefixed, .suffixed]) || isBareTag(data.text ?? data.hint) else { return }
        let known = path.text ?? path.hint
        if !known.isEmpty { fed[known] = content }
    }

    /// Whether a text is nothing but the marks between which PHP's code stands.
    private func isBareTag(_ text: [UInt8]) -> Bool {
        let bare = text.filter { !ByteSearch.isSpace($0) }
        return [Array("<?php".utf8), Array("<?".utf8), Array("<?php?>".utf8), Array("<??>".utf8)].contains(bare)
    }

    /// Text that a program writes out may be a program itself.
    func carried(_ text: [UInt8], _ offset: Int) {
        guard ByteSearch.contains("<?", text) else { return }
        let before = traces.count
        let frame = PHPFrame(isOutermost: true)
        frames.append(frame)
        _ = runLayer(text, offset, inCode: false)
        frames.removeLast()
        if traces.count > before, traces[before...].contains(where: { $0.certainty >= .likely }) {
            report(.carriedProgram, .likely, nil, offset, Array("fwrite".utf8))
        }
    }

    func uploadSink(_ source: PHPValue, _ target: PHPValue, _ offset: Int, _ name: [UInt8]) {
        let isUpload = source.anyTaint?.source == .upload
        guard isUpload || name.first == 0x6d else { return }
        guard let taint = target.anyTaint ?? source.anyTaint else { return }
        keep(target, taint, offset, name)
    }

    private func keep(_ target: PHPValue, _ taint: Taint, _ offset: Int, _ name: [UInt8]) {
        noteAction(.upload, taint, offset, name)
        let isChosen = target.anyTaint != nil || PHPText.isProgram(target.text ?? target.hint)
        guard isChosen else { return }
        var raw: TaintCertainty = .note
        if !facts.isPart, !facts.checksUploads, !facts.isGuarded {
            raw = facts.size < 2_500 ? .likely : facts.size < 20_000 ? .possible : .note
        }
        report(.uploadKept, certainty(taint, raw: raw), taint, offset, name)
    }
}
