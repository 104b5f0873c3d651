import Model

/// Points of one lane that lie so near to each other that one dot stands for them.
struct ChronicleCluster {
    var lane: ChronicleLane
    var first: Timestamp
    var last: Timestamp
    var count: Int
    var isDoubtful: Bool
    /// The words of the first point.
    var text: Prose

    /// Clusters in order of time: a point joins the one before it in its lane where both lie in one cell of `cell` user units.
    static func of(_ points: [Chronicle.Point], _ axis: TimeAxis, cell: Double) -> [ChronicleCluster] {
        var clusters: [ChronicleCluster] = []
        var open: [ChronicleLane: (index: Int, place: Double)] = [:]
        for point in points {
            let place = axis.place(point.time.seconds)
            if let last = open[point.lane], place - last.place < cell {
                clusters[last.index].last = point.time
                clusters[last.index].count += 1
                clusters[last.index].isDoubtful = clusters[last.index].isDoubtful && point.isDoubtful
                continue
            }
            open[point.lane] = (clusters.count, place)
            clusters.append(
                ChronicleCluster(
                    lane: point.lane, first: point.time, last: point.time, count: 1, isDoubtful: point.isDoubtful, text: point.text))
        }
        return clusters
    }

    /// Neighbours in time that say the same, as one.
    static func equalNeighbours(_ points: [Chronicle.Point]) -> [ChronicleCluster] {
        var clusters: [ChronicleCluster] = []
        for point in points {
            if let last = clusters.last, last.lane == point.lane, last.isDoubtful == point.isDoubtful, last.text == point.text {
                clusters[clusters.count - 1].last = point.time
                clusters[clusters.count - 1].count += 1
            } else {
                clusters.append(
                    ChronicleCluster(
                        lane: point.lane, first: point.time, last: point.time, count: 1, isDoubtful: point.isDoubtful,
                        text: point.text))
            }
        }
        return clusters
    }

    /// The radius of its dot: it grows with the number of doublings.
    var radius: Double { min(14, 4 + 1.2 * Double(String(count, radix: 2).count - 1)) }
}
