/// The measures of a picture of time: lying for wide screens and paper, standing for telephones.
struct ChronicleLayout: Sendable {
    var isTall: Bool
    /// Along the axis of time, and across it.
    var length: Double
    var breadth: Double
    /// Where the axis of time begins and how long it is.
    var start: Double
    var extent: Double
    /// Where the first lane lies across, and how far the lanes are apart.
    var firstLane: Double
    var laneStep: Double
    /// The least distance of two labels on the axis.
    var spacing: Double

    static let wide = ChronicleLayout(
        isTall: false, length: 860, breadth: 262, start: 130, extent: 705, firstLane: 38, laneStep: 44, spacing: 104)
    static let tall = ChronicleLayout(
        isTall: true, length: 640, breadth: 340, start: 50, extent: 570, firstLane: 112, laneStep: 62, spacing: 56)

    var width: Double { isTall ? breadth : length }
    var height: Double { isTall ? length : breadth }

    /// The place on the page of a place along and across.
    func point(_ along: Double, _ across: Double) -> (x: Double, y: Double) { isTall ? (across, along) : (along, across) }

    func lane(_ lane: ChronicleLane) -> Double { firstLane + laneStep * Double(lane.rawValue) }

    /// Where the axis itself lies across: beyond the lanes when lying, before them when standing.
    var axis: Double { isTall ? 86 : firstLane + laneStep * 3.6 }

    /// The edges of the lanes across.
    var lanes: (from: Double, to: Double) {
        let last = firstLane + laneStep * Double(ChronicleLane.allCases.count - 1)
        return (firstLane - laneStep * 0.45, last + laneStep * 0.45)
    }
}
