import Model

/// What a journal file says of itself, and where it does not agree with itself.
package struct JournalReport: Hashable, Sendable {
    /// Nil where the file is no journal.
    package var header: JournalHeader?
    /// Entries that were handed on.
    package var entries = 0
    /// Those of them that the list of entries does not hold and that were found by looking through the whole file.
    package var recovered = 0
    /// Entries of which fields could not be read.
    package var incomplete = 0
    package var boots: [Boot] = []
    /// The first and the last sequence number.
    package var sequences: ClosedRange<UInt64>?
    /// Sequence numbers that are missing between the first and the last. In one file of several of a machine some always are.
    package var missingSequences: UInt64 = 0
    package var tags: [Tag] = []
    package var sealing = Sealing.none
    package var signs: [JournalSign] = []
    /// How many signs there are of each kind, whether listed or not.
    package var signCounts: [JournalSign.Kind: Int] = [:]
    package var problems: [Problem] = []

    /// The entries of one run of the machine.
    package struct Boot: Hashable, Sendable {
        package var id: JournalID
        package var entries: Int
        /// Microseconds since 1970 of the first entry and of the last.
        package var firstRealtime: UInt64
        package var lastRealtime: UInt64
        /// Microseconds since the boot of the last entry.
        package var lastMonotonic: UInt64
    }

    /// A seal: an authentication code over everything since the one before.
    package struct Tag: Hashable, Sendable {
        package var offset: Int
        package var sequence: UInt64
        package var epoch: UInt64
        /// The last entry before it; 0 where there is none.
        package var lastEntry: UInt64
    }

    /// What can be said of the seals without the key that checks them.
    package enum Sealing: Hashable, Sendable {
        case none
        /// The seals follow each other as they should. Whether they fit the content cannot be told without the verification key.
        case consistent(sealedUpTo: UInt64, unsealedEntries: Int)
        /// The seals do not follow each other as they should, or are missing.
        case inconsistent
    }

    static let mostSigns = 1000

    mutating func sign(_ kind: JournalSign.Kind, _ offset: Int, _ detail: @autoclosure () -> String) {
        signCounts[kind, default: 0] += 1
        if signs.count < JournalReport.mostSigns { signs.append(JournalSign(kind: kind, offset: offset, detail: detail())) }
    }

    mutating func problem(_ offset: Int, _ reason: String) {
        if problems.count < JournalReport.mostSigns { problems.append(Problem(offset: offset, reason: reason)) }
    }
}

/// Something in a journal file that journald does not write: damage, or somebody's hand.
package struct JournalSign: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Sequence numbers are left out.
        case sequenceGap = "sequence.gap"
        /// A sequence number is not higher than the one before.
        case sequenceOrder = "sequence.order"
        /// The time of an entry lies before that of the one before it.
        case clockBackwards = "clock.backwards"
        /// Between two entries of one run, the clock on the wall and the one since the boot went differently.
        case clockJump = "clock.jump"
        /// The clock since the boot runs backwards within one run.
        case monotonicBackwards = "monotonic.backwards"
        /// An entry that the list of entries does not hold.
        case unlistedEntry = "entry.unlisted"
        /// The sum over an entry's fields is not the one that it was written with: fields were exchanged, added or taken away.
        case entrySum = "entry.sum"
        /// A field's content does not have the hash that it was written with.
        case fieldHash = "field.hash"
        /// What the header says does not agree with the content.
        case header = "header"
        /// The list of entries is broken, has holes, or leads to what is no entry.
        case list = "list"
        /// Bytes that are no object.
        case damage = "damage"
        /// Seals are missing or do not follow each other.
        case seal = "seal"
    }

    package var kind: Kind
    /// In bytes from the file's beginning.
    package var offset: Int
    package var detail: String
}
