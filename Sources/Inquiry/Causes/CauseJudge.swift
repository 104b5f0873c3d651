import Model

/// Weighs the explanations, and says how each stands.
struct CauseJudge: Sendable {
    let file: CaseFile
    let balance: Balance
    /// What the owner was asked, with the answers that were given.
    let questions: [OwnerQuestion]

    /// An established cause has odds of a hundred to one, every rival of one to ten against it.
    static let established = 20
    static let rival = -10
    /// Odds by which an explanation leads although a record of another way in is gone.
    static let leading = 15
    /// What has to be left of the odds when any one fact is taken away.
    static let robust = 10

    init(_ file: CaseFile, answers: [OwnerAnswer] = []) {
        self.file = file
        var balance = Balance(priors: [
            .stolenCredential: -3, .guessedCredential: -5, .infectedClient: -8, .webVulnerability: file.deeds.isWeb ? -2 : -6,
            .serviceVulnerability: -9, .insider: -11, .reinfection: -12, .neighbour: -12, .unknown: -8,
        ])
        CredentialArguments.add(file, to: &balance)
        WebArguments.add(file, to: &balance)
        OtherArguments.add(file, to: &balance)
        questions = OwnerAnswers.add(answers, to: OwnerQuestions.of(file), &balance)
        self.balance = balance
    }

    func causes() -> [Cause] {
        let odds = balance.odds()
        let lost = file.lost
        let isOpen = !lost.isEmpty && !isTied && !leads(odds, lost)
        let isEstablished = establishes(odds)
        var causes = CauseKind.allCases.map { kind -> Cause in
            let arguments = (balance.arguments[kind] ?? []).sorted {
                (-abs($0.weight), $0.fact, $0.group) < (-abs($1.weight), $1.fact, $1.group)
            }
            var cause = Cause(kind: kind, standing: .possible, logOdds: odds[kind] ?? 0)
            cause.supporting = arguments.filter { $0.weight > 0 }
            cause.opposing = arguments.filter { $0.weight < 0 }
            cause.standing = standing(kind, cause.logOdds, isOpen: isOpen, lost: lost, isEstablished: isEstablished == kind)
            return cause
        }
        causes.sort { left, right in
            if isOpen, (left.standing == .undecidable) != (right.standing == .undecidable) { return left.standing == .undecidable }
            return (-left.logOdds, CauseKind.order(left.kind)) < (-right.logOdds, CauseKind.order(right.kind))
        }
        // Where nothing tells one explanation from another, none of them goes first.
        if isOpen, let index = causes.firstIndex(where: { $0.kind == .unknown }), causes[0].supporting.isEmpty {
            causes[index].standing = .undecidable
            causes.insert(causes.remove(at: index), at: 0)
        }
        let records = DecidingRecords(file)
        for index in causes.indices where index == 0 || causes[index].standing == .undecidable {
            causes[index].wouldDecide = records.of(causes[index].kind)
        }
        if !causes.isEmpty {
            causes[0].questions = questions
            causes[0].account = CauseWords.account(causes[0], file)
        }
        return causes
    }

    /// Whether an explanation whose own records are all there, and one of them points to it, outweighs all others by far: then it leads,
    /// and is likely at most, although the record of another way in is gone.
    private func leads(_ odds: [CauseKind: Int], _ lost: [SourceChannel]) -> Bool {
        odds.contains { kind, odds in
            odds >= CauseJudge.leading && kind != .unknown && Set(DecidingRecords.channels(kind)).isDisjoint(with: lost)
                && (balance.arguments[kind] ?? []).contains { $0.group == "link" && $0.weight > 0 }
        }
    }

    /// Whether a record that is there ties a log-in, a request or a leftover to a deed.
    private var isTied: Bool {
        // The owner's own copy is a record, too: one that tells where the harmful text comes from.
        if questions.contains(where: { $0.id == OwnerQuestions.copy && $0.reply == .yes }) { return true }
        if file.isTiedToLogIn || file.isTiedToWeb || file.leftover != nil { return true }
        if file.logIn?.guessing.isGuessing ?? false { return true }
        let words = balance.arguments[.serviceVulnerability]?.contains {
            ["service.words", "service.faults", "upload.nameless"].contains($0.fact)
        }
        let neighbour = balance.arguments[.neighbour]?.contains { $0.fact == "neighbour.owner" }
        return (words ?? false) || (neighbour ?? false)
    }

    /// The cause that no rival comes near to and no single fact carries.
    private func establishes(_ odds: [CauseKind: Int]) -> CauseKind? {
        guard let (leader, most) = odds.max(by: { ($0.value, -CauseKind.order($0.key)) < ($1.value, -CauseKind.order($1.key)) }),
            leader != .unknown, leader != .insider, most >= CauseJudge.established, isTied,
            odds.allSatisfy({ $0.key == leader || $0.value <= CauseJudge.rival })
        else { return nil }
        for fact in balance.fragileFacts {
            let odds = balance.odds(without: fact)
            if odds[leader] ?? 0 < CauseJudge.robust { return nil }
        }
        return leader
    }

    private func standing(_ kind: CauseKind, _ odds: Int, isOpen: Bool, lost: [SourceChannel], isEstablished: Bool) -> Standing {
        if isEstablished { return .established }
        let score = balance.score(kind)
        if isOpen {
            let isAffected = !Set(DecidingRecords.channels(kind)).isDisjoint(with: lost)
            if isAffected, score > -22 { return .undecidable }
            return score <= -25 ? .excluded : score <= -18 ? .unlikely : .possible
        }
        if odds >= 7 { return .likely }
        if odds >= -10 { return .possible }
        return odds >= -20 ? .unlikely : .excluded
    }
}

extension CauseKind {
    static func order(_ kind: CauseKind) -> Int { allCases.firstIndex(of: kind) ?? 0 }
}
