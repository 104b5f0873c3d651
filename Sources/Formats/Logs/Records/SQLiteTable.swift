import Model

/// The rows of a table of a SQLite database, read from its bytes ("Database File Format", sqlite.org) without SQL: no schema of an
/// intruder's is compiled. What stands in a write-ahead log is not seen.
struct SQLiteTable {
    enum Value {
        case null
        case integer(Int64)
        case bytes(Range<Int>)
        /// Bytes that lie in several pages.
        case joined([UInt8])
    }

    /// Pages that are visited at most: each once.
    private var budget: Int
    /// Bytes of rows in several pages that are put together at most: those of an honest file lie in it once.
    private var joinable: Int
    private let pageSize: Int
    private let usable: Int
    private(set) var problems = HostFileProblems()

    /// Nil where the bytes are no database of SQLite 3 with text in UTF-8.
    init?(_ bytes: Span<UInt8>) {
        guard bytes.count >= 512, SQLiteTable.isDatabase(bytes) else { return nil }
        let size = Int(bytes[16]) << 8 | Int(bytes[17])
        pageSize = size == 1 ? 65_536 : size
        usable = pageSize - Int(bytes[20])
        guard pageSize >= 512, pageSize & (pageSize - 1) == 0, usable >= 480 else { return nil }
        budget = bytes.count / pageSize + 1
        joinable = 2 * bytes.count
        guard bytes[59] <= 1 else { return nil }
        if bytes[18] == 2 { problems.add("what a write-ahead log beside the file holds is not read", at: 18) }
    }

    static func isDatabase(_ bytes: Span<UInt8>) -> Bool { LogText.matches(bytes, 0, "SQLite format 3\u{0}") }

    /// Gives each row of a table in the order of the row numbers: number and columns.
    mutating func rows(_ bytes: Span<UInt8>, of table: String, _ body: (Int64, [Value]) -> Void) {
        var root = 0
        walk(bytes, page: 1, depth: 0) { _, columns in
            guard columns.count >= 4, case .bytes(let type) = columns[0], case .bytes(let name) = columns[1],
                case .integer(let page) = columns[3], LogText.equals(bytes, type, "table"), SQLiteTable.same(bytes, name, table)
            else { return }
            root = Int(truncatingIfNeeded: page)
        }
        guard root > 1 else { return problems.add("the database has no table \(table)", at: 0) }
        walk(bytes, page: root, depth: 0, body)
    }

    private static func same(_ bytes: Span<UInt8>, _ range: Range<Int>, _ name: String) -> Bool {
        guard range.count == name.utf8.count else { return false }
        for (index, byte) in name.utf8.enumerated() where bytes[range.lowerBound + index] | 0x20 != byte | 0x20 { return false }
        return true
    }

    private mutating func walk(_ bytes: Span<UInt8>, page: Int, depth: Int, _ body: (Int64, [Value]) -> Void) {
        let start = (page - 1) &* pageSize
        guard page >= 1, page <= bytes.count / pageSize + 1, start + pageSize <= bytes.count, depth < 20, budget > 0 else {
            return problems.add("page \(page) is not there, or is met twice", at: max(0, min(start, bytes.count)))
        }
        budget -= 1
        let head = page == 1 ? start + 100 : start
        let kind = bytes[head]
        guard kind == 5 || kind == 13 else { return problems.add("page \(page) is no page of a table", at: head) }
        let cells = Int(bytes[head + 3]) << 8 | Int(bytes[head + 4])
        let first = head + (kind == 5 ? 12 : 8)
        guard first + 2 * cells <= start + pageSize else { return problems.add("page \(page) has too many cells", at: head) }
        for index in 0..<cells {
            let cell = start + (Int(bytes[first + 2 * index]) << 8 | Int(bytes[first + 2 * index + 1]))
            guard cell + 4 <= start + pageSize else {
                problems.add("a cell lies outside of page \(page)", at: head)
                continue
            }
            if kind == 5 {
                walk(bytes, page: SQLiteTable.big(bytes, cell), depth: depth + 1, body)
            } else {
                row(bytes, cell, end: start + usable, body)
            }
        }
        if kind == 5 { walk(bytes, page: SQLiteTable.big(bytes, head + 8), depth: depth + 1, body) }
    }

