import FixtureFiles
import Model
import Testing

@testable import Inquiry

/// Events with the session that each belongs to, and the sessions that come of them in the order in which they end. The form: `TIME KIND
/// key=value… = NUMBER`, and `= NUMBER USER ADDRESS SERVICE TERMINAL START END ENDING EVENTS`.
private struct SessionFixture {
    var clues: [(clue: SessionClue, session: String)] = []
    var sessions: [String] = []
    var problems: [String] = []

    init(named name: String) {
        let bytes = FixtureFiles.bytes("InquiryTests/Fixtures/Sessions/\(name)") ?? []
        for line in (String(validating: bytes, as: UTF8.self) ?? "").split(separator: "\n") where !line.hasPrefix("#") {
            let words = line.split(separator: " ").map(String.init)
            if words.first == "=" {
                sessions.append(words.dropFirst().joined(separator: " "))
            } else if words.count >= 4, words[words.count - 2] == "=", let kind = EventKind(rawValue: words[1]) {
                clues.append((SessionFixture.clue(words, kind), words[words.count - 1]))
            } else {
                problems.append(String(line))
            }
        }
    }

    private static func clue(_ words: [String], _ kind: EventKind) -> SessionClue {
        var clue = SessionClue(kind, at: moment("2011-03-12T\(words[0])Z"))
        for word in words.dropFirst(2).dropLast(2) {
            let pair = word.split(separator: "=", maxSplits: 1).map(String.init)
            guard pair.count == 2 else { continue }
            switch pair[0] {
            case "format": clue.format = pair[1]
            case "process": clue.process = RawText(pair[1])
            case "pid": clue.pid = Int(pair[1])
            case "user": clue.user = RawText(pair[1])
            case "target": clue.target = RawText(pair[1])
            case "address": clue.address = RawText(pair[1])
            case "port": clue.port = Int(pair[1])
            case "terminal": clue.terminal = RawText(pair[1])
            case "seat": clue.seat = RawText(pair[1])
            case "audit": clue.audit = RawText(pair[1])
            default: continue
            }
        }
        return clue
    }
}

@Suite struct `A session` {
    static let names = FixtureFiles.names(in: "InquiryTests/Fixtures/Sessions").filter { $0.hasSuffix(".txt") }

    @Test(arguments: names) func `holds the events that are its own, and no others`(name: String) {
        let fixture = SessionFixture(named: name)
        #expect(fixture.problems == [])
        #expect(!fixture.clues.isEmpty)
        var joiner = SessionJoiner()
        var sessions: [Session] = []
        for (clue, wanted) in fixture.clues {
            let given = joiner.take(clue).map(String.init) ?? "-"
            #expect(given == wanted, "\(name) \(clue.time.rfc3339()) \(clue.kind.rawValue)")
            sessions += joiner.takeFinished()
        }
        sessions += joiner.finish()
        #expect(sessions.map(words) == fixture.sessions)
    }

    @Test func `survives being laid down and read again`() throws {
        for name in `A session`.names {
            for (clue, _) in SessionFixture(named: name).clues {
                var bytes: [UInt8] = []
                clue.encode(to: &bytes)
                let count = bytes.count
                bytes += [0x7b, 0x7d]
                var end = 0
                let read = SessionClue(bytes.span, at: clue.time, end: &end)
                #expect(read == clue)
                #expect(end == count)
                for cut in 0..<count {
                    let part = SessionClue(bytes.span.extracting(0..<cut), at: clue.time, end: &end)
                    #expect(part == nil)
                }
            }
        }
    }

    @Test func `is let go of when somebody logs in ever again, so that memory does not grow`() {
        var joiner = SessionJoiner(mostOpen: 50)
        var over = 0
        for number in 0..<10_000 {
            var clue = SessionClue(.loginSuccess, at: Timestamp(seconds: Int64(number)))
            (clue.format, clue.process, clue.pid, clue.user) = ("sshd", "sshd", number, "root")
            (clue.address, clue.port) = ("203.0.113.9", number)
            #expect(joiner.take(clue) == number + 1)
            over += joiner.takeFinished().count
        }
        #expect(over == 9_950)
        #expect(joiner.finish().count == 50)
    }

    private func words(_ session: Session) -> String {
        func time(_ time: Timestamp?) -> String { time.map { String($0.rfc3339().dropFirst(11).dropLast()) } ?? "-" }
        return [
            String(session.number), session.user.escaped(), session.address.escaped(), session.service,
            session.terminal.isEmpty ? "-" : session.terminal.escaped(), time(session.start), time(session.end), session.ending.rawValue,
            String(session.events),
        ].joined(separator: " ")
    }
}
