import Inquiry
import LogReading
import Model
import Report

/// An event of a timeline as it is laid down to be sorted: whether it is shown, what tells its session, and its rendered line.
enum TimelineRecord {
    /// Adds a record whose line `write` adds.
    static func write(_ clue: SessionClue?, isShown: Bool, to output: inout [UInt8], _ write: (inout [UInt8]) -> Void) {
        let start = output.count
        output += [isShown ? 1 : 0, 0, 0]
        clue?.encode(to: &output)
        let count = output.count - start - 3
        (output[start + 1], output[start + 2]) = (UInt8(truncatingIfNeeded: count), UInt8(truncatingIfNeeded: count >> 8))
        write(&output)
    }

    struct Parts {
        var isShown: Bool
        var clue: SessionClue?
        /// With its newline.
        var line: [UInt8]
    }

    static func read(_ bytes: Span<UInt8>, at time: Timestamp) -> Parts {
        guard bytes.count >= 3 else { return Parts(isShown: false, clue: nil, line: []) }
        let count = Int(bytes[1]) | Int(bytes[2]) << 8
        var end = 0
        let clue = count == 0 ? nil : SessionClue(bytes.extracting(3..<min(bytes.count, 3 + count)), at: time, end: &end)
        var line: [UInt8] = []
        line.reserveCapacity(bytes.count)
        for index in min(bytes.count, 3 + count)..<bytes.count { line.append(bytes[index]) }
        return Parts(isShown: bytes[0] == 1, clue: clue, line: line)
    }
}

extension TimelineFilter {
    /// Events that tell where sessions begin and end, which are needed even where they are not asked for.
    static let framing: Set<EventKind> = [
        .loginSuccess, .logout, .sessionOpen, .sessionClose, .connectionClose, .privilegeUse, .systemBoot, .systemShutdown,
    ]
}

/// Writes the events of a timeline in order, each with the session that it belongs to, or session by session.
struct SessionWriter {
    private struct Kept {
        var lines: [[UInt8]] = []
        var shown = 0
    }

    let isJSON: Bool
    /// Blocks of sessions instead of events.
    let isBySession: Bool
    let offset: Int
    let language: Language
    private var joiner = SessionJoiner()
    private var kept: [Int: Kept] = [:]
    private var keptBytes = 0
    private(set) var sessions = 0

    /// Lines of one session that are shown, and bytes of all that are held at once; what is beyond is counted.
    private static let mostLines = 500
    private static let mostBytes = 12 << 20

    init(isJSON: Bool, isBySession: Bool, offset: Int, language: Language) {
        (self.isJSON, self.isBySession, self.offset, self.language) = (isJSON, isBySession, offset, language)
    }

    /// Adds to `output` what is to be told now.
    mutating func take(_ bytes: Span<UInt8>, at time: Timestamp, _ output: inout [UInt8]) {
        let parts = TimelineRecord.read(bytes, at: time)
        let number = parts.clue.flatMap { joiner.take($0) }
        guard isBySession else {
            _ = joiner.takeFinished()
            guard parts.isShown else { return }
            output += parts.line
            // Behind the last member: "}\n" ends the line.
            if let number { output.replaceSubrange(output.count - 2..<output.count, with: Array(",\"session\":\(number)}\n".utf8)) }
            return
        }
        if let number, parts.isShown {
            kept[number, default: Kept()].shown += 1
            if kept[number]?.lines.count ?? 0 < SessionWriter.mostLines, keptBytes + parts.line.count <= SessionWriter.mostBytes {
                kept[number]?.lines.append(parts.line)
                keptBytes += parts.line.count
            }
        }
        for session in joiner.takeFinished() { tell(session, &output) }
    }

    mutating func finish(_ output: inout [UInt8]) {
        for session in joiner.finish() where isBySession { tell(session, &output) }
    }

    private mutating func tell(_ session: Session, _ output: inout [UInt8]) {
        guard let kept = kept.removeValue(forKey: session.number) else { return }
        for line in kept.lines { keptBytes -= line.count }
        sessions += 1
        if isJSON {
            output += Array(Report.sessionJSON(session.told).utf8)
            output.removeLast()
            output += Array(",\"events\":[".utf8)
            for (index, line) in kept.lines.enumerated() {
                if index > 0 { output.append(0x2c) }
                output += line.dropLast()
            }
            output += Array("]}\n".utf8)
            return
        }
        output += Array((Report.sessionText(session.told, language: language, offset: offset) + "\n").utf8)
        for line in kept.lines { output += [0x20, 0x20, 0x20, 0x20] + line }
        if kept.shown > kept.lines.count {
            let more = kept.shown - kept.lines.count
            output += Array((language == .ja ? "    …ほか \(more) 件\n" : "    … and \(more) more\n").utf8)
        }
        output.append(0x0a)
    }
}

extension Session {
    /// The session in the terms of the report.
    var told: SessionDescription {
        SessionDescription(
            number: number, service: service, user: user, address: address, port: port, terminal: terminal, start: start, end: end,
            ending: SessionDescription.Ending(rawValue: ending.rawValue) ?? .open, events: events, kinds: kinds)
    }
}
