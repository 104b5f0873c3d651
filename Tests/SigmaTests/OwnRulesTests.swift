import FixtureFiles
import Model
import Sigma
import Testing

/// Events of a fixture: one a line, `second | kind | format | name=value | …`, where a value may hold anything but ` | name=`; an empty line
/// begins anew. In `fires.txt`, lines that begin with `# ` name the rules that must be told of; in `quiet.txt` they are remarks.
struct RuleStory: CustomTestStringConvertible, Sendable {
    var name: String
    var expected: Set<String> = []
    var events: [(second: Int64, text: [UInt8], draft: EventDraft)] = []

    var testDescription: String { name }

    static func stories(_ folder: String, _ kind: String) -> [RuleStory] {
        let text = FixtureFiles.bytes("SigmaTests/Fixtures/\(folder)/\(kind).txt").flatMap { String(validating: $0, as: UTF8.self) } ?? ""
        var stories = [RuleStory(name: "\(folder)/\(kind) 1")]
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.isEmpty {
                stories.append(RuleStory(name: "\(folder)/\(kind) \(stories.count + 1)"))
            } else if line.hasPrefix("# ") {
                stories[stories.count - 1].expected.insert(String(line.dropFirst(2)))
            } else {
                stories[stories.count - 1].events.append(event(String(line)))
            }
        }
        return stories.filter { !$0.events.isEmpty }
    }

    private static func event(_ line: String) -> (second: Int64, text: [UInt8], draft: EventDraft) {
        var parts: [String] = []
        for piece in line.split(separator: " | ", omittingEmptySubsequences: false).map(String.init) {
            let isField = piece.prefix { $0 != "=" }.allSatisfy { $0.isLetter || $0 == "." || $0 == "_" } && piece.contains("=")
            if parts.count < 3 || isField { parts.append(piece) } else { parts[parts.count - 1] += " | " + piece }
        }
        var draft = EventDraft()
        draft.kind = EventKind(rawValue: parts[1]) ?? .raw
        draft.format = parts[2]
        var text = Array(line.utf8)
        for part in parts.dropFirst(3) {
            let name = String(part.prefix { $0 != "=" }), value = String(part.dropFirst(name.count + 1))
            switch name {
            case "user": draft.user = draft.decode(value)
            case "address": draft.address = draft.decode(value)
            case "path": draft.path = draft.decode(value)
            case "method": draft.method = draft.decode(value)
            case "process": draft.process = draft.decode(value)
            case "status": draft.status = Int(value)
            case "port": draft.port = Int(value)
            case "text": text = Array(value.utf8)
            default: draft.add(name, draft.decode(value))
            }
        }
        draft.record = 0..<text.count
        return (Int64(parts[0]) ?? 0, text, draft)
    }

    /// Titles of the rules that are told of.
    func told(_ set: SigmaRuleSet) -> Set<String> {
        var matcher = set.matcher(), correlator = set.correlator()
        var titles: Set<String> = []
        for event in events {
            let matches = matcher.match(event.text.span, event.draft)
            let held = correlator.take(matches, at: Timestamp(seconds: event.second), from: matcher)
            for number in matches + held.map(\.number) where set.isTold(number) { titles.insert(set.header(number).title) }
        }
        for match in correlator.finish() where set.isTold(match.number) { titles.insert(set.header(match.number).title) }
        return titles
    }
}

@Suite struct `Our own rules` {
    static let files = FixtureFiles.names(in: "../Rules/sigma").filter { $0.hasSuffix(".yml") }

    static func load(_ names: [String]) -> SigmaRules {
        SigmaRules.load(
            names.map { name in
                let bytes = FixtureFiles.bytes("../Rules/sigma/\(name)") ?? []
                return SigmaRuleFile(path: name, text: String(validating: bytes, as: UTF8.self) ?? "")
            })
    }

    @Test func `are in the program as they stand in their folder`() {
        #expect(EmbeddedSigmaRules.sources.map(\.path) == Self.files)
        for source in EmbeddedSigmaRules.sources {
            let bytes = FixtureFiles.bytes("../Rules/sigma/\(source.path)") ?? []
            let isSame = Array(source.text.utf8) == bytes
            #expect(isSame, "run scripts/embed-rules: \(source.path) was changed")
        }
    }

    @Test func `are loaded whole, each with an id of its own, our name and our licence`() {
        let rules = Self.load(Self.files)
        #expect(Self.files.count >= 10)
        #expect(rules.failed == [])
        #expect(rules.notApplicable.isEmpty)
        let headers = rules.rules.map(\.header) + rules.correlations.map(\.header)
        #expect(Set(headers.map(\.id)).count == headers.count)
        for header in headers {
            #expect(header.author == "The Banken authors" && header.license == "Apache-2.0", "\(header.title)")
            #expect(!header.id.isEmpty && !header.description.isEmpty && !header.falsePositives.isEmpty, "\(header.title)")
        }
    }

    @Test(arguments: files.map { String($0.dropLast(4)) })
    func `are told of in what they are for, and not beside it`(name: String) {
        let set = SigmaRuleSet(Self.load([name + ".yml"]))
        let fires = RuleStory.stories(name, "fires"), quiet = RuleStory.stories(name, "quiet")
        #expect(!fires.isEmpty && !quiet.isEmpty, "Tests/SigmaTests/Fixtures/\(name) has to hold fires.txt and quiet.txt")
        for story in fires { #expect(story.told(set) == story.expected, "\(story.name)") }
        for story in quiet { #expect(story.told(set) == [], "\(story.name)") }
        let shown = fires.reduce(into: Set<String>()) { $0.formUnion($1.expected) }
        for number in 0..<set.count where set.isTold(number) && set.header(number).level > .informational {
            #expect(shown.contains(set.header(number).title), "\(set.header(number).title) needs a story in fires.txt")
        }
    }
}
