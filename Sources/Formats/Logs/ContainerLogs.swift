import Model

extension LogFormat {
    /// Docker's json-file: `{"log":"words\n","stream":"stdout","time":"2011-03-12T00:30:01.123456789Z"}`. What the container's program
    /// wrote is read as its own log would be.
    static let docker = LogFormat(
        id: "docker", title: Localized(en: "Log of a container (Docker)", ja: "コンテナのログ(Docker)"), names: ["-json.log"], begins: .brace
    ) { text, line, draft in
        guard CarriedLine.isDocker(text, line), var members = LineJSON(text, line) else { return false }
        var log: LineJSON.Member?
        var stream: Range<Int>?
        while let member = members.next(text) {
            if LogText.equals(text, member.key, "log") {
                log = member
            } else if LogText.equals(text, member.key, "stream") {
                stream = member.value
            } else if LogText.equals(text, member.key, "time") {
                draft.moment = LogTime.iso(text, member.value.lowerBound)?.moment
            } else if member.kind == .string, LogText.equals(text, member.key, "tag") {
                draft.add("container.name", LineJSON.slice(text, member, &draft))
            } else if member.kind == .string, member.parent.isEmpty, let role = NamedValue.table[text, member.key] {
                // What a collector took out of the words.
                switch role {
                case .address, .peer, .user:
                    _ = role.set(text, LineJSON.slice(text, member, &draft), raw: member.value, isNumber: false, &draft)
                default: break
                }
            }
        }
        guard let log, draft.moment != nil else { return false }
        draft.format = "docker"
        draft.kind = .message
        if let stream { draft.add("log.stream", stream) }
        var value = log.value
        while value.count >= 2, text[value.upperBound - 2] == 0x5c, text[value.upperBound - 1] == 0x6e || text[value.upperBound - 1] == 0x72
        {
            value = value.lowerBound..<value.upperBound - 2
        }
        if LogText.first(0x5c, in: text, value) == nil {
            draft.message = Slice(value)
            CarriedLine.read(text, value, &draft)
        } else {
            let message = LineJSON.unescaped(text, value, &draft)
            draft.message = message
            CarriedLine.read(decoded: message, text, &draft)
        }
        return true
    }

    /// What kubelet keeps of containers (CRI): `2011-03-12T00:30:01.123456789Z stdout F words`; P for a part of a longer line.
    static let cri = LogFormat(
        id: "cri", title: Localized(en: "Log of a container (Kubernetes)", ja: "コンテナのログ(Kubernetes)"), names: ["/0.log"], begins: .digit
    ) { text, line, draft in
        guard let time = LogTime.iso(text, line.lowerBound), LogText.byte(text, time.end) == 0x20,
            LogText.matches(text, time.end, " stdout ") || LogText.matches(text, time.end, " stderr "),
            LogText.byte(text, time.end + 9) == 0x20, LogText.byte(text, time.end + 8) == 0x46 || LogText.byte(text, time.end + 8) == 0x50
        else { return false }
        let message = LogText.range(time.end + 10, line.upperBound)
        draft.format = "cri"
        draft.kind = .message
        draft.moment = time.moment
        draft.add("log.stream", time.end + 1..<time.end + 7)
        draft.message = Slice(message)
        CarriedLine.read(text, message, &draft)
        return true
    }
}

/// A line of a program's own log that a container's log carries.
enum CarriedLine {
    private static let formats = LogFormats.byContent.filter {
        !["docker", "cri", "syslog", "time", "line", "compose", "coloured", "dmesg"].contains($0.id)
    }

    /// Whether a line begins as the engine writes it, or as a program that read and wrote it again does, with blanks between the marks.
    static func isDocker(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
        if LogText.matches(text, line.lowerBound, "{\"log\":\"") { return true }
        var place = line.lowerBound + 1
        if LogText.byte(text, place) == 0x20 { place += 1 }
        guard LogText.matches(text, place, "\"log\"") else { return false }
        place += 5
        if LogText.byte(text, place) == 0x20 { place += 1 }
        return LogText.matches(text, place, ": \"")
    }

