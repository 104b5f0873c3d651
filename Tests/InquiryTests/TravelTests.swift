import Model
import Testing

@testable import Inquiry

@Suite struct `Distances on Earth` {
    private static let pairs: [(Double, Double, Double, Double, Double)] = [
        (35.6762, 139.6503, 52.3676, 4.9041, 9_286), (51.5074, -0.1278, 48.8566, 2.3522, 344), (0, 179.5, 0, -179.5, 111),
        (90, 0, -90, 0, 20_015),
        (35, 135, 35, 135, 0),
    ]

    @Test(arguments: pairs)
    func `are those of a globe`(north: Double, east: Double, toNorth: Double, toEast: Double, kilometres: Double) throws {
        let from = try #require(GeographicPosition(latitude: north, longitude: east))
        let to = try #require(GeographicPosition(latitude: toNorth, longitude: toEast))
        let distance = Travel.kilometres(from, to)
        #expect(abs(distance - kilometres) <= max(2, kilometres * 0.005), "\(distance)")
    }

    @Test func `are not asked of places that do not exist`() {
        #expect(GeographicPosition(latitude: 91, longitude: 0) == nil)
        #expect(GeographicPosition(latitude: .nan, longitude: 0) == nil)
    }
}
