import Model

/// A text whose lines can be found by offset.
final class SourceText {
    let bytes: [UInt8]
    private lazy var starts: [Int] = lineStarts()

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Most texts are never asked for a line.
    private func lineStarts() -> [Int] {
        var starts = [0]
        var place = 0
        while let end = ByteSearch.first(0x0a, bytes, place..<bytes.count) {
            place = end &+ 1
            starts.append(place)
        }
        return starts
    }

    /// The number of a line from 1, and at most 120 bytes around the offset.
    func line(at offset: Int) -> (number: Int, text: RawText) {
        var low = 0, high = starts.count
        while high &- low > 1 {
            let middle = (low &+ high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        let place = min(max(offset, 0), bytes.count)
        let stop = low &+ 1 < starts.count ? starts[low &+ 1] &- 1 : bytes.count
        // A short line is shown whole, of a long one what stands around the place.
        let start = min(starts[low], place)
        var first = stop &- start <= 120 ? start : max(start, place &- 40)
        while first < place, ByteSearch.isSpace(bytes[first]) { first &+= 1 }
        var last = max(first, min(stop, first &+ 120))
        while last > first, ByteSearch.isSpace(bytes[last &- 1]) { last &-= 1 }
        return (low &+ 1, RawText(bytes[first..<last]))
    }
}
