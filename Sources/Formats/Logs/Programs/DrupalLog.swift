import Model

extension ProgramLog {
    /// Drupal's module syslog: `BASE_URL|TIMESTAMP|TYPE|ADDRESS|REQUEST_URI|REFERER|UID|LINK|MESSAGE`.
    static let drupal = ProgramLog(
        id: "drupal", title: Localized(en: "Drupal", ja: "Drupal"), programs: ["drupal"]
    ) { text, message, draft in
        draft.wholly { DrupalMessage.read(text, message, &$0) }
    }
}

enum DrupalMessage {
    /// Address and type are read from the front, where all is the server's; the message from the end, since request and referer may hold
    /// bars of their own.
    static func read(_ text: Span<UInt8>, _ message: Range<Int>, _ draft: inout EventDraft) -> Bool {
        guard LogText.begins(text, message, "http"), let first = LogText.first(0x7c, in: text, message),
            let second = LogText.first(0x7c, in: text, first + 1..<message.upperBound),
            LogText.wholeNumber(text, first + 1..<second) != nil,
            let third = LogText.first(0x7c, in: text, second + 1..<message.upperBound),
            let fourth = LogText.first(0x7c, in: text, third + 1..<message.upperBound),
            let words = words(text, fourth + 1..<message.upperBound)
        else { return false }
        let type = second + 1..<third
        draft.add("event.category", type)
        draft.add("url.domain", message.lowerBound..<first)
        _ = draft.peer(text, third + 1..<fourth)
        if let uri = LogText.first(0x7c, in: text, fourth + 1..<words.lowerBound) { draft.path = Slice(fourth + 1..<uri) }
        draft.message = Slice(words)
        if LogText.equals(text, type, "user"), user(text, words, &draft) { return true }
        let isError =
            LogText.equals(text, type, "page not found") || LogText.equals(text, type, "access denied") || LogText.equals(text, type, "php")
        draft.tell(isError ? .httpError : .message, LogText.equals(text, type, "access denied") ? .failure : nil)
        return true
    }

    private static func user(_ text: Span<UInt8>, _ words: Range<Int>, _ draft: inout EventDraft) -> Bool {
        let end = LogText.ends(text, words, ".") ? words.upperBound - 1 : words.upperBound
        if let rest = LogText.behind("Login attempt failed for ", in: text, words)
            ?? LogText.behind("Login attempt failed from ", in: text, words)
        {
            // Newer releases leave the name out and write the address.
            let name = rest.lowerBound..<max(rest.lowerBound, end)
            if !LogPeer.isAddress(text, name) { draft.user = Slice(name) }
            draft.tell(.loginFailure, .failure)
        } else if LogText.begins(text, words, "Login attempt failed") {
            draft.tell(.loginFailure, .failure)
        } else if let rest = LogText.behind("Session opened for ", in: text, words) {
            draft.user = Slice(rest.lowerBound..<max(rest.lowerBound, end))
            draft.tell(.loginSuccess, .success)
        } else if let rest = LogText.behind("Session closed for ", in: text, words) {
            draft.user = Slice(rest.lowerBound..<max(rest.lowerBound, end))
            draft.tell(.logout)
        } else if let rest = LogText.behind("New user: ", in: text, words) {
            draft.user = Slice(LogText.word(text, rest.lowerBound, end: rest.upperBound))
            draft.tell(.accountCreate, .success)
        } else if let rest = LogText.behind("Deleted user: ", in: text, words) {
            draft.user = Slice(LogText.word(text, rest.lowerBound, end: rest.upperBound))
            draft.tell(.accountDelete, .success)
        } else {
            return false
        }
        return true
    }

    /// What stands behind the last `|UID|LINK|`: a number, and nothing or a link between bars.
    private static func words(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        var end = range.upperBound
        var tries = 0
        while tries < 64, let bar = LogText.last(0x7c, in: text, range.lowerBound..<end) {
            tries += 1
            end = bar
            guard let link = LogText.last(0x7c, in: text, range.lowerBound..<bar),
                let uid = LogText.last(0x7c, in: text, range.lowerBound..<link)
            else { return nil }
            if LogText.wholeNumber(text, uid + 1..<link) != nil, link + 1 == bar || text[link + 1] == 0x3c {
                return bar + 1..<range.upperBound
            }
        }
        return nil
    }
}
