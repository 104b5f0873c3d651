import Model

/// Looks for the marks of grave findings everywhere else: addresses, names on the network, contents, keys and paths that stand
/// in one finding and again in other facts.
package struct SharedMarks: Sendable {
    /// Places that one finding is linked with.
    private static let mostLinks = 20
    private static let mostMarks = 400

    private let sayings: [Saying]

    /// A text of the host, and where it stands.
    private struct Saying: Sendable {
        var path: RawText
        var line: Int?
        var text: RawText
    }

    package init(_ facts: Facts) {
        var sayings: [Saying] = []
        for entry in facts.autoruns.prefix(20_000) {
            sayings.append(Saying(path: entry.place.path, line: entry.place.line, text: entry.command))
            for target in entry.targets {
                for hit in target.file?.traits ?? [] {
                    sayings.append(Saying(path: target.path ?? target.written, line: hit.line, text: hit.text))
                }
            }
        }
        for history in facts.histories { sayings += history.traits.map { Saying(path: history.file.path, line: $0.line, text: $0.text) } }
        for file in facts.files.prefix(50_000) {
            sayings += file.traits.map { Saying(path: file.path, line: $0.line, text: $0.text) }
            sayings += file.matches.flatMap(\.hits).map { Saying(path: file.path, line: nil, text: $0.text) }
            if let digest = file.sha256 { sayings.append(Saying(path: file.path, line: nil, text: RawText(digest.hexadecimal))) }
        }
        for key in facts.keys { sayings.append(Saying(path: key.place.path, line: key.place.line, text: SharedMarks.text(of: key))) }
        for attempt in facts.loginAttempts.prefix(5_000) where attempt.successes > 0 {
            sayings.append(Saying(path: attempt.place.path, line: attempt.place.line, text: RawText(attempt.address)))
        }
        for login in facts.logins.suffix(20_000) where login.kind == .user {
            sayings.append(Saying(path: "/var/log/wtmp", line: nil, text: login.address.map { RawText($0) } ?? login.host))
        }
        for process in facts.processes {
            guard let path = process.executable else { continue }
            sayings.append(Saying(path: path, line: nil, text: RawText(Array(process.arguments.map(\.bytes).joined(separator: [0x20])))))
        }
        for socket in facts.sockets where socket.isEstablished {
            guard let owner = facts.processes.first(where: { $0.sockets.contains(socket.inode) })?.executable else { continue }
            sayings.append(Saying(path: owner, line: nil, text: RawText(socket.remoteAddress)))
        }
        self.sayings = sayings.filter { !$0.text.isEmpty }
        keys = Dictionary(facts.keys.map { ($0.place, SharedMarks.text(of: $0)) }, uniquingKeysWith: { first, _ in first })
    }

    private let keys: [Place: RawText]

    private static func text(of key: AuthorizedKey) -> RawText { key.algorithm + " " + RawText(key.key) }

    /// The findings, the grave ones among them with the places where their marks stand again.
    package func linked(_ findings: [Finding]) -> [Finding] {
        var spent = 0
        return findings.map { finding in
            guard finding.severity >= .high, finding.aspect != .weakness, spent < SharedMarks.mostMarks else { return finding }
            let marks = marks(of: finding)
            spent += marks.count
            var finding = finding
            let own = Set([finding.subject.path].compactMap { $0 } + finding.related)
            var links: [(mark: RawText, saying: Saying)] = []
            var told: Set<RawText> = []
            for mark in marks {
                for saying in sayings where !own.contains(saying.path) && links.count < SharedMarks.mostLinks {
                    guard SharedMarks.holds(saying.text, mark), told.insert(saying.path).inserted else { continue }
                    links.append((mark, saying))
                }
            }
            guard !links.isEmpty else { return finding }
            for (mark, saying) in links {
                finding.related.append(saying.path)
                finding.evidence.append(
                    EvidenceItem(.content, source: "shared", path: saying.path, line: saying.line, text: SharedMarks.shown(mark)))
            }
            finding.explanation =
                finding.explanation
                + Localized(
                    en: " The same mark (\(SharedMarks.shown(links[0].mark))) stands in \(list: links.map(\.saying.path)).",
                    ja: "同じ手掛かり(\(SharedMarks.shown(links[0].mark)))が \(list: links.map(\.saying.path)) にもあります。")
            return finding
        }
    }

    /// What of a finding an intruder uses in more than one place.
    private func marks(of finding: Finding) -> [RawText] {
        var marks: Set<RawText> = []
        if let address = finding.subject.address.map({ RawText($0) }), NetworkMark.isOutside(address) { marks.insert(address) }
        for item in finding.evidence.prefix(40) {
            for mark in NetworkMark.all(in: item.text) { marks.insert(mark) }
            if let digest = item.sha256 { marks.insert(RawText(digest.hexadecimal)) }
        }
        if let path = finding.subject.path, isOwn(path, finding) { marks.insert(path) }
        if let path = finding.subject.path, let line = finding.subject.line, let key = keys[Place(path, line: line)] { marks.insert(key) }
        return marks.sorted().prefix(24).map { $0 }
    }

    /// Whether a path is the intruder's own thing and no file of the system that he changed.
    private func isOwn(_ path: RawText, _ finding: Finding) -> Bool {
        guard finding.subject.kind == .file, path.count >= 8 else { return false }
        return !["package.file.altered", "file.attribute.immutable", "file.mode.open"].contains(finding.detector)
    }

    /// Whether a text holds a mark as a whole word: "192.0.2.1" is not in "192.0.2.10".
    private static func holds(_ text: RawText, _ mark: RawText) -> Bool {
        guard let range = text.firstRange(of: mark) else { return false }
        let before = range.lowerBound > 0 ? text.bytes[range.lowerBound - 1] : 0x20
        let after = range.upperBound < text.count ? text.bytes[range.upperBound] : 0x20
        return !isWord(before) && !isWord(after)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        byte >= 0x30 && byte <= 0x39 || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a || byte == 0x5f
    }

    /// Keys hold any bytes; their algorithm says enough.
    private static func shown(_ mark: RawText) -> RawText {
        mark.count > 120 || mark.bytes.contains(0) ? RawText(mark.bytes.prefix { $0 != 0x20 }) : mark
    }
}

