/// How a file name deceives the one who reads a listing.
package enum NameDeception: String, Sendable, Hashable, CaseIterable {
    /// Only dots and blanks, and neither `.` nor `..`: "...", ". ..", " ".
    case dotsAndBlanks
    /// A carriage return, an escape, a backspace: what a terminal would act on instead of showing.
    case controlCharacter
    /// A character that is not visible at all.
    case invisibleCharacter
    /// A character that turns the direction of the text behind it: "report\u{202e}gpj.sh" reads as a picture.
    case turnedText
    /// A blank at the end or the beginning, which a listing does not show.
    case outerBlank
    /// Letters of another script that look like ASCII ones, among ASCII letters.
    case lookAlike
    /// In brackets, as `ps` shows the threads of the kernel: "[kworker/0:1]".
    case kernelThread
    /// The bytes are no text in UTF-8 and hold control bytes.
    case brokenEncoding

    /// Whether no honest program or person makes such a name by accident.
    package var isDeliberate: Bool {
        switch self {
        case .dotsAndBlanks, .controlCharacter, .kernelThread, .lookAlike: true
        case .invisibleCharacter, .turnedText, .outerBlank, .brokenEncoding: false
        }
    }

    /// How a single name deceives; nil for an ordinary one.
    package static func of(_ name: RawText) -> NameDeception? {
        let bytes = name.bytes
        guard let first = bytes.first, let last = bytes.last else { return nil }
        if name == "." || name == ".." { return nil }
        // The ordinary case: printable ASCII that neither begins nor ends oddly.
        if first > 0x2e, last > 0x2e, first != 0x5b, !bytes.contains(where: { $0 < 0x20 || $0 > 0x7e }) { return nil }
        if bytes.allSatisfy({ $0 == 0x2e || $0 == 0x20 || $0 == 0x09 || $0 == 0x0a || $0 == 0x0d }) { return .dotsAndBlanks }
        if first == 0x5b, last == 0x5d, isThreadName(bytes.dropFirst().dropLast()) { return .kernelThread }
        return ofScalars(bytes) ?? (first == 0x20 || last == 0x20 ? .outerBlank : nil)
    }

    private static func ofScalars(_ bytes: [UInt8]) -> NameDeception? {
        var index = 0
        var found: NameDeception?
        var (count, invisible, wide) = (0, 0, 0)
        var asciiLetters = false, lookAlikes = false, otherLetters = false, onlyBlanks = true
        while index < bytes.count {
            let (scalar, length) = RawText.decode(bytes, at: index)
            index += length
            count += 1
            if scalar?.value == 0x3000 { wide += 1 }
            guard let scalar else {
                // A name in Shift_JIS or Latin-1 is no deception; one with control bytes in it is handled below.
                otherLetters = true
                onlyBlanks = false
                continue
            }
            if !scalar.looksBlank { onlyBlanks = false }
            switch scalar.value {
            // The Macintosh leaves "Icon\r" in folders that it shared.
            case 0x0d where bytes == Array("Icon\r".utf8): break
            case 0..<0x20, 0x7f: return .controlCharacter
            case 0x41...0x5a, 0x61...0x7a: asciiLetters = true
            case 0x20..<0x7f: break
            case 0x202d, 0x202e, 0x2066...0x2069: found = .turnedText
            // Joiners, fillers of the Korean script and tags beside the marks of direction that Arabic and Hebrew names hold.
            case 0x202a...0x202c, 0x200e, 0x200f, 0x061c, 0x200b, 0x2060...0x2064, 0xfeff, 0x00ad, 0x180e, 0x115f, 0x1160, 0x3164, 0xffa0,
                0x17b4, 0x17b5, 0xe0001, 0xe0020...0xe007f:
                invisible += 1
                if found == nil { found = .invisibleCharacter }
            default:
                if scalar.looksLikeASCII {
                    lookAlikes = true
                } else if scalar.properties.isAlphabetic {
                    otherLetters = true
                }
            }
        }
        // Nothing at all can be seen of such a name.
        if onlyBlanks || count == invisible { return .dotsAndBlanks }
        if count == wide { return .invisibleCharacter }
        if found != nil { return found }
        return lookAlikes && asciiLetters && !otherLetters ? .lookAlike : nil
    }

    /// "kworker/0:1", "ksoftirqd/0": begins with a letter and holds only what names of kernel threads hold (kthread_create).
    private static func isThreadName(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first, first >= 0x61, first <= 0x7a else { return false }
        let name = RawText(Array(bytes))
        return KernelThreadNames.looksLike(name)
    }
}

