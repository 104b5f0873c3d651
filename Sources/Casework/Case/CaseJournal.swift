import Formats
import Model

/// The journal of a case: one JSON object a line, each with the digest of the line before it. `Documentation/Formats/Case.md` is
/// its specification.
package struct CaseJournal: Sendable {
    package private(set) var entries: [CaseEntry] = []
    /// What is wrong with it, in the order of its lines. What can be read is read all the same, and is told to be doubtful.
    package private(set) var damages: [CaseDamage] = []
    /// Of the last line, for the next one.
    private var last: [UInt8]
    /// Lines that were read or added, readable or not.
    private var lines = 0
    private let digest: @Sendable ([UInt8]) -> [UInt8]

    package static let mostBytes = 64 << 20
    static let mostLines = 200_000
    /// What stands as the line before the first one.
    static let origin = [UInt8](repeating: 0x30, count: 64)

    /// - Parameter digest: the SHA-256 of bytes.
    package init(digest: @escaping @Sendable ([UInt8]) -> [UInt8]) {
        self.digest = digest
        last = CaseJournal.origin
    }

    /// Reads a journal.
    package init(_ bytes: [UInt8], digest: @escaping @Sendable ([UInt8]) -> [UInt8]) {
        self.init(digest: digest)
        var lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true {
            lines.removeLast()
        } else if !bytes.isEmpty {
            damages.append(CaseDamage(line: lines.count, kind: .cutOff))
        }
        for (index, line) in lines.prefix(CaseJournal.mostLines).enumerated() { read(Array(line), number: index + 1) }
        if lines.count > CaseJournal.mostLines { damages.append(CaseDamage(line: CaseJournal.mostLines, kind: .unreadable)) }
    }

    private mutating func read(_ line: [UInt8], number: Int) {
        lines = number
        defer { last = Digest(.sha256, digest(line)).hexadecimal.bytes }
        guard let value = JSONFormat.parse(line.span).value, let sequence = value["seq"]?.integer, let time = value["time"]?.time,
            let kind = value["kind"]?.text,
            let body = value["body"], let event = CaseEventJSON.event(kind: kind, body)
        else {
            damages.append(CaseDamage(line: number, kind: .unreadable))
            return
        }
        if value["previous"]?.text?.bytes != last {
            damages.append(CaseDamage(line: number, kind: .chainBroken))
        } else if sequence != number {
            damages.append(CaseDamage(line: number, kind: .misnumbered))
        }
        if case .other = event { damages.append(CaseDamage(line: number, kind: .unknownKind)) }
        entries.append(CaseEntry(number: sequence, time: time, by: value["by"]?.told ?? "", event: event))
    }

    /// Whether every line follows the one before it and could be read.
    package var isIntact: Bool { damages.allSatisfy { $0.kind == .unknownKind } }

    /// Adds an entry and gives its line, with the line feed.
    package mutating func add(_ event: CaseEvent, time: Timestamp, by: RawText) -> [UInt8] {
        lines += 1
        let entry = CaseEntry(number: lines, time: time, by: by, event: event)
        let line = JSONText.line(
            .object([
                JSONMember("seq", JSONValue(number: entry.number)), JSONMember("time", JSONValue(time)),
                JSONMember("by", JSONValue(text: by)),
                JSONMember("kind", .string(event.kind)), JSONMember("body", .object(CaseEventJSON.body(event))),
                JSONMember("previous", .string(RawText(last))),
            ]))
        entries.append(entry)
        last = Digest(.sha256, digest(line)).hexadecimal.bytes
        return line + [0x0a]
    }
}

/// Where a journal was cut, changed or is of a newer program.
package struct CaseDamage: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case unreadable, misnumbered
        /// The line before this one is not the one that was there when this one was written.
        case chainBroken = "chain-broken"
        case cutOff = "cut-off"
        case unknownKind = "unknown-kind"
    }
    /// From 1.
    package var line: Int
    package var kind: Kind

    init(line: Int, kind: Kind) { (self.line, self.kind) = (line, kind) }
}