    private static func big(_ bytes: Span<UInt8>, _ place: Int) -> Int {
        Int(bytes[place]) << 24 | Int(bytes[place + 1]) << 16 | Int(bytes[place + 2]) << 8 | Int(bytes[place + 3])
    }

    private mutating func row(_ bytes: Span<UInt8>, _ cell: Int, end: Int, _ body: (Int64, [Value]) -> Void) {
        var at = cell
        let length = SQLiteTable.variable(bytes, &at, end)
        let number = SQLiteTable.variable(bytes, &at, end)
        guard length >= 0, length <= Int64(bytes.count) else { return problems.add("a row is longer than the database", at: cell) }
        let size = Int(length)
        // What does not fit goes on in pages of its own: section 1.6.
        let most = usable - 35
        guard size > most else {
            guard at + size <= end else { return problems.add("a row is cut off", at: cell) }
            return record(bytes, at, at + size, { .bytes($0) }, number, cell, body)
        }
        let least = (usable - 12) * 32 / 255 - 23
        let split = least + (size - least) % (usable - 4)
        let local = split <= most ? split : least
        joinable -= size
        guard joinable >= 0 else { return problems.add("the rows are longer than the database", at: cell) }
        guard at + local + 4 <= end else { return problems.add("a row is cut off", at: cell) }
        var joined = PackageBytes.array(bytes, at..<at + local)
        var next = SQLiteTable.big(bytes, at + local)
        while joined.count < size {
            let start = (next - 1) * pageSize
            guard next > 1, start + pageSize <= bytes.count else { return problems.add("a row's further pages are not there", at: cell) }
            let count = min(size - joined.count, usable - 4)
            joined += PackageBytes.array(bytes, start + 4..<start + 4 + count)
            next = SQLiteTable.big(bytes, start)
        }
        let copy = joined
        record(copy.span, 0, copy.count, { .joined(Array(copy[$0])) }, number, cell, body)
    }

    /// The columns of a record: section 2.1.
    private mutating func record(
        _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ text: (Range<Int>) -> Value, _ number: Int64, _ cell: Int,
        _ body: (Int64, [Value]) -> Void
    ) {
        var at = start
        let headSize = SQLiteTable.variable(bytes, &at, end)
        guard headSize > 0, headSize <= Int64(end - start) else { return problems.add("a row has no head", at: cell) }
        let headEnd = start + Int(headSize)
        var place = headEnd
        var columns: [Value] = []
        while at < headEnd, columns.count < 64 {
            let type = SQLiteTable.variable(bytes, &at, headEnd)
            let size: Int64 =
                switch type {
                case 0, 8, 9: 0
                case 1, 2, 3, 4: type
                case 5: 6
                case 6, 7: 8
                default: type < 12 ? -1 : (type - 12) / 2
                }
            guard size >= 0, size <= Int64(end - place) else { return problems.add("a column is cut off", at: cell) }
            let range = place..<place + Int(size)
            place = range.upperBound
            switch type {
            case 0, 7: columns.append(.null)
            case 8, 9: columns.append(.integer(type - 8))
            case 1...6:
                var value: Int64 = bytes[range.lowerBound] & 0x80 == 0 ? 0 : -1
                for index in range { value = value << 8 | Int64(bytes[index]) }
                columns.append(.integer(value))
            default: columns.append(text(range))
            }
        }
        body(number, columns)
    }

    /// A number of one to nine bytes with seven bits each; -1 behind the end.
    private static func variable(_ bytes: Span<UInt8>, _ at: inout Int, _ end: Int) -> Int64 {
        var value: UInt64 = 0
        for index in 0..<9 {
            guard at < end, at < bytes.count else { return -1 }
            let byte = bytes[at]
            at += 1
            if index == 8 { return Int64(truncatingIfNeeded: value << 8 | UInt64(byte)) }
            value = value << 7 | UInt64(byte & 0x7f)
            if byte & 0x80 == 0 { break }
        }
        return Int64(truncatingIfNeeded: value)
    }
}