/// What the threads of the kernel are called, from the names that kthread_create gives them in the kernel's source.
package enum KernelThreadNames {
    private static let prefixes: [RawText] = [
        "kworker", "ksoftirqd", "kthreadd", "migration", "rcu_", "watchdog", "khugepaged", "kswapd", "kauditd", "khungtaskd", "kcompactd",
        "kblockd", "kdevtmpfs", "kintegrityd", "jbd2", "ext4-", "xfs", "scsi_", "irq/", "cpuhp", "netns", "writeback", "oom_reaper", "ata_",
        "md", "kthrotld", "kstrp", "charger_manager", "zswap", "loop", "flush-", "events/", "kjournald", "pdflush", "kpsmoused", "nfsd",
        "lockd", "rpciod", "bioset", "crypto", "devfreq", "edac-", "mm_percpu_wq", "slub_flushwq", "inet_frag_wq", "idle_inject", "kmod",
    ]

    /// Whether a program of this name can only pose as a thread of the kernel: a whole word of the kernel's own, with a number at most.
    package static func isUnmistakable(_ name: RawText) -> Bool {
        let word = RawText(Array(name.bytes.prefix { $0 >= 0x61 && $0 <= 0x7a }))
        let rest = name.bytes.dropFirst(word.count)
        let words: Set<RawText> = [
            "kswapd", "kworker", "ksoftirqd", "kthreadd", "khugepaged", "kdevtmpfs", "kauditd", "kblockd", "khungtaskd", "kcompactd",
            "kintegrityd", "kthrotld", "kjournald", "pdflush",
        ]
        guard rest.allSatisfy({ $0 >= 0x30 && $0 <= 0x3a || $0 == 0x2f || $0 == 0x2d || $0 == 0x5f }) else { return false }
        return words.contains(word) || word.hasPrefix("k") && words.contains { isOneLetterApart($0.bytes, word.bytes) }
    }

    /// Whether one letter more, one less or another one makes a word of the other: "kdevtmpfsi".
    private static func isOneLetterApart(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        guard abs(one.count - other.count) <= 1, one != other else { return false }
        let (short, long) = one.count <= other.count ? (one, other) : (other, one)
        let start = zip(short, long).prefix { $0 == $1 }.count
        let rest = short.count == long.count ? short.dropFirst(start + 1) : short.dropFirst(start)
        return rest.elementsEqual(long.dropFirst(start + 1))
    }

    /// Whether a name is one that a kernel thread has, or the beginning of one with a number behind it.
    package static func looksLike(_ name: RawText) -> Bool {
        var name = name
        if name.hasPrefix("["), name.hasSuffix("]") { name = RawText(Array(name.bytes.dropFirst().dropLast())) }
        return prefixes.contains { prefix in
            guard name.hasPrefix(prefix) else { return false }
            guard prefix.count <= 4, let next = name.bytes.dropFirst(prefix.count).first else { return true }
            return !(next >= 0x61 && next <= 0x7a)
        }
    }
}

extension Unicode.Scalar {
    /// Dots and the blanks of other alphabets (Zs of the Unicode character database); not the ideographic one, which
    /// people who type Japanese leave in names by accident.
    var looksBlank: Bool {
        switch value {
        case 0x20, 0x2e, 0xa0, 0x1680, 0x2000...0x200a, 0x202f, 0x205f: true
        default: false
        }
    }

    /// Letters of the Cyrillic and Greek scripts and full-width forms that a reader takes for ASCII ones
    /// (Unicode Technical Standard 39, confusables).
    var looksLikeASCII: Bool {
        switch value {
        case 0x0430, 0x0435, 0x043e, 0x0440, 0x0441, 0x0443, 0x0445, 0x0455, 0x0456, 0x0458, 0x04bb, 0x0501, 0x051b, 0x051d,
            0x0410, 0x0412, 0x0415, 0x041a, 0x041c, 0x041d, 0x041e, 0x0420, 0x0421, 0x0422, 0x0425, 0x0405, 0x0406, 0x0408,
            0x03bf, 0x03c1, 0x03bd, 0x0391, 0x0392, 0x0395, 0x0396, 0x0397, 0x0399, 0x039a, 0x039c, 0x039d, 0x039f, 0x03a1, 0x03a4,
            0x03a5, 0x03a7, 0x0131, 0x0261, 0x2044, 0x2215, 0x2024, 0xff0e, 0xff0f:
            true
        default: false
        }
    }
}
