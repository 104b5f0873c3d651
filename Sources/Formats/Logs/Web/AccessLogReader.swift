import Model

extension AccessLogGrammar {
    /// Reads a line into an empty draft; false where it was not written by this grammar. What was cut off at the line's end is missing.
    package func read(_ text: Span<UInt8>, _ line: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let end = min(line.upperBound, text.count)
        let literals = self.literals.span
        var at = line.lowerBound
        guard matches(text, at, end, literals, 0, head) else { return false }
        at += head
        var parts = Parts()
        var index = 0
        let count = steps.count
        while index < count {
            let step = steps[index]
            let from = at
            var hasEscapes = false
            if step.value.isTime {
                guard let behind = readTime(text, at, end, step, &parts, &draft) else { return false }
                at = behind
            } else if step.isQuoted {
                var isCut = false
                while true {
                    at = HTTPLine.quoteOrBackslash(text, at, end)
                    while at < end, text[at] == 0x5c {
                        if isEscaped { hasEscapes = true }
                        at = HTTPLine.quoteOrBackslash(text, at + (isEscaped ? 2 : 1), end)
                    }
                    guard at < end else {
                        (at, isCut) = (end, true)
                        break
                    }
                    if matches(text, at, end, literals, step.literal.start, step.literal.end) { break }
                    at += 1
                }
                if isCut {
                    // Cut off within the request or behind it: what stands before is worth keeping.
                    assign(text, from..<at, step, hasEscapes, &draft)
                    return finish(parts, &draft)
                }
            } else {
                guard let behind = plainEnd(text, at, end, index, literals, &parts, &draft) else { return false }
                at = behind
                hasEscapes = step.value != .peer && step.value != .status && step.value != .bytes
            }
            assign(text, from..<at, step, hasEscapes, &draft)
            let length = step.literal.end - step.literal.start
            if length > 0 {
                guard matches(text, at, end, literals, step.literal.start, step.literal.end) else {
                    // The line may end within the fixed text.
                    return at >= end && draft.status != nil && finish(parts, &draft)
                }
                at += length
            }
            index += 1
        }
        return finish(parts, &draft)
    }

    @inline(__always)
    private func matches(_ text: Span<UInt8>, _ at: Int, _ end: Int, _ literals: Span<UInt8>, _ start: Int, _ stop: Int) -> Bool {
        guard stop - start <= end - at else { return false }
        var index = start
        while index < stop {
            if literals[index] != text[at + index - start] { return false }
            index += 1
        }
        return true
    }

    /// Where a value without quotes ends: at the first place where the fixed text behind it stands and the next value can begin.
    @inline(__always)
    private func plainEnd(
        _ text: Span<UInt8>, _ start: Int, _ end: Int, _ index: Int, _ literals: Span<UInt8>, _ parts: inout Parts,
        _ draft: inout EventDraft
    ) -> Int? {
        let step = steps[index]
        var at = start
        guard step.literal.end > step.literal.start else {
            guard step.isAdjacent else { return end }
            switch step.value {
            case .status, .bytes, .port, .pid:
                while at < end, ShellByte.isDigit(text[at]) || text[at] == 0x2d { at += 1 }
            default: break
            }
            return at
        }
        let first = literals[step.literal.start]
        let isList = step.value == .forwarded
        while at < end {
            while at < end, text[at] != first { at += 1 }
            if at < end, matches(text, at, end, literals, step.literal.start, step.literal.end) {
                // A list of proxies goes on behind ", ".
                let goesOn = isList && first == 0x20 && at > start && text[at - 1] == 0x2c
                if !goesOn, begins(text, at + step.literal.end - step.literal.start, end, index + 1, literals, &parts, &draft) { return at }
            }
            at += 1
        }
        // The last value may lack the text that closes the line.
        return index == steps.count - 1 ? end : nil
    }

    /// Whether the value of a step can begin here, as far as its form tells.
    @inline(__always)
    private func begins(
        _ text: Span<UInt8>, _ at: Int, _ end: Int, _ index: Int, _ literals: Span<UInt8>, _ parts: inout Parts,
        _ draft: inout EventDraft
    ) -> Bool {
        guard index < steps.count else { return true }
        let next = steps[index]
        switch next.value {
        case .commonTime:
            // The user before it may have written a time into the name; quotes within it would have been escaped.
            let bracket = LogText.byte(text, at) == 0x5b ? 1 : 0
            guard let time = LogTime.common(text, at + bracket) else { return LogText.byte(text, at + bracket) == 0x2d }
            let behind = time.end + bracket
            guard matches(text, behind, end, literals, next.literal.start, next.literal.end) else { return false }
            (parts.readAt, parts.readEnd, draft.moment) = (at, behind, time.moment)
            return true
        case .isoTime: return LogTime.iso(text, at) != nil
        case .status, .bytes, .epochSeconds, .epochMilliseconds, .epochMicroseconds:
            let byte = LogText.byte(text, at)
            return ShellByte.isDigit(byte) || byte == 0x2d
        default: return true
        }
    }

