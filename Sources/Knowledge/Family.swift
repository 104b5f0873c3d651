import Model

/// What is publicly known of a program, kit or group of intruders: names, traces on disk, and where to read on.
package struct Family: Hashable, Sendable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case miner, bot, rootkit, backdoor, webShell, thief, tool
    }
    /// Lower case, stable for ever.
    package let id: String
    /// The name that most write-ups use, then others.
    package let names: [String]
    package let kind: Kind
    package let about: Localized
    /// Whole paths that are this family's and nobody else's; with a slash at the end, a folder and all that lies in it.
    package let paths: [RawText]
    /// Names of files and processes that are this family's and nobody else's.
    package let files: [RawText]
    /// Pieces of text that stand in its programs, settings or keys.
    package let texts: [RawText]
    package let references: [String]

    init(
        _ names: [String], _ kind: Kind, en: String, ja: String, paths: [RawText] = [], files: [RawText] = [], texts: [RawText] = [],
        _ references: [String]
    ) {
        id = names.first.map(Family.id) ?? ""
        (self.names, self.kind, self.paths, self.files, self.texts) = (names, kind, paths, files, texts)
        about = Localized(en: Prose([.words(en)]), ja: Prose([.words(ja)]))
        self.references = references
    }

    /// ASCII letters and digits in lower case, anything else a minus.
    private static func id(_ name: String) -> String {
        var id = ""
        for byte in name.utf8 {
            let lower = byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
            let isPlain = lower >= 0x61 && lower <= 0x7a || lower >= 0x30 && lower <= 0x39
            if isPlain { id.unicodeScalars.append(Unicode.Scalar(lower)) } else if !id.hasSuffix("-") { id += "-" }
        }
        return id
    }

    /// The page of a family in Malpedia, the encyclopaedia of the Fraunhofer institute FKIE, which lists the write-ups.
    static func malpedia(_ name: String) -> String { "https://malpedia.caad.fkie.fraunhofer.de/details/elf." + name }
}
