import Model

extension Trail {
    /// Who gave a service an order, or attacked it: that may stand in a record of its own, seconds before the one that tells of it.
    func sender(of event: TrailEvent) -> (address: RawText, event: TrailEvent)? {
        if !event.address.isEmpty { return nil }
        let shelves: [Trail.Shelf] = [.messages, .services, .sessions, .logins, .changes, .nearRequests, .requests]
        let before = shelves.flatMap { self[$0] }.filter { other in
            let apart = event.time.seconds - other.time.seconds
            guard apart >= 0, apart <= 60, other != event else { return false }
            if other.place.path == event.place.path { return true }
            return !other.process.isEmpty && other.process == event.process || other.pid != nil && other.pid == event.pid
        }
        for other in before.sorted(by: TrailEvent.isEarlier).reversed() {
            let address = other.address.isEmpty ? NetworkMark.firstNumber(in: other.text) ?? "" : other.address
            if !address.isEmpty, !Origin.isLocal(address) { return (address, other) }
        }
        return nil
    }
}
