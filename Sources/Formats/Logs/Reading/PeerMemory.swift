import Model

/// Whom the processes of a daemon speak with, from earlier lines of theirs: sshd(8) names the peer in one line and tells in a later one, under the
/// same number and without an address, how it ended.
///
/// A fixed number of places, so that nothing is allocated and an intruder can fill it only with himself.
struct PeerMemory: Sendable {
    private static let places = 512
    private static let longest = 48
    private var processes = [Int](repeating: -1, count: places)
    private var lengths = [UInt8](repeating: 0, count: places)
    private var ports = [Int](repeating: -1, count: places)
    private var bytes = [UInt8](repeating: 0, count: places * longest)

    /// Remembers the peer of an event of sshd, or gives the one that is remembered to an event that failed and names none.
    mutating func complete(_ draft: inout EventDraft, _ text: Span<UInt8>) {
        guard let process = draft.pid, process > 0 else { return }
        let place = process & (PeerMemory.places - 1)
        let start = place * PeerMemory.longest
        if draft.address.isPresent, !draft.address.isDecoded {
            let range = draft.address.range
            guard !range.isEmpty, range.count <= PeerMemory.longest, range.upperBound <= text.count else { return }
            processes[place] = process
            lengths[place] = UInt8(range.count)
            ports[place] = draft.port ?? -1
            var kept = bytes.mutableSpan
            for index in 0..<range.count { kept[start + index] = text[range.lowerBound + index] }
        } else if !draft.address.isPresent, draft.outcome == .failure, processes[place] == process {
            draft.address = draft.decode(bytes[start..<start + Int(lengths[place])])
            if draft.port == nil, ports[place] >= 0 { draft.port = ports[place] }
            draft.add("source.from", draft.decode("earlier line"))
        }
    }
}
