import Model

/// Whom the processes or connections of a server belong to, from earlier lines: sshd(8) names the peer in one line and tells in a later one,
/// under the same number and without an address, how it ended; slapd(8) and mongod number their connections. Where a log-in failed before the
/// peer was named, the line that names it when the connection ends is the failure's.
///
/// A fixed number of places, so that nothing is allocated and an intruder can fill it only with himself.
struct PeerMemory: Sendable {
    private static let places = 512
    private static let longest = 48
    private var numbers = [Int](repeating: -1, count: places)
    private var servers = [UInt8](repeating: 0, count: places)
    private var lengths = [UInt8](repeating: 0, count: places)
    private var failures = [Bool](repeating: false, count: places)
    private var ports = [Int](repeating: -1, count: places)
    private var bytes = [UInt8](repeating: 0, count: places * longest)

    /// Remembers the peer of an event, or gives the one that is remembered to an event that failed or succeeded and names none.
    @inline(__always)
    mutating func complete(_ draft: inout EventDraft, _ text: Span<UInt8>) {
        if let connection = draft.connection {
            complete(&draft, text, connection, server: draft.format.utf8.first ?? 1)
        } else if draft.format == "sshd", let process = draft.pid, process > 0 {
            complete(&draft, text, process, server: 0)
        }
    }

    private mutating func complete(_ draft: inout EventDraft, _ text: Span<UInt8>, _ number: Int, server: UInt8) {
        let place = number & (PeerMemory.places - 1)
        let start = place * PeerMemory.longest
        let isKnown = numbers[place] == number && servers[place] == server
        if draft.address.isPresent, !draft.address.isDecoded {
            if isKnown, failures[place] {
                failures[place] = false
                if draft.kind == .connectionClose, draft.outcome == nil {
                    draft.outcome = .failure
                    draft.add("source.from", draft.decode("earlier line"))
                }
            }
            let range = draft.address.range
            guard !range.isEmpty, range.count <= PeerMemory.longest, range.upperBound <= text.count else { return }
            // A connection's number is not given again; a process may say more.
            if server != 0, draft.kind == .connectionClose {
                if isKnown { (numbers[place], lengths[place]) = (-1, 0) }
                return
            }
            (numbers[place], servers[place], failures[place]) = (number, server, false)
            lengths[place] = UInt8(range.count)
            ports[place] = draft.port ?? -1
            var kept = bytes.mutableSpan
            for index in 0..<range.count { kept[start + index] = text[range.lowerBound + index] }
        } else if !draft.address.isPresent, draft.outcome != nil {
            if isKnown, lengths[place] > 0 {
                draft.address = draft.decode(bytes[start..<start + Int(lengths[place])])
                if draft.port == nil, ports[place] >= 0 { draft.port = ports[place] }
                draft.add("source.from", draft.decode("earlier line"))
            } else if lengths[place] == 0 {
                // A peer of another number that is still there is not forgotten for it.
                (numbers[place], servers[place], lengths[place]) = (number, server, 0)
                failures[place] = draft.kind == .loginFailure
            }
        }
    }
}
