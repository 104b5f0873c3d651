import Model

/// A sentence that a program writes, with the places where it puts names and addresses: `Failed login: username={user} ip={address}`.
///
/// `{user}` and other text that a visitor may have chosen is taken as long as it can be, so that a copy of the sentence's end within a name
/// is part of the name. What a place may hold otherwise is told by its name:
/// `{address}` an address or host name, also in brackets, and a port behind a colon; `{port}`, `{pid}`, `{status}`, `{bytes}` a number;
/// `{word}` no blank, not kept; `{*}` anything, as little as possible, not kept; `{+name}` a word kept as a field; `{=name}` text kept as a
/// field. The sentence has to end where the text ends, but for a `{*}` at its end.
struct LogPhrase: Sendable {
    private enum Piece: Sendable {
        case literal([UInt8])
        case place(Place, String)
    }
    private enum Place: Sendable {
        case user, address, port, pid, status, bytes, path, method, message, word, anything, wordField, textField

        /// May hold blanks.
        var isText: Bool {
            switch self {
            case .user, .path, .message, .textField: true
            default: false
            }
        }
    }

    let kind: EventKind
    let outcome: EventOutcome?
    private let pieces: [Piece]

    init(_ kind: EventKind, _ outcome: EventOutcome? = nil, _ sentence: String) {
        (self.kind, self.outcome) = (kind, outcome)
        var pieces: [Piece] = []
        var literal: [UInt8] = []
        var name: [UInt8]?
        for byte in sentence.utf8 {
            if byte == 0x7b, name == nil {
                if !literal.isEmpty { pieces.append(.literal(literal)) }
                (literal, name) = ([], [])
            } else if byte == 0x7d, let open = name {
                pieces.append(LogPhrase.place(RawText(open).utf8 ?? ""))
                name = nil
            } else if name != nil {
                name?.append(byte)
            } else {
                literal.append(byte)
            }
        }
        if !literal.isEmpty { pieces.append(.literal(literal)) }
        self.pieces = pieces
    }

    init(_ kind: EventKind, _ sentence: String) { self.init(kind, nil, sentence) }

    /// A failed log-in.
    static func failure(_ sentence: String) -> LogPhrase { LogPhrase(.loginFailure, .failure, sentence) }

    private static func place(_ name: String) -> Piece {
        switch name {
        case "user": .place(.user, "")
        case "address": .place(.address, "")
        case "port": .place(.port, "")
        case "pid": .place(.pid, "")
        case "status": .place(.status, "")
        case "bytes": .place(.bytes, "")
        case "path": .place(.path, "")
        case "method": .place(.method, "")
        case "message": .place(.message, "")
        case "word": .place(.word, "")
        default:
            if name.hasPrefix("+") {
                .place(.wordField, String(name.dropFirst()))
            } else if name.hasPrefix("=") {
                .place(.textField, String(name.dropFirst()))
            } else {
                .place(.anything, "")
            }
        }
    }

    /// Reads the text of a range with the first sentence that fits it.
    static func read(_ phrases: [LogPhrase], _ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        for phrase in phrases where phrase.read(text, range, &draft) { return true }
        return false
    }

    func read(_ text: Span<UInt8>, _ range: Range<Int>, _ draft: inout EventDraft) -> Bool {
        if case .literal(let first)? = pieces.first {
            guard LogPhrase.matches(text, range.lowerBound, range.upperBound, first) else { return false }
        }
        var found: [(Int, Range<Int>)] = []
        var work = 4096
        guard match(text, 0, range.lowerBound, range.upperBound, &found, &work) else { return false }
        draft.kind = kind
        if let outcome { draft.outcome = outcome }
        for (index, value) in found.reversed() {
            guard case .place(let place, let name) = pieces[index] else { continue }
            LogPhrase.assign(place, name, text, value, &draft)
        }
        return true
    }

    private static func assign(_ place: Place, _ name: String, _ text: Span<UInt8>, _ value: Range<Int>, _ draft: inout EventDraft) {
        switch place {
        case .user: draft.user = Slice(value)
        case .address: HTTPLine.setPeer(text, value, &draft)
        case .port: draft.port = LogText.number(text, value).flatMap { $0.value < 65_536 ? $0.value : nil }
        case .pid: draft.pid = LogText.number(text, value)?.value
        case .status: draft.status = LogText.number(text, value)?.value
        case .bytes: draft.bytes = LogText.number(text, value).map { Int64($0.value) }
        case .path: draft.path = Slice(value)
        case .method: draft.method = Slice(value)
        case .message: draft.message = Slice(value)
        case .wordField, .textField: if !value.isEmpty { draft.add(name, value) }
        case .word, .anything: break
        }
    }

