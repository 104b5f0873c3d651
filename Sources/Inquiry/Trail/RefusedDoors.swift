/// Forms and interfaces that refused a visitor with 401 again and again: when the same path then takes what he sends, he is in.
struct RefusedDoors: Sendable {
    private var refused: [UInt64: Int] = [:]
    private static let most = 8_192
    /// Refusals from which on an answer is the end of guessing.
    private static let enough = 3

    /// Takes note of a request that posts, and says whether it was the first to be taken after refusals.
    mutating func isEntered(_ address: AddressKey, _ path: UInt64, _ status: Int) -> Bool {
        let key = (address.high ^ address.low &* 0x9e37_79b9_7f4a_7c15) &+ path
        if status == 401 {
            if refused[key] != nil || refused.count < RefusedDoors.most { refused[key, default: 0] &+= 1 }
            return false
        }
        guard status >= 200, status < 400, let count = refused[key] else { return false }
        refused[key] = nil
        return count >= RefusedDoors.enough
    }
}
