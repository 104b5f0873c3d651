/// An explanation of how an intruder got in.
package enum CauseKind: String, Sendable, Hashable, CaseIterable {
    /// The right password or key from the wrong hands.
    case stolenCredential = "credential.stolen"
    /// A password that was guessed.
    case guessedCredential = "credential.bruteforced"
    /// The owner's own computer sent the harmful file.
    case infectedClient = "client.infected"
    /// A hole in a site's program.
    case webVulnerability = "web.vulnerability"
    /// A hole in another service.
    case serviceVulnerability = "service.vulnerability"
    /// Somebody who may log in.
    case insider
    /// Something that an earlier break-in left behind.
    case reinfection
    /// Another customer, a panel or a supplier of the same machine.
    case neighbour
    /// None of these.
    case unknown
}

extension CauseKind {
    /// What it is called, in words for people.
    package var words: Localized {
        switch self {
        case .stolenCredential: Localized(en: "A stolen password or key", ja: "盗まれたパスワードや鍵")
        case .guessedCredential: Localized(en: "A guessed password", ja: "推測で破られたパスワード")
        case .infectedClient: Localized(en: "An infected computer of yours", ja: "更新に使うパソコンの感染")
        case .webVulnerability: Localized(en: "A hole in a web program", ja: "ウェブのプログラムの弱点")
        case .serviceVulnerability: Localized(en: "A hole in another service", ja: "ほかのサービスの弱点")
        case .insider: Localized(en: "Somebody who may log in", ja: "ログインできる関係者")
        case .reinfection: Localized(en: "Something left from an earlier break-in", ja: "以前の侵入で残されたもの")
        case .neighbour: Localized(en: "Another customer of the same server", ja: "同じサーバーのほかの利用者")
        case .unknown: Localized(en: "Another way", ja: "そのほかの経路")
        }
    }
}

/// How an explanation stands after all evidence was weighed.
package enum Standing: String, Sendable, Hashable, CaseIterable {
    /// Every rival falls far behind, and no single item of evidence carries it.
    case established
    case likely, possible, unlikely, excluded
    /// The record that would decide is not there.
    case undecidable
}

/// A piece of evidence for or against an explanation.
package struct CauseArgument: Hashable, Sendable {
    /// The observation behind it: arguments of one observation stand and fall together.
    package var fact: String
    /// Arguments of one group say nearly the same; only the strongest of each direction counts.
    package var group: String
    /// Decibans: ten times the decimal logarithm of how much likelier the observation is under this explanation.
    package var weight: Int
    package var text: Localized
    package var evidence: [EvidenceItem]
    /// Records that say the same independently: one line of a hundred can be wrong without turning anything.
    package var records: Int

    package init(fact: String, group: String, weight: Int, text: Localized, evidence: [EvidenceItem] = [], records: Int = 1) {
        (self.fact, self.group, self.weight) = (fact, group, weight)
        (self.text, self.evidence, self.records) = (text, evidence, records)
    }
}

/// A record that would decide between explanations.
package struct DecidingRecord: Hashable, Sendable {
    package var record: Localized
    /// What kind of record it is: "logins", "ftp", "web".
    package var channel: SourceChannel
    package var isAvailable: Bool
    /// About when it was lost; nil where that cannot be told.
    package var lostAt: Timestamp?
    package var why: Localized

    package init(record: Localized, channel: SourceChannel, isAvailable: Bool, lostAt: Timestamp? = nil, why: Localized) {
        (self.record, self.channel, self.isAvailable, self.lostAt, self.why) = (record, channel, isAvailable, lostAt, why)
    }
}

/// An explanation, with what speaks for and against it.
package struct Cause: Hashable, Sendable {
    package var kind: CauseKind
    package var standing: Standing
    /// Ten times the decimal logarithm of the odds against all rivals together, in decibans.
    package var logOdds: Int
    package var supporting: [CauseArgument]
    package var opposing: [CauseArgument]
    package var wouldDecide: [DecidingRecord]
    package var questions: [OwnerQuestion]
    /// What happened, where this is the leading explanation.
    package var account: Localized?

    package init(
        kind: CauseKind, standing: Standing, logOdds: Int, supporting: [CauseArgument] = [], opposing: [CauseArgument] = [],
        wouldDecide: [DecidingRecord] = [], questions: [OwnerQuestion] = [], account: Localized? = nil
    ) {
        (self.kind, self.standing, self.logOdds) = (kind, standing, logOdds)
        (self.supporting, self.opposing, self.wouldDecide) = (supporting, opposing, wouldDecide)
        (self.questions, self.account) = (questions, account)
    }
}
