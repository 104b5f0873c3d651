/// Whether a name is a row of letters at random, as bots give their copies so that no list knows them.
///
/// Names of programs are words, or short for words: pairs of letters that stand in neither do not gather in them.
package enum RandomLetters {
    private static let shortest = 7
    private static let longest = 24
    private static let enough = 3

    package static func make(_ name: RawText) -> Bool {
        let letters = name.bytes
        guard letters.count >= shortest, letters.count <= longest, letters.allSatisfy({ isLetter($0) }) else { return false }
        let lower = letters.map { $0 | 0x20 }
        var rare = 0
        for index in 1..<lower.count where isRare(lower[index - 1], lower[index], atStart: index == 1) { rare += 1 }
        // Capitals in the middle of it and no word between them say the same.
        return rare >= enough
    }

    private static func isLetter(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5a || byte >= 0x61 && byte <= 0x7a }

    /// Pairs that hardly any name of a program has. At the start of one, "x", "z", "v", "j" and "w" stand for a kind of program.
    private static func isRare(_ first: UInt8, _ second: UInt8, atStart: Bool) -> Bool {
        func one(_ byte: UInt8, _ letters: String) -> Bool { letters.utf8.contains(byte) }
        switch second {
        case 0x71 where !one(first, "snrcaeiou"), 0x6a where one(first, "cfghjklmpqstvwxz"), 0x78 where one(first, "bcdghjkmpqsvwxz"),
            0x7a where one(first, "cdfhjkmpqsvw"), 0x76 where one(first, "bcfghjkmpqtwz"):
            return true
        default: break
        }
        if first == 0x71 { return !one(second, "uetlm") }
        if atStart { return false }
        switch first {
        case 0x78: return one(second, "bdghjknqrvwz")
        case 0x7a: return one(second, "bcdfghjkmnpqrtvwx")
        case 0x6a: return one(second, "bcdfghklmnpqrstvwxz")
        case 0x76: return one(second, "bcdfghjkmnpqtwxz")
        case 0x77: return one(second, "bcdfgjkmpqtvxz")
        default: return false
        }
    }
}