    @inline(__always)
    private func readTime(
        _ text: Span<UInt8>, _ start: Int, _ end: Int, _ step: Step, _ parts: inout Parts, _ draft: inout EventDraft
    ) -> Int? {
        switch step.value {
        case .commonTime:
            if parts.readAt == start { return parts.readEnd }
            if LogText.byte(text, start) == 0x5b {
                guard let time = LogTime.common(text, start + 1), LogText.byte(text, time.end) == 0x5d, time.end < end else { return nil }
                draft.moment = time.moment
                return time.end + 1
            }
            guard let time = LogTime.common(text, start), time.end <= end else { return nil }
            draft.moment = time.moment
            return time.end
        case .isoTime:
            guard let time = LogTime.iso(text, start), time.end <= end else { return nil }
            draft.moment = time.moment
            return time.end
        default: return readPart(text, start, end, step, &parts)
        }
    }

    @inline(__always)
    private func finish(_ parts: Parts, _ draft: inout EventDraft) -> Bool {
        if draft.moment == nil {
            guard let moment = parts.moment else { return false }
            draft.moment = moment
        } else if parts.precision != .second {
            draft.moment?.nanoseconds = parts.nanoseconds
            draft.moment?.precision = parts.precision
        }
        draft.format = "http.access"
        draft.kind = .httpRequest
        HTTPLine.setOutcome(&draft)
        return true
    }

    @inline(__always)
    private func assign(_ text: Span<UInt8>, _ range: Range<Int>, _ step: Step, _ hasEscapes: Bool, _ draft: inout EventDraft) {
        guard range.lowerBound < range.upperBound else { return }
        switch step.value {
        case .peer: HTTPLine.setPeer(text, range, &draft)
        case .request: HTTPLine.request(text, range, &draft)
        case .status: draft.status = HTTPLine.status(text, range.lowerBound)
        case .bytes: if let number = LogText.number(text, range), number.end == range.upperBound { draft.bytes = Int64(number.value) }
        case .user: if !HTTPLine.isNothing(text, range) { draft.user = HTTPLine.unescaped(text, range, &draft) }
        case .referer: draft.referer = HTTPLine.value(text, range, hasEscapes: hasEscapes, &draft)
        case .agent: draft.agent = HTTPLine.value(text, range, hasEscapes: hasEscapes, &draft)
        case .skip: break
        default: assignMore(text, range, step, &draft)
        }
    }

    private func assignMore(_ text: Span<UInt8>, _ range: Range<Int>, _ step: Step, _ draft: inout EventDraft) {
        if HTTPLine.isNothing(text, range) { return }
        switch step.value {
        case .client:
            // The address that the connection came from goes before what a client or a proxy said of itself.
            if draft.address == .absent { HTTPLine.setPeer(text, range, &draft) } else { draft.add("client.address", range) }
        case .forwarded:
            draft.add("http.request.headers.x-forwarded-for", range)
            guard draft.address == .absent else { return }
            var from = LogText.last(0x2c, in: text, range).map { $0 + 1 } ?? range.lowerBound
            from = LogText.skipBlanks(text, from, end: range.upperBound)
            if from < range.upperBound { HTTPLine.setPeer(text, from..<range.upperBound, &draft) }
        case .method: draft.method = Slice(range)
        case .target: draft.path = HTTPLine.unescaped(text, range, &draft)
        case .query: draft.add("url.query", HTTPLine.unescaped(text, range, &draft))
        case .version:
            let isNamed = LogText.matches(text, range.lowerBound, "HTTP/") && range.count > 5
            draft.add("http.version", (isNamed ? range.lowerBound + 5 : range.lowerBound)..<range.upperBound)
        case .domain: draft.add("url.domain", HTTPLine.unescaped(text, range, &draft))
        case .domainAndPort:
            let site = HTTPLine.peer(text, range)
            draft.add("url.domain", HTTPLine.unescaped(text, site.address, &draft))
        case .port: draft.port = LogText.number(text, range).flatMap { $0.value < 65_536 ? $0.value : nil }
        case .pid: draft.pid = LogText.number(text, range)?.value
        case .field where step.name < names.count: draft.add(names[step.name], HTTPLine.unescaped(text, range, &draft))
        default: break
        }
    }
}
