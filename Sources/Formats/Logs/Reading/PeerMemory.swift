import Model

/// Whom the processes or connections of a server belong to, from earlier lines: sshd(8) names the peer in one line and tells in a later one,
/// under the same number and without an address, how it ended; slapd(8) and mongod number their connections. Where a log-in failed before the
/// peer was named, the line that names it when the connection ends is the failure's.
///
/// Of a program that nobody told of, the number of its process counts as long as that names one peer only, as it does where a process serves
/// one connection; and what failed behind a line that named a peer, within two seconds and
/// before another is named, is that peer's.
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
    /// Numbers of processes that served more than one peer.
    private var isShared = [Bool](repeating: false, count: places)
    private var before = Neighbour()

    /// The line before, of a program that nobody told of.
    private struct Neighbour {
        /// Of its program and process; 0 where it named no peer.
        var writer = 0
        var seconds: Int64 = 0
        var port: Int?
        var address: [UInt8] = []
    }

    /// Remembers the peer of an event, or gives the one that is remembered to an event that failed or succeeded and names none.
    @inline(__always)
    mutating func complete(_ draft: inout EventDraft, _ text: Span<UInt8>) {
        if let connection = draft.connection {
            complete(&draft, text, connection, server: draft.format.utf8.first ?? 1)
        } else if draft.format == "sshd", let process = draft.pid, process > 0 {
            complete(&draft, text, process, server: 0)
        } else if draft.format == "syslog" || draft.format == "time" || draft.format == "line" || draft.format == "cri" {
            completeOfAnybody(&draft, text)
        } else if draft.format == "dropbear", let process = draft.pid, process > 0 {
            complete(&draft, text, process, server: 1)
        }
    }

    private mutating func completeOfAnybody(_ draft: inout EventDraft, _ text: Span<UInt8>) {
        let isNamed = draft.address.isPresent
        guard isNamed || before.writer != 0 || draft.kind == .loginFailure else { return }
        let writer = writer(draft, text)
        let seconds = draft.moment?.seconds ?? 0
        if !isNamed, before.writer == writer, before.seconds <= seconds, seconds &- before.seconds <= 2 {
            // What tells of a failure of nobody is the failure of the one whom the line before named.
            if draft.kind == .message, draft.outcome == nil { Refusal.ofNobody(text, &draft) }
            if draft.outcome == .failure {
                draft.address = draft.decode(before.address)
                draft.port = draft.port ?? before.port
                draft.add("source.from", draft.decode("earlier line"))
            }
        } else if let process = draft.pid, process > 0 {
            complete(&draft, text, process, server: UInt8(truncatingIfNeeded: writer) | 0x80)
        }
        // Lines of the same moment that name nobody may stand between.
        if !isNamed, draft.outcome == nil, seconds &- before.seconds <= 2 { return }
        before.writer = 0
        guard isNamed, draft.outcome == nil, !draft.address.isDecoded, draft.address.count <= PeerMemory.longest,
            draft.address.range.upperBound <= text.count
        else { return }
        (before.writer, before.seconds, before.port) = (writer, seconds, draft.port)
        before.address.removeAll(keepingCapacity: true)
        for at in draft.address.range { before.address.append(text[at]) }
    }

    /// A number for the program and process that wrote a line; never 0.
    private func writer(_ draft: borrowing EventDraft, _ text: Span<UInt8>) -> Int {
        var hash: UInt32 = 2_166_136_261
        if draft.process.isPresent, !draft.process.isDecoded, draft.process.range.upperBound <= text.count {
            for at in draft.process.range { hash = (hash ^ UInt32(text[at])) &* 16_777_619 }
        }
        return Int(hash ^ hash >> 15) &+ (draft.pid ?? 0) << 32 | 1 << 31
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
            if server >= 0x80 {
                if isKnown, lengths[place] > 0, !isSame(text, range, place) { isShared[place] = true }
                if !isKnown { isShared[place] = false }
            }
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
            if isKnown, server >= 0x80, isShared[place] { return }
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

    private func isSame(_ text: Span<UInt8>, _ address: Range<Int>, _ place: Int) -> Bool {
        guard Int(lengths[place]) == address.count else { return false }
        for index in 0..<address.count where bytes[place * PeerMemory.longest + index] != text[address.lowerBound + index] { return false }
        return true
    }
}
