import Model

/// Log-ins in the words that programs of all kinds use for them, for messages of a program that is not known.
///
/// A message is a log-in where it says in one of the usual phrases how it ended, and names a party: the peer's address or the user.
enum LoginWords {
    static let longest = 4096

    /// Reads the message of a draft whose head and fields are known, decoded or not.
    static func read(_ text: Span<UInt8>, _ draft: inout EventDraft) {
        read(text, draft.message, &draft)
    }

    /// Reads the text of a slice, decoded or not.
    @discardableResult
    static func read(_ text: Span<UInt8>, _ slice: Slice, _ draft: inout EventDraft) -> Bool {
        guard slice.isPresent, !slice.isEmpty else { return false }
        guard slice.isDecoded else { return read(text, slice.range, &draft) }
        guard let bytes = draft.text(slice, in: text)?.bytes else { return false }
        let start = slice.range.lowerBound
        let isNamed = draft.user.isPresent
        let isLocated = draft.address.isPresent
        let port = draft.port
        let done = read(bytes.span, 0..<bytes.count, &draft)
        // What was found lies within the copy; its place among the decoded bytes is told instead.
        if !isNamed, draft.user.isPresent { draft.user = moved(draft.user, by: start) }
        if !isLocated, draft.address.isPresent { draft.address = moved(draft.address, by: start) }
        if port != nil { draft.port = port }
        return done
    }

    /// Takes the name of the user from a text that is known to be about a log-in.
    static func name(_ text: Span<UInt8>, _ slice: Slice, _ draft: inout EventDraft) {
        guard !draft.user.isPresent, slice.isPresent, let bytes = draft.text(slice, in: text)?.bytes,
            let user = LoginParty.user(bytes.span, 0..<min(bytes.count, longest))
        else { return }
        let start = slice.range.lowerBound + user.lowerBound
        draft.user = slice.isDecoded ? .decoded(start..<start + user.count) : Slice(start..<start + user.count)
    }

    static func moved(_ slice: Slice, by start: Int) -> Slice {
        .decoded(start + slice.range.lowerBound..<start + slice.range.upperBound)
    }

    @discardableResult
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let range = message.lowerBound..<min(message.upperBound, message.lowerBound + longest)
        guard let verdict = LoginVerdict.read(text, range) ?? LabelledText.verdict(text, range) ?? GenericMessage.nearness(text, range)
        else { return false }
        if !draft.address.isPresent, let address = LoginParty.address(text, range) {
            HTTPLine.setPeer(text, address, &draft)
            if draft.port == nil, LogText.matches(text, address.upperBound, " port "),
                let port = LogText.number(text, LogText.range(address.upperBound + 6, range.upperBound))?.value, port < 65_536
            {
                draft.port = port
            }
        }
        if !draft.user.isPresent, let user = LoginParty.user(text, range) { draft.user = Slice(user) }
        // A claim without anybody to hold to it is a message, but for a failure in the plainest words.
        guard draft.address.isPresent || draft.user.isPresent || !verdict && LoginVerdict.isPlain(text, range) else { return false }
        draft.kind = verdict ? .loginSuccess : .loginFailure
        draft.outcome = verdict ? .success : .failure
        return true
    }
}
