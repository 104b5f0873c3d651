import Model

/// Where data comes from that somebody else chooses: a taint source.
package enum TaintSource: String, Sendable, Hashable, CaseIterable {
    /// What a visitor sends: query, form, body, cookie or header.
    case request
    /// A file that a visitor uploads.
    case upload
    /// What another server answers.
    case remote
    /// Data that the file carries in a disguised form, or reads out of a file that is no program.
    case carried
    /// A variable that nothing sets; old PHP filled those with what the visitor sends (`register_globals`).
    case unset
}

/// A place in the text that was analysed.
package struct TaintPlace: Sendable, Hashable {
    /// Bytes from the start of the file; for decoded text, where it was decoded.
    package var offset: Int
    /// From 1, in the text of its layer.
    package var line: Int
    /// How often the text was decoded before it read like this; 0 is the file itself.
    package var layer: Int
    /// What stands there: at most 120 bytes of the line.
    package var text: RawText

    package init(offset: Int, line: Int, layer: Int = 0, text: RawText) {
        (self.offset, self.line, self.layer, self.text) = (offset, line, layer, text)
    }
}

/// Data under somebody else's control, on its way through a program: where it came from, and what was done to it.
final class Taint: Sendable {
    struct Marks: OptionSet, Hashable, Sendable {
        let rawValue: UInt16
        /// Passed through code that is not in the file, which may have made it harmless.
        static let laundered = Marks(rawValue: 1)
        /// Constant text stands before it.
        static let prefixed = Marks(rawValue: 2)
        /// Constant text stands behind it.
        static let suffixed = Marks(rawValue: 4)
        /// It was held against a list or a pattern.
        static let checked = Marks(rawValue: 8)
        /// Made safe for a shell.
        static let escaped = Marks(rawValue: 16)
        /// Reduced to the last part of a path.
        static let named = Marks(rawValue: 32)
        /// It was decoded or deciphered after it came in.
        static let decoded = Marks(rawValue: 64)
        /// It was looked up in a list of what is allowed.
        static let listed = Marks(rawValue: 128)
        /// It is the password that somebody typed to sign in.
        static let secret = Marks(rawValue: 256)
        /// The number of one letter, of which a text may be made again.
        static let letter = Marks(rawValue: 512)
        /// One line of a list that somebody sent.
        static let piece = Marks(rawValue: 1_024)
    }

    let source: TaintSource
    let place: TaintPlace
    let marks: Marks
    /// Assignments and calls on the way, the first ones.
    let steps: [TaintPlace]

    init(source: TaintSource, place: TaintPlace, marks: Marks = [], steps: [TaintPlace] = []) {
        (self.source, self.place, self.marks, self.steps) = (source, place, marks, steps)
    }

    func with(_ added: Marks) -> Taint {
        marks.isSuperset(of: added) ? self : Taint(source: source, place: place, marks: marks.union(added), steps: steps)
    }

    /// A text made again of the numbers of its letters.
    func spelt() -> Taint {
        guard marks.contains(.letter) else { return self }
        return Taint(source: source, place: place, marks: marks.subtracting([.letter, .laundered]).union(.decoded), steps: steps)
    }

    func passing(_ step: TaintPlace) -> Taint {
        guard steps.count < 4, step.line != place.line || step.layer != place.layer, steps.last?.line != step.line else { return self }
        return Taint(source: source, place: place, marks: marks, steps: steps + [step])
    }

    /// How much somebody else decides: the visitor before the neighbour, the raw before the handled.
    private var weight: Int {
        var weight =
            switch source {
            case .request: 50
            case .upload: 40
            case .remote: 30
            case .carried: 20
            case .unset: 10
            }
        if marks.contains(.laundered) { weight -= 32 }
        if marks.contains(.listed) { weight -= 20 }
        if marks.contains(.checked) { weight -= 4 }
        if marks.contains(.escaped) { weight -= 8 }
        if marks.contains(.secret) { weight += 1 }
        return weight
    }

    static func stronger(_ first: Taint?, _ second: Taint?) -> Taint? {
        guard let first else { return second }
        guard let second else { return first }
        return second.weight > first.weight ? second : first
    }
}
