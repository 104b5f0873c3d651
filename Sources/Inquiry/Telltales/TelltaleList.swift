import Model

/// What the logs alone tell of a break-in, in the order of time.
struct TelltaleList: Sendable {
    /// What only somebody who is in leaves.
    private(set) var proofs: [Telltale] = []
    /// Attacks that daemons and programs wrote down, whether they came to anything or not.
    private(set) var attacks: [Telltale] = []
    /// Services that broke down, by the hour.
    private(set) var faults: [Telltale] = []

    private static let most = 400
    /// Two signs of different kinds so close to each other, in seconds, are no accident.
    private static let together: Int64 = 600

    /// - Parameters:
    ///   - accounts: those of the host, by which services are known.
    ///   - began: where the log of a path begins.
    ///   - covers: whether a log of the system that is still there covers a moment.
    init(
        _ trail: Trail, _ history: LogInHistory, _ failures: FailureIndex, accounts: [Account], began: (RawText) -> Timestamp?,
        covers: (Timestamp) -> Bool
    ) {
        let gathered = trail.telltales.all
        let removed = TelltaleList.removed(gathered, covers)
        attacks = gathered.filter { $0.kind == .attack }
        faults = gathered.filter { $0.kind == .fault }
        var proofs = gathered.filter { $0.gravity == .proof } + removed
        proofs += TelltaleList.promoted(gathered, trail)
        proofs += TelltaleList.jobs(gathered, accounts)
        proofs += TelltaleList.tables(gathered, of: proofs)
        proofs += PlantedPrograms.of(trail, history, began: began)
        proofs += TelltaleList.logIns(history, failures)
        let strangers = Strangers(trail, history, gathered)
        proofs += strangers.logIns(history, besides: proofs)
        proofs += strangers.copies(gathered)
        proofs += Strangers.consoles(gathered)
        for index in proofs.indices where [.job, .output].contains(proofs[index].kind) {
            let start = began(proofs[index].event.place.path)
            proofs[index].isOlderThanLog = start.map { proofs[index].time.seconds - $0.seconds < 3_600 } ?? false
        }
        self.proofs = Array(proofs.sorted(by: Telltale.isEarlier).prefix(TelltaleList.most))
    }

    /// Attacks that lie in free blocks and are gone from the log that covers their moment: somebody who was in cut them out.
    private static func removed(_ gathered: [Telltale], _ covers: (Timestamp) -> Bool) -> [Telltale] {
        let kept = gathered.filter { !$0.isRecovered && $0.kind == .attack }
        return gathered.filter { telltale in
            telltale.isRecovered && telltale.kind == .attack && telltale.gravity == .sign && covers(telltale.time)
                && !kept.contains { $0.time.seconds - 2 <= telltale.time.seconds && telltale.time.seconds <= $0.last.seconds + 2 }
        }.map { telltale in
            var proof = telltale
            proof.gravity = .proof
            return proof
        }
    }

    /// Signs that come together: what a program said, or a service's table of jobs, minutes after an attack or another such sign.
    private static func promoted(_ gathered: [Telltale], _ trail: Trail) -> [Telltale] {
        let graves = trail[.requests].filter { $0.attack?.isGrave ?? false }
        let asked = Set(trail[.requests].filter { $0.attack?.isGrave ?? false }.map { $0.time.seconds.flooredDivision(by: 60) })
        let signs = gathered.filter { $0.gravity == .sign && ![.contact, .copyTaken, .console, .fault].contains($0.kind) }
        var promoted: [Telltale] = []
        for (index, sign) in signs.enumerated() where sign.kind == .output || sign.kind == .identity || sign.kind == .command {
            let near = signs.indices.filter { other in
                other != index && abs(signs[other].time.seconds - sign.time.seconds) <= together
                    && (signs[other].kind != sign.kind || sign.kind == .output && signs[other].event.text != sign.event.text)
            }
            let kinds = Set(near.map { signs[$0].kind })
            // An installer that failed says two things of its own; with an attack before, or three of them, it is no installer.
            let minute = sign.time.seconds.flooredDivision(by: 60)
            let isAnswer = sign.kind == .output && (asked.contains(minute) || asked.contains(minute - 1))
            if sign.kind == .output, let request = asking(for: sign, graves) {
                var proof = sign
                (proof.gravity, proof.event.time) = (.proof, request.time)
                promoted.append(proof)
                continue
            }
            guard isAnswer || kinds.contains(.attack) || kinds.count >= 2 || sign.kind == .output && near.count >= 2 else { continue }
            var proof = sign
            proof.gravity = .proof
            promoted.append(proof)
        }
        return promoted
    }

    /// The request that made a server fetch something, by the stamp that the program wrote behind the last line with a time.
    private static func asking(for sign: Telltale, _ graves: [TrailEvent]) -> TrailEvent? {
        guard let stamp = FetchStamp(sign.event.text) else { return nil }
        return graves.first { request in
            request.time.seconds >= sign.time.seconds - 1 && request.time.seconds - sign.time.seconds <= 86_400
                && (request.status ?? 200) < 400 && stamp.follows(request.time)
        }
    }

    /// Jobs of accounts that only their numbers show to be services', out of folders that anybody may write to.
    private static func jobs(_ gathered: [Telltale], _ accounts: [Account]) -> [Telltale] {
        let folders: [RawText] = ["/tmp/", "/var/tmp/", "/dev/shm/"]
        return gathered.filter { sign in
            sign.kind == .job && sign.gravity == .sign && folders.contains { sign.event.path.hasPrefix($0) }
                && ServiceNames.isService(sign.event.user, accounts)
        }.map { sign in
            var proof = sign
            proof.gravity = .proof
            return proof
        }
    }

