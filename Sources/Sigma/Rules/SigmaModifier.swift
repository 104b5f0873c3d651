/// The modifiers of values (specification 2.1.0, appendix "modifiers"), by their names there.
enum SigmaModifier: String, Hashable, Sendable, CaseIterable {
    case all, startswith, endswith, contains, exists, cased, neq, windash
    case re, ignoreCase = "i", multiline = "m", dotAll = "s"
    case base64, base64offset, utf16, utf16le, utf16be, wide
    case lt, lte, gt, gte
    case minute, hour, day, week, month, year
    case cidr, expand, fieldref

    init?(name: String) {
        switch name {
        case "ignorecase": self = .ignoreCase
        case "multiline": self = .multiline
        case "dotall": self = .dotAll
        default:
            guard let modifier = SigmaModifier(rawValue: name) else { return nil }
            self = modifier
        }
    }
}
