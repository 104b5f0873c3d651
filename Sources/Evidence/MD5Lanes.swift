import CDigest
import Model

/// MD5 (RFC 1321) of many contents, eight at a time: one alone leaves most of a processor's width unused.
///
/// It serves to hold files against records that know nothing better (Decision 0007), and says what `ContentDigester` says.
package struct MD5Lanes: Sendable {
    /// Contents that are worked on at once.
    package static let width = Int(CDIGEST_LANES)
    /// Bytes that are asked for at a time.
    package static let piece = 65_536

    /// The words A, B, C and D that a digest begins with (section 3.3).
    private static let initial: [UInt32] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476]

    /// Where a lane stands.
    private struct Lane: Sendable {
        /// The number of its content; nil while it has none.
        var number: Int?
        /// Where in the storage its next block lies, and how many are ready there.
        var place = 0
        var blocks = 0
        /// Blocks of padding that come after those, and whether nothing comes after them.
        var padding = 0
        var isLast = false
        /// Bytes of the content so far.
        var length: UInt64 = 0
    }

    private var lanes = [Lane](repeating: Lane(), count: MD5Lanes.width)
    /// A piece for each lane, and after all of them two blocks of padding for each.
    private var storage = [UInt8](repeating: 0, count: MD5Lanes.width * (MD5Lanes.piece + 128))
    private var buffer = [UInt8](repeating: 0, count: MD5Lanes.piece)
    private var state = [UInt32](repeating: 0, count: 4 * MD5Lanes.width)

    package init() {}

    /// Digests the contents with the numbers 0 ..< count.
    ///
    /// - Parameters:
    ///   - next: puts the next piece of a content at the beginning of the buffer, which it leaves as long as it is, and gives its
    ///     length: a piece shorter than the buffer ends the content. Nil where the content cannot be read; it then has no digest.
    ///   - done: takes the digest of a content.
    package mutating func digest(count: Int, next: (Int, inout [UInt8]) -> Int?, done: (Int, Digest) -> Void) {
        var waiting = 0
        while true {
            var ready = Int.max
            for lane in 0..<MD5Lanes.width {
                while lanes[lane].blocks == 0 {
                    if lanes[lane].number == nil {
                        guard waiting < count else { break }
                        begin(lane, waiting)
                        waiting += 1
                    }
                    fill(lane, next, done)
                }
                if lanes[lane].number != nil { ready = min(ready, lanes[lane].blocks) }
            }
            guard ready < Int.max else { return }
            compress(ready)
        }
    }

    private mutating func begin(_ lane: Int, _ number: Int) {
        lanes[lane] = Lane(number: number)
        for (row, word) in MD5Lanes.initial.enumerated() { state[row * MD5Lanes.width + lane] = word }
    }

    /// Gives a lane whose blocks are used up the next ones, or ends it.
    private mutating func fill(_ lane: Int, _ next: (Int, inout [UInt8]) -> Int?, _ done: (Int, Digest) -> Void) {
        guard let number = lanes[lane].number else { return }
        if lanes[lane].padding > 0 {
            (lanes[lane].place, lanes[lane].blocks) = (MD5Lanes.width * MD5Lanes.piece + lane * 128, lanes[lane].padding)
            lanes[lane].padding = 0
            return
        }
        if lanes[lane].isLast {
            done(number, Digest(.md5, result(lane)))
            lanes[lane].number = nil
            return
        }
        guard let length = next(number, &buffer), length <= MD5Lanes.piece, buffer.count == MD5Lanes.piece else {
            lanes[lane].number = nil
            return
        }
        let start = lane * MD5Lanes.piece
        storage.replaceSubrange(start..<start + length, with: buffer[..<length])
        lanes[lane].length &+= UInt64(length)
        (lanes[lane].place, lanes[lane].blocks) = (start, length / 64)
        if length < MD5Lanes.piece { pad(lane, start + length / 64 * 64, length % 64) }
    }

    /// Lays the rest of a content, which begins at `place`, the bit 1 and the length in bits into the lane's padding.
    private mutating func pad(_ lane: Int, _ place: Int, _ rest: Int) {
        let start = MD5Lanes.width * MD5Lanes.piece + lane * 128
        let blocks = rest < 56 ? 1 : 2
        for index in 0..<blocks * 64 { storage[start + index] = index < rest ? storage[place + index] : 0 }
        storage[start + rest] = 0x80
        let bits = lanes[lane].length &* 8
        for index in 0..<8 { storage[start + blocks * 64 - 8 + index] = UInt8(truncatingIfNeeded: bits >> UInt64(8 * index)) }
        (lanes[lane].padding, lanes[lane].isLast) = (blocks, true)
    }

    /// Takes so many blocks of every lane in. A lane without a content runs along with its neighbour's bytes, for nothing.
    private mutating func compress(_ blocks: Int) {
        guard let other = lanes.first(where: { $0.number != nil })?.place else { return }
        let starts = lanes.map { $0.number == nil ? other : $0.place }
        unsafe storage.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            unsafe cdigest_md5_lanes(&state, base, starts, blocks)
        }
        for lane in lanes.indices where lanes[lane].number != nil {
            lanes[lane].place += blocks * 64
            lanes[lane].blocks -= blocks
        }
    }

    private func result(_ lane: Int) -> [UInt8] {
        (0..<16).map { index in
            UInt8(truncatingIfNeeded: state[index / 4 * MD5Lanes.width + lane] >> UInt32(index % 4 * 8))
        }
    }
}
