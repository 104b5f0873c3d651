/// Placeholders of the modifier `expand`: `%name%` stands for each of the values that the site gave for the name.
extension SigmaValue {
    /// Alternatives that one value may become.
    static let mostExpanded = 1000

    func expanded(with table: [String: [String]]) throws -> SigmaValue {
        switch self {
        case .text(let pattern, let cased):
            var variants: [[SigmaPattern.Part]] = [[]]
            for part in pattern.parts {
                guard case .literal(let bytes) = part else {
                    variants = variants.map { $0 + [part] }
                    continue
                }
                for piece in try SigmaValue.pieces(bytes, table) {
                    variants = variants.flatMap { variant in piece.map { variant + SigmaPattern($0).parts } }
                    guard variants.count <= SigmaValue.mostExpanded else {
                        throw SigmaProblem("The placeholders of one value stand for more than \(SigmaValue.mostExpanded) texts.")
                    }
                }
            }
            guard variants.count > 1 else { return .text(SigmaPattern(parts: variants.first ?? []), cased: cased) }
            return .alternatives(variants.map { .text(SigmaPattern(parts: $0), cased: cased) })
        case .regex(let source):
            var variants = [""]
            for piece in try SigmaValue.pieces(Array(source.text.utf8), table, isPlain: true) {
                variants = variants.flatMap { variant in piece.map { variant + $0 } }
                guard variants.count <= SigmaValue.mostExpanded else {
                    throw SigmaProblem("The placeholders of one value stand for more than \(SigmaValue.mostExpanded) texts.")
                }
            }
            return .alternatives(
                variants.map { text in
                    var copy = source
                    copy.text = text
                    return .regex(copy)
                })
        case .alternatives(let values): return .alternatives(try values.map { try $0.expanded(with: table) })
        default: return self
        }
    }

    /// Each piece of a text with what it may be: one text, or the values of a placeholder. Plain pieces are escaped unless `isPlain`.
    private static func pieces(_ bytes: [UInt8], _ table: [String: [String]], isPlain: Bool = false) throws -> [[String]] {
        func plain(_ bytes: some Sequence<UInt8>) -> [String] {
            let escaped = bytes.flatMap { byte in !isPlain && [0x2a, 0x3f, 0x5c].contains(byte) ? [0x5c, byte] : [byte] }
            return [String(validating: escaped, as: UTF8.self) ?? ""]
        }
        var pieces: [[String]] = []
        var start = 0, place = 0
        while place < bytes.count {
            guard bytes[place] == 0x25, let end = bytes[(place + 1)...].firstIndex(of: 0x25), end > place + 1,
                !bytes[(place + 1)..<end].contains(0x5c), let name = String(validating: bytes[(place + 1)..<end], as: UTF8.self)
            else {
                place += 1
                continue
            }
            guard let values = table[name], !values.isEmpty else { throw SigmaProblem("The placeholder %\(name)% has no values here.") }
            if place > start { pieces.append(plain(bytes[start..<place])) }
            pieces.append(values)
            place = end + 1
            start = place
        }
        if start < bytes.count { pieces.append(plain(bytes[start...])) }
        return pieces
    }
}
