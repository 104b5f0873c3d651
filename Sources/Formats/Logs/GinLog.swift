import Model

extension LogFormat {
    /// The access log of Gin, a library of Go, as Gotify, Ollama and others show it:
    /// `[GIN] 2011/03/12 - 00:30:01 | 401 |     505.317µs |       192.0.2.1 | POST     "/client"`.
    static let gin = LogFormat(
        id: "gin", title: Localized(en: "Access log of a Gin application (Go)", ja: "Ginアプリケーションのアクセスログ(Go)"), names: [],
        begins: .bracket
    ) { text, line, draft in
        let end = line.upperBound
        guard let rest = LogText.behind("[GIN] ", in: text, line), LogText.matches(text, rest.lowerBound + 10, " - "),
            let year = LogText.digits(text, rest.lowerBound, 4), let month = LogText.digits(text, rest.lowerBound + 5, 2),
            let day = LogText.digits(text, rest.lowerBound + 8, 2), (1...12).contains(month), (1...31).contains(day),
            let second = LogText.clock(text, rest.lowerBound + 13)
        else { return false }
        var cells = BarCells(LogText.range(rest.lowerBound + 13, end))
        _ = cells.next(text)
        guard let status = cells.next(text), let number = HTTPLine.status(text, LogText.trimmed(text, status).lowerBound),
            cells.next(text) != nil,
            let peer = cells.next(text), let request = cells.next(text)
        else { return false }
        let address = LogText.trimmed(text, peer)
        let method = LogText.word(text, LogText.skipBlanks(text, request.lowerBound, end: end), end: end)
        draft.format = "gin"
        draft.kind = .httpRequest
        draft.moment = .local(year: year, month: month, day: day, second: second)
        draft.status = number
        if HTTPLine.isAddress(text, address) { HTTPLine.setPeer(text, address, &draft) }
        draft.method = Slice(method)
        if let open = LogText.first(0x22, in: text, LogText.range(method.upperBound, end)) {
            draft.path = HTTPLine.unescaped(text, LogText.range(open + 1, LogText.last(0x22, in: text, open + 1..<end) ?? end), &draft)
        }
        HTTPLine.setOutcome(&draft)
        return true
    }
}
