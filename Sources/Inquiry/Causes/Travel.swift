import Model

/// Where log-ins of an account came from on Earth, as far as a database tells.
struct Travel: Sendable {
    /// An earlier log-in of the same account from too far away.
    struct Jump: Sendable {
        var before: LogIn
        var kilometres: Int
        var minutes: Int
    }
    let origin: AddressOrigin?
    /// Countries of earlier log-ins, with how often; empty where too few are known.
    private(set) var countries: [RawText: Int] = [:]
    private(set) var jump: Jump?

    /// Faster than an airliner, in kilometres an hour, and so far that databases are not to blame.
    private static let fastest = 1_000.0
    private static let farthestError = 500.0
    private static let mostCompared = 500

    init(_ logIn: LogIn, _ history: LogInHistory, _ origins: any OriginSource) {
        origin = NetworkAddress(logIn.address).flatMap { origins.origin(of: $0) }
        guard let origin else { return }
        for other in history.of(logIn.user).suffix(Travel.mostCompared) where other.time != logIn.time {
            guard let there = NetworkAddress(other.address).flatMap({ origins.origin(of: $0) }) else { continue }
            if other.time < logIn.time, let country = there.country { countries[country, default: 0] += 1 }
            let seconds = abs(logIn.time.seconds - other.time.seconds)
            guard seconds <= 86_400, let one = origin.position, let two = there.position else { continue }
            let distance = Travel.kilometres(one, two)
            guard distance > Travel.farthestError, distance > Travel.fastest * Double(max(seconds, 60)) / 3_600 else { continue }
            if distance > Double(jump?.kilometres ?? 0) {
                jump = Jump(before: other, kilometres: Int(distance), minutes: Int(seconds / 60))
            }
        }
    }

    /// Whether its country was never seen before, although others were, often.
    var isForeign: Bool {
        guard let country = origin?.country, countries[country] == nil else { return false }
        return countries.values.reduce(0, +) >= 3
    }

    /// On the great circle, by the haversine formula; sines by their series, for there is no mathematics library in here.
    static func kilometres(_ one: GeographicPosition, _ two: GeographicPosition) -> Double {
        let degree = Double.pi / 180
        let (vertical, horizontal) = ((two.latitude - one.latitude) * degree / 2, (two.longitude - one.longitude) * degree / 2)
        let (up, along) = (sine(vertical), sine(horizontal))
        let square = up * up + sine(.pi / 2 - one.latitude * degree) * sine(.pi / 2 - two.latitude * degree) * along * along
        return 2 * 6_371 * arcsine(min(1, max(0, square)).squareRoot())
    }

    /// For angles from −π to π; the twelfth term is below 1e-11.
    private static func sine(_ angle: Double) -> Double {
        var (term, sum) = (angle, angle)
        for step in 1...14 {
            term *= -angle * angle / Double((2 * step) * (2 * step + 1))
            sum += term
        }
        return sum
    }

    /// Of a number from 0 to 1, by halving the interval of the angle.
    private static func arcsine(_ value: Double) -> Double {
        var (low, high) = (0.0, Double.pi / 2)
        for _ in 0..<50 {
            let middle = (low + high) / 2
            if sine(middle) < value { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}
