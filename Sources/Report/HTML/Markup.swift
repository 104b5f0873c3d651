import Model

/// Writes HTML in which everything but names of elements and attributes is escaped.
///
/// Names are `StaticString`, so that only literals of our own source can become markup; all other text enters through
/// `HTMLEscaping`.
struct Markup {
    private(set) var text = ""
    let moments: MomentFormat
    /// Bytes of one piece of host text that are shown; the rest is counted.
    let hostLimit = 4000

    init(moments: MomentFormat) { self.moments = moments }

    typealias Attribute = (name: StaticString, value: String)

    mutating func element(_ name: StaticString, _ attributes: [Attribute] = [], _ content: (inout Markup) -> Void) {
        open(name, attributes)
        content(&self)
        text += "</\(name)>"
    }

    mutating func element(_ name: StaticString, _ attributes: [Attribute] = [], prose: Prose) {
        element(name, attributes) { $0.prose(prose) }
    }

    /// An element without content or end tag: `meta`, `br`.
    mutating func void(_ name: StaticString, _ attributes: [Attribute] = []) { open(name, attributes) }

    mutating func lineFeed() { text += "\n" }

    /// The document type, which no other function can write.
    mutating func documentType() { text += "<!DOCTYPE html>\n" }

    /// A style sheet as it is, so that its digest holds. CSS text has no character references in HTML.
    mutating func styleSheet(_ sheet: StaticString) { text += "<style>\(sheet)</style>\n" }

    mutating func words(_ words: String) { text += HTMLEscaping.words(words) }

    mutating func prose(_ prose: Prose) {
        for piece in prose.pieces {
            switch piece {
            case .words(let words): self.words(words)
            case .host(let host): code(host)
            case .time(let time): words(moments.moment(time))
            }
        }
    }

    /// Host text, isolated so that letters written from right to left cannot reorder our own.
    mutating func code(_ host: RawText) {
        let (shown, leftOut) = host.clipped(to: hostLimit)
        element("code", [("dir", "ltr")]) { $0.text += HTMLEscaping.host(shown) }
        if leftOut > 0 { prose(FindingWords.bytesMore(leftOut)[moments.language]) }
    }

    /// Prose as plain text, for places where no element may stand: titles of pages and dots.
    mutating func plain(_ prose: Prose) {
        for piece in prose.pieces {
            switch piece {
            case .words(let words): self.words(words)
            case .host(let host): text += HTMLEscaping.host(host.clipped(to: 200).text)
            case .time(let time): words(moments.moment(time))
            }
        }
    }

    private mutating func open(_ name: StaticString, _ attributes: [Attribute]) {
        text += "<\(name)"
        for attribute in attributes { text += " \(attribute.name)=\"" + HTMLEscaping.words(attribute.value) + "\"" }
        text += ">"
    }
}
