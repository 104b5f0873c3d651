import FixtureFiles
import Model

@testable import Inquiry

/// Where addresses lie, as a case says.
struct FixturePlaces: OriginSource {
    private var ranges: [(range: NetworkRange, origin: AddressOrigin)] = []

    mutating func add(_ range: NetworkRange, _ values: [String: String]) {
        var origin = AddressOrigin()
        origin.country = values["country"].map { RawText($0) }
        origin.city = values["city"].map { RawText($0) }
        origin.network = values["network"].map { RawText($0) }
        origin.lists = values["list"].map { [RawText($0)] } ?? []
        if let north = values["north"].flatMap(Double.init), let east = values["east"].flatMap(Double.init) {
            origin.position = GeographicPosition(latitude: north, longitude: east)
        }
        ranges.append((range, origin))
    }

    func origin(of address: NetworkAddress) -> AddressOrigin? { ranges.first { $0.range.contains(address) }?.origin }
}

/// A case as a text: what was found on a host, what its logs tell, and what has to be said about it. The form stands in
/// `Fixtures/README.md`.
struct CaseFixture {
    private(set) var facts = Facts.made()
    private(set) var findings: [Finding] = []
    fileprivate(set) var logs: [Log] = []
    private(set) var rules = RotationRules()
    private(set) var places = FixturePlaces()
    private(set) var claims: [[String]] = []
    private(set) var problems: [String] = []
    var replies: [OwnerAnswer] = []

    struct Log {
        var path: RawText
        var family: RawText
        var age: Int
        var format: String
        var first: Timestamp?
        var last: Timestamp?
        var signs: [LogSign] = []
        var lines: [Line] = []
    }

    struct Line {
        var time: Timestamp
        var kind: EventKind
        var values: [String: String]
    }

    init(named name: String) {
        let bytes = FixtureFiles.bytes("InquiryTests/Fixtures/\(name)") ?? []
        for (index, line) in (String(validating: bytes, as: UTF8.self) ?? "").split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            let words = line.split(separator: " ").map(String.init)
            if words.isEmpty || line.hasPrefix("#") { continue }
            if !take(words) { problems.append("\(name):\(index + 1): \(line)") }
        }
        if bytes.isEmpty { problems.append("\(name) is empty or missing") }
    }

    private static func values(_ words: some Sequence<String>) -> [String: String] {
        var values: [String: String] = [:]
        for word in words {
            guard let equals = word.firstIndex(of: "=") else { continue }
            values[String(word[..<equals])] = String(word[word.index(after: equals)...]).split(
                separator: "^", omittingEmptySubsequences: false
            ).joined(separator: " ")
        }
        return values
    }

    private mutating func take(_ words: [String]) -> Bool {
        guard let verb = words.first else { return true }
        let rest = Array(words.dropFirst())
        switch verb {
        case "now":
            facts.now = moment(rest[0])
            return facts.now.seconds > 0
        case "account":
            guard rest.count == 3, let number = UInt32(rest[1]) else { return false }
            facts.accounts.append(
                Account(
                    name: RawText(rest[0]), user: number, group: number, home: RawText(rest[2]), shell: "/bin/bash",
                    place: Place("/etc/passwd")))
            return true
        case "root":
            facts.webRoots.append(RawText(rest[0]))
            return true
        case "ssh":
            facts.sshDaemon = SSHDaemonSettings(settings: [
                .init(keyword: rest[0], value: RawText(rest[1]), place: Place("/etc/ssh/sshd_config", line: 1))
            ])
            return true
        case "answer":
            guard let reply = OwnerAnswer(rest[0]) else { return false }
            replies.append(reply)
            return true
        case "deed": return deed(rest)
        case "place":
            guard let range = rest.first.flatMap({ NetworkRange(RawText($0)) }) else { return false }
            places.add(range, CaseFixture.values(rest.dropFirst()))
            return true
        case "rotation":
            guard rest.count == 3 else { return false }
            rules.read("/etc/logrotate.d/x", Array("\(rest[0]) {\n  rotate \(rest[1])\n  \(rest[2])\n}\n".utf8))
            return true
        case "log":
            let values = CaseFixture.values(rest)
            logs.append(
                Log(
                    path: RawText(rest[0]), family: RawText(values["family"] ?? rest[0]), age: Int(values["age"] ?? "0") ?? 0,
                    format: values["format"] ?? "x", first: values["from"].map { moment($0) }, last: values["to"].map { moment($0) }))
            return true
        case "hole":
            guard !logs.isEmpty, rest.count == 2 else { return false }
            logs[logs.count - 1].signs.append(LogSign(.hole, span: TimeSpan(moment(rest[0]), moment(rest[1]), clock: .record)))
            return true
        case "zeroed":
            guard !logs.isEmpty else { return false }
            logs[logs.count - 1].signs.append(LogSign(.zeroed, count: 300))
            return true
        case "at":
            guard rest.count >= 2, let kind = EventKind(rawValue: rest[1]), !logs.isEmpty, moment(rest[0]).seconds > 0 else { return false }
            logs[logs.count - 1].lines.append(Line(time: moment(rest[0]), kind: kind, values: CaseFixture.values(rest.dropFirst(2))))
            return true
        case "every": return every(rest)
        case "expect":
            claims.append(rest)
            return true
        default: return false
        }
    }

    private mutating func every(_ rest: [String]) -> Bool {
        guard rest.count >= 4, let step = Int64(rest[0]), step > 0, let kind = EventKind(rawValue: rest[3]), !logs.isEmpty else {
            return false
        }
        var values = CaseFixture.values(rest.dropFirst(4))
        let address = values["address"] ?? ""
        var (time, index) = (moment(rest[1]).seconds, 0)
        while time <= moment(rest[2]).seconds {
            values["address"] = address.split(separator: "#", omittingEmptySubsequences: false).joined(separator: String(index % 200 + 1))
            logs[logs.count - 1].lines.append(Line(time: Timestamp(seconds: time), kind: kind, values: values))
            time += step
            index += 1
        }
        return true
    }

    private mutating func deed(_ rest: [String]) -> Bool {
        let values = CaseFixture.values(rest)
        guard rest.count >= 2 else { return false }
        let path = RawText(rest[1])
        let clock = values["clock"].flatMap { Clock(rawValue: $0) } ?? .kernel
        let aspect = values["aspect"].flatMap { Aspect(rawValue: $0) } ?? .tampering
        let times = values["at"].map { [TimeMark(moment($0), .modified, clock: clock, path: path)] } ?? []
        findings.append(.made(rest[0], .high, .certain, aspect: aspect, path: path, times: times))
        if let owner = values["owner"].flatMap({ UInt32($0) }) {
            let time = values["at"].map { moment($0) } ?? facts.now
            let status = FileStatus(
                kind: .regular, mode: 0o644, owner: owner, group: owner, size: 100,
                times: FileTimes(modified: time, changed: time, accessed: time))
            facts.files.append(FileFact(path: path, status: status))
        }
        return true
    }

    /// Runs the inquiry over the case, through the same door as the reader of logs.
    func answer(leaving pieceSize: Int = 100) -> (answer: Answer, conclusion: Conclusion) {
        var investigation = Investigation(facts, findings, rules: rules, origins: places, replies: replies)
        for log in logs {
            let lens = investigation.lens(path: log.path, family: log.family)
            var report = SourceReport(path: log.path)
            (report.first, report.last, report.signs) = (log.first, log.last, log.signs)
            let lines = log.lines.sorted { $0.time < $1.time }
            for start in stride(from: 0, to: lines.count, by: pieceSize) {
                var gatherer = TrailGatherer(lens)
                for (index, line) in lines[start..<min(lines.count, start + pieceSize)].enumerated() {
                    report.kinds[line.kind, default: 0] += 1
                    report.formats[log.format, default: 0] += 1
                    report.account.events += 1
                    line.feed(&gatherer, format: log.format, line: start + index + 1)
                }
                investigation.absorb(gatherer)
            }
            investigation.finish(ReadLog(report: report, family: log.family, age: log.age))
        }
        return investigation.answer(Conclusion(facts, findings))
    }
}

