import FixtureFiles
import Model
import Testing

@testable import Casework

/// A mail, and what has to be read from it: a comment, `-- reads --` with a claim a line, `-- mail --` with the bytes.
struct NoticeFixture: Sendable, CustomTestStringConvertible {
    let name: String
    let claims: [(key: String, value: String)]
    let mail: [UInt8]

    var testDescription: String { name }

    init?(_ name: String) {
        guard let bytes = FixtureFiles.bytes("CaseworkTests/Notices/" + name), let reads = bytes.first("\n-- reads --\n".bytes),
            let mark = bytes.first("\n-- mail --\n".bytes)
        else { return nil }
        self.name = name
        mail = Array(bytes[(mark + "\n-- mail --\n".utf8.count)...])
        let lines = bytes[(reads + "\n-- reads --\n".utf8.count)..<mark].split(separator: 0x0a)
        claims = lines.compactMap { line in
            guard let text = RawText(line).utf8, let colon = text.firstIndex(of: ":") else { return nil }
            return (String(text[..<colon]), String(text[text.index(after: colon)...].drop { $0 == " " }))
        }
    }

    static let all: [NoticeFixture] = FixtureFiles.names(in: "CaseworkTests/Notices").compactMap { NoticeFixture($0) }

    var notice: Notice {
        NoticeReader(received: CivilTime(year: 2026, month: 12, day: 31, hour: 12).timestamp).read(mail.span)
    }
}

@Suite struct `A notice of an abuse desk` {
    @Test func `is tried in two dozen forms and more`() {
        let notices = NoticeFixture.all.filter { fixture in fixture.claims.contains { $0.key == "notice" && $0.value == "yes" } }
        #expect(notices.count >= 24)
        #expect(NoticeFixture.all.count - notices.count >= 5)
    }

    @Test(arguments: NoticeFixture.all)
    func `is read as its sender meant it`(fixture: NoticeFixture) {
        let notice = fixture.notice
        func things(_ role: AccusedThing.Role) -> [String] {
            notice.accused.filter { $0.value.role == role }.map { $0.value.kind.rawValue + " " + $0.value.text.escaped() }
        }
        for (key, value) in fixture.claims {
            switch key {
            case "notice": #expect((notice.isNotice ? "yes" : "no") == value)
            case "form": #expect(notice.form.rawValue == value)
            case "desk": #expect(notice.desk?.name == value)
            case "language": #expect(notice.language.rawValue == value)
            case "ticket": #expect(notice.ticket?.escaped() == value)
            case "complainant": #expect(notice.complainant?.value.escaped() == value)
            case "accused": #expect(things(.accused).contains(value), "accused: \(notice.accused.map { "\($0.value)" })")
            case "target":
                #expect(things(.target).contains(value), "targets: \(notice.accused.map { "\($0.value)" })")
            case "accusation": #expect(notice.accusation.rawValue == value, "read: \(notice.accusations.map(\.value))")
            case "deadline":
                let read = notice.deadline.map { $0.moment.time.rfc3339(offset: $0.moment.offset) } ?? "none"
                #expect(read == value)
            case "deadline-also":
                #expect(notice.deadlines.contains { $0.value.moment.time.rfc3339(offset: $0.value.moment.offset) == value })
            case "observed":
                let time = Timestamp(rfc3339: value)
                #expect(
                    notice.observed.contains { $0.value.time == time },
                    "\(notice.observed.map { $0.value.time.rfc3339(offset: 32_400) }) not \(value)")
            case "demand": #expect(notice.demands.contains { $0.value.rawValue == value }, "no \(value)")
            case "threat": #expect(notice.threats.contains { $0.value.rawValue == value }, "no \(value)")
            case "log": #expect(notice.excerpts.reduce(0) { $0 + $1.lines.count } == Int(value))
            default: Issue.record("\(fixture.name) claims \(key), which nothing tests")
            }
        }
        // Nobody is accused who was only attacked, and nothing is accused that the fixture does not name.
        let accused = Set(fixture.claims.filter { $0.key == "accused" }.map(\.value))
        if !accused.isEmpty {
            for thing in things(.accused) where thing.hasPrefix("address") || thing.hasPrefix("url") || thing.hasPrefix("path") {
                #expect(accused.contains(thing), "accused besides: \(thing)")
            }
        }
    }
}
