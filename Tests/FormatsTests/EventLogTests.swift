import FixtureFiles
import Formats
import Model
import Testing

/// What a line of `-- events --` says of an event: only what it names is compared.
///
/// `2011-03-12T00:30:01Z sshd login.failure failure user=bob address=192.0.2.1 x.y=z`; a dash stands for "none", `\s` for a space, `\\` for a backslash within a
/// value. The words in front are time, format, kind and outcome.
struct ExpectedEvent {
    static func words(of event: Event, like expected: String) -> String {
        let wanted = expected.split(separator: " ").dropFirst(4).compactMap {
            $0.split(separator: "=", maxSplits: 1).first.map(String.init)
        }
        var words = [
            event.time.map { $0.timestamp.rfc3339(fraction: true) } ?? "-", event.format, event.kind.rawValue,
            event.outcome?.rawValue ?? "-",
        ]
        for name in wanted { words.append("\(name)=\(value(name, event))") }
        return words.joined(separator: " ")
    }

    private static func text(_ name: String, _ event: Event) -> RawText? {
        switch name {
        case "host": return event.host
        case "process": return event.process
        case "pid": return number(event.pid)
        case "user": return event.user
        case "address": return event.address
        case "port": return number(event.port)
        case "method": return event.method
        case "path": return event.path
        case "status": return number(event.status)
        case "bytes": return number(event.bytes.map { Int($0) })
        case "agent": return event.agent
        case "referer": return event.referer
        case "message": return event.message
        case "times": return number(event.times)
        case "line": return number(event.source.line)
        case "precision": return event.time.map { RawText($0.precision.rawValue) }
        default: return event[field: name]
        }
    }

    private static func number(_ number: Int?) -> RawText? { number.map { RawText(String($0)) } }

    static func value(_ name: String, _ event: Event) -> String {
        let text = text(name, event)
        guard let text else { return "-" }
        return (text.utf8 ?? text.description).replacing("\\", with: "\\\\").replacing(" ", with: "\\s").replacing("\n", with: "\\n")
    }
}

@Suite struct `Logs of lines` {
    /// Every fixture of `Tests/FormatsTests/Logs`: `-- log --` gives `-- events --`, one line each. `-- clock --` may say
    /// `now=2011-07-12T09:00:00Z` (no event is later), `offset=32400` and `format=shell.bash` (the format that the path names).
    @Test(arguments: fixtures()) func `give the events that their fixture states`(_ name: String) throws {
        let sections = try Sections(fixture(name))
        let log = try #require(sections["log"], "\(name) has no log")
        let expected = try #require(sections["events"], "\(name) states no events")
            .split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
        let clock = sections["clock"] ?? ""
        let latest = try #require(Timestamp(rfc3339: Sections.value("now", clock) ?? "2012-01-01T00:00:00Z"))
        let offset = Sections.value("offset", clock).flatMap { Int($0) } ?? 0
        // `format=shell.bash`: the file's name says so.
        let named = Sections.value("format", clock).map { id in LogFormats.all.filter { $0.id == id } } ?? []
        let found = EventFixture.events(Array(log.utf8), latest: latest, offset: offset, formats: named + LogFormats.byContent)
        for (index, event) in found.enumerated() {
            let line = index < expected.count ? expected[index] : "(nothing more)"
            let words = ExpectedEvent.words(of: event, like: line)
            #expect(words == line, "\(name), event \(index + 1)")
        }
        #expect(found.count == expected.count, "\(name)")
    }

    @Test(arguments: LogFormats.all.map(\.id)) func `have a fixture for every format`(_ id: String) throws {
        let names = `Logs of lines`.fixtures()
        #expect(names.contains { $0 == id || $0.hasPrefix(id + "-") }, "Tests/FormatsTests/Logs/\(id).txt")
    }

    @Test(arguments: ProgramLogs.all.map(\.id)) func `have a fixture for every program`(_ id: String) throws {
        let names = `Logs of lines`.fixtures()
        #expect(names.contains { $0 == id || $0.hasPrefix(id + "-") }, "Tests/FormatsTests/Logs/\(id).txt")
    }

    @Test func `are one program's for each name that a program logs under`() {
        let names = ProgramLogs.all.flatMap { $0.programs }
        #expect(names.count > 200)
        #expect(Dictionary(grouping: names) { $0 }.filter { $0.value.count > 1 }.keys.sorted() == [])
    }

    @Test func `lose no byte and no line whatever is done to them`() throws {
        var random = PackagesRandom(state: 0x9e37_79b9_7f4a_7c15)
        for name in `Logs of lines`.fixtures() {
            let log = try Sections(fixture(name))["log"] ?? ""
            for _ in 0..<40 {
                var bytes = Array(log.utf8)
                for _ in 0..<Int.random(in: 1...8, using: &random) where !bytes.isEmpty {
                    let place = Int.random(in: 0..<bytes.count, using: &random)
                    switch Int.random(in: 0..<4, using: &random) {
                    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                    case 1: bytes.remove(at: place)
                    case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
                    default: bytes.removeLast(min(bytes.count, place / 4))
                    }
                }
                var reader = EventReader()
                let used = reader.read(bytes.span, isLast: true) { _, _, _ in }
                #expect(used == bytes.count)
                #expect(reader.account.bytes == Int64(bytes.count))
            }
        }
    }

    static func fixtures() -> [String] {
        FixtureFiles.names(in: "FormatsTests/Logs").filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }
    }

    func fixture(_ name: String) throws -> String {
        let bytes = try #require(FixtureFiles.bytes("FormatsTests/Logs/\(name).txt"))
        return try #require(String(validating: bytes, as: UTF8.self), "\(name) is no UTF-8")
    }
}

enum EventFixture {
    /// The events of a log, dated as `banken log` dates them.
    static func events(_ bytes: [UInt8], latest: Timestamp, offset: Int, formats: [LogFormat] = LogFormats.byContent) -> [Event] {
        var survey = YearSurvey()
        var first = EventReader(formats)
        _ = first.read(bytes.span, isLast: true) { _, draft, _ in if let moment = draft.moment { survey.add(moment) } }
        survey.isComplete = true
        var clock = EventClock(survey: survey, offset: offset, zone: nil, latest: latest)
        var reader = EventReader(formats)
        var events: [Event] = []
        _ = reader.read(bytes.span, isLast: true) { text, draft, line in
            let place = RecordPlace(path: "/log", line: line, offset: Int64(draft.record.lowerBound), length: draft.record.count)
            events.append(Event(draft, in: text, time: draft.moment.flatMap { clock.time($0) }, source: place))
        }
        return events
    }
}

/// The parts of a fixture in txtar form.
struct Sections {
    private var parts: [String: String] = [:]

    init(_ text: String) {
        var name = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("-- "), line.hasSuffix(" --") {
                name = String(line.dropFirst(3).dropLast(3))
                parts[name] = ""
            } else if !name.isEmpty {
                parts[name, default: ""] += line + "\n"
            }
        }
        // The newline before the next mark belongs to the last line.
        for (name, part) in parts where part.hasSuffix("\n\n") { parts[name] = String(part.dropLast()) }
    }

    subscript(name: String) -> String? { parts[name] }

    static func value(_ name: String, _ line: String) -> String? {
        line.split(whereSeparator: \.isWhitespace).first { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
    }
}
