import Formats
import Hosts
import LogReading
import Model
import Sys

extension TimelineCommand {
    /// Adds the times of a host's files to the timeline; gives what could not be looked at.
    func addFiles(_ host: any HostView, _ sorter: TimelineSorter, _ offset: Int) async -> [(path: RawText, reason: Localized)] {
        let render = rendering(host.location == "/" ? "/" : host.location, offset)
        let plan = WalkPlan(skipped: host.kind == .live ? ["/proc", "/sys"] : [])
        var failures: [(path: RawText, reason: Localized)] = []
        for var visitor in await host.walk(plan, make: { FileTimesVisitor(sorter, render: render) }) {
            visitor.flush()
            failures += visitor.failures.filter { $0.failure.hidesSomething }.map { ($0.path, $0.failure.reason) }
        }
        if let image = host as? ImageHost {
            var batch = TimelineBatch(sorter.filter, render: render)
            var draft = EventDraft()
            image.forEachDeleted { number, status, deleted in
                var file = FileTimeEvents.Subject(RawText("(inode \(number), deleted)"), status)
                file.times = [(.deleted, deleted), (.modified, status.times.modified)]
                FileTimeEvents.forEach(file, &draft) { text, draft, time in batch.take(text, &draft, time: time, line: nil, offset: 0) }
            }
            sorter.add(batch)
        }
        return failures
    }

    func addBodyfile(_ path: RawText, _ sorter: TimelineSorter, _ offset: Int) -> [(path: RawText, reason: Localized)] {
        let bytes: [UInt8]
        do throws(Errno) { bytes = try OwnFile.read(path, limit: 2 << 30) } catch { return [(path, AccessFailure(error).reason)] }
        let parsed = BodyfileFormat.parse(bytes.span)
        var draft = EventDraft()
        var batch = TimelineBatch(sorter.filter, render: rendering(path, offset))
        for entry in parsed.value {
            FileTimeEvents.forEach(FileTimeEvents.Subject(entry), &draft) { text, draft, time in
                batch.take(text, &draft, time: time, line: nil, offset: 0)
            }
        }
        sorter.add(batch)
        guard let problem = parsed.problems.first else { return [] }
        return [
            (
                path,
                Localized(
                    en: "\(parsed.problems.count) lines are not those of a bodyfile, the first is line \(problem.line ?? 0).",
                    ja: "bodyfile の形式でない行が \(parsed.problems.count) 行あります(最初は \(problem.line ?? 0) 行目)。")
            )
        ]
    }
}

extension FileTimeEvents.Subject {
    init(_ entry: BodyfileEntry) {
        var times: [(letter: FileTimeEvents.Letter, time: Timestamp)] = []
        for (letter, time) in [
            (FileTimeEvents.Letter.modified, entry.modified), (.accessed, entry.accessed), (.changed, entry.changed), (.born, entry.born),
        ] {
            if let time { times.append((letter, time)) }
        }
        self.init(
            path: entry.path, times: times,
            fields: [
                ("inode", entry.inode.escaped()), ("mode", entry.mode.escaped()), ("uid", entry.owner.escaped()),
                ("gid", entry.group.escaped()),
            ], size: entry.size)
    }
}
