import Model

/// The last requests that hand something over, until it is known whether their sender calls something planted next.
///
/// When a planted file carries no time that can be believed, nothing says beforehand which requests may have written it.
struct RecentWrites: Sendable {
    private static let most = 128
    /// Seconds within which a planted file is called by who planted it.
    static let window: Int64 = 900
    private var events: [(address: AddressKey, event: TrailEvent)] = []
    private var next = 0

    mutating func add(_ event: TrailEvent, _ address: AddressKey) {
        if events.count < RecentWrites.most {
            events.append((address, event))
        } else {
            events[next] = (address, event)
            next = (next + 1) % RecentWrites.most
        }
    }

    /// What one address sent lately; it is given once.
    mutating func take(of address: AddressKey, before time: Timestamp) -> [TrailEvent] {
        guard events.contains(where: { $0.address == address }) else { return [] }
        var found: [TrailEvent] = []
        for (sender, event) in events
        where sender == address && event.time <= time && time.seconds - event.time.seconds <= RecentWrites.window {
            found.append(event)
        }
        events.removeAll { $0.address == address }
        next = 0
        return found.sorted(by: TrailEvent.isEarlier)
    }
}
