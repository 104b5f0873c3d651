/// A question that only the owner can answer.
package struct OwnerQuestion: Hashable, Sendable {
    /// A dotted id that stays: "copy.digest", "origin.known", "upload.own", "cleanup.before".
    package var id: String
    /// The id with what it is asked about, so that an answer to one log-in is never taken for another: "origin.known:5e1c09a2".
    package var key: String
    package var text: Localized
    /// Which explanation a yes and a no would strengthen.
    package var ifYes: CauseKind
    package var ifNo: CauseKind
    /// What the owner answered; nil where nothing was.
    package var reply: OwnerAnswer.Reply?
    /// What the answer does to the balance, in a sentence.
    package var effect: Localized?

    /// - Parameter subject: what the question is about: the path, or account, address and time.
    package init(id: String, subject: RawText, text: Localized, ifYes: CauseKind, ifNo: CauseKind) {
        (self.id, self.text, self.ifYes, self.ifNo) = (id, text, ifYes, ifNo)
        key = id + ":" + OwnerQuestion.mark(subject)
    }

    /// Eight hexadecimal digits of a text (FNV-1a, 32 bits): they tell questions of one examination apart and guard nothing.
    private static func mark(_ subject: RawText) -> String {
        var hash: UInt32 = 0x811c_9dc5
        for byte in subject.bytes { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}

/// An answer of the owner, as it was entered: `origin.known=no`.
package struct OwnerAnswer: Hashable, Sendable {
    package enum Reply: String, Sendable, Hashable, CaseIterable { case yes, no, unknown }
    /// The id or the key of the question.
    package var question: String
    package var reply: Reply

    package init(question: String, reply: Reply) { (self.question, self.reply) = (question, reply) }

    /// Reads "origin.known=no"; nil where it is not of this form.
    package init?(_ text: String) {
        guard let equals = text.lastIndex(of: "=") else { return nil }
        func bare(_ part: Substring) -> String {
            String(part.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
        }
        let name = bare(text[..<equals])
        guard !name.isEmpty, name.utf8.count <= 128, name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }),
            let reply = Reply(rawValue: bare(text[text.index(after: equals)...]))
        else { return nil }
        self.init(question: name, reply: reply)
    }

    /// Whether it answers this question.
    package func answers(_ asked: OwnerQuestion) -> Bool { question == asked.id || question == asked.key }
}
