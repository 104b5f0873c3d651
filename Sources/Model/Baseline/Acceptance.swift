/// The operator's word that something may be as it is: what, in which state, when, by whom and why.
package struct Acceptance: Hashable, Sendable {
    package enum Subject: Hashable, Sendable {
        case path(RawText)
        /// `Finding.id`.
        case finding(RawText)
    }
    package var subject: Subject
    /// The state that was accepted; a later change of the subject is not. Nil takes an earlier acceptance back.
    package var seal: Fingerprint?
    package var time: Timestamp
    package var by: RawText
    package var because: RawText

    package init(_ subject: Subject, seal: Fingerprint?, time: Timestamp, by: RawText, because: RawText) {
        (self.subject, self.seal, self.time, self.by, self.because) = (subject, seal, time, by, because)
    }
}

/// An acceptance as it stands in its file, with what proves it.
package struct AcceptanceEntry: Hashable, Sendable {
    package var acceptance: Acceptance
    /// SHA-256 of the line in front of it.
    package var previous: Fingerprint
    package var publicKey: [UInt8]
    package var signature: [UInt8]
    /// The part of the line that is signed, without the blank in front of the signature.
    package var signed: RawText
    /// The line without its line feed.
    package var line: RawText

    package init(
        acceptance: Acceptance, previous: Fingerprint, publicKey: [UInt8], signature: [UInt8], signed: RawText, line: RawText
    ) {
        (self.acceptance, self.previous, self.publicKey) = (acceptance, previous, publicKey)
        (self.signature, self.signed, self.line) = (signature, signed, line)
    }
}
