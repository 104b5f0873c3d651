/// Words for people with pieces of the host in them.
///
/// A sentence such as "The job runs \(path)" keeps the path as `RawText` until a renderer escapes it for its medium, and a
/// moment as `Timestamp` until the renderer knows the host's time zone. Only literals of our own source become plain words.
package struct Prose: Hashable, Sendable {
    package enum Piece: Hashable, Sendable {
        /// Our own words.
        case words(String)
        /// Text of the host; shown as code.
        case host(RawText)
        /// A moment, printed with its offset.
        case time(Timestamp)
    }

    package var pieces: [Piece]

    package init(_ pieces: [Piece] = []) { self.pieces = pieces }

    package static func + (left: Prose, right: Prose) -> Prose { Prose(left.pieces + right.pieces) }
}

extension Prose: ExpressibleByStringInterpolation {
    package struct StringInterpolation: StringInterpolationProtocol, Sendable {
        var pieces: [Piece] = []

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { pieces.append(.words(literal)) }
        }
        package mutating func appendInterpolation(_ text: RawText) { pieces.append(.host(text)) }
        package mutating func appendInterpolation(_ time: Timestamp) { pieces.append(.time(time)) }
        package mutating func appendInterpolation(_ number: some BinaryInteger) { pieces.append(.words(String(number))) }
        package mutating func appendInterpolation(_ words: StaticString) { pieces.append(.words(words.description)) }
        /// For a choice between two literals, which alone would fit several of these.
        package mutating func appendInterpolation(words: StaticString) { pieces.append(.words(words.description)) }
        package mutating func appendInterpolation(_ prose: Prose) { pieces += prose.pieces }
        package mutating func appendInterpolation(list texts: [RawText], most: Int = 5) {
            for (index, text) in texts.prefix(most).enumerated() {
                if index > 0 { pieces.append(.words(", ")) }
                pieces.append(.host(text))
            }
            if texts.count > most { pieces.append(.words(" … (+\(texts.count - most))")) }
        }
    }

    package init(stringLiteral value: String) { pieces = value.isEmpty ? [] : [.words(value)] }
    package init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }
}

/// The languages that Banken speaks.
package enum Language: String, Sendable, Hashable, CaseIterable {
    case ja, en
}

/// Words in every language that Banken speaks, side by side so that none can be forgotten.
package struct Localized: Hashable, Sendable {
    package var en: Prose
    package var ja: Prose

    package init(en: Prose, ja: Prose) {
        self.en = en
        self.ja = ja
    }

    package subscript(language: Language) -> Prose {
        switch language {
        case .en: en
        case .ja: ja
        }
    }

    package static func + (left: Localized, right: Localized) -> Localized {
        Localized(en: left.en + right.en, ja: left.ja + right.ja)
    }
}