    private static func matches(_ text: Span<UInt8>, _ at: Int, _ end: Int, _ literal: [UInt8]) -> Bool {
        guard literal.count <= end - at else { return false }
        let literal = literal.span
        for index in 0..<literal.count where literal[index] != text[at + index] { return false }
        return true
    }

    /// Matches the pieces from `index` on; what places hold is put into `found`, the last first. `work` bounds how often it tries.
    private func match(
        _ text: Span<UInt8>, _ index: Int, _ at: Int, _ end: Int, _ found: inout [(Int, Range<Int>)], _ work: inout Int
    ) -> Bool {
        guard work > 0 else { return false }
        work -= 1
        guard index < pieces.count else { return at == end }
        switch pieces[index] {
        case .literal(let literal):
            return LogPhrase.matches(text, at, end, literal) && match(text, index + 1, at + literal.count, end, &found, &work)
        case .place(let place, _):
            let isLast = index + 1 == pieces.count
            if place == .anything || place.isText {
                if isLast {
                    found.append((index, at..<end))
                    return true
                }
                guard case .literal(let next) = pieces[index + 1] else {
                    // Another place right behind: it begins at the next word.
                    return match(text, index + 1, at, end, &found, &work)
                }
                return place.isText
                    ? matchLongest(text, index, at, end, next, &found, &work) : matchShortest(text, index, at, end, next, &found, &work)
            }
            guard let stop = LogPhrase.stop(place, text, at, end), match(text, index + 1, stop, end, &found, &work) else {
                return false
            }
            found.append((index, at..<stop))
            return true
        }
    }

    private func matchLongest(
        _ text: Span<UInt8>, _ index: Int, _ at: Int, _ end: Int, _ next: [UInt8], _ found: inout [(Int, Range<Int>)], _ work: inout Int
    ) -> Bool {
        var stop = end - next.count
        while stop >= at, work > 0 {
            if LogPhrase.matches(text, stop, end, next), match(text, index + 2, stop + next.count, end, &found, &work) {
                found.append((index, at..<stop))
                return true
            }
            stop -= 1
        }
        return false
    }

    private func matchShortest(
        _ text: Span<UInt8>, _ index: Int, _ at: Int, _ end: Int, _ next: [UInt8], _ found: inout [(Int, Range<Int>)], _ work: inout Int
    ) -> Bool {
        var stop = at
        while stop <= end - next.count, work > 0 {
            if LogPhrase.matches(text, stop, end, next), match(text, index + 2, stop + next.count, end, &found, &work) {
                found.append((index, at..<stop))
                return true
            }
            stop += 1
        }
        return false
    }

    /// Where a place without blanks ends; nil where it is empty or of another form.
    private static func stop(_ place: Place, _ text: Span<UInt8>, _ at: Int, _ end: Int) -> Int? {
        var stop = at
        switch place {
        case .address: return addressEnd(text, at, end)
        case .port, .pid, .status, .bytes:
            while stop < end, ShellByte.isDigit(text[stop]) { stop += 1 }
        case .method:
            while stop < end, ShellByte.isName(text[stop]) || text[stop] == 0x2d { stop += 1 }
        default:
            while stop < end, text[stop] != 0x20, text[stop] != 0x09 { stop += 1 }
        }
        return stop > at ? stop : nil
    }

    /// Behind an address or host name, in brackets or not, and a port.
    private static func addressEnd(_ text: Span<UInt8>, _ at: Int, _ end: Int) -> Int? {
        var stop = at
        if stop < end, text[stop] == 0x5b {
            guard let close = LogText.first(0x5d, in: text, stop..<min(end, stop + 64)) else { return nil }
            stop = close + 1
            if stop + 1 < end, text[stop] == 0x3a, ShellByte.isDigit(text[stop + 1]) {
                stop += 1
                while stop < end, ShellByte.isDigit(text[stop]) { stop += 1 }
            }
            return stop
        }
        while stop < end, stop - at < 256 {
            let byte = text[stop]
            guard ShellByte.isName(byte) || byte == 0x2e || byte == 0x3a || byte == 0x2d || byte == 0x25 else { break }
            stop += 1
        }
        // The full stop or colon that ends the sentence.
        while stop > at, text[stop - 1] == 0x2e || text[stop - 1] == 0x3a && !(stop - at > 1 && text[stop - 2] == 0x3a) { stop -= 1 }
        return stop > at ? stop : nil
    }
}
