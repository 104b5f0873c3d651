import Model

extension LogFormat {
    /// Zeek's logs of connections and what was said in them (`conn.log`, `http.log`, `ssh.log` …), values parted by tabs, with the columns that
    /// all of them begin with: time, id, peer, port, answering address, port. Zeek names the columns in the file's head; those of requests are
    /// told by their shape.
    static let zeek = LogFormat(
        id: "zeek", title: Localized(en: "Zeek's logs", ja: "Zeekのログ"), names: ["/zeek/current/http.log", "/zeek/current/conn.log"],
        begins: .digit
    ) { text, line, draft in
        var at = line.lowerBound
        func next() -> Range<Int> {
            let end = LogText.first(0x09, in: text, at..<line.upperBound) ?? line.upperBound
            defer { at = min(line.upperBound, end + 1) }
            return at..<end
        }
        let time = next()
        guard let moment = LogTime.epoch(text, time), moment.end == time.upperBound, moment.moment.precision == .microsecond else {
            return false
        }
        let id = next()
        guard (16...20).contains(id.count), LogText.byte(text, id.lowerBound) == 0x43 else { return false }
        let peer = next()
        let port = next()
        let other = next()
        let otherPort = next()
        guard HTTPLine.isAddress(text, peer), HTTPLine.isAddress(text, other), let number = LogText.number(text, port),
            number.end == port.upperBound, number.value < 65_536
        else { return false }
        draft.format = "zeek"
        draft.kind = .networkConnect
        draft.moment = moment.moment
        draft.address = Slice(peer)
        draft.port = number.value
        draft.add("session.id", id)
        draft.add("destination.address", other)
        draft.add("destination.port", otherPort)
        draft.message = Slice(LogText.range(at, line.upperBound))
        request(text, LogText.range(at, line.upperBound), &draft)
        return true
    }

    /// `1 GET host uri referrer version agent request-length response-length status …` of http.log.
    private static func request(_ text: Span<UInt8>, _ rest: Range<Int>, _ draft: inout EventDraft) {
        var cells: [Range<Int>] = []
        var at = rest.lowerBound
        while cells.count < 11, at < rest.upperBound {
            let end = LogText.first(0x09, in: text, at..<rest.upperBound) ?? rest.upperBound
            cells.append(at..<end)
            at = end + 1
        }
        // Releases before 3.1 have no version, later ones an origin behind the agent.
        guard cells.count == 11, LogText.number(text, cells[0])?.end == cells[0].upperBound, cells[1].count >= 3,
            cells[1].allSatisfy({ text[$0] >= 0x41 && text[$0] <= 0x5a }), LogText.byte(text, cells[3].lowerBound) == 0x2f
        else { return }
        let status = cells[9...].first { HTTPLine.status(text, $0.lowerBound) != nil && $0.count == 3 }
        draft.kind = .httpRequest
        draft.method = Slice(cells[1])
        draft.add("url.domain", cells[2])
        draft.path = Slice(cells[3])
        if !HTTPLine.isNothing(text, cells[4]) { draft.referer = Slice(cells[4]) }
        if !HTTPLine.isNothing(text, cells[6]) { draft.agent = Slice(cells[6]) }
        if let status { draft.status = HTTPLine.status(text, status.lowerBound) }
        HTTPLine.setOutcome(&draft)
    }
}