    /// Reads the line of a range into a draft whose time is the carrier's, which stands.
    static func read(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) {
        guard !range.isEmpty else { return }
        let (moment, carrier, fields) = (draft.moment, draft.format, draft.fields)
        let start = LineStart(text[range.lowerBound])
        for format in formats where format.begins.contains(start) {
            var inner = draft
            inner.fields.removeAll(keepingCapacity: true)
            inner.moment = nil
            inner.kind = .raw
            if format.read(text, range, &inner) {
                inner.moment = moment ?? inner.moment
                inner.fields += fields
                inner.add("log.carrier", inner.decode(carrier))
                draft = inner
                return
            }
        }
        if !LoginWords.read(text, range, &draft) {
            LabelledText.read(text, range, &draft)
            if !RequestWords.read(text, range, &draft), !Refusal.read(text, range, &draft) { SpokenPeer.read(text, range, &draft) }
        }
    }

    /// Reads a line that had to be decoded first as a log of its own, time and all; false where no format understands it.
    static func readWhole(decoded slice: Slice, _ text: Span<UInt8>, _ draft: inout EventDraft) -> Bool {
        guard let bytes = draft.text(slice, in: text)?.bytes, let first = bytes.first, first != 0x1b else { return false }
        let line = 0..<bytes.count
        let start = LineStart(first)
        for claim in [LogClaim.own, .shared, .generic, .remnant] {
            for format in LogFormats.byContent where format.claim == claim && format.begins.contains(start) {
                var inner = EventDraft()
                inner.record = line
                if format.read(bytes.span, line, &inner) {
                    draft.moment = inner.moment
                    move(inner, bytes, &draft)
                    if let message = inner.text(inner.message, in: bytes.span) { draft.message = draft.decode(message.bytes) }
                    return true
                }
            }
        }
        return false
    }

    /// The same for a line that had to be decoded first.
    static func read(decoded slice: Slice, _ text: Span<UInt8>, _ draft: inout EventDraft) {
        guard let bytes = draft.text(slice, in: text)?.bytes, !bytes.isEmpty else { return }
        var inner = EventDraft()
        inner.moment = draft.moment
        inner.format = draft.format
        inner.kind = .message
        // What is known of the parties stands in the carrier's own bytes.
        let (address, user) = (draft.address, draft.user)
        if address.isPresent { inner.address = inner.decode(draft.text(address, in: text)?.bytes ?? []) }
        if user.isPresent { inner.user = inner.decode(draft.text(user, in: text)?.bytes ?? []) }
        read(bytes.span, 0..<bytes.count, &inner)
        guard inner.kind != .message || inner.format != draft.format || inner.address.isPresent || inner.user.isPresent else { return }
        move(inner, bytes, &draft)
    }

    /// Puts what was read from decoded bytes into the draft of the line that they were decoded from.
    private static func move(_ inner: borrowing EventDraft, _ bytes: [UInt8], _ draft: inout EventDraft) {
        func moved(_ slice: Slice, _ draft: inout EventDraft) -> Slice {
            guard let value = inner.text(slice, in: bytes.span) else { return .absent }
            return draft.decode(value.bytes)
        }
        (draft.format, draft.kind, draft.outcome) = (inner.format, inner.kind, inner.outcome)
        (draft.pid, draft.port, draft.status, draft.bytes) = (inner.pid, inner.port, inner.status, inner.bytes)
        if inner.host.isPresent { draft.host = moved(inner.host, &draft) }
        draft.process = moved(inner.process, &draft)
        draft.user = moved(inner.user, &draft)
        draft.address = moved(inner.address, &draft)
        draft.method = moved(inner.method, &draft)
        draft.path = moved(inner.path, &draft)
        draft.agent = moved(inner.agent, &draft)
        draft.referer = moved(inner.referer, &draft)
        for field in inner.fields { draft.add(field.name, moved(field.value, &draft)) }
    }
}
