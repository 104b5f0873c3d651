import Model

/// Events of one log that other logs may tell of as well: a log-in, a request, a message with the number of its process. A sample of bounded
/// size that falls on the same events in every log: those whose digests are the least.
package struct ClockSightings: Sendable {
    private var times: [UInt64: [Int64]] = [:]
    /// Digests from this on are no longer kept.
    private var limit = UInt64.max

    private static let most = 4_096
    /// An event that happens more often than this cannot be told from others.
    private static let mostAlike = 4

    package init() {}

    package var isEmpty: Bool { times.isEmpty }

    /// Looks at an event.
    package mutating func add(_ draft: borrowing EventDraft, in text: Span<UInt8>, time: Timestamp) {
        guard let digest = ClockSightings.digest(draft, text), digest < limit else { return }
        add(digest, time.seconds)
    }

    private mutating func add(_ digest: UInt64, _ second: Int64) {
        times[digest, default: []].append(second)
        if times[digest]?.count ?? 0 > ClockSightings.mostAlike + 1 { times[digest]?.removeLast() }
        guard times.count > 2 * ClockSightings.most else { return }
        limit = times.keys.sorted()[ClockSightings.most]
        for digest in times.keys where digest >= limit { times[digest] = nil }
    }

    /// Joins what another piece of the log showed.
    package mutating func join(_ other: ClockSightings) {
        limit = min(limit, other.limit)
        for digest in times.keys where digest >= limit { times[digest] = nil }
        for (digest, seconds) in other.times where digest < limit { for second in seconds { add(digest, second) } }
    }

    /// Seconds that this log's clock is ahead of another's, and how many events tell so.
    package func ahead(of other: ClockSightings) -> (seconds: Int64, agreeing: Int)? {
        var candidates: [[Int64]] = []
        for (digest, own) in times where own.count <= ClockSightings.mostAlike {
            guard let others = other.times[digest], others.count <= ClockSightings.mostAlike else { continue }
            candidates.append(own.flatMap { second in others.map { second - $0 } })
        }
        return ClockEstimate.seconds(candidates)
    }

    /// By what both logs say of the event; nil where no other log tells of such events.
    private static func digest(_ draft: borrowing EventDraft, _ text: Span<UInt8>) -> UInt64? {
        var hash: UInt64
        switch draft.kind {
        case .loginSuccess, .loginFailure:
            guard draft.user.isPresent, draft.address.isPresent else { return nil }
            hash = draft.kind == .loginSuccess ? 1 : 2
            mix(draft.user, draft, text, &hash)
            mix(draft.address, draft, text, &hash)
        case .httpRequest:
            // A proxy's peer is not that of the server behind it.
            guard draft.path.isPresent, let status = draft.status else { return nil }
            hash = 3 &+ UInt64(truncatingIfNeeded: status) << 8
            mix(draft.method, draft, text, &hash)
            mix(draft.path, draft, text, &hash)
        case .fileUpload, .fileDownload, .fileDelete:
            guard draft.user.isPresent, let bytes = draft.bytes else { return nil }
            hash = 4 &+ UInt64(truncatingIfNeeded: bytes) << 8
            mix(draft.user, draft, text, &hash)
            mix(draft.address, draft, text, &hash)
        default:
            // One process in eight is enough.
            guard let pid = draft.pid, pid & 7 == 0, pid > 1, draft.message.isPresent, draft.process.isPresent else { return nil }
            hash = 5 &+ UInt64(truncatingIfNeeded: pid) << 8
            mix(draft.process, draft, text, &hash)
            mix(draft.message, draft, text, &hash)
        }
        hash ^= hash >> 33
        return hash &* 0xff51_afd7_ed55_8ccd
    }

    /// FNV-1a over the first bytes of a slice.
    private static func mix(_ slice: Slice, _ draft: borrowing EventDraft, _ text: Span<UInt8>, _ hash: inout UInt64) {
        hash = (hash ^ 0xcbf2_9ce4_8422_2325) &* 0x100_0000_01b3
        guard slice.isPresent else { return }
        hash = draft.withBytes(slice, in: text) { span in
            var hash = hash
            for index in 0..<min(span.count, 128) { hash = (hash ^ UInt64(span[index])) &* 0x100_0000_01b3 }
            return hash
        }
    }
}
