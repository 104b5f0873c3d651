import Model

/// A hash database of Berkeley DB, as rpm kept `Packages` up to RHEL 8: the values, read page by page without following buckets.
///
/// Head of a page: LSN (8 bytes), number, previous and next page (4 each), count of entries, end of free room (2 each), level,
/// type. Page 0 is the metadata: magic 0x061561 at 12, page size at 20, encryption at 24, flags at 26. Facts after the page
/// layouts in Berkeley DB's `db_page.h`.
package enum BerkeleyHash {
    private struct Layout {
        var pageSize: Int
        var pages: Int
        var isBigEndian: Bool
        /// Bytes of a page's head.
        var head: Int
    }

    private static let (hashUnsorted, overflow, hash): (UInt8, UInt8, UInt8) = (2, 7, 13)
    private static let (itemInPage, itemOffPage): (UInt8, UInt8) = (1, 3)

    /// Gives the value of each pair. Values that fill pages of their own are put together in an array that lives for one call.
    package static func forEachValue(_ bytes: Span<UInt8>, _ body: (Span<UInt8>) -> Void) -> [Problem] {
        guard let layout = layout(bytes) else {
            return [Problem(offset: 0, reason: "not a hash database of Berkeley DB, or an encrypted one")]
        }
        var tally = ProblemTally()
        if bytes.count % layout.pageSize != 0 { tally.add(bytes.count, "the last page is cut off") }
        // Each overflow page belongs to one value in a sound database.
        var budget = layout.pages
        for page in 1..<max(layout.pages, 1) {
            let start = page &* layout.pageSize
            let type = bytes[start &+ 25]
            guard type == hash || type == hashUnsorted else { continue }
            let count = short(bytes, start &+ 20, layout)
            guard layout.head &+ count &* 2 <= layout.pageSize else {
                tally.add(start, "a page has more entries than room")
                continue
            }
            // Keys and values alternate: the values are the odd ones.
            var item = 1
            while item < count {
                value(bytes, start, item, layout, &budget, &tally, body)
                item &+= 2
            }
            if budget < 0 { break }
        }
        return tally.all
    }

    private static func layout(_ bytes: Span<UInt8>) -> Layout? {
        guard bytes.count >= 512 else { return nil }
        var layout = Layout(pageSize: 0, pages: 0, isBigEndian: false, head: 26)
        if long(bytes, 12, layout) != 0x061561 {
            layout.isBigEndian = true
            guard long(bytes, 12, layout) == 0x061561 else { return nil }
        }
        layout.pageSize = long(bytes, 20, layout)
        guard layout.pageSize >= 512, layout.pageSize <= 65_536, layout.pageSize & (layout.pageSize &- 1) == 0, bytes[24] == 0,
            bytes[25] == 8
        else { return nil }
        // Pages with checksums have them after the head.
        if bytes[26] & 1 != 0 { layout.head = 32 }
        layout.pages = bytes.count / layout.pageSize
        return layout
    }

    private static func value(
        _ bytes: Span<UInt8>, _ start: Int, _ item: Int, _ layout: Layout, _ budget: inout Int, _ tally: inout ProblemTally,
        _ body: (Span<UInt8>) -> Void
    ) {
        let place = short(bytes, start &+ layout.head &+ item &* 2, layout)
        // Items are laid down from the end of the page, so each ends where the one before it begins.
        let end = short(bytes, start &+ layout.head &+ (item &- 1) &* 2, layout)
        guard place >= layout.head, place < end, end <= layout.pageSize else {
            return tally.add(start, "an item lies outside its page")
        }
        switch bytes[start &+ place] {
        case itemInPage:
            body(bytes.extracting((start &+ place &+ 1)..<(start &+ end)))
        case itemOffPage where end &- place >= 12:
            let first = long(bytes, start &+ place &+ 4, layout)
            let length = long(bytes, start &+ place &+ 8, layout)
            guard length <= bytes.count else { return tally.add(start &+ place, "a value is longer than the database") }
            if let value = chain(bytes, first, length, layout, &budget, &tally) { body(value.span) }
        default:
            tally.add(start &+ place, "an item is of a kind that rpm does not use")
        }
    }

    /// The bytes of a value that lies in a chain of overflow pages.
    private static func chain(
        _ bytes: Span<UInt8>, _ first: Int, _ length: Int, _ layout: Layout, _ budget: inout Int, _ tally: inout ProblemTally
    ) -> [UInt8]? {
        var value: [UInt8] = []
        value.reserveCapacity(length)
        var page = first
        while value.count < length {
            budget &-= 1
            guard budget >= 0 else {
                tally.add(first, "chains of overflow pages overlap")
                return nil
            }
            let start = page &* layout.pageSize
            guard page > 0, page < layout.pages, bytes[start &+ 25] == overflow else {
                tally.add(min(start, bytes.count), "a chain of overflow pages leads to another kind of page")
                return nil
            }
            let count = short(bytes, start &+ 22, layout)
            guard count > 0, layout.head &+ count <= layout.pageSize, value.count &+ count <= length else {
                tally.add(start, "an overflow page holds more or less than it can")
                return nil
            }
            for offset in 0..<count { value.append(bytes[start &+ layout.head &+ offset]) }
            page = long(bytes, start &+ 16, layout)
        }
        return value
    }

    private static func long(_ bytes: Span<UInt8>, _ place: Int, _ layout: Layout) -> Int {
        let first = Int(bytes[place]) << 24 | Int(bytes[place &+ 1]) << 16
        let value = UInt32(truncatingIfNeeded: first | Int(bytes[place &+ 2]) << 8 | Int(bytes[place &+ 3]))
        return Int(layout.isBigEndian ? value : value.byteSwapped)
    }

    private static func short(_ bytes: Span<UInt8>, _ place: Int, _ layout: Layout) -> Int {
        let (first, second) = (Int(bytes[place]), Int(bytes[place &+ 1]))
        return layout.isBigEndian ? first << 8 | second : second << 8 | first
    }
}
