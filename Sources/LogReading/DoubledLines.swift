import Hosts
import Model

/// Lines at the beginning of a piece of a log that an earlier piece holds, too.
struct DoubledLines {
    /// Unpacked bytes, whole lines.
    var bytes: Int
    var lines: Int
    /// Where they stand as well.
    var path: RawText
    /// Where they begin there.
    var offset: Int64

    /// Fewer lines than this may have been written twice.
    private static let fewestLines = 2
    /// Places that are tried in the other piece.
    private static let mostTries = 8
    private static let step = 1 << 19

    /// Looks for the first line of a piece in another, and how far both then run alike: to the end of one of them.
    /// - Parameters:
    ///   - head: the first unpacked bytes of the piece, at least one whole line.
    ///   - isDated: the first line is earlier than the last one of the other piece. Where no times tell, the whole other piece has to be there:
    ///     two pieces may begin with the same lines of a head.
    static func find(
        _ file: any OpenFile, packed: [UInt8], head: ArraySlice<UInt8>, isDated: Bool, in other: LogSource
    ) -> DoubledLines? {
        guard case .success(let second) = other.open(), let newline = head.firstIndex(of: 0x0a) else { return nil }
        // Enough to tell one line from another, and never part of one.
        let wanted = Array(head[head.startIndex...newline].prefix(4_096))
        guard wanted.count > 8 else { return nil }
        var otherHead: [UInt8] = []
        guard second.read(at: 0, count: 512, into: &otherHead) == nil, var stream = try? LogStream(second, head: otherHead) else {
            return nil
        }
        var tries = 0
        var buffer: [UInt8] = []
        var start: Int64 = 0
        var isAtLine = true
        while true {
            guard let got = try? stream.append(to: &buffer, count: step), got > 0 || !buffer.isEmpty else { return nil }
            var at = isAtLine ? 0 : (buffer.firstIndex(of: 0x0a).map { $0 + 1 } ?? buffer.count)
            while at + wanted.count <= buffer.count {
                if matches(buffer, at, wanted) {
                    tries += 1
                    if let found = runAlike(file, packed, second, otherHead, from: start + Int64(at)) {
                        let isCopy =
                            isDated ? found.lines >= fewestLines : found.isWhole && found.lines > fewestLines && start + Int64(at) == 0
                        return !isCopy
                            ? nil
                            : DoubledLines(bytes: found.bytes, lines: found.lines, path: other.path, offset: start + Int64(at))
                    }
                    guard tries < mostTries else { return nil }
                }
                guard let next = buffer[at...].firstIndex(of: 0x0a) else { break }
                at = next + 1
            }
            guard got > 0 else { return nil }
            // The last line may go on.
            isAtLine = at <= buffer.count && (at == 0 || buffer[at - 1] == 0x0a)
            let kept = min(at, buffer.count)
            start += Int64(kept)
            buffer.removeFirst(kept)
            if buffer.count > wanted.count + LogReader.mostPending {
                start += Int64(buffer.count)
                buffer.removeAll(keepingCapacity: true)
                isAtLine = false
            }
        }
    }

    private static func matches(_ bytes: [UInt8], _ at: Int, _ wanted: [UInt8]) -> Bool {
        for index in wanted.indices where bytes[at + index] != wanted[index] { return false }
        return true
    }

    /// Whether two files hold the same bytes, unpacked.
    static func areSame(_ file: any OpenFile, _ head: [UInt8], _ other: LogSource) -> Bool {
        var otherHead: [UInt8] = []
        guard case .success(let second) = other.open(), second.read(at: 0, count: 512, into: &otherHead) == nil,
            let found = runAlike(file, head, second, otherHead, from: 0)
        else { return false }
        return found.isWhole && found.isAll
    }

    /// Bytes and lines that are alike from the start of the one and a place in the other, to the end of the one (`isAll`) or of the other
    /// (`isWhole`) or of both; nil where they differ before that.
    private static func runAlike(
        _ file: any OpenFile, _ head: [UInt8], _ other: any OpenFile, _ otherHead: [UInt8], from offset: Int64
    ) -> (bytes: Int, lines: Int, isAll: Bool, isWhole: Bool)? {
        guard var one = try? LogStream(file, head: head), var two = try? LogStream(other, head: otherHead),
            (try? two.skip(offset)) != nil
        else { return nil }
        var (left, right): ([UInt8], [UInt8]) = ([], [])
        var bytes = 0
        var whole = 0
        var lines = 0
        while true {
            if left.isEmpty { _ = try? one.append(to: &left, count: step) }
            if right.isEmpty { _ = try? two.append(to: &right, count: step) }
            let count = min(left.count, right.count)
            // One of them is at its end.
            if count == 0 {
                let isAll = left.isEmpty
                return (isAll ? bytes : whole, isAll && bytes > whole ? lines + 1 : lines, isAll, right.isEmpty)
            }
            for index in 0..<count {
                // A copy may break off within its last line, but not differ.
                guard left[index] == right[index] else { return nil }
                if left[index] == 0x0a {
                    lines += 1
                    whole = bytes + index + 1
                }
            }
            bytes += count
            left.removeFirst(count)
            right.removeFirst(count)
        }
    }
}