    /// Tables of jobs that a service replaced, and out of which a job of the intruder then ran.
    private static func tables(_ gathered: [Telltale], of proofs: [Telltale]) -> [Telltale] {
        gathered.filter { sign in
            sign.kind == .identity && sign.gravity == .sign
                && proofs.contains { job in
                    job.kind == .job && job.event.user == sign.event.user && sign.time <= job.time
                        && job.time.seconds - sign.time.seconds <= 86_400
                }
        }.map { sign in
            var proof = sign
            proof.gravity = .proof
            return proof
        }
    }

    /// Log-ins behind many failures, and log-ins as services that nobody uses every day.
    private static func logIns(_ history: LogInHistory, _ failures: FailureIndex) -> [Telltale] {
        var seen: Set<FailureKey> = []
        var telltales: [Telltale] = []
        for logIn in history.all where !Origin.isLocal(logIn.address) && telltales.count < most {
            guard failures.frequent.contains(logIn.address) || failures.tried(logIn) || ServiceNames.isService(logIn.user),
                seen.insert(FailureKey(address: logIn.address, user: logIn.user, service: logIn.event.service)).inserted
            else { continue }
            if isGuessed(logIn, history, failures) {
                telltales.append(Telltale(.guessedLogIn, .proof, logIn.event))
            } else if logIn.event.service == "ssh", ServiceNames.isService(logIn.user), !isEveryday(logIn, history) {
                telltales.append(Telltale(.serviceLogIn, .proof, logIn.event))
            }
        }
        return telltales
    }

    /// Whether somebody who guesses was let in, and not somebody whose fingers slipped.
    static func isGuessed(_ logIn: LogIn, _ history: LogInHistory, _ failures: FailureIndex) -> Bool {
        let guess = Guessing(logIn, failures)
        if isSpread(guess, logIn, history) { return true }
        guard guess.fromAddress >= 20 || guess.fromAddress >= 6 && guess.users.count >= 3 else { return false }
        // Who never failed as the account that let him in, and as one other at most, shares the address with somebody who did.
        let isTried = guess.users.contains { $0.count <= 1 || Guessing.isSame($0, logIn.user) }
        if !isTried, !logIn.user.isEmpty, guess.users.count < 3 { return false }
        let method = logIn.event.method.asciiLowercased
        if method.contains("publickey") || method.contains("hostbased") { return false }
        if case .usual = history.familiarity(logIn) { return false }
        return true
    }

    /// Whether many addresses guessed one account's password together, and one of them, never seen before, was let in. Everybody tries
    /// root everywhere.
    private static func isSpread(_ guess: Guessing, _ logIn: LogIn, _ history: LogInHistory) -> Bool {
        guard guess.forUser >= 20, guess.addresses >= 5, guess.slowly >= 1, logIn.user != "root" || guess.isSurge else { return false }
        let method = logIn.event.method.asciiLowercased
        if method.contains("publickey") || method.contains("hostbased") { return false }
        if case .neverSeen = history.familiarity(logIn) { return true }
        return false
    }

    /// Whether a service is logged in to from the same network on several days, as backups and deployments do.
    private static func isEveryday(_ logIn: LogIn, _ history: LogInHistory) -> Bool {
        let network = Origin.network(logIn.address)
        let days = Set(
            history.of(logIn.user).filter { Origin.network($0.address) == network }.map { $0.time.seconds.flooredDivision(by: 86_400) })
        return days.count >= 3
    }

    /// What the second look is led by: the moments, the programs and the addresses.
    var interests: Interests {
        var interests = Interests()
        let moments = (proofs + attacks.prefix(200)).map { $0.time.seconds }
        interests.windows = Interests.joined(moments, before: 3_600, after: 300)
        interests.seconds = Interests.joined(moments, before: 60, after: 30)
        for proof in proofs where proof.kind == .program {
            interests.pages.append(
                Interests.Page(path: proof.event.path, urls: [proof.event.path], isIntruders: true))
        }
        interests.addresses = Set(proofs.map(\.event.address)).subtracting([""])
        return interests
    }

    /// A job of the intruder that still ran when the log ended, with the moment of its last run.
    func atWork(until end: (RawText) -> Timestamp?, now: Timestamp) -> Telltale? {
        proofs.last { proof in
            guard proof.kind == .job, proof.count >= 3, let end = end(proof.event.place.path) else { return false }
            let period = (proof.last.seconds - proof.time.seconds) / Int64(proof.count - 1)
            return end.seconds - proof.last.seconds <= 2 * period + 600 && now.seconds - end.seconds <= max(86_400, 3 * period)
        }
    }
}

extension Telltale {
    /// As a deed that a log tells of.
    var deed: Deed? {
        if kind == .guessedLogIn { return nil }
        var owner: RawText = ""
        switch kind {
        case .secondRoot: owner = "root"
        case .job, .identity, .serviceLogIn: owner = event.user
        case .command: owner = ServiceNames.isService(event.user) ? event.user : "root"
        default: break
        }
        let isWeb = [.program, .output, .console, .injection, .copyTaken].contains(kind) || ServiceNames.isWeb(owner)
        let marks = isOlderThanLog ? [] : [TimeMark(time, .created, clock: .record)]
        return Deed(
            path: kind == .program ? event.path : event.place.path, moments: marks, owner: owner, isWeb: isWeb, isPlanted: kind == .program,
            size: nil, title: TelltaleWording.title(kind), record: event)
    }
}
