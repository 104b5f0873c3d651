import Model

/// Writes a database in MaxMind's format (MaxMind DB 2.0) for tests: a tree of 24-bit records over IPv6, and an entry for each range.
struct MadeDatabase {
    indirect enum Value {
        case text(String), short(UInt16), number(UInt32), long(UInt64), real(Double), map([(String, Value)]), list([Value])
    }

    private var nodes: [[Int]] = [[0, 0]]
    private var entries: [Value] = []
    private let kind: String

    init(kind: String) { self.kind = kind }

    /// - Parameter prefix: bits of the address, IPv4 below ::/96 as the format wants it.
    mutating func add(_ address: [UInt8], prefix: Int, _ value: Value) {
        entries.append(value)
        let bits = address.count == 4 ? [UInt8](repeating: 0, count: 12) + address : address
        let length = address.count == 4 ? prefix + 96 : prefix
        var node = 0
        for depth in 0..<length {
            let bit = Int(bits[depth / 8] >> UInt8(7 - depth % 8)) & 1
            if depth == length - 1 {
                nodes[node][bit] = -entries.count
            } else {
                if nodes[node][bit] <= 0 {
                    nodes.append([0, 0])
                    nodes[node][bit] = nodes.count - 1
                }
                node = nodes[node][bit]
            }
        }
    }

    var bytes: [UInt8] {
        var data: [UInt8] = []
        var offsets: [Int] = []
        for entry in entries {
            offsets.append(data.count)
            data += MadeDatabase.encoded(entry)
        }
        var tree: [UInt8] = []
        for node in nodes {
            for record in node {
                // 0 is "nothing here", below 0 an entry; the root is never pointed to.
                let value = record == 0 ? nodes.count : record > 0 ? record : nodes.count + 16 + offsets[-record - 1]
                tree += [UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255)]
            }
        }
        let metadata = MadeDatabase.encoded(
            .map([
                ("binary_format_major_version", .short(2)), ("binary_format_minor_version", .short(0)),
                ("build_epoch", .long(1_300_000_000)),
                ("database_type", .text(kind)), ("description", .map([("en", .text("made for a test"))])), ("ip_version", .short(6)),
                ("languages", .list([.text("en")])), ("node_count", .number(UInt32(nodes.count))), ("record_size", .short(24)),
            ]))
        return tree + [UInt8](repeating: 0, count: 16) + data + [0xab, 0xcd, 0xef] + Array("MaxMind.com".utf8) + metadata
    }

    private static func encoded(_ value: Value) -> [UInt8] {
        switch value {
        case .text(let text): return control(2, text.utf8.count) + Array(text.utf8)
        case .number(let number): return control(6, 4) + (0..<4).map { UInt8(truncatingIfNeeded: number >> UInt32(24 - 8 * $0)) }
        case .short(let number): return control(5, 2) + [UInt8(number >> 8), UInt8(number & 255)]
        // 64 bits are an extended type: 9 is 7 and 2.
        case .long(let number): return [8, 2] + (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(56 - 8 * $0)) }
        case .real(let real):
            let pattern = real.bitPattern
            return control(3, 8) + (0..<8).map { UInt8(truncatingIfNeeded: pattern >> UInt64(56 - 8 * $0)) }
        case .map(let pairs): return control(7, pairs.count) + pairs.flatMap { encoded(.text($0.0)) + encoded($0.1) }
        // An array is an extended type: 11 is 7 and 4.
        case .list(let values): return [UInt8(values.count), 4] + values.flatMap(encoded)
        }
    }

    private static func control(_ type: UInt8, _ size: Int) -> [UInt8] {
        size < 29 ? [type << 5 | UInt8(size)] : [type << 5 | 29, UInt8(size - 29)]
    }
}
