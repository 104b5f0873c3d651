import Model

/// A deed after a clean-up that something older did: what an earlier break-in left behind.
struct Leftover: Sendable {
    let deed: Deed
    /// What did it: a request to a planted program, a run of a planted job.
    let channel: WriteChannel
    /// The thing that had stayed behind.
    let source: Deed
    /// The clean-up before: files deleted, a password changed.
    let cleanUp: TrailEvent

    /// Seconds by which the leftover has to be older than the deed.
    private static let apart: Int64 = 86_400

    init?(_ deeds: DeedList, _ search: WriteSearch) {
        let cleanUps = Leftover.cleanUps(deeds, search)
        guard !cleanUps.isEmpty else { return nil }
        for deed in deeds.all {
            guard let time = deed.time, let cleanUp = cleanUps.last(where: { $0.time < time }) else { continue }
            let older = deeds.all.filter { other in
                guard let first = other.time else { return false }
                return other.path != deed.path && time.seconds - first.seconds >= Leftover.apart && first < cleanUp.time
            }
            guard !older.isEmpty else { continue }
            let attribution = search.attribution(deed)
            for channel in attribution?.channels ?? [] where channel.kind == .web || channel.kind == .job {
                let source = older.first { other in
                    channel.kind == .web
                        ? other.isWeb && other.isPlanted && Leftover.asks(channel.evidence.text, other.path)
                        : channel.evidence.text.contains(other.path)
                }
                if let source {
                    (self.deed, self.channel, self.source, self.cleanUp) = (deed, channel, source, cleanUp)
                    return
                }
            }
        }
        return nil
    }

    /// Whether the line of a request asks for a file: by its name with the folder that it lies in.
    private static func asks(_ line: RawText, _ path: RawText) -> Bool {
        let tail = "/" + path.lastComponent
        return tail.count > 3 && line.contains(tail)
    }

    /// Deletions of what was found again, and changes of passwords, by what the logs tell.
    static func cleanUps(_ deeds: DeedList, _ search: WriteSearch) -> [TrailEvent] {
        let names = Set(deeds.all.map(\.path.lastComponent))
        let deleted = search.trail[.transfers].filter { event in
            (event.kind == .fileDelete || event.kind == .fileRename) && names.contains(event.path.lastComponent)
        }
        let removed = search.trail[.commands].filter { event in
            (event.text.contains("rm ") || event.text.contains("mv ")) && names.contains { $0.count >= 4 && event.text.contains($0) }
        }
        let changed = search.trail[.changes].filter { $0.kind == .passwordChange }
        return (deleted + removed + changed).sorted(by: TrailEvent.isEarlier)
    }
}
