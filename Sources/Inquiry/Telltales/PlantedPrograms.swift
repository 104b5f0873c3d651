import Model

/// Programs of a site that its visitors' records show to be an intruder's: hardly anybody but one calls them, with commands, or they
/// lie where pictures belong.
enum PlantedPrograms {
    /// Folders in which sites keep what visitors see, and no programs.
    private static let folders: [RawText] = [
        "/uploads/", "/upload/", "/images/", "/image/", "/img/", "/pictures/", "/fonts/", "/avatars/", "/attachments/", "/userfiles/",
        "/cache/",
        "/tmp/", "/temp/", "/sites/default/files/", "/media/", "/uploadfile/", "/photos/",
    ]
    /// Points from which on it is told.
    private static let enough = 4

    static func of(_ trail: Trail, _ history: LogInHistory, began: (RawText) -> Timestamp?) -> [Telltale] {
        let table = trail.programs
        // People of the host have pages of their own, consoles among them.
        let homes = history.usualNetworks
        // A site that answers whatever it is asked with the same page has no such program.
        var sizes: [RawText: [Int64: Int]] = [:]
        for tally in table.programs.values where tally.sizes.count == 1 {
            sizes[tally.first.address, default: [:]][tally.sizes[0], default: 0] += 1
        }
        let attackers = Set(trail.attempts.keys.filter { $0.kind.isGrave || $0.kind == .probe || $0.kind == .secret }.map(\.address))
        let graves = Dictionary(grouping: trail[.requests].filter { $0.attack?.isGrave ?? false }, by: \.address)
        var telltales: [Telltale] = []
        for (digest, tally) in table.programs where tally.callers.count < 3 {
            let isAlike = tally.sizes.count == 1 && (sizes[tally.first.address]?[tally.sizes[0]] ?? 0) >= 3
            if isAlike || tally.callers.allSatisfy({ homes.contains(Origin.network(trail.text($0))) }) { continue }
            let isMissed = table.absent[digest].map { $0 <= tally.first.time.seconds } ?? false
            if tally.injected * 2 > tally.commands {
                if let telltale = injection(tally, graves) { telltales.append(telltale) }
                continue
            }
            if let telltale = evaluator(tally) {
                telltales.append(telltale)
                continue
            }
            var points = 0
            let isOutOfPlace = folders.contains { tally.path.contains($0) }
            if isOutOfPlace, tally.withQuery + tally.posts > 0, tally.sizes.count > 1 || tally.posts > 0 { points += 2 }
            if tally.commands > 0 { points += tally.commands > 1 ? 3 : 2 }
            if tally.answered >= 3 { points += 1 }
            if tally.sizes.count > 1 { points += 1 }
            if tally.callers.count == 1 { points += 1 }
            if isMissed { points += 1 }
            if tally.callers.contains(where: { attackers.contains($0) }) { points += 1 }
            // Without words of a command, and where programs belong, being seldom called is no fault.
            guard points >= enough,
                tally.commands > 0 || isOutOfPlace || isMissed && tally.posts >= 3
                    || tally.callers.contains(where: { caller in follows(graves[trail.text(caller)] ?? [], tally) })
            else { continue }
            var telltale = Telltale(.program, .proof, tally.first)
            (telltale.last, telltale.count) = (tally.last, tally.answered)
            telltale.event.path = tally.path
            let start = began(tally.first.place.path)
            telltale.isOlderThanLog = !isMissed && (start.map { tally.first.time.seconds - $0.seconds < 3_600 } ?? true)
            telltales.append(telltale)
        }
        return telltales.sorted(by: Telltale.isEarlier)
    }

    /// A program of the site itself that ran what was hidden in an address. Any page answers such an address; but who sends one command
    /// after the other to the same page, with time to read between them, and hardly tries another, saw the answers.
    private static func injection(_ tally: ProgramTally, _ graves: [RawText: [TrailEvent]]) -> Telltale? {
        let apart = tally.last.seconds - tally.first.time.seconds
        guard tally.injected >= 3, tally.injected <= 200, tally.sizes.count > 1, apart >= 20, apart / Int64(tally.injected) >= 5 else {
            return nil
        }
        let tried = Set((graves[tally.first.address] ?? []).map(\.pathAlone))
        guard tried.count <= 3 else { return nil }
        var telltale = Telltale(.injection, .proof, tally.injection ?? tally.first)
        (telltale.last, telltale.count) = (tally.last, tally.injected)
        return telltale
    }

    /// A program that evaluates what is posted to it, and answered each time otherwise and in few words: a page for what is not there
    /// answers everything nearly alike and at length.
    private static func evaluator(_ tally: ProgramTally) -> Telltale? {
        guard tally.first.attack == .injectionScript, tally.posts >= 2, let least = tally.sizes.min(), let most = tally.sizes.max(),
            most < 4_096, most > least + least / 4, tally.path.hasSuffix("/eval-stdin.php")
        else { return nil }
        var telltale = Telltale(.injection, .proof, tally.first)
        (telltale.last, telltale.count) = (tally.last, tally.answered)
        return telltale
    }

    /// Whether a caller had made the site run something minutes before: the request that wrote the program.
    private static func follows(_ graves: [TrailEvent], _ tally: ProgramTally) -> Bool {
        graves.contains { event in
            event.pathAlone != tally.path && event.time <= tally.first.time && tally.first.time.seconds - event.time.seconds <= 3_600
        }
    }
}
