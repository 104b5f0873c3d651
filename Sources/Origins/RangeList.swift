import Model

/// A list of address ranges that the operator keeps, for hosting companies, proxies or the own offices.
///
/// One range a line, `192.0.2.0/24` or a single address; `#` begins a comment.
package struct RangeList: OriginSource {
    package let name: RawText
    /// In order of their first address; a range that lies in the one before is left out.
    private let ranges: [NetworkRange]

    /// More ranges of one list than this are left out.
    package static let most = 2_000_000

    /// - Returns: the list, and the numbers of lines that are no range.
    package static func parse(_ text: Span<UInt8>, name: RawText) -> (list: RangeList, wrong: [Int]) {
        var (ranges, wrong): ([NetworkRange], [Int]) = ([], [])
        var (at, number) = (0, 0)
        while at < text.count, ranges.count < most {
            number += 1
            var bytes: [UInt8] = []
            while at < text.count, text[at] != 0x0a {
                if bytes.count < 256 { bytes.append(text[at]) }
                at += 1
            }
            at += 1
            let line = bytes.prefix { $0 != 0x23 && $0 != 0x3b && $0 != 0x0d }.filter { $0 != 0x20 && $0 != 0x09 }
            if line.isEmpty { continue }
            let whole: [UInt8] = line.contains(0x2f) ? line : line + Array((line.contains(0x3a) ? "/128" : "/32").utf8)
            if let range = NetworkRange(RawText(whole)) { ranges.append(range) } else if wrong.count < 100 { wrong.append(number) }
        }
        return (RangeList(name: name, ranges), wrong)
    }

    private init(name: RawText, _ ranges: [NetworkRange]) {
        self.name = name
        var kept: [NetworkRange] = []
        for range in ranges.sorted(by: { ($0.first, $1.last) < ($1.first, $0.last) }) {
            if let last = kept.last, last.contains(range.first) { continue }
            kept.append(range)
        }
        self.ranges = kept
    }

    package func origin(of address: NetworkAddress) -> AddressOrigin? {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].last < address { low = middle + 1 } else { high = middle }
        }
        guard low < ranges.count, ranges[low].contains(address) else { return nil }
        var origin = AddressOrigin()
        origin.lists = [name]
        return origin
    }
}

/// Several sources, asked one after another.
package struct OriginBook: OriginSource {
    private let sources: [any OriginSource]

    package init(_ sources: [any OriginSource]) { self.sources = sources }

    package var isEmpty: Bool { sources.isEmpty }

    package func origin(of address: NetworkAddress) -> AddressOrigin? {
        var found: AddressOrigin?
        for source in sources {
            guard let origin = source.origin(of: address) else { continue }
            if found == nil { found = origin } else { found?.add(origin) }
        }
        return found
    }
}