extension CaseFixture.Line {
    /// Hands the line to a worker, as its words in one text with slices of it.
    func feed(_ gatherer: inout TrailGatherer, format: String, line: Int) {
        var text: [UInt8] = Array("\(time.rfc3339()) \(kind.rawValue)".utf8)
        var slices: [String: Slice] = [:]
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            text.append(0x20)
            slices[name] = Slice(text.count..<text.count + value.utf8.count)
            text += Array(value.utf8)
        }
        var draft = EventDraft()
        (draft.format, draft.kind, draft.record) = (values["format"] ?? format, kind, 0..<text.count)
        draft.user = slices["user"] ?? .absent
        draft.address = slices["address"] ?? .absent
        draft.method = slices["method"] ?? .absent
        draft.path = slices["path"] ?? .absent
        draft.agent = slices["agent"] ?? .absent
        draft.referer = slices["referer"] ?? .absent
        draft.message = slices["message"] ?? .absent
        draft.process = slices["process"] ?? .absent
        draft.pid = values["pid"].flatMap { Int($0) }
        draft.status = values["status"].flatMap { Int($0) }
        draft.bytes = values["bytes"].flatMap { Int64($0) }
        if let site = slices["site"] { draft.add("url.domain", site) }
        gatherer.take(text.span, &draft, time: EventTime(time), line: line, offset: Int64(line * 100))
    }
}

extension CaseFixture {
    /// The same case without the line that a piece of evidence cites.
    func without(_ item: EvidenceItem) -> CaseFixture {
        var copy = self
        copy.remove(item.path ?? "", item.line ?? -1)
        return copy
    }

    private mutating func remove(_ path: RawText, _ line: Int) {
        for index in logs.indices where logs[index].path == path {
            var lines = logs[index].lines.sorted { $0.time < $1.time }
            if lines.indices.contains(line - 1) { lines.remove(at: line - 1) }
            logs[index].lines = lines
        }
    }
}
