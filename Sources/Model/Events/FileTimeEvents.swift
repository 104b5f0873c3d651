/// The times of a file as events: one for each moment, with the letters of mactime(1) for what happened then.
package enum FileTimeEvents {
    /// A file as a timeline sees it.
    package struct Subject: Sendable {
        package var path: RawText
        package var times: [(letter: Letter, time: Timestamp)]
        /// Name and value of what else is known: inode, mode, owner, group.
        package var fields: [(name: String, value: String)]
        package var size: Int64?

        package init(
            path: RawText, times: [(letter: Letter, time: Timestamp)], fields: [(name: String, value: String)] = [], size: Int64? = nil
        ) {
            (self.path, self.times, self.fields, self.size) = (path, times, fields, size)
        }
    }

    /// In the order of mactime(1), with what is told first where several happened at one moment.
    package enum Letter: Int, CaseIterable, Sendable {
        case modified, accessed, changed, born, deleted

        var mark: UInt8 { Array("macbd".utf8)[rawValue] }
        var kind: EventKind {
            switch self {
            case .modified: .fileModify
            case .accessed: .fileAccess
            case .changed: .fileMetadata
            case .born: .fileBirth
            case .deleted: .fileDelete
            }
        }
        /// Modification and access times can be set by any program.
        var clock: Clock { self == .modified || self == .accessed ? .settable : .kernel }
    }

    private static let importance: [Letter] = [.deleted, .born, .modified, .changed, .accessed]

    /// Hands each moment of the file as a filled-in draft to `body`.
    package static func forEach(_ file: Subject, _ draft: inout EventDraft, _ body: (Span<UInt8>, inout EventDraft, EventTime) -> Void) {
        let text = file.path.bytes
        var done: Set<Timestamp> = []
        for (_, time) in file.times where done.insert(time).inserted {
            let letters = file.times.filter { $0.time == time }.map(\.letter)
            guard let main = importance.first(where: { letters.contains($0) }) else { continue }
            draft.reset()
            draft.record = 0..<text.count
            draft.format = "file"
            draft.kind = main.kind
            draft.path = Slice(0..<text.count)
            draft.bytes = file.size
            let all = Letter.allCases.filter { $0 != .deleted || letters.contains($0) }
            draft.add("macb", draft.decode(all.map { letters.contains($0) ? $0.mark : 0x2e }))
            for field in file.fields { draft.add(field.name, draft.decode(field.value)) }
            body(
                text.span, &draft,
                EventTime(time, precision: time.isWholeSecond ? .second : .nanosecond, clock: main.clock))
        }
    }
}

extension FileTimeEvents.Subject {
    /// A file of a host.
    package init(_ path: RawText, _ status: FileStatus) {
        var times: [(letter: FileTimeEvents.Letter, time: Timestamp)] = [
            (.modified, status.times.modified), (.accessed, status.times.accessed), (.changed, status.times.changed),
        ]
        if let born = status.times.born { times.append((.born, born)) }
        self.init(
            path: path, times: times,
            fields: [
                ("inode", String(status.inode)), ("mode", String(status.mode, radix: 8)), ("uid", String(status.owner)),
                ("gid", String(status.group)), ("type", status.kind.rawValue),
            ], size: status.size)
    }
}
