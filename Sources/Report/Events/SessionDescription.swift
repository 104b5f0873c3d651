import Model

/// Somebody's stay on a machine, in the terms of the report.
package struct SessionDescription: Sendable {
    package enum Ending: String, Sendable {
        case open, logout, shutdown
    }
    package var number: Int
    package var service: String
    package var user: RawText
    package var address: RawText
    package var port: Int?
    package var terminal: RawText
    package var start: Timestamp
    package var end: Timestamp?
    package var ending: Ending
    package var events: Int
    package var kinds: [EventKind: Int]

    package init(
        number: Int, service: String, user: RawText, address: RawText, port: Int?, terminal: RawText, start: Timestamp, end: Timestamp?,
        ending: Ending, events: Int, kinds: [EventKind: Int]
    ) {
        (self.number, self.service, self.user, self.address, self.port) = (number, service, user, address, port)
        (self.terminal, self.start, self.end, self.ending) = (terminal, start, end, ending)
        (self.events, self.kinds) = (events, kinds)
    }
}

extension Report {
    /// `{"session":1,"service","user","address","port","terminal","start","end","ending","counted","kinds":{…}}` and a newline.
    package static func sessionJSON(_ session: SessionDescription) -> String {
        var object: JSONObject = [("session", .number(session.number)), ("service", .string(session.service))]
        object.add("user", session.user)
        object.add("address", session.address.isEmpty ? nil : session.address)
        object.append([("port", .number(session.port))])
        object.add("terminal", session.terminal.isEmpty ? nil : session.terminal)
        object.add("start", .time(session.start))
        object.add("end", .time(session.end))
        object.append([("ending", .string(session.ending.rawValue)), ("counted", .number(session.events))])
        let kinds = session.kinds.sorted { $0.key.rawValue < $1.key.rawValue }
        var counts: JSONObject = []
        for (kind, count) in kinds { counts.add(kind.rawValue, .number(count)) }
        object.add("kinds", .object(counts))
        return JSONWriter.compact(.object(object))
    }

    /// The head of a session's block, for a person.
    package static func sessionText(_ session: SessionDescription, language: Language, offset: Int) -> String {
        var parts = ["#\(session.number)", session.user.isEmpty ? "-" : session.user.escaped()]
        if !session.address.isEmpty {
            let peer = session.address.escaped() + (session.port.map { ":\($0)" } ?? "")
            parts.append(language == .ja ? "接続元 \(peer)" : "from \(peer)")
        }
        parts.append(([session.service] + (session.terminal.isEmpty ? [] : [session.terminal.escaped()])).joined(separator: ", "))
        let start = session.start.printable.rfc3339(offset: offset)
        let end = session.end.map { $0.printable.rfc3339(offset: offset) } ?? "?"
        return "\(start) – \(end)  " + parts.joined(separator: "  ") + "  " + words(session, language)
    }

    private static func words(_ session: SessionDescription, _ language: Language) -> String {
        let how: Localized =
            switch session.ending {
            case .open: Localized(en: "no log-out on record", ja: "ログアウトの記録なし")
            case .logout: Localized(en: "logged out", ja: "ログアウト")
            case .shutdown: Localized(en: "ended by the machine's shutdown", ja: "サーバーの停止で終了")
            }
        let count = Localized(en: "\(session.events) events", ja: "\(session.events) 件")
        return [how, count].map { localized in
            localized[language].pieces.map { if case .words(let words) = $0 { words } else { "" } }.joined()
        }.joined(separator: ", ")
    }
}
