import Model

/// A record that a break-in leaves and honest days do not: a command that nobody honest gives, a second root, the words that a fetched
/// program said in a server's error log, an attack that a daemon wrote down.
package struct Telltale: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A command of a person, and one of a scheduled job.
        case command, job
        /// What a program said that a server had started: the messages of wget, curl and shells.
        case output
        /// An account with the number of root.
        case secondRoot
        /// The account of a service became somebody else, or set up jobs of its own.
        case identity
        /// Somebody logged in as the account of a service.
        case serviceLogIn
        /// A program in a site that hardly anybody but one visitor calls, with commands.
        case program
        /// A daemon wrote down an attack upon itself.
        case attack
        /// A database was made to run programs.
        case database
        /// A log-in behind many failures.
        case guessedLogIn
        /// A log-in from where somebody attacked, fetched secrets or mounted folders before.
        case attackerLogIn
        /// A console for programmers took a command.
        case console
        /// A page of a site ran what was hidden in an address.
        case injection
        /// A stranger fetched a copy of a database.
        case copyTaken
        /// A stranger may have used another door of the server; no telltale by itself.
        case contact
        /// A service broke down; no telltale by itself.
        case fault
    }
    /// What a record alone shows.
    package enum Gravity: Int, Sendable, Hashable, Comparable {
        /// An attempt leaves it as well, or an honest day might.
        case sign
        /// Only somebody who is in leaves it.
        case proof
        package static func < (left: Gravity, right: Gravity) -> Bool { left.rawValue < right.rawValue }
    }

    package var kind: Kind
    package var gravity: Gravity
    /// The first record of its kind.
    package var event: TrailEvent
    /// When it was seen last, and how often in all.
    package var last: Timestamp
    package var count = 1
    /// Whether it was there as far back as the log goes, so that its beginning is not known.
    package var isOlderThanLog = false

    init(_ kind: Kind, _ gravity: Gravity, _ event: TrailEvent) {
        (self.kind, self.gravity, self.event, last) = (kind, gravity, event, event.time)
        count = max(1, event.times)
    }

    var time: Timestamp { event.time }
    var isRecovered: Bool { event.place.path == Telltale.freeBlocks }
    /// The path that stands for blocks of an image that no file owns.
    package static let freeBlocks: RawText = "free blocks"

    mutating func join(_ other: Telltale) {
        if TrailEvent.isEarlier(other.event, event) { event = other.event }
        last = max(last, other.last)
        count &+= other.count
        gravity = max(gravity, other.gravity)
    }

    static func isEarlier(_ left: Telltale, _ right: Telltale) -> Bool {
        left.event == right.event ? left.kind.rawValue < right.kind.rawValue : TrailEvent.isEarlier(left.event, right.event)
    }
}

/// Telltales as they are gathered: those that say the same are one.
struct TelltaleStore: Sendable {
    private struct Key: Hashable {
        var kind: Telltale.Kind
        var user: RawText
        var address: RawText
        /// Digest of what was said or run.
        var words: UInt64
        /// From the free blocks of an image: what lies there may have been cut out of a log.
        var isRecovered: Bool
    }
    private var table: [Key: Telltale] = [:]
    private static let most = 6_000
    /// Of these, faults: whoever makes a service fail all day crowds out nothing that tells of a break-in.
    private static let mostFaults = 1_500
    private var faults = 0

    mutating func add(_ telltale: Telltale, words: UInt64) {
        let key = Key(
            kind: telltale.kind, user: telltale.event.user, address: telltale.event.address, words: words,
            isRecovered: telltale.isRecovered)
        put(telltale, key)
    }

    private mutating func put(_ telltale: Telltale, _ key: Key) {
        if table[key] != nil {
            table[key]?.join(telltale)
        } else if table.count < TelltaleStore.most, key.kind != .fault || faults < TelltaleStore.mostFaults {
            table[key] = telltale
            if key.kind == .fault { faults += 1 }
        }
    }

    mutating func join(_ other: TelltaleStore) { for (key, telltale) in other.table { put(telltale, key) } }

    /// In the order of time.
    var all: [Telltale] { table.values.sorted(by: Telltale.isEarlier) }
}
