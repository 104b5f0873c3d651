import Model

/// A mail, taken apart: its header and its leaves (RFC 5322, RFC 2045 to 2049).
///
/// A mail that was made to break its reader gives fewer parts and a problem, never more work than its size.
package struct MailMessage: Sendable {
    let header: MailHeader
    let parts: [MailPart]
    package let problems: [Problem]

    static let mostBytes = 32 << 20
    static let mostParts = 200
    static let mostDepth = 12

    package static func parse(_ bytes: Span<UInt8>) -> MailMessage {
        var problems: [Problem] = []
        if bytes.count > mostBytes {
            problems.append(Problem(offset: mostBytes, reason: "the mail is larger than 32 MiB; the rest was not read"))
        }
        var all: [UInt8] = []
        let count = min(bytes.count, mostBytes)
        all.reserveCapacity(count)
        for index in 0..<count { all.append(bytes[index]) }
        return MailMessage(all, problems: problems)
    }

    private init(_ bytes: [UInt8], problems: [Problem]) {
        var dissection = MailDissection(problems: problems)
        let (header, body) = MailHeader.read(bytes[...])
        // A notice that was pasted into a file has no header; all of it is body then.
        let isMail = header["from"] != nil || header["subject"] != nil || header["content-type"] != nil
        self.header = isMail ? header : MailHeader()
        dissection.take(isMail ? body : bytes[...], under: self.header)
        (parts, self.problems) = (dissection.parts, dissection.problems)
    }

    init(part: MailPart) { self.init(part.bytes, problems: []) }
}

/// A leaf of a mail.
struct MailPart: Sendable {
    /// As IMAP numbers it: "1", "2.1"; the header of a mail is "header".
    var section: String
    /// "text/plain", in lower case.
    var kind: RawText
    var charset: RawText?
    var fileName: RawText?
    /// Decoded from its transfer encoding, not from its charset.
    var bytes: [UInt8]
    /// In which multipart/alternative it stands; nil outside one.
    var alternative: String?

    /// The text as UTF-8; of HTML what a reader would see.
    var text: [UInt8] {
        let decoded = Charset.text(bytes, named: charset)
        return kind == "text/html" ? HTMLText.visible(decoded) : decoded
    }
}

/// Taking a mail apart, without recursion.
struct MailDissection {
    private struct Piece {
        var bytes: ArraySlice<UInt8>
        var header: MailHeader
        var section: String
        var depth: Int
        var alternative: String?
    }

    var parts: [MailPart] = []
    var problems: [Problem]

    init(problems: [Problem]) { self.problems = problems }

    mutating func take(_ body: ArraySlice<UInt8>, under header: MailHeader) {
        var open = [Piece(bytes: body, header: header, section: "", depth: 0)]
        while let piece = open.popLast() {
            guard parts.count + open.count < MailMessage.mostParts else {
                problems.append(
                    Problem(offset: piece.bytes.startIndex, reason: "more than \(MailMessage.mostParts) parts; the rest was not read"))
                return
            }
            let type = MailParameters(piece.header["content-type"])
            if type.value.hasPrefix("multipart/"), let boundary = type["boundary"], !boundary.isEmpty {
                guard piece.depth < MailMessage.mostDepth else {
                    problems.append(Problem(offset: piece.bytes.startIndex, reason: "parts deeper than \(MailMessage.mostDepth) levels"))
                    continue
                }
                var inner = split(piece.bytes, boundary: boundary.bytes)
                if inner.count > MailMessage.mostParts { inner.removeSubrange(MailMessage.mostParts...) }
                if inner.isEmpty { problems.append(Problem(offset: piece.bytes.startIndex, reason: "a multipart without parts")) }
                let alternative = type.value == "multipart/alternative" ? piece.section + "/" : piece.alternative
                for (index, bytes) in inner.enumerated().reversed() {
                    let (header, body) = MailHeader.read(bytes)
                    let section = piece.section.isEmpty ? "\(index + 1)" : "\(piece.section).\(index + 1)"
                    open.append(Piece(bytes: body, header: header, section: section, depth: piece.depth + 1, alternative: alternative))
                }
                if !inner.isEmpty { continue }
            }
            parts.append(leaf(piece, type))
        }
    }

    private func leaf(_ piece: Piece, _ type: MailParameters) -> MailPart {
        let encoding = RawText(piece.header["content-transfer-encoding"]?.value.trimmed ?? []).asciiLowercased
        let bytes: [UInt8] =
            switch encoding {
            case "base64": TransferEncoding.base64(piece.bytes)
            case "quoted-printable": TransferEncoding.quotedPrintable(Array(piece.bytes))
            default: Array(piece.bytes)
            }
        let name = MailParameters(piece.header["content-disposition"])["filename"] ?? type["name"]
        return MailPart(
            section: piece.section.isEmpty ? "1" : piece.section, kind: type.value.isEmpty ? "text/plain" : type.value,
            charset: type["charset"], fileName: name, bytes: bytes, alternative: piece.alternative)
    }

    /// What stands between the lines of a boundary (RFC 2046, 5.1.1). A last part that no boundary ends is one too.
    private func split(_ bytes: ArraySlice<UInt8>, boundary: [UInt8]) -> [ArraySlice<UInt8>] {
        let mark = [0x2d, 0x2d] + boundary.prefix(200)
        var parts: [ArraySlice<UInt8>] = []
        var start: Int?
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let end = bytes[index...].firstIndex(of: 0x0a) ?? bytes.endIndex
            if bytes[index..<end].starts(with: mark) {
                if let start { parts.append(bytes[start..<max(start, index - 1)]) }
                let rest = bytes[(index + mark.count)..<end]
                start = min(end + 1, bytes.endIndex)
                if rest.starts(with: [0x2d, 0x2d]) {
                    start = nil
                    break
                }
                if parts.count > MailMessage.mostParts { break }
            }
            index = end + 1
        }
        if let start, start < bytes.endIndex { parts.append(bytes[start...]) }
        return parts
    }
}