/// Addresses and names on the network in a text.
enum NetworkMark {
    /// Public IPv4 addresses and the host of each address of the web or of a pool; at most 16.
    static func all(in text: RawText) -> [RawText] {
        var marks: [RawText] = []
        for word in text.bytes.split(whereSeparator: { !isAddressByte($0) }) where marks.count < 16 {
            let word = RawText(Array(word))
            if isOutside(word) { marks.append(word) }
        }
        for start in ["http://", "https://", "ftp://", "stratum+tcp://", "stratum+ssl://"] as [RawText] {
            guard let range = text.firstRange(of: start) else { continue }
            let host = RawText(Array(text.bytes[range.upperBound...].prefix { isHostByte($0) }))
            if host.count >= 5, host.bytes.contains(0x2e), !isCommon(host), !marks.contains(host) { marks.append(host) }
        }
        return marks
    }

    /// Whether a word is an IPv4 address of the public network.
    static func isOutside(_ word: RawText) -> Bool {
        let parts = word.split(0x2e)
        guard parts.count == 4 else { return false }
        let numbers = parts.compactMap { part in part.count <= 3 && !part.isEmpty ? part.utf8.flatMap { UInt8($0) } : nil }
        guard numbers.count == 4 else { return false }
        switch (numbers[0], numbers[1]) {
        case (0, _), (10, _), (127, _), (169, 254), (192, 168), (172, 16...31), (100, 64...127), (224..., _): return false
        // Name servers that half the world asks.
        case (8, 8), (1, 1), (1, 0), (9, 9): return false
        default: return true
        }
    }

    private static func isAddressByte(_ byte: UInt8) -> Bool { byte == 0x2e || byte >= 0x30 && byte <= 0x39 }
    private static func isHostByte(_ byte: UInt8) -> Bool {
        isAddressByte(byte) || byte == 0x2d || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a
    }

    /// Sites that everybody fetches from: they tell nothing of one intruder.
    private static func isCommon(_ host: RawText) -> Bool {
        [
            "github.com", "githubusercontent.com", "pastebin.com", "google.com", "googleapis.com", "debian.org", "ubuntu.com", "docker.com",
            "npmjs.org", "gitlab.com",
        ]
        .contains { (name: RawText) in host == name || host.hasSuffix("." + name) }
    }
}
